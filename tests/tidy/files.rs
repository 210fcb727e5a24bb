//! Size and opening of files and functions.

use std::path::Path;

use crate::{none, text, with_extension};

const LONGEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 70;

#[test]
fn no_source_file_is_longer_than_a_reader_can_hold() {
    let mut findings = Vec::new();
    for path in with_extension(&["rs", "ts", "svelte", "mjs", "js", "sh", "css"]) {
        let lines = text(&path).map_or(0, |text| text.lines().count());
        if lines > LONGEST_FILE {
            findings.push(format!("{}: {lines} lines, at most {LONGEST_FILE}", path.display()));
        }
    }
    none("files to divide", &findings);
}

#[test]
fn every_rust_file_says_in_its_first_line_what_it_is_for() {
    let findings: Vec<_> = with_extension(&["rs"])
        .into_iter()
        .filter(|path| !text(path).is_some_and(|text| text.starts_with("//! ")))
        .map(|path| path.display().to_string())
        .collect();
    none("files that do not open with a `//!` sentence", &findings);
}

#[test]
fn every_web_file_says_in_its_first_line_what_it_is_for() {
    let opens = |path: &Path, text: &str| {
        let first = text.trim_start();
        match path.extension().and_then(|e| e.to_str()) {
            Some("svelte") => first.starts_with("<!--") || first.starts_with("<script"),
            _ => first.starts_with("//") || first.starts_with("/*") || first.starts_with("#!"),
        }
    };
    let findings: Vec<_> = with_extension(&["ts", "svelte", "mjs", "css"])
        .into_iter()
        .filter(|path| text(path).is_some_and(|text| !opens(path, &text)))
        .map(|path| path.display().to_string())
        .collect();
    none("files that do not open with a comment", &findings);
}

#[test]
fn no_function_is_longer_than_a_screen() {
    let mut findings = Vec::new();
    for path in with_extension(&["rs"]) {
        let Some(text) = text(&path) else { continue };
        let lines: Vec<&str> = text.lines().collect();
        for (name, line, length) in functions(&text) {
            // One match over every event is a table; it says so with its reason.
            let table = lines[line.saturating_sub(4)..line]
                .iter()
                .any(|line| line.contains("too_many_lines"));
            if length > LONGEST_FUNCTION && !table {
                findings.push(format!(
                    "{}:{line} {name}: {length} lines, at most {LONGEST_FUNCTION}",
                    path.display()
                ));
            }
        }
    }
    none("functions to divide", &findings);
}

/// Functions with the line they start at and their length: rustfmt closes each at the indentation it opened with.
fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else {
            continue;
        };
        let indent = line.len() - line.trim_start().len();
        let closing = format!("{}}}", " ".repeat(indent));
        let end = lines[at..].iter().position(|line| {
            *line == closing
                || (line.ends_with(';')
                    && line.trim_start() == line.trim()
                    && at + 1 == lines.len())
        });
        if let Some(end) = end {
            found.push((name, at + 1, end + 1));
        }
    }
    found
}

fn function_name(line: &str) -> Option<String> {
    let code = line.trim_start();
    let rest = ["pub(crate) ", "pub(super) ", "pub "]
        .iter()
        .find_map(|p| code.strip_prefix(p))
        .unwrap_or(code);
    let rest = rest.strip_prefix("const ").unwrap_or(rest);
    let rest = rest.strip_prefix("async ").unwrap_or(rest).strip_prefix("fn ")?;
    // One line is short enough, and a signature without a body is no function.
    if line.ends_with(';') || line.ends_with('}') {
        return None;
    }
    Some(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
}

#[test]
fn functions_are_measured_from_their_name_to_their_brace() {
    let text = "fn a() {\n    b();\n}\n\nimpl X {\n    pub async fn b(\n        c: u8,\n    ) {\n        c;\n    }\n}\n";
    assert_eq!(functions(text), [("a".to_owned(), 1, 3), ("b".to_owned(), 6, 5)]);
}
