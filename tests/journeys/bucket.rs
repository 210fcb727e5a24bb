//! Bucket: the archive lies on a server that speaks S3 and checks signatures, and the record comes back from there.

use std::process::Command;
use std::sync::mpsc;

use anyhow::{Context as _, Result};
use hyper::server::conn::http1::Builder;
use hyper_util::rt::TokioIo;
use rives_tests::binary;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tokio::net::TcpListener;

use crate::returning::{Kept, head};

const KEY: &str = "a-key-of-the-tests";
const SECRET: &str = "a-secret-of-the-tests";

/// A server for buckets in a folder; it ends with the test.
struct Server {
    address: String,
    _runtime: tokio::runtime::Runtime,
}

impl Server {
    fn start(folder: &std::path::Path) -> Result<Self> {
        std::fs::create_dir_all(folder.join("towns"))?;
        let files = FileSystem::new(folder).ok().context("a folder of buckets")?;
        let mut service = S3ServiceBuilder::new(files);
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = service.build();
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let (tell, told) = mpsc::channel();
        runtime.spawn(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            // Whoever waits for the address has not gone.
            tell.send(listener.local_addr()?.to_string()).unwrap_or_default();
            loop {
                let (socket, _) = listener.accept().await?;
                let service = service.clone();
                tokio::spawn(async move {
                    // A client that hangs up is none of the server's business.
                    drop(Builder::new().serve_connection(TokioIo::new(socket), service).await);
                });
            }
            #[expect(unreachable_code, reason = "tells the type of the error")]
            anyhow::Ok(())
        });
        let address = format!("http://{}", told.recv().context("the server's address")?);
        Ok(Self { address, _runtime: runtime })
    }

    /// Runs `rives` on a folder with a key of the bucket.
    fn rives(&self, data: &str, secret: &str, words: &[&str]) -> Result<(bool, String)> {
        let output = Command::new(binary()?)
            .args(words)
            .args(["--data-dir", data])
            .env("NO_COLOR", "1")
            .env("RIVES_ARCHIVE__URL", "s3://towns/rives/one")
            .env("RIVES_ARCHIVE__ENDPOINT", &self.address)
            .env("RIVES_ARCHIVE__REGION", "eu-town-1")
            .env("AWS_ACCESS_KEY_ID", KEY)
            .env("AWS_SECRET_ACCESS_KEY", secret)
            .output()?;
        let said = [output.stdout, output.stderr].concat();
        Ok((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
    }
}

#[test]
fn a_log_leaves_for_a_bucket_and_comes_back_from_it() -> Result<()> {
    let mut kept = Kept::open()?;
    kept.record(&["Ville-du-fleuve", "Ville-du-lac"])?;
    kept.node.stop()?;
    let server = Server::start(&kept.folder.path().join("buckets"))?;
    let data = kept.node.data().to_string_lossy().into_owned();
    let (ok, said) = server.rives(&data, "a wrong secret", &["backup"])?;
    assert!(!ok && said.contains("s3://towns/rives/one"), "{said}");
    let (ok, said) = server.rives(&data, SECRET, &["backup"])?;
    assert!(ok && said.contains("copies of the people: 1"), "{said}");
    let (ok, again) = server.rives(&data, SECRET, &["backup"])?;
    assert!(ok && again.contains("0 commits sealed"), "{again}");

    let (_, verified) = kept.node.command(&["log", "verify"])?;
    let new = kept.path("new");
    let (ok, checked) = server.rives(&new, SECRET, &["archive", "check"])?;
    assert!(ok, "{checked}");
    let (ok, restored) = server.rives(&new, SECRET, &["restore"])?;
    assert!(ok, "{restored}");
    assert_eq!((head(&checked), head(&restored)), (head(&verified), head(&verified)));
    let (ok, said) = kept.elsewhere("new", &["log", "verify"])?;
    assert!(ok, "{said}");
    Ok(())
}
