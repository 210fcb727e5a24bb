//! Reports on paper: what people wrote stays words, the same report is the same bytes, too much is refused.

use crate::{
    Block, Cell, Column, Fact, Frame, Report, Row, Section, Sheet, Table, Unwritten, csv, docx,
    limits, pdf, xlsx,
};

/// What people may write, and programs might take for something else.
const WICKED: [&str; 9] = [
    "#panic(\"x\")",
    "*bold* _thin_ `code` $x^2$ <label> @ref",
    "\\ \\u{0} // no remark /* nor this */",
    "<script>alert(1)</script> & \"quotes\" ]]>",
    "#import \"/etc/passwd\": *",
    "#read(\"report.json\")",
    "مرحبا بالعالم שלום",
    "Ñandú, œuvre, ¿qué?, « guillemets », 24\u{202f}000\u{a0}€",
    "a\u{0}b\u{8}c\u{feff}d",
];

fn report(words: &[&str]) -> Report {
    let texts = words.iter().map(|one| Block::text(*one));
    let quoted = words.iter().map(|one| Block::quoted(*one));
    let items = words.iter().map(|one| (*one).to_owned()).collect();
    let rows = words.iter().map(|one| Row::of(vec![(*one).to_owned(), "1".into()]));
    let rows = rows.chain([Row::total(vec!["Total".into(), "9".into()])]).collect();
    let columns = vec![Column::words("Quoi", 3), Column::figures("Combien", 1)];
    let table = Block::Table(Table { caption: "Un tableau".into(), columns, rows });
    let heading = words.first().copied().unwrap_or("Partie").to_owned();
    let blocks = texts.chain(quoted).chain([Block::List { items }, table, Block::heading("Suite")]);
    Report {
        lang: "fr".into(),
        kicker: "Rapport intermédiaire".into(),
        title: words.first().copied().unwrap_or("Rapport").to_owned(),
        subtitle: "Du 1er janvier au 30 juin 2026".into(),
        facts: words.iter().map(|one| Fact::new("Fait", *one)).collect(),
        sections: vec![Section { heading, blocks: blocks.collect() }],
        record: "État du dossier".into(),
        date: "2026-06-30".into(),
        frame: Frame {
            source: "Rives".into(),
            page: "Page".into(),
            of: "sur".into(),
            contents: "Sommaire".into(),
        },
    }
}

#[test]
fn what_people_wrote_is_never_run_by_the_typesetter() {
    let bytes = pdf(&report(&WICKED)).expect("words are words");
    assert!(bytes.starts_with(b"%PDF-") && bytes.len() > 5_000);
}

#[test]
fn the_same_report_is_the_same_pdf_and_another_is_not() {
    let one = pdf(&report(&["Bonjour"])).expect("a report");
    assert_eq!(one, pdf(&report(&["Bonjour"])).expect("the same"));
    assert_ne!(one, pdf(&report(&["Bonsoir"])).expect("another"));
}

#[test]
fn a_pdf_of_known_letters_is_for_archives_and_for_screen_readers() {
    let bytes = pdf(&report(&["Œuvre d’été"])).expect("a report");
    let found = |mark: &str| bytes.windows(mark.len()).any(|part| part == mark.as_bytes());
    assert!(found("pdfuaid:part") && found("pdfaid:part"), "PDF/UA-1 and PDF/A-2a");
    assert!(found("/Lang"));
}

#[test]
fn a_letter_that_no_font_has_spoils_no_report() {
    let bytes = pdf(&report(&["友好都市 🌊"])).expect("a box on the page, and a report");
    assert!(bytes.starts_with(b"%PDF-"));
}

#[test]
fn a_text_document_holds_the_words_as_they_are() {
    assert!(docx(&report(&WICKED)).expect("words are words").starts_with(b"PK"));
}

#[test]
fn more_than_a_document_may_hold_is_refused_before_work_begins() {
    let mut large = report(&["Bonjour"]);
    let row = Row::of(vec!["x".into(), "1".into()]);
    let rows = vec![row; limits::ROWS + 1];
    let columns = vec![Column::words("Quoi", 1), Column::figures("Combien", 1)];
    large.sections[0].blocks.push(Block::Table(Table { caption: "Long".into(), columns, rows }));
    for refused in [pdf(&large), docx(&large)] {
        assert!(matches!(refused, Err(Unwritten::TooMuch { what: "rows", .. })), "{refused:?}");
    }
    large.sections[0].blocks = vec![Block::text("x".repeat(limits::CHARACTERS + 1))];
    assert!(matches!(pdf(&large), Err(Unwritten::TooMuch { what: "characters", .. })));
}

#[test]
fn a_workbook_takes_any_words_and_a_plain_table_makes_formulas_harmless() {
    let row = |words: &str| {
        vec![
            Cell::words(words),
            Cell::Figure("1200.50".into(), 2),
            Cell::Day(2026, 6, 30),
            Cell::Empty,
        ]
    };
    let mut rows: Vec<_> = WICKED.iter().map(|words| row(words)).collect();
    rows.push(row("=1+1"));
    rows.push(vec![
        Cell::words("Total"),
        Cell::Sum("12005.00".into(), 2),
        Cell::Empty,
        Cell::Empty,
    ]);
    let heads = ["Quoi", "Combien", "Quand", "Rien"].map(str::to_owned).to_vec();
    let sheet = Sheet { name: "A/B [c]: 'd' et plus que trente et un signes".into(), heads, rows };
    let book = xlsx("Plan", "2026-06-30", std::slice::from_ref(&sheet)).expect("a workbook");
    assert!(book.starts_with(b"PK"));
    let plain = csv(&sheet, b';', &|text| text.replace('=', "'=")).expect("a table");
    let plain = String::from_utf8(plain).expect("UTF-8");
    assert!(
        plain.contains("'=1+1;1200.50;2026-06-30;") && plain.starts_with('\u{feff}'),
        "{plain}"
    );
}
