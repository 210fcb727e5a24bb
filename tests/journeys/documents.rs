//! Documents: given by one shore and fetched by the other, refused once their bytes changed, kept by the archive.

use std::fs;

use anyhow::{Context as _, Result};
use rives_tests::Person;
use serde_json::{Value, json};

use crate::returning::Kept;
use crate::scene::{Scene, claim, own_town, propose, record_town};

const PDF: &[u8] =
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

/// Two towns with a twinning: the people of both, and its id.
fn shores(scene: &Scene) -> Result<(Person, Person, String)> {
    let (french, malian) = (scene.saint_etienne()?, scene.newcomer()?);
    let town = record_town(&french, "ML", "Ville-des-papiers", "FOREIGN_LOCAL_AUTHORITY")?;
    claim(&malian, &french, &town)?;
    let twinning = propose(&french, &own_town(&french)?, &town)?;
    Ok((french, malian, twinning))
}

fn given(answer: &Value) -> &Value {
    &answer["data"]["giveDocument"]
}

fn rules(answer: &Value) -> Vec<&str> {
    let refusals = given(answer)["refusals"].as_array().map_or(&[][..], Vec::as_slice);
    refusals.iter().filter_map(|refusal| refusal["rule"]["id"].as_str()).collect()
}

/// The address of the first version of a document, as whoever asks sees it.
fn path(person: &Person, id: &Value) -> Result<Option<String>> {
    let query = "query($id: ID!) { node(id: $id) { ... on Document { versions { path hash } } } }";
    let node = person.ask(query, &json!({ "id": id }))?["node"].take();
    Ok(node["versions"][0]["path"].as_str().map(str::to_owned))
}

#[test]
fn what_one_side_gives_the_other_fetches_and_nobody_else_until_it_is_shared() -> Result<()> {
    let scene = Scene::open()?;
    let (french, malian, twinning) = shores(&scene)?;
    let said = |sight| [("subject", &*twinning), ("name", "note.pdf"), ("visibility", sight)];
    let (status, answer) = french.give(&said("SIDE"), "application/pdf", PDF)?;
    assert_eq!((status, rules(&answer)), (200, vec![]), "{answer}");
    let aside = given(&answer)["document"]["id"].clone();
    let own = path(&french, &aside)?.context("the giver sees it")?;
    assert_eq!(french.fetch(&own)?.1.as_bytes(), PDF);
    assert_eq!(path(&malian, &aside)?, None, "out of sight is not there");
    assert_eq!(malian.fetch(&own)?.0, 404, "nor by its address");
    assert_eq!(Person::visitor(&scene.node.url()).fetch(&own)?.0, 404);

    let share = json!({ "document": aside, "visibility": "PARTNERS", "reason": "Prêt" });
    french.act("shareDocument", share, "document { visibility }")?.done();
    assert_eq!(malian.fetch(&own)?.1.as_bytes(), PDF);
    let back = json!({ "document": aside, "reason": "Périmé" });
    malian.act("withdrawDocument", back.clone(), "commandId")?.refused_by("DO-OWN");
    french.act("withdrawDocument", back, "commandId")?.done();
    for person in [&french, &malian] {
        let (status, words) = person.fetch(&own)?;
        assert!(status == 410 && words.contains("DO-WITHDRAWN"), "{words}");
    }
    Ok(())
}

#[test]
fn what_is_no_document_is_refused_in_words_before_anything_is_kept() -> Result<()> {
    let scene = Scene::open()?;
    let (french, _, twinning) = shores(&scene)?;
    let said = |name| [("subject", &*twinning), ("name", name)];
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let (status, answer) = french.give(&said("plan.svg"), "image/svg+xml", svg)?;
    assert_eq!((status, rules(&answer)), (415, vec!["DO-TYPE"]), "{answer}");
    let (status, answer) = french.give(&said("plan.txt"), "text/plain", svg)?;
    assert_eq!((status, rules(&answer)), (415, vec!["DO-TYPE"]), "{answer}");
    let (status, answer) = french.give(&said("note.pdf"), "application/pdf", b"only words")?;
    assert_eq!((status, rules(&answer)), (415, vec!["DO-DECLARED"]), "{answer}");
    let (_, answer) =
        Person::visitor(&scene.node.url()).give(&said("a.pdf"), "application/pdf", PDF)?;
    assert_eq!(rules(&answer), ["H-SIGN-IN"]);
    let list = "query($id: ID!) { documents(subject: $id) { items { id } } }";
    let list = french.ask(list, &json!({ "id": twinning }))?;
    assert_eq!(list["documents"]["items"], json!([]));
    Ok(())
}

#[test]
fn two_gibibytes_are_refused_by_what_they_announce_and_not_read() -> Result<()> {
    use std::io::{Read as _, Write as _};
    let scene = Scene::open()?;
    let (french, _, twinning) = shores(&scene)?;
    let host = scene.node.url().replace("http://", "");
    let mut socket = std::net::TcpStream::connect(&host)?;
    let subject = twinning.replace(':', "%3A");
    write!(
        socket,
        "POST /documents?subject={subject}&name=film.pdf HTTP/1.1\r\nhost: {host}\r\ncookie: {}\r\n\
         content-type: application/pdf\r\ncontent-length: 2147483648\r\nconnection: close\r\n\r\n",
        french.cookie
    )?;
    let mut answer = String::new();
    socket.set_read_timeout(Some(std::time::Duration::from_secs(20)))?;
    socket.read_to_string(&mut answer)?;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("DO-LARGE") && answer.contains("25"), "{answer}");
    Ok(())
}

#[test]
fn a_document_whose_bytes_changed_is_not_handed_out_and_the_archive_brings_it_back() -> Result<()> {
    let mut kept = Kept::open()?;
    let (person, twinning) = kept.founded()?;
    let archive = kept.path("copy");
    let said = [("subject", &*twinning), ("name", "charte.pdf")];
    let (status, answer) = person.give(&said, "application/pdf", PDF)?;
    assert_eq!((status, rules(&answer)), (200, vec![]), "{answer}");
    let address = path(&person, &given(&answer)["document"]["id"])?.context("it is there")?;
    let folder = kept.node.data().join("documents");
    let file = fs::read_dir(&folder)?.next().context("the bytes are there")??.path();
    kept.node.stop()?;
    let (ok, told) = kept.node.command(&["documents", "verify"])?;
    assert!(ok && told.contains("1 documents"), "{told}");
    let (ok, told) = kept.node.command(&["backup", "--to", &archive])?;
    assert!(ok, "{told}");

    let mut bytes = fs::read(&file)?;
    bytes[12] ^= 1;
    fs::write(&file, bytes)?;
    let (ok, told) = kept.node.command(&["documents", "verify"])?;
    assert!(!ok && told.contains("damaged") && told.contains("charte.pdf"), "{told}");
    kept.node.run()?;
    let person = kept.newcomer()?;
    let (status, words) = person.fetch(&address)?;
    assert!(status == 500 && words.contains("DO-DAMAGED"), "{status} {words}");
    kept.node.stop()?;

    let (ok, told) = kept.elsewhere("back", &["restore", "--from", &archive])?;
    assert!(ok && told.contains("1 documents"), "{told}");
    let (ok, told) = kept.elsewhere("back", &["documents", "verify"])?;
    assert!(ok && told.contains("1 documents"), "{told}");
    Ok(())
}
