//! The network, its data and how it is trained: the text in the address of the page.

use crate::choices::{ACTIVATIONS, BATCHES, DATA, DECAYS, LEARNING_RATES, NETWORKS, NOISES};
use std::fmt::{self, Display, Formatter};

/// The most points that can be drawn.
pub(crate) const MOST_POINTS: usize = 500;
/// Drawn coordinates are whole thousandths.
pub(crate) const PARTS: f32 = 1000.0;

/// A data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// A circle inside another.
    Circles,
    /// The corners of a square, exclusive or.
    Xor,
    /// Two normally distributed clouds.
    Blobs,
    /// Two spiral arms.
    Spirals,
    /// Two half circles.
    Moons,
    /// A function of the plane.
    Regression,
    /// Points that were drawn by hand.
    Drawn,
}

impl Data {
    const ALL: [Self; 7] =
        [Self::Circles, Self::Xor, Self::Blobs, Self::Spirals, Self::Moons, Self::Regression, Self::Drawn];

    /// Returns the name, as in the address.
    #[must_use]
    pub fn name(self) -> &'static str {
        DATA[Self::ALL.iter().position(|data| *data == self).unwrap_or(0)]
    }
}

/// All settings of a training run. Numbers are kept as they are written, so that the program has the same digits.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The data set.
    pub data: Data,
    /// The standard deviation of the noise.
    pub noise: &'static str,
    /// The widths of the hidden layers, joined by `-`; `0` for none.
    pub network: &'static str,
    /// The activation of the hidden layers.
    pub activation: &'static str,
    /// The learning rate of Adam.
    pub rate: &'static str,
    /// The number of samples in a batch.
    pub batch: &'static str,
    /// The weight decay.
    pub decay: &'static str,
    /// The seed of the data, the split, the initial weights and the shuffle.
    pub seed: u32,
    /// The points that were drawn, in thousandths, with their class.
    pub points: Vec<([i16; 2], usize)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: Data::Circles,
            noise: "0.1",
            network: "3",
            activation: "tanh",
            rate: "0.03",
            batch: "10",
            decay: "0.0",
            seed: 7,
            points: Vec::new(),
        }
    }
}

impl Settings {
    /// Returns the settings in `text`, such as `data=circles&network=3&seed=7`; what is not in it has its default.
    ///
    /// # Errors
    ///
    /// The message for the page, if a name or a value is unknown.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut settings = Self::default();
        for part in text.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            match name {
                "data" => {
                    let name = one_of(&DATA, name, value)?;
                    settings.data = *Data::ALL.iter().find(|data| data.name() == name).unwrap_or(&Data::Circles);
                }
                "noise" => settings.noise = one_of(&NOISES, name, value)?,
                "network" => settings.network = one_of(&NETWORKS, name, value)?,
                "activation" => settings.activation = one_of(&ACTIVATIONS, name, value)?,
                "rate" => settings.rate = one_of(&LEARNING_RATES, name, value)?,
                "batch" => settings.batch = one_of(&BATCHES, name, value)?,
                "decay" => settings.decay = one_of(&DECAYS, name, value)?,
                "seed" => {
                    let expected = |_| format!("`seed` is `{value}`, expected a number from 0 to {}", u32::MAX);
                    settings.seed = value.parse().map_err(expected)?;
                }
                "points" => settings.points = points(value)?,
                // the page's own
                "epoch" | "speed" => {}
                _ => return Err(format!("there is no setting `{name}`")),
            }
        }
        Ok(settings)
    }

    /// Returns the widths of the hidden layers.
    #[must_use]
    pub fn widths(&self) -> Vec<usize> {
        self.network.split('-').filter_map(|width| width.parse().ok()).filter(|width| *width > 0).collect()
    }

    /// Returns the line that declares the network: `2 => 3 tanh => 1 sigmoid`.
    #[must_use]
    pub fn declaration(&self) -> String {
        let hidden = self.widths().into_iter().map(|width| match self.activation {
            "identity" => format!("=> {width} "),
            activation => format!("=> {width} {activation} "),
        });
        let last = if self.data == Data::Regression { "=> 1" } else { "=> 1 sigmoid" };
        format!("2 {}{last}", hidden.collect::<String>())
    }
}

