//! One sample of every event with its optional parts filled in: what the golden files are made of.

use jiff::civil::date;
use uuid::Uuid;

use crate::access::Visibility;
use crate::context::Role;
use crate::cooperation::{
    CharterText, Cooperation, CouncilDecision, Ending, PartialDate, Party, PartyRole, Sdg, Side,
    TextHash, Theme, Vote,
};
use crate::event::Event;
use crate::ids::{GroupId, JumelageId, OrganisationId, PersonId, RemarkId, SeatId};
use crate::text::LocalText;
use crate::{committee, exchange, group, jumelage, organisation, partnership, territory};

mod convention;
mod evaluation;
mod financing;
mod lesson;
mod phase;
mod project;
mod talk;

/// Every event once.
pub(super) fn samples() -> Vec<Event> {
    let mut all: Vec<Event> = Vec::new();
    all.extend(organisations().into_iter().map(Event::Organisation));
    all.extend(claims().into_iter().map(Event::Organisation));
    all.extend(jumelage_proposals().into_iter().map(Event::Jumelage));
    all.extend(jumelage_talks().into_iter().map(Event::Jumelage));
    all.extend(jumelage_lives().into_iter().map(Event::Jumelage));
    all.extend(jumelage_ends().into_iter().map(Event::Jumelage));
    all.extend(committees().into_iter().map(Event::Committee));
    all.extend(exchanges().into_iter().map(Event::Exchange));
    all.extend(partnership_proposals().into_iter().map(Event::Partnership));
    all.extend(partnership_lives().into_iter().map(Event::Partnership));
    all.extend(convention_samples().into_iter().map(Event::Convention));
    all.extend(project_samples().into_iter().map(Event::Project));
    all.extend(financing_samples().into_iter().map(Event::Financing));
    all.extend(lesson_samples().into_iter().map(Event::Lesson));
    all.extend(talk::documents().into_iter().map(Event::Document));
    all.extend(talk::discussions().into_iter().map(Event::Discussion));
    all.extend(groups().into_iter().map(Event::Group));
    all.extend(territories().into_iter().map(Event::Territory));
    all
}

/// Every event of a convention once.
pub(crate) fn convention_samples() -> Vec<crate::convention::Event> {
    let reminded = crate::convention::Event::Reminded { reminder: evaluation::reminder() };
    let all = [convention::drafts(), convention::steps(), convention::lives(), vec![reminded]];
    all.into_iter().flatten().collect()
}

/// Every event of a project once.
pub(crate) fn project_samples() -> Vec<crate::project::Event> {
    let evaluations = evaluation::of_projects();
    let all =
        [project::beginnings(), project::tasks(), project::follows(), phase::all(), evaluations];
    all.into_iter().flatten().collect()
}

/// Every event of a financing plan once.
pub(crate) fn financing_samples() -> Vec<crate::financing::Event> {
    let reminded = crate::financing::Event::Reminded { reminder: evaluation::reminder() };
    financing::all().into_iter().chain([reminded]).collect()
}

/// Every event of a lesson once.
pub(crate) fn lesson_samples() -> Vec<crate::lesson::Event> {
    lesson::all()
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 | n)
}

fn text(lang: &str, text: &str) -> LocalText {
    LocalText { lang: lang.to_owned(), text: text.to_owned() }
}

fn hash() -> TextHash {
    TextHash("5f".repeat(32))
}

fn theme(code: &str) -> Theme {
    Theme(code.to_owned())
}

fn partly(date: &str) -> PartialDate {
    PartialDate(date.to_owned())
}

fn reason() -> String {
    "Le conseil l’a voulu".to_owned()
}

fn parties() -> Vec<Party> {
    let party =
        |n, side, role| Party { organisation: OrganisationId(id(n)), side: Side(side), role };
    vec![
        party(1, 1, PartyRole::Lead),
        party(2, 2, PartyRole::CoLead),
        party(3, 2, PartyRole::Operator),
    ]
}

fn charter() -> CharterText {
    let texts =
        vec![text("fr", "Nos deux villes se lient."), text("pt-BR", "As duas cidades se unem.")];
    CharterText { texts, hash: hash() }
}

