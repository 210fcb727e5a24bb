-- Who wants a mail of what happened, how often, and how far the last one told.
CREATE TABLE digest (
    person       BLOB PRIMARY KEY REFERENCES person(id) ON DELETE CASCADE,
    rhythm       TEXT NOT NULL, -- daily, weekly
    zone         TEXT NOT NULL, -- IANA: in whose morning it is written
    cursor       TEXT NOT NULL, -- of the feed
    next_ms      INTEGER NOT NULL
) STRICT;
CREATE INDEX digest_due ON digest(next_ms);
ALTER TABLE outbox ADD COLUMN leave BLOB; -- sealed: the address at which no more mails of this kind are asked for
