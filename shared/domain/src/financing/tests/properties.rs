//! Whatever people do in whatever order: sums agree however they are added, no more disbursed than committed, every consent is
//! to the plan that is there, and a command that comes again does nothing twice.

use proptest::prelude::*;

use super::*;
use crate::cooperation::{Side, sides};

const TOWNS: [OrganisationId; 3] = [LOIRE, NIGER, STRANGER];
const SOURCES: [Source; 5] =
    [Source::GeneralBudget, Source::State, Source::Region, Source::Foundation, Source::Donation];

/// An amount in one of three currencies, with a rate where it needs one.
fn any_money() -> impl Strategy<Value = Money> {
    let cents = 1i64..100_000_000_000_000;
    (cents, 0usize..3, 1i64..1_000_000_000_000, 0u32..=10).prop_map(|(n, which, rate, scale)| {
        let rate = Decimal::new(rate, scale).min(Decimal::from(limits::RATE));
        let value = Conversion { on: today(), rate, source: "BCE".into() };
        match which {
            0 => Money { amount: Decimal::new(n, 2), currency: "EUR".into(), value: None },
            1 => Money { amount: Decimal::new(n, 3), currency: "TND".into(), value: Some(value) },
            _ => Money {
                amount: Decimal::from(n % 1_000_000_000_000),
                currency: "XOF".into(),
                value: Some(value),
            },
        }
    })
}

fn any_heading() -> impl Strategy<Value = Heading> {
    prop::sample::select(vec![Heading::Staff, Heading::Travel, Heading::Works, Heading::Other])
}

