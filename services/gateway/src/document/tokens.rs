//! Counts the words and the nesting of a document before it is parsed: the parser follows brackets by recursion.

/// How long and how deep a text is, as the grammar of GraphQL cuts it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counted {
    /// Names, numbers, strings and signs.
    pub(super) tokens: usize,
    /// Brackets of any kind within each other.
    pub(super) nesting: usize,
}

/// Counts without judging: a text that is no document is refused by the parser.
pub(super) fn count(text: &str) -> Counted {
    let bytes = text.as_bytes();
    let mut counted = Counted::default();
    let mut open = 0_usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at = match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b',' => at + 1,
            b'#' => after_comment(bytes, at),
            _ => {
                counted.tokens += 1;
                match byte {
                    b'(' | b'[' | b'{' => open += 1,
                    b')' | b']' | b'}' => open = open.saturating_sub(1),
                    _ => {}
                }
                counted.nesting = counted.nesting.max(open);
                after_token(bytes, at)
            }
        };
    }
    counted
}

fn after_comment(bytes: &[u8], at: usize) -> usize {
    let end = bytes[at..].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    end.map_or(bytes.len(), |end| at + end)
}

fn after_token(bytes: &[u8], at: usize) -> usize {
    let run = |part: fn(u8) -> bool| {
        let end = bytes[at..].iter().position(|byte| !part(*byte));
        end.map_or(bytes.len(), |end| at + end)
    };
    match bytes[at] {
        b'"' if bytes[at..].starts_with(b"\"\"\"") => after_block(bytes, at + 3),
        b'"' => after_string(bytes, at + 1),
        b'.' => run(|byte| byte == b'.'),
        b'-' | b'0'..=b'9' => {
            run(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.'))
        }
        byte if byte.is_ascii_alphabetic() || byte == b'_' => {
            run(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        }
        _ => at + 1,
    }
}

/// A string ends at its quotation mark, or at the end of the line, where it is none.
fn after_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            b'\n' | b'\r' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn after_block(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        let rest = &bytes[at..];
        if rest.starts_with(b"\\\"\"\"") {
            at += 4;
        } else if rest.starts_with(b"\"\"\"") {
            return at + 3;
        } else {
            at += 1;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::{Counted, count};

    #[test]
    fn words_signs_and_strings_are_one_token_each() {
        for (text, tokens, nesting) in [
            ("", 0, 0),
            ("{ a }", 3, 1),
            ("{a(b:[1,-2.5e+3],c:\"x { \\\" {\")...F}", 16, 3),
            ("# { { {\n{ a }", 3, 1),
            ("{ a(b: \"\"\"{ \\\"\"\" { \" {\"\"\") }", 8, 2),
            ("query É { a }", 6, 1),
            ("}}}{", 4, 1),
            ("\"never closed {", 1, 0),
        ] {
            assert_eq!(count(text), Counted { tokens, nesting }, "{text}");
        }
    }

    #[test]
    fn any_bytes_are_counted_without_a_panic() {
        bolero::check!().for_each(|bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            let counted = count(&text);
            assert!(counted.tokens <= text.len() && counted.nesting <= counted.tokens);
        });
    }
}
