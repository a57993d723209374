//! Colours that people with colour-blindness tell apart (Okabe & Ito 2008), and mixtures of them.

use plotters::style::RGBColor;

/// Red, green and blue.
pub type Colour = RGBColor;

/// For text and axes.
pub const BLACK: Colour = RGBColor(30, 30, 30);
/// For what stays behind.
pub const GREY: Colour = RGBColor(150, 150, 150);
/// The paper.
pub const WHITE: Colour = RGBColor(255, 255, 255);
/// Class 0, or less than zero.
pub const BLUE: Colour = RGBColor(0, 114, 178);
/// Class 1, or more than zero.
pub const RED: Colour = RGBColor(213, 94, 0);
/// Class 2.
pub const GREEN: Colour = RGBColor(0, 158, 115);
/// A line among others.
pub const PURPLE: Colour = RGBColor(204, 121, 167);
/// A line among others.
pub const ORANGE: Colour = RGBColor(230, 159, 0);
/// A line among others.
pub const SKY: Colour = RGBColor(86, 180, 233);

/// Class 0, class 1, ...
pub const CLASSES: [Colour; 3] = [BLUE, RED, GREEN];

/// `part` of `b` in `a`, from 0 to 1.
#[must_use]
pub fn mixed(a: Colour, b: Colour, part: f32) -> Colour {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
    let mix = |a: u8, b: u8| (f32::from(a) + part.clamp(0.0, 1.0) * (f32::from(b) - f32::from(a))).round() as u8;
    RGBColor(mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
}

/// The colour as a background that dots of it stand out from.
#[must_use]
pub fn soft(colour: Colour) -> Colour {
    mixed(WHITE, colour, 0.3)
}

/// A background for the probability of class 1, in ten steps, so that steps show as contours.
#[must_use]
pub fn between(probability: f32) -> Colour {
    let step = ((probability * 10.0).floor() + 0.5) / 10.0;
    if step < 0.5 { mixed(WHITE, BLUE, 0.8 * (0.5 - step)) } else { mixed(WHITE, RED, 0.8 * (step - 0.5)) }
}

/// Blue below zero, white at zero, red above; full at -1 and 1.
#[must_use]
pub fn signed(value: f32) -> Colour {
    mixed(WHITE, if value < 0.0 { BLUE } else { RED }, value.abs())
}
