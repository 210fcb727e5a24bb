//! Nodes: everything that has a global id, and the record as it stood at a moment.

use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::{Context, ID, Interface, Object, OutputType, Positioned, ServerResult, Value};
use domain::codec::{Subject, stream_of};
use domain::cooperation::Cooperation as CooperationId;
use eventlog::StreamId;
use jiff::Timestamp;
use readmodel::Projection;

use super::committee::Committee;
use super::convention::Convention;
use super::cooperation::Cooperation;
use super::discussion::Discussion;
use super::document::Document;
use super::exchange::Exchange;
use super::fault::{Result, coded, fault};
use super::financing::FinancingPlan;
use super::group::CountryGroup;
use super::ids::GlobalId;
use super::jumelage::Jumelage;
use super::lesson::Lesson;
use super::organisation::Organisation;
use super::partnership::Partnership;
use super::project::Project;
use super::scalars::DateTime;
use super::view::{View, world};

/// The most ids that `nodes` takes at once.
const NODES: usize = 100;

/// Something with a global id.
#[derive(Interface, Clone)]
#[graphql(field(name = "id", ty = "ID"))]
pub enum Node {
    Organisation(Organisation),
    Jumelage(Jumelage),
    Partnership(Partnership),
    Committee(Committee),
    Exchange(Exchange),
    Convention(Convention),
    Project(Project),
    Lesson(Lesson),
    FinancingPlan(FinancingPlan),
    Document(Document),
    Discussion(Discussion),
    CountryGroup(CountryGroup),
}

impl From<Cooperation> for Node {
    fn from(cooperation: Cooperation) -> Self {
        match cooperation {
            Cooperation::Jumelage(jumelage) => Self::Jumelage(jumelage),
            Cooperation::Partnership(partnership) => Self::Partnership(partnership),
        }
    }
}

/// Tells the schema that the interface `Cooperation` implements `Node`, which its members' macros cannot say.
pub struct CooperationIsANode(Cooperation);

impl OutputType for CooperationIsANode {
    fn type_name() -> std::borrow::Cow<'static, str> {
        Cooperation::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        let name = Cooperation::create_type_info(registry);
        registry.add_implements(&Cooperation::type_name(), &Node::type_name());
        name
    }

    async fn resolve(
        &self,
        ctx: &async_graphql::ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        self.0.resolve(ctx, field).await
    }
}

/// The node with this id in a view; `None` when it is unknown or out of sight.
pub(crate) async fn find(view: &View, id: GlobalId) -> Result<Option<Node>> {
    Ok(match id {
        GlobalId::Organisation(id) => view.organisation(id).await?.map(Node::Organisation),
        GlobalId::Jumelage(id) => view.jumelage(id).await?.map(Node::Jumelage),
        GlobalId::Partnership(id) => view.partnership(id).await?.map(Node::Partnership),
        GlobalId::Committee(id) => view.committee(id).await?.map(Node::Committee),
        GlobalId::Exchange(id) => view.exchange(id).await?.map(Node::Exchange),
        GlobalId::Convention(id) => view.convention(id).await?.map(Node::Convention),
        GlobalId::Project(id) => view.project(id).await?.map(Node::Project),
        GlobalId::Lesson(id) => view.lesson(id).await?.map(Node::Lesson),
        GlobalId::Financing(id) => view.financing_plan(id).await?.map(Node::FinancingPlan),
        GlobalId::Document(id) => view.document(id).await?.map(Node::Document),
        GlobalId::Discussion(id) => view.discussion(id).await?.map(Node::Discussion),
        GlobalId::Group(id) => view.country_group(id).await?.map(Node::CountryGroup),
    })
}

