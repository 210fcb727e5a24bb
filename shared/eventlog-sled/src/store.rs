//! The medium: a folder with sled's files, opened with every care that sled needs, and synced by ourselves.

use std::fs::{self, File, TryLockError};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use eventlog::{LogError, Position};
use sled::{Db, Tree};

use crate::Options;

/// Must never change: sled refuses a database of another size, and values over a quarter of it leave the file.
const SEGMENT_BYTES: usize = 8 * 1024 * 1024;
/// sled collects its garbage only in this thread of its own; our durability does not rest on it.
const SLED_FLUSH_MS: u64 = 500;
/// How long sled may take to let go of a file that this process has just closed.
const RELEASE: Duration = Duration::from_secs(5);
/// What the file `format` says, oldest first: a log of the first layout has no journal yet, one of the second no
/// compressed blocks.
const FORMATS: [&str; 3] = ["rives log 1\n", "rives log 2\n", "rives log 3\n"];
const FORMAT: &str = FORMATS[2];

/// Makes what sled handed to the system durable; another in tests.
pub(crate) type Sync = Box<dyn Fn(&File) -> io::Result<()> + Send + std::marker::Sync>;

/// A block as it is stored: under the big-endian position of its first commit.
pub(crate) type Stored = ([u8; 8], Vec<u8>);

pub(crate) struct Store {
    /// Blocks by first position.
    pub(crate) log: Tree,
    pub(crate) folder: PathBuf,
    db: Db,
    file: File,
    sync: Sync,
    /// Last: nobody else may enter before sled has left.
    _lock: File,
}

impl Store {
    /// Opens or creates the log in `folder`.
    pub(crate) fn open(folder: &Path, options: &Options, sync: Sync) -> Result<Self, LogError> {
        create_folder(folder).map_err(failed(folder, "create the folder"))?;
        let lock = lock(folder)?;
        let created = known_format(folder)?.is_some();
        let sled = folder.join("sled");
        if created && !sled.join("db").exists() {
            let what = format!("{} is gone; restore it from a backup", sled.join("db").display());
            return Err(LogError::Damaged { at: Position(1), what });
        }
        set_aside(folder, is_unfinished)?;
        crate::before::keep(folder);
        let (db, log) = open_or_repair(folder, options)?;
        warn_of_spilled(&sled);
        let file = File::options().write(true).open(sled.join("db"));
        let file = file.map_err(failed(&sled, "open the file db"))?;
        let folder = folder.to_owned();
        let store = Self { log, folder, db, file, sync, _lock: lock };
        store.sync()?;
        let folder = &*store.folder;
        sync_folder(folder).map_err(failed(folder, "sync the folder"))?;
        if known_format(folder)? != Some(FORMAT) {
            write_format(folder).map_err(failed(folder, "write the file format"))?;
        }
        Ok(store)
    }

    /// After a failed write or sync the system may show what never reached the disk, and a later sync says nothing of
    /// it. What it has written stays; of the rest it is made to forget what it takes for written, so that a restart
    /// sees what a power cut would leave.
    pub(crate) fn forget_unwritten(&self) {
        let tried = self.file.sync_data();
        let forgotten = rustix::fs::fadvise(&self.file, 0, None, rustix::fs::Advice::DontNeed);
        tracing::debug!(?tried, ?forgotten, "what did not reach the disk is forgotten");
    }

    /// Writes blocks, all or none.
    pub(crate) fn insert(&self, mut blocks: Vec<Stored>) -> Result<(), LogError> {
        let inserted = match blocks.len() {
            0 => return Ok(()),
            1 => blocks.pop().map_or(Ok(()), |(key, value)| self.log.insert(key, value).map(drop)),
            _ => {
                let mut batch = sled::Batch::default();
                for (key, value) in blocks {
                    batch.insert(&key, value);
                }
                self.log.apply_batch(batch)
            }
        };
        inserted.map_err(medium("write a block"))
    }

    /// Makes everything inserted so far survive a power cut: sled's flush only hands its buffers to the system. After a
    /// failure sled is never closed: it would write and sync again, and panic when that fails too.
    pub(crate) fn sync(&self) -> Result<(), LogError> {
        let synced = self.try_sync();
        if synced.is_err() {
            std::mem::forget(self.db.clone());
        }
        synced
    }

