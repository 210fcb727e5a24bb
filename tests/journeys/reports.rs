//! Reports on paper, opened by other programs: poppler reads the PDF, `LibreOffice` the text document and the workbook.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use rives_tests::Person;
use serde_json::{Value, json};

use crate::scene::{Scene, own_town};

/// Runs a program of this machine; `None`, said on screen, where it is not installed.
fn run(program: &str, words: &[&str]) -> Result<Option<String>> {
    match Command::new(program).args(words).output() {
        Ok(done) if done.status.success() => {
            Ok(Some(String::from_utf8_lossy(&done.stdout).into_owned()))
        }
        Ok(done) => bail!("{program} failed: {}", String::from_utf8_lossy(&done.stderr)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("SKIPPED: {program} is not installed, so what it would read was not checked");
            Ok(None)
        }
        Err(error) => Err(error).context("a program could not be started"),
    }
}

/// What `LibreOffice` makes of a file, in a profile of its own.
fn converted(folder: &Path, file: &str, to: &str) -> Result<Option<String>> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let (whole, folder_said) = (folder.join(file), folder.display().to_string());
    let whole = whole.display().to_string();
    let words = [
        &*profile,
        "--headless",
        "--norestore",
        "--convert-to",
        to,
        "--outdir",
        &folder_said,
        &whole,
    ];
    if run("soffice", &words)?.is_none() {
        return Ok(None);
    }
    let end = to.split(':').next().unwrap_or(to);
    let made = folder.join(Path::new(file).with_extension(end));
    Ok(Some(fs::read_to_string(&made).context("LibreOffice wrote nothing")?))
}

/// The example's project, with the day on which its work began.
fn example(person: &Person) -> Result<(String, String)> {
    let query = "{ cooperations(first: 20, filter: { stages: [ACTIVE], mine: true }) { nodes { id \
         projects { id startedOn financing { id } } } } }";
    let data = person.ask(query, &json!({}))?;
    let nodes = data["cooperations"]["nodes"].as_array().context("a list")?.clone();
    let projects =
        nodes.iter().flat_map(|node| node["projects"].as_array().cloned().unwrap_or_default());
    let found = projects.into_iter().find(|one| !one["financing"].is_null());
    let found = found.context("the example has a project with a plan of money")?;
    let text = |value: &Value| value.as_str().map(str::to_owned).context("a text");
    Ok((text(&found["id"])?, text(&found["startedOn"])?))
}

/// The last day of a report of now, UTC.
fn today() -> Result<String> {
    let day = run("date", &["-u", "+%F"])?.context("every system here tells the day")?;
    Ok(day.trim().to_owned())
}

#[test]
fn a_report_is_read_by_poppler_in_three_languages_with_its_title_and_letters() -> Result<()> {
    let scene = Scene::open()?;
    let french = scene.saint_etienne()?;
    let (project, from) = example(&french)?;
    let to = today()?;
    let folder = tempfile::tempdir()?;
    let said = [
        ("fr", "Rapport intermédiaire", "Moins de fuites", "Activités", "Ressources par source"),
        ("en", "Interim report", "Moins de fuites", "Activities", "Resources by source"),
        ("es", "Informe intermedio", "Menos fugas", "Actividades", "Recursos por fuente"),
    ];
    for (lang, kind, title, activities, money) in said {
        let path =
            format!("/projects/{project}/report.pdf?kind=interim&from={from}&to={to}&lang={lang}");
        let (status, name, bytes) = french.download(&path)?;
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&bytes));
        assert!(name.starts_with("attachment; filename=") && name.contains(".pdf"), "{name}");
        let file = folder.path().join(format!("{lang}.pdf"));
        fs::write(&file, &bytes)?;
        let file = file.display().to_string();
        let Some(facts) = run("pdfinfo", &[&file])? else { return Ok(()) };
        assert!(facts.contains(title) && facts.contains("Tagged:          yes"), "{facts}");
        let words = run("pdftotext", &["-layout", &file, "-"])?.unwrap_or_default();
        for part in [kind, activities, money, "Saint-Étienne", "Valparaíso", "24"] {
            assert!(words.contains(part), "{part} in {words}");
        }
    }
    Ok(())
}

