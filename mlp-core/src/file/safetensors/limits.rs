//! Limits on the text of a header, checked before any of it is stored.
//!
//! A parser stores decoded strings, open brackets, and in its errors the text that it did not expect.

use crate::error::{Error, SafetensorsReason};

/// The largest depth of nested brackets: a header has three levels, the metadata of other programs may have a few more.
const LEVELS: usize = 32;

/// The largest number of characters of a number.
///
/// Offsets and sizes have up to 20. A parser may store a number's digits in order to round it correctly.
const DIGITS: usize = 40;

/// The key of the metadata, whose strings may be long: they are skipped, not decoded.
const METADATA: &[u8] = b"__metadata__";

/// Checks the depth of a header's brackets, the length of its numbers, and that of its strings outside of the metadata.
///
/// Strings may have up to `longest` bytes. Whether the header is JSON is left to the parser, which stops at the first
/// byte that is not.
pub(super) fn check(header: &[u8], longest: usize) -> Result<(), Error> {
    let (mut level, mut metadata, mut digits, mut at) = (0_usize, false, 0, 0);
    while let Some(byte) = header.get(at) {
        at += 1;
        digits = if matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E') { digits + 1 } else { 0 };
        if digits > DIGITS {
            return Err(Error::from(SafetensorsReason::NumberTooLong { longest: DIGITS }));
        }
        match byte {
            b'"' => {
                let string = &header[at..];
                let string = &string[..length(string)];
                at += string.len() + 1;
                metadata |= level == 1 && string == METADATA;
                if !metadata && string.len() > longest {
                    return Err(Error::from(SafetensorsReason::StringTooLong { length: string.len(), longest }));
                }
            }
            b'{' | b'[' if level == LEVELS => {
                return Err(Error::from(SafetensorsReason::TooDeep { levels: LEVELS }));
            }
            b'{' | b'[' => level += 1,
            b'}' | b']' => level = level.saturating_sub(1),
            b',' if level == 1 => metadata = false,
            _ => {}
        }
    }
    Ok(())
}

/// Returns the number of bytes before the quotation mark that ends a string.
fn length(string: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = string.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    string.len()
}

#[cfg(test)]
mod tests {
    use super::check;
    use alloc::string::ToString;

    #[test]
    fn strings() {
        for good in [
            r#"{"weight":0}"#,
            r#"{"__metadata__":{"longer than six":"longer than six"},"weight":0}"#,
            r#"{ "__metadata__" : {"a":[",",{}],"b":"longer than six"}}"#,
            r#"{"\"\\\"":"\\\\"}"#,
            "",
            "\"",
            "\"\\",
        ] {
            assert_eq!(check(good.as_bytes(), 12), Ok(()), "{good}");
        }
        for bad in [
            r#"{"seven..":0}"#,
            r#"{"a":{"seven..":0}}"#,
            r#"{"a":"seven.."}"#,
            r#"{"a":"\"seven"#,
            r#"{"__metadata__":{},"seven..":0}"#,
            r#"{"a":{"__metadata__":"seven.."}}"#,
            r#""seven..""#,
        ] {
            let error = check(bad.replace("seven", "seven letters").as_bytes(), 12).expect_err(bad).to_string();
            let expected =
                "not a safetensors file: its header has a string of 15 bytes, those of this network have at most 12";
            assert_eq!(error, expected, "{bad}");
        }
    }

    #[test]
    fn numbers() {
        assert_eq!(check("0123456789".repeat(4).as_bytes(), 6), Ok(()));
        assert_eq!(check("18446744073709551615,".repeat(100).as_bytes(), 6), Ok(()));
        let error = check("-1.5e9".repeat(7).as_bytes(), 6).expect_err("42 characters").to_string();
        assert_eq!(error, "not a safetensors file: its header has a number of more than 40 characters");
    }

    #[test]
    fn brackets() {
        assert_eq!(check("[{".repeat(16).as_bytes(), 6), Ok(()));
        assert_eq!(check("[]{}".repeat(100).as_bytes(), 6), Ok(()));
        assert_eq!(check("]}".repeat(100).as_bytes(), 6), Ok(()));
        let error = check("[".repeat(33).as_bytes(), 6).expect_err("33 levels").to_string();
        assert_eq!(error, "not a safetensors file: its header has more than 32 levels of brackets");
    }
}
