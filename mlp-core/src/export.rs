//! Networks that other languages call: what stands behind the functions of `export = "c"`, and their header.

use core::fmt::{self, Display, Formatter};

use crate::network::Network;

/// Writes the outputs for one sample.
///
/// # Safety
///
/// `input` must point to the floats of one sample, and `output` to room for the outputs of one. They may be the same.
#[inline]
pub unsafe fn forward<N: Network>(net: &N, input: *const f32, output: *mut f32) {
    // SAFETY: the caller's promise; `Input` is an array of `f32`, with their alignment (`Vector` is sealed)
    let sample = unsafe { &*input.cast::<N::Input>() };
    let computed = net.forward(sample);
    // SAFETY: as above; the sample is not used any more
    unsafe { output.cast::<N::Output>().write(computed) }
}

/// Writes the outputs for `samples` samples, one after the other.
///
/// # Safety
///
/// `inputs` must point to the floats of so many samples, and `outputs` to room for the outputs of as many, which does
/// not overlap with the samples. With no samples nothing is read or written.
#[inline]
pub unsafe fn forward_batch<N: Network>(net: &N, inputs: *const f32, outputs: *mut f32, samples: usize) {
    if samples == 0 {
        // C programs may pass null here, which no slice may be made of
        return;
    }
    // SAFETY: the caller's promise; both are arrays of `f32`, with their alignment
    let (inputs, outputs) = unsafe {
        (
            core::slice::from_raw_parts(inputs.cast::<N::Input>(), samples),
            core::slice::from_raw_parts_mut(outputs.cast::<N::Output>(), samples),
        )
    };
    net.forward_batch(inputs, outputs);
}

/// The header of one network; [`Display`] writes it.
#[derive(Clone, Copy, Debug)]
pub struct Header {
    /// The prefix of the functions: `digits`.
    pub prefix: &'static str,
    /// The chain as it was declared, for the comment.
    pub declaration: &'static str,
    /// The number of inputs.
    pub inputs: usize,
    /// The number of outputs.
    pub outputs: usize,
}

/// A text in capital letters.
struct Capitals(&'static str);

impl Display for Capitals {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|letter| write!(formatter, "{}", letter.to_ascii_uppercase()))
    }
}

impl Display for Header {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self { prefix, declaration, inputs, outputs } = self;
        let capitals = Capitals(prefix);
        write!(
            formatter,
            "/* {declaration} */\n\
             #ifndef {capitals}_H\n\
             #define {capitals}_H\n\
             \n\
             #include <stddef.h>\n\
             \n\
             #define {capitals}_INPUTS {inputs}\n\
             #define {capitals}_OUTPUTS {outputs}\n\
             \n\
             #ifdef __cplusplus\n\
             extern \"C\" {{\n\
             #endif\n\
             \n\
             /* Writes the outputs for one sample; input and output may be the same array. */\n\
             void {prefix}_forward(const float *input, float *output);\n\
             \n\
             /* Writes the outputs for samples in a row: inputs[sample][input], outputs[sample][output]. */\n\
             void {prefix}_forward_batch(const float *inputs, float *outputs, size_t samples);\n\
             \n\
             #ifdef __cplusplus\n\
             }}\n\
             #endif\n\
             \n\
             #endif\n"
        )
    }
}
