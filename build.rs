//! Lists the migrations, so that a new file in `migrations/` is embedded without being named anywhere.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("migrations/sqlite");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "sql"));
    files.sort();
    let list: Vec<_> = files.iter().map(|file| format!("include_str!({:?}),", file.display().to_string())).collect();
    let target = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("migrations.rs");
    fs::write(target, format!("&[\n{}\n]", list.join("\n")))
}
