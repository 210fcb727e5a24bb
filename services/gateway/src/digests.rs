//! Digests: writes to people, each in their morning, what happened in what they follow. A digest is a client of the API:
//! it asks for its reader's feeds as its reader, and so tells what the feed tells.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use async_graphql::{Request, Variables};
use courier::About;
use domain::PersonId;
use identity::{Digest, Letter, Viewer};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::graph::cursor::Cursor;
use crate::graph::world::{Asker, World};
use crate::graph::{self, Api, ApiLimits};

/// How often to look for whom one is due.
const EVERY: Duration = Duration::from_mins(1);
/// People written to before it is looked anew whether the node stops.
const AT_ONCE: usize = 20;
/// Changes asked for at a time.
const PAGE: usize = 100;
/// Changes of one digest; what lies beyond is told by the next one.
const MOST: usize = 5_000;
/// Changes that a letter tells in words; it counts the others and says where they stand.
const TOLD: usize = 60;
/// Walls of the API for these questions, which nobody else asks.
const LIMITS: ApiLimits = ApiLimits { depth: 8, complexity: 20_000, introspection: false };

/// What is asked of the person first.
const READER: &str = "{ viewer { waiting(first: 10) { text mine } following { scope { \
     countries themes groups organisations cooperations kinds verbs mine } } } }";
/// A page of a feed.
const FEED: &str = "query($scope: ScopeInput, $after: Cursor, $first: Int) { \
     feed(scope: $scope, after: $after, first: $first) { hasMore changes { cursor at summary cooperation { id title } } } }";

/// Writes digests.
pub struct Digests {
    api: Api,
    world: Arc<World>,
}

/// What a digest tells: a part of the reader's feeds without a gap.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The changes by their place, each once, whichever of the feeds it is in.
    pub changes: BTreeMap<i64, Told>,
    /// The place up to which that is all of them.
    pub through: i64,
    /// What waits for the reader, in words.
    pub waiting: Vec<String>,
}

/// A change in words.
#[derive(Debug, Clone)]
pub struct Told {
    at: Timestamp,
    text: String,
    /// Identifier and title of the cooperation that it belongs to.
    about: Option<(String, String)>,
}

impl Digests {
    /// Over the rooms of a node.
    #[must_use]
    pub fn new(world: Arc<World>) -> Self {
        Self { api: graph::api(Arc::clone(&world), &LIMITS), world }
    }

