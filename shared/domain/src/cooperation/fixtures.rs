//! Towns, facts and authors for the tests of cooperations; none of them is a real person's.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use uuid::Uuid;

use super::{CouncilDecision, Party, PartyRole, Side, TextHash, Theme, Vote};
use crate::context::{Author, Context, Role, SeatOf};
use crate::ids::OrganisationId;
use crate::organisation::{Kind, Profile};
use crate::rules::PartyFacts;
use crate::text::LocalText;

/// A French commune on side 1.
pub(crate) const LOIRE: OrganisationId = OrganisationId(Uuid::from_u128(1));
/// A town abroad on side 2.
pub(crate) const NIGER: OrganisationId = OrganisationId(Uuid::from_u128(2));
/// A third town, on side 3 where it takes part.
pub(crate) const ANDES: OrganisationId = OrganisationId(Uuid::from_u128(3));
/// A town that takes no part.
pub(crate) const STRANGER: OrganisationId = OrganisationId(Uuid::from_u128(9));

/// The day of all tests.
pub(crate) fn today() -> Date {
    date(2025, 6, 15)
}

fn context(author: Author) -> Context {
    let now: Timestamp = "2025-06-15T10:00:00Z".parse().expect("a moment");
    Context { now, today: today(), author, new_id: Uuid::from_u128(77) }
}

/// An officer of `organisation` acts.
pub(crate) fn by(organisation: OrganisationId) -> Context {
    let of = SeatOf::Organisation(organisation);
    context(Author { person: None, seat: None, of, role: Role::Officer })
}

/// The platform itself acts.
pub(crate) fn by_the_platform() -> Context {
    context(Author::SYSTEM)
}

pub(crate) fn party(organisation: OrganisationId, side: u8) -> Party {
    Party { organisation, side: Side(side), role: PartyRole::Lead }
}

pub(crate) fn two() -> Vec<Party> {
    vec![party(LOIRE, 1), party(NIGER, 2)]
}

pub(crate) fn three() -> Vec<Party> {
    vec![party(LOIRE, 1), party(NIGER, 2), party(ANDES, 3)]
}

/// What is known of a town: the French one is a commune, the others are authorities abroad.
pub(crate) fn fact(organisation: OrganisationId) -> PartyFacts {
    let (name, kind, country) = match organisation {
        LOIRE => ("Ville-sur-Loire", Kind::Commune, "FR"),
        NIGER => ("Ville-du-Fleuve", Kind::ForeignLocalAuthority, "ML"),
        ANDES => ("Villa de los Andes", Kind::ForeignLocalAuthority, "PE"),
        OrganisationId(_) => ("Elsewhere", Kind::ForeignLocalAuthority, "GB"),
    };
    PartyFacts {
        organisation,
        name: name.to_owned(),
        kind,
        country: country.to_owned(),
        population: Some(50_000),
        profile: Profile::default(),
        territory: Vec::new(),
        superseded: false,
    }
}

pub(crate) fn facts(parties: &[Party]) -> Vec<PartyFacts> {
    parties.iter().map(|party| fact(party.organisation)).collect()
}

pub(crate) fn fr(words: &str) -> Vec<LocalText> {
    vec![LocalText { lang: "fr".to_owned(), text: words.to_owned() }]
}

pub(crate) fn water() -> Vec<Theme> {
    vec![Theme("1.2".to_owned())]
}

/// A complete deliberation that adopts, five days ago.
pub(crate) fn adopted_by(organisation: OrganisationId) -> CouncilDecision {
    CouncilDecision {
        organisation,
        outcome: Vote::Adopted,
        on: date(2025, 6, 10),
        reference: Some("2025-12".to_owned()),
        motives: Some("A river each".to_owned()),
        modalities: Some("Exchanges every year".to_owned()),
        financial_means: Some("None".to_owned()),
        text: None,
    }
}

pub(crate) fn hash(words: &str) -> TextHash {
    TextHash(words.to_owned())
}

pub(crate) fn why() -> String {
    "Because".to_owned()
}
