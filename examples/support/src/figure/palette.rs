//! At most 256 colours in place of all: a pixel is then one byte, and a file half as large.

use std::collections::HashMap;

type Pixel = [u8; 3];

/// The colours that a picture keeps, and for each pixel the index of its own or the nearest.
pub(super) struct Palette {
    pub(super) colours: Vec<Pixel>,
    pub(super) indices: Vec<u8>,
}

/// Keeps the most frequent colours.
pub(super) fn reduce(pixels: &[Pixel]) -> Palette {
    let mut counts: HashMap<Pixel, usize> = HashMap::new();
    for pixel in pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut colours: Vec<(Pixel, usize)> = counts.into_iter().collect();
    // the colour itself breaks ties, so that a picture is always the same file
    colours.sort_by_key(|(colour, count)| (usize::MAX - count, *colour));
    let kept: Vec<Pixel> = colours.iter().take(256).map(|(colour, _)| *colour).collect();
    let nearest = |colour: Pixel| {
        let index = (0_u8..=255).zip(&kept).min_by_key(|(_, kept)| distance(colour, **kept));
        index.map_or(0, |(index, _)| index)
    };
    let indices: HashMap<Pixel, u8> = colours.iter().map(|(colour, _)| (*colour, nearest(*colour))).collect();
    Palette { indices: pixels.iter().map(|pixel| indices[pixel]).collect(), colours: kept }
}

fn distance(a: Pixel, b: Pixel) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}
