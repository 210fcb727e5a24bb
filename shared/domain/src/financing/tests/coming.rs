//! Money that comes: confirmed, committed, disbursed, paid; corrected by name.

use super::*;

fn voted(expense: u16, reference: &str) -> Command {
    let (on, reference) = (today(), reference.to_owned());
    Command::Subsidy(SubsidyCommand::Vote { expense, on, reference })
}

fn signed(expense: u16) -> Command {
    let (on, reference) = (today(), "CV-1".to_owned());
    Command::Subsidy(SubsidyCommand::Sign { expense, on, reference })
}

fn paid(expense: u16, amount: &str) -> Command {
    let entry = Box::new(entry(euros(amount)));
    Command::Subsidy(SubsidyCommand::Pay { expense, entry })
}

/// The plan with its first expense as a subsidy of the French town.
fn with_subsidy(amount: &str, cofinanced: bool) -> Draft {
    let mut plan = draft();
    plan.lines[0].amount = euros("60000");
    plan.expenses[0].amount = euros(amount);
    let association = "Les Amis du fleuve".to_owned();
    plan.expenses[0].subsidy = Some(Subsidy { association, cofinanced, mission: true });
    balanced(plan)
}

#[test]
fn no_more_is_committed_than_confirmed_nor_disbursed_than_committed() {
    let mut story = Story::agreed(draft());
    assert_eq!(story.refused(LOIRE, record(1, Step::Committed, euros("1"))), rules::FP_COMMITTED);
    story.done(LOIRE, record(1, Step::Confirmed, euros("9000")));
    assert_eq!(
        story.refused(LOIRE, record(1, Step::Committed, euros("9000.01"))),
        rules::FP_COMMITTED
    );
    story.done(LOIRE, record(1, Step::Committed, euros("5000")));
    let refusal = story.try_by(LOIRE, record(1, Step::Disbursed, euros("5000.01")));
    assert_eq!(refusal.expect_err("refused").detail, ["sum.5000.00 EUR"]);
    story.done(LOIRE, record(1, Step::Disbursed, euros("4999.99")));
    assert_eq!(
        story.refused(LOIRE, record(1, Step::Disbursed, euros("0.02"))),
        rules::FP_DISBURSED
    );
    story.done(LOIRE, record(1, Step::Disbursed, euros("0.01")));
    assert_eq!(steps(&story.state, 1, LOIRE), [Step::Confirmed, Step::Committed]);
    assert!(steps(&story.state, 1, NIGER).is_empty());
}

#[test]
fn confirmation_is_offered_only_while_something_is_left_to_confirm() {
    let mut story = Story::agreed(draft());
    let line = story.state.agreed.as_ref().and_then(|plan| plan.line(1)).expect("agreed");
    let planned = line.amount.clone();
    let most = Money { amount: planned.amount - Decimal::ONE_HUNDRED, ..planned.clone() };
    story.done(LOIRE, record(1, Step::Confirmed, most));
    assert_eq!(steps(&story.state, 1, LOIRE), [Step::Confirmed, Step::Committed]);
    let last = story.recorded(LOIRE, record(1, Step::Confirmed, euros("100")));
    assert_eq!(steps(&story.state, 1, LOIRE), [Step::Committed], "nothing is left to confirm");
    let more = record(1, Step::Confirmed, euros("0.01"));
    assert_eq!(story.remarks(LOIRE, &more), [rules::FP_ABOVE_PLAN], "more is said, not offered");
    let less = story.recorded(LOIRE, correct(last, euros("99.99")));
    assert_eq!(steps(&story.state, 1, LOIRE), [Step::Confirmed, Step::Committed]);
    story.done(LOIRE, correct(less, euros("100")));
    story.done(LOIRE, record(1, Step::Committed, planned.clone()));
    assert_eq!(steps(&story.state, 1, LOIRE), [Step::Disbursed]);
    story.done(LOIRE, record(1, Step::Disbursed, planned));
    assert!(steps(&story.state, 1, LOIRE).is_empty(), "all of it has come");
}

