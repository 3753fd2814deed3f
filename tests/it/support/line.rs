//! The line of writers beside a desk, as another process would hold it.

use nix::fcntl::{FcntlArg, fcntl};
use nix::libc::{F_WRLCK, SEEK_SET, flock};
use std::fs::{File, OpenOptions};
use std::path::Path;

/// Takes the head of the line, if it can be had. It is given back when the file is closed.
pub fn take_head(desk: &Path) -> Option<File> {
    let line = desk.with_extension("db-queue");
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(line).unwrap();
    let [l_type, l_whence] = [F_WRLCK, SEEK_SET].map(|value| value.try_into().unwrap());
    let head = flock { l_type, l_whence, l_start: 1, l_len: 1, l_pid: 0 };
    fcntl(&file, FcntlArg::F_OFD_SETLK(&head)).is_ok().then_some(file)
}

/// Whether the head of the line could be had.
pub fn is_free(desk: &Path) -> bool {
    take_head(desk).is_some()
}
