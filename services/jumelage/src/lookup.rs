//! What a decision on a twinning needs to know that its own stream does not say.

use domain::cooperation::Side;
use domain::{JumelageId, committee};
use readmodel::{Key, ReadError, json_column};
use rusqlite::Connection;

/// The sides of a twinning that have a committee which was not dissolved.
pub(crate) fn sides_with_committee(
    connection: &Connection,
    id: JumelageId,
) -> Result<Vec<Side>, ReadError> {
    let mut statement =
        connection.prepare_cached("SELECT side, state FROM committee WHERE cooperation = ?")?;
    let mut rows = statement.query([Key(id.0)])?;
    let mut sides = Vec::new();
    while let Some(row) = rows.next()? {
        let state: committee::State = json_column(row, 1, "committee")?;
        if !state.dissolved {
            sides.push(Side(row.get(0)?));
        }
    }
    Ok(sides)
}
