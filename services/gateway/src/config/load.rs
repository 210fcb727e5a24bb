//! Reads the configuration: defaults, then the file, then `RIVES_*` variables; every error names the key.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::Config;

/// Why a configuration cannot be used. The text is for the operator.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration {path}: {source}. Give its place with --config FILE")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not TOML, or a key is unknown or of the wrong type; the text shows line, key, found and expected.
    #[error("the configuration {path} cannot be used:\n{what}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What is wrong, with the place.
        what: String,
    },
    /// A variable of the environment names no key, or its value has the wrong type.
    #[error("the environment variable {variable} cannot be used: found {found:?}; {what}")]
    Variable {
        /// Which variable.
        variable: String,
        /// Its value.
        found: String,
        /// What is wrong with it.
        what: String,
    },
    /// A value has the right type but makes no sense.
    #[error("the configuration key `{key}` cannot be used: found {found}; expected {expected}")]
    Value {
        /// Which key.
        key: &'static str,
        /// What it holds.
        found: String,
        /// What it should hold.
        expected: &'static str,
    },
}

/// Reads `file`, if one is given, and applies those of `variables` that begin with `RIVES_`: `RIVES_DATA_DIR` is
/// `data_dir`, `RIVES_LIMITS__DEPTH` is `limits.depth`. `RIVES_CONFIG` and `RIVES_WEB_BUILD` mean something else and are
/// skipped here.
///
/// # Errors
/// What is wrong, naming the key, what was found and what is expected.
///
/// # Panics
/// Never: every value was tried before.
pub fn load(
    file: Option<&Path>,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let mut table = match file {
        Some(path) => from_file(path)?,
        None => Table::new(),
    };
    for (name, found) in variables {
        if let Some(key) = name.strip_prefix("RIVES_")
            && !["CONFIG", "WEB_BUILD"].contains(&key)
        {
            table = with_variable(table, &key.to_lowercase(), &found)
                .map_err(|what| ConfigError::Variable { variable: name, found, what })?;
        }
    }
    let config: Config = table.try_into().expect("every step above was tried on the whole");
    match config.complaint() {
        Some((key, found, expected)) => Err(ConfigError::Value { key, found, expected }),
        None => Ok(config),
    }
}

fn from_file(path: &Path) -> Result<Table, ConfigError> {
    let bytes = std::fs::read(path)
        .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
    let text = String::from_utf8(bytes).map_err(|error| wrong(path, &not_text(&error)))?;
    toml::from_str::<Config>(&text).map_err(|error| wrong(path, &error.to_string()))?;
    toml::from_str(&text).map_err(|error| wrong(path, &error.to_string()))
}

fn wrong(path: &Path, what: &str) -> ConfigError {
    ConfigError::File { path: path.to_owned(), what: what.trim_end().to_owned() }
}

fn not_text(error: &std::string::FromUtf8Error) -> String {
    let at = error.utf8_error().valid_up_to();
    format!("byte {at} is not UTF-8; expected a TOML text file")
}

/// The value is read as TOML where that gives something the key accepts, otherwise as plain text.
fn with_variable(table: Table, key: &str, found: &str) -> Result<Table, String> {
    let path: Vec<&str> = key.split("__").collect();
    let plain = placed(table.clone(), &path, Value::String(found.to_owned()))?;
    let Some(value) = as_toml(found) else {
        return accepted(plain);
    };
    let typed = placed(table, &path, value)?;
    accepted(plain).or_else(|_| accepted(typed))
}

fn as_toml(text: &str) -> Option<Value> {
    toml::from_str::<Table>(&format!("value = {text}")).ok()?.remove("value")
}

fn placed(mut table: Table, path: &[&str], value: Value) -> Result<Table, String> {
    let (last, sections) = path.split_last().expect("splitting gives at least one part");
    let mut at = &mut table;
    for section in sections {
        let entry = at.entry(*section).or_insert_with(|| Value::Table(Table::new()));
        at = entry.as_table_mut().ok_or_else(|| format!("`{section}` is not a section"))?;
    }
    at.insert((*last).to_owned(), value);
    Ok(table)
}

fn accepted(table: Table) -> Result<Table, String> {
    let copy = table.clone();
    copy.try_into::<Config>().map_err(|error| error.to_string().trim_end().to_owned())?;
    Ok(table)
}
