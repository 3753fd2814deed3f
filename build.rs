//! Lists the migrations and the themes, so that a new file in `migrations/` or `assets/themes/` is embedded without being
//! named anywhere.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let scripts = files("migrations/sqlite", "sql")?;
    write("migrations.rs", scripts.iter().map(|file| included(file)))?;
    let themes = files("assets/themes", "toml")?;
    write("theme_names.rs", themes.iter().map(|file| format!("{:?}", stem(file))))?;
    write("themes.rs", themes.iter().map(|file| format!("({:?}, {})", stem(file), included(file))))
}

/// The files with this ending in a folder of the package, in the order of their names.
fn files(folder: &str, ending: &str) -> io::Result<Vec<PathBuf>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join(folder);
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|its| its == ending));
    files.sort();
    Ok(files)
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn included(file: &Path) -> String {
    format!("include_str!({:?})", file.display().to_string())
}

/// A list of expressions, for `include!`.
fn write(name: &str, items: impl Iterator<Item = String>) -> io::Result<()> {
    let target = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join(name);
    fs::write(target, format!("&[\n{}\n]", items.map(|item| item + ",").collect::<Vec<_>>().join("\n")))
}
