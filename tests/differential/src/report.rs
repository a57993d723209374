//! The results that were compared, and those that were wrong.

use crate::bounded::Near;
use std::fmt;

/// The faults that are printed of one network.
const MOST_FAULTS: usize = 4;

/// The comparison of one or more networks.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The number of networks.
    pub networks: usize,
    /// The number of results that have a bound.
    pub compared: u64,
    /// The number of results without a bound, because a sum may overflow or a divisor may be 0.
    pub unbounded: u64,
    /// The results whose bound is at most a thousandth of them, or of the smallest normal number's size.
    pub sharp: u64,
    /// The largest part of a bound that a result needed.
    pub most: f64,
    faults: Vec<String>,
}

impl Report {
    /// The report of one network before anything was compared.
    pub(crate) fn of_one() -> Self {
        Self { networks: 1, ..Self::default() }
    }

    /// Whether nothing was wrong.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.faults.is_empty()
    }

    /// Adds what another one has.
    pub fn add(&mut self, other: Self) {
        self.networks += other.networks;
        self.compared += other.compared;
        self.unbounded += other.unbounded;
        self.sharp += other.sharp;
        self.most = self.most.max(other.most);
        self.faults.extend(other.faults);
    }

    pub(crate) fn fault(&mut self, text: impl FnOnce() -> String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(text());
        }
    }

    pub(crate) fn compare(&mut self, what: impl Fn() -> String, found: &[f32], expected: &[Near]) {
        if found.len() != expected.len() {
            self.fault(|| format!("{}: {} values, not {}", what(), found.len(), expected.len()));
        }
        for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
            let Some(needs) = expected.needs(*found) else {
                self.unbounded += 1;
                continue;
            };
            self.compared += 1;
            self.sharp += u64::from(expected.error <= 1e-3 * expected.value.abs() + f64::from(f32::MIN_POSITIVE));
            self.most = self.most.max(needs);
            if needs > 1.0 {
                self.fault(|| format!("{}[{index}] is {found:e}, not {expected:?}: {needs:.2} of its bound", what()));
            }
        }
    }

    pub(crate) fn same_bits(&mut self, what: impl FnOnce() -> String, found: &[f32], expected: &[f32]) {
        self.compared += found.len() as u64;
        let differs = found.iter().zip(expected).position(|(a, b)| a.to_bits() != b.to_bits());
        if let Some(index) = differs {
            self.fault(|| format!("{}[{index}] is {:e}, not {:e}", what(), found[index], expected[index]));
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { networks, compared, unbounded, sharp, most, faults } = self;
        for fault in faults {
            writeln!(f, "FAULT {fault}")?;
        }
        let part = |count: u64| 100.0 * count as f64 / (compared + unbounded).max(1) as f64;
        write!(
            f,
            "{networks} networks, {compared} results compared ({:.0} % within a thousandth), {:.1} % without a bound, \
             at most {most:.2} of a bound needed",
            part(*sharp),
            part(*unbounded)
        )
    }
}
