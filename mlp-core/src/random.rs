//! Random values from one small generator, whose sequence is the same on every machine and in every version.

/// The generator `SplitMix64` (Steele, Lea & Flood 2014), with 64 bits of state.
///
/// It is fast and small, but not suited for cryptography.
///
/// ```
/// use mlp::random::SplitMix64;
///
/// let mut numbers = SplitMix64::new(7);
/// assert_ne!(numbers.next_u64(), numbers.next_u64());
/// assert!((0.0..1.0).contains(&numbers.unit()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    /// Creates a generator whose sequence begins at `seed`.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Returns the state, from which [`SplitMix64::new`] continues the sequence.
    ///
    /// ```
    /// # use mlp::random::SplitMix64;
    /// let mut numbers = SplitMix64::new(7);
    /// numbers.next_u64();
    /// assert_eq!(SplitMix64::new(numbers.state()).next_u64(), numbers.next_u64());
    /// ```
    #[must_use]
    pub const fn state(&self) -> u64 {
        self.state
    }

    /// Returns the next 64 random bits.
    pub const fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.state)
    }

    /// Returns a random integer in `0..bound`.
    ///
    /// It is a remainder, which is slightly uneven for bounds near `2^64`.
    ///
    /// ```
    /// # use mlp::random::SplitMix64;
    /// assert!(SplitMix64::new(7).below(6) < 6);
    /// ```
    ///
    /// # Panics
    ///
    /// If `bound` is 0.
    #[expect(clippy::cast_possible_truncation, reason = "the remainder is below `bound`")]
    pub const fn below(&mut self, bound: usize) -> usize {
        (self.next_u64() % bound as u64) as usize
    }

    /// Returns a random value in `0.0..1.0`: one of 2^24 equally likely ones.
    pub const fn unit(&mut self) -> f32 {
        unit_from_bits(self.next_u64())
    }

    /// Shuffles a slice (Fisher & Yates, from the end).
    ///
    /// ```
    /// # use mlp::random::SplitMix64;
    /// let mut order = [0, 1, 2, 3, 4];
    /// SplitMix64::new(7).shuffle(&mut order);
    /// order.sort_unstable();
    /// assert_eq!(order, [0, 1, 2, 3, 4]); // the same elements
    /// ```
    pub fn shuffle<T>(&mut self, order: &mut [T]) {
        for last in (1..order.len()).rev() {
            let other = self.below(last + 1);
            order.swap(last, other);
        }
    }
}

/// Returns the upper 24 bits as a value in `0.0..1.0`.
pub(crate) const fn unit_from_bits(bits: u64) -> f32 {
    // 24 bits: a conversion of 64 would be a function where there is no instruction for it
    (bits >> 40) as u32 as f32 / 16_777_216.0
}

/// The output function of `SplitMix64`, which turns neighbouring values into unrelated bits.
pub(crate) const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
