//! Checks of the widths in a declaration that only rustc knows.

/// Fails to compile if a residual block has `gives` outputs but `takes` inputs.
///
/// # Panics
///
/// If the two differ; the message has both.
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

/// Fails to compile if a network in place of a layer has `takes` inputs, but receives `given` values.
///
/// # Panics
///
/// If the two differ; the message has both.
#[track_caller]
pub const fn network_inputs(name: &str, takes: usize, given: usize) {
    if takes == given {
        return;
    }
    let mut text = Text { bytes: [0; 256], length: 0 };
    text.push("`net(");
    text.push_up_to(name, 100);
    text.push(")` takes ");
    text.count(takes);
    text.push(", but ");
    text.number(given);
    text.push(if given == 1 { " comes before it" } else { " come before it" });
    text.fail();
}

/// Fails to compile if the widths between two chained networks differ.
///
/// # Panics
///
/// If the two differ; the message has both.
#[track_caller]
pub(super) const fn chained_widths(gives: usize, takes: usize) {
    if gives == takes {
        return;
    }
    let mut text = Text { bytes: [0; 256], length: 0 };
    text.push("the networks of a chain do not fit: the first gives ");
    text.count(gives);
    text.push(", the second takes ");
    text.number(takes);
    text.fail();
}

/// Fails to compile if two networks side by side have different numbers of inputs.
///
/// # Panics
///
/// If the two differ; the message has both.
#[cfg(feature = "compose")]
#[track_caller]
pub(super) const fn shared_widths(first: usize, second: usize) {
    if first == second {
        return;
    }
    let mut text = Text { bytes: [0; 256], length: 0 };
    text.push("two networks side by side do not take the same: the first takes ");
    text.count(first);
    text.push(", the second ");
    text.number(second);
    text.fail();
}

/// A message with numbers in it, built at compile time.
///
/// A panic in a constant accepts finished texts only.
struct Text {
    bytes: [u8; 256],
    length: usize,
}

impl Text {
    const fn push(&mut self, text: &str) {
        self.push_up_to(text, text.len());
    }

    /// Appends at most `limit` bytes: the name of a type may be long, and the numbers must still fit.
    const fn push_up_to(&mut self, text: &str, limit: usize) {
        let (bytes, mut index) = (text.as_bytes(), 0);
        while index < bytes.len() && index < limit {
            self.bytes[self.length] = bytes[index];
            self.length += 1;
            index += 1;
        }
    }

    /// Appends a count, such as `3 numbers`.
    const fn count(&mut self, count: usize) {
        self.number(count);
        self.push(if count == 1 { " number" } else { " numbers" });
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
    use super::{chained_widths, network_inputs, residual_widths};

    #[test]
    fn equal_widths_are_fine() {
        residual_widths(64, 64);
    }

    #[test]
    #[should_panic(expected = "`net(Encoder)` takes 4 numbers, but 1 comes before it")]
    fn both_sides_of_a_network_are_named() {
        network_inputs("Encoder", 4, 1);
    }

    #[test]
    #[should_panic(expected = "these give 7, but take 1024")]
    fn others_are_named() {
        residual_widths(7, 1024);
    }

    #[test]
    #[should_panic(expected = "do not fit: the first gives 1 number, the second takes 4")]
    fn both_sides_of_a_chain_are_named() {
        chained_widths(1, 4);
    }

    #[cfg(feature = "compose")]
    #[test]
    #[should_panic(expected = "do not take the same: the first takes 12 numbers, the second 11")]
    fn both_inputs_are_named() {
        super::shared_widths(12, 11);
    }
}
