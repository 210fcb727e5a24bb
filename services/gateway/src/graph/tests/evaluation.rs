//! An evaluation from both sides by mutations only: nobody reads the other first, a measure becomes a task, a lesson goes public.

use domain::Lang;
use domain::organisation::Kind;
use serde_json::{Value, json};

use super::project::{Shores, description, shores};
use super::rights::group_for;
use super::{Node, Person, organisation};
use crate::graph::ids::Global as _;

const PROJECT: &str = "project { id stage description { hash } tasks { id title } \
     waiting { kind mine } evaluations { id shown conclusion sides { number isMine answered answers { criterion mark \
     text { text } } } measures { id title agreed agreedByAll waitsForMe task } } }";
const LESSON: &str = "lesson { id title body public pending hash canConsent canRetract \
     sides { number consented isMine } }";

pub(super) async fn does(person: &Person<'_>, mutation: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    person.does(mutation, &kind, PROJECT, input).await["project"].take()
}

async fn learns(person: &Person<'_>, mutation: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    person.does(mutation, &kind, LESSON, input).await["lesson"].take()
}

/// The id of a project at work.
pub(super) async fn running(shores: &Shores<'_>) -> Value {
    let input =
        json!({ "cooperation": shores.cooperation, "description": description("Un réseau") });
    let mut project = does(&shores.french, "proposeProject", input).await;
    for person in [&shores.french, &shores.malian] {
        let input = json!({ "project": project["id"], "hash": project["description"]["hash"] });
        does(person, "consentToProject", input).await;
    }
    does(&shores.malian, "startProject", json!({ "project": project["id"], "on": "2026-01-05" }))
        .await;
    project["id"].take()
}

async fn seen(person: &Person<'_>, id: &Value) -> Value {
    let parts = PROJECT.strip_prefix("project").expect("a selection of a project");
    let document = format!("query($id: ID!) {{ node(id: $id) {{ ... on Project {parts} }} }}");
    person.ask(&document, json!({ "id": id })).await["node"].take()
}

fn answers(text: &str, mark: u8) -> Value {
    json!([
        { "criterion": "services", "text": { "lang": "fr", "text": text }, "mark": mark },
        { "criterion": "strengths", "text": { "lang": "fr", "text": "Deux équipes" } },
    ])
}

/// How many sides somebody reads of the newest evaluation.
fn read(project: &Value) -> usize {
    let sides = project["evaluations"][0]["sides"].as_array().expect("a list");
    sides.iter().filter(|side| side["answers"].is_array()).count()
}

fn kinds(project: &Value) -> Vec<&str> {
    let waiting = project["waiting"].as_array().expect("a list");
    waiting.iter().filter_map(|item| item["kind"].as_str()).collect()
}

