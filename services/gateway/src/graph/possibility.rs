//! What the viewer can do now with a cooperation: what the domain says of the organisation, and what the role allows.

use domain::access::{Action, allows};
use domain::context::SeatOf;
use domain::cooperation::{self, Act, Cooperation as CooperationId, Side};
use domain::rules::PartyFacts;
use domain::{JumelageId, OrganisationId, PartnershipId, jumelage, partnership};
use readmodel::organisation::party_facts;

use super::cooperation::Common;
use super::fault::Result;
use super::loaders::CommitteesOf;
use super::refusal::{Possibility, RefusalView};
use super::view::View;

/// What the viewer's side can do now, or why not; the best answer where they hold seats in several parties.
pub(crate) async fn possibilities(common: &Common) -> Result<Vec<Possibility>> {
    let view = &common.view;
    if view.is_past() || view.mine().is_empty() {
        return Ok(Vec::new());
    }
    let found = match common.row.cooperation {
        CooperationId::Jumelage(_) => of_jumelage(common).await?,
        CooperationId::Partnership(_) => of_partnership(common).await?,
    };
    let mut best: Vec<cooperation::Possibility> = Vec::new();
    for (organisation, possible) in found {
        for mut possibility in possible {
            possibility.refused =
                possibility.refused.or_else(|| role_refuses(view, organisation, possibility.act));
            keep_best(&mut best, possibility);
        }
    }
    let shown = best.into_iter().map(|possibility| Possibility {
        act: possibility.act.into(),
        refusal: possibility.refused.map(RefusalView),
    });
    Ok(shown.collect())
}

fn keep_best(best: &mut Vec<cooperation::Possibility>, possibility: cooperation::Possibility) {
    match best.iter_mut().find(|known| known.act == possibility.act) {
        Some(known) if known.refused.is_some() && possibility.refused.is_none() => {
            known.refused = None;
        }
        Some(_) => {}
        None => best.push(possibility),
    }
}

type Possible = Vec<(OrganisationId, Vec<cooperation::Possibility>)>;

async fn of_jumelage(common: &Common) -> Result<Possible> {
    let Some(row) = common.view.load(JumelageId(common.uuid())).await? else {
        return Ok(Vec::new());
    };
    let mut known: Vec<_> = row.state.parties.iter().map(|party| party.organisation).collect();
    known.extend(row.state.invited.iter().map(|(town, _)| *town));
    let facts = facts(&common.view, known.clone()).await?;
    let formed = with_committee(common).await?;
    let mine = known.into_iter().filter(|organisation| common.view.is_mine(*organisation));
    Ok(mine
        .map(|own| {
            let mut acts = jumelage::possible(&row.state, own, &facts, common.view.today());
            let side = cooperation::side_of(&row.state.parties, own);
            // The twinning itself does not know its committees: a side that has one forms no second.
            let has_one = side.is_some_and(|side| formed.contains(&side));
            acts.retain(|possibility| !(has_one && possibility.act == Act::FormCommittee));
            (own, acts)
        })
        .collect())
}

/// The sides that have a committee which was not dissolved.
async fn with_committee(common: &Common) -> Result<Vec<Side>> {
    let rows = common.view.load(CommitteesOf(common.uuid())).await?.unwrap_or_default();
    let working = rows.iter().filter(|row| !row.state.dissolved);
    Ok(working.filter_map(|row| row.state.of.map(|of| of.side)).collect())
}

async fn of_partnership(common: &Common) -> Result<Possible> {
    let Some(row) = common.view.load(PartnershipId(common.uuid())).await? else {
        return Ok(Vec::new());
    };
    let known: Vec<_> = row.state.parties.iter().map(|party| party.organisation).collect();
    let facts = facts(&common.view, known.clone()).await?;
    let mine = known.into_iter().filter(|organisation| common.view.is_mine(*organisation));
    Ok(mine
        .map(|own| (own, partnership::possible(&row.state, own, &facts, common.view.today())))
        .collect())
}

pub(crate) async fn facts(
    view: &View,
    organisations: Vec<OrganisationId>,
) -> Result<Vec<PartyFacts>> {
    let today = view.today();
    view.read(move |conn, _| party_facts(conn, &organisations, today)).await
}

/// The refusal of the viewer's role in `organisation`, if it does not allow the act.
fn role_refuses(view: &View, organisation: OrganisationId, act: Act) -> Option<domain::Refusal> {
    let author = view.viewer()?.author(Some(SeatOf::Organisation(organisation))).ok()?;
    allows(&author, action(act)).err()
}

fn action(act: Act) -> Action {
    match act {
        Act::Remark => Action::Remark,
        Act::Consent | Act::WithdrawConsent | Act::Accept => Action::Consent,
        Act::RecordDecision => Action::RecordDecision,
        Act::HoldCeremony => Action::RegisterSignature,
        Act::RecordAnnulment => Action::RecordAnnulment,
        Act::FormCommittee => Action::RunCommittee,
        Act::PlanExchange => Action::RunExchange,
        Act::AmendCharter
        | Act::Decline
        | Act::Withdraw
        | Act::Confirm
        | Act::Contest
        | Act::ChangeKind
        | Act::ChooseThemes
        | Act::InviteTown
        | Act::Join
        | Act::Revive
        | Act::End
        | Act::Regularise
        | Act::ReviseTerms
        | Act::Start => Action::RunCooperation,
    }
}
