//! A plan from its proposal to the consent of every side to the same hash.

use super::*;
use crate::cooperation::Side;
use crate::text::Lang;

#[test]
fn a_plan_that_adds_up_is_proposed_and_agreed_by_every_side() {
    let mut story = Story::of(draft());
    let waits: Vec<_> = waiting_for(&story.state).into_iter().map(|one| one.what).collect();
    assert_eq!(waits, [WaitingFor::Consent(Side(1)), WaitingFor::Consent(Side(2))]);
    let command = consent(&story.state);
    story.done(LOIRE, command.clone());
    assert_eq!(story.refused(LOIRE, command.clone()), rules::C_CONSENTED);
    let events = story.done(NIGER, command);
    assert!(matches!(events[..], [Event::Consented { .. }, Event::AgreedByAll { .. }]));
    assert!(waiting_for(&story.state).is_empty());
    assert_eq!(story.state.agreed, story.state.present);
}

#[test]
fn sums_that_do_not_match_are_refused_to_the_last_cent_with_the_difference() {
    let mut short = draft();
    short.expenses[0].amount = euros("5999.99");
    let story = Story { state: State::default(), given: given(&two()), next: 1 };
    let refusal = story.try_by(LOIRE, proposal(two(), short)).expect_err("refused");
    assert_eq!(refusal.rule, rules::FP_BALANCE);
    assert_eq!(refusal.detail, ["sum.16000.00 EUR", "sum.15999.99 EUR", "sum.0.01 EUR"]);
    assert!(story.try_by(LOIRE, proposal(two(), draft())).is_ok());
}

#[test]
fn an_amount_in_another_currency_without_a_value_date_is_refused_beside_its_field() {
    let mut plan = draft();
    plan.lines[2].amount.value = None;
    let all = checks(&plan, &two(), &given(&two()), today());
    assert_eq!(
        (all[0].rule, all[0].path.as_deref()),
        (rules::FP_VALUE_DATE, Some("lines.2.value"))
    );
    assert_eq!(all[0].detail, ["XOF", "EUR"]);
    plan.lines[2].amount = francs("655957");
    plan.lines[0].amount.value = plan.lines[2].amount.value.clone();
    assert_eq!(found(&plan, today())[0], rules::FP_NO_RATE);
}

#[test]
fn minor_units_are_those_of_the_currency_and_a_rate_is_above_zero_and_of_the_past() {
    for (money, rule) in [
        (euros("0.005"), rules::FP_AMOUNT),
        (euros("0"), rules::FP_AMOUNT),
        (euros("-1"), rules::FP_AMOUNT),
        (euros("1000000000000.01"), rules::FP_AMOUNT),
        (francs("0.5"), rules::FP_AMOUNT),
        (Money { currency: "EURO".into(), ..euros("1") }, rules::CV_CURRENCY),
    ] {
        let checked = money::check(&money, "EUR", today(), "lines.0", false);
        assert_eq!(checked.expect_err("refused").rule, rule, "{money:?}");
    }
    let with = |on, rate: &str| {
        let value = Conversion { on, rate: number(rate), source: "BCE".into() };
        money::check(&Money { value: Some(value), ..francs("1") }, "EUR", today(), "", false)
    };
    assert!(with(today(), "0.0015244902").is_ok());
    for rate in ["0", "-1", "0.12345678901", "1000001", "1234567.890123"] {
        assert_eq!(with(today(), rate).expect_err("refused").rule, rules::FP_RATE, "{rate}");
    }
    let tomorrow = date(2025, 6, 17);
    assert_eq!(with(tomorrow, "1").expect_err("refused").rule, rules::C_FUTURE_DATE);
}

#[test]
fn half_a_minor_unit_is_rounded_up_and_the_fixed_rate_is_exact() {
    assert_eq!(francs("655957").in_reference("EUR"), number("1000.00"));
    let value = Some(Conversion { on: today(), rate: number("0.005"), source: "x".into() });
    assert_eq!(Money { value, ..francs("1") }.in_reference("EUR"), number("0.01"));
    assert_eq!(francs("1000000000001").in_reference("EUR"), Decimal::ZERO, "out of bounds");
}

