//! What a summary of an event needs: its side, its day in the world and the few words and ids it names, never a name.

use domain::cooperation::Side;
use domain::screening::{Finding, Screened};
use domain::{
    Event, OrganisationId, committee, exchange, group, jumelage, organisation, partnership,
    territory,
};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

mod convention;
mod evaluation;
mod financing;
mod lesson;
mod phase;
mod project;
mod talk;

/// What is told of an event.
pub(super) struct Told {
    pub(super) side: Option<Side>,
    /// The council that acted, where the event names it instead of a side.
    pub(super) council: Option<OrganisationId>,
    pub(super) happened_on: Option<String>,
    pub(super) detail: Map<String, Value>,
}

fn told(detail: Value) -> Told {
    let Value::Object(mut detail) = detail else {
        return Told { side: None, council: None, happened_on: None, detail: Map::new() };
    };
    detail.retain(|_, value| !value.is_null());
    Told { side: None, council: None, happened_on: None, detail }
}

impl Told {
    fn by(self, side: Side) -> Self {
        self.of(Some(side))
    }

    fn of(self, side: Option<Side>) -> Self {
        Self { side, ..self }
    }

    fn on(self, day: Date) -> Self {
        Self { happened_on: Some(day.to_string()), ..self }
    }
}

pub(super) fn of(event: &Event) -> Told {
    match event {
        Event::Organisation(event) => of_organisation(event),
        Event::Jumelage(event) => of_jumelage(event),
        Event::Committee(event) => of_committee(event),
        Event::Exchange(event) => of_exchange(event),
        Event::Partnership(event) => of_partnership(event),
        Event::Convention(event) => convention::of(event),
        Event::Project(event) => project::of(event),
        Event::Lesson(event) => lesson::of(event),
        Event::Financing(event) => financing::of(event),
        Event::Document(event) => talk::of_document(event),
        Event::Discussion(event) => talk::of_discussion(event),
        Event::Group(event) => of_group(event),
        Event::Territory(event) => of_territory(event),
    }
}

fn of_organisation(event: &organisation::Event) -> Told {
    use organisation::Event as E;
    told(match event {
        E::Recorded { kind, country, provisional, source, .. } => json!({
            "kind": kind, "country": country, "provisional": provisional, "source": source,
        }),
        E::ClaimRequested { function, seat, .. } => json!({ "function": function, "seat": seat }),
        E::Claimed { seat, reason, .. } => json!({ "seat": seat, "reason": reason }),
        E::SeatOffered { seat, role, function } | E::SeatTaken { seat, role, function, .. } => {
            json!({ "seat": seat, "role": role, "function": function })
        }
        E::SeatOfferWithdrawn { seat, reason } | E::SeatEnded { seat, reason } => {
            json!({ "seat": seat, "reason": reason })
        }
        E::SeatHandedOver { from, to, reason } => {
            json!({ "seat": from, "to": to, "reason": reason })
        }
        E::ClaimRefused { seat, reason, .. } => json!({ "seat": seat, "reason": reason }),
        E::Renamed { names, reason } => {
            json!({ "name": names.first().map(|name| &name.text), "reason": reason })
        }
        E::IdentifierAdded { identifier } => {
            json!({ "scheme": identifier.scheme, "value": identifier.value })
        }
        E::Located { source, .. } => json!({ "source": source }),
        E::ProfileDescribed { .. } => json!({}),
        E::MergedInto { into, reason } => json!({ "into": into, "reason": reason }),
        E::SucceededBy { successor, reason } => {
            json!({ "successor": successor, "reason": reason })
        }
    })
}

