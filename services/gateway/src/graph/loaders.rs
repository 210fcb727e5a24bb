//! Loaders: rows and lists that many resolvers ask for one by one are read together, and once per look.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::dataloader::Loader;
use async_graphql::runtime::Timer;
use domain::access::Sight;
use domain::cooperation::{CouncilDecision, Party};
use domain::partnership::Terms;
use domain::{
    CommitteeId, ConventionId, DiscussionId, DocumentId, ExchangeId, FinancingId, GroupId,
    JumelageId, LessonId, LocalText, OrganisationId, PartnershipId, ProjectId,
};
use futures_util::future::BoxFuture;
use groups::query::GroupRow;
use jiff::Timestamp;
use jumelage::query::{CommitteeRow, ExchangeRow, JumelageRow};
use partnership::query::{
    ConventionRow, ConventionVersionRow, DiscussionRow, DocumentRow, FinancingRow, LessonRow,
    PartnershipRow, ProjectRow,
};
use readmodel::cooperation::{self, CooperationRow, RemarkRow, SideRow, VersionRow, WaitingRow};
use readmodel::organisation::{self, OrganisationRow};
use readmodel::{ReadError, ReadModel};
use rusqlite::Connection;
use uuid::Uuid;

/// Reads batches from one read model with one pair of eyes.
pub struct Rows {
    pub(super) model: ReadModel,
    pub(super) eyes: readmodel::Viewer,
}

/// Waits one turn of the scheduler instead of a time: what is asked for in the same turn is one batch.
pub struct NextTurn;

impl Timer for NextTurn {
    fn delay(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::task::yield_now())
    }
}

/// A cooperation by its bare id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CooperationKey(pub Uuid);

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident of $value:ty = $query:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name(pub Uuid);

        impl Loader<$name> for Rows {
            type Value = Arc<Vec<$value>>;
            type Error = Arc<ReadError>;

            async fn load(&self, keys: &[$name]) -> Result<HashMap<$name, Self::Value>, Self::Error> {
                let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
                let query: fn(&Connection, &Sight, &[Uuid]) -> Result<Vec<(Uuid, $value)>, ReadError> = $query;
                let rows = self.read(move |conn, eyes| query(conn, &eyes.sight, &ids)).await?;
                Ok(grouped(keys, rows, $name))
            }
        }
    )*};
}

lists! {
    /// The parties of a cooperation.
    PartiesOf of Party = cooperation::parties_of;
    /// How the sides of a cooperation stand.
    SidesOf of SideRow = cooperation::sides_of;
    /// What waits on a cooperation.
    WaitingOf of WaitingRow = |conn, sight, ids| {
        let rows = cooperation::waiting_of(conn, sight, ids)?;
        Ok(rows.into_iter().map(|row| (cooperation::id_of(row.cooperation), row)).collect())
    };
    /// The remarks on a cooperation.
    RemarksOf of RemarkRow = cooperation::remarks_of;
    /// The votes on a cooperation.
    DecisionsOf of (CouncilDecision, Timestamp) = |conn, sight, ids| {
        let rows = cooperation::decisions_of(conn, sight, ids)?;
        Ok(rows.into_iter().map(|(id, decision, at)| (id, (decision, at))).collect())
    };
    /// The committees of a twinning.
    CommitteesOf of CommitteeRow = |conn, sight, ids| {
        let ids: Vec<_> = ids.iter().map(|id| JumelageId(*id)).collect();
        let rows = jumelage::query::committees_of(conn, sight, &ids)?;
        Ok(rows.into_iter().map(|row| (row.jumelage.0, row)).collect())
    };
    /// The versions of a charter, oldest first.
    CharterOf of VersionRow<Vec<LocalText>> = cooperation::versions_of;
    /// The versions of the terms of a partnership, oldest first.
    TermsOf of VersionRow<Terms> = cooperation::versions_of;
    /// The exchanges of a cooperation.
    ExchangesOf of ExchangeRow = |conn, sight, ids| {
        let rows = jumelage::query::exchanges_of(conn, sight, ids)?;
        Ok(rows.into_iter().map(|row| (cooperation::id_of(row.cooperation), row)).collect())
    };
    /// The conventions of a cooperation, oldest first.
    ConventionsOf of ConventionRow = |conn, sight, ids| {
        let rows = partnership::query::conventions_of(conn, sight, ids)?;
        Ok(rows.into_iter().map(|row| (cooperation::id_of(row.cooperation), row)).collect())
    };
    /// The projects of a cooperation, oldest first.
    ProjectsOf of ProjectRow = |conn, sight, ids| {
        let rows = partnership::query::projects_of(conn, sight, ids)?;
        Ok(rows.into_iter().map(|row| (cooperation::id_of(row.cooperation), row)).collect())
    };
    /// The documents of a cooperation, newest first.
    DocumentsOf of DocumentRow = |conn, sight, ids| {
        let rows = partnership::query::documents_of(conn, sight, ids)?;
        Ok(rows.into_iter().map(|row| (cooperation::id_of(row.cooperation), row)).collect())
    };
    /// The discussions of a cooperation, those in which something was said last first.
    DiscussionsOf of DiscussionRow = |conn, sight, ids| {
        let rows = partnership::query::discussions_of(conn, sight, ids)?;
        Ok(rows.into_iter().map(|row| (cooperation::id_of(row.cooperation), row)).collect())
    };
    /// The versions of a convention, oldest first.
    ConventionVersionsOf of ConventionVersionRow = partnership::query::convention_versions;
}

