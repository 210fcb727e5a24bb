//! A fictional project: two towns at work on it, with a task that is late, an indicator and a milestone.

use anyhow::Context as _;
use directory::import::jumelage_of;
use domain::cooperation::{Cooperation, Sdg, Side, Theme};
use domain::partnership::Benefit;
use domain::project::phase::PhaseCommand;
use domain::project::{
    Command, Draft, IndicatorPlan, Level, Marker, Marking, Reading, ReportKind, ReportPart,
    Reporting, RiskKind, TaskPlan, Value, hash_of,
};
use domain::{Author, IndicatorId, LocalText, PhaseId, ProjectId, TaskId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

use super::act::{Act, command, id};
use super::fiction::{FICTIF, marked};
use super::people::{Cast, Town};

pub(super) const WHAT: &str = "project of Saint-Étienne and Valparaíso";
const SURVEYS: &str = "phase of surveys";
const REPAIRS: &str = "phase of repairs";
const INDICATOR: &str = "indicator of the project";
const WORSE: &str = "indicator of the project that went the other way";

/// Plays the fictional project.
pub(super) async fn play(act: &Act<'_>, cast: &Cast) -> anyhow::Result<()> {
    let scene = Scene { act, cast, project: ProjectId(id(WHAT)) };
    scene.agree().await?;
    scene.phases().await?;
    scene.work().await?;
    scene.follow().await
}

struct Scene<'a> {
    act: &'a Act<'a>,
    cast: &'a Cast,
    project: ProjectId,
}

const HERE: Town = Town::SaintEtienne;
const THERE: Town = Town::Valparaiso;

impl Scene<'_> {
    fn day(&self, from_now: Span) -> anyhow::Result<Date> {
        let today = self.act.world.clock.now().to_zoned(TimeZone::UTC).date();
        today.checked_add(from_now).context("no such day")
    }

    async fn does(&self, town: Town, what: &str, order: Command) -> anyhow::Result<()> {
        let author: &Author =
            self.cast.get(&town).with_context(|| format!("nobody of {town:?} is here"))?;
        self.act.project(author, what, self.project, order).await
    }

    /// Proposed by one side, consented to by both, at work for two months.
    async fn agree(&self) -> anyhow::Result<()> {
        let draft = draft(self.day(-60.days())?, self.day(700.days())?);
        let hash = hash_of(&draft);
        let cooperation = Cooperation::Jumelage(jumelage_of(HERE.id(), THERE.id()));
        let propose = Command::Propose { cooperation, parties: Vec::new(), draft: Box::new(draft) };
        self.does(HERE, WHAT, propose).await?;
        for (town, what) in [(THERE, "Valparaíso consents to it"), (HERE, "Saint-Étienne does too")]
        {
            self.does(town, what, Command::Consent { hash: hash.clone() }).await?;
        }
        self.does(THERE, "it starts", Command::Start { on: self.day(-60.days())? }).await
    }

    /// Three phases, of which the last has no task yet.
    async fn phases(&self) -> anyhow::Result<()> {
        let all = [
            (SURVEYS, ("Relever", "Levantar"), (-60, 8)),
            (REPAIRS, ("Réparer et former", "Reparar y formar"), (9, 400)),
            ("phase of passing on", ("Transmettre", "Transmitir"), (401, 700)),
        ];
        for (what, name, (from, until)) in all {
            let (starts, ends) = (self.day(from.days())?, self.day(until.days())?);
            let order = PhaseCommand::Add { name: texts(name.0, name.1), starts, ends };
            self.does(HERE, what, Command::Phase(order)).await?;
        }
        Ok(())
    }

    async fn work(&self) -> anyhow::Result<()> {
        let walk = self.plan(HERE, ("Visiter les escaliers", "Recorrer las escaleras"), 40, 30);
        let survey = self.plan(THERE, ("Relever les fuites", "Levantar las fugas"), 35, 6);
        let train = self.plan(HERE, ("Former les équipes", "Formar los equipos"), -10, -45);
        for (town, what, plan) in
            [(HERE, "walk", walk?), (THERE, "survey", survey?), (HERE, "train", train?)]
        {
            let phase = phase(if what == "train" { REPAIRS } else { SURVEYS });
            let order = PhaseCommand::PlanTask { phase, plan: Box::new(plan) };
            self.does(town, what, Command::Phase(order)).await?;
        }
        let on = Some(self.day(-31.days())?);
        let finish = Command::FinishTask { task: task("walk"), on };
        self.does(HERE, "the walk is done", finish).await?;
        self.does(THERE, "the survey begins", Command::BeginTask { task: task("survey") }).await?;
        let (after, reason) = (vec![task("survey")], format!("On apprend du relevé {FICTIF}"));
        let order = Command::OrderTask { task: task("train"), after, reason };
        self.does(HERE, "the survey comes first", order).await
    }

    /// A task of `town`, from and until so many days ago.
    fn plan(
        &self,
        town: Town,
        title: (&str, &str),
        from: i64,
        until: i64,
    ) -> anyhow::Result<TaskPlan> {
        Ok(TaskPlan {
            title: texts(title.0, title.1),
            party: town.id(),
            role: None,
            starts: Some(self.day((-from).days())?),
            due: self.day((-until).days())?,
            after: Vec::new(),
            checklist: vec![format!("Carte {FICTIF}"), format!("Photos {FICTIF}")],
            result: Some(1),
        })
    }

    async fn follow(&self) -> anyhow::Result<()> {
        let repaired = texts("Fuites réparées", "Fugas reparadas");
        let figures = [("first figure", 40, 9), ("second figure", 8, 31)];
        self.indicate(INDICATOR, (repaired, "fuites / fugas"), (0, 120), &figures).await?;
        let dry = texts("Heures sans eau par semaine", "Horas sin agua por semana");
        let figures = [("a figure that went the other way", 6, 14)];
        self.indicate(WORSE, (dry, "heures / horas"), (12, 4), &figures).await?;
        let (title, due) = (texts("Premier quartier", "Primer barrio"), self.day(120.days())?);
        let order = PhaseCommand::SetMilestone { phase: phase(REPAIRS), title, due };
        self.does(HERE, "a milestone", Command::Phase(order)).await?;
        let text = texts("Les pièces arrivent tard", "Las piezas llegan tarde");
        let (likelihood, effect) = (Level::Medium, Level::High);
        let answer = format!("Deux fournisseurs {FICTIF}");
        let kind = RiskKind::Risk;
        let risk = Command::NoteRisk { kind, text, likelihood, effect, answer };
        self.does(HERE, "a risk", risk).await?;
        self.report().await
    }

    /// Defines an indicator by the name of the act, and records what was measured so many days ago.
    async fn indicate(
        &self,
        act: &str,
        (name, unit): (Vec<LocalText>, &str),
        (baseline, target): (i64, i64),
        figures: &[(&str, i64, i64)],
    ) -> anyhow::Result<()> {
        let plan = IndicatorPlan {
            name,
            unit: unit.to_owned(),
            result: Some(1),
            baseline: Value::from(baseline),
            baseline_on: Some(self.day(-60.days())?),
            target: Value::from(target),
            due: self.day(600.days())?,
            by_sex: false,
        };
        self.does(THERE, act, Command::DefineIndicator { plan: Box::new(plan) }).await?;
        let indicator = IndicatorId(commands::part_of(command(act), 0));
        for &(what, ago, value) in figures {
            let on = self.day((-ago).days())?;
            let source = format!("Registre du service {FICTIF}");
            let (value, women, men) = (Value::from(value), None, None);
            let reading = Reading { on, value, women, men, source };
            self.does(THERE, what, Command::Measure { indicator, reading }).await?;
        }
        Ok(())
    }

    /// What both sides wrote for the report of the work so far.
    async fn report(&self) -> anyhow::Result<()> {
        let report = Reporting {
            kind: ReportKind::Interim,
            from: self.day(-60.days())?,
            to: self.day(0.days())?,
        };
        let all = [
            (
                HERE,
                ReportPart::Conclusions,
                "Les deux équipes cherchent maintenant les fuites de la même façon.",
                "Los dos equipos buscan ahora las fugas de la misma manera.",
            ),
            (
                THERE,
                ReportPart::Conclusions,
                "Trente et une fuites ont été réparées dans les quartiers hauts.",
                "Se repararon treinta y una fugas en los barrios altos.",
            ),
            (
                THERE,
                ReportPart::Difficulties,
                "Le relevé avance moins vite que prévu : deux rues étaient fermées.",
                "El levantamiento avanza más lento de lo previsto: dos calles estaban cerradas.",
            ),
            (
                HERE,
                ReportPart::Prospects,
                "La formation des équipes peut commencer dès la fin du relevé.",
                "La formación de los equipos puede empezar al terminar el levantamiento.",
            ),
        ];
        for (place, (town, part, fr, es)) in all.into_iter().enumerate() {
            let order = Command::WriteReport { report, part, text: texts(fr, es) };
            self.does(town, &format!("part {place} of the report"), order).await?;
        }
        Ok(())
    }
}

