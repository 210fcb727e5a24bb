//! A small world to test in: a log in memory, towns, twinnings, and the read model of all projections.

use std::collections::HashMap;
use std::sync::Arc;

use domain::codec::{Subject, encode, encode_author, stream_of};
use domain::context::SeatOf;
use domain::cooperation::{CharterText, PartialDate, Party, PartyRole, Side, Theme};
use domain::organisation::{self, Kind, Name, NameUse, Place};
use domain::{
    Author, Event, JumelageId, LocalText, OrganisationId, PersonId, Role, SeatId, access::Sight,
    jumelage,
};
use eventlog::{CommandId, Commit, EventLog, Json, MemoryLog, Position, StoredEvent, StreamId};
use readmodel::{Projection, ReadError, ReadModel, Runner};
use rusqlite::Connection;
use uuid::Uuid;

/// The moment of the first commit: 2026-01-01.
pub(crate) const START: i64 = 1_767_225_600_000;
pub(crate) const DAY: i64 = 86_400_000;

pub(crate) struct World {
    pub(crate) log: Arc<MemoryLog>,
    heads: HashMap<StreamId, Position>,
    /// The moment of the next commit.
    pub(crate) now: i64,
    count: u128,
}

pub(crate) fn projections() -> Vec<Box<dyn Projection>> {
    vec![
        directory::project::projection(),
        partnership::project::projection(),
        ::jumelage::project::projection(),
        groups::project::projection(),
        readmodel::activity::projection(),
    ]
}

pub(crate) fn officer(of: OrganisationId) -> Author {
    Author {
        person: Some(PersonId(Uuid::from_u128(1))),
        seat: Some(SeatId(Uuid::from_u128(2))),
        of: SeatOf::Organisation(of),
        role: Role::Officer,
    }
}

pub(crate) fn sight_of(organisations: &[OrganisationId]) -> Sight {
    Sight { organisations: organisations.to_vec(), ..Sight::default() }
}

pub(crate) fn party(organisation: OrganisationId, side: u8) -> Party {
    Party { organisation, side: Side(side), role: PartyRole::Lead }
}

pub(crate) fn text(words: &str) -> LocalText {
    LocalText { lang: "fr".to_owned(), text: words.to_owned() }
}

pub(crate) fn charter(words: &str) -> CharterText {
    let texts = vec![text(words)];
    CharterText { hash: jumelage_hash(&texts), texts }
}

fn jumelage_hash(texts: &[LocalText]) -> domain::cooperation::TextHash {
    jumelage::hash_of(texts)
}

pub(crate) fn name(text: &str) -> Name {
    Name { lang: "fr".to_owned(), text: text.to_owned(), use_as: NameUse::Official }
}

impl World {
    pub(crate) fn new() -> Self {
        let log = Arc::new(MemoryLog::new());
        Self { log, heads: HashMap::new(), now: START, count: 100 }
    }

    pub(crate) fn id(&mut self) -> Uuid {
        self.count += 1;
        Uuid::from_u128(self.count)
    }

    /// Appends what one command caused, a minute after the one before.
    pub(crate) async fn act(
        &mut self,
        subject: &Subject,
        author: Author,
        events: Vec<Event>,
    ) -> Position {
        let stream = StreamId(stream_of(subject).into());
        let raw = |json| Json::parse(json).expect("the codec writes JSON");
        let stored = |event: &Event| {
            let encoded = encode(event);
            let name = encoded.name.into();
            StoredEvent { name, version: encoded.version, payload: raw(encoded.payload) }
        };
        let commit = Commit {
            command_id: CommandId(self.id()),
            stream: stream.clone(),
            at_ms: self.now,
            author: raw(encode_author(&author)),
            events: events.iter().map(stored).collect(),
        };
        self.now += 60_000;
        let expected = self.heads.get(&stream).copied().unwrap_or_default();
        let appended = self.log.append(commit, expected).await.expect("the stream is ours alone");
        self.heads.insert(stream, appended.position);
        appended.position
    }

    pub(crate) async fn town(&mut self, called: &str, country: &str) -> OrganisationId {
        self.town_with(vec![name(called)], country, None, None).await
    }

