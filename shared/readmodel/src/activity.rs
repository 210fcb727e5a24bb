//! The projection of the feed: one row an event, and the tags by which every feed finds it.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use domain::access::Visibility;
use domain::codec::{Subject, subject_of};
use domain::cooperation::{Cooperation, Side};
use domain::{
    Event, OrganisationId, committee, convention, document, exchange, group, lesson, organisation,
    project,
};
use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

use crate::cooperation::{CooperationKind, id_of};
use crate::feed::seq_of;
use crate::sight::{CLAIM, DRAFT, INHERIT, PARTNERS, SIDE};
use crate::sql::Key;
use crate::write::json;
use crate::{Decoded, DecodedEvent, ProjectError, Projection};

mod detail;

/// The projection of the feed; the last of a node's, because it reads what the others have written.
#[must_use]
pub fn projection() -> Box<dyn Projection> {
    Box::new(Activity)
}

struct Activity;

/// Every tag of every event, sorted: a tag inserted with its event lands anywhere in the index, which makes that the most
/// expensive part of a long rebuild.
const TAGS: &str = "INSERT INTO activity_tag (tag, seq)
    SELECT j.value, a.seq FROM activity a, json_each(a.tags) j ORDER BY 1, 2;";

/// `jumelage.proposed` → `JUMELAGE_PROPOSED`, for every event that is written today.
static VERBS: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    domain::codec::EVENTS.iter().map(|(name, _)| (*name, verb_of(name))).collect()
});

fn verb_of(name: &str) -> String {
    name.replace('.', "_").to_ascii_uppercase()
}

/// What an event belongs to, read once a commit.
struct Place {
    cooperation: Option<Cooperation>,
    organisation: Option<OrganisationId>,
    visibility: i64,
    tags: BTreeSet<String>,
}

impl Projection for Activity {
    fn name(&self) -> &'static str {
        "activity"
    }

    fn indices(&self) -> &'static str {
        TAGS
    }

    fn apply(&self, tx: &Transaction<'_>, commit: &Decoded) -> Result<(), ProjectError> {
        take_in(tx, commit, true)
    }

    fn apply_rebuilding(&self, tx: &Transaction<'_>, commit: &Decoded) -> Result<(), ProjectError> {
        take_in(tx, commit, false)
    }
}

/// Writes the events of a commit; `tagged`: with their tags, which [`TAGS`] makes up for otherwise.
fn take_in(tx: &Transaction<'_>, commit: &Decoded, tagged: bool) -> Result<(), ProjectError> {
    let unknown = || ProjectError::Commit(format!("unknown stream {}", commit.stream));
    let subject = subject_of(&commit.stream.0).ok_or_else(unknown)?;
    let mut place = place(tx, &subject)?;
    for event in &commit.events {
        let (seq, tags) = write(tx, commit, event, &mut place)?;
        if tagged {
            write_tags(tx, seq, &tags)?;
        }
    }
    // What one side keeps to itself leaves no trace in what the others see, not even as a newer place in the record.
    let told =
        commit.events.iter().rfind(|event| visibility(&event.event, place.visibility) != SIDE);
    if let (Some(cooperation), Some(last)) = (place.cooperation, told) {
        tx.prepare_cached("UPDATE cooperation SET last_seq = max(last_seq, ?) WHERE id = ?")?
            .execute(params![seq_of(commit.position, last.index), Key(id_of(cooperation))])?;
    }
    Ok(())
}

fn write_tags(tx: &Transaction<'_>, seq: i64, tags: &BTreeSet<String>) -> rusqlite::Result<()> {
    let mut insert = tx.prepare_cached("INSERT INTO activity_tag (tag, seq) VALUES (?, ?)")?;
    for tag in tags {
        insert.execute(params![tag, seq])?;
    }
    Ok(())
}

