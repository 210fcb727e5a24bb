-- Who is whom at a provider of sign-in, and what a session needs to end there too.
CREATE TABLE provider_link (
    id           BLOB PRIMARY KEY,
    person       BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    provider     TEXT NOT NULL, -- its name in the configuration
    found_by     BLOB NOT NULL UNIQUE, -- digest of issuer and subject
    subject      BLOB NOT NULL, -- issuer and subject, sealed
    linked_ms    INTEGER NOT NULL
) STRICT;
CREATE INDEX provider_link_of ON provider_link(person);
CREATE TABLE provider_session (
    session      BLOB PRIMARY KEY REFERENCES session(id) ON DELETE CASCADE,
    provider     TEXT NOT NULL,
    id_token     BLOB NOT NULL -- sealed; the hint for signing out
) STRICT, WITHOUT ROWID;
