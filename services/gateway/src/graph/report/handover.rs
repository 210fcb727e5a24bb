//! The handover pack of a cooperation: all that a newly elected team needs, in plain words, from the same record.

mod past;

use domain::Lang;
use domain::cooperation::{Cooperation as CooperationId, Vote};
use domain::exchange;
use domain::financing::{Decimal, Step, Target, in_force, standing};
use domain::project;
use domain::text::Words;
use readmodel::cooperation::VersionRow;
use reports::{Block, Column, Fact, Report, Row, Section};
use std::collections::BTreeMap;

use super::tell::{Teller, table};
use super::words as w;
use crate::graph::cooperation::Cooperation;
use crate::graph::fault::{Result, coded};
use crate::graph::loaders::{
    CharterOf, ConventionsOf, DecisionsOf, DocumentsOf, ExchangesOf, ProjectsOf, TermsOf,
};
use crate::graph::view::View;
use crate::graph::words::{self, sheet};

/// Rows of one of its tables: a bond of half a century has thousands of exchanges.
const ROWS: usize = 300;

/// The pack of a cooperation in sight.
pub(super) async fn report(view: &View, id: CooperationId, lang: Lang) -> Result<Report> {
    let teller = Teller { view: view.clone(), lang };
    let home = view.cooperation(id).await?;
    let home = home.ok_or_else(|| coded("there is no such cooperation in sight", "NOT_FOUND"))?;
    let pack = Pack { teller: &teller, home: &home };
    let past = past::read(&teller, &home).await?;
    let mut sections = vec![pack.pending().await?, pack.promised().await?, pack.decided().await?];
    sections.push(pack.done().await?);
    sections.push(pack.spent().await?);
    sections.push(past::seats(&teller, &home, &past).await?);
    sections.extend(pack.documents().await?);
    sections.extend(pack.lessons().await?);
    sections.push(past::timeline(&teller, past).await?);
    Ok(Report {
        lang: super::tag(lang).to_owned(),
        kicker: teller.owned(&w::HANDOVER),
        title: home.called(lang).await?,
        subtitle: teller.owned(&w::HANDOVER_LEAD),
        facts: pack.facts().await?,
        sections,
        record: teller.record(),
        date: view.today().to_string(),
        frame: teller.frame(),
    })
}

struct Pack<'a> {
    teller: &'a Teller,
    home: &'a Cooperation,
}

