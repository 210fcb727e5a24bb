//! A fictional discussion with a question and its answer, and the small document that it speaks of.

use anyhow::Context as _;
use directory::import::jumelage_of;
use domain::access::Visibility;
use domain::cooperation::{About, Cooperation, TextHash};
use domain::discussion::{self, SUBJECT};
use domain::document::{self, Content, MediaType};
use domain::{Author, DiscussionId, DocumentId, Lang, MessageId, WordsId};
use identity::NewWords;
use uuid::Uuid;

use super::act::{Act, command, id};
use super::fiction::{FICTICIO, FICTIF};
use super::people::{Cast, Town};

const OPENED: &str = "discussion of Saint-Étienne and Valparaíso";
const ANSWERED: &str = "answer in the discussion";
const GIVEN: &str = "document of Saint-Étienne and Valparaíso";
const TOPIC: &str = "Le programme de la visite (fictif)";
const HERE: Town = Town::SaintEtienne;
const THERE: Town = Town::Valparaiso;

/// Plays the fictional discussion and gives the fictional document.
pub(super) async fn play(act: &Act<'_>, cast: &Cast) -> anyhow::Result<()> {
    talk(act, cast).await?;
    give(act, cast).await
}

fn officer(cast: &Cast, town: Town) -> anyhow::Result<&Author> {
    cast.get(&town).with_context(|| format!("nobody of {town:?} is here"))
}

fn home() -> Cooperation {
    Cooperation::Jumelage(jumelage_of(HERE.id(), THERE.id()))
}

async fn talk(act: &Act<'_>, cast: &Cast) -> anyhow::Result<()> {
    let (here, there) = (officer(cast, HERE)?, officer(cast, THERE)?);
    let thread = DiscussionId(id(OPENED));
    let question = MessageId(commands::part_of(command(OPENED), 0));
    debug_assert!(TOPIC.chars().count() <= SUBJECT, "a topic is short");
    say(act, here, thread.0, thread.0, (Lang::Fr, TOPIC))?;
    let asked = format!("Quels escaliers voulez-vous visiter en premier ? {FICTIF}");
    say(act, here, question.0, question.0, (Lang::Fr, &asked))?;
    let open = discussion::Command::Open {
        cooperation: home(),
        about: About::Cooperation,
        visibility: Visibility::Partners,
        asks: true,
        mentions: Vec::new(),
    };
    act.discussion(here, OPENED, thread, open).await?;
    let answer = commands::part_of(command(ANSWERED), 0);
    let said = format!("Los de la ladera norte, por la mañana. {FICTICIO}");
    say(act, there, answer, answer, (Lang::Es, &said))?;
    let write =
        discussion::Command::Write { reply_to: Some(question), asks: false, mentions: Vec::new() };
    act.discussion(there, ANSWERED, thread, write).await
}

/// Keeps words as the API does: before the record names them.
fn say(
    act: &Act<'_>,
    author: &Author,
    words: Uuid,
    about: Uuid,
    (lang, text): (Lang, &str),
) -> anyhow::Result<()> {
    let person = author.person.context("who speaks in the examples is a person")?;
    let new = NewWords { id: WordsId(words), person, about, lang, text };
    act.world.identity.keep_words(new).context("cannot keep the words of an example")?;
    Ok(())
}

async fn give(act: &Act<'_>, cast: &Cast) -> anyhow::Result<()> {
    let Some(papers) = &act.world.papers else { return Ok(()) };
    let mut receiving = papers.receive(Some(MediaType::Pdf)).await?;
    receiving.take(&page(&[
        "Programme de la visite",
        "Programa de la visita",
        FICTIF,
        FICTICIO,
    ]))?;
    let received = receiving.finish().await?;
    let content = Content {
        hash: TextHash(received.hash),
        size: received.size,
        media: received.media,
        name: "Programme de la visite (fictif).pdf".to_owned(),
        lang: Some("fr".to_owned()),
    };
    let give = document::Command::Give {
        cooperation: home(),
        about: About::Cooperation,
        visibility: Visibility::Partners,
        content,
    };
    act.document(officer(cast, HERE)?, GIVEN, DocumentId(id(GIVEN)), give).await
}

/// One page of a PDF with these lines, which are plain letters.
fn page(lines: &[&str]) -> Vec<u8> {
    let escaped = |line: &&str| line.replace('\\', "").replace('(', "\\(").replace(')', "\\)");
    let shown: Vec<_> = lines.iter().map(|line| format!("({}) Tj T*", escaped(line))).collect();
    let text = format!("BT /F1 18 Tf 24 TL 72 720 Td {} ET", shown.join(" "));
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(format!("{:010} 00000 n \n", pdf.len()));
        pdf = [pdf, format!("{number} 0 obj\n{object}\nendobj\n")].concat();
    }
    let (start, count, places) = (pdf.len(), objects.len() + 1, places.concat());
    let table = format!("xref\n0 {count}\n0000000000 65535 f \n{places}");
    let end = format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    [pdf, table, end].concat().into_bytes()
}
