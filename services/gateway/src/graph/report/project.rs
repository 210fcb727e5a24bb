//! The report of a project, interim or final: what is on record of a period, and what its sides wrote beside it.

use domain::cooperation::{About, Side, sides};
use domain::project::{
    self, Indicator, Measurement, ReportPart, Reporting, State, Task, TaskState, Written,
};
use domain::{Lang, PhaseId};
use jiff::civil::Date;
use readmodel::FeedScope;
use readmodel::cooperation::{Part, id_of};
use reports::{Block, Column, Fact, Report, Row, Section};

use super::money;
use super::tell::{Teller, table};
use super::{terms, words as w};
use crate::graph::enums::Verb;
use crate::graph::fault::Result;
use crate::graph::loaders::{ConventionsOf, DocumentsOf, WaitingOf};
use crate::graph::project::Project;
use crate::graph::waiting::WaitingItem;

/// Decisions and consents about a project and its plan.
const DECISIONS: &[Verb] = &[
    Verb::ProjectProposed,
    Verb::ProjectDescriptionRevised,
    Verb::ProjectConsented,
    Verb::ProjectConsentWithdrawn,
    Verb::ProjectDescriptionAgreed,
    Verb::ProjectStageReached,
    Verb::ProjectStarted,
    Verb::ProjectClosed,
    Verb::ProjectAbandoned,
    Verb::FinancingProposed,
    Verb::FinancingRevised,
    Verb::FinancingConsented,
    Verb::FinancingConsentWithdrawn,
    Verb::FinancingAgreedByAll,
    Verb::FinancingSubsidyVoted,
    Verb::FinancingSubsidyConventionSigned,
];

/// The report on `end`, the project as it stood at the end of the period; what people wrote is taken from `written`, which
/// they wrote when the period was over.
pub(super) async fn report(
    end: &Project,
    written: &[Written],
    asked: Reporting,
    lang: Lang,
) -> Result<Report> {
    let teller = Teller { view: end.look().clone(), lang };
    let told = Told { teller: &teller, end, state: &end.row().state, asked };
    let mut sections = vec![told.description().await?];
    sections.extend(told.phases());
    sections.push(told.activities().await?);
    sections.extend(told.milestones());
    sections.push(told.indicators());
    sections.extend(money::section(&teller, end.row().id, asked).await?);
    sections.push(told.pending().await?);
    sections.extend(told.risks());
    for part in [ReportPart::Difficulties, ReportPart::Conclusions, ReportPart::Prospects] {
        sections.extend(told.written(written, part).await?);
    }
    sections.extend(told.lessons());
    sections.push(told.decisions().await?);
    sections.extend(told.documents().await?);
    sections.push(told.signatures().await?);
    let record = format!("{}\n{}", teller.record(), teller.say(&w::WRITTEN_LATER));
    Ok(Report {
        lang: super::tag(lang).to_owned(),
        kicker: teller.owned(&terms::kind(asked.kind)),
        title: end.called(lang),
        subtitle: teller.days(Some(asked.from), Some(asked.to)),
        facts: told.facts().await?,
        sections,
        record,
        date: teller.view.today().to_string(),
        frame: teller.frame(),
    })
}

/// A report on its way.
struct Told<'a> {
    teller: &'a Teller,
    end: &'a Project,
    state: &'a State,
    asked: Reporting,
}