impl Display for Settings {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { data, noise, network, activation, rate, batch, decay, seed, points } = self;
        let data = data.name();
        write!(f, "data={data}&noise={noise}&network={network}&activation={activation}")?;
        write!(f, "&rate={rate}&batch={batch}&decay={decay}&seed={seed}")?;
        if !points.is_empty() {
            f.write_str("&points=")?;
        }
        for (index, ([x, y], class)) in points.iter().enumerate() {
            let separator = if index == 0 { "" } else { "_" };
            write!(f, "{separator}{x}.{y}.{class}")?;
        }
        Ok(())
    }
}

fn one_of(values: &[&'static str], name: &str, value: &str) -> Result<&'static str, String> {
    let found = values.iter().find(|known| **known == value);
    found.copied().ok_or_else(|| format!("`{name}` is `{value}`, expected one of {}", values.join(", ")))
}

/// Returns the points in `120.-40.1_...`: thousandths of both coordinates, and the class.
fn points(text: &str) -> Result<Vec<([i16; 2], usize)>, String> {
    let point = |text: &str| {
        let mut parts = text.split('.').map(str::parse::<i16>);
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Ok(x)), Some(Ok(y)), Some(Ok(class @ (0 | 1))), None) => Ok(([x, y], usize::from(class == 1))),
            _ => Err(format!("a point is `{text}`, expected two coordinates in thousandths and a class: 120.-40.1")),
        }
    };
    let points: Vec<_> = text.split('_').filter(|text| !text.is_empty()).map(point).collect::<Result<_, _>>()?;
    if points.len() > MOST_POINTS {
        return Err(format!("there are {} points, expected at most {MOST_POINTS}", points.len()));
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::{Data, Settings};

    #[test]
    fn text_and_settings_are_the_same() {
        let text = "data=drawn&noise=0.2&network=8-8&activation=silu&rate=0.01&batch=4&decay=0.001&seed=3\
            &points=120.-40.1_-999.500.0";
        let settings = Settings::parse(text).unwrap();
        assert_eq!(settings.points, [([120, -40], 1), ([-999, 500], 0)]);
        assert_eq!(settings.to_string(), text);
        assert_eq!(Settings::parse(&Settings::default().to_string()), Ok(Settings::default()));
        assert_eq!(Settings::parse("epoch=20").unwrap(), Settings::default());
    }

    #[test]
    fn wrong_text_is_reported() {
        for (text, part) in [
            ("data=squares", "expected one of circles, xor"),
            ("batch=7", "`batch` is `7`, expected one of 1, 4"),
            ("seed=-1", "expected a number from 0"),
            ("colour=red", "no setting `colour`"),
            ("points=1.2", "a point is `1.2`"),
            ("points=1.2.3", "a point is `1.2.3`"),
            ("points=99999.2.1", "a point is `99999.2.1`"),
        ] {
            let message = Settings::parse(text).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
        assert!(Settings::parse(&format!("points={}", "1.1.1_".repeat(501))).unwrap_err().contains("at most 500"));
    }

    #[test]
    fn declarations_are_as_one_writes_them() {
        let line = |text: &str| Settings::parse(text).unwrap().declaration();
        assert_eq!(line(""), "2 => 3 tanh => 1 sigmoid");
        assert_eq!(line("network=0"), "2 => 1 sigmoid");
        assert_eq!(line("network=4-2&activation=identity&data=regression"), "2 => 4 => 2 => 1");
        assert_eq!(Settings::parse("data=moons").unwrap().data, Data::Moons);
    }
}
