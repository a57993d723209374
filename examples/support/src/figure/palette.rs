//! At most 256 colours in place of all: a pixel is then one byte, and a file half as large.

use std::collections::HashMap;

/// The colours that a picture keeps, and for each pixel the index of its own or the nearest.
pub(super) struct Palette<const N: usize> {
    pub(super) colours: Vec<[u8; N]>,
    pub(super) indices: Vec<u8>,
}

/// Keeps the most frequent colours.
pub(super) fn reduce<const N: usize>(pixels: &[[u8; N]]) -> Palette<N> {
    let mut counts: HashMap<[u8; N], usize> = HashMap::new();
    for pixel in pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut colours: Vec<([u8; N], usize)> = counts.into_iter().collect();
    // the colour itself breaks ties, so that a picture is always the same file
    colours.sort_by_key(|(colour, count)| (usize::MAX - count, *colour));
    let kept: Vec<[u8; N]> = colours.iter().take(256).map(|(colour, _)| *colour).collect();
    let nearest = |colour: [u8; N]| {
        let index = (0_u8..=255).zip(&kept).min_by_key(|(_, kept)| distance(colour, **kept));
        index.map_or(0, |(index, _)| index)
    };
    let indices: HashMap<[u8; N], u8> = colours.iter().map(|(colour, _)| (*colour, nearest(*colour))).collect();
    Palette { indices: pixels.iter().map(|pixel| indices[pixel]).collect(), colours: kept }
}

fn distance<const N: usize>(a: [u8; N], b: [u8; N]) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}
