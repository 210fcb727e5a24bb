//! What every report says the same way: names, days, sums, local texts, and the acts of a history.

use domain::cooperation::{Party, Side, of_side, sides};
use domain::financing::{Decimal, minor_units};
use domain::project::{Task, TaskState};
use domain::text::Words;
use domain::{Lang, LocalText, OrganisationId, reference};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use readmodel::FeedScope;
use readmodel::feed::{self, From};
use reports::{Block, Column, Frame, Row, Table};
use rusqlite::Connection;

use super::words::{self as w, fill};
use crate::graph::change::{Actor, Change};
use crate::graph::cooperation::in_lang;
use crate::graph::enums::Verb;
use crate::graph::fault::Result;
use crate::graph::summary;
use crate::graph::view::View;
use crate::graph::words;

/// Acts of a history that one report tells.
const ACTS: usize = 400;

/// Who tells a report: from which look at the record, in which language.
#[derive(Clone)]
pub(super) struct Teller {
    pub(super) view: View,
    pub(super) lang: Lang,
}

impl Teller {
    pub(super) fn say(&self, words: &Words) -> &'static str {
        words.in_lang(self.lang)
    }

    pub(super) fn owned(&self, words: &Words) -> String {
        self.say(words).to_owned()
    }

    pub(super) fn fill(&self, words: &Words, gaps: &[(&str, &str)]) -> String {
        fill(self.say(words), gaps)
    }

    pub(super) fn day(&self, day: Date) -> String {
        words::day(self.lang, day)
    }

    pub(super) fn day_of(&self, moment: Timestamp) -> String {
        self.day(moment.to_zoned(TimeZone::UTC).date())
    }

    /// A part of a period, where both of its days may be unknown.
    pub(super) fn days(&self, from: Option<Date>, to: Option<Date>) -> String {
        match (from.map(|day| self.day(day)), to.map(|day| self.day(day))) {
            (None, None) => String::new(),
            (Some(from), None) => self.fill(&w::SINCE_DAY, &[("from", &from)]),
            (None, Some(to)) => self.fill(&w::UNTIL_DAY, &[("to", &to)]),
            (Some(from), Some(to)) => self.fill(&w::PERIOD, &[("from", &from), ("to", &to)]),
        }
    }

    /// The text in the reader's language, else the first.
    pub(super) fn local(&self, texts: &[LocalText]) -> String {
        in_lang(texts, self.lang).unwrap_or_default().to_owned()
    }

    /// A sum in `currency` to its minor unit, without the currency.
    pub(super) fn sum(&self, sum: Decimal, currency: &str) -> String {
        words::amount(self.lang, &exact(sum, currency))
    }

    /// A sum with its currency.
    pub(super) fn money(&self, sum: Decimal, currency: &str) -> String {
        words::amount(self.lang, &format!("{} {currency}", exact(sum, currency)))
    }

    /// A figure that was measured.
    pub(super) fn figure(&self, value: Decimal) -> String {
        words::amount(self.lang, &value.normalize().to_string())
    }

    /// An organisation's name.
    pub(super) async fn name(&self, id: OrganisationId) -> Result<String> {
        Ok(self.view.known_organisation(id).await?.called(self.lang))
    }

    /// The names of a side.
    pub(super) async fn side(&self, parties: &[Party], side: Side) -> Result<String> {
        let mut names = Vec::new();
        for id in of_side(parties, side) {
            names.push(self.name(id).await?);
        }
        Ok(words::list(self.lang, &names))
    }

    /// Every party with its country, a line each.
    pub(super) async fn parties(&self, parties: &[Party]) -> Result<String> {
        let mut lines = Vec::new();
        for side in sides(parties) {
            for id in of_side(parties, side) {
                let found = self.view.known_organisation(id).await?;
                let country = reference::country(found.country_code());
                let country = country.map(|country| country.name.in_lang(self.lang));
                let name = found.called(self.lang);
                lines.push(country.map_or(name.clone(), |country| format!("{name} ({country})")));
            }
        }
        Ok(lines.join("\n"))
    }

    /// What a task is, with the reason where it was dropped.
    pub(super) fn of_task(&self, task: &Task) -> String {
        let title = self.local(&task.title);
        match task.reason.as_ref().filter(|_| task.state == TaskState::Dropped) {
            Some(reason) => format!("{title}\n{reason}"),
            None => title,
        }
    }

    /// Who is to do a task: its party, and the function there where one was named.
    pub(super) async fn doer(&self, task: &Task) -> Result<String> {
        let name = self.name(task.party).await?;
        Ok(task.role.as_ref().map_or(name.clone(), |role| format!("{name} ({role})")))
    }

    pub(super) fn frame(&self) -> Frame {
        Frame {
            source: self.owned(&w::SOURCE),
            page: self.owned(&w::PAGE),
            of: self.owned(&w::OF),
            contents: self.owned(&w::CONTENTS),
        }
    }

    /// From which state of the record a report was made.
    pub(super) fn record(&self) -> String {
        let now = self.view.moment().to_zoned(TimeZone::UTC);
        let time = now.strftime("%H:%M").to_string();
        let position = self.view.applied().0.to_string();
        let day = self.day(now.date());
        self.fill(&w::AS_OF, &[("day", &day), ("time", &time), ("position", &position)])
    }

    /// The acts of these kinds in `scope`, oldest first, as a table; with a remark where there are more.
    pub(super) async fn acts(
        &self,
        scope: FeedScope,
        verbs: &[Verb],
        caption: &Words,
    ) -> Result<Vec<Block>> {
        let (changes, more) = self.changes(scope, verbs, ACTS).await?;
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let columns = vec![
            Column::words(self.say(&w::DAY), 2),
            Column::words(self.say(&w::SEAT), 4),
            Column::words(self.say(&w::ACT), 6),
        ];
        let mut rows = Vec::with_capacity(changes.len());
        for change in &changes {
            let actor = Actor::new(change.view.clone(), change.item.author);
            rows.push(Row::of(vec![
                self.day_of(change.item.at),
                actor.seat_called(self.lang).await?,
                summary::sentence(change, self.lang).await?,
            ]));
        }
        let mut blocks = vec![table(self.say(caption), columns, rows)];
        if more {
            blocks.push(Block::aside(self.say(&w::MORE)));
        }
        Ok(blocks)
    }

    /// The changes of these kinds, oldest first, at most `most`, and whether there are more.
    pub(super) async fn changes(
        &self,
        scope: FeedScope,
        verbs: &[Verb],
        most: usize,
    ) -> Result<(Vec<Change>, bool)> {
        let verbs = verbs.iter().map(|verb| verb.name().to_owned()).collect();
        let scope = FeedScope { verbs, ..scope };
        let read = move |conn: &Connection, eyes: &readmodel::Viewer| {
            let (mut all, mut from) = (Vec::new(), 0);
            loop {
                let page = feed::page(conn, &eyes.sight, &scope, From::After(from), feed::MOST)?;
                from = page.changes.last().map_or(from, |last| last.seq);
                all.extend(page.changes);
                if !page.more || all.len() > most {
                    let more = page.more || all.len() > most;
                    all.truncate(most);
                    return Ok((all, more));
                }
            }
        };
        let (found, more) = self.view.read(read).await?;
        let changes = found.into_iter().map(|item| Change::new(self.view.clone(), item));
        Ok((changes.collect::<Result<_>>()?, more))
    }
}

/// A sum as the record keeps it: to the minor unit of its currency.
pub(super) fn exact(sum: Decimal, currency: &str) -> String {
    let decimals = usize::try_from(minor_units(currency).unwrap_or(2)).unwrap_or(2);
    format!("{sum:.decimals$}")
}

/// A table as a block.
pub(super) fn table(caption: &str, columns: Vec<Column>, rows: Vec<Row>) -> Block {
    Block::Table(Table { caption: caption.to_owned(), columns, rows })
}
