//! The node: log, read model, services and people put together in the order they need each other, and taken apart again.

mod attendance;
mod drafting;
mod engine;
mod log;
mod people;
mod record;
pub mod restoring;
pub(crate) mod source;
mod state;

pub use engine::NodeEngine;
pub use log::{Seen, Use, lock, open_folder, open_log};
pub use people::people;
pub use state::{drafts_path, origin, people_path, projections};

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use cluster::Cluster;
use commands::Clock;
use courier::Carrier;
use eventlog::{EventLog, Position};
use readmodel::{ReadModel, Runner};

use crate::config::Config;
use crate::graph::refusals::Refusals;
use crate::graph::world::World;
use crate::metrics::Measured;
use crate::post::Post;
use crate::presence::{self, Presence};

/// How far a node of a cluster may be behind another that somebody comes from, in time.
const BEHIND: Duration = Duration::from_secs(10);

/// What a folder is for; the two never mix, because demo accounts have a known password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Real records.
    Real,
    /// Examples to try.
    Demo,
}

/// Tells the operator how far the copy of a log is that comes from elsewhere.
fn told(at: Position, end: Position) {
    tracing::info!("this node's copy of the log has {} of {} commits", at.0, end.0);
}

/// A node that is open.
pub struct Node {
    /// What the API reaches.
    pub world: Arc<World>,
    /// The configuration.
    pub config: Config,
    /// Who is here.
    pub(crate) presence: Presence,
    /// The other nodes, where there may be some.
    pub(crate) cluster: Option<Cluster>,
    log: Arc<dyn EventLog>,
    runner: Runner,
    /// Carries mails, until the node serves and the courier takes it.
    carrier: Option<Arc<dyn Carrier>>,
}

impl Node {
    /// Opens the data folder and starts to project the log.
    ///
    /// # Errors
    /// When the folder is in use, of the other purpose, damaged or not writable.
    pub async fn open(config: Config, purpose: Purpose) -> anyhow::Result<Self> {
        let folder = config.data_dir.clone();
        let log: Arc<dyn EventLog> =
            Arc::new(Measured(open_log(&config, Use::Serving, &told).await?));
        // With the lock in hand nobody else changes the folder's purpose.
        state::claim(&folder, purpose, log.head().borrow().0 == 0)?;
        let clock = Clock::system();
        let model = ReadModel::open(folder.join("read")).context("cannot open the read model")?;
        let runner = Runner::start(model.clone(), Arc::clone(&log), state::projections())
            .await
            .context("cannot start the read model")?;
        let cluster = people::join(&config).await?;
        let identity = people::open(&config, cluster.as_ref(), &log, clock.clone()).await?;
        identity.keep_sessions(config.privacy.session_days);
        identity.serve_at(config.public_url.as_deref()).context("cannot use `public_url`")?;
        let (post, carrier) = Post::open(&config, purpose)?;
        let model = Arc::new(model);
        let presence = Presence::begin(Some((*model).clone()));
        let providers = state::providers(&config, Arc::clone(&identity))?;
        let world = World {
            directory: Arc::new(directory::commands::Directory::new(
                &log,
                &clock,
                Arc::clone(&model),
            )),
            jumelages: Arc::new(jumelage::commands::Jumelages::new(
                &log,
                &clock,
                Arc::clone(&model),
            )),
            partnerships: Arc::new(partnership::commands::Partnerships::new(&log, &clock)),
            conventions: Arc::new(partnership::conventions::Conventions::new(&log, &clock)),
            projects: Arc::new(partnership::projects::Projects::new(&log, &clock)),
            financings: Arc::new(partnership::financings::Financings::new(&log, &clock)),
            lessons: Arc::new(partnership::lessons::Lessons::new(&log, &clock)),
            documents: Arc::new(partnership::documents::Documents::new(&log, &clock)),
            papers: state::papers(&config)?,
            discussions: Arc::new(partnership::discussions::Discussions::new(&log, &clock)),
            drafts: drafting::open(&config, cluster.as_ref(), &identity).await?,
            groups: Arc::new(groups::commands::Groups::new(&log, &clock)),
            log: Arc::clone(&log),
            model,
            identity,
            privacy: config.privacy.clone(),
            providers: Arc::new(providers),
            post,
            clock,
            patience: config.nats.as_ref().map_or(Duration::ZERO, |_| BEHIND),
            refusals: Refusals::default(),
            demo: purpose == Purpose::Demo,
        };
        Ok(Self { world: Arc::new(world), config, presence, cluster, log, runner, carrier })
    }

    /// Tells the other nodes who is here and where in drafts people write, and hears it from them.
    ///
    /// # Errors
    /// When the connection to the cluster is closed.
    pub(crate) async fn share_presence(&self) -> anyhow::Result<()> {
        let Some(cluster) = &self.cluster else { return Ok(()) };
        let World { identity, drafts, .. } = &*self.world;
        let deaf = "cannot listen to the other nodes of the cluster";
        presence::share(&self.presence, cluster, identity).await.context(deaf)?;
        drafting::share_carets(drafts, cluster, identity).await.context(deaf)
    }

    /// Waits until the read model shows everything in the log.
    ///
    /// # Errors
    /// When the projection has stopped.
    pub async fn caught_up(&self) -> anyhow::Result<()> {
        let head = *self.log.head().borrow();
        let mut status = self.runner.status();
        let stopped = status.wait_for(|status| state::stopped(status).is_some());
        tokio::select! {
            () = self.world.model.reached(head) => Ok(()),
            status = stopped => {
                let why = status.ok().and_then(|status| state::stopped(&status));
                anyhow::bail!("the read model stopped: {}", why.unwrap_or_default())
            }
        }
    }

    /// Whether a folder is for examples.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn is_demo(folder: &std::path::Path) -> anyhow::Result<bool> {
        state::is_demo(folder)
    }

    /// Whether the examples are in the folder completely.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn demo_is_loaded(&self) -> anyhow::Result<bool> {
        state::demo_is_loaded(&self.config.data_dir)
    }

    /// Notes that the examples are in the folder completely.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn demo_was_loaded(&self) -> anyhow::Result<()> {
        state::demo_was_loaded(&self.config.data_dir)
    }

    /// What carries this node's mails, once; `None` when it sends none.
    pub fn carrier(&mut self) -> Option<Arc<dyn Carrier>> {
        self.carrier.take()
    }

    /// What health checks ask.
    #[must_use]
    pub fn status(&self) -> tokio::sync::watch::Receiver<readmodel::Status> {
        self.runner.status()
    }

    /// Stops projecting, then waits until everything accepted is durable and releases the folder.
    ///
    /// # Errors
    /// When the log cannot be closed.
    pub async fn close(self) -> anyhow::Result<()> {
        self.runner.stop().await;
        self.log.close().await.context("cannot close the log")
    }
}