/// Writes one event; its place in the feed and its tags.
fn write(
    tx: &Transaction<'_>,
    commit: &Decoded,
    event: &DecodedEvent,
    place: &mut Place,
) -> Result<(i64, BTreeSet<String>), ProjectError> {
    let verb = VERBS.get(&*event.name).cloned().unwrap_or_else(|| verb_of(&event.name));
    let told = detail::of(&event.event);
    let mut tags = place.tags.clone();
    tags.extend(own_tags(&event.event));
    tags.insert(format!("v:{verb}"));
    let seq = seq_of(commit.position, event.index);
    let side = match &told.council {
        Some(council) => side_of_council(tx, place, *council)?,
        None => told.side,
    };
    tx.prepare_cached(
        "INSERT INTO activity (seq, at, verb, author, side, subject, cooperation, organisation, \
         visibility, happened_on, detail, tags, command, hash) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        seq,
        commit.at_ms(),
        verb,
        json(&commit.author, "author")?,
        side.map(|side| side.0),
        &*commit.stream.0,
        place.cooperation.map(|cooperation| Key(id_of(cooperation))),
        place.organisation.map(|id| Key(id.0)),
        visibility(&event.event, place.visibility),
        told.happened_on,
        json(&told.detail, "detail of a change")?,
        json(&tags, "list of tags")?,
        Key(commit.command_id.0),
        commit.hash,
    ])?;
    Ok((seq, tags))
}

/// Remarks are for partners, unsettled claims and offers for those who may settle them; the rest follows its
/// cooperation.
fn visibility(event: &Event, place: i64) -> i64 {
    match event {
        Event::Organisation(
            organisation::Event::ClaimRequested { .. }
            | organisation::Event::ClaimRefused { .. }
            | organisation::Event::SeatOffered { .. }
            | organisation::Event::SeatOfferWithdrawn { .. },
        ) => CLAIM,
        Event::Jumelage(domain::jumelage::Event::RemarkMade {
            visibility: Visibility::Side,
            ..
        })
        | Event::Partnership(domain::partnership::Event::RemarkMade {
            visibility: Visibility::Side,
            ..
        }) => SIDE,
        Event::Jumelage(
            domain::jumelage::Event::RemarkMade { .. }
            | domain::jumelage::Event::RemarkShared { .. },
        )
        | Event::Partnership(
            domain::partnership::Event::RemarkMade { .. }
            | domain::partnership::Event::RemarkShared { .. },
        )
        | Event::Financing(_) => PARTNERS,
        Event::Convention(event) if !is_of_force(event) => DRAFT,
        Event::Project(event) if is_within(event) => DRAFT,
        Event::Exchange(exchange::Event::Mission(_)) => DRAFT,
        Event::Lesson(event) if !matches!(event, lesson::Event::Published { .. }) => DRAFT,
        Event::Document(event) => match of_document(event) {
            Visibility::Side => SIDE,
            Visibility::Partners | Visibility::Group => PARTNERS,
            Visibility::Public => place,
        },
        Event::Organisation(_)
        | Event::Lesson(_)
        | Event::Convention(_)
        | Event::Project(_)
        | Event::Jumelage(_)
        | Event::Committee(_)
        | Event::Exchange(_)
        | Event::Partnership(_)
        | Event::Discussion(_)
        | Event::Group(_)
        | Event::Territory(_) => place,
    }
}

/// Who could see a document once this had happened to it.
fn of_document(event: &document::Event) -> Visibility {
    match event {
        document::Event::Given { visibility, .. }
        | document::Event::VersionGiven { visibility, .. }
        | document::Event::Shared { visibility, .. }
        | document::Event::Withdrawn { visibility, .. } => *visibility,
    }
}

/// True for what is told of a convention in force; what leads there is for partners and coordinators.
fn is_of_force(event: &convention::Event) -> bool {
    use convention::Event as E;
    match event {
        E::RecordedAsExisting { .. }
        | E::EnteredIntoForce { .. }
        | E::Amended { .. }
        | E::Renewed { .. }
        | E::Expired { .. }
        | E::Terminated { .. }
        | E::Annulled { .. } => true,
        E::Opened { .. }
        | E::VersionNamed { .. }
        | E::Consented { .. }
        | E::ConsentWithdrawn { .. }
        | E::TextAgreed { .. }
        | E::CouncilVoted { .. }
        | E::Signed { .. }
        | E::FormalityCompleted { .. }
        | E::LegalityObserved { .. }
        | E::ObservationWithdrawn { .. }
        | E::Abandoned { .. }
        | E::Reminded { .. } => false,
    }
}

