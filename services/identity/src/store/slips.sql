-- Slips that were used up, until their time is over: none counts twice, at whichever node.
CREATE TABLE slip (
    id         BLOB PRIMARY KEY,
    expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX slip_expires ON slip(expires_ms);
