//! Colours that people with colour-blindness tell apart (Okabe & Ito 2008), and mixtures of them, on light and dark pages.

use plotters::style::RGBColor;

/// The page that a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Either, in SVG: the background is that of the page, and text is grey.
    Svg,
    /// Either, in pixels, of which the transparency is still to be found: here on white.
    OnWhite,
    /// The same on black.
    OnBlack,
}

/// Red, green and blue in each theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    light: [u8; 3],
    dark: [u8; 3],
    on_white: [u8; 3],
    on_black: [u8; 3],
}

/// Grey that is read on white and on black.
const MIDDLE: [u8; 3] = [125, 125, 125];

/// Text and axes.
pub const INK: Colour = Colour { light: [30, 30, 30], dark: [225, 228, 232], on_white: MIDDLE, on_black: MIDDLE };
/// The background.
pub const PAPER: Colour =
    Colour { light: [255, 255, 255], dark: [13, 17, 23], on_white: [255, 255, 255], on_black: [0, 0, 0] };
/// The colour of things in the background.
pub const GREY: Colour = same([140, 140, 140]);
/// Class 0, or less than zero.
pub const BLUE: Colour =
    Colour { light: [0, 114, 178], dark: [48, 148, 206], on_white: [20, 130, 195], on_black: [20, 130, 195] };
/// Class 1, or more than zero.
pub const RED: Colour = same([213, 94, 0]);
/// Class 2.
pub const GREEN: Colour = same([0, 158, 115]);
/// A line among others.
pub const PURPLE: Colour = same([204, 121, 167]);
/// A line among others.
pub const ORANGE: Colour = same([230, 159, 0]);
/// A line among others.
pub const SKY: Colour = same([86, 180, 233]);

/// Class 0, class 1, ...
pub const CLASSES: [Colour; 3] = [BLUE, RED, GREEN];

const fn same(colour: [u8; 3]) -> Colour {
    Colour { light: colour, dark: colour, on_white: colour, on_black: colour }
}

impl Colour {
    /// Returns the colour for a page.
    #[must_use]
    pub fn on(self, theme: Theme) -> RGBColor {
        let [red, green, blue] = match theme {
            Theme::Light => self.light,
            Theme::Dark => self.dark,
            Theme::Svg | Theme::OnWhite => self.on_white,
            Theme::OnBlack => self.on_black,
        };
        RGBColor(red, green, blue)
    }
}

/// Mixes `part` of `b`, from 0 to 1, into `a`.
#[must_use]
pub fn mixed(a: Colour, b: Colour, part: f32) -> Colour {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
    let mix = |a: u8, b: u8| (f32::from(a) + part.clamp(0.0, 1.0) * (f32::from(b) - f32::from(a))).round() as u8;
    let mix = |a: [u8; 3], b: [u8; 3]| std::array::from_fn(|part| mix(a[part], b[part]));
    Colour {
        light: mix(a.light, b.light),
        dark: mix(a.dark, b.dark),
        on_white: mix(a.on_white, b.on_white),
        on_black: mix(a.on_black, b.on_black),
    }
}

/// Returns the colour as a background that dots of it stand out from.
#[must_use]
pub fn soft(colour: Colour) -> Colour {
    mixed(PAPER, colour, 0.3)
}

/// Returns a background for the probability of class 1, in ten steps, so that steps show as contours.
#[must_use]
pub fn between(probability: f32) -> Colour {
    let step = ((probability * 10.0).floor().clamp(0.0, 9.0) + 0.5) / 10.0;
    if step < 0.5 { mixed(PAPER, BLUE, 0.8 * (0.5 - step)) } else { mixed(PAPER, RED, 0.8 * (step - 0.5)) }
}

/// Blue below zero, the background at zero, red above; full at -1 and 1.
#[must_use]
pub fn signed(value: f32) -> Colour {
    mixed(PAPER, if value < 0.0 { BLUE } else { RED }, value.abs())
}
