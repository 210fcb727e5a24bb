//! Duties: what a node does besides serving. On a cluster each is done by one node for all, under a lease.
//!
//! A lease keeps the work from being done twice at once, it is not what makes it safe: a mail that is sent again has the
//! same Message-ID, a dormancy, a reminder, a screening and an expired invitation have a command id of their own, a seat ends once, and nothing in
//! an archive is written over.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use cluster::{Cluster, Lease, Leases, Terms};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::archiving::Archiving;
use crate::digests::Digests;
use crate::node::Node;
use crate::{forget, housekeeping, metrics};

/// The duties of a node that serves.
pub(crate) struct Duties {
    running: JoinSet<()>,
    leases: Option<Leases>,
    stopping: watch::Receiver<bool>,
    cut: watch::Sender<bool>,
}

impl Duties {
    /// Begins what the configuration asks for; all of it ends by itself once `stopping` says so.
    ///
    /// # Errors
    /// When the cluster does not give leases.
    pub(crate) async fn begin(
        node: &mut Node,
        archiving: Option<Archiving>,
        address: SocketAddr,
        stopping: watch::Receiver<bool>,
    ) -> anyhow::Result<Self> {
        let leases = leases(node.cluster.as_ref(), address).await?;
        let cut = watch::Sender::new(false);
        let mut duties = Self { running: JoinSet::new(), leases, stopping, cut };
        duties.housekeeping(node);
        duties.forgetting(node);
        duties.digests(node);
        duties.courier(node);
        duties.archiving(archiving);
        Ok(duties)
    }

    fn housekeeping(&mut self, node: &Node) {
        let (world, months) = (Arc::clone(&node.world), node.config.dormancy_months);
        let stopping = self.stopping.clone();
        let begin = move || housekeeping::run(Arc::clone(&world), months, stopping.clone());
        self.run("housekeeping", self.cut.subscribe(), begin);
    }

    fn forgetting(&mut self, node: &Node) {
        let (world, privacy) = (Arc::clone(&node.world), node.config.privacy.clone());
        let stopping = self.stopping.clone();
        let begin = move || forget::run(Arc::clone(&world), privacy.clone(), stopping.clone());
        self.run("forgetting", self.cut.subscribe(), begin);
    }

    /// One that was cut off is written at the next look: noting how far it tells and putting it into the outbox are one.
    fn digests(&mut self, node: &Node) {
        if !node.world.post.is_open() {
            return;
        }
        let (world, stopping) = (Arc::clone(&node.world), self.stopping.clone());
        let begin = move || {
            let (digests, stopping) = (Digests::new(Arc::clone(&world)), stopping.clone());
            async move { digests.run(stopping).await }
        };
        self.run("digests", self.cut.subscribe(), begin);
    }

    /// A mail that is cut off is sent again, recognisably, by whoever is the courier next.
    fn courier(&mut self, node: &mut Node) {
        let Some(carrier) = node.carrier() else { return };
        let (identity, clock) = (Arc::clone(&node.world.identity), node.world.clock.clone());
        let stopping = self.stopping.clone();
        let begin = move || {
            let (identity, carrier) = (Arc::clone(&identity), Arc::clone(&carrier));
            let (clock, stopping) = (clock.clone(), stopping.clone());
            async move { courier::run(identity, carrier.as_ref(), clock, metrics::mail, stopping).await }
        };
        self.run("courier", self.cut.subscribe(), begin);
    }

    /// Never cut: its last turn is bounded by itself.
    fn archiving(&mut self, archiving: Option<Archiving>) {
        let Some(archiving) = archiving.map(Arc::new) else { return };
        let stopping = self.stopping.clone();
        let begin = move || {
            let (archiving, stopping) = (Arc::clone(&archiving), stopping.clone());
            async move { archiving.run(stopping).await }
        };
        self.run("archiving", watch::channel(false).1, begin);
    }

    fn run<F, W>(&mut self, name: &'static str, cut: watch::Receiver<bool>, begin: F)
    where
        F: FnMut() -> W + Send + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        let lease = self.leases.as_ref();
        let lease = lease.map(|leases| leases.seek(name, move |held| metrics::lease(name, held)));
        self.running.spawn(done(lease, self.stopping.clone(), cut, begin));
    }

    /// Cuts off what has not ended since the node was asked to stop, and gives the leases back.
    ///
    /// # Errors
    /// When one of them broke.
    pub(crate) async fn end(mut self) -> anyhow::Result<()> {
        self.cut.send_replace(true);
        while let Some(ended) = self.running.join_next().await {
            ended.context("a duty of the node was cut short")?;
        }
        Ok(())
    }
}

async fn leases(cluster: Option<&Cluster>, address: SocketAddr) -> anyhow::Result<Option<Leases>> {
    let Some(cluster) = cluster else { return Ok(None) };
    let machine = rustix::system::uname();
    let node = format!("{} {address}", machine.nodename().to_string_lossy());
    let leases = cluster.leases(&node, Terms::default()).await;
    Ok(Some(leases.context("cannot use the leases of the cluster")?))
}

/// Does what `begin` begins until it ends; under a lease it is begun anew whenever this node's turn comes.
async fn done<W: Future<Output = ()>>(
    lease: Option<Lease>,
    mut stopping: watch::Receiver<bool>,
    mut cut: watch::Receiver<bool>,
    mut begin: impl FnMut() -> W,
) {
    let Some(lease) = lease else {
        tokio::select! {
            () = begin() => {}
            () = asked(&mut cut) => {}
        }
        return;
    };
    loop {
        tokio::select! {
            () = lease.won() => {}
            () = asked(&mut stopping) => break,
        }
        tokio::select! {
            done = lease.within(begin()) => if done.is_some() { break },
            () = asked(&mut cut) => break,
        }
    }
    lease.give_back().await;
}

/// Until it is true; for ever when nobody can say so any more.
async fn asked(said: &mut watch::Receiver<bool>) {
    if said.wait_for(|said| *said).await.is_err() {
        std::future::pending::<()>().await;
    }
}
