//! A wire for tests that can be cut without a word: what is sent over it neither arrives nor fails.

use std::net::Ipv4Addr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// A way to a server, which ends with it.
pub struct Wire {
    port: u16,
    cut: watch::Sender<bool>,
    _carrying: JoinSet<()>,
}

impl Wire {
    /// The way to the server at `url`.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn to(url: &str) -> Self {
        let to = url.strip_prefix("nats://").expect("an address of a server").to_owned();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let (cut, is_cut) = watch::channel(false);
        let mut carrying = JoinSet::new();
        carrying.spawn(async move {
            let mut wires = JoinSet::new();
            while let Ok((near, _)) = listener.accept().await {
                let Ok(far) = TcpStream::connect(&to).await else { continue };
                let ((from_near, to_near), (from_far, to_far)) =
                    (near.into_split(), far.into_split());
                wires.spawn(carry(from_near, to_far, is_cut.clone()));
                wires.spawn(carry(from_far, to_near, is_cut.clone()));
            }
        });
        Self { port, cut, _carrying: carrying }
    }

    /// Where a client finds it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Nothing gets through from now on, and nobody is told.
    pub fn cut(&self) {
        self.cut.send_replace(true);
    }

    /// Everything gets through again, also what waited.
    pub fn mend(&self) {
        self.cut.send_replace(false);
    }
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut is_cut: watch::Receiver<bool>) {
    let mut bytes = vec![0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        let mended = is_cut.wait_for(|is_cut| !is_cut).await.is_ok();
        if !mended || to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
}