/// True for what partners weigh among themselves, also while the work goes on: risks, revisions before all consented,
/// evaluations, and what they are reminded of.
fn is_within(event: &project::Event) -> bool {
    use project::Event as E;
    matches!(
        event,
        E::RiskNoted { .. }
            | E::RiskReassessed { .. }
            | E::RiskSettled { .. }
            | E::DescriptionRevised { .. }
            | E::Consented { .. }
            | E::ConsentWithdrawn { .. }
            | E::Reminded { .. }
            | E::Evaluation(_)
            | E::ReportPartWritten { .. }
    )
}

/// Tags that only this event has: the themes of an exchange, the record that stays, the scope and members of a group.
fn own_tags(event: &Event) -> Vec<String> {
    let themes = |themes: &[domain::cooperation::Theme]| -> Vec<String> {
        let codes = themes.iter().flat_map(crate::write::with_parents);
        codes.map(|code| format!("t:{code}")).collect()
    };
    match event {
        Event::Organisation(organisation::Event::MergedInto { into, .. }) => {
            vec![format!("o:{into}")]
        }
        Event::Organisation(organisation::Event::SucceededBy { successor, .. }) => {
            vec![format!("o:{successor}")]
        }
        Event::Exchange(exchange::Event::Planned { themes: own, .. }) => themes(own),
        Event::Group(
            group::Event::MemberJoined { organisation }
            | group::Event::MemberLeft { organisation, .. },
        ) => vec![format!("o:{organisation}")],
        Event::Group(
            group::Event::Founded { scope, .. } | group::Event::ScopeChanged { scope, .. },
        ) => {
            let countries = scope.countries.iter().map(|code| format!("c:{code}"));
            countries.chain(themes(&scope.themes)).collect()
        }
        Event::Organisation(_)
        | Event::Jumelage(_)
        | Event::Committee(_)
        | Event::Exchange(_)
        | Event::Partnership(_)
        | Event::Group(_)
        | Event::Convention(_)
        | Event::Project(_)
        | Event::Financing(_)
        | Event::Lesson(_)
        | Event::Document(_)
        | Event::Discussion(_)
        | Event::Territory(_) => Vec::new(),
    }
}

fn place(tx: &Transaction<'_>, subject: &Subject) -> Result<Place, ProjectError> {
    match subject {
        Subject::Organisation(id) => of_organisation(tx, *id),
        Subject::Jumelage(id) => of_cooperation(tx, Cooperation::Jumelage(*id)),
        Subject::Partnership(id) => of_cooperation(tx, Cooperation::Partnership(*id)),
        Subject::Exchange(id) => of_part(tx, "exchange", id.0),
        Subject::Committee(id) => of_part(tx, "committee", id.0),
        Subject::Convention(id) => of_part(tx, "convention", id.0),
        Subject::Project(id) => of_project(tx, id.0),
        Subject::Lesson(id) => of_part(tx, "lesson", id.0),
        Subject::Financing(id) => of_part(tx, "financing", id.0),
        Subject::Document(id) => of_given(tx, "document", id.0),
        Subject::Discussion(id) => {
            let place = of_given(tx, "discussion", id.0)?;
            let own: Option<i64> = tx
                .prepare_cached("SELECT visibility FROM discussion WHERE id = ?")?
                .query_row([Key(id.0)], |row| row.get(0))
                .optional()?;
            // What a side keeps to itself, and what is not known, is for that side alone: this never widens.
            let partners = own == Some(crate::sight::level(Visibility::Partners));
            Ok(Place { visibility: if partners { PARTNERS } else { SIDE }, ..place })
        }
        Subject::Group(id) => Ok(open([format!("s:{id}")])),
        Subject::Territory(code) => {
            Ok(open([format!("c:{}", code.split('-').next().unwrap_or(code))]))
        }
    }
}

fn open(tags: impl IntoIterator<Item = String>) -> Place {
    let tags = tags.into_iter().collect();
    Place { cooperation: None, organisation: None, visibility: INHERIT, tags }
}

fn of_organisation(tx: &Transaction<'_>, id: OrganisationId) -> Result<Place, ProjectError> {
    let country: Option<String> = tx
        .prepare_cached("SELECT country FROM organisation WHERE id = ?")?
        .query_row([Key(id.0)], |row| row.get(0))
        .optional()?;
    let mut place = open(country.into_iter().map(|code| format!("c:{code}")));
    place.tags.insert(format!("o:{id}"));
    place.organisation = Some(id);
    Ok(place)
}

