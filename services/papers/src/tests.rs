//! Tests of the store: what is taken, what is refused, and what is not handed out any more.

use archive::{Address, Bucket};
use domain::document::MediaType;
use proptest::prelude::*;

use super::*;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

struct Kept {
    folder: tempfile::TempDir,
    papers: Papers,
}

fn store(most: u64) -> Kept {
    let folder = tempfile::tempdir().expect("a folder");
    let address = Address::Folder(folder.path().to_owned());
    let place = Place::open(&address, &Bucket::default(), true).expect("a place");
    let papers = Papers::open(place, &folder.path().join("incoming"), most).expect("opens");
    Kept { folder, papers }
}

impl Kept {
    async fn give(
        &self,
        bytes: &[u8],
        declared: Option<MediaType>,
    ) -> Result<Received, PapersError> {
        let mut receiving = self.papers.receive(declared).await?;
        for piece in bytes.chunks(7) {
            receiving.take(piece)?;
        }
        receiving.finish().await
    }

    async fn refused(&self, bytes: &[u8], declared: Option<MediaType>) -> Refused {
        match self.give(bytes, declared).await {
            Err(PapersError::Refused(refused)) => refused,
            other => panic!("not refused: {other:?}"),
        }
    }

    fn names(&self, below: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.folder.path().join(below)) else {
            return Vec::new();
        };
        entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect()
    }
}

/// A zip whose parts have these names, each with this content: enough for who looks at its beginning.
fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, content) in parts {
        bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        let size = u32::try_from(content.len()).expect("short");
        bytes.extend(size.to_le_bytes());
        bytes.extend(size.to_le_bytes());
        bytes.extend(u16::try_from(name.len()).expect("short").to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend(content.as_bytes());
    }
    bytes
}

#[tokio::test]
async fn what_is_given_twice_is_kept_once_and_comes_back_as_it_was() {
    let kept = store(1_000);
    let first = kept.give(PDF, Some(MediaType::Pdf)).await.expect("taken");
    let again = kept.give(PDF, None).await.expect("taken");
    assert_eq!(first, again);
    assert_eq!(first.media, MediaType::Pdf);
    assert_eq!(kept.names("documents"), [first.hash.as_str()]);
    assert_eq!(kept.names("incoming"), [] as [&str; 0], "nothing is left on its way");
    let whole = kept.papers.read(&first.hash).await.expect("works").expect("there");
    assert_eq!(&whole.bytes[..], PDF);
}

#[tokio::test]
async fn what_is_too_large_is_refused_at_the_byte_that_is_too_many() {
    let kept = store(64);
    let mut receiving = kept.papers.receive(None).await.expect("begins");
    receiving.take(&[b'a'; 64]).expect("as many as may be");
    let error = receiving.take(b"a").expect_err("one too many");
    assert!(matches!(error, PapersError::Refused(Refused::Large { most: 64 })));
    drop(receiving);
    assert_eq!(kept.names("incoming"), [] as [&str; 0]);
    assert_eq!(kept.names("documents"), [] as [&str; 0]);
}

