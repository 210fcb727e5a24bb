-- What people wrote in discussions: the record names these words by their ids and says who wrote when, and to whom.
CREATE TABLE words (
    id           BLOB PRIMARY KEY,
    person       BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    about        BLOB NOT NULL, -- the message, or the discussion whose topic it is
    lang         TEXT NOT NULL,
    text         BLOB NOT NULL, -- sealed
    at_ms        INTEGER NOT NULL
) STRICT;
CREATE INDEX words_of ON words(person);
CREATE INDEX words_about ON words(about);