fn of_cooperation(tx: &Transaction<'_>, cooperation: Cooperation) -> Result<Place, ProjectError> {
    let id = id_of(cooperation);
    let kind = CooperationKind::of(cooperation).word();
    let mut place = open([format!("x:{id}"), format!("k:{kind}")]);
    place.cooperation = Some(cooperation);
    let mut select = tx.prepare_cached(
        "SELECT 'c:' || country FROM cooperation_country WHERE cooperation = ?1 \
         UNION ALL SELECT 't:' || theme FROM cooperation_theme WHERE cooperation = ?1",
    )?;
    for tag in select.query_map([Key(id)], |row| row.get(0))? {
        place.tags.insert(tag?);
    }
    let mut select = tx.prepare_cached(
        "SELECT organisation, original FROM cooperation_party WHERE cooperation = ?",
    )?;
    let mut rows = select.query([Key(id)])?;
    while let Some(row) = rows.next()? {
        for column in 0..2 {
            place.tags.insert(format!("o:{}", row.get::<_, Key>(column)?.0));
        }
    }
    Ok(place)
}

/// An exchange or committee belongs to its cooperation; one whose cooperation is not known is shown to nobody.
fn of_part(tx: &Transaction<'_>, table: &str, id: Uuid) -> Result<Place, ProjectError> {
    let found: Option<(Key, String)> = tx
        .prepare_cached(&format!(
            "SELECT c.id, c.kind FROM {table} t JOIN cooperation c ON c.id = t.cooperation \
             WHERE t.id = ?"
        ))?
        .query_row([Key(id)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let found = found.and_then(|(id, kind)| Some((id, CooperationKind::of_word(&kind)?)));
    match found {
        Some((cooperation, kind)) => {
            let mut place = of_cooperation(tx, kind.cooperation(cooperation.0))?;
            place.tags.insert(format!("s:{id}"));
            Ok(place)
        }
        None => Ok(Place { visibility: PARTNERS, ..open([]) }),
    }
}

/// A project is for partners and coordinators until its work begins.
fn of_project(tx: &Transaction<'_>, id: Uuid) -> Result<Place, ProjectError> {
    let place = of_part(tx, "project", id)?;
    let public: Option<bool> = tx
        .prepare_cached("SELECT public FROM project WHERE id = ?")?
        .query_row([Key(id)], |row| row.get(0))
        .optional()?;
    let within = place.cooperation.is_some() && public == Some(false);
    Ok(if within { Place { visibility: DRAFT, ..place } } else { place })
}

/// A document or a discussion also stands in the history of what it is about.
fn of_given(tx: &Transaction<'_>, table: &str, id: Uuid) -> Result<Place, ProjectError> {
    let mut place = of_part(tx, table, id)?;
    let part: Option<Option<Key>> = tx
        .prepare_cached(&format!("SELECT part FROM {table} WHERE id = ?"))?
        .query_row([Key(id)], |row| row.get(0))
        .optional()?;
    place.tags.extend(part.flatten().map(|part| format!("s:{}", part.0)));
    Ok(place)
}

fn side_of_council(
    tx: &Transaction<'_>,
    place: &Place,
    council: OrganisationId,
) -> Result<Option<Side>, ProjectError> {
    let Some(cooperation) = place.cooperation else {
        return Ok(None);
    };
    let side: Option<u8> = tx
        .prepare_cached(
            "SELECT side FROM cooperation_party WHERE cooperation = ?1 AND original = ?2",
        )?
        .query_row(params![Key(id_of(cooperation)), Key(council.0)], |row| row.get(0))
        .optional()?;
    Ok(side.map(Side))
}

/// The side that a committee's events are of.
pub(crate) fn side_of_committee(event: &committee::Event) -> Option<Side> {
    match event {
        committee::Event::Formed { side, .. } => Some(*side),
        committee::Event::SeatAdded { .. }
        | committee::Event::SeatRemoved { .. }
        | committee::Event::HandedOver { .. }
        | committee::Event::Dissolved { .. } => None,
    }
}