    /// Writes what is due until the node stops.
    pub async fn run(&self, mut stopping: watch::Receiver<bool>) {
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                stopped = stopping.changed() => if stopped.is_err() || *stopping.borrow() { return },
            }
            loop {
                match self.round().await {
                    Ok(AT_ONCE) if !*stopping.borrow() => {}
                    Ok(_) => break,
                    Err(error) => {
                        let error = error.as_ref() as &dyn std::error::Error;
                        tracing::error!(error, "digests could not be written");
                        break;
                    }
                }
            }
        }
    }

    /// Writes to those who have waited longest, [`AT_ONCE`] at most; answers to how many it was due. One that cannot be
    /// written waits for the next look, and the others do not wait for it.
    ///
    /// # Errors
    /// When the store of people fails, or nothing could be written at all.
    pub async fn round(&self) -> anyhow::Result<usize> {
        let due = self.world.identity.due_digests(AT_ONCE)?;
        let (count, mut last) = (due.len(), None);
        let mut failed = 0;
        for (person, digest) in due {
            if let Err(error) = self.write(person, &digest).await {
                failed += 1;
                let why = error.as_ref() as &dyn std::error::Error;
                tracing::error!(error = why, %person, "a digest could not be written");
                last = Some(error);
            }
        }
        match last {
            // Otherwise the same ones would be tried again at once.
            Some(error) if failed == count => Err(error),
            _ => Ok(if failed == 0 { count } else { count - 1 }),
        }
    }

    async fn write(&self, person: PersonId, digest: &Digest) -> anyhow::Result<()> {
        let identity = &self.world.identity;
        let Some(reader) = identity.reader(person)?.map(Arc::new) else { return Ok(()) };
        let gathered = self.gather(&reader, &digest.cursor).await?;
        let letter =
            (!gathered.changes.is_empty()).then(|| self.letter(&reader, digest, &gathered));
        let through = Cursor::at(gathered.through).to_string();
        if identity.tell_digest(person, digest, &through, letter.as_ref())? {
            tracing::debug!(%person, changes = gathered.changes.len(), "a digest was written");
        }
        Ok(())
    }

    /// Everything that happened after the cursor `after` in the cooperations of `reader` and in the feeds they follow, as
    /// far as they may see it now and once each; the first [`MOST`] of it.
    ///
    /// # Errors
    /// When the API does not answer.
    pub async fn gather(&self, reader: &Arc<Viewer>, after: &str) -> anyhow::Result<Gathered> {
        let head = Cursor::end_of(*self.world.model.applied().borrow()).seq();
        let asked = self.ask(reader, READER, json!({})).await?;
        let mut scopes = vec![json!({ "mine": true })];
        let followed = asked["viewer"]["following"].as_array().into_iter().flatten();
        scopes.extend(followed.map(|feed| feed["scope"].clone()).filter(Value::is_object));
        let mut gathered = Gathered { through: head, ..Gathered::default() };
        for scope in scopes {
            let through = self.follow(reader, &scope, after, &mut gathered).await?;
            gathered.through = gathered.through.min(through);
        }
        gathered.changes.retain(|place, _| *place <= gathered.through);
        let waiting = asked["viewer"]["waiting"].as_array().into_iter().flatten();
        let mine = waiting.filter(|item| item["mine"] == true);
        gathered.waiting =
            mine.filter_map(|item| item["text"].as_str().map(str::to_owned)).collect();
        Ok(gathered)
    }

    /// Gathers one feed; answers how far it got.
    async fn follow(
        &self,
        reader: &Arc<Viewer>,
        scope: &Value,
        after: &str,
        gathered: &mut Gathered,
    ) -> anyhow::Result<i64> {
        let (mut cursor, mut count) = (after.to_owned(), 0);
        loop {
            let variables = json!({ "scope": scope, "after": cursor, "first": PAGE });
            let page = self.ask(reader, FEED, variables).await?["feed"].take();
            let changes = page["changes"].as_array().context("a feed is a list of changes")?;
            for change in changes {
                let (place, told) = read(change).context("a change lacks a part")?;
                gathered.changes.insert(place.seq(), told);
                cursor = place.to_string();
            }
            count += changes.len();
            let reached = cursor.parse::<Cursor>()?.seq();
            if page["hasMore"] != true || changes.is_empty() || reached >= gathered.through {
                return Ok(gathered.through);
            }
            if count >= MOST {
                return Ok(reached);
            }
        }
    }

    async fn ask(
        &self,
        reader: &Arc<Viewer>,
        document: &str,
        variables: Value,
    ) -> anyhow::Result<Value> {
        let asker = Asker {
            viewer: Some(Arc::clone(reader)),
            holder: Some(Arc::clone(reader)),
            session: None,
            lang: reader.lang,
            user_agent: String::new(),
            cookie: Arc::default(),
            host: None,
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        };
        let request = Request::new(document).variables(Variables::from_json(variables));
        let answer = self.api.execute(request.data(asker)).await;
        if let Some(error) = answer.errors.first() {
            bail!("the API answers: {}", error.message);
        }
        Ok(serde_json::to_value(answer.data)?)
    }

    fn letter(&self, reader: &Viewer, digest: &Digest, gathered: &Gathered) -> Letter {
        let post = &self.world.post;
        let zone = TimeZone::get(&digest.zone).unwrap_or(TimeZone::UTC);
        // By cooperation, in the order in which something happened there first.
        let mut told: Vec<(Option<&str>, About)> = Vec::new();
        for change in gathered.changes.values().take(TOLD) {
            let said = (change.at.to_zoned(zone.clone()).date(), change.text.clone());
            let id = change.about.as_ref().map(|(id, _)| id.as_str());
            if let Some((_, about)) = told.iter_mut().find(|(known, _)| *known == id) {
                about.lines.push(said);
            } else {
                let title = change.about.as_ref().map(|(_, title)| title.clone());
                let link = id.map(|id| post.cooperation(id));
                told.push((id, About { title, link, lines: vec![said] }));
            }
        }
        let mut told: Vec<About> = told.into_iter().map(|(_, about)| about).collect();
        // What belongs nowhere else comes last.
        told.sort_by_key(|about| about.title.is_none());
        let (feed, leave) =
            (post.feed(), post.leave(&self.world.identity.digest_token(reader.person)));
        let digest = courier::Digest {
            waiting: &gathered.waiting,
            told: &told,
            news: gathered.changes.len(),
            feed: &feed,
            leave: &leave,
        };
        courier::digest(reader.lang, &digest)
    }
}

fn read(change: &Value) -> Option<(Cursor, Told)> {
    let about = &change["cooperation"];
    let word = |value: &Value| value.as_str().map(str::to_owned);
    let told = Told {
        at: change["at"].as_str()?.parse().ok()?,
        text: word(&change["summary"])?,
        about: word(&about["id"]).zip(word(&about["title"])),
    };
    Some((change["cursor"].as_str()?.parse().ok()?, told))
}
