//! Fictional items, each marked as such, so that every stage can be seen and tried.

use anyhow::Context as _;
use directory::import::jumelage_of;
use domain::committee::SeatKind;
use domain::cooperation::{
    Cooperation, CouncilDecision, PartialDate, Sdg, Side, TextHash, Theme, Vote,
};
use domain::jumelage::{Kind, Stage, hash_of};
use domain::partnership::{Benefit, Nature, TermsDraft};
use domain::{Author, ExchangeId, JumelageId, LocalText, PartnershipId, SeatId};
use domain::{committee, exchange, jumelage, partnership};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

use super::act::{Act, id};
use super::guide::parties;
use super::people::{Cast, Town};

pub(super) const FICTIF: &str = "(fictif)";
const FICTIONAL: &str = "(fictional)";
pub(super) const FICTICIO: &str = "(ficticio)";

/// What marks an item as fictional, in the language of its words.
pub(super) fn marked(lang: &str) -> &'static str {
    match lang {
        "fr" => FICTIF,
        "es" => FICTICIO,
        _ => FICTIONAL,
    }
}

/// Plays the fictional items.
pub(super) async fn play(act: &Act<'_>, cast: &Cast) -> anyhow::Result<()> {
    let scene = Scene { act, cast };
    scene.in_discussion().await?;
    scene.decided_on_one_side().await?;
    scene.alive().await?;
    scene.asleep().await?;
    scene.waiting_for_one().await
}

struct Scene<'a> {
    act: &'a Act<'a>,
    cast: &'a Cast,
}

fn text(lang: &str, words: &str) -> LocalText {
    LocalText { lang: lang.to_owned(), text: format!("{words} {}", marked(lang)) }
}

fn themes(codes: &[&str]) -> Vec<Theme> {
    codes.iter().map(|code| Theme((*code).to_owned())).collect()
}

