//! Rules of law and of calls on both sides of their line and of their dates.

use super::*;

/// The plan with the State's share changed, in a class of country.
fn shared(state: &str, class: CountryClass) -> Draft {
    let mut plan = draft();
    plan.lines[0].amount = euros("1000");
    plan.lines[1].amount = euros(state);
    plan.lines.truncate(2);
    balanced(Draft { class, ..plan })
}

#[test]
fn r_19_asks_for_an_own_contribution_before_a_cofinancing() {
    let mut plan = draft();
    plan.lines[0].nature = Nature::InKind;
    assert!(blocked(&plan, today()).contains(&rules::R_19));
    assert!(!blocked(&draft(), today()).contains(&rules::R_19));
    plan.lines.remove(1);
    assert!(!found(&balanced(plan), today()).contains(&rules::R_19), "nothing to complete");
}

#[test]
fn r_20_caps_the_share_of_the_state_by_class_and_by_the_day_of_the_call() {
    // 1 000 € of the town and x of the State: x / (1 000 + x).
    let first = date(2018, 2, 8);
    for (class, most, more) in [
        (CountryClass::NoAid, "428.57", "428.58"),
        (CountryClass::Aid, "1000", "1000.01"),
        (CountryClass::Priority, "2333.33", "2333.34"),
        (CountryClass::LeastDeveloped, "1000", "1000.01"),
    ] {
        for day in [first, date(2023, 12, 31)] {
            assert!(!found(&shared(most, class), day).contains(&rules::R_20), "{class:?} {most}");
            assert!(found(&shared(more, class), day).contains(&rules::R_20), "{class:?} {more}");
        }
    }
    let before = date(2018, 2, 7);
    assert!(!found(&shared("99000", CountryClass::Aid), before).contains(&rules::R_20));
    let after = date(2024, 1, 1);
    assert!(!found(&shared("2333.33", CountryClass::NoAid), after).contains(&rules::R_20));
    assert!(found(&shared("2333.34", CountryClass::NoAid), after).contains(&rules::R_20));
    assert!(!found(&shared("9000", CountryClass::LeastDeveloped), after).contains(&rules::R_20));
    assert!(found(&shared("9000.01", CountryClass::LeastDeveloped), after).contains(&rules::R_20));
}

#[test]
fn r_21_tells_that_the_state_asks_for_no_minimum() {
    assert!(found(&shared("1", CountryClass::Aid), today()).contains(&rules::R_21));
    let mut without = draft();
    without.lines.remove(1);
    assert!(!found(&without, today()).contains(&rules::R_21));
}

#[test]
fn in_kind_is_half_of_the_own_contribution_at_most_in_the_calls_since_2024() {
    let with = |kind: &str| {
        let mut plan = draft();
        let mut valued = line(4, Source::GeneralBudget, LOIRE, euros(kind));
        valued.nature = Nature::InKind;
        plan.lines.push(valued);
        balanced(plan)
    };
    assert!(!found(&with("10000"), date(2024, 1, 1)).contains(&rules::FP_VALUED));
    assert!(found(&with("10000.01"), date(2024, 1, 1)).contains(&rules::FP_VALUED));
    assert!(!found(&with("10000.01"), date(2023, 12, 31)).contains(&rules::FP_VALUED));
}

#[test]
fn the_french_side_brings_a_tenth_in_the_calls_since_2024() {
    let with = |own: &str| {
        let mut plan = draft();
        plan.lines[0].amount = euros(own);
        plan.lines[2].amount = euros("4000");
        balanced(plan)
    };
    assert!(!found(&with("1000"), date(2024, 1, 1)).contains(&rules::FP_OWN_SHARE));
    assert!(found(&with("999.99"), date(2024, 1, 1)).contains(&rules::FP_OWN_SHARE));
    assert!(!found(&with("999.99"), date(2023, 12, 31)).contains(&rules::FP_OWN_SHARE));
}

/// A plan of a facility's grant and an own share.
fn facility(source: Source, grant: &str, own: &str) -> Draft {
    let mut plan = draft();
    plan.lines[0].amount = euros(own);
    plan.lines[1] =
        Line { funder: Some("FICOL 2019".into()), ..line(2, source, LOIRE, euros(grant)) };
    plan.lines.truncate(2);
    balanced(plan)
}

