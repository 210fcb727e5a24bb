//! Reference data: countries, themes, goals; each with how many public cooperations it has.

use async_graphql::{Context, Object};
use domain::cooperation::Theme as ThemeCode;
use domain::reference;

use super::enums::Lang;
use super::fault::Result;
use super::loaders::{CountryCount, ThemeCount};
use super::refusal::Rule;
use super::view::{View, asker};

/// A country or territory of ISO 3166-1.
pub struct Country {
    view: View,
    code: String,
}

impl Country {
    /// The country with this code.
    #[must_use]
    pub fn new(view: View, code: &str) -> Self {
        Self { view, code: code.to_ascii_uppercase() }
    }
}

#[Object]
impl Country {
    /// ISO 3166-1 alpha-2.
    async fn code(&self) -> &str {
        &self.code
    }

    /// Its short name.
    async fn name(&self, lang: Option<Lang>) -> &str {
        let lang = self.view.lang(lang);
        reference::country(&self.code).map_or(self.code.as_str(), |known| known.name.in_lang(lang))
    }

    /// Public cooperations with a party there.
    async fn cooperations(&self) -> Result<i64> {
        let count = self.view.load(CountryCount(self.code.clone())).await?;
        Ok(count.unwrap_or_default())
    }
}

/// A theme of decentralised cooperation.
pub struct Theme {
    view: View,
    code: String,
}

impl Theme {
    /// The theme with this code.
    #[must_use]
    pub fn new(view: View, code: &str) -> Self {
        Self { view, code: code.to_owned() }
    }

    /// The themes with these codes.
    #[must_use]
    pub fn list(view: &View, codes: &[ThemeCode]) -> Vec<Self> {
        codes.iter().map(|code| Self::new(view.clone(), &code.0)).collect()
    }
}

#[Object]
impl Theme {
    /// Its code, e.g. `1.2`.
    async fn code(&self) -> &str {
        &self.code
    }

    /// The code of the theme it lies under.
    async fn parent(&self) -> Option<&str> {
        reference::theme(&self.code).and_then(|known| known.parent)
    }

    /// Its name.
    async fn name(&self, lang: Option<Lang>) -> &str {
        let lang = self.view.lang(lang);
        reference::theme(&self.code).map_or(self.code.as_str(), |known| known.name.in_lang(lang))
    }

    /// Public cooperations on it or on a theme under it.
    async fn cooperations(&self) -> Result<i64> {
        let count = self.view.load(ThemeCount(self.code.clone())).await?;
        Ok(count.unwrap_or_default())
    }
}

/// A sustainable development goal of the United Nations.
pub struct Sdg(pub u8);

#[Object]
impl Sdg {
    /// 1 to 17.
    async fn number(&self) -> u8 {
        self.0
    }

    /// Its short title.
    async fn name(&self, ctx: &Context<'_>, lang: Option<Lang>) -> Result<String> {
        let lang = lang.map_or(asker(ctx)?.lang, Into::into);
        let known = reference::sdg(self.0);
        Ok(known.map_or_else(|| self.0.to_string(), |goal| goal.name.in_lang(lang).to_owned()))
    }
}

/// Reference data and rules.
#[derive(Default)]
pub struct ReferenceQuery;

#[Object]
impl ReferenceQuery {
    /// Every country, by code.
    async fn countries(&self, ctx: &Context<'_>) -> Result<Vec<Country>> {
        let view = View::present(ctx).await?;
        let codes = reference::countries().iter();
        Ok(codes.map(|country| Country::new(view.clone(), country.code)).collect())
    }

    /// Every theme, in the order of its source.
    async fn themes(&self, ctx: &Context<'_>) -> Result<Vec<Theme>> {
        let view = View::present(ctx).await?;
        Ok(reference::themes().iter().map(|theme| Theme::new(view.clone(), theme.code)).collect())
    }

    /// The seventeen goals.
    async fn sdgs(&self) -> Vec<Sdg> {
        reference::sdgs().iter().map(|goal| Sdg(goal.number)).collect()
    }

    /// Every rule that acts are checked by.
    async fn rules(&self) -> Vec<Rule> {
        domain::rules::all().map(Rule).collect()
    }

    /// The rule with this identifier.
    async fn rule(&self, id: String) -> Option<Rule> {
        domain::rules::all().find(|rule| rule.id.0 == id).map(Rule)
    }
}
