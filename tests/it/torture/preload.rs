//! Libraries that are put before the C library of a program, built with the C compiler that the build needs anyway.

use super::skip;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the one of this name (tests/it/torture/NAME.c) into a folder.
pub fn build(folder: &Path, name: &str) -> Option<PathBuf> {
    let library = folder.join(name).with_extension("so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/torture").join(name).with_extension("c");
    let built = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).arg("-ldl").output();
    match built {
        Ok(output) if output.status.success() => Some(library),
        other => {
            skip(&format!("{name} cannot be built: {other:?}"));
            None
        }
    }
}
