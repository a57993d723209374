//! Pictures of data and networks: what to draw is said with a [`Chart`], a [`Space`], [`Tiles`] or a [`Counts`], and
//! [`save`] writes them side by side to `target/figures/NAME/`.

mod axis;
mod canvas;
mod chart;
mod colour;
mod counts;
mod geometry;
mod legend;
mod palette;
mod scale;
mod space;
mod surface;
mod tiles;

pub use canvas::{Animation, Area, Canvas, Panel, SCALE, save};
pub use chart::Chart;
pub use colour::{
    BLUE, CLASSES, Colour, GREEN, GREY, INK, ORANGE, PAPER, PURPLE, RED, SKY, Theme, between, mixed, signed, soft,
};
pub use counts::Counts;
pub use space::Space;
pub use surface::Surface;
pub use tiles::Tiles;
