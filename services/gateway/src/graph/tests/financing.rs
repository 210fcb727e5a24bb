//! A financing plan by mutations only: sums that match, value dates, consents by hash, money that comes; and who sees it.

use serde_json::{Value, json};

use super::project::{Shores, description, shores};
use super::{Node, Person, organisation};

const PLAN: &str = "financingPlan { id plan { hash currency lines { number steps tally { disbursed } } \
     sums { balanced resources { planned confirmed } bySide { side tally { planned } expenses } } } \
     agreed { hash } sides { number consented } waiting { kind mine text } entries { id correctedBy canCorrect } \
     possibilities { act refusal { rule { id } } } findings { rule { id } severity } }";

async fn does(person: &Person<'_>, mutation: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    person.does(mutation, &kind, PLAN, input).await["financingPlan"].take()
}

async fn project(shores: &Shores<'_>) -> Value {
    let input =
        json!({ "cooperation": shores.cooperation, "description": description("Un réseau") });
    let result = "project { id }";
    let mut done = shores.french.does("proposeProject", "ProposeProjectInput", result, input).await;
    done["project"]["id"].take()
}

/// 1 000 € of the French town and 655 957 F CFA of the other.
fn plan(shores: &Shores<'_>, works: &str) -> Value {
    let (here, there) = (organisation(shores.here), organisation(shores.there));
    let value = json!({ "on": "2026-01-05", "rate": "0.0015244902", "source": "Parité fixe" });
    json!({
        "currency": "EUR", "countryClass": "PRIORITY",
        "lines": [
            { "number": 1, "source": "GENERAL_BUDGET", "nature": "OWN", "party": here, "year": 2026,
              "amount": "1000", "currency": "EUR" },
            { "number": 2, "source": "GENERAL_BUDGET", "nature": "OWN", "party": there, "year": 2026,
              "amount": "655957", "currency": "XOF", "value": value },
        ],
        "expenses": [
            { "number": 1, "heading": "WORKS", "label": "Bornes", "party": there, "amount": works,
              "currency": "EUR" },
        ],
    })
}

fn funds(amount: &str) -> Value {
    json!({
        "amount": amount, "currency": "EUR", "on": "2026-01-06", "reason": "Courrier", "payee": "Trésor",
    })
}

async fn agreed(shores: &Shores<'_>, project: &Value) -> Value {
    let input = json!({ "project": project, "plan": plan(shores, "2000") });
    let proposed = does(&shores.french, "proposeFinancingPlan", input).await;
    let consent = json!({ "project": project, "hash": proposed["plan"]["hash"] });
    does(&shores.french, "consentToFinancingPlan", consent.clone()).await;
    does(&shores.malian, "consentToFinancingPlan", consent).await
}

#[tokio::test]
async fn both_sides_consent_to_a_plan_that_adds_up_and_money_comes_by_it() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = project(&shores).await;
    let propose = |plan: Value| json!({ "project": id, "plan": plan });
    let refused = async |plan: Value| {
        let (name, kind) = ("proposeFinancingPlan", "ProposeFinancingPlanInput");
        shores.french.is_refused(name, kind, propose(plan)).await
    };
    assert_eq!(refused(plan(&shores, "2000.01")).await, "FP-BALANCE");
    let mut bare = plan(&shores, "2000");
    bare["lines"][1]["value"] = Value::Null;
    assert_eq!(refused(bare).await, "FP-VALUE-DATE");
    let agreed = agreed(&shores, &id).await;
    assert_eq!(agreed["agreed"]["hash"], agreed["plan"]["hash"]);
    assert_eq!(agreed["plan"]["sums"]["resources"]["planned"], "2000.00");
    assert_eq!(agreed["plan"]["sums"]["bySide"][1]["tally"]["planned"], "1000.00");
    assert_eq!(agreed["plan"]["lines"][0]["steps"], json!([]), "the line is the other side's");

    let record = |step: &str, amount: &str| json!({ "project": id, "line": 1, "step": step, "funds": funds(amount) });
    does(&shores.french, "recordFunds", record("CONFIRMED", "1000")).await;
    let committed = does(&shores.french, "recordFunds", record("COMMITTED", "800")).await;
    let tried = |input| shores.french.is_refused("recordFunds", "RecordFundsInput", input);
    assert_eq!(tried(record("DISBURSED", "800.01")).await, "FP-DISBURSED");
    assert_eq!(tried(record("DISBURSED", "no")).await, "FP-AMOUNT");
    let paid = does(&shores.french, "recordFunds", record("DISBURSED", "800")).await;
    assert_eq!(paid["plan"]["lines"][0]["tally"]["disbursed"], "800.00");
    let replaces = &committed["entries"][1]["id"];
    let correct = json!({ "project": id, "replaces": replaces, "funds": funds("900") });
    let corrected = does(&shores.french, "correctFunds", correct).await;
    let entries = corrected["entries"].as_array().expect("a list");
    assert_eq!((entries.len(), entries[1]["correctedBy"].is_null()), (4, false));
}