fn of_jumelage(event: &jumelage::Event) -> Told {
    use jumelage::Event as E;
    match event {
        E::Proposed { by, kind, charter, themes, .. } => {
            told(json!({ "kind": kind, "hash": charter.hash, "themes": themes })).by(*by)
        }
        E::RecordedAsExisting { by, kind, themes, since, source, .. } => {
            let told = told(json!({ "kind": kind, "themes": themes, "source": source })).of(*by);
            Told { happened_on: since.as_ref().map(|since| since.0.clone()), ..told }
        }
        E::Confirmed { by } => told(json!({})).by(*by),
        E::CharterAmended { by, charter, reason } => {
            told(json!({ "hash": charter.hash, "reason": reason })).by(*by)
        }
        E::RemarkMade { remark, by, about, body, .. } => {
            told(json!({ "remark": remark, "about": about, "body": body.text, "lang": body.lang }))
                .by(*by)
        }
        E::RemarkShared { remark, by } => told(json!({ "remark": remark })).by(*by),
        E::CharterConsented { by, hash } => told(json!({ "hash": hash })).by(*by),
        E::ContentAgreed { hash } => told(json!({ "hash": hash })),
        E::CouncilDecided { decision } => of_decision(decision),
        E::CeremonyHeld { on, place, participants } => {
            told(json!({ "place": place, "participants": participants })).on(*on)
        }
        E::Contested { by, reason }
        | E::ConsentWithdrawn { by, reason }
        | E::Declined { by, reason }
        | E::Withdrawn { by, reason }
        | E::Revived { by, reason } => told(json!({ "reason": reason })).by(*by),
        E::KindChanged { kind, reason } => told(json!({ "kind": kind, "reason": reason })),
        E::ThemesChosen { themes, reason } => told(json!({ "themes": themes, "reason": reason })),
        E::TownInvited { organisation, side, by, reason } => {
            told(json!({ "organisation": organisation, "shore": side, "reason": reason })).by(*by)
        }
        E::TownJoined { organisation, side } => {
            told(json!({ "organisation": organisation })).by(*side)
        }
        E::MarkedDormant { last_activity, after_months } => {
            told(json!({ "last_activity": last_activity, "after_months": after_months }))
        }
        E::ScreenedAgain(found) => of_screening(found),
        E::Ended(ending) => of_ending(ending),
        E::Annulled { authority, reason, reference, on } => {
            told(json!({ "authority": authority, "reason": reason, "reference": reference }))
                .on(*on)
        }
        E::Regularised { by, reason, reference } => {
            told(json!({ "reason": reason, "reference": reference })).by(*by)
        }
    }
}

fn of_decision(decision: &domain::cooperation::CouncilDecision) -> Told {
    let told = told(json!({
        "organisation": decision.organisation,
        "outcome": decision.outcome,
        "reference": decision.reference,
        "hash": decision.text,
    }));
    Told { council: Some(decision.organisation), ..told }.on(decision.on)
}

/// The rules with what the register names, those that are new and those that are gone.
fn of_screening(found: &Screened) -> Told {
    let said = |these: &[Finding], others: &[Finding]| {
        let news = these.iter().filter(|finding| !others.contains(finding));
        let words: Vec<_> = news.map(in_short).collect();
        (!words.is_empty()).then(|| words.join(", "))
    };
    let (found_now, gone) = (said(&found.after, &found.before), said(&found.before, &found.after));
    told(json!({ "found": found_now, "gone": gone })).on(found.on)
}

fn in_short(finding: &Finding) -> String {
    let since = finding.since.map(|day| day.to_string());
    let more: Vec<_> = finding.source.clone().into_iter().chain(since).collect();
    match more.as_slice() {
        [] => finding.rule.clone(),
        more => format!("{} ({})", finding.rule, more.join(", ")),
    }
}

fn of_ending(ending: &domain::cooperation::Ending) -> Told {
    told(json!({ "reason": ending.reason, "lessons": ending.lessons })).by(ending.side)
}

