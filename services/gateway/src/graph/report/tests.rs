//! Reports compared with the record: sums that are the plan's, nothing of a later day, nobody's sight widened.

use domain::cooperation::{Side, TextHash};
use domain::financing::{
    Content, CountryClass, Entry, Kept, Line, Money, Nature, Source, State, Step, Target, amount,
    evolve, sums,
};
use domain::project::{ReportKind, Reporting};
use domain::{EntryId, OrganisationId};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use uuid::Uuid;

use super::money::came;

fn money(cents: u32) -> Money {
    let sum = amount(&format!("{}.{:02}", cents / 100, cents % 100)).expect("a sum");
    Money { amount: sum, currency: "EUR".into(), value: None }
}

fn line(number: u16, source: Source, nature: Nature, year: i16, cents: u32) -> Line {
    let party = OrganisationId(Uuid::from_u128(u128::from(number % 2)));
    let amount = money(cents);
    let (funder, tranches, levy) = (None, Vec::new(), None);
    Line { number, source, funder, nature, party, year, amount, tranches, levy }
}

fn kept(n: u128, line: u16, step: Step, on: Date, cents: u32, corrected: bool) -> Kept {
    let (document, payee, tranche) = (None, None, None);
    let entry =
        Entry { amount: money(cents), on, reason: "Mandat".into(), document, payee, tranche };
    let corrected_by = corrected.then(|| EntryId(Uuid::from_u128(n + 1_000)));
    let id = EntryId(Uuid::from_u128(n));
    Kept { id, target: Target::Line(line, step), by: Side(1), entry, corrected_by }
}

fn period() -> Reporting {
    Reporting { kind: ReportKind::Interim, from: date(2026, 2, 1), to: date(2026, 6, 30) }
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![Just(Step::Confirmed), Just(Step::Committed), Just(Step::Disbursed)]
}

prop_compose! {
    fn lines()(rows in prop::collection::vec((0..3u8, 0..3u8, 2024..2028i16, 1..9_000_000u32), 1..12)) -> Vec<Line> {
        rows.into_iter().zip(1u16..).map(|((source, nature, year, cents), number)| {
            let source = [Source::GeneralBudget, Source::State, Source::Foundation][usize::from(source)];
            let nature = [Nature::Own, Nature::Cofinancing, Nature::InKind][usize::from(nature)];
            line(number, source, nature, year, cents)
        }).collect()
    }
}

prop_compose! {
    fn entries()(rows in prop::collection::vec((1..13u16, steps(), 1..13i8, 1..9_000_000u32, any::<bool>()), 0..40)) -> Vec<Kept> {
        rows.into_iter().zip(1u128..).map(|((line, step, month, cents, corrected), n)| {
            kept(n, line, step, date(2026, month, 10), cents, corrected)
        }).collect()
    }
}

fn plan(lines: Vec<Line>) -> Content {
    let (class, expenses, hash) = (CountryClass::Aid, Vec::new(), TextHash("h".into()));
    Content { reference: "EUR".into(), class, lines, expenses, hash }
}

proptest! {
    #[test]
    fn the_parts_of_every_grouping_add_up_to_the_sums_of_the_plan(lines in lines(), kept in entries()) {
        let plan = plan(lines);
        let whole = came(&plan, &plan.lines, &kept, period());
        prop_assert_eq!(whole.all, sums("EUR", &plan.lines, &[], &kept, &[]).resources);
        let parts = |same: &dyn Fn(&Line, &Line) -> bool| {
            let mut left: Vec<Line> = plan.lines.clone();
            let mut parts = Vec::new();
            while let Some(first) = left.first().cloned() {
                let (group, others): (Vec<Line>, Vec<Line>) =
                    left.into_iter().partition(|one| same(one, &first));
                parts.push(came(&plan, &group, &kept, period()));
                left = others;
            }
            parts
        };
        let groupings = [
            parts(&|one, other| one.source == other.source),
            parts(&|one, other| one.nature == other.nature),
            parts(&|one, other| one.party == other.party),
            parts(&|one, other| one.year == other.year),
        ];
        for parts in groupings {
            let of = |take: fn(&super::money::Came) -> domain::financing::Decimal| {
                parts.iter().map(take).sum::<domain::financing::Decimal>()
            };
            prop_assert_eq!(of(|one| one.all.planned), whole.all.planned);
            prop_assert_eq!(of(|one| one.all.confirmed), whole.all.confirmed);
            prop_assert_eq!(of(|one| one.all.committed), whole.all.committed);
            prop_assert_eq!(of(|one| one.all.disbursed), whole.all.disbursed);
            prop_assert_eq!(of(|one| one.period), whole.period);
        }
    }

    #[test]
    fn the_sum_of_a_period_is_that_of_its_days_and_of_what_counts(lines in lines(), kept in entries()) {
        let plan = plan(lines);
        let within = |one: &&Kept| (2..=6).contains(&one.entry.on.month())
            && one.corrected_by.is_none()
            && matches!(one.target, Target::Line(number, Step::Disbursed) if plan.line(number).is_some());
        let expected: domain::financing::Decimal =
            kept.iter().filter(within).map(|one| one.entry.amount.amount).sum();
        prop_assert_eq!(came(&plan, &plan.lines, &kept, period()).period, expected);
    }
}

#[test]
fn an_empty_state_evolves_from_nothing() {
    // The sums above are made of states as the record makes them.
    let paid = domain::financing::Event::FundsRecorded {
        by: Side(1),
        line: 1,
        step: Step::Disbursed,
        id: EntryId(Uuid::from_u128(1)),
        entry: kept(1, 1, Step::Disbursed, date(2026, 3, 1), 100, false).entry,
    };
    let state = evolve(State::default(), &paid);
    assert_eq!(state.entries[0], kept(1, 1, Step::Disbursed, date(2026, 3, 1), 100, false));
}
