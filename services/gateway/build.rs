//! Packs the built web pages into the binary; without them the binary still builds and says how to make them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let build = manifest.join("../web/build");
    println!("cargo:rerun-if-changed={}", build.display());
    let mut files = Vec::new();
    if build.is_dir() {
        collect(&build, &mut files)?;
    }
    files.sort();
    let mut table = String::from("&[\n");
    for file in files.iter().filter(|file| !is_packed(file)) {
        let name = file.strip_prefix(&build).expect("found inside").to_string_lossy().replace('\\', "/");
        let packed = |ending: &str| {
            let path = PathBuf::from(format!("{}.{ending}", file.display()));
            if path.is_file() { format!("Some(include_bytes!({:?}))", path.display().to_string()) } else { "None".to_owned() }
        };
        writeln!(
            table,
            "Asset {{ path: {name:?}, plain: include_bytes!({:?}), brotli: {}, gzip: {} }},",
            file.display().to_string(),
            packed("br"),
            packed("gz")
        )
        .expect("writing to a string cannot fail");
    }
    table.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("assets.rs"), table)
}

/// `name.br` and `name.gz` belong to `name` and are no pages of their own.
fn is_packed(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending == "br" || ending == "gz")
        && file.with_extension("").is_file()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
