//! Samples of the events of financing plans.

use jiff::civil::date;

use super::{hash, id, reason};
use crate::cooperation::{Cooperation, Side};
use crate::financing::{
    Content, Conversion, CountryClass, Entry, Event, Expense, Heading, Levy, Line, Money, Nature,
    Sector, Source, Step, Subsidy, Tranche, amount,
};
use crate::ids::{EntryId, JumelageId, OrganisationId, ProjectId};

const BY: Side = Side(1);

fn money(text: &str) -> Money {
    let rate = amount("0.0015244902").expect("a decimal");
    let value = Conversion { on: date(2026, 9, 1), rate, source: "Banque centrale".into() };
    let amount = amount(text).expect("a decimal");
    Money { amount, currency: "XOF".into(), value: Some(value) }
}

fn plan() -> Content {
    let due = date(2027, 3, 1);
    let number = |text: &str| amount(text).expect("a decimal");
    Content {
        reference: "EUR".into(),
        class: CountryClass::Priority,
        lines: vec![Line {
            number: 1,
            source: Source::AnnexBudget,
            funder: Some("Service des eaux".into()),
            nature: Nature::Own,
            party: OrganisationId(id(1)),
            year: 2026,
            amount: money("655957"),
            tranches: vec![Tranche {
                due,
                amount: number("655957"),
                condition: Some("Rapport".into()),
            }],
            levy: Some(Levy {
                sector: Sector::Water,
                product: number("90000000"),
                rate: number("0.8"),
            }),
        }],
        expenses: vec![Expense {
            number: 1,
            heading: Heading::Works,
            label: "Dix bornes".into(),
            party: OrganisationId(id(2)),
            amount: money("655957"),
            subsidy: Some(Subsidy {
                association: "Les Amis du fleuve".into(),
                cofinanced: true,
                mission: true,
            }),
        }],
        hash: hash(),
    }
}

fn entry() -> Entry {
    Entry {
        amount: money("655957"),
        on: date(2026, 10, 2),
        reason: reason(),
        document: Some(hash()),
        payee: Some("Trésor public".into()),
        tranche: Some(1),
    }
}

pub(super) fn all() -> Vec<Event> {
    let cooperation = Cooperation::Jumelage(JumelageId(id(10)));
    let (project, parties, by) = (ProjectId(id(60)), super::parties(), BY);
    let (first, second, on) = (EntryId(id(80)), EntryId(id(81)), date(2026, 9, 20));
    let reference = || "2026-41".to_owned();
    vec![
        Event::Proposed { project, cooperation, parties, by, plan: plan() },
        Event::Revised { by: Side(2), plan: plan(), reason: reason() },
        Event::Consented { by, hash: hash() },
        Event::ConsentWithdrawn { by, reason: reason() },
        Event::AgreedByAll { hash: hash() },
        Event::FundsRecorded { by, line: 1, step: Step::Disbursed, id: first, entry: entry() },
        Event::SubsidyPaid { by, expense: 1, id: first, entry: entry() },
        Event::AmountCorrected { by, replaces: first, id: second, entry: entry() },
        Event::SubsidyVoted { by, expense: 1, on, reference: reference() },
        Event::SubsidyConventionSigned { by, expense: 1, on, reference: reference() },
        Event::ExpensePaid { by, expense: 2, id: second, entry: entry() },
    ]
}