    fn try_sync(&self) -> Result<(), LogError> {
        self.db.flush().map_err(medium("flush"))?;
        (self.sync)(&self.file).map_err(|source| LogError::Medium {
            doing: "sync the log's file".into(),
            source: Box::new(source),
        })
    }
}

/// The system's own sync of a file's content.
pub(crate) fn sync_data() -> Sync {
    Box::new(|file| file.sync_data().and_then(|()| still_takes_writes(file)))
}

/// In the moment in which an ext4 gives up its journal its sync can answer with success though the file's new size never
/// reached the disk. Whatever needs the journal fails from then on, so a sync only counts when the file takes a new time
/// after it: the first may only make the file system notice, the second is refused.
pub(crate) fn still_takes_writes(file: &File) -> io::Result<()> {
    let now = fs::FileTimes::new().set_modified(SystemTime::now());
    file.set_times(now).and_then(|()| file.set_times(now))
}

/// Turns sled's error into ours.
pub(crate) fn medium(doing: &'static str) -> impl Fn(sled::Error) -> LogError {
    move |source| match source {
        sled::Error::Corruption { .. } => LogError::Damaged {
            at: Position(0),
            what: format!("sled cannot {doing} ({source}); restore a backup"),
        },
        source => LogError::Medium { doing: format!("sled: {doing}"), source: Box::new(source) },
    }
}

pub(crate) fn failed(path: &Path, doing: &'static str) -> impl Fn(io::Error) -> LogError {
    let path = path.display().to_string();
    move |source| LogError::Medium { doing: format!("{doing} ({path})"), source: Box::new(source) }
}

/// Creates the folder and those above it that lack, each noted durably in the one above.
fn create_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = above(folder);
    create_folder(above)?;
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => File::open(above)?.sync_all(),
    }
}