#[tokio::test]
async fn each_side_answers_by_itself_then_both_read_and_a_measure_of_both_becomes_a_task() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let Shores { french, malian, there, .. } = &shores;
    let elsewhere = node.town("Dole", "FR", Kind::Commune).await;
    let stranger = node.officer("dole@example.org", elsewhere, Lang::Fr).await;
    let project = running(&shores).await;
    let until = jiff::Zoned::now().date().saturating_add(jiff::ToSpan::days(30)).to_string();
    let open = json!({ "project": project, "occasion": "FINAL", "until": until });
    let opened = does(french, "openEvaluation", open).await;
    assert_eq!(kinds(&opened), ["EVALUATION_ANSWER", "EVALUATION_ANSWER"]);
    let evaluation = opened["evaluations"][0]["id"].clone();
    let answer = |text: &str, mark: u8| json!({ "project": project, "evaluation": evaluation, "answers": answers(text, mark) });

    let own = does(french, "answerEvaluation", answer("Deux jours au lieu de dix", 4)).await;
    assert_eq!(read(&own), 1, "one reads what one wrote");
    let other = seen(malian, &project).await;
    assert_eq!(read(&other), 0, "nobody reads the other side first: {other}");
    assert!(!other.to_string().contains("Deux jours"));
    let feed =
        "{ feed(scope: { mine: true }, first: 100) { changes { summary detail { value } } } }";
    let feed = malian.ask(feed, json!({})).await.to_string();
    assert!(!feed.contains("Deux jours"), "the feed says that they answered, not what");
    assert_eq!(seen(&stranger, &project).await["evaluations"], json!([]));

    let both = does(malian, "answerEvaluation", answer("Dix jours encore", 2)).await;
    assert_eq!(read(&both), 2);
    assert_eq!(read(&seen(french, &project).await), 2);
    let rule = french
        .is_refused("answerEvaluation", "AnswerEvaluationInput", answer("Autrement", 1))
        .await;
    assert_eq!(rule, "EV-SHOWN");

    let propose = json!({
        "project": project, "evaluation": evaluation, "party": organisation(*there), "due": until,
        "title": [{ "lang": "fr", "text": "Former un second agent" }],
    });
    let proposed = does(french, "proposeMeasure", propose).await;
    let measure = proposed["evaluations"][0]["measures"][0]["id"].clone();
    assert_eq!(kinds(&proposed), ["EVALUATION_MEASURE"]);
    let on = json!({ "project": project, "evaluation": evaluation, "measure": measure });
    let rule = french.is_refused("takeUpMeasure", "TakeUpMeasureInput", on.clone()).await;
    assert_eq!(rule, "EV-AGREE");
    does(malian, "agreeToMeasure", on.clone()).await;
    let taken = does(malian, "takeUpMeasure", on).await;
    assert_eq!(taken["tasks"][0]["title"], "Former un second agent");
    assert_eq!(taken["evaluations"][0]["measures"][0]["task"], taken["tasks"][0]["id"]);

    let conclusion = json!([{ "lang": "fr", "text": "Le réseau tient" }]);
    let conclude =
        json!({ "project": project, "evaluation": evaluation, "conclusion": conclusion });
    let concluded = does(malian, "concludeEvaluation", conclude).await;
    assert_eq!(concluded["stage"], "EVALUATED");
    assert_eq!(seen(&stranger, &project).await["evaluations"], json!([]));
}

