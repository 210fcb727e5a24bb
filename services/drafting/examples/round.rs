//! Prints how long a letter takes from its writer to the others, on a file of drafts in FOLDER: `cargo run --release -p drafting
//! --example round FOLDER`. The room and the disk alone; no network.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use drafting::Drafts;
use uuid::Uuid;

/// Letters that each editor types.
const LETTERS: u8 = 100;

/// The update that Yjs gives when `client` types one letter more, after `typed` of its own.
fn letter(client: u8, typed: u8) -> Vec<u8> {
    let mut update = vec![1, 1, client, typed];
    match typed.checked_sub(1) {
        None => update.extend([4, 1, 2, b'f', b'r']),
        Some(before) => update.extend([0x84, client, before]),
    }
    update.extend([1, b'a', 0]);
    update
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    for editors in [2_u8, 10, 50] {
        let path = PathBuf::from(&folder).join(format!("drafts-{editors}.db"));
        let drafts = Arc::new(Drafts::open(&path)?);
        let text = vec![("fr".to_owned(), "Article. ".repeat(2_000))];
        let room = drafts.enter(Uuid::new_v4(), text).await?;
        let began = Instant::now();
        let mut writers = Vec::new();
        for client in 1..=editors {
            let (drafts, room) = (Arc::clone(&drafts), Arc::clone(&room));
            writers.push(tokio::spawn(async move {
                let mut taken = Vec::new();
                for typed in 0..LETTERS {
                    let (sent, mut bell) = (Instant::now(), room.bell());
                    let by = Uuid::new_v4();
                    if drafts.push(by, Arc::clone(&room), letter(client, typed)).await.is_ok()
                        && bell.changed().await.is_ok()
                        && room.since(Some(0)).is_ok()
                    {
                        taken.push(sent.elapsed());
                    }
                }
                taken
            }));
        }
        let mut all: Vec<Duration> = Vec::new();
        for writer in writers {
            all.extend(writer.await?);
        }
        all.sort_unstable();
        let at = |part: usize| all[(all.len() - 1) * part / 100];
        let each = all.len() as u128 * 1_000 / began.elapsed().as_millis().max(1);
        let line = format!(
            "{editors} editors: p50 {:?}, p99 {:?}, {each} updates a second\n",
            at(50),
            at(99)
        );
        std::io::Write::write_all(&mut std::io::stdout(), line.as_bytes())?;
    }
    Ok(())
}
