//! Pictures of data and networks: what to draw is said with a [`Chart`], a [`Space`], [`Tiles`] or a [`Counts`], and
//! [`save`] writes them side by side to `target/figures/NAME/`.

mod canvas;
mod chart;
mod colour;
mod counts;
mod legend;
mod palette;
mod space;
mod tiles;

pub use canvas::{Animation, Area, Canvas, Panel, SCALE, save};
pub use chart::Chart;
pub use colour::{
    BLACK, BLUE, CLASSES, Colour, GREEN, GREY, ORANGE, PURPLE, RED, SKY, WHITE, between, mixed, signed, soft,
};
pub use counts::Counts;
pub use space::Space;
pub use tiles::Tiles;