fn decision() -> CouncilDecision {
    CouncilDecision {
        organisation: OrganisationId(id(1)),
        outcome: Vote::Adopted,
        on: date(2026, 3, 12),
        reference: Some("2026-042".to_owned()),
        motives: Some("Rapprocher les habitants".to_owned()),
        modalities: Some("Échanges scolaires".to_owned()),
        financial_means: Some("0 €".to_owned()),
        text: Some(hash()),
    }
}

fn organisations() -> Vec<organisation::Event> {
    use organisation::{Event, Identifier, Kind, Name, NameUse, Place, Profile};
    let name =
        |lang: &str, text: &str, use_as| Name { lang: lang.into(), text: text.into(), use_as };
    let identifier = Identifier { scheme: "insee".into(), value: "42218".into() };
    let place = Place { latitude: 45.4397, longitude: 4.3872 };
    vec![
        Event::Recorded {
            kind: Kind::Commune,
            names: vec![
                name("fr", "Saint-Étienne", NameUse::Official),
                name("und", "St Etienne", NameUse::Variant),
            ],
            country: "FR".into(),
            territory: Some("FR-42".into()),
            place: Some(place),
            identifiers: vec![identifier.clone()],
            population: Some(173_821),
            provisional: false,
            source: Some("Code officiel géographique".into()),
        },
        Event::Renamed {
            names: vec![name("fr", "Saint-Étienne", NameUse::Official)],
            reason: reason(),
        },
        Event::IdentifierAdded { identifier },
        Event::Located { place, source: Some("GeoNames".into()) },
        Event::ProfileDescribed {
            profile: Profile {
                languages: vec!["fr".into()],
                traits: vec!["metropolis".into()],
                competences: vec![theme("1.2")],
                wishes: vec![theme("3")],
                overseas: false,
            },
        },
        Event::MergedInto { into: OrganisationId(id(9)), reason: reason() },
        Event::SucceededBy { successor: OrganisationId(id(8)), reason: reason() },
    ]
}

fn claims() -> Vec<organisation::Event> {
    use organisation::Event;
    let (person, seat) = (PersonId(id(20)), SeatId(id(21)));
    vec![
        Event::ClaimRequested {
            person,
            seat,
            function: "relations internationales".into(),
            invited_by: Some(SeatId(id(22))),
        },
        Event::Claimed { person, seat, reason: Some("Nous travaillons ensemble".into()) },
        Event::ClaimRefused { person, seat, reason: reason() },
        Event::SeatOffered { seat, role: Role::Executive, function: "maire".into() },
        Event::SeatTaken { seat, person, role: Role::Executive, function: "maire".into() },
        Event::SeatOfferWithdrawn { seat, reason: reason() },
        Event::SeatEnded { seat, reason: reason() },
        Event::SeatHandedOver { from: seat, to: SeatId(id(22)), reason: reason() },
    ]
}

fn jumelage_proposals() -> Vec<jumelage::Event> {
    use jumelage::{Event, Kind};
    vec![
        Event::Proposed {
            parties: parties(),
            by: Side(1),
            kind: Kind::Cooperation,
            motives: "Deux villes de la mine".into(),
            themes: vec![theme("1.2"), theme("5")],
            charter: charter(),
            first_contact: Some(partly("2024-05")),
        },
        Event::RecordedAsExisting {
            parties: parties(),
            by: Some(Side(2)),
            kind: Kind::Reconciliation,
            themes: vec![theme("5")],
            since: Some(partly("1963")),
            source: "archives municipales".into(),
        },
        Event::Confirmed { by: Side(1) },
        Event::Contested { by: Side(1), reason: reason() },
        Event::Declined { by: Side(2), reason: reason() },
        Event::Withdrawn { by: Side(1), reason: reason() },
    ]
}

fn jumelage_talks() -> Vec<jumelage::Event> {
    use jumelage::Event;
    vec![
        Event::CharterAmended { by: Side(2), charter: charter(), reason: reason() },
        Event::RemarkMade {
            remark: RemarkId(id(30)),
            by: Side(2),
            about: hash(),
            body: text("pt", "De acordo."),
            visibility: Visibility::Side,
        },
        Event::RemarkShared { remark: RemarkId(id(30)), by: Side(2) },
        Event::CharterConsented { by: Side(2), hash: hash() },
        Event::ConsentWithdrawn { by: Side(2), reason: reason() },
        Event::ContentAgreed { hash: hash() },
        Event::CouncilDecided { decision: decision() },
        Event::CeremonyHeld {
            on: date(2026, 6, 20),
            place: "Hôtel de ville".into(),
            participants: Some(240),
        },
    ]
}

