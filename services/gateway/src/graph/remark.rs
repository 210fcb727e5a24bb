//! Remarks on a draft as the API shows them: of which party and side, about which passage, and their words where they are kept.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, SimpleObject};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::convention::State;
use domain::cooperation::side_of;
use domain::{OrganisationId, WordsId};
use drafting::{Room, Shown};
use jiff::Timestamp;

use super::enums::RemarkEnd;
use super::fault::{Result, fault};
use super::organisation::Organisation;
use super::scalars::{DateTime, Uuid};
use super::view::{View, world};

/// What somebody of a party says about a passage of a draft: a comment, a suggestion, or both. It binds nobody.
#[derive(SimpleObject)]
pub(super) struct DraftRemark {
    pub id: Uuid,
    pub by: RemarkAuthor,
    /// The text that it is about.
    pub lang: String,
    /// Where the passage begins and ends now, as relative positions of Yjs in base64.
    pub anchor: String,
    pub head: String,
    /// What stood there when it was said, or gave way to what was accepted.
    pub passage: String,
    /// What stands there now.
    pub stands: String,
    /// True for a suggestion.
    pub suggests: bool,
    /// What is said; null where nothing is, and once it was forgotten with who said it.
    pub words: Option<String>,
    /// What a suggestion would put there; null too once it was forgotten with who proposed it.
    pub instead: Option<String>,
    pub answers: Vec<RemarkAnswer>,
    /// How it was closed; null while it is open.
    pub end: Option<RemarkEnd>,
    pub closed_by: Option<RemarkAuthor>,
}

/// An answer to a remark.
#[derive(SimpleObject)]
pub(super) struct RemarkAnswer {
    pub by: RemarkAuthor,
    /// Null once they were forgotten with who said them.
    pub words: Option<String>,
}

/// For which party somebody spoke or decided, and when; never who.
#[derive(SimpleObject)]
pub(super) struct RemarkAuthor {
    pub organisation: Organisation,
    pub side: Option<u8>,
    pub at: DateTime,
}

/// What remarks are made of.
struct Desk<'v> {
    view: &'v View,
    state: &'v State,
    words: HashMap<WordsId, String>,
}

impl DraftRemark {
    pub(super) async fn all(
        ctx: &Context<'_>,
        view: &View,
        state: &State,
        room: &Arc<Room>,
    ) -> Result<Vec<Self>> {
        let shown = room.remarks().map_err(fault)?;
        let ids: Vec<WordsId> = shown.iter().flat_map(words_of).map(WordsId).collect();
        let words = world(ctx)?.identity.words(&ids).map_err(fault)?;
        let desk = Desk { view, state, words };
        let mut all = Vec::with_capacity(shown.len());
        for one in shown {
            all.push(desk.remark(one).await?);
        }
        Ok(all)
    }
}

/// The ids of all words of a remark.
fn words_of(shown: &Shown) -> impl Iterator<Item = uuid::Uuid> {
    let remark = &shown.remark;
    let answers = remark.answers.iter().map(|answer| answer.words);
    remark.words.into_iter().chain(remark.instead).chain(answers)
}

impl Desk<'_> {
    async fn remark(&self, shown: Shown) -> Result<DraftRemark> {
        let Shown { remark, stands } = shown;
        let mut answers = Vec::with_capacity(remark.answers.len());
        for answer in &remark.answers {
            let by = self.author(answer.of, answer.at_ms).await?;
            answers.push(RemarkAnswer { by, words: self.told(Some(answer.words)) });
        }
        let closed_by = match remark.closed {
            Some(closed) => Some(self.author(closed.of, closed.at_ms).await?),
            None => None,
        };
        Ok(DraftRemark {
            id: Uuid(remark.id),
            by: self.author(remark.of, remark.at_ms).await?,
            anchor: BASE64.encode(&remark.from),
            head: BASE64.encode(&remark.to),
            suggests: remark.instead.is_some(),
            words: self.told(remark.words),
            instead: self.told(remark.instead),
            end: remark.closed.map(|closed| closed.how.into()),
            lang: remark.lang,
            passage: remark.passage,
            stands,
            answers,
            closed_by,
        })
    }

    fn told(&self, id: Option<uuid::Uuid>) -> Option<String> {
        self.words.get(&WordsId(id?)).cloned()
    }

    async fn author(&self, of: uuid::Uuid, at_ms: i64) -> Result<RemarkAuthor> {
        let of = OrganisationId(of);
        let side = side_of(self.state.parties(), of).map(|side| side.0);
        let at = Timestamp::from_millisecond(at_ms).map_err(fault)?;
        Ok(RemarkAuthor {
            organisation: self.view.known_organisation(of).await?,
            side,
            at: DateTime(at),
        })
    }
}
