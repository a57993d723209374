//! From panels to a file: drawn three times as large as it is shown, then averaged, which smooths every edge.

use super::colour::WHITE;
use super::palette;
use plotters::coord::Shift;
use plotters::prelude::{BitMapBackend, DrawingArea, IntoDrawingArea};
use plotters::style::{FontStyle, register_font};
use std::fs::{File, create_dir_all};
use std::io::BufWriter;
use std::path::PathBuf;

/// How many drawn pixels become one.
pub const SCALE: u32 = 3;

/// Where a panel is drawn: sizes in it are in drawn pixels.
pub type Area<'a> = DrawingArea<BitMapBackend<'a>, Shift>;

/// One part of a picture.
pub trait Panel {
    /// Draws into an area of its own.
    fn draw(&self, area: &Area<'_>);
}

/// Writes panels, `columns` in a row and each of `size`, to `target/figures/EXAMPLE/FILE.png` and prints the path.
///
/// # Panics
///
/// If the file cannot be written.
pub fn save(example: &str, file: &str, size: [u32; 2], columns: usize, panels: &[&dyn Panel]) {
    let path = path(example, &format!("{file}.png"));
    Canvas::new(size, columns, panels).write(BufWriter::new(create(&path)));
    println!("{}", path.display());
}

/// A finished picture.
#[derive(Debug)]
pub struct Canvas {
    width: u32,
    height: u32,
    /// Red, green and blue of each pixel, row by row.
    pixels: Vec<u8>,
}

impl Canvas {
    /// Draws panels of `size`, `columns` in a row.
    ///
    /// # Panics
    ///
    /// If a panel cannot be drawn.
    #[must_use]
    pub fn new(size: [u32; 2], columns: usize, panels: &[&dyn Panel]) -> Self {
        // the font is small and in the program, so that pictures look alike everywhere
        let font = register_font("sans-serif", FontStyle::Normal, include_bytes!("../../DejaVuSans-subset.ttf"));
        assert!(font.is_ok(), "the font is readable");
        let rows = panels.len().div_ceil(columns);
        let [width, height] = [size[0] * count(columns), size[1] * count(rows)];
        let drawn = (width * SCALE, height * SCALE);
        let mut large = vec![255; drawn.0 as usize * drawn.1 as usize * 3];
        {
            let root = BitMapBackend::with_buffer(&mut large, drawn).into_drawing_area();
            root.fill(&WHITE).expect("an empty picture");
            for (area, panel) in root.split_evenly((rows, columns)).iter().zip(panels) {
                panel.draw(area);
            }
            root.present().expect("the picture");
        }
        Self { width, height, pixels: averaged(&large, width as usize) }
    }

    fn write(&self, file: BufWriter<File>) {
        let (pixels, _) = self.pixels.as_chunks();
        let palette = palette::reduce(pixels);
        let mut encoder = png::Encoder::new(file, self.width, self.height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette.colours.as_flattened());
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().expect("a PNG header");
        writer.write_image_data(&palette.indices).expect("the picture's pixels");
    }
}

/// A picture that moves, shown again and again.
#[expect(missing_debug_implementations, reason = "an encoder has none")]
pub struct Animation {
    path: PathBuf,
    encoder: Option<gif::Encoder<BufWriter<File>>>,
    /// The pixels of the last frame.
    shown: Vec<u8>,
}

impl Animation {
    /// Begins `target/figures/EXAMPLE/FILE.gif`.
    #[must_use]
    pub fn new(example: &str, file: &str) -> Self {
        Self { path: path(example, &format!("{file}.gif")), encoder: None, shown: Vec::new() }
    }

    /// Adds a frame that is shown for some hundredths of a second. All frames have the size of the first.
    ///
    /// # Panics
    ///
    /// If the file cannot be written.
    pub fn frame(&mut self, canvas: &Canvas, hundredths: u16) {
        let [width, height] = [canvas.width, canvas.height].map(|n| u16::try_from(n).expect("a small picture"));
        let encoder = self.encoder.get_or_insert_with(|| {
            let file = BufWriter::new(create(&self.path));
            let mut encoder = gif::Encoder::new(file, width, height, &[]).expect("a GIF header");
            encoder.set_repeat(gif::Repeat::Infinite).expect("a GIF header");
            encoder
        });
        // only the columns that have changed
        let row = 3 * usize::from(width);
        let same = |x: usize| {
            let column =
                |pixels: &[u8]| pixels.chunks(row).flat_map(|row| row[3 * x..][..3].to_vec()).collect::<Vec<_>>();
            column(&self.shown) == column(&canvas.pixels)
        };
        let changed: Vec<usize> = (0..usize::from(width)).filter(|x| !same(*x)).collect();
        let (first, last) = (changed.first().copied().unwrap_or(0), changed.last().copied().unwrap_or(0));
        let part: Vec<u8> = canvas.pixels.chunks(row).flat_map(|row| &row[3 * first..=3 * last + 2]).copied().collect();
        let (pixels, _) = part.as_chunks();
        let palette = palette::reduce(pixels);
        let [left, across] = [first, last + 1 - first].map(|n| u16::try_from(n).expect("less than the width"));
        let colours = palette.colours.as_flattened();
        let mut frame = gif::Frame::from_palette_pixels(across, height, palette.indices, colours, None);
        (frame.left, frame.delay) = (left, hundredths);
        encoder.write_frame(&frame).expect("a frame");
        self.shown.clone_from(&canvas.pixels);
    }

    /// Ends the file and prints its path.
    pub fn finish(self) {
        drop(self.encoder);
        println!("{}", self.path.display());
    }
}

fn path(example: &str, file: &str) -> PathBuf {
    let folder = PathBuf::from("target/figures").join(example);
    create_dir_all(&folder).expect("a folder for figures");
    folder.join(file)
}

fn create(path: &PathBuf) -> File {
    File::create(path).expect("a new file in target/figures")
}

fn count(n: usize) -> u32 {
    u32::try_from(n).expect("a few panels")
}

/// The mean of every square of `SCALE` times `SCALE` pixels.
fn averaged(large: &[u8], width: usize) -> Vec<u8> {
    let scale = SCALE as usize;
    let mut pixels = Vec::with_capacity(large.len() / (scale * scale));
    for rows in large.chunks(3 * width * scale * scale) {
        let mut sums = vec![0_u32; 3 * width];
        for row in rows.chunks(3 * width * scale) {
            for (sums, square) in sums.chunks_mut(3).zip(row.chunks(3 * scale)) {
                for pixel in square.chunks(3) {
                    for (sum, part) in sums.iter_mut().zip(pixel) {
                        *sum += u32::from(*part);
                    }
                }
            }
        }
        // 32 steps of each colour are enough for the eye, and leave a palette to choose from
        let steps = |sum: &u32| (sum / (SCALE * SCALE) * 31 + 127) / 255;
        let mean = |sum: &u32| u8::try_from(steps(sum) * 255 / 31).expect("the mean of bytes");
        pixels.extend(sums.iter().map(mean));
    }
    pixels
}