async fn found_by(person: &Person<'_>, filter: Value) -> Vec<Value> {
    let document = "query($filter: LessonFilter) { lessons(filter: $filter, first: 20) { nodes { id title body } } }";
    let page = person.ask(document, json!({ "filter": filter })).await["lessons"]["nodes"].take();
    page.as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_lesson_is_found_where_people_look_by_partners_before_it_is_public_and_by_everybody_then()
{
    let node = Node::new().await;
    let shores = shores(&node).await;
    let Shores { french, malian, cooperation, .. } = &shores;
    let stranger = node.stranger();
    let elsewhere = node.town("Cuzco", "PE", Kind::ForeignLocalAuthority).await;
    let (sahel, andes) = (group_for(&node, "ML").await, group_for(&node, "PE").await);
    let here = [
        json!({ "organisation": organisation(shores.there), "within": true }),
        json!({ "group": sahel.global(), "within": true }),
        json!({ "countries": ["ML"], "within": true }),
    ];
    let away = [
        json!({ "organisation": organisation(elsewhere), "within": true }),
        json!({ "group": andes.global(), "within": true }),
        json!({ "countries": ["PE"], "within": true }),
    ];
    let words = json!({
        "kind": "LESSON", "title": [{ "lang": "fr", "text": "Une borne" }],
        "body": [{ "lang": "fr", "text": "Deux agents suffisent" }], "themes": [],
    });
    let project = running(&shores).await;
    let write = json!({ "cooperation": cooperation, "project": project, "lesson": words });
    let written = learns(french, "writeLesson", write).await;
    for within in &here {
        assert_eq!(found_by(malian, within.clone()).await.len(), 1, "{within}");
        assert_eq!(found_by(&stranger, within.clone()).await.len(), 0, "{within}");
    }
    let consent = json!({ "lesson": written["id"], "hash": written["hash"] });
    for side in [french, malian] {
        learns(side, "consentToLesson", consent.clone()).await;
    }
    for filter in here {
        assert_eq!(found_by(&stranger, filter.clone()).await.len(), 1, "{filter}");
    }
    for filter in away {
        assert_eq!(found_by(malian, filter.clone()).await.len(), 0, "{filter}");
    }
}

#[tokio::test]
async fn a_lesson_is_found_by_everybody_once_both_sides_consented_to_the_same_words() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let Shores { french, malian, cooperation, .. } = &shores;
    let stranger = node.stranger();
    let project = running(&shores).await;
    let words = |body: &str| {
        json!({
            "kind": "GOOD_PRACTICE", "title": [{ "lang": "fr", "text": "Deux agents par borne" }],
            "body": [{ "lang": "fr", "text": body }], "themes": ["1.2"],
        })
    };
    let write = json!({ "cooperation": cooperation, "project": project, "lesson": words("Former deux équipes à l’entretien") });
    let written = learns(french, "writeLesson", write).await;
    let found = async |filter: Value| found_by(&stranger, filter).await;
    let node_of = "query($id: ID!) { node(id: $id) { id } }";
    assert_eq!(found(json!({})).await.len(), 0);
    assert_eq!(stranger.ask(node_of, json!({ "id": written["id"] })).await["node"], Value::Null);

    let consent = json!({ "lesson": written["id"], "hash": written["hash"] });
    let half = learns(malian, "consentToLesson", consent.clone()).await;
    assert_eq!((&half["public"], &half["canConsent"]), (&json!(false), &json!(false)));
    let public = learns(french, "consentToLesson", consent).await;
    assert_eq!((&public["public"], &public["canRetract"]), (&json!(true), &json!(true)));
    for filter in [
        json!({}),
        json!({ "search": "equipe" }),
        json!({ "themes": ["1"] }),
        json!({ "themes": ["1.2"] }),
        json!({ "countries": ["ml"] }),
        json!({ "kinds": ["GOOD_PRACTICE"] }),
    ] {
        assert_eq!(found(filter.clone()).await.len(), 1, "{filter}");
    }
    for filter in [
        json!({ "search": "pirogue" }),
        json!({ "themes": ["2"] }),
        json!({ "countries": ["CL"] }),
        json!({ "kinds": ["DIFFICULTY"] }),
    ] {
        assert_eq!(found(filter.clone()).await.len(), 0, "{filter}");
    }

    // Other words are for the partners until both consent anew; everybody still reads the old ones.
    let rewrite = json!({
        "lesson": written["id"], "basedOn": written["hash"], "words": words("En former trois"),
        "reason": "Une de plus",
    });
    let rewritten = learns(malian, "rewriteLesson", rewrite).await;
    assert_eq!((&rewritten["public"], &rewritten["pending"]), (&json!(true), &json!(true)));
    assert_eq!(found(json!({})).await[0]["body"], "Former deux équipes à l’entretien");
    assert_eq!(found(json!({ "search": "trois" })).await.len(), 0);

    let retract = json!({ "lesson": written["id"], "reason": "À revoir" });
    learns(malian, "retractLesson", retract).await;
    assert_eq!(found(json!({})).await.len(), 0);
    assert_eq!(found(json!({ "search": "equipe" })).await.len(), 0);
}

#[tokio::test]
async fn the_form_is_the_same_for_every_side_and_names_its_sources() {
    let node = Node::new().await;
    let stranger = node.stranger();
    let document =
        "{ evaluationForm(lang: ES) { criteria { code question marked source } marks } }";
    let form = stranger.ask(document, json!({})).await["evaluationForm"].take();
    assert_eq!(form["criteria"].as_array().map(Vec::len), Some(11));
    assert_eq!(form["marks"].as_array().map(Vec::len), Some(4));
    assert!(form["criteria"][0]["source"].as_str().is_some_and(|source| source.contains("F3")));
}