impl Rows {
    async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection, &readmodel::Viewer) -> Result<T, ReadError> + Send + 'static,
    ) -> Result<T, Arc<ReadError>> {
        let eyes = self.eyes.clone();
        self.model.read_async(move |conn| query(conn, &eyes)).await.map_err(Arc::new)
    }
}

fn grouped<K: Hash + Eq + Copy, T>(
    keys: &[K],
    rows: Vec<(Uuid, T)>,
    key: fn(Uuid) -> K,
) -> HashMap<K, Arc<Vec<T>>> {
    let mut lists: HashMap<K, Vec<T>> = keys.iter().map(|key| (*key, Vec::new())).collect();
    for (id, row) in rows {
        lists.entry(key(id)).or_default().push(row);
    }
    lists.into_iter().map(|(key, rows)| (key, Arc::new(rows))).collect()
}

macro_rules! single {
    ($($key:ty => $row:ty, $query:expr, $id:expr;)*) => {$(
        impl Loader<$key> for Rows {
            type Value = Arc<$row>;
            type Error = Arc<ReadError>;

            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, Self::Value>, Self::Error> {
                let ids = keys.to_vec();
                let query: fn(&Connection, &Sight, &[$key]) -> Result<Vec<$row>, ReadError> = $query;
                let rows = self.read(move |conn, eyes| query(conn, &eyes.sight, &ids)).await?;
                let id: fn(&$row) -> $key = $id;
                Ok(rows.into_iter().map(|row| (id(&row), Arc::new(row))).collect())
            }
        }
    )*};
}

single! {
    OrganisationId => OrganisationRow, |conn, _, ids| organisation::by_ids(conn, ids), |row| row.id;
    CooperationKey => CooperationRow, |conn, sight, keys| {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        cooperation::by_ids(conn, sight, &ids)
    }, |row| CooperationKey(row.id());
    CommitteeId => CommitteeRow, jumelage::query::committees, |row| row.id;
    ExchangeId => ExchangeRow, jumelage::query::exchanges, |row| row.id;
    ConventionId => ConventionRow, partnership::query::conventions, |row| row.id;
    DocumentId => DocumentRow, partnership::query::documents, |row| row.id;
    DiscussionId => DiscussionRow, partnership::query::discussions, |row| row.id;
    ProjectId => ProjectRow, partnership::query::projects, |row| row.id;
    LessonId => LessonRow, partnership::query::lessons, |row| row.id;
    FinancingId => FinancingRow, partnership::query::financings, |row| row.id;
    JumelageId => JumelageRow, jumelage::query::details, |row| row.id;
    PartnershipId => PartnershipRow, partnership::query::details, |row| row.id;
    GroupId => GroupRow, |conn, _, ids| groups::query::by_ids(conn, ids), |row| row.id;
}

macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident = $query:path;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(pub String);

        impl Loader<$name> for Rows {
            type Value = i64;
            type Error = Arc<ReadError>;

            async fn load(&self, _: &[$name]) -> Result<HashMap<$name, i64>, Self::Error> {
                let rows = self.read(|conn, _| $query(conn)).await?;
                Ok(rows.into_iter().map(|(code, count)| ($name(code), count)).collect())
            }
        }
    )*};
}

counts! {
    /// Public cooperations with a party in the country of this code.
    CountryCount = cooperation::by_country;
    /// Public cooperations on the theme of this code or on one under it.
    ThemeCount = cooperation::by_theme;
}
