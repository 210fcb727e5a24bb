//! The report as data: one structure, each text already in its reader's language, that every face of it is made from.

use serde::{Deserialize, Serialize};

/// The few words that stand on every page of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Frame {
    /// What the platform is called, at the foot of each page.
    pub source: String,
    /// "Page", before a number.
    pub page: String,
    /// "of", between the number of a page and that of all pages.
    pub of: String,
    /// "Contents", above the list of sections.
    pub contents: String,
}

/// A report: what it is about, what is known at a glance, and its sections.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// BCP 47 tag of the language of its words.
    pub lang: String,
    /// The kind of report, above the title.
    pub kicker: String,
    /// Its title.
    pub title: String,
    /// The line below the title: the period.
    pub subtitle: String,
    /// What is known at a glance.
    pub facts: Vec<Fact>,
    /// Its parts, in their order.
    pub sections: Vec<Section>,
    /// From which state of the record it was made, at its end.
    pub record: String,
    /// The day of that state, `YYYY-MM-DD`: the date of the document.
    pub date: String,
    /// Words of every page.
    pub frame: Frame,
}

/// A labelled value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// How it is.
    pub value: String,
}

impl Fact {
    /// A value with its label.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// A part of a report under a heading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Block {
    /// A heading within the section.
    #[serde(rename = "ReportHeading")]
    Heading {
        /// Its words.
        text: String,
    },
    /// A paragraph; line breaks in it are kept.
    #[serde(rename = "ReportText")]
    Text {
        /// Its words.
        text: String,
        /// True for a remark beside the matter.
        aside: bool,
        /// True where the words are people's own, quoted as they stand.
        quoted: bool,
    },
    /// Points.
    #[serde(rename = "ReportList")]
    List {
        /// Its points.
        items: Vec<String>,
    },
    /// Labelled values.
    #[serde(rename = "ReportFacts")]
    Facts {
        /// Its values.
        facts: Vec<Fact>,
    },
    /// A table.
    #[serde(rename = "ReportTable")]
    Table(Table),
}

impl Block {
    /// A paragraph of the report's own words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), aside: false, quoted: false }
    }

    /// A remark beside the matter.
    pub fn aside(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), aside: true, quoted: false }
    }

    /// People's own words.
    pub fn quoted(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), aside: false, quoted: true }
    }

    /// A heading within a section.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading { text: text.into() }
    }
}

/// A table with its caption.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// True for figures, which stand at the end of their cells.
    pub figures: bool,
    /// Its share of the width beside the others, from 1.
    pub share: u8,
}

impl Column {
    /// A column of words that takes `share` of the width.
    pub fn words(head: impl Into<String>, share: u8) -> Self {
        Self { head: head.into(), figures: false, share }
    }

    /// A column of figures that takes `share` of the width.
    pub fn figures(head: impl Into<String>, share: u8) -> Self {
        Self { head: head.into(), figures: true, share }
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<String>,
    /// True for a sum of the rows above.
    pub total: bool,
}

impl Row {
    /// A plain row.
    #[must_use]
    pub fn of(cells: Vec<String>) -> Self {
        Self { cells, total: false }
    }

    /// A row of sums.
    #[must_use]
    pub fn total(cells: Vec<String>) -> Self {
        Self { cells, total: true }
    }
}

impl Report {
    /// Every text of it, changed by `change`; its language and date stay.
    #[must_use]
    pub fn map(mut self, change: &dyn Fn(&str) -> String) -> Self {
        self.texts(&mut |text| *text = change(text));
        self
    }

    /// How many characters it holds.
    #[must_use]
    pub fn characters(&self) -> usize {
        let mut count = 0;
        self.clone().texts(&mut |text| count += text.chars().count());
        count
    }

    fn texts(&mut self, on: &mut dyn FnMut(&mut String)) {
        for text in [&mut self.kicker, &mut self.title, &mut self.subtitle, &mut self.record] {
            on(text);
        }
        let Frame { source, page, of, contents } = &mut self.frame;
        [source, page, of, contents].into_iter().for_each(&mut *on);
        facts(&mut self.facts, on);
        for section in &mut self.sections {
            on(&mut section.heading);
            section.blocks.iter_mut().for_each(|block| of_block(block, on));
        }
    }
}

fn facts(facts: &mut [Fact], on: &mut dyn FnMut(&mut String)) {
    for fact in facts {
        on(&mut fact.label);
        on(&mut fact.value);
    }
}

fn of_block(block: &mut Block, on: &mut dyn FnMut(&mut String)) {
    match block {
        Block::Heading { text } | Block::Text { text, .. } => on(text),
        Block::List { items } => items.iter_mut().for_each(on),
        Block::Facts { facts: list } => facts(list, on),
        Block::Table(table) => {
            on(&mut table.caption);
            table.columns.iter_mut().for_each(|column| on(&mut column.head));
            table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(on);
        }
    }
}
