//! Packs the built web pages into the binary; without them the binary still builds and says how to make them.
//!
//! Which addresses are pages is in a list that the web's build writes from its routes (`addresses.txt`); the server compares by it.
//!
//! `RIVES_WEB_BUILD` names another folder than `services/web/build`; a folder that does not exist packs nothing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Written by the web's build, one address a line.
const ADDRESSES: &str = "addresses.txt";

fn main() -> io::Result<()> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    println!("cargo:rerun-if-env-changed=RIVES_WEB_BUILD");
    let build =
        env::var_os("RIVES_WEB_BUILD").map_or_else(|| manifest.join("../web/build"), PathBuf::from);
    println!("cargo:rerun-if-changed={}", build.display());
    let mut files = Vec::new();
    if build.is_dir() {
        collect(&build, &mut files)?;
    }
    let mut names: Vec<String> = files
        .iter()
        .filter(|file| !is_packed(file) && **file != build.join(ADDRESSES))
        .map(|file| {
            file.strip_prefix(&build).expect("found inside").to_string_lossy().replace('\\', "/")
        })
        .collect();
    names.sort();
    // Copies: the compiler reads them later, when the pages may be in the middle of another build.
    let copies = out.join("web");
    fs::create_dir_all(&copies)?;
    let mut table = String::from("&[\n");
    for (number, name) in names.iter().enumerate() {
        let plain = copied(&build.join(name), &copies.join(number.to_string()))?
            .expect("it was just listed");
        let packed = |ending: &str| -> io::Result<String> {
            let from = build.join(format!("{name}.{ending}"));
            let copy = copied(&from, &copies.join(format!("{number}.{ending}")))?;
            Ok(copy.map_or_else(|| "None".to_owned(), |text| format!("Some({text})")))
        };
        let (brotli, gzip) = (packed("br")?, packed("gz")?);
        writeln!(
            table,
            "Asset {{ path: {name:?}, plain: {plain}, brotli: {brotli}, gzip: {gzip} }},"
        )
        .expect("writing to a string cannot fail");
    }
    table.push(']');
    fs::write(out.join("assets.rs"), table)?;
    fs::write(out.join("addresses.rs"), addresses(&build)?)
}

/// The expression of the addresses that are pages: none without pages, an error where pages came without the list.
fn addresses(build: &Path) -> io::Result<String> {
    if !build.join("index.html").is_file() {
        return Ok("&[]".to_owned());
    }
    let list = fs::read_to_string(build.join(ADDRESSES)).map_err(|error| {
        let again = "build the pages again (npm run build in services/web)";
        io::Error::new(error.kind(), format!("{ADDRESSES}: {error}; {again}"))
    })?;
    Ok(format!("&{:?}", list.lines().collect::<Vec<_>>()))
}

/// Copies a file and answers the expression that includes the copy; `None` when there is no such file.
fn copied(from: &Path, to: &Path) -> io::Result<Option<String>> {
    if !from.is_file() {
        return Ok(None);
    }
    fs::copy(from, to)?;
    Ok(Some(format!("include_bytes!({:?})", to.display().to_string())))
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
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