#[test]
fn a_text_document_is_read_by_libreoffice_with_headings_tables_and_accents() -> Result<()> {
    let scene = Scene::open()?;
    let french = scene.saint_etienne()?;
    let (project, from) = example(&french)?;
    let to = today()?;
    let folder = tempfile::tempdir()?;
    let path = format!("/projects/{project}/report.docx?kind=final&from={from}&to={to}&lang=fr");
    let (status, name, bytes) = french.download(&path)?;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&bytes));
    assert!(name.contains(".docx"), "{name}");
    fs::write(folder.path().join("report.docx"), &bytes)?;
    let Some(words) = converted(folder.path(), "report.docx", "txt:Text (encoded):UTF8")? else {
        return Ok(());
    };
    for part in ["Rapport final", "Activités", "Saint-Étienne", "Empreinte SHA-256", "En cours"] {
        assert!(words.contains(part), "{part} in {words}");
    }
    Ok(())
}

#[test]
fn a_plan_is_a_workbook_whose_sums_are_those_of_the_record_and_its_plain_twin() -> Result<()> {
    let scene = Scene::open()?;
    let french = scene.saint_etienne()?;
    let (project, _) = example(&french)?;
    let folder = tempfile::tempdir()?;
    let query = "query($id: ID!) { node(id: $id) { ... on Project { financing { agreed { sums { \
         resources { planned committed } } } } } } }";
    let data = french.ask(query, &json!({ "id": project }))?;
    let sums = &data["node"]["financing"]["agreed"]["sums"]["resources"];
    let (planned, committed) = (sums["planned"].as_str(), sums["committed"].as_str());
    let (planned, committed) = (planned.context("a sum")?, committed.context("a sum")?);

    let (status, plain_name, plain) =
        french.download(&format!("/projects/{project}/financing.csv?lang=fr"))?;
    let plain = String::from_utf8(plain)?;
    assert!(status == 200 && plain_name.contains(".csv"), "{plain}");
    let last = plain.lines().last().context("a row")?;
    assert!(last.contains(planned) && last.contains(committed), "{last}");

    let (status, name, bytes) =
        french.download(&format!("/projects/{project}/financing.xlsx?lang=fr"))?;
    assert!(status == 200 && name.contains(".xlsx"), "{name}");
    fs::write(folder.path().join("plan.xlsx"), &bytes)?;
    // LibreOffice computes the formulas anew; a plain table of what it found: comma, quotes, UTF-8, as it is stored.
    let to = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false";
    let Some(found) = converted(folder.path(), "plan.xlsx", to)? else { return Ok(()) };
    let last = found.lines().last().context("a row")?;
    let bare = |sum: &str| sum.trim_end_matches('0').trim_end_matches('.').to_owned();
    assert!(last.contains(&bare(planned)) && last.contains(&bare(committed)), "{found}");
    Ok(())
}

