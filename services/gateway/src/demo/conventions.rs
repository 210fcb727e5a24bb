//! Fictional conventions: one being drafted in a living twinning, with the consent of one side and a draft that goes further.

use anyhow::Context as _;
use directory::import::jumelage_of;
use domain::convention::{Command, Commitment, Draft, Kind, Term, amount, hash_of};
use domain::cooperation::Cooperation;
use domain::{Author, ConventionId, LocalText};
use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::act::{Act, id};
use super::fiction::{FICTIF, marked};
use super::people::{Cast, Town};

const WHAT: &str = "convention of Saint-Étienne and Valparaíso";

/// Plays the fictional conventions.
pub(super) async fn play(act: &Act<'_>, cast: &Cast) -> anyhow::Result<()> {
    let (one, other) = (Town::SaintEtienne, Town::Valparaiso);
    let by = |town: Town| cast.get(&town).with_context(|| format!("nobody of {town:?} is here"));
    let convention = ConventionId(id(WHAT));
    let open = Command::Open {
        kind: Kind::Framework,
        cooperation: Some(Cooperation::Jumelage(jumelage_of(one.id(), other.id()))),
        parties: Vec::new(),
        title: vec![
            text("fr", "Convention-cadre sur les quartiers en pente"),
            text("es", "Convenio marco sobre los barrios en pendiente"),
        ],
        amends: None,
    };
    act.convention(by(one)?, WHAT, convention, open).await?;
    let draft = draft(act)?;
    let hash = hash_of(&draft);
    let reason = format!("Première version pour les deux conseils {FICTIF}");
    let name = Command::NameVersion { based_on: None, draft, reason };
    act.convention(by(one)?, "first version of the convention", convention, name).await?;
    let author: &Author = by(other)?;
    act.convention(author, "Valparaíso consents", convention, Command::Consent { hash }).await?;
    written_since(act, convention).await
}

/// The draft goes further than the version: an article that both are writing.
async fn written_since(act: &Act<'_>, convention: ConventionId) -> anyhow::Result<()> {
    let drafts = &act.world.drafts;
    let further = [
        ("fr", "Article 3. Les écoles des deux villes se rencontrent chaque année."),
        ("es", "Artículo 3. Las escuelas de ambas ciudades se encuentran cada año."),
    ];
    let texts = draft(act)?.texts.into_iter().map(|text| {
        let more = further.iter().find(|(lang, _)| *lang == text.lang);
        let more = more.map(|(_, words)| format!("\n{words}")).unwrap_or_default();
        (text.lang, format!("{}{more}", text.text))
    });
    drafts.enter(convention.0, texts.collect()).await.context("cannot begin the draft")?;
    Ok(())
}

fn draft(act: &Act<'_>) -> anyhow::Result<Draft> {
    let today = act.world.clock.now().to_zoned(TimeZone::UTC).date();
    let commitment = |town: Town, sum: &str, currency: &str| -> anyhow::Result<Commitment> {
        let amount = amount(sum).context("the example's amount is a decimal")?;
        Ok(Commitment { organisation: town.id(), amount, currency: currency.to_owned() })
    };
    Ok(Draft {
        name: format!("Version 1 {FICTIF}"),
        texts: vec![
            text(
                "fr",
                "Article 1. Les parties échangent sur l’eau, les escaliers et les ascenseurs urbains.\nArticle 2. Chaque partie prend ses frais à sa charge.",
            ),
            text(
                "es",
                "Artículo 1. Las partes intercambian sobre el agua, las escaleras y los ascensores urbanos.\nArtículo 2. Cada parte asume sus gastos.",
            ),
        ],
        object: vec![text("fr", "Coopération sur les quartiers en pente")],
        commitments: vec![
            commitment(Town::SaintEtienne, "12000.00", "EUR")?,
            commitment(Town::Valparaiso, "0", "CLP")?,
        ],
        term: Some(Term {
            starts: None,
            ends: Some(today.checked_add(3.years())?),
            renewable: true,
            notice: None,
        }),
    })
}

fn text(lang: &str, words: &str) -> LocalText {
    LocalText { lang: lang.to_owned(), text: format!("{words} {}", marked(lang)) }
}
