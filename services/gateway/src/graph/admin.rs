//! What the platform's administrators see: what waits, what looks alike, who is here, what was refused lately.

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::context::SeatOf;
use domain::{Lang, OrganisationId};
use identity::{Listed, Looker, Viewer};
use readmodel::organisation::Likeness;

use super::claim;
use super::fault::{Result, fault};
use super::ids::Global as _;
use super::organisation::{Claim, Organisation};
use super::refusal::Rule;
use super::scalars::DateTime;
use super::view::{View, asker, world};
use super::viewer::{Seat, label};

/// Rows when nobody says how many.
const ROWS: i32 = 50;
/// Rows at most.
const MOST: i32 = 200;

/// The administrators' query.
#[derive(Default)]
pub struct AdminQuery;

#[Object]
impl AdminQuery {
    /// What runs the platform; null for everybody who is no platform administrator, and for every API token.
    async fn admin(&self, ctx: &Context<'_>) -> Result<Option<Admin>> {
        let viewer = asker(ctx)?.viewer.as_ref().filter(|viewer| viewer.token().is_none());
        let Some(seat) = viewer.and_then(|viewer| seat(viewer)) else {
            return Ok(None);
        };
        Ok(Some(Admin { view: View::present(ctx).await?, seat }))
    }
}

/// The seat that lets somebody run the platform.
pub(crate) fn seat(viewer: &Viewer) -> Option<identity::Seat> {
    let mut seats = viewer.seats.iter().filter(|seat| seat.of == SeatOf::Platform);
    seats.find(|seat| domain::access::is_platform(seat.role)).copied()
}

/// What runs the platform.
pub struct Admin {
    view: View,
    seat: identity::Seat,
}

/// A claim that waits, with its organisation.
#[derive(SimpleObject)]
pub struct AdminClaim {
    pub organisation: Organisation,
    pub claim: Claim,
}

/// Two records that may be of one organisation.
#[derive(SimpleObject)]
pub struct AdminDuplicate {
    pub one: Organisation,
    pub other: Organisation,
    /// What they have in common.
    pub why: String,
}

/// Somebody who can sign in. Each look is noted in their journal.
#[derive(SimpleObject)]
pub struct AdminPerson {
    pub id: ID,
    pub email: String,
    pub display_name: String,
    pub seats: Vec<Seat>,
    /// Places where they are signed in.
    pub sessions: i32,
    /// API tokens that work.
    pub tokens: i32,
    pub last_used_at: Option<DateTime>,
    pub created_at: DateTime,
}

/// An act that was refused; nothing of what was put in.
#[derive(SimpleObject)]
pub struct AdminRefusal {
    pub at: DateTime,
    /// The mutation.
    pub operation: String,
    pub rule: Rule,
    /// As which seat it was tried, in words.
    pub seat: Option<String>,
}

/// Attempts that are counted now.
#[derive(SimpleObject)]
pub struct AdminThrottle {
    /// What is counted: `sign-in: address`, `sign-in: person`…
    pub kind: String,
    /// A network, or the beginning of a digest: never an address of mail.
    pub subject: String,
    pub count: i32,
    /// When it is forgotten.
    pub until: Option<DateTime>,
}

#[Object]
impl Admin {
    /// Claims that wait, everywhere, the oldest first.
    #[graphql(complexity = "rows(first) * child_complexity + 1")]
    async fn claims(&self, first: Option<i32>) -> Result<Vec<AdminClaim>> {
        let limit = limit(first);
        let rows = self
            .view
            .read(move |conn, eyes| directory::query::claims_to_settle(conn, eyes, limit))
            .await?;
        let mut claims = Vec::new();
        for row in rows {
            let organisation = self.view.known_organisation(row.organisation).await?;
            claims.push(AdminClaim { organisation, claim: claim::shown(row, true) });
        }
        Ok(claims)
    }