#[test]
fn r_22_keeps_the_facility_between_its_sums_its_share_and_its_years() {
    let rule = |grant: &str, own: &str, day| {
        found(&facility(Source::Ficol, grant, own), day).contains(&rules::R_22)
    };
    assert!(!rule("200000", "100000", today()) && rule("199999.99", "100000", today()));
    assert!(!rule("1500000", "700000", today()) && rule("1500000.01", "700000", today()));
    assert!(!rule("700000", "300000", today()) && rule("700000.01", "300000", today()));
    assert!(!rule("1", "1", date(2013, 12, 31)) && rule("1", "1", date(2014, 1, 1)));
    let plan = facility(Source::Ficol, "200000", "100000");
    for (ends, refused) in [(date(2027, 12, 31), false), (date(2028, 1, 1), true)] {
        let mut known = given(&two());
        known.days = (Some(date(2025, 1, 1)), Some(ends));
        let found = checks(&plan, &two(), &known, today());
        assert_eq!(found.iter().any(|one| one.rule == rules::R_22), refused, "{ends}");
    }
}

#[test]
fn r_23_asks_the_programme_for_an_earlier_grant_and_its_sums() {
    let rule = |grant: &str, day| {
        found(&facility(Source::FicolProgramme, grant, "1"), day).contains(&rules::R_23)
    };
    assert!(!rule("600000", today()) && rule("599999.99", today()));
    assert!(!rule("1500000", today()) && rule("1500000.01", today()));
    assert!(!rule("1", date(2018, 12, 31)) && rule("1", date(2019, 1, 1)));
    let mut first = facility(Source::FicolProgramme, "600000", "1");
    first.lines[1].funder = Some(" ".into());
    assert!(found(&first, today()).contains(&rules::R_23));
}

/// The plan with a levy of the French town.
fn levied(sector: Sector, rate: &str, product: &str) -> Draft {
    let mut plan = draft();
    plan.lines[0].source = Source::AnnexBudget;
    plan.lines[0].levy = Some(Levy { sector, product: number(product), rate: number(rate) });
    plan
}

#[test]
fn r_24_keeps_the_levy_to_one_percent_of_a_product_in_the_sector_of_the_project() {
    let rule = |plan: &Draft, day| found(plan, day).contains(&rules::R_24);
    assert!(!rule(&levied(Sector::Water, "1", "1000000"), today()));
    assert!(rule(&levied(Sector::Water, "1.01", "1000000"), today()));
    assert!(rule(&levied(Sector::Water, "0", "1000000"), today()));
    assert!(rule(&levied(Sector::Water, "1", "999999.99"), today()), "more than it yields");
    assert!(rule(&levied(Sector::Energy, "1", "1000000"), today()), "a project on water");
    let mut bare = levied(Sector::Water, "1", "1000000");
    bare.lines[0].levy = None;
    assert!(rule(&bare, today()));
    let mut general = levied(Sector::Water, "1", "1000000");
    general.lines[0].source = Source::GeneralBudget;
    assert!(rule(&general, today()));
    let mut abroad = bare;
    abroad.lines[2].source = Source::AnnexBudget;
    abroad.lines[0].source = Source::GeneralBudget;
    assert!(!rule(&abroad, today()), "French law is for French money");
}

#[test]
fn r_24_opens_each_sector_from_the_day_of_its_law() {
    let themed = |theme: &str| {
        let mut known = given(&two());
        known.themes = vec![crate::cooperation::Theme(theme.to_owned())];
        known
    };
    for (sector, theme, first) in [
        (Sector::Water, "1.2", date(2005, 1, 27)),
        (Sector::Energy, "1.3", date(2006, 12, 7)),
        (Sector::Waste, "1.1", date(2014, 7, 7)),
    ] {
        let plan = levied(sector, "1", "1000000");
        let refused = |day| {
            let found = checks(&plan, &two(), &themed(theme), day);
            found.iter().any(|one| one.rule == rules::R_24)
        };
        assert!(!refused(first), "{sector:?}");
        assert!(refused(first.yesterday().expect("a day before")), "{sector:?}");
    }
    let transport = levied(Sector::Transport, "1", "1000000");
    assert!(found(&transport, today()).contains(&rules::R_24), "a bill, not a law");
}

#[test]
fn r_25_tells_that_a_general_budget_has_no_limit_in_these_sectors() {
    assert!(found(&draft(), today()).contains(&rules::R_25));
    let mut known = given(&two());
    known.themes = vec![crate::cooperation::Theme("5".into())];
    let other = checks(&draft(), &two(), &known, today());
    assert!(!other.iter().any(|one| one.rule == rules::R_25));
}

#[test]
fn r_29_takes_no_support_to_engineering_into_a_plan() {
    let mut plan = draft();
    assert!(!found(&plan, today()).contains(&rules::R_29));
    plan.lines[1].source = Source::Dcol;
    assert_eq!(blocked(&plan, today()), [rules::R_29]);
}
