//! Import of files end to end on the log in memory: what matches, what is new, what a human decides, what is refused.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use commands::{Aggregate, Ask, Clock, Fault, Outcome as Done, Records, Stop};
use domain::codec::{Subject, stream_of};
use domain::{Author, Event, JumelageId, OrganisationId, jumelage, organisation};
use eventlog::{CommandId, EventLog, MemoryLog, Position, StreamId};

use super::authorities;
use super::columns::Mapping;
use super::matching::Found;
use super::report::{Outcome, Report};
use super::row::Reason;
use super::run::{Recorder, import_twinnings};

const AUTHORITIES: &str = "\
# kind\tcode\tsiren\tname\tvariant\tpopulation\tdepartement\tlatitude\tlongitude
commune\t42218\t214202186\tSaint-Étienne\t\t173089\t42\t45.4339\t4.3903
commune\t42279\t214202798\tSaint-Just-Saint-Rambert\t\t15000\t42\t45.4997\t4.2413
commune\t93066\t219300662\tSaint-Denis\t\t113116\t93\t48.9333\t2.3583
commune\t97411\t219740115\tSaint-Denis\t\t157674\t974\t-20.8823\t55.4504
commune\t45234\t214502346\tOrléans\t\t116269\t45\t47.9029\t1.9039
commune\t73065\t217300656\tChambéry\t\t59000\t73\t45.5661\t5.9208
departement\t75\t\tParis\t\t2133111\t75\t48.8534\t2.3488
commune\t75056\t217500016\tParis\t\t2133111\t75\t48.8534\t2.3488
grouping\t\t244200770\tMétropole Saint-Étienne Métropole\tSaint-Étienne Métropole\t410000\t42\t45.4339\t4.3903
";

/// The services' part without a node: the same pipeline on the same log.
struct Direct {
    log: Arc<dyn EventLog>,
    organisations: Aggregate<organisation::State>,
    twinnings: Aggregate<jumelage::State>,
    records: Records,
}

impl Direct {
    fn new() -> Self {
        let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new());
        let clock = Clock::fixed("2026-03-01T12:00:00Z".parse().expect("a moment"));
        let organisations =
            Aggregate::new(Arc::clone(&log), clock.clone(), |state, event| match event {
                Event::Organisation(event) => organisation::evolve(state, event),
                _ => state,
            });
        let twinnings =
            Aggregate::new(Arc::clone(&log), clock.clone(), |state, event| match event {
                Event::Jumelage(event) => jumelage::evolve(state, event),
                _ => state,
            });
        let records = Records::new(&log, &clock);
        Self { log, organisations, twinnings, records }
    }

    async fn with_authorities() -> Self {
        let node = Self::new();
        authorities::import(AUTHORITIES, &node, &|_| {}).await.expect("authorities");
        node
    }

    async fn import(&self, file: &str) -> Report {
        self.import_bytes(file.as_bytes(), &Mapping::default()).await
    }

    async fn import_bytes(&self, bytes: &[u8], mapping: &Mapping) -> Report {
        import_twinnings(bytes, mapping, "test.csv", self.log.as_ref(), Some(self), &|_| {})
            .await
            .expect("an import")
    }

    fn head(&self) -> Position {
        *self.log.head().borrow()
    }
}

fn ask(command_id: CommandId, subject: &Subject) -> Ask {
    Ask { author: Author::SYSTEM, command_id, stream: StreamId(stream_of(subject).into()) }
}

impl Recorder for Direct {
    async fn organisation(
        &self,
        command_id: CommandId,
        id: OrganisationId,
        command: organisation::Command,
    ) -> Result<Done, Fault> {
        let decide = |state: &organisation::State, context: &domain::Context| {
            let events = organisation::decide(state, command.clone(), context)?;
            Ok(events.into_iter().map(Event::Organisation).collect())
        };
        self.organisations
            .run(ask(command_id, &Subject::Organisation(id)), decide, |_, _| Vec::new())
            .await
    }

