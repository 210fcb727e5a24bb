//! A disk whose power can be cut: one file over FUSE that knows which writes a flush has made safe, and can fail.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use fuser::{
    BackgroundSession, Config, Errno, FileAttr, FileHandle, FileType, Filesystem, FopenFlags,
    Generation, INodeNo, LockOwner, MountOption, OpenFlags, ReplyAttr, ReplyData, ReplyEmpty,
    ReplyEntry, ReplyOpen, ReplyWrite, Request, WriteFlags,
};
use parking_lot::Mutex;

/// The name of the file.
const DISK: &str = "disk";
const DISK_INO: INodeNo = INodeNo(2);
/// Nothing changes but by the kernel's own doing.
const FOREVER: Duration = Duration::from_hours(1);

/// What the disk holds after its power was cut.
pub(crate) struct Images {
    /// Every write that was submitted.
    pub(crate) kept: Vec<u8>,
    /// What was written before the last flush.
    pub(crate) lost: Vec<u8>,
    /// That, and of what came later some writes and not others.
    pub(crate) some: Vec<u8>,
}

struct Content {
    now: Vec<u8>,
    safe: Vec<u8>,
    /// Writes since the last flush, in their order.
    since: Vec<(usize, Vec<u8>)>,
    /// Writes that still succeed, and then so many that fail; flushes fail while writes do.
    works: u64,
    failing: u64,
}

impl Content {
    fn flush(&mut self) {
        for (at, bytes) in self.since.drain(..) {
            self.safe[at..at + bytes.len()].copy_from_slice(&bytes);
        }
    }

    /// False when this write fails.
    fn takes(&mut self) -> bool {
        let takes = self.works > 0 || self.failing == 0;
        let count = if takes { &mut self.works } else { &mut self.failing };
        *count = count.saturating_sub(1);
        takes
    }

    fn flushes(&self) -> bool {
        self.works > 0 || self.failing == 0
    }
}

/// A mounted disk; unmounted when dropped.
pub(crate) struct Device {
    content: Arc<Mutex<Content>>,
    folder: PathBuf,
    session: Option<BackgroundSession>,
}

impl Device {
    /// Shows `image` as the file of [`Device::path`].
    pub(crate) fn mount(folder: &Path, image: Vec<u8>) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let safe = image.clone();
        let content = Content { now: image, safe, since: Vec::new(), works: 0, failing: 0 };
        let content = Arc::new(Mutex::new(content));
        let mut config = Config::default();
        config.mount_options = vec![MountOption::FSName("rives-faults".to_owned())];
        let session = fuser::spawn_mount(Disk(Arc::clone(&content)), folder, &config)?;
        Ok(Self { content, folder: folder.to_owned(), session: Some(session) })
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.join(DISK)
    }

    /// What would be there if the power were cut now.
    pub(crate) fn cut(&self, dice: &mut fastrand::Rng) -> Images {
        let content = self.content.lock();
        let mut some = content.safe.clone();
        for (at, bytes) in content.since.iter().filter(|_| dice.bool()) {
            some[*at..*at + bytes.len()].copy_from_slice(bytes);
        }
        Images { kept: content.now.clone(), lost: content.safe.clone(), some }
    }

    /// After so many more writes, so many fail.
    pub(crate) fn fail(&self, after: u64, failing: u64) {
        let mut content = self.content.lock();
        (content.works, content.failing) = (after, failing);
    }

    /// Everything works again.
    pub(crate) fn mend(&self) {
        self.fail(0, 0);
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        if let Some(Err(error)) = self.session.take().map(BackgroundSession::umount_and_join) {
            crate::tell(&format!("{} cannot be unmounted: {error}", self.folder.display()));
        }
    }
}

struct Disk(Arc<Mutex<Content>>);

impl Disk {
    fn attributes(&self, ino: INodeNo) -> FileAttr {
        let directory = ino == INodeNo::ROOT;
        let size = if directory { 0 } else { self.0.lock().now.len() as u64 };
        FileAttr {
            ino,
            size,
            blocks: size / 512,
            atime: UNIX_EPOCH,
            mtime: UNIX_EPOCH,
            ctime: UNIX_EPOCH,
            crtime: UNIX_EPOCH,
            kind: if directory { FileType::Directory } else { FileType::RegularFile },
            perm: if directory { 0o700 } else { 0o600 },
            nlink: 1,
            uid: 0,
            gid: 0,
            rdev: 0,
            blksize: 4096,
            flags: 0,
        }
    }
}

/// The part of a disk that lies within it.
fn within(length: usize, offset: u64, size: usize) -> Option<std::ops::Range<usize>> {
    let from = usize::try_from(offset).ok().filter(|&from| from <= length)?;
    Some(from..length.min(from.saturating_add(size)))
}

impl Filesystem for Disk {
    fn lookup(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        if parent == INodeNo::ROOT && name == DISK {
            reply.entry(&FOREVER, &self.attributes(DISK_INO), Generation(0));
        } else {
            reply.error(Errno::ENOENT);
        }
    }

    fn getattr(&self, _: &Request, ino: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        reply.attr(&FOREVER, &self.attributes(ino));
    }

    fn open(&self, _: &Request, _: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        // What is written reaches the disk at once: only the disk itself forgets.
        reply.opened(FileHandle(0), FopenFlags::empty());
    }

    fn read(
        &self,
        _: &Request,
        _: INodeNo,
        _: FileHandle,
        offset: u64,
        size: u32,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyData,
    ) {
        let content = self.0.lock();
        let part = within(content.now.len(), offset, usize::try_from(size).unwrap_or(0));
        reply.data(part.and_then(|part| content.now.get(part)).unwrap_or_default());
    }

    fn write(
        &self,
        _: &Request,
        _: INodeNo,
        _: FileHandle,
        offset: u64,
        data: &[u8],
        _: WriteFlags,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyWrite,
    ) {
        let mut content = self.0.lock();
        let part = within(content.now.len(), offset, data.len());
        let Some(part) = part.filter(|part| part.len() == data.len()) else {
            return reply.error(Errno::ENOSPC);
        };
        if !content.takes() {
            return reply.error(Errno::EIO);
        }
        content.now[part.clone()].copy_from_slice(data);
        content.since.push((part.start, data.to_vec()));
        reply.written(u32::try_from(data.len()).expect("the kernel writes less than 4 GiB"));
    }

    fn flush(&self, _: &Request, _: INodeNo, _: FileHandle, _: LockOwner, reply: ReplyEmpty) {
        reply.ok();
    }

    fn fsync(&self, _: &Request, _: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        let mut content = self.0.lock();
        if !content.flushes() {
            return reply.error(Errno::EIO);
        }
        content.flush();
        reply.ok();
    }
}
