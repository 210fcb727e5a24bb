//! Who is here: what the subscription `presence` asks, and what each may know of who has a cooperation's page open.

use std::collections::HashMap;

use async_graphql::{Context, Error, ID, Request, ServerError, SimpleObject, parser};
use domain::access::is_group_runner;
use domain::context::SeatOf;
use domain::cooperation::{Cooperation, Party};
use domain::{GroupId, PersonId};
use identity::Seat;
use readmodel::cooperation::id_of;
use readmodel::feed::groups_over;
use uuid::Uuid;

use super::enums::Role;
use super::fault::{Result, coded, fault};
use super::group::CountryGroup;
use super::ids::{cooperation_id, read_cooperation};
use super::live::{Arguments, operation, root};
use super::organisation::Organisation;
use super::view::{View, asker, world};
use crate::presence::{Here, LONGEST_FOCUS};

/// The most people that one list shows.
const SHOWN: usize = 64;

/// What a subscription to `presence` asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresenceRequest {
    /// Whose page is open.
    pub cooperation: Cooperation,
    /// Where within.
    pub focus: Option<String>,
}

/// Who has the page open just now: the transport gives it to the request.
pub struct HereNow(pub Vec<Here>);

/// Reads a subscription; `None` when it is one to something else.
///
/// # Errors
/// When its arguments are of the wrong shape.
pub fn presence_request(request: &Request) -> Result<Option<PresenceRequest>, ServerError> {
    let document = &parser::parse_query(&request.query)?;
    let operation = operation(document, request.operation_name.as_deref())?;
    let Some(field) = root(document, operation, "presence") else { return Ok(None) };
    let at = operation.selection_set.pos;
    let arguments = Arguments { operation, variables: &request.variables };
    let cooperation: Option<ID> = arguments.read(field, "cooperation")?;
    let focus: Option<String> = arguments.read(field, "focus")?;
    if focus.as_ref().is_some_and(|focus| focus.chars().count() > LONGEST_FOCUS) {
        let text = format!("`focus` has at most {LONGEST_FOCUS} characters");
        return Err(coded(text, "BAD_FOCUS").into_server_error(at));
    }
    let cooperation = cooperation.and_then(|id| read_cooperation(&id));
    let cooperation = cooperation.ok_or_else(|| forbidden().into_server_error(at))?;
    let focus = focus.filter(|focus| !focus.is_empty());
    Ok(Some(PresenceRequest { cooperation, focus }))
}

/// The same whether there is no such cooperation or it is none of theirs.
fn forbidden() -> Error {
    let text = "who is here is for people who hold a seat in a party of this cooperation or coordinate a group that looks \
                at it, signed in themselves";
    coded(text, "FORBIDDEN")
}

/// There is no room for one more who is here.
#[must_use]
pub fn crowded() -> Error {
    coded("too many people or pages are here to count one more; try again later", "TOO_MANY")
}

/// Who has a cooperation's page open now.
#[derive(SimpleObject)]
#[graphql(name = "Presence")]
pub struct PresenceView {
    pub cooperation: ID,
    /// In the order of the parties, the viewer among them; each person once.
    pub people: Vec<PersonHere>,
    /// How many more there are than are listed.
    pub more: i32,
}

/// Somebody who has the page open: in whose name, never who.
#[derive(SimpleObject)]
pub struct PersonHere {
    /// The party in which they hold a seat; null for who coordinates.
    pub organisation: Option<Organisation>,
    /// The party's side.
    pub side: Option<u8>,
    /// The group that they coordinate; null for people of a party.
    pub group: Option<CountryGroup>,
    pub role: Role,
    /// Where within, as their pages say: at most four places.
    pub focus: Vec<String>,
    pub is_me: bool,
}

/// As what somebody is here, in the order in which people are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// With a seat in this party, by its place among the parties.
    Partner(usize, Seat),
    /// Running a group that looks at it.
    Coordinator(GroupId, Seat),
}