#[tokio::test]
async fn pages_pictures_that_are_programs_and_unknown_bytes_are_refused_whatever_they_are_called() {
    let kept = store(10_000);
    let wrong: &[&[u8]] = &[
        b"<!doctype html><script>alert(1)</script>",
        b"  \n<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\xef\xbb\xbf<?xml version='1.0'?><a/>",
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
        b"MZ\x90\0\x03\0\0\0",
        b"GIF89a\x01\0\x01\0",
        b"a text in Windows-1252: \xe9t\xe9",
        b"a text with a bell \x07",
        &zip(&[("evil.exe", "MZ")]),
    ];
    for bytes in wrong {
        for declared in [None, Some(MediaType::Pdf), Some(MediaType::Text)] {
            let refused = kept.refused(bytes, declared).await;
            assert_eq!(refused, Refused::Type, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
    assert_eq!(kept.refused(b"", None).await, Refused::Empty);
    assert_eq!(kept.names("documents"), [] as [&str; 0]);
}

#[tokio::test]
async fn what_is_declared_as_something_else_is_refused_and_told_what_it_is() {
    let kept = store(10_000);
    let refused = kept.refused(PNG, Some(MediaType::Pdf)).await;
    assert_eq!(refused, Refused::Declared { found: "image/png" });
    let refused = kept.refused(b"plain words", Some(MediaType::Pdf)).await;
    assert_eq!(refused, Refused::Declared { found: "text/plain" });
}

#[tokio::test]
async fn every_type_of_the_list_is_found_in_its_bytes() {
    let odf = |kind: &str| {
        zip(&[
            ("mimetype", &format!("application/vnd.oasis.opendocument.{kind}")),
            ("content.xml", "<x/>"),
        ])
    };
    let office =
        |part: &str| zip(&[("docProps/app.xml", "x"), ("[Content_Types].xml", "x"), (part, "x")]);
    let samples: Vec<(MediaType, Vec<u8>)> = vec![
        (MediaType::Pdf, PDF.to_vec()),
        (MediaType::Png, PNG.to_vec()),
        (MediaType::Jpeg, b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec()),
        (MediaType::Webp, b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0".to_vec()),
        (MediaType::Odt, odf("text")),
        (MediaType::Ods, odf("spreadsheet")),
        (MediaType::Docx, office("word/document.xml")),
        (MediaType::Xlsx, office("xl/workbook.xml")),
        (MediaType::Text, "Des mots, été comme hiver.\r\n".as_bytes().to_vec()),
        (MediaType::Csv, "ville;année\nÉtampes;2025\n".as_bytes().to_vec()),
    ];
    assert_eq!(samples.len(), MediaType::ALL.len());
    let kept = store(10_000);
    for (media, bytes) in samples {
        let received = kept.give(&bytes, Some(media)).await;
        assert_eq!(received.expect("taken").media, media);
    }
}

#[tokio::test]
async fn bytes_that_changed_or_went_are_not_handed_out() {
    let kept = store(1_000);
    let given = kept.give(PDF, None).await.expect("taken");
    let path = kept.folder.path().join("documents").join(&given.hash);
    let mut bytes = std::fs::read(&path).expect("there");
    bytes[20] ^= 1;
    std::fs::write(&path, &bytes).expect("written");
    let found = kept.papers.read(&given.hash).await.expect("works");
    assert_eq!(found.expect_err("not as it was"), Standing::Damaged);
    kept.give(PDF, None).await.expect("giving it again mends it");
    assert!(kept.papers.read(&given.hash).await.expect("works").is_ok());
    std::fs::remove_file(&path).expect("removed");
    let found = kept.papers.read(&given.hash).await.expect("works");
    assert_eq!(found.expect_err("gone"), Standing::Missing);
}

#[tokio::test]
async fn what_was_on_its_way_when_a_node_was_killed_is_gone_at_the_next_start() {
    let kept = store(1_000);
    let incoming = kept.folder.path().join("incoming");
    std::fs::write(incoming.join("half"), "half").expect("written");
    let place = kept.papers.place().clone();
    Papers::open(place, &incoming, 1_000).expect("opens");
    assert_eq!(kept.names("incoming"), [] as [&str; 0]);
}

proptest! {
    #[test]
    fn text_is_text_however_its_bytes_are_cut(text in "[a-zé\u{10348}\n]{1,60}", cuts in prop::collection::vec(1_usize..5, 0..40)) {
        let mut look = kind::Look::default();
        let mut rest = text.as_bytes();
        for cut in cuts {
            let (piece, after) = rest.split_at(cut.min(rest.len()));
            look.at(piece);
            rest = after;
        }
        look.at(rest);
        prop_assert_eq!(look.found(None), Some(MediaType::Text));
    }

    #[test]
    fn whatever_the_bytes_are_looking_at_them_ends_in_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut look = kind::Look::default();
        look.at(&bytes);
        let found = look.found(None);
        prop_assert!(found.is_none_or(|media| MediaType::ALL.contains(&media)));
    }
}
