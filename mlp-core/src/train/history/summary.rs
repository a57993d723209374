//! A history in one line.

use super::History;
use alloc::format;
use alloc::string::String;
use core::fmt;

/// One line: the number of epochs, the time, and the first and last values.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
///
/// let (inputs, targets) = ([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]]);
/// let history = Trainer::new(Bce, Adam::new(0.05)).epochs(20).fit(&mut Net::seeded(7), &inputs, &targets)?;
/// println!("{history}"); // 20 epochs in 0.00 s: loss 0.7103 to 0.6906
/// assert!(history.to_string().starts_with("20 epochs in "));
/// # Ok::<(), mlp::Error>(())
/// ```
impl fmt::Display for History {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.epochs() {
            0 => return text.write_str("no epochs"),
            1 => text.write_str("1 epoch")?,
            epochs => write!(text, "{epochs} epochs")?,
        }
        if let Some(seconds) = self.seconds.last() {
            write!(text, " in {seconds:.2} s")?;
        }
        write!(text, ": loss {}", FirstToLast(&self.losses))?;
        if !self.validation_losses.is_empty() {
            write!(text, ", validation loss {}", FirstToLast(&self.validation_losses))?;
        }
        for (name, values) in &self.metrics {
            write!(text, ", {name} {}", FirstToLast(values))?;
        }
        match self.best_epoch {
            Some(epoch) => write!(text, ", best epoch {epoch}"),
            None => Ok(()),
        }
    }
}

/// The first and the last of some values, or the only one. NaN stands for epochs without a value.
struct FirstToLast<'a>(&'a [f32]);

impl fmt::Display for FirstToLast<'_> {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut known = self.0.iter().filter(|value| !value.is_nan());
        match (known.next(), known.next_back()) {
            (Some(first), Some(last)) => write!(text, "{} to {}", four_digits(*first), four_digits(*last)),
            (Some(only), None) => text.write_str(&four_digits(*only)),
            (None, _) => text.write_str("NaN"),
        }
    }
}

/// Returns a value with four significant digits, with an exponent where it is very small or large.
fn four_digits(value: f32) -> String {
    let scientific = format!("{value:.3e}");
    let exponent = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse::<i32>().ok());
    match exponent {
        _ if value == 0.0 => String::from("0"),
        Some(exponent @ -4..=3) => {
            let decimals = usize::try_from(3 - exponent).unwrap_or(0);
            format!("{value:.decimals$}")
        }
        _ => scientific,
    }
}

#[cfg(test)]
mod tests {
    use super::{History, four_digits};
    use alloc::string::ToString;

    #[test]
    fn values_have_four_digits() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (0.712_345, "0.7123"),
            (0.000_123_456, "0.0001235"),
            (0.000_012_345_6, "1.235e-5"),
            (9_999.4, "9999"),
            (9_999.6, "1.000e4"),
            (-12.345, "-12.35"),
            (f32::INFINITY, "inf"),
            (f32::NAN, "NaN"),
        ];
        for (value, text) in cases {
            assert_eq!(four_digits(value), text);
        }
    }

    #[test]
    fn one_line() {
        let mut history = History::default();
        assert_eq!(history.to_string(), "no epochs");
        history.push(0.5, None, 0.1, None);
        assert_eq!(history.to_string(), "1 epoch: loss 0.5000");
        history.record("accuracy", 0.75);
        history.push(0.25, None, 0.1, None);
        assert_eq!(history.to_string(), "2 epochs: loss 0.5000 to 0.2500, accuracy 0.7500");
    }

    #[test]
    fn all_that_is_known() {
        let mut history = History { best_epoch: Some(2), ..History::default() };
        history.push(2.0, Some(4.0), 0.1, Some(0.5));
        history.push(1.0, Some(3.0), 0.1, Some(61.25));
        let text = "2 epochs in 61.25 s: loss 2.000 to 1.000, validation loss 4.000 to 3.000, best epoch 2";
        assert_eq!(history.to_string(), text);
    }
}