impl PresenceView {
    /// What the asker may know now.
    pub(super) async fn seen(ctx: &Context<'_>, id: &ID, here: &HereNow) -> Result<Self> {
        let me = asker(ctx)?.themselves().ok_or_else(forbidden)?;
        let view = View::present(ctx).await?;
        let cooperation = read_cooperation(id).ok_or_else(forbidden)?;
        let found = view.cooperation(cooperation).await?.ok_or_else(forbidden)?;
        let parties = found.party_rows().await?;
        let mut people: Vec<PersonId> = here.0.iter().map(|here| here.person).collect();
        people.push(me);
        let seats = world(ctx)?.identity.seats_of_each(&people).map_err(fault)?;
        let standings = standings(&view, id_of(cooperation), &parties, seats).await?;
        let mine = standings.get(&me).copied().ok_or_else(forbidden)?;
        let all = matches!(mine, Standing::Partner(..));
        let shown = here.0.iter().filter(|here| all || here.person == me);
        let mut shown: Vec<_> =
            shown.filter_map(|here| Some((*standings.get(&here.person)?, here))).collect();
        shown.sort_by_key(|(standing, here)| (standing.place(), here.person));
        let more = shown.len().saturating_sub(SHOWN);
        let mut listed = Vec::with_capacity(shown.len().min(SHOWN));
        for (standing, here) in shown.into_iter().take(SHOWN) {
            listed.push(standing.shown(&view, &parties, here, here.person == me).await?);
        }
        let more = i32::try_from(more).unwrap_or(i32::MAX);
        Ok(Self { cooperation: cooperation_id(cooperation), people: listed, more })
    }
}

/// As what each of these people is here; who is nothing to it is not among them.
async fn standings(
    view: &View,
    cooperation: Uuid,
    parties: &[Party],
    seats: Vec<(PersonId, Vec<Seat>)>,
) -> Result<HashMap<PersonId, Standing>> {
    let runs = |seat: &&Seat| is_group_runner(seat.role);
    let group = |seat: &Seat| match seat.of {
        SeatOf::Group(id) => Some(id),
        SeatOf::Organisation(_) | SeatOf::Platform => None,
    };
    let mut groups: Vec<GroupId> =
        seats.iter().flat_map(|(_, seats)| seats.iter().filter(runs).filter_map(group)).collect();
    groups.sort_unstable();
    groups.dedup();
    let over = view.read(move |conn, _| groups_over(conn, cooperation, &groups)).await?;
    let standing = |seats: &[Seat]| {
        let mut of = parties.iter().map(|party| SeatOf::Organisation(party.organisation));
        let partner = of.position(|of| Seat::strongest(seats, of).is_some()).and_then(|place| {
            let seat = Seat::strongest(seats, SeatOf::Organisation(parties[place].organisation))?;
            Some(Standing::Partner(place, seat))
        });
        partner.or_else(|| {
            let seat = seats
                .iter()
                .filter(runs)
                .find(|seat| group(seat).is_some_and(|group| over.contains(&group)))?;
            Some(Standing::Coordinator(group(seat)?, *seat))
        })
    };
    Ok(seats.iter().filter_map(|(person, seats)| Some((*person, standing(seats)?))).collect())
}

impl Standing {
    fn place(self) -> (usize, Uuid) {
        match self {
            Self::Partner(place, _) => (place, Uuid::nil()),
            Self::Coordinator(group, _) => (usize::MAX, group.0),
        }
    }

    async fn shown(
        self,
        view: &View,
        parties: &[Party],
        here: &Here,
        is_me: bool,
    ) -> Result<PersonHere> {
        let (organisation, side, group, seat) = match self {
            Self::Partner(place, seat) => {
                let Party { organisation, side, .. } = &parties[place];
                let organisation = view.known_organisation(*organisation).await?;
                (Some(organisation), Some(side.0), None, seat)
            }
            Self::Coordinator(group, seat) => (None, None, view.country_group(group).await?, seat),
        };
        let focus = here.focus.clone();
        Ok(PersonHere { organisation, side, group, role: seat.role.into(), focus, is_me })
    }
}
