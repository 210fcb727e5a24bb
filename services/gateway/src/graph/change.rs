//! Changes: what happened, one entry an event, with who did it and a sentence that says it.

use async_graphql::{ID, Object, SimpleObject};
use domain::codec::Subject;
use domain::context::SeatOf;
use domain::cooperation::Cooperation as CooperationOf;
use domain::{Author, Lang as Language, Role as RoleOf};
use eventlog::CommandId;
use jiff::Timestamp;
use readmodel::FeedScope;
use readmodel::feed::{self, From};
use std::fmt::Write as _;
use std::sync::Arc;

use super::cooperation::Cooperation;
use super::cursor::{Cursor, CursorText};
use super::enums::{Lang, Role, Verb};
use super::fault::{Result, coded, fault};
use super::group::CountryGroup;
use super::ids::{Global as _, GlobalId};
use super::node::{Node, find};
use super::organisation::Organisation;
use super::scalars::{DateTime, PartialDate, Uuid};
use super::summary;
use super::view::View;
use super::words;

/// An event of the feed as the read model keeps it.
pub type ChangeItem = feed::Change;

/// Changes of a page when nobody says how many.
const USUAL: i32 = 50;

/// Who acted, as institution: never a name.
#[derive(Clone)]
pub struct Actor {
    view: View,
    author: Author,
}

impl Actor {
    /// The author of a commit.
    #[must_use]
    pub fn new(view: View, author: Author) -> Self {
        Self { view, author }
    }

    /// The organisation or group in whose name they acted, or the platform.
    pub(crate) async fn called(&self, lang: Language) -> Result<String> {
        Ok(match self.author.of {
            SeatOf::Organisation(id) => self.view.known_organisation(id).await?.called(lang),
            SeatOf::Group(id) => match self.view.country_group(id).await? {
                Some(group) => group.called(lang),
                None => words::platform(lang).to_owned(),
            },
            SeatOf::Platform if self.author.role == RoleOf::Reader => {
                words::somebody(lang).to_owned()
            }
            SeatOf::Platform => words::platform(lang).to_owned(),
        })
    }

    /// The function and the institution, in words.
    pub(crate) async fn seat_called(&self, lang: Language) -> Result<String> {
        let name = self.called(lang).await?;
        Ok(match self.author.of {
            SeatOf::Organisation(_) | SeatOf::Group(_) => {
                format!("{name} ({})", words::role(lang, self.author.role.into()))
            }
            SeatOf::Platform => name,
        })
    }
}

#[Object]
impl Actor {
    async fn organisation(&self) -> Result<Option<Organisation>> {
        match self.author.of {
            SeatOf::Organisation(id) => self.view.organisation(id).await,
            SeatOf::Group(_) | SeatOf::Platform => Ok(None),
        }
    }

    async fn group(&self) -> Result<Option<CountryGroup>> {
        match self.author.of {
            SeatOf::Group(id) => self.view.country_group(id).await,
            SeatOf::Organisation(_) | SeatOf::Platform => Ok(None),
        }
    }

    /// The function of the seat at the time of the act.
    async fn role(&self) -> Role {
        self.author.role.into()
    }

    /// True when the viewer did it.
    async fn is_me(&self) -> bool {
        self.author
            .person
            .is_some_and(|person| self.view.viewer().is_some_and(|me| me.person == person))
    }

    /// The function and the institution, in words.
    async fn label(&self, lang: Option<Lang>) -> Result<String> {
        self.seat_called(self.view.lang(lang)).await
    }
}

/// A labelled part of what happened (reason, hash, outcome…).
pub struct ChangeDetail {
    view: View,
    key: &'static str,
    value: String,
}

impl ChangeDetail {
    pub(crate) fn new(view: View, key: &'static str, value: String) -> Self {
        Self { view, key, value }
    }
}

#[Object]
impl ChangeDetail {
    async fn label(&self, lang: Option<Lang>) -> &str {
        words::label(self.view.lang(lang), self.key).unwrap_or(self.key)
    }

    async fn value(&self) -> &str {
        &self.value
    }
}

/// One event of the feed.
#[derive(Clone)]
pub struct Change {
    pub(crate) view: View,
    pub(crate) item: Arc<ChangeItem>,
    pub(crate) verb: Verb,
}

impl Change {
    /// The item as an object.
    ///
    /// # Errors
    /// A fault when the read model was written by a newer version, with a verb that is not known here.
    pub fn new(view: View, item: ChangeItem) -> Result<Self> {
        let verb = Verb::named(&item.verb).ok_or_else(|| fault(UnknownVerb(item.verb.clone())))?;
        Ok(Self { view, item: Arc::new(item), verb })
    }
}

/// The read model holds a verb that this version does not know.
#[derive(Debug, thiserror::Error)]
#[error("unknown verb {0} in the feed")]
struct UnknownVerb(String);

#[Object]
impl Change {
    /// Its place in the record; resume from here.
    async fn cursor(&self) -> CursorText {
        Cursor::at(self.item.seq).into()
    }

    /// The moment of the act on the platform.
    async fn at(&self) -> DateTime {
        DateTime(self.item.at)
    }

    /// The day it happened in the world, where the event says one (a ceremony of 1963).
    async fn happened_on(&self) -> Option<PartialDate> {
        self.item.happened_on.clone().map(|date| PartialDate(date.0))
    }

    async fn verb(&self) -> Verb {
        self.verb
    }

    async fn actor(&self) -> Actor {
        Actor::new(self.view.clone(), self.item.author)
    }

    /// The seat that acted; none for the platform and for people in nobody's name.
    async fn seat(&self) -> Option<ID> {
        self.item.author.seat.map(|seat| ID(seat.to_string()))
    }