fn of_partnership(event: &partnership::Event) -> Told {
    use partnership::Event as E;
    match event {
        E::Proposed { by, nature, terms, .. } => {
            told(json!({ "nature": nature, "hash": terms.hash, "themes": terms.themes })).by(*by)
        }
        E::RecordedAsExisting { by, nature, terms, since, source, .. } => {
            let told =
                told(json!({ "nature": nature, "themes": terms.themes, "source": source })).of(*by);
            Told { happened_on: since.as_ref().map(|since| since.0.clone()), ..told }
        }
        E::Confirmed { by } => told(json!({})).by(*by),
        E::TermsRevised { by, terms, reason } => {
            told(json!({ "hash": terms.hash, "reason": reason })).by(*by)
        }
        E::RemarkMade { remark, by, about, body, .. } => {
            told(json!({ "remark": remark, "about": about, "body": body.text, "lang": body.lang }))
                .by(*by)
        }
        E::RemarkShared { remark, by } => told(json!({ "remark": remark })).by(*by),
        E::Accepted { by, hash } => told(json!({ "hash": hash })).by(*by),
        E::AgreedByAll { hash } => told(json!({ "hash": hash })),
        E::Contested { by, reason }
        | E::Declined { by, reason }
        | E::Withdrawn { by, reason }
        | E::Revived { by, reason } => told(json!({ "reason": reason })).by(*by),
        E::CouncilDecided { decision } => of_decision(decision),
        E::Started { on, by } => told(json!({})).by(*by).on(*on),
        E::MarkedDormant { last_activity, after_months } => {
            told(json!({ "last_activity": last_activity, "after_months": after_months }))
        }
        E::ScreenedAgain(found) => of_screening(found),
        E::Ended(ending) => of_ending(ending),
        E::Annulled { authority, reason, reference, on } => {
            told(json!({ "authority": authority, "reason": reason, "reference": reference }))
                .on(*on)
        }
    }
}

fn of_committee(event: &committee::Event) -> Told {
    use committee::Event as E;
    let detail = match event {
        E::Formed { organisation, seats, .. } => {
            json!({ "organisation": organisation, "count": seats.len() })
        }
        E::SeatAdded { seat } => json!({ "kind": seat.kind, "function": seat.function }),
        E::SeatRemoved { seat, reason } => json!({ "seat": seat, "reason": reason }),
        E::HandedOver { reason } | E::Dissolved { reason } => json!({ "reason": reason }),
    };
    told(detail).of(super::side_of_committee(event))
}

fn of_exchange(event: &exchange::Event) -> Told {
    use exchange::Event as E;
    match event {
        E::Planned { kind, title, starts, ends, host, by, .. } => told(json!({
            "kind": kind, "title": title, "starts": starts, "ends": ends, "host": host,
        }))
        .by(*by),
        E::Rescheduled { starts, ends, by, reason } => {
            told(json!({ "starts": starts, "ends": ends, "reason": reason })).by(*by)
        }
        E::Cancelled { by, reason } => told(json!({ "reason": reason })).by(*by),
        E::Mission(exchange::MissionEvent::MissionPartWritten { by, part, on, .. }) => {
            told(json!({ "mission_part": part })).by(*by).on(*on)
        }
        E::Held { starts, ends, participants, by, .. } => {
            let count: u64 = participants.iter().map(|row| u64::from(row.count)).sum();
            told(json!({ "starts": starts, "ends": ends, "count": count })).by(*by).on(*starts)
        }
    }
}

fn of_group(event: &group::Event) -> Told {
    use group::Event as E;
    told(match event {
        E::Founded { name, scope, runner, .. } => {
            json!({ "name": name, "scope": scope, "runner": runner })
        }
        E::ScopeChanged { scope, reason } => json!({ "scope": scope, "reason": reason }),
        E::SeatGiven { seat, role, .. } => json!({ "seat": seat, "role": role }),
        E::SeatOffered { seat, role, function, .. } | E::SeatTaken { seat, role, function, .. } => {
            json!({ "seat": seat, "role": role, "function": function })
        }
        E::SeatEnded { seat, reason } | E::SeatOfferWithdrawn { seat, reason } => {
            json!({ "seat": seat, "reason": reason })
        }
        E::SeatHandedOver { from, to, reason } => {
            json!({ "seat": from, "to": to, "reason": reason })
        }
        E::MemberJoined { organisation } => json!({ "organisation": organisation }),
        E::MemberLeft { organisation, reason } => {
            json!({ "organisation": organisation, "reason": reason })
        }
        E::Closed { reason } => json!({ "reason": reason }),
    })
}

fn of_territory(event: &territory::Event) -> Told {
    use territory::Event as E;
    let (fact, name, reason) = match event {
        E::FactRecorded { name, fact } => (fact, Some(name), None),
        E::FactWithdrawn { fact, reason } => (fact, None, Some(reason)),
    };
    let told = told(json!({
        "status": fact.status, "seen_from": fact.seen_from, "source": fact.source,
        "name": name, "reason": reason,
    }));
    Told { happened_on: fact.from.map(|from| from.to_string()), ..told }
}