    /// Records of different organisations that may be of the same: a shared identifier, or the same name in one country.
    #[graphql(complexity = "rows(first) * child_complexity + 1")]
    async fn duplicates(&self, first: Option<i32>) -> Result<Vec<AdminDuplicate>> {
        let limit = limit(first);
        let pairs =
            self.view.read(move |conn, _| readmodel::organisation::duplicates(conn, limit)).await?;
        let ids: Vec<OrganisationId> =
            pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
        self.view.load_many(ids).await?;
        let mut duplicates = Vec::new();
        for pair in pairs {
            duplicates.push(AdminDuplicate {
                one: self.view.known_organisation(pair.one).await?,
                other: self.view.known_organisation(pair.other).await?,
                why: why(pair.likeness, self.view.lang(None)),
            });
        }
        Ok(duplicates)
    }

    /// People, in the order in which they came; those whose address or name contains `search`.
    #[graphql(complexity = "rows(first) * child_complexity + 1")]
    async fn people(
        &self,
        ctx: &Context<'_>,
        search: Option<String>,
        first: Option<i32>,
    ) -> Result<Vec<AdminPerson>> {
        let world = world(ctx)?;
        let Some(me) = self.view.viewer().map(|viewer| viewer.person) else {
            return Ok(Vec::new());
        };
        let by = Looker::Person { person: me, seat: Some(self.seat.id) };
        let search = search.unwrap_or_default();
        let listed = world.identity.people(by, &search, None, limit(first)).map_err(fault)?;
        let shown = listed.into_iter().map(|one| {
            let tokens = world.identity.count_tokens(one.id).map_err(fault)?;
            Ok(self.person(one, tokens))
        });
        shown.collect()
    }

    /// The latest refusals since the node started, newest first.
    #[graphql(complexity = "rows(first) * child_complexity + 1")]
    async fn refusals(&self, ctx: &Context<'_>, first: Option<i32>) -> Result<Vec<AdminRefusal>> {
        let mut shown = Vec::new();
        for recent in world(ctx)?.refusals.latest(limit(first)) {
            let seat = match recent.seat {
                Some(seat) => Some(label(&self.view, seat, self.view.lang(None)).await?),
                None => None,
            };
            shown.push(AdminRefusal {
                at: DateTime(recent.at),
                operation: recent.operation,
                rule: Rule(domain::rules::rule(recent.rule)),
                seat,
            });
        }
        Ok(shown)
    }

    /// What is counted now to slow down those who guess, the most first.
    async fn throttles(&self, ctx: &Context<'_>) -> Result<Vec<AdminThrottle>> {
        let counted =
            world(ctx)?.identity.throttled(usize::try_from(MOST).expect("it is above zero"));
        let shown = counted.into_iter().map(|one| AdminThrottle {
            kind: one.kind.to_owned(),
            subject: one.subject,
            count: i32::try_from(one.count).unwrap_or(i32::MAX),
            until: one.until.map(DateTime),
        });
        Ok(shown.collect())
    }
}

impl Admin {
    fn person(&self, one: Listed, tokens: usize) -> AdminPerson {
        let seats = one.seats.iter().map(|seat| Seat::new(self.view.clone(), *seat));
        AdminPerson {
            id: one.id.global(),
            seats: seats.collect(),
            email: one.email,
            display_name: one.display_name,
            sessions: i32::try_from(one.sessions).unwrap_or(i32::MAX),
            tokens: i32::try_from(tokens).unwrap_or(i32::MAX),
            last_used_at: one.last_used.map(DateTime),
            created_at: DateTime(one.created),
        }
    }
}

fn limit(first: Option<i32>) -> usize {
    usize::try_from(first.unwrap_or(ROWS).clamp(0, MOST)).expect("clamped above zero")
}

/// Rows of a list, for the cost of a document.
fn rows(first: Option<i32>) -> usize {
    limit(first)
}

fn why(likeness: Likeness, lang: Lang) -> String {
    let words = match (likeness, lang) {
        (Likeness::Name, Lang::Fr) => "même nom dans le même pays",
        (Likeness::Name, Lang::En) => "the same name in the same country",
        (Likeness::Name, Lang::Es) => "el mismo nombre en el mismo país",
        (Likeness::Identifier, Lang::Fr) => "un identifiant en commun",
        (Likeness::Identifier, Lang::En) => "an identifier in common",
        (Likeness::Identifier, Lang::Es) => "un identificador en común",
    };
    words.to_owned()
}
