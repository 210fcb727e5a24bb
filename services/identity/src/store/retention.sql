-- Who was forgotten, by a bare identifier that names nobody any more. The log is for ever and may still grant a seat to
-- this identifier: an old claim that is confirmed late, a log that is read again from its beginning. Such a seat is ended
-- from the start instead of being shown as held.
CREATE TABLE erased (
    person BLOB PRIMARY KEY,
    at_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- When somebody was last here. Nobody counts as absent for a time in which this was not written down.
ALTER TABLE person ADD COLUMN used_ms INTEGER;
UPDATE person SET used_ms = unixepoch() * 1000;
