//! The generator and the batch order, which other languages have to reproduce.

use mlp_reference::{BatchOrder, SplitMix64};

/// The published outputs for this seed.
#[test]
fn known_outputs() {
    let mut random = SplitMix64::new(1_234_567);
    let outputs: [u64; 5] = std::array::from_fn(|_| random.next_u64());
    assert_eq!(
        outputs,
        [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821
        ]
    );
}

/// 6457827717110365317 / 2^64 = 0.35007..., cut to 53 and to 24 bits.
#[test]
fn fractions_are_the_top_bits() {
    let next = |seed| SplitMix64::new(seed);
    assert_eq!(
        next(1_234_567).next_f64().to_bits(),
        ((6_457_827_717_110_365_317_u64 >> 11) as f64 * 2_f64.powi(-53)).to_bits()
    );
    assert_eq!(
        next(1_234_567).next_f32().to_bits(),
        ((6_457_827_717_110_365_317_u64 >> 40) as f32 * 2_f32.powi(-24)).to_bits()
    );
    assert!((next(1_234_567).next_f64() - 0.350_07).abs() < 1e-4);
}

#[test]
fn fractions_are_uniform() {
    let mut random = SplitMix64::new(3);
    let mut counts = [0_usize; 10];
    for _ in 0..10_000 {
        let (wide, narrow) = (random.next_f64(), random.next_f32());
        assert!((0.0..1.0).contains(&wide) && (0.0..1.0).contains(&narrow));
        for (tenth, count) in counts.iter_mut().enumerate() {
            let edge = tenth as f64 / 10.0;
            *count += usize::from((edge..edge + 0.1).contains(&wide));
        }
    }
    // 1000 expected in each, with a standard deviation of 30.
    assert!(counts.iter().all(|&count| count.abs_diff(1000) < 150), "{counts:?}");
}

/// The result of the same few lines in Python, with seed 42 and seven samples.
#[test]
fn order_goes_on_from_epoch_to_epoch() {
    let mut order = BatchOrder::new(7, 42);
    assert_eq!(order.epoch(), [2, 4, 6, 0, 3, 1, 5]);
    assert_eq!(order.epoch(), [4, 3, 0, 1, 2, 5, 6]);
    assert_eq!(order.epoch(), [4, 2, 1, 0, 5, 6, 3]);
}

#[test]
fn no_and_one_sample_have_one_order() {
    assert!(BatchOrder::new(0, 1).epoch().is_empty());
    assert_eq!(BatchOrder::new(1, 1).epoch(), [0]);
}