/// The phase that the act of this name added.
fn phase(what: &str) -> PhaseId {
    PhaseId(commands::part_of(command(what), 0))
}

/// The task that the act of this name planned.
fn task(what: &str) -> TaskId {
    TaskId(commands::part_of(command(what), 0))
}

fn draft(starts: Date, ends: Date) -> Draft {
    let benefit = |side: u8, expects: &str, brings: &str| Benefit {
        side: Side(side),
        expects: format!("{expects} {FICTIF}"),
        brings: format!("{brings} {FICTIF}"),
    };
    Draft {
        title: texts(
            "Moins de fuites dans les quartiers en pente",
            "Menos fugas en los barrios en pendiente",
        ),
        summary: texts(
            "Les deux services des eaux cherchent et réparent les fuites, et apprennent l’un de l’autre.",
            "Los dos servicios de agua buscan y reparan las fugas, y aprenden el uno del otro.",
        ),
        objective: texts(
            "Une eau sûre pour les quartiers hauts",
            "Agua segura para los barrios altos",
        ),
        specific: vec![texts("Former les équipes", "Formar los equipos")],
        results: vec![texts("120 fuites réparées", "120 fugas reparadas")],
        benefits: vec![
            benefit(1, "Apprendre des pentes", "Deux techniciens"),
            benefit(2, "Aprender del mantenimiento", "Dos cuadrillas"),
        ],
        starts: Some(starts),
        ends: Some(ends),
        themes: vec![Theme("1.2".to_owned())],
        sdgs: vec![Sdg(6), Sdg(11)],
        markers: vec![Marking { marker: Marker::ClimateAdaptation, level: 1 }],
    }
}

pub(super) fn texts(fr: &str, es: &str) -> Vec<LocalText> {
    let text = |lang: &str, words: &str| LocalText {
        lang: lang.to_owned(),
        text: format!("{words} {}", marked(lang)),
    };
    vec![text("fr", fr), text("es", es)]
}