#[test]
fn a_correction_names_what_it_replaces_and_leaves_no_more_disbursed_than_committed() {
    let mut story = Story::agreed(draft());
    story.done(LOIRE, record(1, Step::Confirmed, euros("9000")));
    let committed = story.recorded(LOIRE, record(1, Step::Committed, euros("5000")));
    story.done(LOIRE, record(1, Step::Disbursed, euros("4000")));
    assert_eq!(story.refused(LOIRE, correct(committed, euros("3999.99"))), rules::FP_DISBURSED);
    assert_eq!(story.refused(NIGER, correct(committed, euros("4000"))), rules::FP_OWN_LINE);
    let second = story.recorded(LOIRE, correct(committed, euros("4000")));
    assert_eq!(story.state.entries.len(), 4, "nothing is overwritten");
    let old = story.state.entries.iter().find(|one| one.id == committed);
    assert_eq!(old.and_then(|old| old.corrected_by), Some(second));
    assert_eq!(story.refused(LOIRE, correct(committed, euros("4500"))), rules::R_18);
}

#[test]
fn r_18_asks_where_money_moves_for_an_institution_and_a_reason() {
    let mut story = Story::agreed(draft());
    story.done(LOIRE, record(1, Step::Confirmed, euros("9000")));
    story.done(LOIRE, record(1, Step::Committed, euros("9000")));
    let with = |change: fn(&mut Entry)| {
        let mut entry = entry(euros("1"));
        change(&mut entry);
        let (line, step, entry) = (1, Step::Disbursed, Box::new(entry));
        story.refused(LOIRE, Command::Entry(EntryCommand::Record { line, step, entry }))
    };
    assert_eq!(with(|entry| entry.payee = None), rules::FP_PAYEE);
    assert_eq!(with(|entry| entry.payee = Some("x@y.example".into())), rules::FP_PAYEE);
    assert_eq!(with(|entry| entry.payee = Some("FR76 3000 1007".into())), rules::FP_PAYEE);
    assert_eq!(with(|entry| entry.reason = " ".into()), rules::C_REASON);
    assert_eq!(with(|entry| entry.document = Some(hash("letter"))), rules::FP_DOCUMENT);
    assert_eq!(with(|entry| entry.on = date(2025, 6, 17)), rules::C_FUTURE_DATE);
    assert_eq!(with(|entry| entry.tranche = Some(1)), rules::FP_UNKNOWN);
    assert_eq!(with(|entry| entry.amount.currency = "USD".into()), rules::FP_ENTRY_CURRENCY);
}

#[test]
fn money_is_recorded_on_an_agreed_plan_by_the_side_that_carries_the_line() {
    let mut story = Story::of(draft());
    let command = || record(3, Step::Confirmed, francs("1"));
    assert_eq!(story.refused(NIGER, command()), rules::FP_AGREE_FIRST);
    for town in [LOIRE, NIGER] {
        let command = consent(&story.state);
        story.done(town, command);
    }
    assert_eq!(story.refused(LOIRE, command()), rules::FP_OWN_LINE);
    assert_eq!(story.refused(NIGER, record(9, Step::Confirmed, euros("1"))), rules::FP_UNKNOWN);
    let mut bare = francs("1");
    bare.value = None;
    assert_eq!(story.refused(NIGER, record(3, Step::Confirmed, bare)), rules::FP_VALUE_DATE);
    story.done(NIGER, command());
    // Last payments come after the end of a project.
    story.given.open = false;
    story.done(NIGER, command());
}

#[test]
fn a_line_with_records_keeps_its_source_party_and_currency() {
    let mut story = Story::agreed(draft());
    story.done(LOIRE, record(2, Step::Confirmed, euros("5000")));
    let mut gone = draft();
    gone.lines.remove(1);
    assert_eq!(story.refused(LOIRE, revision(&story.state, balanced(gone))), rules::FP_IN_USE);
    let mut less = draft();
    less.lines[1].amount = euros("4000");
    let command = revision(&story.state, balanced(less));
    story.done(LOIRE, command);
}

