//! PDF by typst: one template of ours, the report handed to it as a file of JSON, no other file and no network.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::text::breakable;
use crate::{Report, Unwritten, limits};

/// The template. Nothing of a report is ever part of it.
const TEMPLATE: &str = include_str!("report.typ");
/// Fonts that the template asks for: letters of Latin, Greek, Cyrillic and Hebrew; the other one has Arabic.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];
/// Renderings for which the typesetter keeps what it has worked out.
const REMEMBERED: usize = 4;

/// What is the same for every report.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    data: FileId,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let all = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data)));
    let fonts: Vec<_> =
        all.filter(|font| FAMILIES.contains(&font.info().family.as_str())).collect();
    Press {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        main: Source::new(named("report.typ"), TEMPLATE.to_owned()),
        data: named("report.json"),
    }
});

fn named(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("our own names are paths");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// All that the typesetter can reach: the template and one report.
struct Desk {
    report: Bytes,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        PRESS.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == PRESS.main.id() { Ok(PRESS.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == PRESS.data { Ok(self.report.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The report as a tagged PDF with its title and language: PDF/A-2a and PDF/UA-1, for archives and for screen readers, where
/// the fonts have all its letters. The same report is the same bytes. Works on the thread that calls it, for a second or so.
///
/// # Errors
/// [`Unwritten::TooMuch`] for what does not fit, [`Unwritten::Typeset`] when the typesetter fails.
pub fn pdf(report: &Report) -> Result<Vec<u8>, Unwritten> {
    limits::check(report)?;
    let report = report.clone().map(&breakable);
    let desk = Desk { report: Bytes::new(serde_json::to_vec(&report)?) };
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(|all| told(&all));
    let written = document.and_then(|document| {
        let strict = standards(&[PdfStandard::A_2a, PdfStandard::Ua_1])?;
        // A letter that no font here has is a box on the page, which neither standard allows.
        written(&document, strict).or_else(|_| written(&document, PdfStandards::default()))
    });
    typst::comemo::evict(REMEMBERED);
    written
}

fn standards(list: &[PdfStandard]) -> Result<PdfStandards, Unwritten> {
    PdfStandards::new(list).map_err(|error| Unwritten::Typeset(error.message().to_string()))
}

fn written(document: &PagedDocument, standards: PdfStandards) -> Result<Vec<u8>, Unwritten> {
    let creator = Smart::Custom(Some("Rives".to_owned()));
    let options = PdfOptions { standards, creator, ..PdfOptions::default() };
    typst_pdf::pdf(document, &options).map_err(|all| told(&all))
}

fn told(all: &[SourceDiagnostic]) -> Unwritten {
    let said: Vec<_> = all.iter().map(|one| one.message.as_str()).collect();
    Unwritten::Typeset(said.join("; "))
}