    async fn twinning(
        &self,
        command_id: CommandId,
        id: JumelageId,
        command: jumelage::Command,
    ) -> Result<Done, Fault> {
        let jumelage::Command::RecordExisting { parties, kind, themes, since, source, .. } =
            command
        else {
            unreachable!("an import only records what exists");
        };
        let facts = match self.records.facts(&parties).await {
            Ok(facts) => facts,
            Err(Stop::Refused(refusal)) => return Ok(Done::refused(refusal)),
            Err(Stop::Fault(fault)) => return Err(fault),
        };
        let command =
            jumelage::Command::RecordExisting { parties, facts, kind, themes, since, source };
        let decide = |state: &jumelage::State, context: &domain::Context| {
            let events = jumelage::decide(state, command.clone(), context)?;
            Ok(events.into_iter().map(Event::Jumelage).collect())
        };
        self.twinnings.run(ask(command_id, &Subject::Jumelage(id)), decide, |_, _| Vec::new()).await
    }
}

fn outcomes(report: &Report) -> Vec<&'static str> {
    report.lines.iter().map(|line| line.outcome.word()).collect()
}

fn reason(report: &Report, index: usize) -> &Reason {
    match &report.lines[index].outcome {
        Outcome::Refused(reason) => reason,
        other => panic!("line {index} was not refused: {other:?}"),
    }
}

#[tokio::test]
async fn authorities_imported_twice_are_there_once() {
    let node = Direct::with_authorities().await;
    let head = node.head();
    assert_eq!(head, Position(9));
    assert_eq!(authorities::import(AUTHORITIES, &node, &|_| {}).await.expect("again"), 9);
    assert_eq!(node.head(), head);
}

#[tokio::test]
async fn a_line_that_is_no_authority_is_named_and_nothing_is_written() {
    let node = Direct::new();
    let wrong = format!("{AUTHORITIES}village\t1\t\tNowhere\t\t\t\t\t\n");
    let refused = authorities::import(&wrong, &node, &|_| {}).await.expect_err("refused");
    assert!(refused.to_string().starts_with("line 11:"), "{refused}");
    assert_eq!(node.head(), Position(0));
}

#[tokio::test]
async fn uneven_spellings_match_and_unknown_towns_are_recorded_provisionally() {
    let node = Direct::with_authorities().await;
    let report = node
        .import(
            "city1,country1,city2,country2\n\
             ST. ETIENNE,France,Coventry,\"England, United Kingdom\"\n\
             Ville de Saint-Étienne,FR,Wuppertal,Deutschland\n\
             Saint Étienne Métropole,France,Bamenda,Cameroun\n\
             PARIS,France,Roma,Italie\n",
        )
        .await;
    assert_eq!(outcomes(&report), ["recorded"; 4], "{report:?}");
    assert_eq!(report.new_organisations, 4);
    let found: Vec<_> = report.lines.iter().map(|line| line.ends[0].found.clone()).collect();
    assert_eq!(found[0], found[1]);
    assert_ne!(found[0], found[2], "the grouping is not the town");
}

