-- API tokens: what a programme holds is not kept, only its SHA-256.
CREATE TABLE api_token (
    id           BLOB PRIMARY KEY,
    token        BLOB NOT NULL UNIQUE,
    person       BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    prefix       TEXT NOT NULL,
    name         BLOB NOT NULL, -- sealed
    scope        TEXT NOT NULL,
    seat         BLOB, -- without a foreign key, as in the table of seats
    created_ms   INTEGER NOT NULL,
    expires_ms   INTEGER NOT NULL,
    used_ms      INTEGER
) STRICT;
CREATE INDEX api_token_of ON api_token(person);