impl Scene<'_> {
    fn by(&self, town: Town) -> anyhow::Result<&Author> {
        self.cast.get(&town).with_context(|| format!("nobody of {town:?} is in the demonstration"))
    }

    fn day(&self, from_now: Span) -> anyhow::Result<Date> {
        let today = self.act.world.clock.now().to_zoned(TimeZone::UTC).date();
        today.checked_add(from_now).context("no such day")
    }

    /// Saint-Étienne – Tamale: proposed, the charter is being discussed.
    async fn in_discussion(&self) -> anyhow::Result<()> {
        let (one, other) = (Town::SaintEtienne, Town::Tamale);
        let twinning = jumelage_of(one.id(), other.id());
        let charter = vec![
            text(
                "fr",
                "Nos deux villes s’engagent à se rencontrer chaque année, à faire se connaître leurs écoles et à partager ce qu’elles savent de la gestion des déchets.",
            ),
            text(
                "en",
                "Our two towns undertake to meet every year, to bring their schools together and to share what they know about waste management.",
            ),
        ];
        let about = hash_of(&charter);
        let propose = jumelage::Command::Propose {
            parties: parties(&[one.id(), other.id()]),
            facts: Vec::new(),
            kind: Kind::Cooperation,
            motives: format!(
                "Deux villes de métiers et de design qui cherchent un partenaire sur les déchets et l’éducation {FICTIF}"
            ),
            themes: themes(&["1.1", "6.1"]),
            charter,
            first_contact: Some(PartialDate("2024-10".to_owned())),
        };
        self.act
            .jumelage(self.by(one)?, "Saint-Étienne – Tamale proposed", twinning, propose)
            .await?;
        let asks = text("en", "Could the charter also name vocational training?");
        self.remark(other, "Tamale asks", twinning, &about, asks).await?;
        let answers = text("fr", "D’accord : proposez une phrase, nous la traduirons.");
        self.remark(one, "Saint-Étienne answers", twinning, &about, answers).await
    }

    async fn remark(
        &self,
        by: Town,
        what: &str,
        twinning: JumelageId,
        about: &TextHash,
        body: LocalText,
    ) -> anyhow::Result<()> {
        let order = jumelage::Command::Remark {
            about: about.clone(),
            body,
            visibility: domain::access::Visibility::Partners,
        };
        self.act.jumelage(self.by(by)?, what, twinning, order).await
    }

    /// Marseille – Valparaíso: both consented, one council has decided.
    async fn decided_on_one_side(&self) -> anyhow::Result<()> {
        let (one, other) = (Town::Marseille, Town::Valparaiso);
        let twinning = jumelage_of(one.id(), other.id());
        let charter = vec![
            text(
                "fr",
                "Deux ports d’un même esprit : nos villes échangent sur la vie portuaire, le patrimoine et la jeunesse.",
            ),
            text(
                "es",
                "Dos puertos de un mismo espíritu: nuestras ciudades intercambian sobre la vida portuaria, el patrimonio y la juventud.",
            ),
        ];
        let hash = hash_of(&charter);
        let propose = jumelage::Command::Propose {
            parties: parties(&[one.id(), other.id()]),
            facts: Vec::new(),
            kind: Kind::Friendship,
            motives: format!("Deux ports qui se connaissent de longue date {FICTIF}"),
            themes: themes(&["8.5", "6"]),
            charter,
            first_contact: None,
        };
        self.act
            .jumelage(self.by(one)?, "Marseille – Valparaíso proposed", twinning, propose)
            .await?;
        for town in [one, other] {
            let consent = jumelage::Command::Consent { hash: hash.clone() };
            self.act
                .jumelage(self.by(town)?, &format!("{town:?} consents"), twinning, consent)
                .await?;
        }
        let decision = CouncilDecision {
            organisation: one.id(),
            outcome: Vote::Adopted,
            on: self.day((-3).days())?,
            reference: Some(format!("2026-001 {FICTIF}")),
            motives: Some(format!("L’amitié de deux ports {FICTIF}")),
            modalities: Some(format!("Une rencontre par an, à tour de rôle {FICTIF}")),
            financial_means: Some(format!("Le voyage de six personnes par an {FICTIF}")),
            text: Some(hash),
        };
        let vote = jumelage::Command::RecordDecision { decision };
        self.act.jumelage(self.by(one)?, "Marseille decides", twinning, vote).await
    }

    /// Saint-Étienne – Valparaíso: active, with a committee, an exchange that was held and one that is planned.
    async fn alive(&self) -> anyhow::Result<()> {
        let (one, other) = (Town::SaintEtienne, Town::Valparaiso);
        let twinning = jumelage_of(one.id(), other.id());
        self.existing(twinning, [one, other], "1997-05-17", "Saint-Étienne – Valparaíso").await?;
        let confirm = jumelage::Command::Confirm;
        for town in [one, other] {
            let what = format!("{town:?} confirms the twinning");
            self.act.jumelage(self.by(town)?, &what, twinning, confirm.clone()).await?;
        }
        let seat = |n: u8, kind, function: &str| {
            (SeatId(id(&format!("committee seat {n}"))), kind, format!("{function} {FICTIF}"))
        };
        let form = committee::Command::Form {
            jumelage: twinning,
            parties: Vec::new(),
            stage: Stage::Active,
            formed: Vec::new(),
            organisation: one.id(),
            seats: vec![
                seat(1, SeatKind::Elected, "Adjointe aux relations internationales"),
                seat(2, SeatKind::Citizen, "Parents d’élèves de l’échange"),
                seat(3, SeatKind::Citizen, "Chorale des deux rives"),
            ],
            tasks: vec![format!("Préparer la rencontre annuelle {FICTIF}")],
        };
        self.act.committee(self.by(one)?, "committee of Saint-Étienne", form).await?;
        self.school_exchange(twinning).await?;
        let title = vec![
            text("fr", "Tournoi de football des deux rives"),
            text("es", "Torneo de fútbol de las dos orillas"),
        ];
        let days = (self.day(45.days())?, self.day(49.days())?);
        self.plan(other, "football tournament", twinning, exchange::Kind::Sport, title, days).await
    }

    async fn school_exchange(&self, twinning: JumelageId) -> anyhow::Result<()> {
        let what = "school exchange";
        let title = vec![text("fr", "Échange scolaire"), text("es", "Intercambio escolar")];
        let (starts, ends) = (self.day((-40).days())?, self.day((-30).days())?);
        self.plan(
            Town::SaintEtienne,
            what,
            twinning,
            exchange::Kind::School,
            title,
            (starts, ends),
        )
        .await?;
        let hold = exchange::Command::Hold {
            parties: Vec::new(),
            starts,
            ends,
            participants: vec![
                exchange::Participants { side: Side(1), category: "alumnos".to_owned(), count: 24 },
                exchange::Participants { side: Side(2), category: "alumnos".to_owned(), count: 22 },
            ],
            outcome: vec![text("es", "Las dos clases preparan una radio en común.")],
        };
        let author = self.by(Town::Valparaiso)?;
        self.act.exchange(author, "school exchange held", ExchangeId(id(what)), hold).await?;
        self.school_report(ExchangeId(id(what))).await
    }

    /// What each side says of the school exchange, in its own words.
    async fn school_report(&self, exchange: ExchangeId) -> anyhow::Result<()> {
        use exchange::MissionPart as Part;
        let (one, other) = (Town::SaintEtienne, Town::Valparaiso);
        let told = [
            (one, Part::Purpose, "fr", "Préparer une correspondance de deux classes sur l’eau"),
            (other, Part::Met, "es", "Dos directoras de colegio y la responsable de educación"),
            (one, Part::FollowUp, "fr", "Une émission commune par trimestre"),
        ];
        for (town, part, lang, words) in told {
            let text = vec![text(lang, words)];
            let write = exchange::MissionCommand::Write { parties: Vec::new(), part, text };
            let what = format!("school exchange told: {part:?}");
            let order = exchange::Command::Mission(write);
            self.act.exchange(self.by(town)?, &what, exchange, order).await?;
        }
        Ok(())
    }

    async fn plan(
        &self,
        by: Town,
        what: &str,
        twinning: JumelageId,
        kind: exchange::Kind,
        title: Vec<LocalText>,
        (starts, ends): (Date, Date),
    ) -> anyhow::Result<()> {
        let plan = exchange::Command::Plan {
            cooperation: Cooperation::Jumelage(twinning),
            parties: Vec::new(),
            open: false,
            kind,
            title,
            starts,
            ends,
            host: by.id(),
            themes: Vec::new(),
        };
        self.act.exchange(self.by(by)?, what, ExchangeId(id(what)), plan).await
    }

    /// Marseille – Tamale: existing, and asleep.
    async fn asleep(&self) -> anyhow::Result<()> {
        let (one, other) = (Town::Marseille, Town::Tamale);
        let twinning = jumelage_of(one.id(), other.id());
        self.existing(twinning, [one, other], "1988", "Marseille – Tamale").await?;
        let rest = jumelage::Command::MarkDormant {
            last_activity: self.day((-24).months())?,
            after_months: 18,
        };
        self.act.jumelage(&Author::SYSTEM, "Marseille – Tamale falls asleep", twinning, rest).await
    }

    async fn existing(
        &self,
        twinning: JumelageId,
        towns: [Town; 2],
        since: &str,
        what: &str,
    ) -> anyhow::Result<()> {
        let record = jumelage::Command::RecordExisting {
            parties: parties(&towns.map(Town::id)),
            facts: Vec::new(),
            kind: Kind::Friendship,
            themes: themes(&["6.1", "8.6"]),
            since: Some(PartialDate(since.to_owned())),
            source: format!("demonstration {FICTIONAL}"),
        };
        self.act.jumelage(&Author::SYSTEM, what, twinning, record).await
    }

    /// Saint-Étienne – Tamale – Valparaíso: a partnership of three that waits for one answer.
    async fn waiting_for_one(&self) -> anyhow::Result<()> {
        let towns = [Town::SaintEtienne, Town::Tamale, Town::Valparaiso];
        let partnership = PartnershipId(id("partnership of three"));
        let terms = Self::terms();
        let hash = partnership::hash_of(&terms);
        let propose = partnership::Command::Propose {
            parties: parties(&towns.map(Town::id)),
            facts: Vec::new(),
            nature: Nature::Convention,
            terms,
            reason_for_choice: format!(
                "Trois villes en pente, une même question : l’eau des étés secs {FICTIF}"
            ),
            first_contact: Some(PartialDate("2025".to_owned())),
        };
        let author = self.by(Town::SaintEtienne)?;
        self.act.partnership(author, "partnership of three proposed", partnership, propose).await?;
        let accept = partnership::Command::Accept { hash };
        self.act.partnership(self.by(Town::Tamale)?, "Tamale accepts", partnership, accept).await
    }

    fn terms() -> TermsDraft {
        let benefit = |side, lang, expects: &str, brings: &str| Benefit {
            side: Side(side),
            expects: format!("{expects} {}", marked(lang)),
            brings: format!("{brings} {}", marked(lang)),
        };
        TermsDraft {
            title: vec![
                text("fr", "L’eau des trois villes"),
                text("en", "The water of three towns"),
                text("es", "El agua de tres ciudades"),
            ],
            purpose: vec![
                text(
                    "fr",
                    "Comparer et améliorer la distribution de l’eau dans les quartiers en pente.",
                ),
                text("en", "To compare and improve the supply of water in districts on slopes."),
                text("es", "Comparar y mejorar el suministro de agua en los barrios en pendiente."),
            ],
            themes: themes(&["1.2"]),
            sdgs: vec![Sdg(6), Sdg(11)],
            territories: vec!["FR".to_owned(), "GH".to_owned(), "CL".to_owned()],
            benefits: vec![
                benefit(1, "fr", "Des méthodes pour économiser l’eau", "Deux ingénieures par an"),
                benefit(2, "en", "training of technicians", "experience with public standpipes"),
                benefit(3, "es", "Un mapa de las fugas", "Experiencia con ascensores y pendientes"),
            ],
        }
    }
}