#[test]
fn a_revision_that_drops_a_line_is_no_longer_agreed_to_once_money_came_on_it() {
    let mut story = Story::agreed(draft());
    let mut gone = draft();
    gone.lines.remove(1);
    let command = revision(&story.state, balanced(gone));
    story.done(LOIRE, command);
    story.done(LOIRE, record(2, Step::Confirmed, euros("5000")));
    assert_eq!(story.refused(NIGER, consent(&story.state)), rules::FP_IN_USE);
}

#[test]
fn more_than_planned_and_others_money_first_are_remarked_upon() {
    let mut story = Story::agreed(draft());
    let above = record(2, Step::Confirmed, euros("5000.01"));
    assert_eq!(story.remarks(LOIRE, &above), [rules::FP_ABOVE_PLAN]);
    story.done(LOIRE, record(2, Step::Confirmed, euros("5000")));
    let early = record(2, Step::Committed, euros("5000"));
    assert_eq!(story.remarks(LOIRE, &early), [rules::FP_OWN_FIRST]);
    story.done(LOIRE, record(1, Step::Confirmed, euros("1")));
    assert!(story.remarks(LOIRE, &early).is_empty());
}

#[test]
fn a_tranche_is_due_until_it_has_come_whole() {
    let mut plan = draft();
    let of = |day, text: &str| Tranche { due: day, amount: number(text), condition: None };
    plan.lines[1].tranches = vec![of(date(2025, 6, 1), "4000"), of(date(2026, 6, 1), "1000")];
    let mut story = Story::agreed(plan);
    story.done(LOIRE, record(2, Step::Confirmed, euros("5000")));
    story.done(LOIRE, record(2, Step::Committed, euros("5000")));
    let received = |amount: &str| {
        let entry = Box::new(Entry { tranche: Some(1), ..entry(euros(amount)) });
        Command::Entry(EntryCommand::Record { line: 2, step: Step::Disbursed, entry })
    };
    story.done(LOIRE, received("3000"));
    let open = due(&story.state);
    assert_eq!((open.len(), open[0].tranche, open[0].missing), (2, 1, number("1000")));
    story.done(LOIRE, received("1000"));
    assert_eq!(due(&story.state).len(), 1);
}

#[test]
fn r_15_pays_no_subsidy_without_a_vote() {
    let mut story = Story::agreed(with_subsidy("20000", false));
    assert_eq!(story.refused(LOIRE, paid(1, "20000")), rules::R_15);
    assert_eq!(story.refused(NIGER, voted(1, "2025-9")), rules::C_OWN_COUNCIL);
    assert_eq!(story.refused(LOIRE, voted(2, "2025-9")), rules::FP_UNKNOWN);
    story.done(LOIRE, voted(1, "2025-9"));
    assert_eq!(story.refused(LOIRE, voted(1, "2025-9")), rules::FP_RECORDED);
    assert_eq!(story.refused(LOIRE, paid(1, "20000.01")), rules::FP_PAID);
    story.done(LOIRE, paid(1, "20000"));
}

#[test]
fn r_16_asks_for_a_convention_above_the_threshold_and_for_any_cofinanced_subsidy() {
    for (amount, cofinanced, needed) in
        [("23000", false, false), ("23000.01", false, true), ("1", true, true)]
    {
        let mut story = Story::agreed(with_subsidy(amount, cofinanced));
        story.done(LOIRE, voted(1, "2025-9"));
        let tried = story.try_by(LOIRE, paid(1, amount));
        assert_eq!(tried.err().map(|found| found.rule), needed.then_some(rules::R_16), "{amount}");
        story.done(LOIRE, signed(1));
        story.done(LOIRE, paid(1, amount));
    }
}

#[test]
fn r_16_is_the_threshold_of_the_day_of_the_vote() {
    let plan = with_subsidy("30000", false);
    let needs = |day| checks::needs_convention(&plan.expenses[0], "EUR", day);
    assert!(!needs(date(2001, 6, 5)));
    assert!(needs(date(2001, 6, 6)));
    let cofinanced = with_subsidy("1", true);
    let needs = |day| checks::needs_convention(&cofinanced.expenses[0], "EUR", day);
    assert!(!needs(date(2001, 6, 5)) && needs(date(2001, 6, 6)));
}

