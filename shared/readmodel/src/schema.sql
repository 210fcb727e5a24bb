-- Tables that more than one service reads; each is written by the projection named above it.

-- The runner: how far each projection has come.
CREATE TABLE checkpoint (
    projection TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL
) WITHOUT ROWID;

-- Directory.
CREATE TABLE organisation (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    country TEXT NOT NULL,
    territory TEXT,
    latitude REAL,
    longitude REAL,
    population INTEGER,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    names TEXT NOT NULL,
    identifiers TEXT NOT NULL,
    profile TEXT NOT NULL,
    state TEXT NOT NULL,
    provisional INTEGER NOT NULL,
    merged_into BLOB,
    succeeded_by BLOB,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    cooperations INTEGER NOT NULL DEFAULT 0,
    record TEXT NOT NULL
);
CREATE INDEX organisation_merged ON organisation (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE organisation_name (
    organisation BLOB NOT NULL,
    folded TEXT NOT NULL,
    country TEXT NOT NULL,
    PRIMARY KEY (organisation, folded)
) WITHOUT ROWID;
CREATE TABLE organisation_identifier (
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    organisation BLOB NOT NULL,
    PRIMARY KEY (scheme, value, organisation)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE organisation_search USING fts5 (
    names, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE territory_fact (
    territory TEXT NOT NULL,
    status TEXT NOT NULL,
    seen_from TEXT NOT NULL,
    valid_from TEXT,
    valid_until TEXT,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    -- A fact that was withdrawn stays, with when and why; the rules do not see it.
    withdrawn_at INTEGER,
    reason TEXT
);
CREATE INDEX territory_fact_of ON territory_fact (territory);

-- Jumelage and partnership.
CREATE TABLE cooperation (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    stage TEXT NOT NULL,
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    titles TEXT NOT NULL,
    themes TEXT NOT NULL,
    visibility INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    last_activity INTEGER NOT NULL,
    since TEXT NOT NULL,
    source TEXT,
    as_existing INTEGER NOT NULL,
    ending TEXT,
    last_seq INTEGER NOT NULL,
    -- What the rules found when it was put on record, and the last look that found something else, if one did.
    at_first TEXT NOT NULL,
    screened TEXT,
    state TEXT NOT NULL
);
CREATE TABLE cooperation_party (
    cooperation BLOB NOT NULL,
    place INTEGER NOT NULL,
    organisation BLOB NOT NULL,
    original BLOB NOT NULL,
    side INTEGER NOT NULL,
    role TEXT NOT NULL,
    -- 0 party, 1 invited, 2 has left: all may see it, only the first are shown, counted and mapped.
    standing INTEGER NOT NULL,
    PRIMARY KEY (cooperation, place)
) WITHOUT ROWID;
CREATE INDEX cooperation_party_of ON cooperation_party (organisation, cooperation);
-- The parties of conventions that were signed and of projects at work, by the records that they were named by; a part that
-- binds nobody any more has no rows.
CREATE TABLE part_party (
    part BLOB NOT NULL,
    place INTEGER NOT NULL,
    cooperation BLOB NOT NULL,
    organisation BLOB NOT NULL,
    PRIMARY KEY (part, place)
) WITHOUT ROWID;
CREATE INDEX part_party_of ON part_party (cooperation);
CREATE TABLE cooperation_country (
    cooperation BLOB NOT NULL,
    country TEXT NOT NULL,
    PRIMARY KEY (cooperation, country)
) WITHOUT ROWID;
CREATE TABLE cooperation_theme (
    cooperation BLOB NOT NULL,
    theme TEXT NOT NULL,
    PRIMARY KEY (cooperation, theme)
) WITHOUT ROWID;
CREATE TABLE cooperation_side (
    cooperation BLOB NOT NULL,
    side INTEGER NOT NULL,
    agreed INTEGER NOT NULL,
    agreed_at INTEGER,
    confirmed INTEGER NOT NULL,
    PRIMARY KEY (cooperation, side)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE cooperation_search USING fts5 (
    title, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE waiting (
    cooperation BLOB NOT NULL,
    -- The convention or project that it is about; empty: the cooperation itself.
    part BLOB NOT NULL,
    kind TEXT NOT NULL,
    side INTEGER NOT NULL,
    organisation BLOB NOT NULL,
    who BLOB NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (cooperation, part, kind, side, organisation, who)
) WITHOUT ROWID;
CREATE INDEX waiting_for ON waiting (who, since);
CREATE TABLE text_version (
    cooperation BLOB NOT NULL,
    number INTEGER NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    side INTEGER,
    reason TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (cooperation, number)
) WITHOUT ROWID;
CREATE TABLE remark (
    id BLOB PRIMARY KEY,
    cooperation BLOB NOT NULL,
    seq INTEGER NOT NULL,
    side INTEGER NOT NULL,
    about TEXT NOT NULL,
    -- As in access::Visibility: 0 the side that spoke, 1 all partners.
    visibility INTEGER NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX remark_of ON remark (cooperation, seq);
CREATE TABLE decision (
    cooperation BLOB NOT NULL,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (cooperation, seq)
) WITHOUT ROWID;
-- Jumelage, on behalf of both kinds of cooperation.
CREATE TABLE exchange (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    cooperation BLOB NOT NULL,
    starts TEXT NOT NULL,
    state TEXT NOT NULL,
    planned_at INTEGER NOT NULL
);
CREATE INDEX exchange_of ON exchange (cooperation, starts, n);
-- Partnership, on behalf of both kinds of cooperation.
CREATE TABLE convention (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    cooperation BLOB NOT NULL,
    -- 1 once it is in force or was: before that it is for partners and coordinators.
    public INTEGER NOT NULL,
    state TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);
CREATE INDEX convention_of ON convention (cooperation, n);
CREATE TABLE convention_version (
    convention BLOB NOT NULL,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    side INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (convention, number)
) WITHOUT ROWID;
CREATE TABLE project (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    cooperation BLOB NOT NULL,
    -- 1 once its work has begun: before that it is for partners and coordinators.
    public INTEGER NOT NULL,
    state TEXT NOT NULL,
    proposed_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);
CREATE INDEX project_of ON project (cooperation, n);
-- Open tasks of projects at work: what is late is found by the day on which somebody looks.
CREATE TABLE project_task (
    project BLOB NOT NULL,
    task BLOB NOT NULL,
    organisation BLOB NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY (project, task)
) WITHOUT ROWID;
CREATE INDEX project_task_due ON project_task (organisation, due);
-- Plans of money: for the parties of their cooperation, and nobody else.
CREATE TABLE financing (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    project BLOB NOT NULL UNIQUE,
    cooperation BLOB NOT NULL,
    state TEXT NOT NULL,
    proposed_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);
-- Tranches that have not come whole: which are due is found by the day on which somebody looks.
CREATE TABLE financing_tranche (
    plan BLOB NOT NULL,
    line INTEGER NOT NULL,
    tranche INTEGER NOT NULL,
    organisation BLOB NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY (plan, line, tranche)
) WITHOUT ROWID;
CREATE INDEX financing_tranche_due ON financing_tranche (organisation, due);
-- Days on which somebody is reminded, and the text that waits for consents with the day on which it was written.
CREATE TABLE reminder (
    part TEXT NOT NULL,
    id BLOB NOT NULL,
    cooperation BLOB NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    PRIMARY KEY (part, id, first_day, last_day)
) WITHOUT ROWID;
CREATE INDEX reminder_by_day ON reminder (first_day, last_day);
CREATE TABLE waiting_text (
    id BLOB PRIMARY KEY,
    text TEXT NOT NULL,
    since TEXT NOT NULL
) WITHOUT ROWID;
-- Lessons: for partners and coordinators until every side consents, then for everybody who sees the cooperation.
CREATE TABLE lesson (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    cooperation BLOB NOT NULL,
    project BLOB,
    public INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    -- When it became public last; 0 while it is not.
    published_at INTEGER NOT NULL
);
CREATE INDEX lesson_of ON lesson (cooperation, n);
CREATE INDEX lesson_published ON lesson (published_at, n) WHERE public;
CREATE TABLE lesson_theme (
    lesson BLOB NOT NULL,
    theme TEXT NOT NULL,
    PRIMARY KEY (lesson, theme)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE lesson_search USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
-- Documents: who sees one as in `remark`, and everybody who sees the cooperation where it is public.
CREATE TABLE document (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    cooperation BLOB NOT NULL,
    -- The convention or project that it is about; none: the cooperation itself.
    part BLOB,
    side INTEGER NOT NULL,
    visibility INTEGER NOT NULL,
    state TEXT NOT NULL,
    -- When and by whom each version was given, as JSON.
    givings TEXT NOT NULL,
    changed_at INTEGER NOT NULL
);
CREATE INDEX document_of ON document (cooperation, n);
-- Discussions without their words, which are kept beside the people.
CREATE TABLE discussion (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    cooperation BLOB NOT NULL,
    part BLOB,
    side INTEGER NOT NULL,
    visibility INTEGER NOT NULL,
    state TEXT NOT NULL,
    -- When and by whom each message was written, as JSON.
    writings TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);
CREATE INDEX discussion_of ON discussion (cooperation, changed_at);
CREATE TABLE committee (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    cooperation BLOB NOT NULL,
    side INTEGER NOT NULL,
    state TEXT NOT NULL,
    formed_at INTEGER NOT NULL
);
CREATE INDEX committee_of ON committee (cooperation, side, n);
-- Counts of public cooperations; those that only some may see are few and counted when asked.
CREATE TABLE counter (
    dimension TEXT NOT NULL,
    key TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (dimension, key)
) WITHOUT ROWID;

-- Groups.
CREATE TABLE country_group (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    names TEXT NOT NULL,
    folded TEXT NOT NULL,
    scope TEXT NOT NULL,
    state TEXT NOT NULL,
    founded_at INTEGER NOT NULL
);

-- Activity: one row an event, and the tags by which feeds find it.
CREATE TABLE activity (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    verb TEXT NOT NULL,
    author TEXT NOT NULL,
    side INTEGER,
    subject TEXT NOT NULL,
    cooperation BLOB,
    organisation BLOB,
    visibility INTEGER NOT NULL,
    happened_on TEXT,
    detail TEXT NOT NULL,
    tags TEXT NOT NULL,
    command BLOB NOT NULL,
    hash BLOB NOT NULL
);
CREATE TABLE activity_tag (
    tag TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (tag, seq)
) WITHOUT ROWID;