impl Pack<'_> {
    fn say(&self, words: &Words) -> &'static str {
        self.teller.say(words)
    }

    fn section(&self, heading: &Words, blocks: Vec<Block>, none: &Words) -> Section {
        let empty = blocks.is_empty();
        let none = empty.then(|| Block::text(self.say(none)));
        let heading = self.teller.owned(heading);
        Section { heading, blocks: blocks.into_iter().chain(none).collect() }
    }

    /// A table of the latest rows, with a word where there are more; nothing where there are none.
    fn latest(&self, caption: &Words, columns: Vec<Column>, mut rows: Vec<Row>) -> Vec<Block> {
        let all = rows.len();
        let mut blocks = Vec::new();
        if all > ROWS {
            rows.drain(..all - ROWS);
            let (most, all) = (ROWS.to_string(), all.to_string());
            let gaps = [("most", &*most), ("all", &*all)];
            blocks.push(Block::aside(self.teller.fill(&w::LATEST, &gaps)));
        }
        if !rows.is_empty() {
            blocks.push(table(self.say(caption), columns, rows));
        }
        blocks
    }

    async fn facts(&self) -> Result<Vec<Fact>> {
        let (teller, row) = (self.teller, &self.home.row);
        let parties = self.home.party_rows().await?;
        let kind = sheet::kind(teller.lang, row.kind().word()).to_owned();
        let mut facts = vec![
            Fact::new(self.say(&w::PARTIES), teller.parties(&parties).await?),
            Fact::new(self.say(&w::NATURE_OF), kind),
            Fact::new(self.say(&w::STANDS), sheet::stage(teller.lang, row.stage.word())),
        ];
        if let Some(since) = &row.since {
            let day = since.0.parse().map(|day| teller.day(day));
            facts.push(Fact::new(self.say(&w::SINCE_WHEN), day.unwrap_or(since.0.clone())));
        }
        let themes = row.themes.iter().filter_map(|theme| domain::reference::theme(&theme.0));
        let themes: Vec<_> = themes.map(|theme| theme.name.in_lang(teller.lang)).collect();
        if !themes.is_empty() {
            facts.push(Fact::new(self.say(&w::THEMES), themes.join("\n")));
        }
        facts.push(Fact::new(self.say(&w::LAST_ACTIVITY), teller.day_of(row.last_activity)));
        Ok(facts)
    }

    async fn pending(&self) -> Result<Section> {
        let items = self.home.expected().await?;
        let blocks = super::pending(self.teller, items).await?;
        Ok(Section { heading: self.teller.owned(&w::PENDING), blocks })
    }

    async fn promised(&self) -> Result<Section> {
        let (teller, id) = (self.teller, self.home.uuid());
        let mut blocks = Vec::new();
        // A twinning has a charter, a partnership terms; both are kept as versions of one text.
        match self.home.row.cooperation {
            CooperationId::Jumelage(_) => {
                let charter = teller.view.load(CharterOf(id)).await?.unwrap_or_default();
                if let Some(last) = charter.last().filter(|last| !last.body.is_empty()) {
                    blocks.extend(self.charter(last));
                }
            }
            CooperationId::Partnership(_) => {
                let terms = teller.view.load(TermsOf(id)).await?.unwrap_or_default();
                if let Some(last) = terms.last() {
                    blocks.push(Block::text(teller.local(&last.body.purpose)));
                    blocks.push(Block::aside(format!("SHA-256: {}", last.hash.0)));
                }
            }
        }
        blocks.extend(self.conventions().await?);
        Ok(self.section(&w::PROMISED, blocks, &w::NO_PROMISES))
    }

    fn charter(&self, last: &VersionRow<Vec<domain::LocalText>>) -> [Block; 3] {
        [
            Block::heading(self.say(&w::CHARTER)),
            Block::quoted(self.teller.local(&last.body)),
            Block::aside(format!("SHA-256: {}", last.hash.0)),
        ]
    }

    async fn conventions(&self) -> Result<Vec<Block>> {
        let teller = self.teller;
        let all = teller.view.load(ConventionsOf(self.home.uuid())).await?.unwrap_or_default();
        let columns = vec![
            Column::words(self.say(&w::CONVENTIONS), 5),
            Column::words(self.say(&w::STANDS), 2),
            Column::words(self.say(&w::TERM), 4),
            Column::words(self.say(&w::NOTICE), 2),
        ];
        let rows = all.iter().map(|row| {
            let state = &row.state;
            let title = state.opening.as_ref().map(|opening| teller.local(&opening.title));
            let stands = domain::convention::stage(state).map(domain::convention::stage_term);
            let stands = stands.and_then(|key| domain::term(key, teller.lang)).unwrap_or_default();
            let term = state.term.as_ref();
            let since = state.in_force.and_then(|force| force.since);
            let days = term.map_or_else(
                || teller.days(since, None),
                |term| teller.days(term.starts.or(since), term.ends),
            );
            let notice = term.and_then(|term| term.notice).map(|day| teller.day(day));
            Row::of(vec![
                title.unwrap_or_default(),
                stands.to_owned(),
                days,
                notice.unwrap_or_default(),
            ])
        });
        Ok(self.latest(&w::CONVENTIONS, columns, rows.collect()))
    }

    /// Votes of councils on the cooperation and on its conventions, by their day.
    async fn decided(&self) -> Result<Section> {
        let (teller, id) = (self.teller, self.home.uuid());
        let votes = teller.view.load(DecisionsOf(id)).await?.unwrap_or_default();
        let own = votes
            .iter()
            .map(|(vote, _)| (vote.on, vote.organisation, vote.outcome, vote.reference.clone()));
        let conventions = teller.view.load(ConventionsOf(id)).await?.unwrap_or_default();
        let of = conventions.iter().flat_map(|row| &row.state.approvals);
        let of = of.map(|vote| (vote.on, vote.organisation, vote.outcome, vote.number.clone()));
        let mut all: Vec<_> = own.chain(of).collect();
        all.sort_by_key(|(on, ..)| *on);
        let columns = vec![
            Column::words(self.say(&w::DAY), 2),
            Column::words(self.say(&w::COUNCIL), 4),
            Column::words(self.say(&w::VOTE), 2),
            Column::words(self.say(&w::REFERENCE), 4),
        ];
        let mut rows = Vec::with_capacity(all.len());
        for (on, organisation, outcome, reference) in all {
            let (name, vote) = (teller.name(organisation).await?, voted(teller, outcome));
            rows.push(Row::of(vec![teller.day(on), name, vote, reference.unwrap_or_default()]));
        }
        let votes = self.latest(&w::DECIDED, columns, rows);
        Ok(self.section(&w::DECIDED, votes, &w::NO_DECISIONS))
    }

    async fn done(&self) -> Result<Section> {
        let blocks = self.exchanges().await?.into_iter().chain(self.projects().await?).collect();
        Ok(self.section(&w::DONE, blocks, &w::NOTHING_DONE))
    }

    async fn exchanges(&self) -> Result<Vec<Block>> {
        let teller = self.teller;
        let all = teller.view.load(ExchangesOf(self.home.uuid())).await?.unwrap_or_default();
        let mut held: Vec<_> =
            all.iter().filter(|row| row.stage() == exchange::Stage::Held).collect();
        held.sort_by_key(|row| row.plan.starts);
        let columns = vec![
            Column::words(self.say(&w::EXCHANGE), 4),
            Column::words(self.say(&w::TERM), 3),
            Column::figures(self.say(&w::PARTICIPANTS), 2),
            Column::words(self.say(&w::OUTCOME), 5),
        ];
        let rows = held.into_iter().map(|row| {
            let count: u64 = row.state.participants.iter().map(|one| u64::from(one.count)).sum();
            Row::of(vec![
                teller.local(&row.plan.title),
                teller.days(Some(row.plan.starts), Some(row.plan.ends)),
                if count == 0 { "–".to_owned() } else { count.to_string() },
                teller.local(&row.state.outcome),
            ])
        });
        Ok(self.latest(&w::EXCHANGES, columns, rows.collect()))
    }

    async fn projects(&self) -> Result<Vec<Block>> {
        let teller = self.teller;
        let all = teller.view.load(ProjectsOf(self.home.uuid())).await?.unwrap_or_default();
        let columns = vec![
            Column::words(self.say(&w::PROJECT), 5),
            Column::words(self.say(&w::STANDS), 2),
            Column::words(self.say(&w::TERM), 4),
            Column::words(self.say(&w::OUTCOME), 5),
        ];
        let rows = all.iter().filter_map(|row| {
            let plan = project::in_force(&row.state)?;
            let stage = project::stage(&row.state).map(project::stage_term)?;
            let ends = row.state.closing.as_ref().and_then(|closing| closing.on).or(plan.ends);
            let brought = row.state.closing.as_ref().map(|closing| closing.reason.clone());
            Some(Row::of(vec![
                teller.local(&plan.title),
                domain::term(stage, teller.lang).unwrap_or_default().to_owned(),
                teller.days(row.state.started.or(plan.starts), ends),
                brought.unwrap_or_default(),
            ]))
        });
        Ok(self.latest(&w::PROJECTS, columns, rows.collect()))
    }

    /// What was disbursed, by currency, year and party; for those alone who may see plans of money.
    async fn spent(&self) -> Result<Section> {
        let view = &self.teller.view;
        let all = view.load(ProjectsOf(self.home.uuid())).await?.unwrap_or_default();
        let plans = all.iter().map(|row| domain::FinancingId::of(row.id));
        let plans = view.load_many(plans.collect::<Vec<_>>()).await?;
        let mut sums: BTreeMap<String, BTreeMap<(i16, String), Decimal>> = BTreeMap::new();
        for plan in plans.values() {
            let Some(content) = in_force(&plan.state) else { continue };
            for one in standing(&plan.state.entries) {
                let Target::Line(number, Step::Disbursed) = one.target else { continue };
                let Some(line) = content.line(number) else { continue };
                let party = self.teller.name(line.party).await?;
                let group = sums.entry(content.reference.clone()).or_default();
                *group.entry((one.entry.on.year(), party)).or_default() +=
                    one.entry.amount.in_reference(&content.reference);
            }
        }
        let blocks = sums.into_iter().map(|(currency, sums)| self.sums(&currency, sums)).collect();
        Ok(self.section(&w::SPENT, blocks, &w::NOTHING_SPENT))
    }

    fn sums(&self, currency: &str, sums: BTreeMap<(i16, String), Decimal>) -> Block {
        let teller = self.teller;
        let columns = vec![
            Column::words(self.say(&w::YEAR), 2),
            Column::words(self.say(&w::PARTY), 6),
            Column::figures(self.say(&w::SUM_DISBURSED), 3),
        ];
        let all: Decimal = sums.values().sum();
        let mut rows: Vec<_> = sums
            .into_iter()
            .map(|((year, party), sum)| {
                Row::of(vec![year.to_string(), party, teller.sum(sum, currency)])
            })
            .collect();
        let total = vec![teller.owned(&w::TOTAL), String::new(), teller.sum(all, currency)];
        rows.push(Row::total(total));
        table(&teller.fill(&w::SPENT_CAPTION, &[("currency", currency)]), columns, rows)
    }

    async fn documents(&self) -> Result<Option<Section>> {
        let all = self.teller.view.load(DocumentsOf(self.home.uuid())).await?.unwrap_or_default();
        let block = super::documents(self.teller, all.iter());
        let heading = self.teller.owned(&w::DOCUMENTS);
        Ok(block.map(|block| Section { heading, blocks: vec![block] }))
    }

    async fn lessons(&self) -> Result<Option<Section>> {
        let teller = self.teller;
        let all = teller.view.load(ProjectsOf(self.home.uuid())).await?.unwrap_or_default();
        let mut blocks = Vec::new();
        for row in all.iter() {
            let lessons = row.state.closing.as_ref().and_then(|closing| closing.lessons.clone());
            if let Some((lessons, plan)) = lessons.zip(project::in_force(&row.state)) {
                blocks.push(Block::heading(teller.local(&plan.title)));
                blocks.push(Block::quoted(lessons));
            }
        }
        if let Some(ending) = &self.home.row.ending {
            blocks.push(Block::heading(self.say(&w::ENDING)));
            blocks.extend([&ending.reason, &ending.lessons].map(Block::quoted));
        }
        let heading = teller.owned(&w::LESSONS);
        Ok((!blocks.is_empty()).then_some(Section { heading, blocks }))
    }
}

fn voted(teller: &Teller, vote: Vote) -> String {
    words::voted(teller.lang, vote).to_owned()
}
