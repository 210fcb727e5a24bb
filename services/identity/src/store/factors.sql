-- Second factors, recovery codes and passkeys.
CREATE TABLE totp (
    person     BLOB PRIMARY KEY REFERENCES person(id) ON DELETE CASCADE,
    secret     BLOB NOT NULL,    -- sealed
    last_step  INTEGER NOT NULL, -- of the last code that was used: none counts twice
    created_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE recovery_code (
    person     BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    code       BLOB NOT NULL,    -- keyed digest
    PRIMARY KEY (person, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE passkey (
    id         BLOB PRIMARY KEY,
    credential BLOB NOT NULL UNIQUE, -- keyed digest of the authenticator's own identifier
    person     BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    sealed     BLOB NOT NULL,    -- public key, counter and flags
    name       BLOB NOT NULL,    -- sealed
    created_ms INTEGER NOT NULL,
    used_ms    INTEGER
) STRICT;
CREATE INDEX passkey_of ON passkey(person);
-- What was changed about how a person signs in, for them to see.
CREATE TABLE account_change (
    id         INTEGER PRIMARY KEY,
    person     BLOB NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    at_ms      INTEGER NOT NULL,
    what       TEXT NOT NULL
) STRICT;
CREATE INDEX account_change_of ON account_change(person, id);
