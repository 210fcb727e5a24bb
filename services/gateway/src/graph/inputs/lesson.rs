//! Inputs of acts on lessons, and of the search for them.

use async_graphql::{ID, InputObject};
use domain::cooperation::{Cooperation, TextHash};
use domain::lesson::{Command, Draft};
use domain::{ProjectId, Refusal};
use partnership::query::LessonFilter as RowFilter;

use super::{ActingAs, LocalTextInput, id, texts, themes};
use crate::graph::enums::LessonKind;
use crate::graph::fault::{Result, coded};
use crate::graph::ids::Global;
use crate::graph::scalars::Uuid;

/// Which lessons; every part that is there must match.
#[derive(Debug, Clone, Default, InputObject)]
pub struct LessonFilter {
    /// Words of it, the last one as a beginning; accents and case do not matter.
    pub search: Option<String>,
    /// Codes of themes; what is under them counts.
    pub themes: Option<Vec<String>>,
    /// Countries of a party.
    pub countries: Option<Vec<String>>,
    pub kinds: Option<Vec<LessonKind>>,
    /// Of the cooperations of this organisation.
    pub organisation: Option<ID>,
    /// Of the cooperations in the scope of this country group.
    pub group: Option<ID>,
    /// Also those that are not public and that the viewer may read as a partner or coordinator; they come last.
    pub within: Option<bool>,
}

impl LessonFilter {
    pub(crate) fn into_row(self) -> Result<RowFilter> {
        let (organisation, group) = (self.organisation.as_ref(), self.group.as_ref());
        Ok(RowFilter {
            organisation: organisation.map(of_kind).transpose()?,
            group: group.map(of_kind).transpose()?,
            within: self.within.unwrap_or_default(),
            search: self.search,
            themes: self.themes.unwrap_or_default(),
            countries: self.countries.unwrap_or_default(),
            kinds: self.kinds.unwrap_or_default().into_iter().map(Into::into).collect(),
        })
    }
}

fn of_kind<T: Global>(given: &ID) -> Result<T> {
    let wrong = || coded(format!("{} is no id of the kind asked for", given.0), "BAD_ID");
    T::read(given).ok_or_else(wrong)
}

/// A lesson as its author writes it.
#[derive(Debug, Clone, InputObject)]
pub struct LessonWordsInput {
    pub kind: LessonKind,
    pub title: Vec<LocalTextInput>,
    pub body: Vec<LocalTextInput>,
    #[graphql(default)]
    pub themes: Vec<String>,
}

impl LessonWordsInput {
    fn draft(self) -> Draft {
        let (title, body) = (texts(self.title), texts(self.body));
        Draft { kind: self.kind.into(), title, body, themes: themes(self.themes) }
    }
}

/// A lesson to write for the partners.
#[derive(Debug, Clone, InputObject)]
pub struct WriteLessonInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub cooperation: ID,
    /// A project of that cooperation.
    pub project: Option<ID>,
    pub lesson: LessonWordsInput,
}

impl WriteLessonInput {
    pub(crate) fn command(self, cooperation: Cooperation) -> Result<Command, Refusal> {
        let project = self.project.as_ref().map(|given| id::<ProjectId>(given, "project"));
        let (project, draft) = (project.transpose()?, Box::new(self.lesson.draft()));
        Ok(Command::Write { cooperation, parties: Vec::new(), project, draft })
    }
}

macro_rules! on_lesson {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty,)* } $input:ident => $command:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, InputObject)]
        pub struct $name {
            pub command_id: Uuid,
            pub acting_as: Option<ActingAs>,
            pub lesson: ID,
            $(pub $field: $type,)*
        }

        impl $name {
            pub(crate) fn command(self) -> Command {
                let $input = self;
                $command
            }
        }
    )*};
}

on_lesson! {
    /// Changed words; `basedOn` is the hash of those that were read.
    RewriteLessonInput { based_on: String, words: LessonWordsInput, reason: String, }
    input => Command::Rewrite {
        based_on: TextHash(input.based_on), draft: Box::new(input.words.draft()), reason: input.reason,
    };
    /// Consent to the words with this hash being public.
    ConsentToLessonInput { hash: String, }
    input => Command::Consent { hash: TextHash(input.hash) };
    /// The withdrawal of a consent.
    WithdrawLessonConsentInput { reason: String, }
    input => Command::WithdrawConsent { reason: input.reason };
    /// A lesson to take from the public page.
    RetractLessonInput { reason: String, }
    input => Command::Retract { reason: input.reason };
}
