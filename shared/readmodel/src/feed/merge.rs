//! Union and intersection of tags by seeking: each tag is read by its index in short runs, in either direction.

use rusqlite::{Connection, params};

use super::Seq;
use super::scope::Tree;
use crate::ReadError;

/// Sequence numbers read from a tag at a time.
const RUN: usize = 128;

/// A stream of sequence numbers in one direction.
pub(super) struct Merge {
    root: Node,
    forward: bool,
}

enum Node {
    Every,
    Tag { tag: String, run: Vec<Seq>, at: usize, read: bool, done: bool },
    Or(Vec<Node>),
    And(Vec<Node>),
}

impl Merge {
    pub(super) fn of(tree: &Tree, forward: bool) -> Self {
        Self { root: Node::of(tree), forward }
    }

    /// The next `limit` numbers from `at` on.
    pub(super) fn next(
        &mut self,
        conn: &Connection,
        mut at: Seq,
        limit: usize,
    ) -> Result<Vec<Seq>, ReadError> {
        if matches!(self.root, Node::Every) {
            return every(conn, at, self.forward, limit);
        }
        let mut out = Vec::with_capacity(limit);
        while out.len() < limit {
            let Some(found) = self.root.seek(conn, at, self.forward)? else {
                break;
            };
            out.push(found);
            at = found.saturating_add(if self.forward { 1 } else { -1 });
        }
        Ok(out)
    }
}

impl Node {
    fn of(tree: &Tree) -> Self {
        match tree {
            Tree::Every => Self::Every,
            Tree::Tag(tag) => {
                Self::Tag { tag: tag.clone(), run: Vec::new(), at: 0, read: false, done: false }
            }
            Tree::Or(parts) => Self::Or(parts.iter().map(Self::of).collect()),
            Tree::And(parts) => Self::And(parts.iter().map(Self::of).collect()),
        }
    }

    /// The first number at or beyond `from`.
    fn seek(
        &mut self,
        conn: &Connection,
        from: Seq,
        forward: bool,
    ) -> Result<Option<Seq>, ReadError> {
        match self {
            Self::Every => Ok(Some(from)),
            Self::Tag { tag, run, at, read, done } => {
                let before = |seq: Seq| if forward { seq < from } else { seq > from };
                while run.get(*at).is_some_and(|seq| before(*seq)) {
                    *at += 1;
                }
                if *at == run.len() && !(*read && *done) {
                    *run = run_of(conn, tag, from, forward)?;
                    *at = 0;
                    *read = true;
                    *done = run.len() < RUN;
                }
                Ok(run.get(*at).copied())
            }
            Self::Or(parts) => {
                let mut best: Option<Seq> = None;
                for part in parts {
                    let found = part.seek(conn, from, forward)?;
                    best = match (best, found) {
                        (Some(a), Some(b)) => Some(if forward { a.min(b) } else { a.max(b) }),
                        (one, other) => one.or(other),
                    };
                }
                Ok(best)
            }
            Self::And(parts) => meet(parts, conn, from, forward),
        }
    }
}

/// Leapfrog: every part jumps to the furthest of the others until all stand on the same number.
fn meet(
    parts: &mut [Node],
    conn: &Connection,
    from: Seq,
    forward: bool,
) -> Result<Option<Seq>, ReadError> {
    let mut target = from;
    loop {
        let mut moved = false;
        for part in parts.iter_mut() {
            let Some(found) = part.seek(conn, target, forward)? else {
                return Ok(None);
            };
            moved |= found != target;
            target = found;
        }
        if !moved {
            return Ok(Some(target));
        }
    }
}

fn run_of(conn: &Connection, tag: &str, from: Seq, forward: bool) -> Result<Vec<Seq>, ReadError> {
    let mut statement = conn.prepare_cached(if forward {
        "SELECT seq FROM activity_tag WHERE tag = ? AND seq >= ? ORDER BY seq LIMIT 128"
    } else {
        "SELECT seq FROM activity_tag WHERE tag = ? AND seq <= ? ORDER BY seq DESC LIMIT 128"
    })?;
    let rows = statement.query_map(params![tag, from], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn every(conn: &Connection, from: Seq, forward: bool, limit: usize) -> Result<Vec<Seq>, ReadError> {
    let mut statement = conn.prepare_cached(if forward {
        "SELECT seq FROM activity WHERE seq >= ? ORDER BY seq LIMIT ?"
    } else {
        "SELECT seq FROM activity WHERE seq <= ? ORDER BY seq DESC LIMIT ?"
    })?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![from, limit], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