#[test]
fn a_change_voids_consents_and_what_all_agreed_to_holds_until_all_agree_again() {
    let mut story = Story::agreed(draft());
    let mut more = draft();
    more.lines[0].amount = euros("10001");
    let command = revision(&story.state, balanced(more));
    assert_eq!(story.remarks(NIGER, &command)[0], rules::C_VOIDED);
    let stale = story.state.clone();
    story.done(NIGER, command);
    assert_eq!((story.state.consents.len(), &story.state.agreed), (0, &stale.agreed));
    assert_eq!(story.refused(LOIRE, consent(&stale)), rules::C_STALE_TEXT);
    assert_eq!(story.refused(LOIRE, revision(&stale, draft())), rules::C_STALE_TEXT);
    let same = Draft::from(story.state.present.clone().expect("a plan"));
    assert_eq!(story.refused(LOIRE, revision(&story.state, same)), rules::C_SAME_TEXT);
    assert!(story.state.pending());
}

#[test]
fn a_consent_is_taken_back_before_all_have_consented_and_not_after() {
    let mut story = Story::of(draft());
    let back = || Command::Plan(PlanCommand::WithdrawConsent { reason: why() });
    assert_eq!(story.refused(LOIRE, back()), rules::C_NO_CONSENT);
    let command = consent(&story.state);
    story.done(LOIRE, command.clone());
    story.done(LOIRE, back());
    story.done(LOIRE, command.clone());
    story.done(NIGER, command);
    assert_eq!(story.refused(LOIRE, back()), rules::FP_AGREED);
}

#[test]
fn a_project_has_one_plan_and_needs_to_go_on() {
    let mut story = Story::of(draft());
    assert_eq!(story.refused(NIGER, proposal(two(), draft())), rules::FP_EXISTS);
    assert_eq!(story.refused(STRANGER, consent(&story.state)), rules::C_NOT_A_PARTY);
    story.given.open = false;
    assert_eq!(story.refused(LOIRE, consent(&story.state)), rules::FP_PROJECT_CLOSED);
    let told = possible(&story.state, LOIRE, &story.given, today());
    assert!(told.iter().all(|one| one.refused.is_some()), "{told:?}");
}

#[test]
fn the_hash_says_the_amounts_whatever_the_order_of_rows_and_the_zeros_behind() {
    let mut other = draft();
    other.lines.reverse();
    other.expenses.reverse();
    other.expenses[0].amount = euros("10000.00");
    assert_eq!(hash_of(&draft()), hash_of(&other));
    other.lines[0].amount.value =
        francs("1").value.map(|value| Conversion { on: date(2025, 6, 2), ..value });
    assert_ne!(hash_of(&draft()), hash_of(&other), "the value date is part of it");
}

#[test]
fn rows_are_whole_and_tranches_are_the_whole_of_their_line() {
    let changed = |change: fn(&mut Draft)| {
        let mut plan = draft();
        change(&mut plan);
        found(&plan, today())
    };
    assert!(changed(|plan| plan.lines[1].number = 1).contains(&rules::FP_NUMBER));
    assert!(changed(|plan| plan.expenses[0].number = 0).contains(&rules::FP_NUMBER));
    assert!(changed(|plan| plan.lines[0].party = STRANGER).contains(&rules::FP_PARTY));
    assert!(changed(|plan| plan.lines[0].year = 20).contains(&rules::FP_YEAR));
    assert!(changed(|plan| plan.lines[1].nature = Nature::Own).contains(&rules::FP_NATURE));
    assert!(changed(|plan| plan.lines.clear()).contains(&rules::FP_EMPTY));
    assert_eq!(changed(|plan| plan.reference = "EU".into()), [rules::CV_CURRENCY]);
    let parts = |first: &str| {
        let of = |text: &str| Tranche { due: today(), amount: number(text), condition: None };
        let mut plan = draft();
        plan.lines[1].tranches = vec![of(first), of("1000")];
        found(&plan, today())
    };
    assert!(parts("4000.01").contains(&rules::FP_TRANCHES));
    assert!(!parts("4000").contains(&rules::FP_TRANCHES));
    assert!(parts("-1").contains(&rules::FP_AMOUNT));
}

#[test]
fn tranches_that_miss_their_line_are_told_in_its_currency_which_need_not_be_that_of_the_plan() {
    let part = Tranche { due: today(), amount: number("655000"), condition: None };
    let mut plan = draft();
    plan.lines[2].tranches = vec![part];
    let all = checks(&plan, &two(), &given(&two()), today());
    let told = all.iter().find(|one| one.rule == rules::FP_TRANCHES).expect("a finding");
    assert_eq!(
        told.message(Lang::Fr),
        "Les tranches font 655\u{202f}000\u{a0}XOF ; la ligne, 655\u{202f}957\u{a0}XOF."
    );
}
