-- Mails that wait for the courier, links to sign in with, invitations.
CREATE TABLE outbox (
    id           BLOB PRIMARY KEY, -- also the Message-ID, by which a repeat is recognised
    email        BLOB NOT NULL,    -- sealed; an empty one is for nobody
    email_digest BLOB NOT NULL,
    subject      BLOB NOT NULL,    -- sealed
    text         BLOB NOT NULL,    -- sealed
    tries        INTEGER NOT NULL,
    created_ms   INTEGER NOT NULL,
    next_ms      INTEGER NOT NULL,
    until_ms     INTEGER NOT NULL  -- after that it is of no use
) STRICT;
CREATE INDEX outbox_due ON outbox(next_ms);
CREATE INDEX outbox_to ON outbox(email_digest);
-- For a person, for whoever registers with the address, or for nobody.
CREATE TABLE link (
    id           BLOB PRIMARY KEY,
    token        BLOB NOT NULL UNIQUE, -- SHA-256 of what the mail carries
    person       BLOB REFERENCES person(id) ON DELETE CASCADE,
    email        BLOB,                 -- sealed
    email_digest BLOB,
    display_name BLOB,                 -- sealed
    lang         TEXT NOT NULL,
    expires_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX link_of ON link(person);
CREATE INDEX link_to ON link(email_digest);
CREATE TABLE invitation (
    id           BLOB PRIMARY KEY,
    token        BLOB UNIQUE,          -- SHA-256 of what the mail carries; none once it is over
    email        BLOB NOT NULL,        -- sealed
    email_digest BLOB NOT NULL,
    lang         TEXT NOT NULL,
    of_kind      TEXT NOT NULL,
    of_id        BLOB,
    role         TEXT NOT NULL,
    function     BLOB NOT NULL,        -- sealed
    seat         BLOB,                 -- the seat that was offered in the log; none: it asks for a claim
    by_person    BLOB,
    by_seat      BLOB,
    by_kind      TEXT NOT NULL,
    by_id        BLOB,
    by_role      TEXT NOT NULL,
    taken_by     BLOB,                 -- who is accepting or has accepted it
    state        TEXT NOT NULL,        -- open, accepted, withdrawn
    reason       BLOB,                 -- sealed: why it was withdrawn
    created_ms   INTEGER NOT NULL,
    expires_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX invitation_of ON invitation(of_kind, of_id);
CREATE INDEX invitation_to ON invitation(email_digest);
