-- Feeds that people follow, and what the platform's administrators did to people's ways in.
CREATE TABLE following (
    id           BLOB PRIMARY KEY,
    person       BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    of_kind      TEXT, -- for which seat's place; none: their own interest
    of_id        BLOB,
    name         BLOB NOT NULL, -- sealed
    scope        BLOB NOT NULL, -- sealed, JSON
    since_ms     INTEGER NOT NULL
) STRICT;
CREATE INDEX following_of ON following(person, since_ms);
CREATE TABLE measure (
    id           BLOB PRIMARY KEY,
    at_ms        INTEGER NOT NULL,
    person       BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    by_seat      BLOB,
    act          TEXT NOT NULL,
    reason       BLOB NOT NULL -- sealed
) STRICT;
CREATE INDEX measure_of ON measure(person, at_ms);
