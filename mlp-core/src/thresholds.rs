//! The sizes at which one method of computation becomes faster than another, each with its measurement, or with the
//! word that it was chosen without one.
//!
//! Times are nanoseconds per sample on Zen 4 unless stated otherwise. The assertions at the end check the relations
//! between thresholds. Sizes of tiles and of blocks in a cache stand beside their loops; the limits of straight-line code
//! are the macro's (`mlp-macros/src/expand/straight_line.rs`).

use crate::simd::lanes::LANES;

// --- the route of a batch (`batch/route.rs`)

/// Training batches of up to this many samples have units in the lanes, not samples.
///
/// 142 => 1 with 4 samples: 608 to 101; 4 => 64 tanh => 64 tanh => 2 with 4: 2,268 to 775, with 8: 1,159 to 670; with 10
/// samples in the lanes are faster (AVX2).
pub(crate) const FEW_SAMPLES: usize = 8;

/// [`FEW_SAMPLES`] for networks of more than [`UPDATED_AS_A_WHOLE`] parameters.
///
/// 784 => 512 relu => 512 relu => 10 with 4 samples: 97,000 to 70,000; with 6: 69,000 to 90,000 (AVX2).
pub(crate) const FEW_SAMPLES_LARGE: usize = 4;

/// [`FEW_SAMPLES`] for networks whose samples go through one by one.
///
/// A pass of up to eight samples takes 2.6 times as long as one sample of 10 => 32 relu => 10.
pub(crate) const FEW_SAMPLES_ALONE: usize = 2;

/// Samples of at least this many outputs have them in the lanes while their loss is computed.
///
/// Chosen, not measured.
pub(crate) const OUTPUTS_IN_LANES: usize = 8;

/// The outputs of fewer samples than this at the end of a batch are computed one by one.
///
/// A pass of up to eight costs as much as six or seven samples of 64 => 64 relu => 64.
pub(crate) const SINGLE_SAMPLES_ANSWERED: usize = 7;

/// All outputs of networks of up to this many multiply-adds are computed one by one.
///
/// 24 => 8 tanh => 2 takes 19 instead of 25, 1 => 16 relu => 16 relu => 1 14 instead of 20, 44 => 1 => 342 268 instead of
/// 321; 65 => 9 41 instead of 37 (AVX2).
pub(crate) const ONE_BY_ONE_MACS: usize = 400;

/// Up to this many parameters, 64 KiB of them, change after the backward pass.
///
/// Their gradient is still in the first caches, and one call of the optimizer costs less than one for each strip
/// (64 => 32 => 10 with Adam: 363 to 246).
pub(crate) const UPDATED_AS_A_WHOLE: usize = 16 * 1024;

// --- straight-line code (`batch/unrolled.rs`)

/// Up to this many parameters, two of the longest vectors, are updated one by one.
///
/// In straight-line code, the gradient of one sample also has code of its own then (2 => 3 => 1: 63 to 57).
const FEW_PARAMETERS: usize = 32;

/// Returns whether a network has so few parameters that they are updated one by one.
pub(crate) const fn has_few(parameters: usize) -> bool {
    parameters <= FEW_PARAMETERS
}

/// Fewer samples are processed one by one instead of filling up the lanes.
///
/// Chosen, not measured.
pub(crate) const UNROLLED_LANES_PAY: usize = 4;

/// The outputs of fewer samples at the end of a batch are computed one by one.
///
/// Sixteen samples in the lanes take as long as eleven of 1 => 1 sigmoid, and twelve of 53 => 2 softmax.
pub(crate) const UNROLLED_SAMPLES_ANSWERED: usize = 10;

/// With more parameters, the sums of sixteen gradients no longer fit a cache.
///
/// Chosen, not measured.
pub(crate) const UNROLLED_GRADIENT_PARAMETERS: usize = 1024;

/// Up to this many multiply-adds, a network has too little independent work for narrow registers.
///
/// With the lanes of one register, 2 => 3 => 1 took twice the time on SSE2.
pub(crate) const FILLS_NARROW_LANES: usize = 32;

// --- memory of a pass (`workspace.rs`), in `f32`s unless stated otherwise

/// More parameters do not stay in a core's cache between chunks of samples.
///
/// Chunks are then as long as possible.
#[cfg(feature = "alloc")]
pub(crate) const CACHED_PARAMETERS: usize = 64 * 1024;

