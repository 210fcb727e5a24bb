//! The mission report on an exchange (manual F19): what is on record of it and of the tasks that came of it, and what each side
//! wrote, its own words.

use domain::cooperation::Party;
use domain::exchange::{MissionPart, Stage};
use domain::project::{Task, of_mission};
use domain::text::Words;
use domain::{Lang, exchange};
use jumelage::query::ExchangeRow;
use readmodel::FeedScope;
use reports::{Block, Column, Fact, Report, Row, Section};

use super::tell::{Teller, table};
use super::{terms, words as w};
use crate::graph::enums::Verb;
use crate::graph::exchange::beside;
use crate::graph::fault::Result;
use crate::graph::view::View;

/// The acts on an exchange that its report tells; the writing of the report itself is none of them.
const ACTS: &[Verb] = &[
    Verb::ExchangePlanned,
    Verb::ExchangeRescheduled,
    Verb::ExchangeCancelled,
    Verb::ExchangeHeld,
];

/// The report on an exchange in sight.
pub(super) async fn report(view: &View, row: &ExchangeRow, lang: Lang) -> Result<Report> {
    let teller = Teller { view: view.clone(), lang };
    let home = view.known_cooperation(row.cooperation).await?;
    let parties = home.party_rows().await?;
    let told = Told { teller: &teller, row, parties: &parties };
    let mut sections = Vec::new();
    for part in [MissionPart::Purpose, MissionPart::Place] {
        sections.push(told.written(part).await?);
    }
    sections.extend(told.participants().await?);
    sections.push(told.written(MissionPart::Met).await?);
    sections.extend(told.outcome());
    for part in [MissionPart::Conclusions, MissionPart::FollowUp] {
        sections.push(told.written(part).await?);
    }
    sections.extend(told.tasks().await?);
    let scope = FeedScope { subjects: vec![row.id.0], ..FeedScope::default() };
    let acts = teller.acts(scope, ACTS, &w::MISSION_ACTS).await?;
    sections.push(told.section(&w::MISSION_ACTS, acts));
    Ok(Report {
        lang: super::tag(lang).to_owned(),
        kicker: teller.owned(&w::MISSION),
        title: teller.local(&row.plan.title),
        subtitle: teller.days(Some(row.plan.starts), Some(row.plan.ends)),
        facts: told.facts(home.called(lang).await?).await?,
        sections,
        record: teller.record(),
        date: view.today().to_string(),
        frame: teller.frame(),
    })
}

/// A report on its way.
struct Told<'a> {
    teller: &'a Teller,
    row: &'a ExchangeRow,
    parties: &'a [Party],
}

impl Told<'_> {
    fn section(&self, heading: &Words, blocks: Vec<Block>) -> Section {
        Section { heading: self.teller.owned(heading), blocks }
    }

    async fn facts(&self, home: String) -> Result<Vec<Fact>> {
        let (teller, plan) = (self.teller, &self.row.plan);
        let stands = match self.row.stage() {
            Stage::Planned => &w::MISSION_PLANNED,
            Stage::Held => &w::MISSION_HELD,
            Stage::Cancelled => &w::MISSION_CANCELLED,
        };
        let kind = terms::exchange(plan.kind);
        let mut facts = vec![
            Fact::new(teller.say(&w::COOPERATION), home),
            Fact::new(teller.say(&w::PARTIES), teller.parties(self.parties).await?),
            Fact::new(teller.say(&w::MISSION_KIND), teller.say(&kind)),
            Fact::new(teller.say(&w::MISSION_HOST), teller.name(plan.host).await?),
            Fact::new(teller.say(&w::MISSION_STATE), teller.say(stands)),
        ];
        let themes = plan.themes.iter().filter_map(|theme| domain::reference::theme(&theme.0));
        let themes: Vec<_> = themes.map(|theme| theme.name.in_lang(teller.lang)).collect();
        if !themes.is_empty() {
            facts.push(Fact::new(teller.say(&w::THEMES), themes.join("\n")));
        }
        Ok(facts)
    }

    /// A part in the words of each side that wrote it, by its side.
    async fn written(&self, part: MissionPart) -> Result<Section> {
        let heading = match part {
            MissionPart::Purpose => &w::MISSION_PURPOSE,
            MissionPart::Place => &w::MISSION_PLACE,
            MissionPart::Met => &w::MISSION_MET,
            MissionPart::Conclusions => &w::CONCLUSIONS,
            MissionPart::FollowUp => &w::MISSION_FOLLOW,
        };
        let all = self.row.state.mission.iter();
        let mut own: Vec<_> = all.filter(|one| one.part == part).collect();
        own.sort_by_key(|one| one.by);
        let mut blocks = Vec::new();
        for one in own {
            let who = self.teller.side(self.parties, one.by).await?;
            let gaps = [("who", &*who), ("day", &*self.teller.day(one.on))];
            blocks.push(Block::aside(self.teller.fill(&w::BY_ON, &gaps)));
            blocks.push(Block::quoted(self.teller.local(&one.text)));
        }
        if blocks.is_empty() {
            blocks.push(Block::text(self.teller.say(&w::MISSION_NOBODY)));
        }
        Ok(self.section(heading, blocks))
    }

    /// Who came, in numbers.
    async fn participants(&self) -> Result<Option<Section>> {
        let columns = vec![
            Column::words(self.teller.say(&w::SIDE), 4),
            Column::words(self.teller.say(&w::MISSION_CATEGORY), 4),
            Column::figures(self.teller.say(&w::MISSION_COUNT), 2),
        ];
        let mut rows = Vec::new();
        for exchange::Participants { side, category, count } in &self.row.state.participants {
            let side = self.teller.side(self.parties, *side).await?;
            rows.push(Row::of(vec![side, category.clone(), count.to_string()]));
        }
        let shown = (!rows.is_empty())
            .then(|| vec![table(self.teller.say(&w::PARTICIPANTS), columns, rows)]);
        Ok(shown.map(|blocks| self.section(&w::PARTICIPANTS, blocks)))
    }

    /// The tasks that what follows became, a table a project in sight; none where there are none yet.
    async fn tasks(&self) -> Result<Option<Section>> {
        let mut blocks = Vec::new();
        for project in beside(&self.teller.view, self.row).await? {
            let mut rows = Vec::new();
            for task in of_mission(&project.row().state, self.row.id) {
                rows.push(self.task(task).await?);
            }
            if !rows.is_empty() {
                let columns = vec![
                    Column::words(self.teller.say(&w::TASK), 5),
                    Column::words(self.teller.say(&w::TASK_STATE), 2),
                    Column::words(self.teller.say(&w::WHO), 4),
                    Column::words(self.teller.say(&w::DUE), 3),
                ];
                blocks.push(table(&project.called(self.teller.lang), columns, rows));
            }
        }
        Ok((!blocks.is_empty()).then(|| self.section(&w::MISSION_TASKS, blocks)))
    }

    async fn task(&self, task: &Task) -> Result<Row> {
        let teller = self.teller;
        let state = teller.owned(&terms::task(task.state));
        let who = teller.doer(task).await?;
        Ok(Row::of(vec![teller.of_task(task), state, who, teller.day(task.due)]))
    }

    /// What was said of it when it was recorded as held.
    fn outcome(&self) -> Option<Section> {
        let said = self.teller.local(&self.row.state.outcome);
        (!said.is_empty()).then(|| self.section(&w::OUTCOME, vec![Block::quoted(said)]))
    }
}