fn screened() -> crate::screening::Screened {
    let finding = |rule: &str| crate::screening::Finding {
        rule: rule.to_owned(),
        party: OrganisationId(id(4)),
        theme: None,
        source: None,
        since: None,
    };
    let outside = crate::screening::Finding { theme: Some(theme("2.1")), ..finding("R-13") };
    let sanctioned = crate::screening::Finding {
        source: Some("Regulation 7".into()),
        since: Some(date(2026, 3, 1)),
        ..finding("R-11")
    };
    let (before, after) = (vec![outside], vec![sanctioned]);
    crate::screening::Screened { on: date(2026, 3, 2), before, after }
}

fn jumelage_lives() -> Vec<jumelage::Event> {
    use jumelage::{Event, Kind};
    let organisation = OrganisationId(id(4));
    vec![
        Event::KindChanged { kind: Kind::Tripartite, reason: reason() },
        Event::ThemesChosen { themes: vec![theme("2.1")], reason: reason() },
        Event::TownInvited { organisation, side: Side(3), by: Side(1), reason: reason() },
        Event::TownJoined { organisation, side: Side(3) },
        Event::MarkedDormant { last_activity: date(2024, 1, 31), after_months: 18 },
        Event::ScreenedAgain(screened()),
        Event::Revived { by: Side(1), reason: reason() },
    ]
}

fn jumelage_ends() -> Vec<jumelage::Event> {
    use jumelage::Event;
    vec![
        Event::Ended(Ending { side: Side(2), reason: reason(), lessons: "Tenir les dates".into() }),
        Event::Annulled {
            authority: "Préfecture".into(),
            reason: reason(),
            reference: Some("A-7".into()),
            on: date(2026, 9, 1),
        },
        Event::Regularised { by: Side(1), reason: reason(), reference: Some("R-7".into()) },
    ]
}

fn committees() -> Vec<committee::Event> {
    use committee::{Event, Seat, SeatKind};
    let seat = Seat { id: SeatId(id(40)), kind: SeatKind::Citizen, function: "écoles".into() };
    vec![
        Event::Formed {
            jumelage: JumelageId(id(50)),
            side: Side(1),
            organisation: OrganisationId(id(1)),
            seats: vec![seat.clone()],
            tasks: vec!["Accueillir les délégations".into()],
        },
        Event::SeatAdded { seat },
        Event::SeatRemoved { seat: SeatId(id(40)), reason: reason() },
        Event::HandedOver { reason: reason() },
        Event::Dissolved { reason: reason() },
    ]
}

fn exchanges() -> Vec<exchange::Event> {
    use exchange::{Event, Kind, Participants};
    let (starts, ends) = (date(2026, 4, 7), date(2026, 4, 14));
    vec![
        Event::Planned {
            cooperation: Cooperation::Jumelage(JumelageId(id(50))),
            kind: Kind::School,
            title: vec![text("fr", "Correspondance des collèges")],
            starts,
            ends,
            host: OrganisationId(id(2)),
            by: Side(1),
            themes: vec![theme("5")],
        },
        Event::Rescheduled { starts, ends, by: Side(2), reason: reason() },
        Event::Cancelled { by: Side(2), reason: reason() },
        Event::Mission(exchange::MissionEvent::MissionPartWritten {
            by: Side(2),
            part: exchange::MissionPart::Conclusions,
            text: vec![text("fr", "Deux classes correspondent")],
            on: date(2026, 4, 20),
        }),
        Event::Held {
            starts,
            ends,
            participants: vec![Participants {
                side: Side(1),
                category: "élèves".into(),
                count: 24,
            }],
            outcome: vec![text("fr", "Une pièce jouée à deux voix")],
            by: Side(1),
        },
    ]
}