/// Matrices of this size leave half of a core's second cache, of 1 MiB, to the rest.
#[cfg(feature = "alloc")]
pub(crate) const HALF_A_CACHE: usize = 128 * 1024;

/// Matrices of this size stay in the caches and fit the stack of a small thread.
pub(crate) const COMFORTABLE_STACK: usize = 16 * 1024;

/// The most that a pass takes from the stack, 256 KiB: half of the smallest supported stack.
pub(crate) const LARGEST_STACK: usize = 64 * 1024;

/// The samples of a chunk above which longer chunks gain little, by doing once what each pass does.
///
/// 4 => 32 tanh => 16 tanh => 4 takes 72 in chunks of 64, 67 in chunks of 128 and 66 in chunks of 256.
pub(crate) const CHUNK_SAMPLES: usize = 64;

// --- large layers (`kernel/forward/panels.rs`)

/// The weights of a layer from which on copies pay, with [`PANEL_SAMPLES`] samples: 512 KiB.
///
/// 784 => 512 => 512 => 10: 44,000 to 35,000.
pub(crate) const PANEL_WEIGHTS: usize = 128 * 1024;

/// The samples from which on a copy is read often enough to pay.
pub(crate) const PANEL_SAMPLES: usize = 128;

// --- strips (`kernel/backward/strips.rs`)

/// The most units of a block whose gradient is held in a strip: all units of most layers.
///
/// An optimizer then reads the parameters in the order of memory. In blocks of 128, a step of
/// 784 => 512 relu => 512 relu => 10 with 64 samples took an eighth longer.
pub(crate) const BLOCK_UNITS: usize = 512;

// --- single samples (`kernel/single/forward.rs`)

/// Units in whole groups of this many have one sum each.
///
/// There are enough of them that no sum waits, and the rows of the weights are read in the order of memory, which is as
/// fast as the second cache delivers them. 784 => 128 => 10: 4,900 to 3,800.
pub(crate) const SINGLE_GROUP: usize = 128;

// --- layers of constant size (`kernel/fixed`)

/// Layers of more weights, 4 MiB of them, use the kernel that all networks share for one sample.
///
/// Chosen, not measured: up to 190,000 weights, constant sizes are faster (258 => 511 => 373 => 142 => 1 => 2).
pub(crate) const FIXED_WEIGHTS: usize = 1024 * 1024;

/// Networks of up to this many multiply-adds are trained in code whose sizes are constants.
///
/// Instructions per sample of a step of `Sgd`, AVX2, 32 samples: 1 => 16 relu => 16 relu => 1 takes 519 instead of 1,041,
/// 6 => 64 relu => 8 relu => 4 1,478 instead of 2,868, 17 => 64 relu => 64 relu => 6 about 5,700 instead of 9,100. The
/// border is the compiler's, not the speed's: the code costs rustc 0.2 s for a network of three layers, and the networks
/// of W2's kind, which a program may have a hundred of, are left out.
pub(crate) const FIXED_GRADIENT_MACS: usize = 4096;

/// The weights that fit a core's first cache, of 32 KiB.
pub(crate) const FIRST_CACHE: usize = 8 * 1024;

/// Returns whether a layer calls the shared copy of a long activation instead of compiling its own.
///
/// A call takes 3 to 5 ns, which is little beside the sums of such a layer. rustc takes 0.20 s for
/// 4 => 64 tanh => 64 tanh => 2 instead of 0.31.
pub(crate) const fn shares_activation(inputs: usize, units: usize) -> bool {
    units >= 32 && inputs * units >= 256
}

// --- thin layers (`kernel/backward/dots.rs`)

/// The number of samples after which the lanes of sums over samples are added.
pub(crate) const DOT_SAMPLES: usize = CHUNK_SAMPLES;

/// Layers of up to this many units use tiles of 8 inputs and 2 units, others of 4 and 4.
pub(crate) const DOT_FEW_UNITS: usize = 2;