#[tokio::test]
async fn running_twice_changes_nothing() {
    let node = Direct::with_authorities().await;
    let file = "city1,country1,lat1,lng1,city2,country2,lat2,lng2\n\
                Orléans,France,47.9,1.9,Parakou,Bénin,9.34,2.63\n\
                Chambéry,France,45.57,5.92,Ouahigouya,Burkina Faso,13.58,-2.42\n";
    assert_eq!(outcomes(&node.import(file).await), ["recorded", "recorded"]);
    let head = node.head();
    let again = node.import(file).await;
    assert_eq!(outcomes(&again), ["already there", "already there"]);
    assert_eq!((node.head(), again.new_organisations), (head, 0));
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_writes_nothing() {
    let node = Direct::with_authorities().await;
    let head = node.head();
    let file = b"city1,country1,city2,country2\nParis,France,Rome,Italy\n";
    let report = import_twinnings::<Direct>(
        file,
        &Mapping::default(),
        "f",
        node.log.as_ref(),
        None,
        &|_| {},
    )
    .await
    .expect("a dry run");
    assert_eq!((outcomes(&report), report.new_organisations), (vec!["recorded"], 1));
    assert_eq!(node.head(), head);
}

#[tokio::test]
async fn distance_decides_between_namesakes_and_without_it_a_human_does() {
    let node = Direct::with_authorities().await;
    let report = node
        .import(
            "city1,country1,lat1,lng1,city2,country2,lat2,lng2\n\
             Saint-Denis,France,48.93,2.36,Porto,Portugal,41.15,-8.62\n\
             Saint-Denis,France,-20.88,55.45,Tanger,Maroc,35.77,-5.8\n\
             St Denis,France,,,Sesto San Giovanni,Italie,45.53,9.23\n",
        )
        .await;
    assert_eq!(outcomes(&report), ["recorded", "recorded", "ambiguous"]);
    assert_ne!(report.lines[0].ends[0].found, report.lines[1].ends[0].found);
    let Some(Found::Ambiguous(candidates)) = &report.lines[2].ends[0].found else {
        panic!("{:?}", report.lines[2]);
    };
    assert_eq!(candidates.len(), 2);
    assert_eq!(
        report.new_organisations, 2,
        "an ambiguous row records nothing, not even its other town"
    );
}

#[tokio::test]
async fn the_same_name_far_away_is_another_town_abroad_and_a_question_in_france() {
    let node = Direct::with_authorities().await;
    let report = node
        .import(
            "city1,country1,lat1,lng1,city2,country2,lat2,lng2\n\
             Paris,France,48.85,2.35,Neustadt,Germany,49.35,8.14\n\
             Paris,France,48.85,2.35,Neustadt,Germany,54.1,10.82\n\
             Paris,France,48.85,2.35,Neustadt,Germany,49.36,8.15\n\
             Orléans,France,44.0,3.0,Neustadt,Germany,49.35,8.14\n",
        )
        .await;
    assert_eq!(outcomes(&report), ["recorded", "recorded", "duplicate", "ambiguous"]);
    assert_eq!(report.new_organisations, 2);
}

#[tokio::test]
async fn a_late_row_that_settles_an_early_one_leaves_nothing_for_a_second_run() {
    let node = Direct::with_authorities().await;
    // The first row alone would be a question: the only namesake lies neither near nor far.
    let file = "city1,country1,lat1,lng1,city2,country2,lat2,lng2\n\
                Paris,France,48.85,2.35,Berga,Germany,51.0,11.0\n\
                Orléans,France,47.9,1.9,Berga,Germany,51.36,11.0\n\
                Orléans,France,47.9,1.9,Berga,Germany,51.8,11.0\n";
    node.import(file).await;
    let head = node.head();
    let again = node.import(file).await;
    assert_eq!(
        (node.head(), again.count("recorded"), again.new_organisations),
        (head, 0, 0),
        "{again:?}"
    );
}

#[tokio::test]
async fn a_slip_of_the_pen_is_a_suggestion_never_a_match() {
    let node = Direct::with_authorities().await;
    let report =
        node.import("city1,country1,city2,country2\nChamberry,France,Turin,Italie\n").await;
    let Some(Found::Ambiguous(candidates)) = &report.lines[0].ends[0].found else {
        panic!("{report:?}")
    };
    assert_eq!(candidates[0].name, "Chambéry");
}

#[tokio::test]
async fn an_identifier_decides_whatever_the_spelling() {
    let node = Direct::with_authorities().await;
    let file =
        "Commune;INSEE;Pays;Ville jumelée;Pays 2\nSt-Denis (93);93066;France;Porto;Portugal\n";
    assert_eq!(outcomes(&node.import(file).await), ["recorded"]);
}

#[tokio::test]
async fn reversed_duplicates_count_once_and_point_to_the_first() {
    let node = Direct::with_authorities().await;
    let report = node
        .import(
            "city1,country1,city2,country2\n\
             Paris,France,Rome,Italy\nRome,Italy,Paris,France\nPARIS,France,Rome,Italie\n",
        )
        .await;
    assert_eq!(outcomes(&report), ["recorded", "duplicate", "duplicate"]);
    assert_eq!(report.lines[2].outcome, Outcome::Duplicate(2));
}

#[tokio::test]
async fn bad_rows_are_refused_one_by_one_and_the_rest_goes_on() {
    let node = Direct::with_authorities().await;
    let report = node
        .import(
            "city1,country1,lat1,lng1,city2,country2,lat2,lng2,since\n\
             Paris,France,,,Paris,France,,,\n\
             Paris,Atlantis,,,Rome,Italy,,,\n\
             ,France,,,Rome,Italy,,,\n\
             Paris,France\n\
             Paris,France,x,y,Rome,Italy,,,\n\
             Paris,France,48.85,2.35,Rome,Italy,-33.4,-70.6,\n\
             Paris,France,,,Rome,Italy,,,once\n\
             Paris,France,,,Rome,Italy,,,2999\n\
             Paris,France,,,Rome,Italy,,,1956-01-30\n",
        )
        .await;
    assert_eq!(reason(&report, 0), &Reason::SelfTwinning);
    assert_eq!(reason(&report, 1), &Reason::UnknownCountry("Atlantis".to_owned()));
    assert_eq!(reason(&report, 2), &Reason::EmptyTown);
    assert_eq!(reason(&report, 3), &Reason::WrongWidth { expected: 9, found: 2 });
    assert!(matches!(reason(&report, 4), Reason::BadCoordinates(_)));
    assert!(matches!(reason(&report, 5), Reason::OutsideCountry { .. }));
    assert!(matches!(reason(&report, 6), Reason::BadDate(_)));
    assert_eq!(report.lines[8].line, 10);
    assert_eq!(report.count("refused") + report.count("duplicate") + report.count("recorded"), 9);
}

#[tokio::test]
async fn windows_1252_with_semicolons_is_read_and_said() {
    let node = Direct::with_authorities().await;
    let file = b"Ville;Pays;Ville jumel\xe9e;Pays partenaire\r\nSaint-\xc9tienne;France;Gen\xe8ve;Suisse\r\n";
    let report = node.import_bytes(file, &Mapping::default()).await;
    assert_eq!(outcomes(&report), ["recorded"]);
    assert!(report.to_string().contains("Windows-1252, separated by ;"), "{report}");
}

#[tokio::test]
async fn the_report_is_a_table_with_candidates_for_a_human() {
    let node = Direct::with_authorities().await;
    let report =
        node.import("city1,country1,city2,country2\nSaint-Denis,France,Porto,Portugal\n").await;
    let mut csv = Vec::new();
    report.write_csv(&mut csv).expect("a report");
    let text = String::from_utf8(csv).expect("UTF-8");
    assert!(text.contains("2,ambiguous,Saint-Denis,FR,ambiguous,"), "{text}");
    assert!(text.contains("insee 93066") && text.contains("insee 97411"), "{text}");
}

#[tokio::test]
async fn thousands_of_rows_are_recorded_once_with_progress_to_the_last() {
    let node = Direct::with_authorities().await;
    let mut file = String::from("city1,country1,city2,country2\n");
    for index in 0..2_000 {
        let town = ["Saint-Étienne", "ST ETIENNE", "Orléans", "orleans"][index % 4];
        let _ = writeln!(file, "{town},France,Town number {} of {index},England", index * 7919);
    }
    let last = AtomicUsize::new(0);
    let recorder = Some(&node);
    let mapping = Mapping::default();
    let report =
        import_twinnings(file.as_bytes(), &mapping, "f", node.log.as_ref(), recorder, &|step| {
            last.store(step.done, Ordering::Relaxed);
        })
        .await
        .expect("an import");
    assert_eq!(report.count("recorded"), 2_000);
    assert_eq!(last.load(Ordering::Relaxed), 2_000);
}
