//! Reports: what people add to the record, each side in its own words.

use super::*;
use crate::rules::*;

fn half(kind: ReportKind) -> Reporting {
    Reporting { kind, from: date(2025, 1, 1), to: date(2025, 6, 1) }
}

fn write(report: Reporting, part: ReportPart, words: &str) -> Command {
    Command::WriteReport { report, part, text: fr(words) }
}

#[test]
fn each_side_writes_its_own_words_and_no_other_s() {
    let mut story = Story::running(&two());
    let report = half(ReportKind::Interim);
    story.done(LOIRE, write(report, ReportPart::Conclusions, "Le réseau tient"));
    story.done(NIGER, write(report, ReportPart::Conclusions, "Les bornes servent"));
    story.done(LOIRE, write(report, ReportPart::Conclusions, "Le réseau tient bien"));
    let said: Vec<_> =
        story.state.written.iter().map(|one| (one.by.0, one.text[0].text.as_str())).collect();
    assert_eq!(said, [(2, "Les bornes servent"), (1, "Le réseau tient bien")]);
}

#[test]
fn words_belong_to_one_report_its_kind_and_its_period() {
    let mut story = Story::running(&two());
    let interim = half(ReportKind::Interim);
    let later = Reporting { to: date(2025, 6, 10), ..interim };
    for report in [interim, later, half(ReportKind::Final)] {
        story.done(NIGER, write(report, ReportPart::Prospects, "Continuer"));
    }
    assert_eq!(story.state.written.len(), 3);
}

#[test]
fn what_says_nothing_new_is_refused() {
    let mut story = Story::running(&two());
    let command = write(half(ReportKind::Interim), ReportPart::Difficulties, "La pluie");
    story.done(LOIRE, command.clone());
    assert_eq!(story.refused(LOIRE, command.clone()), C_SAME_TEXT);
    story.done(NIGER, command);
    let empty = write(half(ReportKind::Interim), ReportPart::Prospects, "  ");
    assert_eq!(story.refused(LOIRE, empty), C_EMPTY_TEXT);
}

#[test]
fn a_report_is_of_days_that_have_passed_in_their_order() {
    let story = Story::running(&two());
    let of = |from, to| {
        let report = Reporting { kind: ReportKind::Interim, from, to };
        story.refused(LOIRE, write(report, ReportPart::Conclusions, "Oui"))
    };
    assert_eq!(of(date(2025, 6, 2), date(2025, 6, 1)), C_DATES);
    assert_eq!(of(date(2025, 6, 2), date(2025, 6, 20)), C_FUTURE_DATE);
}

#[test]
fn a_report_is_written_once_the_work_began_and_also_after_its_end() {
    let mut story = Story::agreed(&two());
    let command = || write(half(ReportKind::Final), ReportPart::Conclusions, "Dix bornes servent");
    assert_eq!(story.refused(LOIRE, command()), PJ_NOT_RUNNING);
    story.done(LOIRE, Command::Start { on: today() });
    let close = Command::Close { on: today(), reason: why(), lessons: "Commencer petit".into() };
    story.done(NIGER, close);
    story.done(LOIRE, command());
    assert_eq!(story.refused(STRANGER, command()), C_NOT_A_PARTY);
}

#[test]
fn the_parts_of_all_reports_of_a_project_are_bounded() {
    let mut story = Story::running(&two());
    let mut day = date(2024, 1, 1);
    for _ in 0..limits::REPORT_PARTS {
        let report = Reporting { kind: ReportKind::Interim, from: day, to: day };
        story.done(LOIRE, write(report, ReportPart::Conclusions, "Un jour"));
        day = day.tomorrow().expect("a calendar goes on");
    }
    let report = half(ReportKind::Interim);
    assert_eq!(story.refused(LOIRE, write(report, ReportPart::Prospects, "Encore")), C_TOO_MANY);
}