#[test]
fn money_is_in_a_report_for_those_who_may_see_it_and_a_wrong_address_says_what_to_do() -> Result<()>
{
    let scene = Scene::open()?;
    let french = scene.saint_etienne()?;
    let (project, from) = example(&french)?;
    let to = today()?;
    let visitor = Person::visitor(&scene.node.url());
    let folder = tempfile::tempdir()?;
    let path = format!("/projects/{project}/report.pdf?kind=interim&from={from}&to={to}&lang=en");
    for (person, sees) in [(&french, true), (&visitor, false)] {
        let (status, _, bytes) = person.download(&path)?;
        assert_eq!(status, 200);
        let file = folder.path().join("report.pdf");
        fs::write(&file, &bytes)?;
        let Some(words) = run("pdftotext", &[&file.display().to_string(), "-"])? else {
            return Ok(());
        };
        assert!(words.contains("Activities"), "{words}");
        assert_eq!(words.contains("Resources by source"), sees, "{words}");
        assert_eq!(words.contains("Risks and assumptions"), sees, "{words}");
    }
    for (path, part) in [
        (format!("/projects/{project}/report.pdf"), "kind is missing"),
        (format!("/projects/{project}/report.pdf?kind=interim&from=x&to={to}"), "from is no day"),
        (format!("/projects/{project}/report.docx?kind=interim&from={to}&to={from}"), "last"),
        (
            format!("/projects/{project}/report.pdf?kind=annual&from={from}&to={to}"),
            "interim or final",
        ),
        (format!("/projects/{project}/report.pdf?sort=up"), "there is no parameter"),
        (format!("/projects/{project}/financing.csv?sheet=secret"), "there is no sheet"),
    ] {
        let (status, words) = french.fetch(&path)?;
        assert!(status == 400 && words.contains(part), "{status} {words}");
    }
    let (status, _) = visitor.fetch(&format!("/projects/{project}/financing.xlsx"))?;
    assert_eq!(status, 404, "money is for partners alone");
    Ok(())
}

/// An exchange of the example that was held.
fn held(person: &Person) -> Result<String> {
    let query = "{ cooperations(first: 20, filter: { stages: [ACTIVE], mine: true }) { nodes { \
         exchanges { id state } } } }";
    let data = person.ask(query, &json!({}))?;
    let nodes = data["cooperations"]["nodes"].as_array().context("a list")?.clone();
    let mut exchanges =
        nodes.iter().flat_map(|node| node["exchanges"].as_array().cloned().unwrap_or_default());
    let found = exchanges.find(|one| one["state"] == "HELD");
    found.and_then(|one| one["id"].as_str().map(str::to_owned)).context("an exchange was held")
}

#[test]
fn a_mission_report_is_read_by_poppler_and_libreoffice_with_the_words_of_its_sides_for_those_who_may_see_them()
-> Result<()> {
    let scene = Scene::open()?;
    let (french, visitor) = (scene.saint_etienne()?, Person::visitor(&scene.node.url()));
    let exchange = held(&french)?;
    let words = "La radio commune émet chaque mois";
    let text = json!([{ "lang": "fr", "text": words }]);
    let input = json!({ "exchange": exchange, "part": "CONCLUSIONS", "text": text });
    french.act("writeMissionReport", input, "exchange { id }")?.done();
    let folder = tempfile::tempdir()?;
    for (lang, kind, heading) in [
        ("fr", "Compte rendu de mission", "Qui nous avons rencontré"),
        ("en", "Mission report", "Whom we met"),
        ("es", "Informe de misión", "A quién encontramos"),
    ] {
        let path = format!("/exchanges/{exchange}/report.pdf?lang={lang}");
        for (person, sees) in [(&french, true), (&visitor, false)] {
            let (status, name, bytes) = person.download(&path)?;
            assert_eq!(status, 200, "{}", String::from_utf8_lossy(&bytes));
            assert!(name.contains(".pdf"), "{name}");
            let file = folder.path().join("mission.pdf");
            fs::write(&file, &bytes)?;
            let Some(said) = run("pdftotext", &["-layout", &file.display().to_string(), "-"])?
            else {
                return Ok(());
            };
            for part in [kind, heading, "Valparaíso", "24"] {
                assert!(said.contains(part), "{part} in {said}");
            }
            assert_eq!(said.contains(words), sees, "{said}");
        }
    }
    let (status, name, bytes) =
        french.download(&format!("/exchanges/{exchange}/report.docx?lang=fr"))?;
    assert!(status == 200 && name.contains(".docx"), "{name}");
    fs::write(folder.path().join("mission.docx"), &bytes)?;
    let Some(said) = converted(folder.path(), "mission.docx", "txt:Text (encoded):UTF8")? else {
        return Ok(());
    };
    for part in ["Compte rendu de mission", "Suites prévues", words] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(!said.contains("Tâches qui en découlent"), "nothing was taken up yet: {said}");
    let (status, _) =
        visitor.fetch("/exchanges/0190a000-0000-7000-8000-000000000000/report.pdf")?;
    assert_eq!(status, 404);
    Ok(())
}