/// Queries for nodes by id.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Any node by its global id; `asOf` shows it as the record stood at that moment.
    async fn node(
        &self,
        ctx: &Context<'_>,
        id: ID,
        as_of: Option<DateTime>,
    ) -> Result<Option<Node>> {
        let Some(id) = GlobalId::read(&id) else {
            return Ok(None);
        };
        let view = View::present(ctx).await?;
        match as_of {
            None => find(&view, id).await,
            Some(moment) => {
                let Some(past) = past(ctx, &view, id, moment.0).await? else {
                    return Ok(None);
                };
                find(&past, id).await
            }
        }
    }

    /// Nodes by their global ids, at most a hundred, each in its place; null where there is none in sight.
    #[graphql(complexity = "ids.len() * child_complexity + 1")]
    async fn nodes(&self, ctx: &Context<'_>, ids: Vec<ID>) -> Result<Vec<Option<Node>>> {
        if ids.len() > NODES {
            return Err(coded(format!("at most {NODES} ids at once"), "TOO_MANY"));
        }
        let view = View::present(ctx).await?;
        let found = ids.iter().map(|id| async {
            match GlobalId::read(id) {
                Some(id) => find(&view, id).await,
                None => Ok(None),
            }
        });
        futures_util::future::try_join_all(found).await
    }
}

/// The record as it stood at `moment`, of the streams that `id` needs; `None` when it is out of sight now.
pub(crate) async fn past(
    ctx: &Context<'_>,
    view: &View,
    id: GlobalId,
    moment: Timestamp,
) -> Result<Option<View>> {
    let streams = streams(view, id).await?;
    if streams.is_empty() {
        return Ok(None);
    }
    let log = &*world(ctx)?.log;
    let model = readmodel::as_of(log, &streams, moment, &projections()).await.map_err(fault)?;
    Ok(Some(view.at(model, moment)))
}

/// The streams that a page is made of.
async fn streams(view: &View, id: GlobalId) -> Result<Vec<StreamId>> {
    match id {
        GlobalId::Jumelage(id) => of_cooperation(view, CooperationId::Jumelage(id)).await,
        GlobalId::Partnership(id) => of_cooperation(view, CooperationId::Partnership(id)).await,
        GlobalId::Committee(id) => match view.committee(id).await? {
            Some(committee) => {
                of_cooperation(view, CooperationId::Jumelage(committee.of_jumelage())).await
            }
            None => Ok(Vec::new()),
        },
        GlobalId::Exchange(id) => match view.exchange(id).await? {
            Some(exchange) => of_cooperation(view, exchange.of_cooperation()).await,
            None => Ok(Vec::new()),
        },
        GlobalId::Convention(id) => match view.convention(id).await? {
            Some(convention) => of_cooperation(view, convention.of_cooperation()).await,
            None => Ok(Vec::new()),
        },
        GlobalId::Project(id) => match view.project(id).await? {
            Some(project) => of_cooperation(view, project.of_cooperation()).await,
            None => Ok(Vec::new()),
        },
        GlobalId::Lesson(id) => match view.lesson(id).await? {
            Some(lesson) => of_cooperation(view, lesson.of_cooperation()).await,
            None => Ok(Vec::new()),
        },
        GlobalId::Financing(id) => match view.financing_plan(id).await? {
            Some(plan) => of_cooperation(view, plan.of_cooperation()).await,
            None => Ok(Vec::new()),
        },
        GlobalId::Document(id) => match view.document(id).await? {
            Some(document) => of_cooperation(view, document.of_cooperation()).await,
            None => Ok(Vec::new()),
        },
        GlobalId::Discussion(id) => match view.discussion(id).await? {
            Some(discussion) => of_cooperation(view, discussion.of_cooperation()).await,
            None => Ok(Vec::new()),
        },
        GlobalId::Organisation(id) => Ok(vec![stream(&Subject::Organisation(id))]),
        GlobalId::Group(id) => match view.country_group(id).await? {
            Some(group) => Ok(group.streams()),
            None => Ok(Vec::new()),
        },
    }
}

async fn of_cooperation(view: &View, id: CooperationId) -> Result<Vec<StreamId>> {
    view.read(move |conn, eyes| readmodel::streams_of(conn, &eyes.sight, id)).await
}

/// The stream of a subject.
pub(crate) fn stream(subject: &Subject) -> StreamId {
    StreamId(stream_of(subject).into())
}

/// Every projection of the node, in an order in which each finds what it refers to; the feed is the last.
#[must_use]
pub fn projections() -> Vec<Box<dyn Projection>> {
    vec![
        directory::project::projection(),
        groups::project::projection(),
        jumelage::project::projection(),
        partnership::project::projection(),
        readmodel::activity::projection(),
    ]
}
