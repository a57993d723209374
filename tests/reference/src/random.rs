//! Random numbers and the order of batches, the same on every machine and in every language.

/// The generator splitmix64 (Steele, Lea & Flood 2014); its state starts as the seed.
///
/// ```
/// use mlp_reference::SplitMix64;
///
/// assert_eq!(SplitMix64::new(0).next_u64(), 0xe220_a839_7b1d_cdaf);
/// assert_eq!(SplitMix64::new(7).next_f64(), SplitMix64::new(7).next_f64());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    /// Starts at `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `[0, 1)`, a multiple of 2^-53, from the top 53 bits.
    pub fn next_f64(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number in `[0, 1)`, a multiple of 2^-24, from the top 24 bits.
    pub fn next_f32(&mut self) -> f32 {
        (self.next_u64() >> 40) as f32 / (1_u32 << 24) as f32
    }
}

/// The order in which training sees its samples: shuffled anew each epoch, from where the last epoch left it.
///
/// ```
/// use mlp_reference::BatchOrder;
///
/// let mut order = BatchOrder::new(5, 1);
/// let sizes: Vec<usize> = order.epoch().chunks(2).map(<[usize]>::len).collect();
/// assert_eq!(sizes, [2, 2, 1]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchOrder {
    indices: Vec<usize>,
    random: SplitMix64,
}

impl BatchOrder {
    /// The order of `samples` samples, with a generator of its own.
    #[must_use]
    pub fn new(samples: usize, seed: u64) -> Self {
        Self { indices: (0..samples).collect(), random: SplitMix64::new(seed) }
    }

    /// Shuffles (for `i` from the last to 1: swap `i` with `next % (i + 1)`) and gives the epoch's order; its
    /// batches are consecutive, and a short last one is kept.
    #[allow(clippy::cast_possible_truncation, reason = "the remainder is at most an index")]
    pub fn epoch(&mut self) -> &[usize] {
        for i in (1..self.indices.len()).rev() {
            let j = self.random.next_u64() % (i as u64 + 1);
            self.indices.swap(i, j as usize);
        }
        &self.indices
    }
}