    /// The side that acted, where one did.
    async fn side(&self) -> Option<u8> {
        self.item.side.map(|side| side.0)
    }

    /// What happened, as a sentence.
    async fn summary(&self, lang: Option<Lang>) -> Result<String> {
        summary::sentence(self, self.view.lang(lang)).await
    }

    /// What it is about.
    async fn subject(&self) -> Result<Option<Node>> {
        let id = match self.item.subject {
            Subject::Organisation(id) => GlobalId::Organisation(id),
            Subject::Jumelage(id) => GlobalId::Jumelage(id),
            Subject::Committee(id) => GlobalId::Committee(id),
            Subject::Exchange(id) => GlobalId::Exchange(id),
            Subject::Partnership(id) => GlobalId::Partnership(id),
            Subject::Convention(id) => GlobalId::Convention(id),
            Subject::Project(id) => GlobalId::Project(id),
            Subject::Lesson(id) => GlobalId::Lesson(id),
            Subject::Financing(id) => GlobalId::Financing(id),
            Subject::Document(id) => GlobalId::Document(id),
            Subject::Discussion(id) => GlobalId::Discussion(id),
            Subject::Group(id) => GlobalId::Group(id),
            Subject::Territory(_) => return Ok(None),
        };
        find(&self.view, id).await
    }

    /// Where your rights ended (verb `LEFT_VIEW`): what you saw more of than you see now. Ask for it again, and forget
    /// what does not come back. Such a notice is no part of the record: its cursor is that of the change before it.
    async fn left_view(&self) -> Option<ID> {
        match (self.verb, &self.item.subject) {
            (Verb::LeftView, Subject::Jumelage(id)) => Some(id.global()),
            (Verb::LeftView, Subject::Partnership(id)) => Some(id.global()),
            _ => None,
        }
    }

    /// The cooperation it belongs to, itself included.
    async fn cooperation(&self) -> Result<Option<Cooperation>> {
        match self.item.cooperation {
            Some(id) => self.view.cooperation(id).await,
            None => Ok(None),
        }
    }

    /// Place of the commit in the total order of the record.
    async fn position(&self) -> u64 {
        self.item.position().0
    }

    /// The client's identifier of the act.
    async fn command_id(&self) -> Uuid {
        Uuid(self.item.command_id.0)
    }

    /// Hash of the commit in the log's chain, hex.
    async fn hash(&self) -> String {
        let mut hex = String::with_capacity(64);
        for byte in self.item.hash {
            write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
        }
        hex
    }

    /// The parts of what happened, labelled.
    async fn detail(&self) -> Vec<ChangeDetail> {
        summary::details(self)
    }
}

/// The notice that a cooperation, or remarks in it, left somebody's view: no part of the record, and nobody's act.
#[must_use]
pub fn departure(cooperation: CooperationOf, at: i64, now: Timestamp) -> ChangeItem {
    let subject = match cooperation {
        CooperationOf::Jumelage(id) => Subject::Jumelage(id),
        CooperationOf::Partnership(id) => Subject::Partnership(id),
    };
    ChangeItem {
        seq: at,
        at: now,
        verb: Verb::LeftView.name().to_owned(),
        author: Author::SYSTEM,
        side: None,
        subject,
        cooperation: None,
        happened_on: None,
        detail: serde_json::Map::new(),
        command_id: CommandId(uuid::Uuid::nil()),
        hash: [0; 32],
    }
}

/// Changes, oldest first.
#[derive(SimpleObject)]
pub struct ChangePage {
    pub changes: Vec<Change>,
    /// Follow the feed from here.
    pub end_cursor: CursorText,
    /// More lie beyond: newer ones when paging forward, older ones otherwise.
    pub has_more: bool,
}

/// A page of everything in `scope`, from the beginning or after a cursor.
pub(crate) async fn page_of(
    view: &View,
    scope: FeedScope,
    first: Option<i32>,
    after: Option<CursorText>,
) -> Result<ChangePage> {
    let from = match after {
        Some(cursor) => From::After(view.place(&cursor).await?.seq()),
        None => From::After(0),
    };
    page(view, scope, from, first).await
}

/// The latest changes of a scope, or those before a cursor.
pub(crate) async fn latest_of(
    view: &View,
    scope: FeedScope,
    last: Option<i32>,
    before: Option<CursorText>,
) -> Result<ChangePage> {
    let from = match before {
        Some(cursor) => From::Before(view.place(&cursor).await?.seq()),
        None => From::Latest,
    };
    page(view, scope, from, last).await
}

/// A page of the feed.
pub(crate) async fn page(
    view: &View,
    scope: FeedScope,
    from: From,
    first: Option<i32>,
) -> Result<ChangePage> {
    let limit = limit(first)?;
    let (page, head) = view
        .read(move |conn, eyes| {
            let page = feed::page(conn, &eyes.sight, &scope, from, limit)?;
            Ok((page, feed::head(conn)?))
        })
        .await?;
    let end = match (page.changes.last(), from) {
        (Some(last), _) => last.seq,
        (None, From::After(seq) | From::Before(seq)) => seq,
        (None, From::Latest) => head,
    };
    let changes = page.changes.into_iter().map(|item| Change::new(view.clone(), item));
    Ok(ChangePage {
        changes: changes.collect::<Result<_>>()?,
        end_cursor: Cursor::at(end).into(),
        has_more: page.more,
    })
}

fn limit(first: Option<i32>) -> Result<usize> {
    let first = first.unwrap_or(USUAL);
    match usize::try_from(first) {
        Ok(limit) if i64::from(first) <= readmodel::MOST => Ok(limit),
        Ok(_) | Err(_) => Err(coded(
            format!("a page has 0 to {} changes, not {first}", readmodel::MOST),
            "BAD_PAGE",
        )),
    }
}
