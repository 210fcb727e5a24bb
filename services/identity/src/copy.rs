//! Copy: the store of people for a backup, taken while others use it; and a store that came back with an older log.

use std::path::Path;

use eventlog::Position;
use rusqlite::{Connection, OpenFlags, params};

use crate::IdentityError;

/// Writes what the store at `path` holds now to `to`, which must not exist: a database of its own, without what was
/// deleted. Others may use the store meanwhile, and its key is not needed.
///
/// # Errors
/// When there is no such store or the copy cannot be written.
pub fn copy(path: &Path, to: &Path) -> Result<(), IdentityError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.execute("VACUUM INTO ?1", params![to.to_string_lossy()])?;
    std::fs::File::open(to)?.sync_all()?;
    Ok(())
}

/// Tells the store at `path`, which came from a backup, that the log beside it ends at `head`. It is its node's own, also
/// when it was shared with other nodes. One that has followed a longer log forgets the seats
/// that logs give and follows this one anew; true when it had to.
///
/// # Errors
/// When the file is no store of people.
pub fn rewind(path: &Path, head: Position) -> Result<bool, IdentityError> {
    let mut connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if connection.table_exists(None, "sharing")? {
        connection.execute(replica::MAKE_OWN, [])?;
    }
    let followed: i64 =
        connection.query_row("SELECT position FROM followed", [], |row| row.get(0))?;
    if followed <= head.0.cast_signed() {
        return Ok(false);
    }
    let tx = connection.transaction()?;
    tx.execute("DELETE FROM seat WHERE of_kind IN ('organisation', 'group')", [])?;
    tx.execute("UPDATE followed SET position = 0", [])?;
    tx.commit()?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vault;
    use crate::store::Store;

    fn count(path: &Path, what: &str) -> i64 {
        let connection = Connection::open(path).expect("a database");
        let counted = connection.query_row(what, [], |row| row.get(0));
        counted.expect("a number")
    }

    /// A store in which the log up to 5 gave one seat and the operator another.
    fn store(folder: &Path) -> (std::path::PathBuf, Store) {
        let path = folder.join("people.db");
        let store = Store::open(&path, Vault::new(&[7; 32])).expect("a new store");
        let seats = "UPDATE followed SET position = 5;
             INSERT INTO seat VALUES (x'01', x'0a', 'organisation', x'0b', 'officer', 1, NULL);
             INSERT INTO seat VALUES (x'02', x'0a', 'platform', NULL, 'platform_administrator', 1, NULL);";
        store.lock().execute_batch(seats).expect("written");
        (path, store)
    }

    #[test]
    fn a_copy_is_taken_while_the_store_is_in_use_and_is_a_store_of_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, store) = store(folder.path());
        let to = folder.path().join("copy");
        copy(&path, &to).expect("copied");
        assert!(copy(&path, &to).is_err(), "never over a copy that is there");
        store.lock().execute_batch("DELETE FROM seat").expect("still in use");
        assert_eq!(count(&to, "SELECT count(*) FROM seat"), 2);
        let opened = Store::open(&to, Vault::new(&[7; 32])).expect("a store");
        assert_eq!(opened.followed().expect("noted"), Position(5));
        assert!(copy(&folder.path().join("none"), &folder.path().join("b")).is_err());
    }

    #[test]
    fn a_store_beside_a_shorter_log_follows_it_anew_and_keeps_what_no_log_gave() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, store) = store(folder.path());
        drop(store);
        assert!(!rewind(&path, Position(5)).expect("a store"), "as long as it followed");
        assert_eq!(count(&path, "SELECT count(*) FROM seat"), 2);
        assert!(rewind(&path, Position(4)).expect("a store"));
        assert_eq!(count(&path, "SELECT count(*) FROM seat WHERE of_kind = 'platform'"), 1);
        assert_eq!(count(&path, "SELECT count(*) + (SELECT position FROM followed) FROM seat"), 1);
    }
}
