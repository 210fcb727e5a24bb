//! Each rule of law on both sides of its line, in the parties of an act.

use std::collections::BTreeSet;

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::cooperation::{CouncilDecision, Party, PartyRole, Side, Theme, Vote};
use crate::partnership::Benefit;
use crate::territory::Status;
use crate::text::{Lang, LocalText};

const TODAY: Date = date(2026, 6, 1);

fn party(name: &str, kind: Kind, country: &str) -> PartyFacts {
    PartyFacts {
        organisation: OrganisationId(Uuid::from_u128(1)),
        name: name.to_owned(),
        kind,
        country: country.to_owned(),
        population: None,
        profile: Profile::default(),
        territory: Vec::new(),
        superseded: false,
    }
}

fn commune() -> PartyFacts {
    party("Valmont", Kind::Commune, "FR")
}

fn abroad() -> PartyFacts {
    party("Riverside", Kind::ForeignLocalAuthority, "SN")
}

fn fact(status: Status) -> Fact {
    Fact {
        status,
        seen_from: "FR".to_owned(),
        from: Some(date(2020, 1, 1)),
        until: Some(date(2025, 12, 31)),
        source: "acte 7".to_owned(),
    }
}

fn themes(codes: &[&str]) -> Vec<Theme> {
    codes.iter().map(|code| Theme((*code).to_owned())).collect()
}

fn ids(found: &[crate::Refusal]) -> Vec<RuleId> {
    found.iter().map(|finding| finding.rule).collect()
}

fn screened(parties: &[PartyFacts], on: Date) -> Vec<RuleId> {
    ids(&screen(parties, &themes(&["1.2"]), on))
}

fn text(lang: &str, text: &str) -> LocalText {
    LocalText { lang: lang.to_owned(), text: text.to_owned() }
}

fn decision() -> CouncilDecision {
    let some = |words: &str| Some(words.to_owned());
    CouncilDecision {
        organisation: OrganisationId(Uuid::from_u128(1)),
        outcome: Vote::Adopted,
        on: date(2026, 3, 1),
        reference: None,
        motives: some("rapprocher les habitants"),
        modalities: some("échanges"),
        financial_means: some("aucun"),
        text: None,
    }
}

#[test]
fn every_rule_has_one_row_with_words_in_three_languages_and_a_source() {
    let mut seen = BTreeSet::new();
    for rule in all() {
        assert!(seen.insert(rule.id.0), "{} twice", rule.id);
        assert!(!rule.source.trim().is_empty(), "{}", rule.id);
        for words in [&rule.statement, &rule.way_out] {
            for lang in [Lang::Fr, Lang::En, Lang::Es] {
                assert!(words.in_lang(lang).len() > 8, "{} {lang:?}", rule.id);
            }
        }
    }
}

#[test]
fn the_gaps_of_a_rule_are_the_same_in_every_language() {
    for rule in all() {
        let gaps = |lang| rule.statement.in_lang(lang).matches("{}").count();
        assert_eq!(gaps(Lang::Fr), gaps(Lang::En), "{}", rule.id);
        assert_eq!(gaps(Lang::Fr), gaps(Lang::Es), "{}", rule.id);
    }
}

#[test]
fn the_rules_of_the_guide_are_all_there() {
    let guide = (1..=14).chain([27, 28, 31, 36]).map(|n| format!("R-{n:02}"));
    for id in guide {
        assert!(LAW.iter().any(|rule| rule.id.0 == id), "{id}");
    }
    for id in (15..=25).chain([29]).map(|n| format!("R-{n:02}")) {
        assert!(MONEY.iter().any(|rule| rule.id.0 == id), "{id}");
    }
}

#[test]
fn a_rule_is_in_force_from_its_first_day_to_its_last() {
    let law = Rule {
        valid_from: Some(date(2000, 1, 1)),
        valid_until: Some(date(2010, 12, 31)),
        ..*rule(R_09)
    };
    assert!(!law.in_force(date(1999, 12, 31)));
    assert!(law.in_force(date(2000, 1, 1)));
    assert!(law.in_force(date(2010, 12, 31)));
    assert!(!law.in_force(date(2011, 1, 1)));
}