impl Told<'_> {
    fn say(&self, words: &domain::text::Words) -> &'static str {
        self.teller.say(words)
    }

    fn within(&self, day: Date) -> bool {
        self.asked.from <= day && day <= self.asked.to
    }

    fn section(&self, heading: &domain::text::Words, blocks: Vec<Block>) -> Section {
        Section { heading: self.teller.owned(heading), blocks }
    }

    async fn facts(&self) -> Result<Vec<Fact>> {
        let (teller, state) = (self.teller, self.state);
        let home = teller.view.known_cooperation(self.end.of_cooperation()).await?;
        let mut facts = vec![
            Fact::new(self.say(&w::COOPERATION), home.called(teller.lang).await?),
            Fact::new(self.say(&w::PARTIES), teller.parties(state.parties()).await?),
        ];
        let conventions = teller.view.load(ConventionsOf(home.uuid())).await?.unwrap_or_default();
        let titles = conventions.iter().filter(|row| row.state.in_force.is_some());
        let titles = titles.filter_map(|row| row.state.opening.as_ref());
        let titles: Vec<_> = titles.map(|opening| teller.local(&opening.title)).collect();
        if !titles.is_empty() {
            facts.push(Fact::new(self.say(&w::CONVENTIONS), titles.join("\n")));
        }
        let stands = project::stage(state).map(project::stage_term);
        let stands = stands.and_then(|key| domain::term(key, teller.lang)).unwrap_or_default();
        facts.push(Fact::new(self.say(&w::STAGE), stands));
        let plan = project::in_force(state);
        let planned = plan.map(|plan| teller.days(plan.starts, plan.ends)).unwrap_or_default();
        if !planned.is_empty() {
            facts.push(Fact::new(self.say(&w::PLANNED), planned));
        }
        if let Some(day) = state.started {
            facts.push(Fact::new(self.say(&w::BEGAN), teller.day(day)));
        }
        if let Some(day) = state.closing.as_ref().and_then(|closing| closing.on) {
            facts.push(Fact::new(self.say(&w::ENDED), teller.day(day)));
        }
        Ok(facts)
    }

    async fn description(&self) -> Result<Section> {
        let teller = self.teller;
        let mut blocks = Vec::new();
        if let Some(plan) = project::in_force(self.state) {
            blocks.push(Block::text(teller.local(&plan.summary)));
            if !plan.objective.is_empty() {
                blocks.push(Block::heading(self.say(&w::OBJECTIVE)));
                blocks.push(Block::text(teller.local(&plan.objective)));
            }
            for (heading, points) in [(&w::SPECIFIC, &plan.specific), (&w::RESULTS, &plan.results)]
            {
                if !points.is_empty() {
                    blocks.push(Block::heading(self.say(heading)));
                    let items = points.iter().map(|point| teller.local(point)).collect();
                    blocks.push(Block::List { items });
                }
            }
            blocks.extend(self.benefits(plan).await?);
            blocks.extend(self.aims(plan));
            let agreed = self.state.agreed.is_some();
            let words = if agreed { &w::CONSENTED } else { &w::NOT_CONSENTED };
            blocks.push(Block::aside(teller.fill(words, &[("hash", &plan.hash.0)])));
        }
        Ok(self.section(&w::DESCRIPTION, blocks))
    }

    async fn benefits(&self, plan: &project::Description) -> Result<Option<Block>> {
        if plan.benefits.is_empty() {
            return Ok(None);
        }
        let columns = vec![
            Column::words(self.say(&w::SIDE), 3),
            Column::words(self.say(&w::EXPECTS), 4),
            Column::words(self.say(&w::BRINGS), 4),
        ];
        let mut rows = Vec::new();
        for one in &plan.benefits {
            let side = self.teller.side(self.state.parties(), one.side).await?;
            rows.push(Row::of(vec![side, one.expects.clone(), one.brings.clone()]));
        }
        Ok(Some(table(self.say(&w::BENEFITS), columns, rows)))
    }

    fn aims(&self, plan: &project::Description) -> Option<Block> {
        let lang = self.teller.lang;
        let themes = plan.themes.iter().filter_map(|theme| domain::reference::theme(&theme.0));
        let themes: Vec<_> = themes.map(|theme| theme.name.in_lang(lang)).collect();
        let goals = plan.sdgs.iter().filter_map(|sdg| domain::reference::sdg(sdg.0));
        let goals: Vec<_> =
            goals.map(|goal| format!("{}. {}", goal.number, goal.name.in_lang(lang))).collect();
        let mut facts = Vec::new();
        if !themes.is_empty() {
            facts.push(Fact::new(self.say(&w::THEMES), themes.join("\n")));
        }
        if !goals.is_empty() {
            facts.push(Fact::new(self.say(&w::GOALS), goals.join("\n")));
        }
        (!facts.is_empty()).then_some(Block::Facts { facts })
    }

    /// The phases by their days, each with what names it; one that nothing names says so.
    fn phases(&self) -> Option<Section> {
        let teller = self.teller;
        let columns = vec![
            Column::words(self.say(&w::PHASE), 4),
            Column::words(self.say(&w::DAYS), 4),
            Column::words(self.say(&w::PHASE_PARTS), 6),
        ];
        let rows = self.state.phases.iter().map(|one| {
            let of = |phase: Option<PhaseId>| phase == Some(one.id);
            let tasks = self.state.tasks.iter().filter(|task| of(task.phase));
            let open = tasks.filter(|task| task.state != TaskState::Dropped);
            let milestones = self.state.milestones.iter().filter(|known| of(known.phase));
            let titles = open.map(|task| &task.title).chain(milestones.map(|known| &known.title));
            let titles: Vec<_> = titles.map(|title| teller.local(title)).collect();
            let none = titles.is_empty().then(|| self.say(&w::PHASE_EMPTY).to_owned());
            let days = teller.days(Some(one.starts), Some(one.ends));
            Row::of(vec![teller.local(&one.name), days, none.unwrap_or_else(|| titles.join("\n"))])
        });
        let rows: Vec<_> = rows.collect();
        let shown = (!rows.is_empty()).then(|| vec![table(self.say(&w::PHASES), columns, rows)]);
        shown.map(|blocks| self.section(&w::PHASES, blocks))
    }

    async fn activities(&self) -> Result<Section> {
        let began = |task: &Task| task.since.is_some_and(|day| day < self.asked.from);
        let (mut done, mut before, mut under_way) = (Vec::new(), Vec::new(), Vec::new());
        let (mut to_come, mut dropped) = (Vec::new(), Vec::new());
        for task in &self.state.tasks {
            match task.state {
                TaskState::Done if began(task) => before.push(task),
                TaskState::Done => done.push(task),
                TaskState::UnderWay => under_way.push(task),
                TaskState::Planned => to_come.push(task),
                TaskState::Dropped => dropped.push(task),
            }
        }
        let mut blocks = Vec::new();
        let groups = [
            (&w::DONE_IN, done),
            (&w::UNDER_WAY, under_way),
            (&w::TO_COME, to_come),
            (&w::DONE_BEFORE, before),
            (&w::DROPPED, dropped),
        ];
        for (caption, tasks) in groups {
            if !tasks.is_empty() {
                blocks.push(self.tasks(caption, tasks).await?);
            }
        }
        if blocks.is_empty() {
            blocks.push(Block::text(self.say(&w::NO_ACTIVITIES)));
        }
        Ok(self.section(&w::ACTIVITIES, blocks))
    }

    async fn tasks(&self, caption: &domain::text::Words, mut tasks: Vec<&Task>) -> Result<Block> {
        let teller = self.teller;
        tasks.sort_by_key(|task| (task.since, task.due));
        let columns = vec![
            Column::words(self.say(&w::ACTIVITY), 5),
            Column::words(self.say(&w::WHO), 4),
            Column::words(self.say(&w::DUE), 2),
            Column::words(self.say(&w::SINCE), 2),
        ];
        let mut rows = Vec::with_capacity(tasks.len());
        for task in tasks {
            let (title, who) = (teller.of_task(task), teller.doer(task).await?);
            let since = task.since.map(|day| teller.day(day)).unwrap_or_default();
            rows.push(Row::of(vec![title, who, teller.day(task.due), since]));
        }
        Ok(table(self.say(caption), columns, rows))
    }

    fn milestones(&self) -> Option<Section> {
        if self.state.milestones.is_empty() {
            return None;
        }
        let teller = self.teller;
        let late = project::late(self.state, teller.view.today());
        let columns = vec![
            Column::words(self.say(&w::MILESTONE), 6),
            Column::words(self.say(&w::DUE), 3),
            Column::words(self.say(&w::REACHED), 3),
        ];
        let mut all: Vec<_> = self.state.milestones.iter().collect();
        all.sort_by_key(|one| one.due);
        let rows = all.into_iter().map(|one| {
            let reached = match one.reached {
                Some(day) => teller.day(day),
                None if late.milestones.contains(&one) => self.say(&w::LATE).to_owned(),
                None => self.say(&w::AHEAD).to_owned(),
            };
            Row::of(vec![teller.local(&one.title), teller.day(one.due), reached])
        });
        let rows = rows.collect();
        Some(self.section(&w::MILESTONES, vec![table(self.say(&w::MILESTONES), columns, rows)]))
    }

    fn indicators(&self) -> Section {
        let all: Vec<_> =
            self.state.indicators.iter().filter(|one| one.dropped.is_none()).collect();
        if all.is_empty() {
            let none = Block::text(self.say(&w::NO_INDICATORS));
            return self.section(&w::INDICATORS, vec![none]);
        }
        let teller = self.teller;
        let columns = vec![
            Column::words(self.say(&w::INDICATOR), 5),
            Column::figures(self.say(&w::BASELINE), 2),
            Column::figures(self.say(&w::BEFORE), 2),
            Column::figures(self.say(&w::AT_END), 2),
            Column::figures(self.say(&w::TARGET), 2),
        ];
        let rows = all.iter().map(|one| {
            let plan = &one.plan;
            let said = |found: Option<&Measurement>| {
                found.map_or_else(|| "–".to_owned(), |one| teller.figure(one.reading.value))
            };
            Row::of(vec![
                format!("{} ({})", teller.local(&plan.name), plan.unit),
                teller.figure(plan.baseline),
                said(last(one, |day| day < self.asked.from)),
                said(last(one, |day| day <= self.asked.to)),
                teller.figure(plan.target),
            ])
        });
        let mut blocks = vec![table(self.say(&w::INDICATORS), columns, rows.collect())];
        blocks.extend(self.figures(&all));
        self.section(&w::INDICATORS, blocks)
    }

    /// Every figure of the period, those that were corrected among them.
    fn figures(&self, all: &[&Indicator]) -> Option<Block> {
        let teller = self.teller;
        let columns = vec![
            Column::words(self.say(&w::INDICATOR), 4),
            Column::words(self.say(&w::DAY), 2),
            Column::figures(self.say(&w::VALUE), 2),
            Column::words(self.say(&w::ORIGIN), 4),
        ];
        let mut rows = Vec::new();
        for one in all {
            let mut read: Vec<_> =
                one.measurements.iter().filter(|read| self.within(read.reading.on)).collect();
            read.sort_by_key(|read| read.reading.on);
            for read in read {
                let reading = &read.reading;
                let mut value = teller.figure(reading.value);
                if let Some((women, men)) = reading.women.zip(reading.men) {
                    let (women, men) = (teller.figure(women), teller.figure(men));
                    let parts = teller.fill(&w::WOMEN_MEN, &[("women", &women), ("men", &men)]);
                    value = format!("{value}\n{parts}");
                }
                let corrected = read.corrected_by.map(|_| self.say(&w::CORRECTED));
                let source = corrected
                    .map_or(reading.source.clone(), |said| format!("{}\n{said}", reading.source));
                let (name, day) = (teller.local(&one.plan.name), teller.day(reading.on));
                rows.push(Row::of(vec![name, day, value, source]));
            }
        }
        (!rows.is_empty()).then(|| table(self.say(&w::FIGURES), columns, rows))
    }

    /// What is late and what is expected at the end of the period, and of whom.
    async fn pending(&self) -> Result<Section> {
        let teller = self.teller;
        let home = id_of(self.end.of_cooperation());
        let found = teller.view.load(WaitingOf(home)).await?.unwrap_or_default();
        let id = self.end.row().id;
        let parts = [Part::Project(id), Part::Financing(domain::FinancingId::of(id))].map(Some);
        let mine = found.iter().filter(|row| parts.contains(&row.part));
        let mut items: Vec<_> = mine.map(|row| WaitingItem::of(&teller.view, row)).collect();
        items.extend(self.end.late());
        items.sort_by_key(|item| item.since);
        Ok(self.section(&w::PENDING, super::pending(teller, items).await?))
    }

    fn risks(&self) -> Option<Section> {
        if self.state.risks.is_empty() {
            return None;
        }
        let teller = self.teller;
        let columns = vec![
            Column::words(self.say(&w::RISK_TEXT), 4),
            Column::words(self.say(&w::RISK_WEIGHT), 2),
            Column::words(self.say(&w::RISK_ANSWER), 4),
            Column::words(self.say(&w::RISK_BECAME), 3),
        ];
        let rows = self.state.risks.iter().map(|one| {
            let kind = teller.say(&terms::risk(one.kind));
            let (likely, heavy) = (terms::level(one.likelihood), terms::level(one.effect));
            Row::of(vec![
                format!("{kind} – {}", teller.local(&one.text)),
                format!("{}, {}", teller.say(&likely), teller.say(&heavy)),
                one.answer.clone(),
                teller.owned(&terms::became(one.ended)),
            ])
        });
        let rows = rows.collect();
        Some(self.section(&w::RISKS, vec![table(self.say(&w::RISKS), columns, rows)]))
    }

    async fn written(&self, all: &[Written], part: ReportPart) -> Result<Option<Section>> {
        let mut mine: Vec<_> =
            all.iter().filter(|one| one.report == self.asked && one.part == part).collect();
        mine.sort_by_key(|one| one.by);
        let mut blocks = Vec::new();
        for one in mine {
            let who = self.side(one.by).await?;
            let by =
                self.teller.fill(&w::BY_ON, &[("who", &who), ("day", &self.teller.day(one.on))]);
            blocks.push(Block::aside(by));
            blocks.push(Block::quoted(self.teller.local(&one.text)));
        }
        let heading = match part {
            ReportPart::Conclusions => &w::CONCLUSIONS,
            ReportPart::Difficulties => &w::DIFFICULTIES,
            ReportPart::Prospects => &w::PROSPECTS,
        };
        Ok((!blocks.is_empty()).then(|| self.section(heading, blocks)))
    }

    async fn side(&self, side: Side) -> Result<String> {
        self.teller.side(self.state.parties(), side).await
    }

    fn lessons(&self) -> Option<Section> {
        let closing = self.state.closing.as_ref()?;
        let said = std::iter::once(&closing.reason).chain(&closing.lessons);
        Some(self.section(&w::LESSONS, said.map(Block::quoted).collect()))
    }

    async fn decisions(&self) -> Result<Section> {
        let id = self.end.row().id;
        let subjects = vec![id.0, domain::FinancingId::of(id).0];
        let scope = FeedScope { subjects, ..FeedScope::default() };
        let blocks = self.teller.acts(scope, DECISIONS, &w::DECISIONS).await?;
        Ok(self.section(&w::DECISIONS, blocks))
    }

    async fn documents(&self) -> Result<Option<Section>> {
        let home = id_of(self.end.of_cooperation());
        let all = self.teller.view.load(DocumentsOf(home)).await?.unwrap_or_default();
        let mine = |about| about == About::Project(self.end.row().id);
        let rows = all.iter().filter(|row| mine(row.about));
        let block = super::documents(self.teller, rows);
        Ok(block.map(|block| self.section(&w::DOCUMENTS, vec![block])))
    }

    /// Places to sign, one for each party; none comes first.
    async fn signatures(&self) -> Result<Section> {
        let columns =
            vec![Column::words(self.say(&w::PARTY), 4), Column::words(self.say(&w::SIGNATURE), 8)];
        let mut rows = Vec::new();
        for side in sides(self.state.parties()) {
            for id in domain::cooperation::of_side(self.state.parties(), side) {
                rows.push(Row::of(vec![self.teller.name(id).await?, "\n\n\n".to_owned()]));
            }
        }
        Ok(self.section(&w::SIGNATURES, vec![table(self.say(&w::SIGNATURES), columns, rows)]))
    }
}

/// The newest figure that counts among those of the days that `takes` takes.
fn last(indicator: &Indicator, takes: impl Fn(Date) -> bool) -> Option<&Measurement> {
    indicator.standing().filter(|one| takes(one.reading.on)).max_by_key(|one| one.reading.on)
}