/// The parent of a relative path of one component is the empty path.
fn above(path: &Path) -> &Path {
    path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn lock(folder: &Path) -> Result<File, LogError> {
    let file = File::options().create(true).truncate(false).write(true).open(folder.join("lock"));
    let file = file.map_err(failed(folder, "open the file lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::Error(error)) => Err(failed(folder, "lock the folder")(error)),
        Err(TryLockError::WouldBlock) => Err(LogError::Medium {
            doing: format!("open the log in {}", folder.display()),
            source: "another process uses this folder; stop it or choose another folder".into(),
        }),
    }
}

/// The layout of the log that was completely created here before.
fn known_format(folder: &Path) -> Result<Option<&'static str>, LogError> {
    let found =
        fs::read(folder.join("format")).map(|found| String::from_utf8_lossy(&found).into_owned());
    let known = |found: &String| FORMATS.into_iter().find(|format| format == found);
    match found {
        Ok(found) if known(&found).is_some() => Ok(known(&found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(folder, "read the file format")(error)),
        Ok(found) => Err(LogError::Damaged {
            at: Position(0),
            what: format!(
                "the file format in {} says {found:?}; this program knows {FORMAT:?}: if a newer version wrote it, run that \
                 one; if it was damaged, restore it from a backup",
                folder.display()
            ),
        }),
    }
}

fn write_format(folder: &Path) -> io::Result<()> {
    let draft = folder.join("format.new");
    fs::write(&draft, FORMAT)?;
    File::open(&draft)?.sync_all()?;
    fs::rename(&draft, folder.join("format"))?;
    File::open(folder)?.sync_all()
}

/// sled syncs neither its configuration nor its snapshots nor the folders that hold them.
fn sync_folder(folder: &Path) -> io::Result<()> {
    let sled = folder.join("sled");
    for entry in fs::read_dir(&sled)? {
        match File::open(entry?.path()) {
            // sled replaces its snapshots at will; one that is gone needs no sync.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            opened => opened?.sync_all()?,
        }
    }
    [&*sled, folder, above(folder)].into_iter().try_for_each(|it| File::open(it)?.sync_all())
}

/// A snapshot that a power cut left half made: sled would refuse to open because of it, and needs none.
fn is_unfinished(name: &str, bytes: u64) -> bool {
    name.starts_with("snap.") && (bytes == 0 || name.ends_with(".generating"))
}

/// Everything sled can make anew from its log.
fn is_derived(name: &str, _bytes: u64) -> bool {
    name.starts_with("snap.") || name == "conf"
}

/// Moves files out of sled's way and keeps them; returns whether there were any.
fn set_aside(folder: &Path, which: fn(&str, u64) -> bool) -> Result<bool, LogError> {
    let sled = folder.join("sled");
    if !sled.exists() {
        return Ok(false);
    }
    let moved = move_aside(folder, &sled, which);
    moved.map_err(failed(folder, "set a damaged snapshot aside"))
}

fn move_aside(folder: &Path, sled: &Path, which: fn(&str, u64) -> bool) -> io::Result<bool> {
    let mut any = false;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    for entry in fs::read_dir(sled)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_file() && which(&name, entry.metadata()?.len()) {
            let aside = folder.join("set-aside");
            fs::create_dir_all(&aside)?;
            let kept: PathBuf = aside.join(format!("{now}-{name}"));
            fs::rename(entry.path(), &kept)?;
            tracing::warn!(file = name, kept = %kept.display(), "a file of sled's was set aside");
            any = true;
        }
    }
    Ok(any)
}

type Opened = (Db, Tree);

fn open_or_repair(folder: &Path, options: &Options) -> Result<Opened, LogError> {
    let first = match try_open(folder, options) {
        Err(Trouble::Damage(what)) => what,
        outcome => return outcome.map_err(|trouble| trouble.into_error(folder)),
    };
    tracing::warn!(what = first, "sled cannot open its files; trying without its snapshot");
    set_aside(folder, is_derived)?;
    try_open(folder, options).map_err(|trouble| trouble.into_error(folder))
}

/// Why sled did not open.
enum Trouble {
    /// Its files are not what it wrote.
    Damage(String),
    /// Anything else.
    Other(sled::Error),
}

impl Trouble {
    fn into_error(self, folder: &Path) -> LogError {
        match self {
            Self::Other(source) => LogError::Medium {
                doing: format!("open the log in {}", folder.display()),
                source: Box::new(source),
            },
            Self::Damage(what) => LogError::Damaged {
                at: Position(0),
                what: format!(
                    "sled cannot open {}, even without its snapshot ({what}); restore a backup",
                    folder.display()
                ),
            },
        }
    }
}

fn try_open(folder: &Path, options: &Options) -> Result<Opened, Trouble> {
    let deadline = Instant::now() + RELEASE;
    loop {
        // sled 0.34 panics on some damage instead of returning an error.
        let outcome = catch_unwind(AssertUnwindSafe(|| open_once(folder, options)));
        match outcome {
            Ok(Ok(opened)) => return Ok(opened),
            // What is not supported is a `conf` that is not ours: settings and version of sled never change.
            Ok(Err(error @ (sled::Error::Corruption { .. } | sled::Error::Unsupported(_)))) => {
                return Err(Trouble::Damage(error.to_string()));
            }
            // The folder is ours by our own lock: only this process's last sled can still hold it. It lets go on a thread of
            // its own and tells nobody when: asking again, for a bounded time, is the only way to know.
            Ok(Err(error)) if held(&error) && Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Ok(Err(error)) => return Err(Trouble::Other(error)),
            Err(panic) => return Err(Trouble::Damage(crate::said(&*panic))),
        }
    }
}

fn held(error: &sled::Error) -> bool {
    matches!(error, sled::Error::Io(io) if io.to_string().contains("could not acquire lock"))
}

fn open_once(folder: &Path, options: &Options) -> sled::Result<Opened> {
    let db = sled::Config::new()
        .path(folder.join("sled"))
        .segment_size(SEGMENT_BYTES)
        .cache_capacity(options.cache_bytes)
        .flush_every_ms(Some(SLED_FLUSH_MS))
        .mode(sled::Mode::LowSpace)
        .open()?;
    // Where the index was in the first layout; it is a folder of its own now.
    for former in ["idx", "cmd", "meta"] {
        db.drop_tree(former)?;
    }
    let log = db.open_tree("log")?;
    Ok((db, log))
}

/// Values are kept small enough never to spill; should one, it would not survive a power cut.
fn warn_of_spilled(sled: &Path) {
    let spilled = fs::read_dir(sled.join("blobs")).map_or(0, Iterator::count);
    if spilled > 0 {
        tracing::error!(spilled, "sled spilled values into files that it never syncs");
    }
}