#[test]
fn rules_of_french_law_bind_the_overseas_too_and_nobody_else() {
    assert!(rule(R_04).binds("FR"));
    assert!(rule(R_04).binds("re"));
    assert!(!rule(R_04).binds("SN"));
    assert!(rule(R_28).binds("SN"));
}

#[test]
fn two_ordinary_towns_are_not_remarked_upon() {
    assert!(screened(&[commune(), abroad()], TODAY).is_empty());
}

#[test]
fn r_01_asks_for_the_motives_and_modalities_of_an_adopted_deliberation() {
    assert!(deliberation_complete(&commune(), Some(&decision()), TODAY).is_empty());
    let short = CouncilDecision { motives: None, modalities: Some("  ".into()), ..decision() };
    let found = deliberation_complete(&commune(), Some(&short), TODAY);
    assert_eq!(ids(&found), [R_01]);
    assert!(found[0].message(Lang::En).contains("motives, modalities missing"));
    assert!(found[0].message(Lang::Fr).contains("Valmont"));
}

#[test]
fn r_02_asks_for_an_adopted_vote() {
    assert_eq!(ids(&deliberation_complete(&commune(), None, TODAY)), [R_02]);
    let rejected = CouncilDecision { outcome: Vote::Rejected, ..decision() };
    assert_eq!(ids(&deliberation_complete(&commune(), Some(&rejected), TODAY)), [R_02]);
}

#[test]
fn r_01_and_r_02_hold_since_the_law_of_1992_and_bind_no_foreign_town() {
    assert!(deliberation_complete(&commune(), None, date(1992, 2, 5)).is_empty());
    assert_eq!(ids(&deliberation_complete(&commune(), None, date(1992, 2, 6))), [R_02]);
    assert!(deliberation_complete(&abroad(), None, TODAY).is_empty());
}

#[test]
fn r_03_and_r_36_are_told_to_each_french_authority() {
    let parties = [commune(), abroad(), party("Aval", Kind::Region, "FR")];
    let found = formalities(&parties, TODAY);
    let of = |id| found.iter().filter(|finding| finding.rule == id).count();
    assert_eq!((of(R_03), of(R_36)), (2, 2));
    assert!(formalities(&[abroad()], TODAY).is_empty());
    let before = formalities(&parties, date(1990, 1, 1));
    assert!(!ids(&before).contains(&R_03), "the law of 1992 was not there");
}

#[test]
fn r_04_asks_for_an_original_in_french_when_a_french_authority_signs() {
    let parties = [abroad(), commune()];
    let written = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
    let missing = french_original(&written(&["en"]), &parties);
    assert_eq!(missing.map(|finding| finding.rule), Some(R_04));
    assert_eq!(french_original(&written(&["en", "fr-FR"]), &parties), None);
    assert_eq!(french_original(&written(&["en"]), &[abroad()]), None);
    assert!(french_original(&written(&["frp"]), &parties).is_some(), "Arpitan is not French");
}

#[test]
fn r_05_asks_for_a_name_of_every_party() {
    assert_eq!(
        screened(&[commune(), party(" ", Kind::ForeignLocalAuthority, "SN")], TODAY),
        [R_05]
    );
}

#[test]
fn r_06_takes_an_object_in_general_words() {
    let parties = [commune(), abroad()];
    assert_eq!(object_stated(&[], &parties).map(|finding| finding.rule), Some(R_06));
    assert_eq!(object_stated(&[text("fr", "Mieux se connaître")], &parties), None);
    assert_eq!(object_stated(&[], &[abroad()]), None);
}

#[test]
fn r_07_and_r_14_only_inform() {
    let found = formalities(&[commune()], TODAY);
    for id in [R_07, R_14] {
        let finding = found.iter().find(|finding| finding.rule == id).expect("told");
        assert_eq!(finding.severity(), Severity::Inform);
    }
}

