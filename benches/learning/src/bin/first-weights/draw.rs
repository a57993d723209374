//! The distributions of `init(...)`, chosen while the program runs, by the formulas of `mlp::language::initialization`.

use mlp::random::SplitMix64;

/// A distribution of first weights or biases.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum First {
    Xavier,
    XavierNormal,
    He,
    HeNormal,
    Lecun,
    LecunNormal,
    Pytorch,
    Uniform(f32),
    Normal(f32),
    Zeros,
}

/// The first parameters of a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    /// The weights of hidden layers.
    pub(crate) hidden: First,
    /// The weights of the last layer.
    pub(crate) last: First,
    /// The biases of all layers.
    pub(crate) biases: First,
}

/// Draws all parameters of a network with these widths, of which the first is the number of inputs, as `seeded` does.
pub(crate) fn parameters(mut rest: &mut [f32], widths: &[usize], candidate: Candidate, seed: u64) {
    let mut random = SplitMix64::new(seed);
    for (layer, pair) in widths.windows(2).enumerate() {
        let [inputs, units] = [pair[0], pair[1]];
        let (weights, following) = rest.split_at_mut(inputs * units);
        let (biases, following) = following.split_at_mut(units);
        rest = following;
        let is_last = layer + 2 == widths.len();
        let of_weights = if is_last { candidate.last } else { candidate.hidden };
        fill(weights, of_weights, [inputs as f32, units as f32], &mut random);
        fill(biases, candidate.biases, [inputs as f32, units as f32], &mut random);
    }
    assert!(rest.is_empty(), "the widths are those of the network");
}

fn fill(values: &mut [f32], first: First, [inputs, units]: [f32; 2], random: &mut SplitMix64) {
    let (scale, normal) = match first {
        First::Xavier => ((6.0 / (inputs + units)).sqrt(), false),
        First::XavierNormal => ((2.0 / (inputs + units)).sqrt(), true),
        First::He => ((6.0 / inputs).sqrt(), false),
        First::HeNormal => ((2.0 / inputs).sqrt(), true),
        First::Lecun => ((3.0 / inputs).sqrt(), false),
        First::LecunNormal => ((1.0 / inputs).sqrt(), true),
        First::Pytorch => ((1.0 / inputs).sqrt(), false),
        First::Uniform(bound) => (bound, false),
        First::Normal(deviation) => (deviation, true),
        First::Zeros => return values.fill(0.0),
    };
    for value in values {
        *value = scale * if normal { standard_normal(random) } else { 2.0 * random.unit() - 1.0 };
    }
}

/// The polar method (Marsaglia & Bray 1964).
fn standard_normal(random: &mut SplitMix64) -> f32 {
    loop {
        let (u, v) = (2.0 * random.unit() - 1.0, 2.0 * random.unit() - 1.0);
        let square = u * u + v * v;
        if square > 0.0 && square < 1.0 {
            return u * (-2.0 * square.ln() / square).sqrt();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, First, parameters};
    use mlp::prelude::*;

    /// The macro's network and this file's draw the same values, but for the last digits of `ln`.
    #[test]
    fn as_the_language_draws() {
        macro_rules! same {
            ($hidden:tt $first:expr, $last:tt $second:expr, $biases:tt $third:expr) => {{
                mlp! {
                    struct Net: 3 => 5 gelu init($hidden, $biases) allow(init) => 4 gelu init($hidden, $biases) allow(init)
                        => 2 init($last, $biases) allow(init)
                }
                let net = Net::seeded(9);
                let mut found = Net::zeroed();
                let candidate = Candidate { hidden: $first, last: $second, biases: $third };
                parameters(found.params_mut(), &[3, 5, 4, 2], candidate, 9);
                for (a, b) in net.params().iter().zip(found.params()) {
                    assert!((a - b).abs() < 1e-6, "{candidate:?}: {a} {b}");
                }
            }};
        }
        same!(xavier First::Xavier, he First::He, zeros First::Zeros);
        same!(xavier_normal First::XavierNormal, he_normal First::HeNormal, pytorch First::Pytorch);
        same!(lecun First::Lecun, lecun_normal First::LecunNormal, xavier First::Xavier);
        same!(pytorch First::Pytorch, zeros First::Zeros, lecun First::Lecun);
    }
}
