//! Widths of residual blocks that only rustc knows.

/// Fails to compile where a residual block gives another number of outputs than it takes inputs.
///
/// # Panics
///
/// If the numbers differ, with both of them.
#[track_caller]
pub const fn residual_widths(gives: usize, takes: usize) {
    if gives == takes {
        return;
    }
    let mut text = Text { bytes: [0; 256], length: 0 };
    text.push("`residual` adds what its layers give to what they take: these give ");
    text.number(gives);
    text.push(", but take ");
    text.number(takes);
    text.fail();
}

/// A message with numbers in it, put together by the compiler: a panic there takes finished texts only.
struct Text {
    bytes: [u8; 256],
    length: usize,
}

impl Text {
    const fn push(&mut self, text: &str) {
        let (bytes, mut index) = (text.as_bytes(), 0);
        while index < bytes.len() {
            self.bytes[self.length] = bytes[index];
            self.length += 1;
            index += 1;
        }
    }

    const fn number(&mut self, number: usize) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.bytes[self.length] = b"0123456789"[number % 10];
        self.length += 1;
    }

    #[track_caller]
    const fn fail(&self) {
        match core::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => panic!("{}", text),
            Err(_) => panic!("two widths differ"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::residual_widths;

    #[test]
    fn equal_widths_are_fine() {
        residual_widths(64, 64);
    }

    #[test]
    #[should_panic(expected = "these give 7, but take 1024")]
    fn others_are_named() {
        residual_widths(7, 1024);
    }
}
