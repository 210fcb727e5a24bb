//! What bytes are, found in the bytes themselves: by their beginning, and for text by all of them.

use domain::document::MediaType;

/// Bytes at the beginning that are looked into.
const HEAD: usize = 64 * 1024;

/// What was seen of the bytes so far.
pub(crate) struct Look {
    head: Vec<u8>,
    /// The last bytes, if they are the beginning of a character; `None` once something was no text.
    text: Option<Vec<u8>>,
}

impl Default for Look {
    fn default() -> Self {
        Self { head: Vec::new(), text: Some(Vec::new()) }
    }
}

impl Look {
    /// Looks at the next bytes.
    pub(crate) fn at(&mut self, bytes: &[u8]) {
        let room = HEAD - self.head.len();
        self.head.extend(&bytes[..bytes.len().min(room)]);
        self.text = self.text.take().and_then(|begun| text_after(begun, bytes));
    }

    /// The type; `None` when it is not on the list. Tables and plain text are told apart by what was declared alone.
    pub(crate) fn found(&self, declared: Option<MediaType>) -> Option<MediaType> {
        if let Some(known) = infer::get(&self.head) {
            return match known.mime_type() {
                "application/zip" | "application/octet-stream" => self.office(),
                mime => MediaType::of_mime(mime).or_else(|| self.office()),
            };
        }
        let whole = self.text.as_ref().is_some_and(Vec::is_empty);
        if !whole || self.is_markup() {
            return None;
        }
        Some(if declared == Some(MediaType::Csv) { MediaType::Csv } else { MediaType::Text })
    }

    /// A file of an office programme whose parts stand in an order that is not looked for elsewhere.
    fn office(&self) -> Option<MediaType> {
        if !self.head.starts_with(b"PK\x03\x04") || !self.holds(b"[Content_Types].xml") {
            return None;
        }
        let found = [(&b"word/"[..], MediaType::Docx), (b"xl/", MediaType::Xlsx)];
        found.into_iter().find(|(part, _)| self.holds(part)).map(|(_, media)| media)
    }

    fn holds(&self, part: &[u8]) -> bool {
        self.head.windows(part.len()).any(|window| window == part)
    }

    /// True for HTML, SVG, XML and whatever else begins like a page.
    fn is_markup(&self) -> bool {
        let body = self.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.head);
        let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
        first == Some(&b'<')
    }
}

/// The bytes at the end that begin a character; `None` when these are no text in UTF-8 as people write it.
fn text_after(mut begun: Vec<u8>, bytes: &[u8]) -> Option<Vec<u8>> {
    begun.extend(bytes);
    let whole = match std::str::from_utf8(&begun) {
        Ok(_) => begun.len(),
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        Err(_) => return None,
    };
    let controls =
        |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    if begun[..whole].iter().any(controls) {
        return None;
    }
    Some(begun.split_off(whole))
}
