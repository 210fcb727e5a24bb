//! `UmaDB` over gRPC: appends on condition that the stream's tag has no later event.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use async_trait::async_trait;
use umadb_client::{AsyncUmaDbClient, UmaDbClient};
use umadb_dcb::{DcbAppendCondition, DcbEvent, DcbEventStoreAsync as _, DcbQuery, DcbQueryItem};

use super::process::{self, Process};
use crate::peer::{Peer, Writer};

struct Uma {
    client: Arc<AsyncUmaDbClient>,
    _server: Process,
}

struct Handle {
    client: Arc<AsyncUmaDbClient>,
    tag: String,
    last: Option<u64>,
}

pub(crate) async fn start(folder: &Path) -> anyhow::Result<Box<dyn Peer>> {
    let port = process::free_port()?;
    let mut command = Command::new(process::find("umadb")?);
    command
        .args(["--listen", &format!("127.0.0.1:{port}"), "--db-path"])
        .arg(folder.join("uma.db"));
    let server = process::start(&mut command, folder, port).await?;
    let client = UmaDbClient::new(format!("http://127.0.0.1:{port}")).connect_async().await;
    let client = client.map_err(|error| anyhow!("{error:?}")).context("connecting")?;
    Ok(Box::new(Uma { client: Arc::new(client), _server: server }))
}

#[async_trait]
impl Peer for Uma {
    async fn writer(&self, stream: &str) -> anyhow::Result<Box<dyn Writer>> {
        let client = Arc::clone(&self.client);
        Ok(Box::new(Handle { client, tag: stream.to_owned(), last: None }))
    }
}

#[async_trait]
impl Writer for Handle {
    async fn append(&mut self, event: &str) -> anyhow::Result<()> {
        let boundary = DcbQuery::new().item(DcbQueryItem::new().tags([self.tag.as_str()]));
        let condition = DcbAppendCondition::new(boundary).after(self.last);
        let event = DcbEvent::default()
            .event_type("test.happened")
            .tags([self.tag.as_str()])
            .data(event.as_bytes())
            .uuid(uuid::Uuid::new_v4());
        let position = self.client.append(vec![event], Some(condition), None).await;
        self.last = Some(position.map_err(|error| anyhow!("{error:?}"))?);
        Ok(())
    }
}
