//! Every table of the layout is watched, and its rows arrive as they were: a table that is new is never forgotten.

use rusqlite::Connection;
use rusqlite::params_from_iter;

use replica::memory::{Table, clear, gather, layout, watch, whole};

use super::*;
use crate::store::Store;

fn columns(store: &Connection, table: &str) -> Vec<(String, String)> {
    let mut columns = store
        .prepare("SELECT name, type FROM pragma_table_info(?1) ORDER BY cid")
        .expect("a layout");
    let columns = columns.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)));
    columns.expect("columns").collect::<Result<_, _>>().expect("columns")
}

/// A row with something in every column; `n` tells rows apart.
fn put(store: &Connection, table: &Table, n: u8) {
    let columns = columns(store, &table.name);
    let value = |(name, kind): &(String, String)| match (name.as_str(), kind.as_str()) {
        ("only", _) => Value::Integer(1),
        (_, "INTEGER") => Value::Integer(i64::from(n)),
        (_, "TEXT") => Value::Text(format!("{name} {n}")),
        _ => Value::Blob(vec![n; 16]),
    };
    let marks = vec!["?"; columns.len()].join(",");
    let sql = format!("INSERT INTO {} VALUES ({marks})", table.name);
    store.execute(&sql, params_from_iter(columns.iter().map(value))).expect("a row");
}

fn rows(store: &Connection, layout: &[Table]) -> String {
    format!("{:?}", whole(store, layout).expect("read"))
}

#[test]
fn every_table_is_shared_but_the_one_that_is_the_nodes_own() {
    let store = Store::in_memory().expect("opens");
    let store = store.lock();
    let mut all = store
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
        .expect("a layout");
    let all: Vec<String> = all
        .query_map([], |row| row.get(0))
        .expect("names")
        .collect::<Result<_, _>>()
        .expect("names");
    let shared = layout(&store).expect("a layout");
    let mut names: Vec<_> = shared.iter().map(|table| table.name.clone()).collect();
    names.push("sharing".to_owned());
    names.sort_unstable();
    assert_eq!(names, all);
    for table in shared {
        assert!(!table.key.is_empty(), "{} needs a primary key", table.name);
    }
}

#[test]
fn rows_of_every_table_come_change_and_go_at_another_store_as_they_do_here() {
    let [here, there] = [(); 2].map(|()| Store::in_memory().expect("opens"));
    let (here, mut there) = (here.lock(), there.lock());
    let layout = layout(&here).expect("a layout");
    watch(&here, &layout).expect("watched");
    for store in [&here, &there] {
        store.pragma_update(None, "foreign_keys", false).expect("rows of no meaning");
        store.execute("DELETE FROM followed", []).expect("its only row");
    }
    clear(&here).expect("nothing yet");
    let mut carry = |what: &str| {
        let change = gather(&here, &layout).expect("gathered");
        assert!(!change.is_empty(), "{what} is noted");
        assert!(gather(&here, &layout).expect("gathered").is_empty(), "once");
        let tx = there.transaction().expect("begun");
        change.apply(&tx, &layout, &mut |_, _| {}).expect("applied");
        change.apply(&tx, &layout, &mut |_, _| {}).expect("twice is once");
        tx.commit().expect("kept");
        assert_eq!(rows(&here, &layout), rows(&there, &layout), "{what}");
    };
    for table in &layout {
        put(&here, table, 1);
        carry(&format!("a row of {}", table.name));
    }
    for table in &layout {
        let others: Vec<_> = columns(&here, &table.name)
            .into_iter()
            .filter(|(name, kind)| !table.key.contains(name) && kind == "INTEGER")
            .collect();
        if let Some((column, _)) = others.first() {
            here.execute(&format!("UPDATE {} SET {column} = 77", table.name), []).expect("changed");
            carry(&format!("a change of {}.{column}", table.name));
        }
    }
    for table in &layout {
        here.execute(&format!("DELETE FROM {}", table.name), []).expect("gone");
        carry(&format!("the end of a row of {}", table.name));
    }
}

#[test]
fn rows_that_go_with_another_one_are_noted_too() {
    let store = Store::in_memory().expect("opens");
    let store = store.lock();
    let layout = layout(&store).expect("a layout");
    store.pragma_update(None, "foreign_keys", false).expect("rows of no meaning");
    for table in layout.iter().filter(|table| table.name != "followed") {
        put(&store, table, 1);
    }
    store.pragma_update(None, "foreign_keys", true).expect("as it is used");
    watch(&store, &layout).expect("watched");
    store.execute("DELETE FROM person", []).expect("gone");
    let change = format!("{:?}", gather(&store, &layout).expect("gathered"));
    for table in &layout {
        let own = columns(&store, &table.name).iter().any(|(name, _)| name == "person");
        let refers = own && !["seat", "erased"].contains(&table.name.as_str());
        if refers {
            assert!(
                change.contains(&format!("table: {:?}", table.name)),
                "{} in {change}",
                table.name
            );
        }
    }
}
