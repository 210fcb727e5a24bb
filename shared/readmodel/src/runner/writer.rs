//! The writing end: a batch of commits, all projections, one transaction with the checkpoint.

use eventlog::Position;
use rusqlite::{Connection, Transaction, params};

use super::{ProjectionFault, Projections};
use crate::error::{is_damage, is_medium};
use crate::{Decoded, ProjectError, Projection, RunnerError};

pub(crate) struct Writer {
    projections: Projections,
    rebuilding: bool,
    pub(crate) faults: Vec<ProjectionFault>,
}

impl Writer {
    /// `rebuilding`: the file is read by nobody, and its indices come last.
    pub(crate) fn new(projections: Projections, rebuilding: bool) -> Self {
        Self { projections, rebuilding, faults: Vec::new() }
    }

    /// Takes a batch in. A projection's own failure stops that projection only; a failure of the file is an error.
    pub(crate) fn apply(
        &mut self,
        conn: &Connection,
        commits: &[Decoded],
    ) -> Result<(), RunnerError> {
        let Some(last) = commits.last() else {
            return Ok(());
        };
        let tx = conn.unchecked_transaction()?;
        if let Err(error) = self.all_at_once(&tx, commits) {
            only_ours(error)?;
            tx.rollback()?;
            return self.one_by_one(conn, commits, last);
        }
        self.checkpoint(&tx, last)?;
        tx.commit()?;
        Ok(())
    }

    fn all_at_once(&self, tx: &Transaction<'_>, commits: &[Decoded]) -> Result<(), ProjectError> {
        for commit in commits {
            for projection in self.projections.iter().filter(|p| self.runs(p.name())) {
                self.give(&**projection, tx, commit)?;
            }
        }
        Ok(())
    }

    fn give(
        &self,
        projection: &dyn Projection,
        tx: &Transaction<'_>,
        commit: &Decoded,
    ) -> Result<(), ProjectError> {
        if self.rebuilding {
            projection.apply_rebuilding(tx, commit)
        } else {
            projection.apply(tx, commit)
        }
    }

    /// The batch again, each projection behind a savepoint, to find the one that fails and to keep the others.
    fn one_by_one(
        &mut self,
        conn: &Connection,
        commits: &[Decoded],
        last: &Decoded,
    ) -> Result<(), RunnerError> {
        let projections = Projections::clone(&self.projections);
        let tx = conn.unchecked_transaction()?;
        for commit in commits {
            for projection in projections.iter() {
                if !self.runs(projection.name()) {
                    continue;
                }
                tx.execute_batch("SAVEPOINT one")?;
                if let Err(error) = self.give(&**projection, &tx, commit) {
                    tx.execute_batch("ROLLBACK TO one")?;
                    self.stand_still(projection.name(), commit.position, &only_ours(error)?);
                }
                tx.execute_batch("RELEASE one")?;
            }
        }
        self.checkpoint(&tx, last)?;
        tx.commit()?;
        Ok(())
    }

    fn stand_still(&mut self, projection: &'static str, position: Position, error: &ProjectError) {
        let message = eventlog::causes(error);
        tracing::error!(projection, position = position.0, %message, "a projection stands still");
        self.faults.push(ProjectionFault { projection, position, message });
    }

    fn runs(&self, name: &str) -> bool {
        self.faults.iter().all(|fault| fault.projection != name)
    }

    fn checkpoint(&self, tx: &Transaction<'_>, last: &Decoded) -> rusqlite::Result<()> {
        let mut set = tx.prepare_cached(
            "INSERT INTO checkpoint (projection, position, hash) VALUES (?1, ?2, ?3) \
             ON CONFLICT (projection) DO UPDATE SET position = ?2, hash = ?3",
        )?;
        for projection in self.projections.iter().filter(|p| self.runs(p.name())) {
            let position = last.position.0.cast_signed();
            set.execute(params![projection.name(), position, last.hash])?;
        }
        Ok(())
    }
}

/// A projection's own error; a failure of the file or of the disk is the runner's.
fn only_ours(error: ProjectError) -> Result<ProjectError, RunnerError> {
    match error {
        ProjectError::Sql(error) if is_damage(&error) || is_medium(&error) => Err(error.into()),
        ProjectError::Sql(_)
        | ProjectError::Json { .. }
        | ProjectError::Codec(_)
        | ProjectError::Read(_)
        | ProjectError::Commit(_) => Ok(error),
    }
}