fn any_line() -> impl Strategy<Value = Line> {
    (any_money(), 0usize..5, 0usize..2, 2020i16..2030).prop_map(|(money, source, town, year)| {
        Line { year, ..line(1, SOURCES[source], TOWNS[town], money) }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_by_source_year_and_side_are_the_total_to_the_last_minor_unit(
        lines in prop::collection::vec(any_line(), 0..limits::LINES)
    ) {
        let sums = sums("EUR", &lines, &[], &[], &two());
        let whole = sums.resources.planned;
        let each: Decimal = lines.iter().map(|line| line.amount.in_reference("EUR")).sum();
        prop_assert_eq!(whole, each);
        prop_assert_eq!(whole, sums.by_source.iter().map(|(_, tally)| tally.planned).sum());
        prop_assert_eq!(whole, sums.by_year.iter().map(|(_, tally)| tally.planned).sum());
        prop_assert_eq!(whole, sums.by_side.iter().map(|(_, tally)| tally.planned).sum());
        prop_assert!(whole.scale() <= 2, "{whole}");
    }

    #[test]
    fn what_is_spent_by_heading_and_by_side_is_all_that_is_spent(
        items in prop::collection::vec((any_money(), 0usize..2, any_heading(), any_money(), any::<bool>()), 0..20)
    ) {
        let (mut expenses, mut kept) = (Vec::new(), Vec::new());
        for (number, (planned, town, heading, paid, corrected)) in (1u16..).zip(items) {
            let id = EntryId(Uuid::from_u128(number.into()));
            let corrected_by = corrected.then_some(id);
            let (target, by) = (Target::Expense(number), Side(0));
            kept.push(Kept { id, target, by, entry: entry(paid), corrected_by });
            expenses.push(Expense { heading, ..expense(number, TOWNS[town], planned) });
        }
        let sums = sums("EUR", &[], &expenses, &kept, &two());
        let counted = standing(&kept).map(|one| one.entry.amount.in_reference("EUR"));
        prop_assert_eq!(sums.expenses.paid, counted.sum());
        for parts in [
            sums.by_heading.iter().map(|(_, outlay)| *outlay).collect::<Vec<_>>(),
            sums.spent_by_side.iter().map(|(_, outlay)| *outlay).collect(),
        ] {
            prop_assert_eq!(sums.expenses.planned, parts.iter().map(|one| one.planned).sum());
            prop_assert_eq!(sums.expenses.paid, parts.iter().map(|one| one.paid).sum());
        }
    }

    #[test]
    fn a_conversion_within_the_limits_is_exact_but_for_half_a_minor_unit(money in any_money()) {
        let rounded = money.in_reference("EUR");
        if let Some(value) = &money.value {
            let exact = money.amount.checked_mul(value.rate).expect("within the limits");
            prop_assert!((rounded - exact).abs() <= Decimal::new(5, 3), "{money:?}");
        }
    }

    #[test]
    fn any_events_in_any_order_are_taken_in_without_a_panic(
        picks in prop::collection::vec(0usize..11, 0..40)
    ) {
        let samples = crate::codec::financing_samples();
        let state = picks.iter().fold(State::default(), |state, pick| evolve(state, &samples[*pick]));
        let _ = (waiting_for(&state), due(&state), possible(&state, LOIRE, &given(&two()), today()));
    }

    #[test]
    fn whatever_is_typed_is_checked_without_a_panic(
        mantissa in any::<i128>(), scale in 0u32..28, rate in any::<i64>(), years in any::<i16>()
    ) {
        let amount = Decimal::try_from_i128_with_scale(mantissa % (1i128 << 95), scale)
            .expect("96 bits");
        let mut plan = draft();
        let value = Conversion { on: today(), rate: Decimal::from(rate), source: String::new() };
        for line in &mut plan.lines {
            line.amount = Money { amount, currency: "XOF".into(), value: Some(value.clone()) };
            line.tranches = vec![Tranche { due: today(), amount, condition: None }; 3];
            line.levy = Some(Levy { sector: Sector::Water, product: amount, rate: amount });
            line.source = Source::AnnexBudget;
            line.year = years;
        }
        plan.expenses[0].amount = Money { amount, currency: "EUR".into(), value: None };
        prop_assert!(!checks(&plan, &two(), &given(&two()), today()).is_empty());
    }

    #[test]
    fn no_order_of_acts_breaks_what_the_sides_rely_on(
        acts in prop::collection::vec((0u8..16, 0usize..3, 0u128..6, 1i64..400), 0..60),
        agreed in prop::bool::ANY
    ) {
        let mut whole = vec![(0, 0, 0, 1)];
        if agreed {
            whole.extend([(2, 0, 0, 1), (2, 1, 0, 1)]);
        }
        whole.extend(acts);
        run(&whole);
    }
}

/// One choice: which act, who, which part, some number.
type Choice = (u8, usize, u128, i64);

/// An id of a record: few, so that acts meet.
fn part(n: u128) -> Uuid {
    Uuid::from_u128(200 + n % 6)
}

fn chosen(state: &State, (act, _, which, more): Choice) -> Command {
    let amount = euros(&(more * 100).to_string());
    let number = u16::try_from(which % 3 + 1).unwrap_or(1);
    let mut plan = draft();
    plan.lines[0].amount = euros(&(10_000 + more).to_string());
    match act {
        0 => proposal(two(), draft()),
        1 if which == 0 => revision(state, plan),
        1 => revision(state, balanced(plan)),
        2 | 3 if more > 390 => Command::Plan(PlanCommand::Consent { hash: hash("never written") }),
        2 | 3 => consent(state),
        4 => Command::Plan(PlanCommand::WithdrawConsent { reason: why() }),
        5..=7 => record(number, Step::Confirmed, amount),
        8 | 9 => record(number, Step::Committed, amount),
        10 | 11 => record(number, Step::Disbursed, amount),
        12 => spend(number, amount),
        _ => correct(EntryId(part(which + 1)), amount),
    }
}

fn check(before: &State, state: &State, events: &[Event]) {
    for event in events {
        match event {
            Event::AgreedByAll { hash } => {
                assert_eq!(before.present.as_ref().map(|plan| &plan.hash), Some(hash));
                assert_eq!(sides(state.parties()).len(), state.consents.len());
            }
            Event::Consented { hash, .. } => {
                assert_eq!(before.present.as_ref().map(|plan| &plan.hash), Some(hash));
            }
            Event::Proposed { plan, .. } | Event::Revised { plan, .. } => {
                assert!(state.consents.is_empty());
                let sums = sums(&plan.reference, &plan.lines, &plan.expenses, &[], &two());
                assert!(sums.difference().is_zero());
                assert_eq!(hash_of(&Draft::from(plan.clone())), plan.hash);
            }
            Event::ConsentWithdrawn { .. } => assert!(before.pending()),
            _ => assert!(before.agreed.is_some(), "money on a plan that nobody agreed to"),
        }
    }
    for number in 1..=3 {
        let come = |step| order::come_to(state, Target::Line(number, step));
        assert!(come(Step::Disbursed) <= come(Step::Committed), "line {number}");
        assert!(come(Step::Committed) <= come(Step::Confirmed), "line {number}");
    }
    let ids: Vec<_> = state.entries.iter().map(|one| one.id).collect();
    assert!(ids.iter().all(|id| ids.iter().filter(|other| *other == id).count() == 1));
}

fn run(acts: &[Choice]) {
    let given = given(&two());
    let (mut state, mut log) = (State::default(), Vec::new());
    for choice in acts {
        let who = TOWNS[choice.1];
        let context = Context { new_id: part(choice.2), ..by(who) };
        let command = chosen(&state, *choice);
        let _ = remarks(&state, &command, &given, &context);
        let Ok(events) = decide(&state, command.clone(), &given, &context) else { continue };
        let after = events.iter().fold(state.clone(), evolve);
        check(&state, &after, &events);
        // The same command once more, as a retry of somebody who lost the answer.
        if let Ok(again) = decide(&after, command, &given, &context) {
            assert_eq!(again.iter().fold(after.clone(), evolve), after, "{again:?}");
        }
        log.extend(events);
        state = after;
    }
    assert_eq!(log.iter().fold(State::default(), evolve), state, "the log tells the same again");
}
