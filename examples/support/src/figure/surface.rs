//! The surface that panels are drawn on: pixels or SVG.

use plotters::prelude::{BitMapBackend, DrawingBackend, SVGBackend};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};
use std::error::Error;
use std::io;

/// Either of two backends, so that a panel need not know which.
#[expect(missing_debug_implementations, reason = "the backends have none")]
pub enum Surface<'a> {
    /// Red, green and blue of each pixel.
    Pixels(BitMapBackend<'a>),
    /// Text.
    Svg(SVGBackend<'a>),
}

type Drawn = Result<(), DrawingErrorKind<io::Error>>;

/// Gives the errors of both backends one type.
fn drawn<E: Error + Send + Sync>(result: Result<(), DrawingErrorKind<E>>) -> Drawn {
    result.map_err(|error| DrawingErrorKind::DrawingError(io::Error::other(error.to_string())))
}

/// Calls a method of either backend.
macro_rules! forward {
    ($surface:expr, $backend:ident => $call:expr) => {
        match $surface {
            Surface::Pixels($backend) => drawn($call),
            Surface::Svg($backend) => drawn($call),
        }
    };
}

impl DrawingBackend for Surface<'_> {
    type ErrorType = io::Error;

    fn get_size(&self) -> (u32, u32) {
        match self {
            Self::Pixels(backend) => backend.get_size(),
            Self::Svg(backend) => backend.get_size(),
        }
    }

    fn ensure_prepared(&mut self) -> Drawn {
        forward!(self, backend => backend.ensure_prepared())
    }

    fn present(&mut self) -> Drawn {
        forward!(self, backend => backend.present())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        forward!(self, backend => backend.draw_pixel(point, color))
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        forward!(self, backend => backend.draw_line(from, to, style))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        forward!(self, backend => backend.draw_rect(upper_left, bottom_right, style, fill))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        forward!(self, backend => backend.draw_path(path, style))
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        forward!(self, backend => backend.draw_circle(center, radius, style, fill))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        forward!(self, backend => backend.fill_polygon(corners, style))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, place: BackendCoord) -> Drawn {
        forward!(self, backend => backend.draw_text(text, style, place))
    }
}
