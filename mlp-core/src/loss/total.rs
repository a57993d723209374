//! The sum of the losses of many samples.

/// A sum that does not lose small terms: each addition corrects the rounding error of the one before (W. Kahan, 1965).
///
/// `f64` would do the same, but microcontrollers emulate it. The error of an addition is D. E. Knuth's (The Art of
/// Computer Programming, volume 2, section 4.2.2, theorem B).
#[derive(Clone, Copy, Debug, Default)]
pub struct Total {
    sum: f32,
    error: f32,
}

impl Total {
    /// Adds a term, and what the last addition lost.
    #[inline(always)]
    pub(crate) fn add(&mut self, term: f32) {
        let term = term + self.error;
        let sum = self.sum + term;
        let added = sum - self.sum;
        self.error = (self.sum - (sum - added)) + (term - added);
        // the error of an infinite sum is NaN
        if !self.error.is_finite() {
            self.error = 0.0;
        }
        self.sum = sum;
    }

    /// Returns the sum.
    #[inline]
    pub(crate) fn value(self) -> f32 {
        self.sum + self.error
    }
}

#[cfg(test)]
mod tests {
    use super::Total;

    fn total(terms: impl IntoIterator<Item = f32>) -> f32 {
        let mut total = Total::default();
        terms.into_iter().for_each(|term| total.add(term));
        total.value()
    }

    #[test]
    fn many_equal_terms() {
        let count = 1_250_000_u32;
        let term = 0.09 / count as f32;
        let right = f64::from(count) * f64::from(term);
        let sum = total((0..count).map(|_| term));
        assert!((f64::from(sum) - right).abs() < 1e-8, "{sum} for {right}");
        let plain: f32 = (0..count).map(|_| term).sum();
        assert!((f64::from(plain) - right).abs() > 1e-5, "the terms are no test: {plain}");
    }

    #[test]
    fn what_a_large_term_hides_is_kept() {
        assert_eq!(total([1e8, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]), 1e8 + 8.0);
        assert_eq!(total([1.0, 1e8, 7.0]), 1e8 + 8.0);
    }

    #[test]
    fn sums_that_are_not_finite() {
        assert_eq!(total([1.0, f32::INFINITY, 2.0]), f32::INFINITY);
        assert_eq!(total([f32::MAX, f32::MAX, 1.0]), f32::INFINITY);
        assert!(total([1.0, f32::NAN, 2.0]).is_nan());
        assert_eq!(total([]), 0.0);
    }
}