/// What other programs read in the PDF and in the text document at `path`; `None` where one of them is not installed.
fn papers(person: &Person, path: &str, search: &str, folder: &Path) -> Result<Option<[String; 2]>> {
    for end in ["pdf", "docx"] {
        let (status, _, bytes) = person.download(&format!("{path}/report.{end}?{search}"))?;
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&bytes));
        fs::write(folder.join(format!("paper.{end}")), &bytes)?;
    }
    let pdf = folder.join("paper.pdf").display().to_string();
    let typeset = run("pdftotext", &[&pdf, "-"])?;
    let written = converted(folder, "paper.docx", "txt:Text (encoded):UTF8")?;
    // A line ends where the paper does.
    let flat = |said: String| said.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(typeset.zip(written).map(|(typeset, written)| [flat(typeset), flat(written)]))
}

#[test]
fn the_tasks_that_came_of_a_mission_are_read_on_paper_with_who_does_them_and_by_when() -> Result<()>
{
    let scene = Scene::open()?;
    let (french, visitor) = (scene.saint_etienne()?, Person::visitor(&scene.node.url()));
    let exchange = held(&french)?;
    let text = json!([{ "lang": "fr", "text": "Une émission commune" }]);
    let write = json!({ "exchange": exchange, "part": "FOLLOW_UP", "text": text });
    let told = french.act("writeMissionReport", write, "exchange { canTakeUp { id } }")?.done();
    let project = &told["exchange"]["canTakeUp"][0]["id"];
    let take = json!({
        "project": project, "exchange": exchange, "party": own_town(&french)?,
        "title": [{ "lang": "fr", "text": "Préparer l’antenne" }], "due": "2031-04-09",
    });
    french.act("takeUpMission", take, "project { id }")?.done();
    let folder = tempfile::tempdir()?;
    let path = format!("/exchanges/{exchange}");
    for (lang, heading, state, due) in [
        ("fr", "Tâches qui en découlent", "Prévue", "9 avril 2031"),
        ("en", "Tasks that came of it", "Planned", "9 April 2031"),
        ("es", "Tareas que se derivaron", "Prevista", "9 de abril de 2031"),
    ] {
        for person in [&french, &visitor] {
            let search = format!("lang={lang}");
            let Some(read) = papers(person, &path, &search, folder.path())? else { return Ok(()) };
            for said in &read {
                let tasks = said.split_once(heading).map(|(_, after)| after);
                let tasks = tasks.with_context(|| format!("{heading} in {said}"))?;
                for part in ["Préparer l’antenne", state, "Saint-Étienne", due] {
                    assert!(tasks.contains(part), "{part} in {tasks}");
                }
            }
        }
    }
    Ok(())
}

#[test]
fn the_phases_of_a_project_are_read_on_paper_with_their_days_and_what_names_them() -> Result<()> {
    let scene = Scene::open()?;
    let french = scene.saint_etienne()?;
    let (project, from) = example(&french)?;
    let to = today()?;
    let query = "query($id: ID!) { node(id: $id) { ... on Project { phases { name starts } } } }";
    let data = french.ask(query, &json!({ "id": project }))?;
    let phases = data["node"]["phases"].as_array().context("phases")?;
    assert_eq!(phases.len(), 3, "{data}");
    let folder = tempfile::tempdir()?;
    let search = format!("kind=interim&from={from}&to={to}&lang=fr");
    let path = format!("/projects/{project}");
    let Some(read) = papers(&french, &path, &search, folder.path())? else { return Ok(()) };
    for said in &read {
        let (_, after) = said.split_once("Activités et jalons").context("the table of phases")?;
        let (table, _) = after.split_once("Réalisées").context("what comes after it")?;
        for part in ["Visiter les escaliers", "Relever les fuites", "Former les équipes"] {
            assert!(table.contains(part), "{part} in {table}");
        }
        assert!(table.contains("Aucune activité n’est prévue dans cette phase."), "{table}");
        for phase in phases {
            let name = phase["name"].as_str().context("a name")?;
            let day = phase["starts"].as_str().and_then(|day| day.get(8..)).context("a day")?;
            let day = format!("Du {}", day.trim_start_matches('0'));
            assert!(table.contains(name) && table.contains(&day), "{name}, {day} in {table}");
        }
    }
    Ok(())
}

