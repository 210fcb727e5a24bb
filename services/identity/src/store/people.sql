-- People, sessions, seats, and how far each has read.
CREATE TABLE person (
    id           BLOB PRIMARY KEY,
    email        TEXT NOT NULL UNIQUE COLLATE NOCASE,
    display_name TEXT NOT NULL,
    lang         TEXT NOT NULL,
    password     TEXT NOT NULL,
    created_ms   INTEGER NOT NULL
) STRICT;
CREATE TABLE session (
    token        BLOB PRIMARY KEY, -- SHA-256 of what the browser holds
    id           BLOB NOT NULL UNIQUE,
    person       BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    created_ms   INTEGER NOT NULL,
    used_ms      INTEGER NOT NULL,
    user_agent   TEXT NOT NULL
) STRICT;
CREATE INDEX session_of ON session(person);
-- Without a foreign key: the log may name people that this node never knew or has erased.
CREATE TABLE seat (
    id           BLOB PRIMARY KEY,
    person       BLOB NOT NULL,
    of_kind      TEXT NOT NULL,
    of_id        BLOB,
    role         TEXT NOT NULL,
    since_ms     INTEGER NOT NULL,
    ended_ms     INTEGER
) STRICT;
CREATE INDEX seat_of ON seat(person);
CREATE TABLE seen (
    person       BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    scope        TEXT NOT NULL,
    cursor       TEXT NOT NULL,
    PRIMARY KEY (person, scope)
) STRICT, WITHOUT ROWID;
CREATE TABLE followed (only INTEGER PRIMARY KEY CHECK (only = 1), position INTEGER NOT NULL) STRICT;
INSERT INTO followed VALUES (1, 0);