/// Returns whether a weight gradient is faster as scalar products over samples than as rows of units.
///
/// Costs are in 1/96 of a multiply-add of vectors and sixteen samples. Products come in tiles of sixteen, full or not,
/// and each product costs 16. A row costs a sixth more than its vectors, for what is read beside them. Transposing the
/// derivatives and adding them up costs 12.
pub(crate) const fn dots_are_cheaper(inputs: usize, units: usize) -> bool {
    let (rows, columns) = if units > DOT_FEW_UNITS { (4, 4) } else { (8, 2) };
    let products = inputs.next_multiple_of(rows) * units.next_multiple_of(columns);
    16 * products < (112 * inputs + 1152) * units.div_ceil(LANES)
}

// --- passes of members of a population (`batch/members.rs`)

/// The most samples of one pass: a tile's weights then stay in the nearest cache while they are used.
pub(crate) const MEMBER_SAMPLES: usize = 8;

/// The most values of the matrices of so many samples, a quarter of a core's cache; half as many samples above it.
pub(crate) const MEMBER_FLOATS: usize = 32_768;

// --- threads (`threads.rs`, `batch/shards.rs`), in multiply-adds unless stated otherwise

/// The least work that is split: about 300 microseconds on one core.
///
/// Waking a thread takes 5 to 100 microseconds (on a virtual machine), which would be half of the time of less work.
#[cfg(feature = "rayon")]
pub(crate) const WORTH_SPLITTING: usize = 16_000_000;

/// The least work of a part.
///
/// Chosen, not measured.
#[cfg(feature = "rayon")]
pub(crate) const LEAST_OF_A_PART: usize = 2_000_000;

/// Parts of a batch of outputs have a multiple of this many samples: whole matrices.
#[cfg(feature = "rayon")]
pub(crate) const PART_SAMPLES: usize = CHUNK_SAMPLES;

/// The cost of an activation of one value.
///
/// Chosen, not measured.
#[cfg(feature = "rayon")]
pub(crate) const ACTIVATION_COST: usize = 16;

/// The cost of moving a value to its place in a transposed matrix.
///
/// The measured cost is half of that, but the threads that are woken for it are needed for the layer that follows too.
#[cfg(feature = "rayon")]
pub(crate) const TRANSPOSITION_COST: usize = 128;

/// The cost of adding a value from memory.
///
/// Chosen, not measured.
#[cfg(feature = "rayon")]
pub(crate) const ADDITION_COST: usize = 16;

/// The least work of a shard.
///
/// Chosen, not measured.
#[cfg(feature = "rayon")]
pub(crate) const SHARD_WORK: usize = 4_000_000;

/// The fewest samples of a shard.
#[cfg(feature = "rayon")]
pub(crate) const SHARD_SAMPLES: usize = CHUNK_SAMPLES;

/// The most shards of a batch.
///
/// Chosen, not measured.
#[cfg(feature = "rayon")]
pub(crate) const MOST_SHARDS: usize = 16;

/// Networks with more parameters are split layer by layer.
///
/// Their gradients are too large to be stored twice.
#[cfg(feature = "rayon")]
pub(crate) const SHARDED_PARAMETERS: usize = 256 * 1024;

/// The number of gradient sums that stay in a thread's first cache while gradients stream by.
#[cfg(feature = "rayon")]
pub(crate) const CACHED_SUMS: usize = 4096;

// --- relations between thresholds

// lanes are added after whole vectors
const _: () = assert!(DOT_SAMPLES.is_multiple_of(LANES));
// chunks are whole blocks of lanes
const _: () = assert!(COMFORTABLE_STACK < LARGEST_STACK && CHUNK_SAMPLES.is_multiple_of(LANES));
// a network whose gradient stays in registers is updated as a whole, and has sums that fit a cache
const _: () = assert!(FEW_PARAMETERS <= UPDATED_AS_A_WHOLE && FEW_PARAMETERS <= UNROLLED_GRADIENT_PARAMETERS);
// single samples never fill the lanes, so that the rest of a batch is whole blocks
const _: () = assert!(SINGLE_SAMPLES_ANSWERED <= LANES);
// a part or a shard is never as large as the work that is not worth being split
#[cfg(feature = "rayon")]
const _: () = assert!(LEAST_OF_A_PART < WORTH_SPLITTING && SHARD_WORK < WORTH_SPLITTING);
// a network that is cut into shards may be one that changes during the backward pass otherwise: `route.rs` asks for shards first
#[cfg(feature = "rayon")]
const _: () = assert!(SHARDED_PARAMETERS > UPDATED_AS_A_WHOLE);
