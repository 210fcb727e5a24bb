//! Tests of the rows of twinnings and of agreeing.

use super::*;
use crate::cooperation::fixtures::{ANDES, LOIRE, NIGER, fact};

/// The identifiers as they are written in the source.
fn written() -> Vec<&'static str> {
    let source = include_str!("ids.rs");
    source.lines().filter_map(|line| line.split("RuleId(\"").nth(1)?.split('"').next()).collect()
}

#[test]
fn every_identifier_has_one_row_and_every_row_an_identifier() {
    let mut rows: Vec<_> = rows().map(|row| row.id.0).filter(|id| !id.starts_with("P-")).collect();
    let mut ids = written();
    rows.sort_unstable();
    ids.sort_unstable();
    assert_eq!(ids, rows);
}

#[test]
fn the_seven_rules_of_twinning_are_there_and_only_three_of_them_refuse() {
    let refusing: Vec<_> =
        TWINNING.iter().filter(|row| row.severity == Severity::Block).map(|row| row.id).collect();
    assert_eq!(TWINNING.len(), 7);
    assert_eq!(refusing, [T_1, T_4, T_5]);
}

#[test]
fn a_gate_is_told_once_to_those_whose_country_knows_it() {
    let found = gates(&[fact(LOIRE), fact(ANDES), fact(ANDES), fact(NIGER)]);
    assert_eq!(found.iter().map(|gate| gate.rule.0).collect::<Vec<_>>(), ["P-PE"]);
}

#[test]
fn a_refusal_speaks_three_languages_and_names_what_is_missing() {
    use crate::text::Lang;
    let refusal = Refusal { rule: T_5, path: None, detail: vec!["Mopti".to_owned()] };
    for lang in [Lang::Fr, Lang::En, Lang::Es] {
        assert!(refusal.message(lang).contains("Mopti") && !refusal.way_out(lang).is_empty());
    }
}
