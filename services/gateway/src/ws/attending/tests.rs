//! Lists of who is here, in virtual time: told together, never twice, and no longer than one may know.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use async_graphql::{Request, Response, ServerError};
use async_trait::async_trait;
use domain::{Lang, PersonId};
use eventlog::Position;
use futures_util::{FutureExt as _, StreamExt as _};
use identity::{IdentityError, Seat, Via, Viewer};
use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::time::advance;
use uuid::Uuid;

use super::{Attending, LOOK, PAUSE};
use crate::config::Config;
use crate::engine::{Attendance, Engine, Subscription};
use crate::graph::world::Asker;
use crate::http::Front;
use crate::ws::operation::{Event, Events};

/// A node with one person and a list.
#[derive(Default)]
struct Toy {
    viewer: Mutex<Option<Arc<Viewer>>>,
    rights: watch::Sender<u64>,
    bell: watch::Sender<u64>,
    list: Mutex<String>,
    asked: AtomicUsize,
    left: AtomicBool,
}

#[async_trait]
impl Engine for Toy {
    async fn execute(&self, _: Request) -> Response {
        Response::default()
    }

    fn viewer(&self, _: &str) -> Result<Option<Arc<Viewer>>, IdentityError> {
        Ok(self.viewer.lock().clone())
    }

    fn applied(&self) -> watch::Receiver<Position> {
        watch::Sender::new(Position(0)).subscribe()
    }

    fn rights(&self) -> watch::Receiver<u64> {
        self.rights.subscribe()
    }

    fn followed(&self) -> watch::Receiver<Position> {
        self.applied()
    }

    async fn follow(&self, _: Request, _: &Asker) -> Result<Subscription, Vec<ServerError>> {
        Err(Vec::new())
    }
}

#[async_trait]
impl Attendance for Toy {
    async fn list(&self, _: &Asker) -> Result<String, Vec<ServerError>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let list = self.list.lock().clone();
        if list.is_empty() { Err(vec![ServerError::new("not theirs", None)]) } else { Ok(list) }
    }

    fn bell(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    fn ring(&self) {
        self.bell.send_modify(|rung| *rung += 1);
    }

    fn leave(&self) {
        self.left.store(true, Ordering::Relaxed);
    }
}

impl Toy {
    fn tells(&self, list: &str) {
        list.clone_into(&mut self.list.lock());
        self.ring();
    }

    fn rights_move(&self) {
        self.rights.send_modify(|moved| *moved += 1);
    }
}

fn viewer(seats: Vec<Seat>) -> Arc<Viewer> {
    Arc::new(Viewer {
        person: PersonId(Uuid::from_u128(1)),
        session: Uuid::nil(),
        via: Via::Session,
        email: String::new(),
        display_name: String::new(),
        lang: Lang::En,
        seats,
    })
}

/// Somebody who has just been told the first list.
async fn attending() -> (Arc<Toy>, Events) {
    let toy = Arc::new(Toy::default());
    *toy.viewer.lock() = Some(viewer(Vec::new()));
    toy.tells("alone");
    let engine: Arc<dyn Engine> = Arc::<Toy>::clone(&toy);
    let front = Front::new(engine, Config::default(), watch::channel(false).1);
    let mut asker = Asker {
        viewer: None,
        holder: None,
        session: None,
        lang: Lang::En,
        user_agent: String::new(),
        cookie: Arc::default(),
        host: None,
        address: std::net::Ipv4Addr::LOCALHOST.into(),
    };
    asker.admit(viewer(Vec::new()), "session".into());
    let attendance: Arc<dyn Attendance> = Arc::<Toy>::clone(&toy);
    let mut events = Attending::events(Arc::new(front), asker, toy.rights.subscribe(), attendance);
    assert_eq!(told(&mut events).await, "alone");
    (toy, events)
}

async fn told(events: &mut Events) -> String {
    match events.next().await {
        Some(Event::Next(list)) => list.to_string(),
        other => panic!("no list: {other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn what_changes_within_the_pause_is_told_together_and_the_same_list_never_twice() {
    let (toy, mut events) = attending().await;
    for list in ["a", "a and b", "b"] {
        toy.tells(list);
        advance(PAUSE / 10).await;
        assert!(events.next().now_or_never().is_none(), "{list} waits for the pause");
    }
    assert_eq!(told(&mut events).await, "b");
    toy.tells("b");
    advance(PAUSE * 4).await;
    assert!(events.next().now_or_never().is_none());
    toy.tells("alone");
    assert_eq!(told(&mut events).await, "alone");
}

#[tokio::test(start_paused = true)]
async fn other_peoples_sign_ins_cost_no_list_each() {
    let (toy, mut events) = attending().await;
    let before = toy.asked.load(Ordering::Relaxed);
    for _ in 0..100 {
        toy.rights_move();
        assert!(events.next().now_or_never().is_none());
        advance(LOOK / 200).await;
    }
    assert_eq!(toy.asked.load(Ordering::Relaxed), before);
    "somebody's role".clone_into(&mut toy.list.lock());
    assert_eq!(told(&mut events).await, "somebody's role", "it is looked again after a while");
}

#[tokio::test(start_paused = true)]
async fn whose_own_rights_change_is_told_at_once_and_the_others_look_again() {
    let (toy, mut events) = attending().await;
    let mut bell = toy.bell();
    "more".clone_into(&mut toy.list.lock());
    let of = domain::context::SeatOf::Platform;
    let seat = Seat { id: domain::SeatId(Uuid::nil()), of, role: domain::Role::Reader };
    *toy.viewer.lock() = Some(viewer(vec![seat]));
    bell.borrow_and_update();
    toy.rights_move();
    let list = events.next().now_or_never().flatten();
    assert!(matches!(list, Some(Event::Next(list)) if list == "more"));
    assert!(bell.has_changed().expect("it is open"));
}

#[tokio::test(start_paused = true)]
async fn who_may_not_know_any_more_leaves_and_is_told_so() {
    let (toy, mut events) = attending().await;
    toy.tells("");
    let ended = events.next().await;
    assert!(matches!(&ended, Some(Event::Failed(why)) if why.contains("not theirs")), "{ended:?}");
    assert!(toy.left.load(Ordering::Relaxed));
    assert!(events.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn whose_session_ends_leaves_with_it() {
    let (toy, mut events) = attending().await;
    *toy.viewer.lock() = None;
    toy.rights_move();
    assert!(matches!(events.next().await, Some(Event::SessionOver)));
    assert!(toy.left.load(Ordering::Relaxed));
}
