//! Writes the files in `networks`.

use mlp::prelude::*;
use mlp_integers::{
    Bare, Control, Curve, Digits, Hard, Motion, Rectifiers, Smooth, file, for_each_network, network, samples,
};

macro_rules! write {
    ($network:ident, $name:literal, $inputs:literal, $outputs:literal) => {
        let quantized = network::<$network>($name).quantize::<$inputs, $outputs>(&samples($name))?;
        quantized.save(file($name))?;
    };
}

fn main() -> Result<(), mlp::Error> {
    for_each_network!(write);
    Ok(())
}