#[tokio::test]
async fn what_is_spent_is_told_by_item_side_and_heading_and_remarked_upon_above_the_plan() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = project(&shores).await;
    agreed(&shores, &id).await;
    let result = "financingPlan { plan { expenses { paid overspent canRecord } \
         sums { paid bySide { paid } byHeading { heading planned paid } } } } remarks { rule { id } message }";
    let spends = async |amount: &str| {
        let input = json!({ "project": id, "expense": 1, "funds": funds(amount) });
        shores.malian.does("recordExpense", "RecordExpenseInput", result, input).await
    };
    let input = json!({ "project": id, "expense": 1, "funds": funds("1") });
    let refused = shores.french.is_refused("recordExpense", "RecordExpenseInput", input).await;
    assert_eq!(refused, "FP-OWN-LINE");
    let first = spends("2000").await;
    assert_eq!(first["remarks"], json!([]));
    let plan = &first["financingPlan"]["plan"];
    let item = json!([{ "paid": "2000.00", "overspent": false, "canRecord": true }]);
    assert_eq!(plan["expenses"], item);
    let sums = json!({
        "paid": "2000.00", "bySide": [{ "paid": "0.00" }, { "paid": "2000.00" }],
        "byHeading": [{ "heading": "WORKS", "planned": "2000.00", "paid": "2000.00" }],
    });
    assert_eq!(plan["sums"], sums);
    let more = spends("0.01").await;
    assert_eq!(more["remarks"][0]["rule"]["id"], "FP-OVERSPENT");
    assert_eq!(more["financingPlan"]["plan"]["expenses"][0]["overspent"], true);
}

#[tokio::test]
async fn a_change_voids_consents_and_waits_for_both() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = project(&shores).await;
    let agreed = agreed(&shores, &id).await;
    assert_eq!(agreed["waiting"], json!([]));
    let mut changed = plan(&shores, "2001");
    changed["lines"][0]["amount"] = json!("1001");
    let revise = json!({
        "project": id, "basedOn": agreed["plan"]["hash"], "plan": changed, "reason": "Un euro de plus",
    });
    let revised = does(&shores.malian, "reviseFinancingPlan", revise).await;
    let kinds: Vec<_> = revised["waiting"].as_array().expect("a list").iter().collect();
    assert_eq!((kinds.len(), &kinds[0]["kind"]), (2, &json!("FINANCING_CONSENT")));
    assert_ne!(revised["agreed"]["hash"], revised["plan"]["hash"]);
    let mine = "{ viewer { waiting { kind project { id } } } }";
    let waits = shores.french.ask(mine, json!({})).await["viewer"]["waiting"].take();
    let told = json!({ "kind": "FINANCING_CONSENT", "project": { "id": id } });
    assert!(waits.as_array().is_some_and(|all| all.contains(&told)), "{waits}");
}

#[tokio::test]
async fn the_checks_answer_while_somebody_types_with_rule_field_and_sums() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = project(&shores).await;
    let document = "query($project: ID!, $plan: FinancingPlanInput!) { financingChecks(project: $project, plan: $plan) { \
         sums { difference balanced } findings { path rule { id } } } }";
    let mut typed = plan(&shores, "12,5");
    typed["lines"][1]["amount"] = json!("99999999999999999999999999");
    let variables = json!({ "project": id, "plan": typed });
    let answer = shores.french.ask(document, variables.clone()).await["financingChecks"].take();
    assert_eq!(answer["sums"], json!({ "difference": "1000.00", "balanced": false }));
    let says = |path: &str, rule: &str| {
        let found = json!({ "path": path, "rule": { "id": rule } });
        answer["findings"].as_array().is_some_and(|all| all.contains(&found))
    };
    assert!(
        says("expenses.0.amount", "FP-AMOUNT") && says("lines.1.amount", "FP-AMOUNT"),
        "{answer}"
    );
    assert!(says("balance", "FP-BALANCE") && says("lines.0.source", "R-25"), "{answer}");
    let stranger = node.stranger().ask(document, variables).await;
    assert_eq!(stranger["financingChecks"], Value::Null);
}

#[tokio::test]
async fn a_plan_is_for_partners_alone_by_every_way_of_asking() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = project(&shores).await;
    let agreed = agreed(&shores, &id).await;
    for person in [&shores.french, &shores.malian] {
        let hash = "query($id: ID!) { node(id: $id) { ... on Project { description { hash } } } }";
        let hash =
            person.ask(hash, json!({ "id": id })).await["node"]["description"]["hash"].take();
        let consent = json!({ "project": id, "hash": hash });
        person.does("consentToProject", "ConsentToProjectInput", "project { id }", consent).await;
    }
    let start = json!({ "project": id, "on": "2026-01-05" });
    shores.french.does("startProject", "StartProjectInput", "project { id }", start).await;
    let document = "query($id: ID!, $plan: ID!) { node(id: $id) { ... on Project { title financing { id } } } \
         plan: node(id: $plan) { id } past: node(id: $plan, asOf: \"2999-01-01T00:00:00Z\") { id } \
         feed(scope: { verbs: [FINANCING_PROPOSED, FINANCING_AGREED_BY_ALL] }, first: 50) { changes { verb } } }";
    let variables = json!({ "id": id, "plan": agreed["id"] });
    let partner = shores.malian.ask(document, variables.clone()).await;
    assert_eq!(partner["node"]["financing"]["id"], agreed["id"]);
    assert_eq!((&partner["plan"]["id"], &partner["past"]["id"]), (&agreed["id"], &agreed["id"]));
    assert_eq!(partner["feed"]["changes"].as_array().map(Vec::len), Some(2));
    let outside = node.stranger().ask(document, variables).await;
    assert_eq!(outside["node"]["title"], "De l’eau", "the project is at work and public");
    assert_eq!(outside["node"]["financing"], Value::Null);
    assert_eq!((&outside["plan"], &outside["past"]), (&Value::Null, &Value::Null));
    assert_eq!(outside["feed"]["changes"], json!([]));
}