#[test]
fn a_new_team_gets_the_pack_of_its_cooperation_on_paper() -> Result<()> {
    let scene = Scene::open()?;
    let french = scene.saint_etienne()?;
    let query = "{ cooperations(first: 20, filter: { stages: [ACTIVE], mine: true }) { nodes { id projects { id } } } }";
    let data = french.ask(query, &json!({}))?;
    let nodes = data["cooperations"]["nodes"].as_array().context("a list")?.clone();
    let home =
        nodes.iter().find(|node| node["projects"].as_array().is_some_and(|all| !all.is_empty()));
    let home = home.and_then(|node| node["id"].as_str()).context("a cooperation at work")?;
    let folder = tempfile::tempdir()?;
    let (status, name, bytes) =
        french.download(&format!("/cooperations/{home}/handover.pdf?lang=fr"))?;
    assert!(status == 200 && name.contains(".pdf"), "{}", String::from_utf8_lossy(&bytes));
    let file = folder.path().join("pack.pdf");
    fs::write(&file, &bytes)?;
    let Some(words) = run("pdftotext", &["-layout", &file.display().to_string(), "-"])? else {
        return Ok(());
    };
    for part in [
        "Dossier de passation",
        "Ce qui a été promis",
        "Qui était qui",
        "Chronologie",
        "Valparaíso",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
    let (status, _) = french.fetch("/cooperations/jumelage:none/handover.pdf")?;
    assert_eq!(status, 404);
    Ok(())
}

#[test]
fn every_cooperation_has_its_pack_twinnings_with_a_charter_and_partnerships_with_terms()
-> Result<()> {
    let scene = Scene::open()?;
    let french = scene.saint_etienne()?;
    let query = "{ cooperations(first: 50, filter: { mine: true }) { nodes { id __typename title \
         ... on Jumelage { charter { hash } } ... on Partnership { terms { hash } } } } }";
    let data = french.ask(query, &json!({}))?;
    let folder = tempfile::tempdir()?;
    let mut agreed = Vec::new();
    for node in data["cooperations"]["nodes"].as_array().context("a list")? {
        let id = node["id"].as_str().context("an id")?;
        let (status, _, bytes) =
            french.download(&format!("/cooperations/{id}/handover.pdf?lang=en"))?;
        assert_eq!(status, 200, "{node}: {}", String::from_utf8_lossy(&bytes));
        let hash = node["charter"]["hash"].as_str().or(node["terms"]["hash"].as_str());
        let Some(hash) = hash else { continue };
        agreed.push(node["__typename"].as_str().unwrap_or_default().to_owned());
        fs::write(folder.path().join("pack.pdf"), &bytes)?;
        let file = folder.path().join("pack.pdf").display().to_string();
        let Some(words) = run("pdftotext", &[&file, "-"])? else { continue };
        // The paper breaks a line where it is full, and marks in a long word where it may.
        let words: String = words.chars().filter(|letter| letter.is_alphanumeric()).collect();
        assert!(words.contains(hash), "{hash} in {words}");
    }
    assert!(agreed.contains(&"Jumelage".to_owned()) && agreed.contains(&"Partnership".to_owned()));
    Ok(())
}