#[test]
fn r_08_takes_none_for_an_answer_and_silence_for_none() {
    let silent = CouncilDecision { financial_means: None, ..decision() };
    assert_eq!(ids(&deliberation_complete(&commune(), Some(&silent), TODAY)), [R_08]);
    let zero = CouncilDecision { financial_means: Some("0 €".into()), ..decision() };
    assert!(deliberation_complete(&commune(), Some(&zero), TODAY).is_empty());
}

#[test]
fn r_09_refuses_a_sovereign_state_and_takes_a_federated_one() {
    let state = party("Republic of Somewhere", Kind::State, "BR");
    let found = screen(&[commune(), state.clone()], &[], TODAY);
    assert_eq!(ids(&found), [R_09]);
    assert_eq!(found[0].path.as_deref(), Some("parties.1.organisation"));
    assert!(found[0].message(Lang::Es).contains("Republic of Somewhere"));
    assert_eq!(screened(&[party("Ministry", Kind::StateService, "BR"), commune()], TODAY), [R_09]);
    assert!(screened(&[commune(), party("Minas", Kind::FederatedState, "BR")], TODAY).is_empty());
    assert!(
        screened(&[abroad(), state.clone()], TODAY).is_empty(),
        "no French party, no French law"
    );
    assert!(screened(&[commune(), state], date(1992, 2, 5)).is_empty());
}

#[test]
fn r_09_leaves_the_french_state_itself_alone() {
    assert!(
        screened(&[commune(), party("Préfecture", Kind::StateService, "FR")], TODAY).is_empty()
    );
}

#[test]
fn r_09_warns_an_overseas_authority_since_the_law_of_2016() {
    let state = party("Republic of Somewhere", Kind::State, "BR");
    let mut guyane = party("Outremer", Kind::OverseasCollectivity, "GF");
    assert_eq!(screened(&[guyane.clone(), state.clone()], date(2016, 12, 5)), [R_09_OVERSEAS]);
    assert_eq!(rule(R_09_OVERSEAS).severity, Severity::Warn);
    let mixed = screened(&[guyane.clone(), commune(), state.clone()], TODAY);
    assert_eq!(mixed, [R_09], "a town of the mainland gets no share of the exception");
    let before = screened(&[guyane.clone(), state.clone()], date(2016, 12, 4));
    assert_eq!(before, [R_09], "before the exception the rule was whole");
    guyane.kind = Kind::Region;
    assert_eq!(screened(&[guyane.clone(), state.clone()], TODAY), [R_09]);
    guyane.profile.overseas = true;
    assert_eq!(screened(&[guyane, state], TODAY), [R_09_OVERSEAS]);
}

#[test]
fn r_10_refuses_an_unrecognised_entity_while_the_fact_holds() {
    let entity = PartyFacts { territory: vec![fact(Status::NotRecognised)], ..abroad() };
    let parties = [commune(), entity];
    assert!(screened(&parties, date(2019, 12, 31)).is_empty());
    assert_eq!(screened(&parties, date(2020, 1, 1)), [R_10]);
    assert_eq!(screened(&parties, date(2025, 12, 31)), [R_10]);
    assert!(screened(&parties, date(2026, 1, 1)).is_empty());
    let message = screen(&parties, &[], date(2022, 1, 1))[0].message(Lang::Fr);
    assert!(message.contains("Riverside") && message.contains("acte 7"), "{message}");
}

#[test]
fn r_10_is_what_the_partners_own_state_says() {
    let entity = PartyFacts { territory: vec![fact(Status::NotRecognised)], ..abroad() };
    let day = date(2022, 1, 1);
    let german = party("Neustadt", Kind::ForeignLocalAuthority, "DE");
    assert!(screened(&[german, entity.clone()], day).is_empty());
    assert_eq!(screened(&[party("Outremer", Kind::Region, "RE"), entity], day), [R_10]);
}