#[test]
fn r_17_advises_a_convention_below_the_threshold_where_a_mission_is_given() {
    assert!(found(&with_subsidy("23000", false), today()).contains(&rules::R_17));
    assert!(!found(&with_subsidy("23000.01", false), today()).contains(&rules::R_17));
    let mut plain = with_subsidy("23000", false);
    plain.expenses[0].subsidy.as_mut().expect("a subsidy").mission = false;
    assert!(!found(&plain, today()).contains(&rules::R_17));
    assert!(found(&plain, today()).contains(&rules::FP_SUBSIDY));
}

#[test]
fn what_is_spent_counts_by_item_and_may_be_more_than_was_planned_which_is_said() {
    let mut story = Story::agreed(draft());
    assert_eq!(story.remarks(LOIRE, &spend(1, euros("6000"))), []);
    let first = story.recorded(LOIRE, spend(1, euros("5999.99")));
    assert_eq!(story.remarks(LOIRE, &spend(1, euros("0.01"))), []);
    let more = spend(1, euros("0.02"));
    assert_eq!(story.remarks(LOIRE, &more), [rules::FP_OVERSPENT]);
    story.done(LOIRE, more);
    let all = |story: &Story| {
        let plan = story.state.agreed.clone().expect("agreed");
        let Outlay { planned, paid } =
            sums("EUR", &plan.lines, &plan.expenses, &story.state.entries, &two()).expenses;
        (planned, paid)
    };
    assert_eq!(all(&story), (number("16000"), number("6000.01")));
    story.done(LOIRE, correct(first, euros("0")));
    assert_eq!(
        all(&story),
        (number("16000"), number("0.02")),
        "what was taken back counts no more"
    );
}

#[test]
fn what_is_spent_is_recorded_by_the_side_that_spends_it_once_all_agreed_with_day_reason_and_receiver()
 {
    let mut story = Story::of(draft());
    assert_eq!(story.refused(LOIRE, spend(1, euros("1"))), rules::FP_AGREE_FIRST);
    for town in [LOIRE, NIGER] {
        let command = consent(&story.state);
        story.done(town, command);
    }
    assert_eq!(story.refused(NIGER, spend(1, euros("1"))), rules::FP_OWN_LINE);
    assert_eq!(story.refused(LOIRE, spend(9, euros("1"))), rules::FP_UNKNOWN);
    assert_eq!(story.refused(LOIRE, spend(1, francs("1"))), rules::FP_ENTRY_CURRENCY);
    assert_eq!(story.refused(LOIRE, spend(1, euros("0"))), rules::FP_AMOUNT);
    let with = |change: fn(&mut Entry)| {
        let mut entry = entry(euros("1"));
        change(&mut entry);
        let entry = Box::new(entry);
        story.refused(LOIRE, Command::Entry(EntryCommand::Spend { expense: 1, entry }))
    };
    assert_eq!(with(|entry| entry.payee = None), rules::FP_PAYEE);
    assert_eq!(with(|entry| entry.reason = " ".into()), rules::C_REASON);
    assert_eq!(with(|entry| entry.on = date(2025, 6, 17)), rules::C_FUTURE_DATE);
    // Bills come after the end of a project.
    story.given.open = false;
    story.done(LOIRE, spend(1, euros("1")));
}

#[test]
fn a_subsidy_is_not_spent_past_its_vote_and_an_item_with_records_does_not_become_one() {
    let story = Story::agreed(with_subsidy("20000", false));
    assert_eq!(story.refused(LOIRE, spend(1, euros("1"))), rules::FP_IS_SUBSIDY);
    let mut story = Story::agreed(draft());
    story.done(LOIRE, spend(1, euros("1")));
    let mut changed = draft();
    changed.expenses[0].subsidy = Some(Subsidy {
        association: "Les Amis du fleuve".into(),
        cofinanced: false,
        mission: true,
    });
    assert_eq!(story.refused(LOIRE, revision(&story.state, changed)), rules::FP_IN_USE);
    let mut dropped = draft();
    dropped.expenses.remove(0);
    assert_eq!(story.refused(LOIRE, revision(&story.state, balanced(dropped))), rules::FP_IN_USE);
}