    pub(crate) async fn town_with(
        &mut self,
        names: Vec<Name>,
        country: &str,
        place: Option<Place>,
        population: Option<u64>,
    ) -> OrganisationId {
        let id = OrganisationId(self.id());
        let recorded = organisation::Event::Recorded {
            kind: Kind::Commune,
            names,
            country: country.to_owned(),
            territory: None,
            place,
            identifiers: Vec::new(),
            population,
            provisional: false,
            source: Some("register".to_owned()),
        };
        let subject = Subject::Organisation(id);
        self.act(&subject, Author::SYSTEM, vec![Event::Organisation(recorded)]).await;
        id
    }

    pub(crate) async fn organisation(&mut self, id: OrganisationId, event: organisation::Event) {
        let subject = Subject::Organisation(id);
        self.act(&subject, Author::SYSTEM, vec![Event::Organisation(event)]).await;
    }

    /// A twinning of 1963 of two towns, by an import.
    pub(crate) async fn existing(
        &mut self,
        one: OrganisationId,
        other: OrganisationId,
        themes: &[&str],
    ) -> JumelageId {
        let id = JumelageId(self.id());
        let event = jumelage::Event::RecordedAsExisting {
            parties: vec![party(one, 1), party(other, 2)],
            by: None,
            kind: jumelage::Kind::Friendship,
            themes: themes.iter().map(|code| Theme((*code).to_owned())).collect(),
            since: Some(PartialDate("1963".to_owned())),
            source: "register".to_owned(),
        };
        self.act(&Subject::Jumelage(id), Author::SYSTEM, vec![Event::Jumelage(event)]).await;
        id
    }

    /// A twinning that the first town proposes to the second.
    pub(crate) async fn proposed(
        &mut self,
        one: OrganisationId,
        other: OrganisationId,
        themes: &[&str],
    ) -> JumelageId {
        let id = JumelageId(self.id());
        let event = jumelage::Event::Proposed {
            parties: vec![party(one, 1), party(other, 2)],
            by: Side(1),
            kind: jumelage::Kind::Cooperation,
            motives: "Two rivers".to_owned(),
            themes: themes.iter().map(|code| Theme((*code).to_owned())).collect(),
            charter: charter("Nos villes se lient."),
            first_contact: None,
        };
        self.twin(id, one, event).await;
        id
    }

    pub(crate) async fn twin(
        &mut self,
        id: JumelageId,
        author: OrganisationId,
        event: jumelage::Event,
    ) -> Position {
        self.act(&Subject::Jumelage(id), officer(author), vec![Event::Jumelage(event)]).await
    }

    pub(crate) fn log(&self) -> Arc<dyn EventLog> {
        Arc::<MemoryLog>::clone(&self.log)
    }

    pub(crate) fn head(&self) -> Position {
        *self.log.head().borrow()
    }

    /// Everything that happened, in a read model in memory.
    pub(crate) async fn model(&self) -> ReadModel {
        let model = ReadModel::in_memory().expect("SQLite starts");
        self.follow(&model).await.stop().await;
        model
    }

    /// Follows the log into `model`; returns once everything was taken in.
    pub(crate) async fn follow(&self, model: &ReadModel) -> Runner {
        let runner = Runner::start(model.clone(), self.log(), projections())
            .await
            .expect("the file can be prepared");
        model.reached(self.head()).await;
        runner
    }
}

pub(crate) fn read<T>(
    model: &ReadModel,
    query: impl FnOnce(&Connection) -> Result<T, ReadError>,
) -> T {
    model.read(query).expect("the query answers")
}

/// Every row of every table, apart from the index of the full-text search, which is compared by searching.
pub(crate) fn dump(model: &ReadModel) -> String {
    use std::fmt::Write as _;
    read(model, |conn| {
        let tables = conn
            .prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'table' \
                 AND name NOT LIKE '%\\_search%' ESCAPE '\\' ORDER BY name",
            )?
            .query_map([], |row| row.get::<_, String>(0))?
            .collect::<Result<Vec<_>, _>>()?;
        let mut out = String::new();
        for table in tables {
            let mut statement = conn.prepare(&format!("SELECT * FROM {table}"))?;
            let columns = statement.column_count();
            let mut lines = Vec::new();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let values: Result<Vec<_>, _> =
                    (0..columns).map(|at| Ok(format!("{:?}", row.get_ref(at)?))).collect();
                let values: Vec<String> = values.map_err(|error: rusqlite::Error| error)?;
                lines.push(values.join("|"));
            }
            lines.sort();
            writeln!(out, "{table}\n{}", lines.join("\n")).expect("strings can be written to");
        }
        Ok(out)
    })
}
