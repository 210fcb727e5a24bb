//! Who may do what, and who sees what.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::context::SeatOf;
use crate::cooperation::PartyRole;
use crate::ids::{PersonId, SeatId};
use crate::text::Lang;

fn organisation(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

fn author(role: Role, of: u128) -> Author {
    Author {
        person: Some(PersonId(Uuid::from_u128(100))),
        seat: Some(SeatId(Uuid::from_u128(101))),
        of: SeatOf::Organisation(organisation(of)),
        role,
    }
}

fn parties() -> Vec<Party> {
    let party = |n: u8| Party {
        organisation: organisation(u128::from(n)),
        side: Side(n),
        role: PartyRole::Lead,
    };
    vec![party(1), party(2)]
}

fn themes(code: &str) -> Vec<Theme> {
    vec![Theme(code.to_owned())]
}

fn countries(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn look(sight: &Sight, visibility: Visibility, side: Option<u8>) -> bool {
    let (countries, themes) = (countries(&["FR", "ML"]), themes("1.2"));
    sees(sight, visibility, &parties(), side.map(Side), &countries, &themes)
}

#[test]
fn every_role_has_one_row_and_no_action_twice() {
    for (row, (role, actions)) in TABLE.iter().enumerate() {
        assert!(TABLE[row + 1..].iter().all(|(other, _)| other != role), "{role:?} twice");
        for (place, action) in actions.iter().enumerate() {
            assert!(!actions[place + 1..].contains(action), "{role:?} {action:?} twice");
        }
    }
    assert_eq!(TABLE.len(), 16);
}

#[test]
fn a_reader_may_only_ask_to_act_for_a_body() {
    let reader = author(Role::Reader, 1);
    assert_eq!(allows(&reader, Action::RequestClaim), Ok(()));
    for action in
        [Action::RunCooperation, Action::Consent, Action::Remark, Action::RecordOrganisation]
    {
        assert_eq!(allows(&reader, action).map_err(|refusal| refusal.rule), Err(H_ROLE));
    }
}

#[test]
fn the_council_secretary_records_votes_and_consents_to_nothing() {
    let secretary = author(Role::CouncilSecretary, 1);
    assert!(allows(&secretary, Action::RecordDecision).is_ok());
    assert!(allows(&secretary, Action::Consent).is_err());
}

#[test]
fn a_coordinator_runs_groups_and_speaks_for_no_town() {
    let coordinator = author(Role::GroupCoordinator, 1);
    assert!(allows(&coordinator, Action::RunGroup).is_ok());
    for action in [Action::Consent, Action::RunCooperation, Action::RecordDecision, Action::Remark]
    {
        assert!(allows(&coordinator, action).is_err(), "{action:?}");
    }
}

#[test]
fn the_platform_never_consents_nor_votes_for_a_town() {
    for role in [Role::PlatformAdministrator, Role::System] {
        for action in [Action::Consent, Action::RecordDecision, Action::RegisterSignature] {
            assert!(allows(&author(role, 1), action).is_err(), "{role:?} {action:?}");
        }
    }
}

#[test]
fn a_refused_role_is_named_with_those_that_may() {
    let refusal = allows(&author(Role::Reader, 1), Action::RecordDecision).expect_err("a reader");
    let english = refusal.message(Lang::En);
    assert!(english.contains("“reader”"), "{english}");
    assert!(english.contains("executive, council secretary, cooperation officer"), "{english}");
    assert!(refusal.message(Lang::Es).contains("secretaría del concejo municipal"));
}

#[test]
fn a_record_that_nobody_claimed_is_mendable_by_officers_of_others() {
    assert_eq!(describes(&author(Role::Officer, 1), organisation(2), true), Ok(()));
}

#[test]
fn a_claimed_record_belongs_to_its_own_people() {
    let stranger = describes(&author(Role::Officer, 1), organisation(2), false);
    assert_eq!(stranger.map_err(|refusal| refusal.rule), Err(H_NOT_YOURS));
    assert_eq!(describes(&author(Role::Officer, 2), organisation(2), false), Ok(()));
    assert_eq!(describes(&author(Role::PlatformAdministrator, 9), organisation(2), false), Ok(()));
}

#[test]
fn what_is_public_is_seen_without_signing_in() {
    let nobody = Sight::default();
    assert!(look(&nobody, Visibility::Public, None));
    for hidden in [Visibility::Group, Visibility::Partners, Visibility::Side] {
        assert!(!look(&nobody, hidden, Some(1)), "{hidden:?}");
    }
}

#[test]
fn a_note_of_one_side_stays_there_even_for_the_platform() {
    let ours = Sight { organisations: vec![organisation(1)], ..Sight::default() };
    let theirs = Sight { organisations: vec![organisation(2)], ..Sight::default() };
    let platform = Sight { platform: true, ..Sight::default() };
    assert!(look(&ours, Visibility::Side, Some(1)));
    assert!(!look(&theirs, Visibility::Side, Some(1)));
    assert!(!look(&platform, Visibility::Side, Some(1)));
    assert!(!look(&ours, Visibility::Side, None), "an item of an unknown side is nobody's");
}

#[test]
fn a_coordinator_sees_group_items_of_the_scope_and_no_partners_items() {
    let scope = Scope { countries: countries(&["ML"]), themes: themes("1") };
    let inside = Sight { scopes: vec![scope], ..Sight::default() };
    assert!(look(&inside, Visibility::Group, None));
    assert!(!look(&inside, Visibility::Partners, None));
    let scope = Scope { countries: countries(&["MR"]), themes: Vec::new() };
    let outside = Sight { scopes: vec![scope], ..Sight::default() };
    assert!(!look(&outside, Visibility::Group, None));
}

#[test]
fn a_scope_asks_for_one_of_its_countries_and_one_of_its_themes() {
    let scope = Scope { countries: countries(&["ML", "NE"]), themes: themes("1") };
    assert!(scope.matches(&countries(&["FR", "ne"]), &themes("1.2")));
    assert!(!scope.matches(&countries(&["FR", "NE"]), &themes("10.1")), "10 lies not under 1");
    assert!(!scope.matches(&countries(&["FR"]), &themes("1")));
    assert!(!scope.matches(&countries(&["ML"]), &[]));
}

#[test]
fn an_empty_scope_matches_everything() {
    assert!(Scope::default().matches(&[], &[]));
    assert!(Scope::default().matches(&countries(&["FR"]), &themes("3")));
}

#[test]
fn a_theme_in_a_scope_covers_what_lies_under_it_and_not_what_lies_above() {
    let scope = Scope { countries: Vec::new(), themes: themes("1.2") };
    assert!(scope.matches(&[], &themes("1.2.3")));
    assert!(!scope.matches(&[], &themes("1")));
}

#[test]
fn the_matrix_in_the_documentation_is_what_the_code_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema/rights.md");
    let ours = matrix::printed();
    if std::env::var_os("RIVES_BLESS").is_some() {
        std::fs::write(path, &ours).expect("the matrix is written");
    }
    let theirs = std::fs::read_to_string(path).expect("the matrix is there");
    assert!(ours == theirs, "schema/rights.md differs; RIVES_BLESS=1 writes it anew");
}

#[test]
fn the_printed_table_names_every_right_that_a_role_has() {
    for (role, actions) in TABLE {
        for action in *actions {
            assert!(Action::ALL.contains(action), "{role:?} {action:?}");
        }
    }
}

#[test]
fn of_two_people_with_seats_in_the_same_place_none_sees_more_but_those_who_run_a_group() {
    for row in matrix::rows() {
        let same = matrix::rows().into_iter().filter(|other| other.standing == row.standing);
        for other in same.filter(|other| other.role.is_some_and(|role| !is_group_runner(role))) {
            if !row.role.is_some_and(is_group_runner) {
                assert_eq!(other.sees, row.sees, "{other:?} {row:?}");
            }
        }
    }
}

#[test]
fn a_role_fits_an_organisation_a_group_or_the_platform_and_no_two_of_them() {
    for (role, _) in TABLE {
        let places =
            [fits_organisation(*role, Kind::StateService), fits_group(*role), is_platform(*role)];
        assert_eq!(places.iter().filter(|fits| **fits).count(), 1, "{role:?}");
    }
}

#[test]
fn seats_are_managed_in_ones_own_place_and_by_the_platform_everywhere() {
    let here = SeatOf::Organisation(organisation(1));
    assert!(manages_seats(&author(Role::Administrator, 1), here).is_ok());
    assert_eq!(
        manages_seats(&author(Role::Administrator, 2), here).map_err(|refusal| refusal.rule),
        Err(H_NOT_YOURS)
    );
    assert_eq!(
        manages_seats(&author(Role::Reader, 1), here).map_err(|refusal| refusal.rule),
        Err(H_ROLE)
    );
    assert!(manages_seats(&Author::SYSTEM, here).is_ok());
}

fn any_sight() -> impl Strategy<Value = Sight> {
    (proptest::collection::vec(0..4u128, 0..3), any::<bool>(), any::<bool>()).prop_map(
        |(mine, platform, sahel)| Sight {
            organisations: mine.into_iter().map(organisation).collect(),
            scopes: if sahel {
                vec![Scope { countries: countries(&["ML"]), themes: Vec::new() }]
            } else {
                Vec::new()
            },
            platform,
        },
    )
}

proptest! {
    #[test]
    fn a_wider_item_is_never_hidden_from_somebody_who_sees_a_narrower_one(sight in any_sight(), side in 1..4u8) {
        let steps = [Visibility::Side, Visibility::Partners, Visibility::Group, Visibility::Public];
        let seen: Vec<bool> = steps.iter().map(|v| look(&sight, *v, Some(side))).collect();
        prop_assert!(seen.windows(2).all(|pair| pair[0] <= pair[1]), "{:?}", seen);
    }
}
