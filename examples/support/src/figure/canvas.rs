//! From panels to a file: drawn six times as large as it is shown, then averaged, which smooths every edge.

use super::colour::{PAPER, Theme};
use super::palette;
use super::surface::Surface;
use plotters::coord::Shift;
use plotters::prelude::{BitMapBackend, DrawingArea, IntoDrawingArea, SVGBackend};
use plotters::style::{FontStyle, register_font};
use std::fs::{self, File, create_dir_all};
use std::io::BufWriter;
use std::path::PathBuf;

/// How many drawn pixels are one of the picture as it is shown.
pub const SCALE: u32 = 6;

/// How many pixels of a file are one of the picture as it is shown, for screens that have them.
const DENSITY: u32 = 2;

/// Where a panel is drawn: sizes in it are in drawn pixels.
pub type Area<'a> = DrawingArea<Surface<'a>, Shift>;

/// One part of a picture.
pub trait Panel {
    /// Draws into an area of its own, for a page.
    fn draw(&self, area: &Area<'_>, theme: Theme);

    /// Whether it can be read on any page, so that the page shines through.
    fn is_transparent(&self) -> bool {
        false
    }

    /// Whether it consists of a few lines and points only, so that SVG is small.
    fn is_vector(&self) -> bool {
        false
    }
}

/// Writes panels, `columns` in a row and each of `size`, to `target/figures/EXAMPLE/` and prints the paths.
///
/// Lines and a few points become `FILE.svg`; regions and many points become a transparent `FILE.png`. Both are for light
/// pages and dark ones. Images become `FILE.png` for light pages and `FILE_dark.png` for dark ones.
///
/// # Panics
///
/// If a file cannot be written.
pub fn save(example: &str, file: &str, size: [u32; 2], columns: usize, panels: &[&dyn Panel]) {
    if panels.iter().all(|panel| panel.is_vector()) {
        let path = path(example, &format!("{file}.svg"));
        fs::write(&path, svg(size, columns, panels)).expect("a new file in target/figures");
        println!("{}", path.display());
        return;
    }
    if panels.iter().all(|panel| panel.is_transparent()) {
        let path = path(example, &format!("{file}.png"));
        let drawn = [Theme::OnWhite, Theme::OnBlack].map(|theme| Canvas::new(theme, size, columns, panels));
        write_transparent(&drawn, BufWriter::new(create(&path)));
        println!("{}", path.display());
        return;
    }
    for (theme, ending) in [(Theme::Light, ""), (Theme::Dark, "_dark")] {
        let path = path(example, &format!("{file}{ending}.png"));
        Canvas::new(theme, size, columns, panels).write(BufWriter::new(create(&path)));
        println!("{}", path.display());
    }
}

/// Draws panels in SVG.
fn svg(size: [u32; 2], columns: usize, panels: &[&dyn Panel]) -> String {
    let ([width, height], rows) = whole(size, columns, panels);
    let drawn = (width * SCALE, height * SCALE);
    let mut text = String::new();
    let root = Surface::Svg(SVGBackend::with_string(&mut text, drawn)).into_drawing_area();
    draw(&root, Theme::Svg, (rows, columns), panels);
    drop(root);
    let sizes = |(width, height)| format!("<svg width=\"{width}\" height=\"{height}\"");
    let shown = format!("{} style=\"max-width:100%;height:auto\" stroke-linejoin=\"round\"", sizes((width, height)));
    // the font of the estimated widths first
    let fonts = "font-family=\"DejaVu Sans, Verdana, sans-serif\"";
    text.replacen(&sizes(drawn), &shown, 1).replace("font-family=\"sans-serif\"", fonts)
}

/// Returns the size of a whole picture, and its rows.
fn whole(size: [u32; 2], columns: usize, panels: &[&dyn Panel]) -> ([u32; 2], usize) {
    let rows = panels.len().div_ceil(columns);
    ([size[0] * count(columns), size[1] * count(rows)], rows)
}

/// Draws panels in rows and columns.
fn draw(root: &Area<'_>, theme: Theme, cells: (usize, usize), panels: &[&dyn Panel]) {
    // the font is small and in the program, so that pictures look alike everywhere
    let font = register_font("sans-serif", FontStyle::Normal, include_bytes!("../../DejaVuSans-subset.ttf"));
    assert!(font.is_ok(), "the font is readable");
    for (area, panel) in root.split_evenly(cells).iter().zip(panels) {
        panel.draw(area, theme);
    }
    root.present().expect("the picture");
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
    /// Draws panels of `size`, `columns` in a row, for a page.
    ///
    /// # Panics
    ///
    /// If a panel cannot be drawn.
    #[must_use]
    pub fn new(theme: Theme, size: [u32; 2], columns: usize, panels: &[&dyn Panel]) -> Self {
        let ([width, height], rows) = whole(size, columns, panels);
        let drawn = (width * SCALE, height * SCALE);
        let mut large = vec![255; drawn.0 as usize * drawn.1 as usize * 3];
        {
            let root = Surface::Pixels(BitMapBackend::with_buffer(&mut large, drawn)).into_drawing_area();
            root.fill(&PAPER.on(theme)).expect("an empty picture");
            draw(&root, theme, (rows, columns), panels);
        }
        let [width, height] = [width, height].map(|side| DENSITY * side);
        Self { width, height, pixels: averaged(&large, width as usize) }
    }

    fn write(&self, file: BufWriter<File>) {
        let (pixels, _) = self.pixels.as_chunks::<3>();
        let palette = palette::reduce(pixels);
        let mut encoder = png::Encoder::new(file, self.width, self.height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette.colours.as_flattened());
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().expect("a PNG header");
        writer.write_image_data(&palette.indices).expect("the picture's pixels");
    }
}

/// Writes a picture with the transparency that follows from how it looks on white and on black.
fn write_transparent([white, black]: &[Canvas; 2], file: BufWriter<File>) {
    let ((on_white, _), (on_black, _)) = (white.pixels.as_chunks::<3>(), black.pixels.as_chunks::<3>());
    let pixels = on_white.iter().zip(on_black).map(|(white, black)| uncovered(*white, *black));
    let palette = palette::reduce(&pixels.collect::<Vec<_>>());
    let mut encoder = png::Encoder::new(file, white.width, white.height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(palette.colours.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect::<Vec<_>>());
    encoder.set_trns(palette.colours.iter().map(|[.., alpha]| *alpha).collect::<Vec<_>>());
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().expect("a PNG header");
    writer.write_image_data(&palette.indices).expect("the picture's pixels");
}

/// The colour and the opacity `a` with which `a colour` is seen on black and `a colour + (1 - a) 255` on white.
fn uncovered(white: [u8; 3], black: [u8; 3]) -> [u8; 4] {
    let shining = (0..3).map(|part| u32::from(white[part].saturating_sub(black[part]))).sum::<u32>() / 3;
    let opacity = 255 - shining;
    let part = |part: u8| u8::try_from((u32::from(part) * 255 / opacity.max(1)).min(255)).expect("a byte");
    let [red, green, blue] = black.map(part);
    [red, green, blue, u8::try_from(opacity).expect("a byte")]
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
        let (pixels, _) = part.as_chunks::<3>();
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

/// How many drawn pixels become one of a file, in each direction.
const AVERAGED: u32 = SCALE / DENSITY;

/// The mean of every square of `AVERAGED` times `AVERAGED` pixels.
fn averaged(large: &[u8], width: usize) -> Vec<u8> {
    let scale = AVERAGED as usize;
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
        for (x, sums) in sums.chunks(3).enumerate() {
            let first = &rows[3 * x * scale..][..3];
            let is_edge = sums.iter().zip(first).any(|(sum, part)| *sum != u32::from(*part) * AVERAGED * AVERAGED);
            pixels.extend(sums.iter().zip(first).map(|(sum, part)| if is_edge { edge(*sum) } else { *part }));
        }
    }
    pixels
}

/// One of 16 steps of a colour: enough on the edge between two areas, and a small palette.
fn edge(sum: u32) -> u8 {
    let step = (sum / (AVERAGED * AVERAGED) * 15 + 127) / 255;
    u8::try_from(step * 255 / 15).expect("the mean of bytes")
}
