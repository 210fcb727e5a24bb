-- What is personal is sealed from here on: `sealed.rs` moves the rows over and gives the tables their names back.
CREATE TABLE sealed_person (
    id           BLOB PRIMARY KEY,
    email        BLOB NOT NULL,        -- sealed
    email_digest BLOB NOT NULL UNIQUE, -- to find an address without opening any
    display_name BLOB NOT NULL,        -- sealed
    lang         TEXT NOT NULL,
    password     TEXT,                 -- none: they come in another way
    created_ms   INTEGER NOT NULL
) STRICT;
CREATE TABLE sealed_session (
    token        BLOB PRIMARY KEY, -- SHA-256 of what the browser holds
    id           BLOB NOT NULL UNIQUE,
    person       BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    created_ms   INTEGER NOT NULL,
    used_ms      INTEGER NOT NULL,
    user_agent   BLOB NOT NULL     -- sealed
) STRICT;
-- Who looked at somebody's data. Whoever is erased disappears as one looked at, and as a person who looked.
CREATE TABLE access (
    id           INTEGER PRIMARY KEY,
    at_ms        INTEGER NOT NULL,
    person       BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE, -- whose data it was
    by_person    BLOB REFERENCES person(id) ON DELETE SET NULL,         -- none: the operator
    by_seat      BLOB,
    purpose      TEXT NOT NULL,
    day          INTEGER -- set where once a day is enough
) STRICT;
CREATE INDEX access_of ON access(person, at_ms);
CREATE UNIQUE INDEX access_once ON access(person, by_person, purpose, day) WHERE day IS NOT NULL;
