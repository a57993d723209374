//! Scalers against scikit-learn's, and what they refuse.

use mlp::{Error, Scaler};
use mlp_scikit_learn::{assert_is, figures, list, rows, table};

type Rows = Vec<[f32; 4]>;

/// Asserts that rows are the same, up to what rounding shift and scale to `f32` moves them by.
fn assert_rows(ours: &Rows, theirs: &Rows, scaler: &Scaler<[f32; 4]>) {
    for (ours, theirs) in ours.iter().zip(theirs) {
        for column in 0..4 {
            let (shift, scale) = (scaler.shift[column], scaler.scale[column]);
            let tolerance = f32::EPSILON * (0.5 * (shift / scale).abs() + 2.0 * theirs[column].abs() + 1.0);
            let error = (ours[column] - theirs[column]).abs();
            assert!(error <= tolerance, "column {column}: {} for {}", ours[column], theirs[column]);
        }
    }
}

#[test]
fn columns_are_scaled_as_scikit_learn_does() -> Result<(), Error> {
    let figures = figures("scaling");
    let samples: Rows = table("rows.csv");
    let standard = Scaler::standard(&samples)?;
    for column in 0..4 {
        assert_is(standard.shift[column], &figures["mean"][column], 1e-7);
        assert_is(standard.scale[column], &figures["scale"][column], 2e-7);
    }
    let cases = [
        (standard, "standard"),
        (Scaler::min_max(&samples)?, "min_max"),
        (Scaler::min_max_between(&samples, -1.0, 1.0)?, "symmetric"),
    ];
    for (scaler, name) in cases {
        let transformed = scaler.transform_all(&samples);
        assert_eq!(list(&figures[name]).len(), 40);
        assert_rows(&transformed, &rows(&figures[name]), &scaler);
        for (sample, transformed) in samples.iter().zip(&transformed) {
            for (x, again) in sample.iter().zip(scaler.inverse(transformed)) {
                assert!((x - again).abs() <= 4.0 * f32::EPSILON * x.abs().max(1e-5), "{name}: {x} became {again}");
            }
        }
    }
    Ok(())
}

#[test]
fn bounds_are_met_exactly() -> Result<(), Error> {
    let samples: Rows = table("rows.csv");
    let transformed = Scaler::min_max(&samples)?.transform_all(&samples);
    for column in [0, 2, 3] {
        let of_column = || transformed.iter().map(|row| row[column]);
        assert_eq!(of_column().fold(f32::INFINITY, f32::min), 0.0);
        assert_eq!(of_column().fold(0.0, f32::max), 1.0);
    }
    assert!(transformed.iter().all(|row| row[1] == 0.0), "constant");
    Ok(())
}

#[test]
fn the_largest_numbers_have_a_spread() -> Result<(), Error> {
    let samples = [[f32::MAX, f32::MIN_POSITIVE], [f32::MIN, 0.0]];
    let scaler = Scaler::standard(&samples)?;
    assert_eq!(scaler.transform_all(&samples)[0][0], 1.0);
    assert!(scaler.scale.iter().all(|scale| scale.is_normal()));
    assert_eq!(Scaler::default().transform(&[1.5, -2.0]), [1.5, -2.0]);
    Ok(())
}

#[test]
fn what_cannot_be_scaled() {
    assert_eq!(Scaler::<[f32; 2]>::standard(&[]), Err(Error::NoSamples));
    let error = Scaler::min_max(&[[0.0, 1.0], [0.0, f32::INFINITY]]).expect_err("infinite");
    assert_eq!(error, Error::InputNotFinite { sample: 1, column: 1, value: f32::INFINITY });
    for (low, high) in [(1.0, 1.0), (1.0, 0.0), (f32::NAN, 1.0), (0.0, f32::INFINITY)] {
        let error = Scaler::min_max_between(&[[0.0]], low, high).expect_err("no range");
        assert!(matches!(error, Error::ScaleRange { .. }));
    }
    let text = Scaler::min_max_between(&[[0.0]], 1.0, 0.5).expect_err("no range").to_string();
    assert_eq!(text, "a range from 1 to 0.5: expected finite bounds, the lower one first");
}

/// A column of one value has a scale of 1, so that new values keep their differences.
#[test]
fn a_constant_column_keeps_its_unit() {
    let scaler = mlp::Scaler::min_max(&[[3.0], [3.0]]).expect("finite values");
    assert_eq!((scaler.scale, scaler.transform(&[5.0])), ([1.0], [2.0]));
}
