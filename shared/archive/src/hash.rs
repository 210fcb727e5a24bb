//! Hashes as 64 hexadecimal digits, as lines and names have them.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The digits of a hash.
#[must_use]
pub fn text(hash: &[u8; 32]) -> String {
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
    hash.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

/// The hash of 64 digits in small letters; `None` when they are something else.
#[must_use]
pub fn read(text: &str) -> Option<[u8; 32]> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let mut hash = [0; 32];
    if pairs.len() != hash.len() || !rest.is_empty() {
        return None;
    }
    for (byte, [high, low]) in hash.iter_mut().zip(pairs) {
        *byte = value(*high)? << 4 | value(*low)?;
    }
    Some(hash)
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_from_its_own_digits_and_from_nothing_else() {
        let hash = std::array::from_fn(|n| u8::try_from(n * 7 % 256).expect("a byte"));
        assert_eq!(read(&text(&hash)), Some(hash));
        for wrong in [&text(&hash)[1..], &text(&hash).to_uppercase(), &format!("{}0", text(&hash))]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
