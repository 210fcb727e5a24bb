//! Refusals and rules as the API shows them: data for people, in their language.

use async_graphql::{Context, Object, SimpleObject};
use domain::Refusal;

use super::enums::{Lang, Severity};
use super::fault::Result;
use super::scalars::Date;
use super::view::asker;

/// Why an act was refused, or a remark that goes with an accepted one. Data for people, never a GraphQL error.
pub struct RefusalView(pub Refusal);

#[Object(name = "Refusal")]
impl RefusalView {
    /// The rule that refuses or remarks.
    async fn rule(&self) -> Rule {
        Rule(domain::rules::rule(self.0.rule))
    }

    /// What is wrong, in the asked language.
    async fn message(&self, ctx: &Context<'_>, lang: Option<Lang>) -> Result<String> {
        Ok(self.0.message(language(ctx, lang)?))
    }

    /// What to do about it.
    async fn way_out(&self, ctx: &Context<'_>, lang: Option<Lang>) -> Result<String> {
        Ok(self.0.way_out(language(ctx, lang)?))
    }

    /// The input field it is about, e.g. `parties.1.organisation`.
    async fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// How grave it is.
    async fn severity(&self) -> Severity {
        self.0.severity().into()
    }
}

/// A rule of law, of the field or of the house, with its source.
#[derive(Clone, Copy)]
pub struct Rule(pub &'static domain::rules::Rule);

#[Object]
impl Rule {
    /// Its identifier, e.g. `R-09`.
    async fn id(&self) -> &str {
        self.0.id.0
    }

    /// What it says; `{}` stands for what a refusal names.
    async fn statement(&self, ctx: &Context<'_>, lang: Option<Lang>) -> Result<&str> {
        Ok(self.0.statement.in_lang(language(ctx, lang)?))
    }

    /// What one can do about it.
    async fn way_out(&self, ctx: &Context<'_>, lang: Option<Lang>) -> Result<&str> {
        Ok(self.0.way_out.in_lang(language(ctx, lang)?))
    }

    /// How grave it is.
    async fn severity(&self) -> Severity {
        self.0.severity.into()
    }

    /// Where it comes from: law, guide, manual or house.
    async fn source(&self, ctx: &Context<'_>, lang: Option<Lang>) -> Result<String> {
        Ok(domain::rules::source_in(self.0.source, language(ctx, lang)?))
    }

    /// First day, if it has one.
    async fn valid_from(&self) -> Option<Date> {
        self.0.valid_from.map(Date)
    }

    /// Last day, if it has one.
    async fn valid_until(&self) -> Option<Date> {
        self.0.valid_until.map(Date)
    }

    /// The countries (ISO 3166-1) whose authorities it binds; empty: all.
    async fn countries(&self) -> &'static [&'static str] {
        self.0.countries
    }
}

/// An act that the viewer's side can do now, or why not.
#[derive(SimpleObject)]
pub struct Possibility {
    pub act: super::enums::Act,
    pub refusal: Option<RefusalView>,
}

fn language(ctx: &Context<'_>, asked: Option<Lang>) -> Result<domain::Lang> {
    Ok(asked.map_or(asker(ctx)?.lang, Into::into))
}