#[test]
fn r_11_refuses_a_sanctioned_territory_while_the_fact_holds() {
    let entity = PartyFacts { territory: vec![fact(Status::Sanctioned)], ..abroad() };
    let parties = [entity, commune()];
    assert_eq!(screened(&parties, date(2023, 5, 5)), [R_11]);
    assert!(screened(&parties, TODAY).is_empty());
}

#[test]
fn r_12_leaves_no_lighter_form_because_screening_does_not_ask_for_the_form() {
    let both = vec![fact(Status::NotRecognised), fact(Status::Sanctioned)];
    let entity = PartyFacts { territory: both, ..abroad() };
    let found = screen(&[commune(), entity], &[], date(2023, 1, 1));
    assert_eq!(ids(&found), [R_10, R_11]);
    assert!(found.iter().all(|finding| finding.severity() == Severity::Block));
    assert_eq!(rule(R_12).severity, Severity::Block);
}

#[test]
fn r_13_keeps_a_grouping_within_its_competences_and_no_commune() {
    let mut grouping = party("Syndicat des eaux", Kind::Grouping, "FR");
    grouping.profile.competences = themes(&["1"]);
    let found = screen(&[grouping.clone(), abroad()], &themes(&["1.2", "5"]), TODAY);
    assert_eq!(ids(&found), [R_13]);
    assert_eq!(found[0].detail, ["Syndicat des eaux", "5"]);
    assert!(screened(&[grouping, abroad()], TODAY).is_empty());
    let mut town = commune();
    town.profile.competences = themes(&["1"]);
    assert!(screen(&[town, abroad()], &themes(&["5"]), TODAY).is_empty());
}

#[test]
fn r_13_warns_when_the_competences_of_a_grouping_are_not_described() {
    let grouping = party("Communauté", Kind::Grouping, "FR");
    assert_eq!(screened(&[grouping.clone(), abroad()], TODAY), [R_13_UNDESCRIBED]);
    assert!(screen(&[grouping, abroad()], &[], TODAY).is_empty(), "no theme, nothing to check");
}

#[test]
fn r_27_remarks_on_partners_ten_times_the_size_and_on_none_below() {
    let sized = |facts: PartyFacts, n| PartyFacts { population: Some(n), ..facts };
    assert_eq!(screened(&[sized(commune(), 5_000), sized(abroad(), 50_000)], TODAY), [R_27]);
    assert!(screened(&[sized(commune(), 5_000), sized(abroad(), 49_999)], TODAY).is_empty());
    assert!(screened(&[sized(commune(), 0), sized(abroad(), 9)], TODAY).is_empty());
    let network = PartyFacts { population: Some(9_000_000), ..party("Net", Kind::Network, "FR") };
    assert!(screened(&[sized(commune(), 5_000), network], TODAY).is_empty());
}

#[test]
fn r_28_names_the_sides_that_have_not_said_what_they_expect_and_bring() {
    let party = |n: u8| Party {
        organisation: OrganisationId(Uuid::from_u128(u128::from(n))),
        side: Side(n),
        role: PartyRole::Lead,
    };
    let benefit = |n, brings: &str| Benefit {
        side: Side(n),
        expects: "apprendre".into(),
        brings: brings.into(),
    };
    let parties = [party(1), party(2), party(3)];
    let found =
        reciprocity(&[benefit(1, "temps"), benefit(2, " ")], &parties).expect("silent sides");
    assert_eq!((found.rule, found.detail), (R_28, vec!["2, 3".to_owned()]));
    let all = [benefit(1, "temps"), benefit(2, "accueil"), benefit(3, "savoir")];
    assert_eq!(reciprocity(&all, &parties), None);
}

#[test]
fn a_merged_record_is_no_party() {
    let gone = PartyFacts { superseded: true, ..abroad() };
    assert_eq!(screened(&[commune(), gone], TODAY), [H_SUPERSEDED]);
}

#[test]
fn blocks_come_before_warnings() {
    let grouping = party("Communauté", Kind::Grouping, "FR");
    let state = party("Republic", Kind::State, "BR");
    assert_eq!(screened(&[grouping, state], TODAY), [R_09, R_13_UNDESCRIBED]);
}
