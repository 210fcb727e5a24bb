//! The fictional project's plan of money: two own budgets, in two currencies, and a co-financing in tranches; agreed by
//! both towns, the first money confirmed.

use anyhow::Context as _;
use domain::financing::{
    Command, Conversion, CountryClass, Draft, Entry, EntryCommand, Expense, Heading, Line, Money,
    Nature, PlanCommand, Source, Step, Tranche, amount, hash_of,
};
use domain::{Author, ProjectId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

use super::act::{Act, id};
use super::fiction::FICTIF;
use super::people::{Cast, Town};
use super::projects::WHAT;

const HERE: Town = Town::SaintEtienne;
const THERE: Town = Town::Valparaiso;

/// Plays the plan.
pub(super) async fn play(act: &Act<'_>, cast: &Cast) -> anyhow::Result<()> {
    let scene = Scene { act, cast };
    let draft = scene.draft()?;
    let hash = hash_of(&draft);
    let project = ProjectId(id(WHAT));
    let (cooperation, parties, draft) = (None, Vec::new(), Box::new(draft));
    let propose = PlanCommand::Propose { project, cooperation, parties, draft };
    scene.does(HERE, "a plan of money", Command::Plan(propose)).await?;
    for (town, what) in [(THERE, "Valparaíso consents to the plan"), (HERE, "both consent to it")]
    {
        let consent = PlanCommand::Consent { hash: hash.clone() };
        scene.does(town, what, Command::Plan(consent)).await?;
    }
    for (step, what, sum, payee) in [
        (Step::Confirmed, "own money is confirmed", "24000", None),
        (Step::Committed, "and committed", "24000", None),
        (Step::Disbursed, "a part has come", "9600", Some("Fournisseur de détecteurs")),
    ] {
        let entry = Box::new(scene.entry(sum, payee)?);
        let record = EntryCommand::Record { line: 1, step, entry };
        scene.does(HERE, what, Command::Entry(record)).await?;
    }
    let entry = Box::new(scene.entry("6400", Some("Fournisseur de détecteurs"))?);
    let spend = EntryCommand::Spend { expense: 1, entry };
    scene.does(HERE, "a part of it is spent", Command::Entry(spend)).await
}

struct Scene<'a> {
    act: &'a Act<'a>,
    cast: &'a Cast,
}

impl Scene<'_> {
    fn day(&self, from_now: Span) -> anyhow::Result<Date> {
        let today = self.act.world.clock.now().to_zoned(TimeZone::UTC).date();
        today.checked_add(from_now).context("no such day")
    }

    async fn does(&self, town: Town, what: &str, order: Command) -> anyhow::Result<()> {
        let author: &Author =
            self.cast.get(&town).with_context(|| format!("nobody of {town:?} is here"))?;
        self.act.financing(author, what, ProjectId(id(WHAT)), order).await
    }

    fn entry(&self, sum: &str, payee: Option<&str>) -> anyhow::Result<Entry> {
        Ok(Entry {
            amount: euros(sum)?,
            on: self.day(-20.days())?,
            reason: format!("Budget primitif {FICTIF}"),
            document: None,
            payee: payee.map(|payee| format!("{payee} {FICTIF}")),
            tranche: None,
        })
    }

    /// 24 000 € of one town, 20 000 000 CLP (20 000 €) of the other, 18 000 € of a foundation in two tranches.
    fn draft(&self) -> anyhow::Result<Draft> {
        let year = self.day(0.days())?.year();
        let of = |number, source, nature, town: Town, amount| Line {
            number,
            source,
            funder: None,
            nature,
            party: town.id(),
            year,
            amount,
            tranches: Vec::new(),
            levy: None,
        };
        let mut given = of(3, Source::Foundation, Nature::Cofinancing, HERE, euros("18000")?);
        given.funder = Some(format!("Fondation des eaux vives {FICTIF}"));
        given.tranches = vec![
            Tranche { due: self.day(60.days())?, amount: number("14400")?, condition: None },
            Tranche {
                due: self.day(400.days())?,
                amount: number("3600")?,
                condition: Some(format!("Rapport final {FICTIF}")),
            },
        ];
        let spent = |number, heading, label: &str, town: Town, amount| Expense {
            number,
            heading,
            label: format!("{label} {FICTIF}"),
            party: town.id(),
            amount,
            subsidy: None,
        };
        Ok(Draft {
            reference: "EUR".to_owned(),
            class: CountryClass::Aid,
            lines: vec![
                of(1, Source::GeneralBudget, Nature::Own, HERE, euros("24000")?),
                of(2, Source::GeneralBudget, Nature::Own, THERE, self.pesos("20000000")?),
                given,
            ],
            expenses: vec![
                spent(1, Heading::Equipment, "Détecteurs", HERE, euros("22000")?),
                spent(2, Heading::Works, "Cuadrillas", THERE, euros("31000")?),
                spent(3, Heading::Travel, "Missions", HERE, euros("9000")?),
            ],
        })
    }

    /// Chilean pesos at an invented rate.
    fn pesos(&self, amount: &str) -> anyhow::Result<Money> {
        let (on, source) = (self.day(-70.days())?, format!("Taux d’exemple {FICTIF}"));
        let value = Some(Conversion { on, rate: number("0.001")?, source });
        Ok(Money { amount: number(amount)?, currency: "CLP".to_owned(), value })
    }
}

fn euros(text: &str) -> anyhow::Result<Money> {
    Ok(Money { amount: number(text)?, currency: "EUR".to_owned(), value: None })
}

fn number(text: &str) -> anyhow::Result<domain::financing::Decimal> {
    amount(text).with_context(|| format!("{text} is no decimal"))
}
