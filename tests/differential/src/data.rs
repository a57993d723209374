//! Samples and targets of every size that `f32` has.

use mlp_reference::{SplitMix64, Target};

/// How large the values of a batch are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Scale {
    /// Between -1 and 1.
    Usual,
    /// Zeros of both signs, denormal and tiny values among usual ones.
    Small,
    /// Up to 1e6.
    Large,
    /// Usual values in most samples, up to the largest finite ones in some.
    Extreme,
}

impl Scale {
    pub(crate) fn draw(random: &mut SplitMix64) -> Self {
        match below(random, 8) {
            0..4 => Self::Usual,
            4 => Self::Small,
            5 | 6 => Self::Large,
            _ => Self::Extreme,
        }
    }

    /// Samples one after the other.
    pub(crate) fn samples(self, random: &mut SplitMix64, count: usize, width: usize) -> Vec<f32> {
        (0..count)
            .flat_map(|_| {
                let extreme = self == Self::Extreme && below(random, 4) == 0;
                (0..width).map(|_| self.value(random, extreme)).collect::<Vec<_>>()
            })
            .collect()
    }

    fn value(self, random: &mut SplitMix64, extreme: bool) -> f32 {
        const SMALL: [f32; 8] = [0.0, -0.0, 1e-45, -1e-45, 1e-40, f32::MIN_POSITIVE, -1e-30, 1e-15];
        const LARGEST: [f32; 8] = [f32::MAX, -f32::MAX, 1e38, -1e30, 1e19, -1e10, f32::MIN_POSITIVE, 1e-45];
        let usual = signed(random);
        match self {
            Self::Small if below(random, 2) == 0 => SMALL[below(random, 8)],
            Self::Large if below(random, 3) == 0 => usual * 1e6_f32.powf(unit(random)),
            Self::Extreme if extreme && below(random, 2) == 0 => LARGEST[below(random, 8)],
            _ => usual,
        }
    }
}

/// The targets that a loss takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Values,
    Probabilities,
    Distributions,
    Labels,
}

/// Targets as a network of any type takes them.
#[derive(Clone, Debug)]
pub enum Targets {
    /// One number for each output, one sample after the other.
    Values(Vec<f32>),
    /// One class for each sample.
    Labels(Vec<usize>),
}

impl Targets {
    pub(crate) fn draw(kind: Kind, scale: Scale, random: &mut SplitMix64, count: usize, width: usize) -> Self {
        if kind == Kind::Labels {
            return Self::Labels((0..count).map(|_| below(random, width)).collect());
        }
        let mut values = scale.samples(random, count, width);
        if kind != Kind::Values {
            // a third of them are certain
            values.fill_with(|| if below(random, 3) == 0 { below(random, 2) as f32 } else { unit(random) });
        }
        if kind == Kind::Distributions {
            for row in values.chunks_exact_mut(width) {
                row[0] += 1e-3;
                let sum: f32 = row.iter().sum();
                for t in row {
                    *t /= sum;
                }
            }
        }
        Self::Values(values)
    }

    pub(crate) fn wide(&self, width: usize) -> Vec<Target<f64>> {
        match self {
            Self::Values(values) => values.chunks_exact(width).map(|t| Target::Values(mlp_oracle::wide(t))).collect(),
            Self::Labels(labels) => labels.iter().map(|label| Target::Label(*label)).collect(),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the remainder is below `bound`")]
pub(crate) fn below(random: &mut SplitMix64, bound: usize) -> usize {
    (random.next_u64() % bound as u64) as usize
}

pub(crate) fn unit(random: &mut SplitMix64) -> f32 {
    random.next_f32()
}

pub(crate) fn signed(random: &mut SplitMix64) -> f32 {
    2.0 * random.next_f32() - 1.0
}
