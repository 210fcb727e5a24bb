//! Whose dated duties are looked for: one's own, or those of one's partners.

use domain::OrganisationId;
use readmodel::{Key, Sql};

/// Whose tasks or tranches are looked for.
#[derive(Debug, Clone)]
pub enum Whose {
    /// Those of these organisations.
    Theirs(Vec<OrganisationId>),
    /// Those of their partners, in the cooperations they share.
    PartnersOf(Vec<OrganisationId>),
}

impl Whose {
    /// A condition on a row `k` with an organisation, of something `t` in a cooperation.
    pub(super) fn condition(&self) -> Sql {
        let keys = |ids: &[OrganisationId]| ids.iter().map(|id| Key(id.0)).collect::<Vec<_>>();
        let mut sql = Sql::new(" AND k.organisation ");
        match self {
            Self::Theirs(ids) => {
                sql.push("IN ").list(keys(ids));
            }
            Self::PartnersOf(ids) => {
                sql.push("NOT IN ").list(keys(ids));
                sql.push(" AND t.cooperation IN (SELECT cooperation FROM cooperation_party WHERE ");
                sql.push("standing = 0 AND organisation IN ").list(keys(ids)).push(")");
            }
        }
        sql
    }
}
