//! Bytes to text: UTF-8, else Windows-1252 recognised and said, else refused with the line.

use std::str::FromStr;

use super::FileError;

/// Bytes of one file.
pub const MOST_BYTES: usize = 128 * 1024 * 1024;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How text was written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// The Western European code page of Windows, what older spreadsheets export.
    Windows1252,
}

impl FromStr for Encoding {
    type Err = FileError;

    fn from_str(name: &str) -> Result<Self, FileError> {
        match name.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Ok(Self::Utf8),
            "windows-1252" | "cp1252" | "latin1" | "iso-8859-1" => Ok(Self::Windows1252),
            other => Err(FileError::Mapping(format!(
                "encoding {other:?}; use auto, utf-8 or windows-1252"
            ))),
        }
    }
}

impl std::fmt::Display for Encoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

/// The text of a file and the encoding it was read as; `wanted` skips the guess.
///
/// # Errors
/// [`FileError::Encoding`] with the first line in doubt, [`FileError::TooLarge`].
pub fn decode(bytes: &[u8], wanted: Option<Encoding>) -> Result<(String, Encoding), FileError> {
    if bytes.len() > MOST_BYTES {
        return Err(FileError::TooLarge(MOST_BYTES / 1024 / 1024));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(at(1, "the file is UTF-16; save it as \"CSV UTF-8\""));
    }
    let plain = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    match wanted {
        Some(Encoding::Utf8) => utf8(plain),
        Some(Encoding::Windows1252) => windows(plain),
        None => utf8(plain).or_else(|wrong| {
            let marked = plain.len() < bytes.len();
            if marked || has_utf8(plain) { Err(wrong) } else { windows(plain) }
        }),
    }
}

fn utf8(bytes: &[u8]) -> Result<(String, Encoding), FileError> {
    let text = str::from_utf8(bytes).map_err(|wrong| {
        let line = line_of(bytes, wrong.valid_up_to());
        at(line, "bytes that are not UTF-8, although other lines are; save the whole file as UTF-8")
    })?;
    Ok((text.to_owned(), Encoding::Utf8))
}

fn windows(bytes: &[u8]) -> Result<(String, Encoding), FileError> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    for (offset, byte) in bytes.iter().enumerate() {
        let c = windows_char(*byte).ok_or_else(|| {
            at(line_of(bytes, offset), "neither UTF-8 nor Windows-1252; save the file as UTF-8")
        })?;
        text.push(c);
    }
    Ok((text, Encoding::Windows1252))
}

/// True when some character beyond ASCII is well-formed UTF-8: by chance that is rare in another encoding.
fn has_utf8(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

fn windows_char(byte: u8) -> Option<char> {
    const HIGH: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0',
        '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match byte {
        0 => None,
        0x80..=0x9f => Some(HIGH[usize::from(byte - 0x80)]).filter(|c| *c != '\0'),
        other => Some(char::from(other)),
    }
}

fn line_of(bytes: &[u8], offset: usize) -> usize {
    bytes[..offset].split(|byte| *byte == b'\n').count()
}

fn at(line: usize, what: &str) -> FileError {
    FileError::Encoding { line, what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let (text, encoding) = decode(b"\xef\xbb\xbfville\n", None).expect("UTF-8");
        assert_eq!((text.as_str(), encoding), ("ville\n", Encoding::Utf8));
    }

    #[test]
    fn windows_1252_is_recognised_and_said() {
        let (text, encoding) = decode(b"Saint-\xc9tienne;\x80\n", None).expect("Windows-1252");
        assert_eq!((text.as_str(), encoding), ("Saint-Étienne;€\n", Encoding::Windows1252));
    }

    #[test]
    fn a_mix_of_encodings_is_refused_with_its_line() {
        let wrong = decode(
            "Évry\nOrléans\n".bytes().chain(*b"N\xeemes\n").collect::<Vec<_>>().as_slice(),
            None,
        );
        assert!(matches!(wrong, Err(FileError::Encoding { line: 3, .. })), "{wrong:?}");
    }

    #[test]
    fn bytes_of_no_known_encoding_are_refused_with_their_line() {
        let wrong = decode(b"a\nb\x81\n", None);
        assert!(matches!(wrong, Err(FileError::Encoding { line: 2, .. })), "{wrong:?}");
        assert!(decode(b"\xff\xfea\0", None).is_err(), "UTF-16 is named, not guessed");
    }
}
