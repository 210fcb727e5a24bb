//! Notices on real servers: each node hears what the others say now, and forgets who is silent.

use std::sync::Arc;
use std::time::Duration;

use cluster::{Cluster, Heard, Notices, Rhythm, Seal};
use eventlog_jetstream::Options;
use eventlog_jetstream::servers::{Servers, program};
use eventlog_jetstream::wire::Wire;
use futures_util::StreamExt as _;
use tokio::time::timeout;

const RHYTHM: Rhythm =
    Rhythm { beat: Duration::from_millis(500), pause: Duration::from_millis(50) };
/// Where what is sealed begins in a piece.
const HEAD: usize = 29;
/// How long anything may take that must come, on a busy machine.
const BOUND: Duration = Duration::from_mins(1);

/// What one key seals another does not open; it hides nothing, so that the test sees what travels.
struct Key(u8);

impl Seal for Key {
    fn seal(&self, bound: &[u8], plain: &[u8]) -> Vec<u8> {
        [&[self.0], bound, plain].concat()
    }

    fn open(&self, bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let rest = sealed.strip_prefix(&[self.0])?;
        rest.strip_prefix(bound).map(<[u8]>::to_vec)
    }
}

async fn join(options: &Options, key: u8) -> Notices {
    let cluster = Cluster::join(options).await.expect("a cluster");
    let notices = cluster.notices("test", RHYTHM, Arc::new(Key(key))).await;
    notices.expect("the connection is open")
}

async fn servers() -> Option<Servers> {
    Some(Servers::start(&program()?, 1, "always").await)
}

async fn until(what: &str, notices: &Notices, wanted: impl Fn(&Heard) -> bool) {
    let mut heard = notices.heard();
    let came = timeout(BOUND, heard.wait_for(|heard| wanted(heard))).await;
    came.unwrap_or_else(|_| panic!("{what} did not come")).expect("it is listened to");
}

fn says(whole: &'static [u8]) -> impl Fn(&Heard) -> bool {
    move |heard| heard.values().any(|said| **said == *whole)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_hears_what_the_others_say_now_also_who_comes_later() {
    let Some(servers) = servers().await else { return };
    let options = servers.options("main");
    let first = join(&options, 1).await;
    first.say(b"one".to_vec());
    let second = join(&options, 1).await;
    second.say(b"two".to_vec());
    until("the first", &second, says(b"one")).await;
    until("the second", &first, says(b"two")).await;
    first.say(b"another".to_vec());
    until("what is new", &second, says(b"another")).await;
    let third = join(&options, 1).await;
    until("both", &third, |heard| says(b"another")(heard) && says(b"two")(heard)).await;
    assert_eq!(first.heard().borrow().len(), 2, "nobody hears themselves");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_of_many_pieces_comes_whole() {
    let Some(servers) = servers().await else { return };
    let options = servers.options("main");
    let (first, second) = (join(&options, 1).await, join(&options, 1).await);
    let long: Vec<u8> = (0..1_000_000_u32).flat_map(u32::to_be_bytes).take(1_500_000).collect();
    first.say(long.clone());
    until("the long one", &second, |heard| heard.values().any(|said| **said == long[..])).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_silent_is_forgotten_and_known_again_when_they_speak() {
    let Some(servers) = servers().await else { return };
    let options = servers.options("main");
    let wire = Wire::to(&options.servers[0]).await;
    let behind = Options { servers: vec![wire.url()], ..options.clone() };
    let (here, apart, gone) =
        (join(&options, 1).await, join(&behind, 1).await, join(&options, 1).await);
    here.say(b"here".to_vec());
    apart.say(b"apart".to_vec());
    gone.say(b"gone".to_vec());
    until("all", &here, |heard| says(b"apart")(heard) && says(b"gone")(heard)).await;
    until("all", &apart, says(b"here")).await;
    drop(gone);
    until("the end of the one that ended", &here, |heard| !says(b"gone")(heard)).await;
    assert!(says(b"apart")(&here.heard().borrow()));
    wire.cut();
    until("the silence of the other", &here, Heard::is_empty).await;
    until("the silence of all", &apart, Heard::is_empty).await;
    wire.mend();
    until("the other", &here, says(b"apart")).await;
    until("this one", &apart, says(b"here")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_key_sealed_or_somebody_says_again_counts_for_nothing() {
    let Some(servers) = servers().await else { return };
    let options = servers.options("main");
    let client = options.connect().await.expect("connected");
    let mut wire = client.subscribe("rives_test.main.said").await.expect("subscribed");
    client.flush().await.expect("subscribed");
    let (here, other) = (join(&options, 1).await, join(&options, 1).await);
    let stranger = join(&options, 2).await;
    stranger.say(b"strange".to_vec());
    other.say(b"old".to_vec());
    until("the old", &here, says(b"old")).await;
    // What was said is taken down on the way, and said again by somebody without the key.
    let mut kept = Vec::new();
    while !kept.iter().any(|said: &Vec<u8>| said.ends_with(b"old") && said[HEAD] == 1) {
        let message = timeout(BOUND, wire.next()).await.expect("it was said");
        kept.push(message.expect("the wire is open").payload.to_vec());
    }
    other.say(b"new".to_vec());
    until("the new", &here, says(b"new")).await;
    for said in kept {
        client.publish("rives_test.main.said", said.into()).await.expect("published");
    }
    client.publish("rives_test.main.said", "short".into()).await.expect("published");
    other.say(b"last".to_vec());
    let mut heard = here.heard();
    let whole = |heard: &Heard| heard.values().map(|said| said.to_vec()).collect::<Vec<_>>();
    while whole(&heard.borrow_and_update()) != [b"last".to_vec()] {
        assert_eq!(whole(&heard.borrow()), [b"new".to_vec()], "of one node, and never the old");
        timeout(BOUND, heard.changed()).await.expect("it comes").expect("it is listened to");
    }
}