fn terms() -> partnership::Terms {
    partnership::Terms {
        title: vec![text("fr", "Eau du plateau"), text("wo", "Ndox")],
        purpose: vec![text("fr", "Forages et leur entretien")],
        themes: vec![theme("1.2")],
        sdgs: vec![Sdg(6)],
        territories: vec!["SN".into()],
        benefits: vec![partnership::Benefit {
            side: Side(1),
            expects: "Apprendre".into(),
            brings: "Des techniciens".into(),
        }],
        hash: hash(),
    }
}

fn partnership_proposals() -> Vec<partnership::Event> {
    use partnership::{Event, Nature};
    vec![
        Event::Proposed {
            parties: parties(),
            by: Side(1),
            nature: Nature::Convention,
            terms: terms(),
            reason_for_choice: "Une histoire commune".into(),
            first_contact: Some(partly("2023-11-02")),
        },
        Event::RecordedAsExisting {
            parties: parties(),
            by: None,
            nature: Nature::Network,
            terms: terms(),
            since: Some(partly("1998")),
            source: "import liste.csv".into(),
        },
        Event::Confirmed { by: Side(2) },
        Event::Contested { by: Side(2), reason: reason() },
        Event::TermsRevised { by: Side(2), terms: terms(), reason: reason() },
        Event::RemarkMade {
            remark: RemarkId(id(31)),
            by: Side(1),
            about: hash(),
            body: text("fr", "Une date manque."),
            visibility: Visibility::Side,
        },
        Event::RemarkShared { remark: RemarkId(id(31)), by: Side(1) },
        Event::Accepted { by: Side(2), hash: hash() },
        Event::AgreedByAll { hash: hash() },
        Event::Declined { by: Side(2), reason: reason() },
        Event::Withdrawn { by: Side(1), reason: reason() },
    ]
}

fn partnership_lives() -> Vec<partnership::Event> {
    use partnership::Event;
    vec![
        Event::CouncilDecided { decision: decision() },
        Event::Started { on: date(2026, 5, 1), by: Side(1) },
        Event::MarkedDormant { last_activity: date(2024, 1, 31), after_months: 18 },
        Event::ScreenedAgain(screened()),
        Event::Revived { by: Side(2), reason: reason() },
        Event::Ended(Ending { side: Side(1), reason: reason(), lessons: "Former tôt".into() }),
        Event::Annulled {
            authority: "Préfecture".into(),
            reason: reason(),
            reference: None,
            on: date(2026, 9, 1),
        },
    ]
}

fn groups() -> Vec<group::Event> {
    use group::{Event, Scope};
    let scope = Scope { countries: vec!["BF".into(), "ML".into()], themes: vec![theme("1.2")] };
    let organisation = OrganisationId(id(1));
    vec![
        Event::Founded {
            name: vec![text("fr", "Groupe Sahel"), text("en", "Sahel group")],
            scope: scope.clone(),
            runner: Some(organisation),
            parent: Some(GroupId(id(60))),
        },
        Event::ScopeChanged { scope, reason: reason() },
        Event::SeatGiven {
            seat: SeatId(id(61)),
            person: PersonId(id(62)),
            role: Role::GroupChair,
            elected: true,
        },
        Event::SeatEnded { seat: SeatId(id(61)), reason: reason() },
        Event::SeatOffered {
            seat: SeatId(id(63)),
            role: Role::GroupChair,
            function: "présidence".into(),
            elected: true,
        },
        Event::SeatTaken {
            seat: SeatId(id(63)),
            person: PersonId(id(62)),
            role: Role::GroupChair,
            function: "présidence".into(),
            elected: true,
        },
        Event::SeatOfferWithdrawn { seat: SeatId(id(63)), reason: reason() },
        Event::SeatHandedOver { from: SeatId(id(61)), to: SeatId(id(63)), reason: reason() },
        Event::MemberJoined { organisation },
        Event::MemberLeft { organisation, reason: reason() },
        Event::Closed { reason: reason() },
    ]
}

fn territories() -> Vec<territory::Event> {
    use territory::{Event, Fact, Status};
    let fact = Fact {
        status: Status::NotRecognised,
        seen_from: "FR".into(),
        from: Some(date(2014, 3, 18)),
        until: None,
        source: "ministère des Affaires étrangères".into(),
    };
    vec![
        Event::FactRecorded { name: vec![text("fr", "Territoire X")], fact: fact.clone() },
        Event::FactWithdrawn { fact, reason: reason() },
    ]
}
