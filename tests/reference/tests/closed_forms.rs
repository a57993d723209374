//! The activations that the goldens lack, against closed forms computed with 60 digits.
//!
//! The tables are what this Python program (mpmath 1.x) prints, rounded to the nearest `f64`:
//!
//! ```python
//! from mpmath import mp, mpf, tanh, log, exp, expm1, erfc, sqrt, pi, e, diff
//! mp.dps = 60
//! q = erfc(1 / sqrt(mpf(2)))  # selu's constants: the fixed point of mean 0, variance 1
//! ALPHA = -sqrt(2 / pi) / (q * exp(mpf(1) / 2) - 1)
//! SCALE = (1 - q * sqrt(e)) * sqrt(2 * pi) / sqrt(
//!     2 * erfc(sqrt(mpf(2))) * e**2 + pi * q**2 * e - 2 * (2 + pi) * q * sqrt(e) + pi + 2)
//! elu = lambda x: x if x > 0 else expm1(x)
//! selu = lambda x: SCALE * (x if x > 0 else ALPHA * expm1(x))
//! softsign = lambda x: x / (1 + abs(x))
//! mish = lambda x: x * tanh(log(1 + exp(x)))
//! for f in elu, selu, softsign, mish:
//!     for x in -20, -5, -2, -0.5, -2.0**-10, 2.0**-10, 0.5, 2, 5, 20:
//!         print(float(x), float(f(mpf(x))), float(diff(f, mpf(x))))
//! ```
//!
//! No point is near mish's minimum at -1.19, where its derivative has no digits to compare.
#![allow(clippy::unreadable_literal, reason = "the tables stand as they were printed")]

use mlp_reference::{Activation, Scalar, Tolerance};

/// `(x, value, derivative)`
type Table = [(f64, f64, f64); 10];

const ELU: Table = [
    (-20.0, -0.9999999979388464, 2.061153622438558e-09),
    (-5.0, -0.9932620530009145, 0.006737946999085467),
    (-2.0, -0.8646647167633873, 0.1353352832366127),
    (-0.5, -0.3934693402873666, 0.6065306597126334),
    (-0.0009765625, -0.0009760858180243377, 0.9990239141819757),
    (0.0009765625, 0.0009765625, 1.0),
    (0.5, 0.5, 1.0),
    (2.0, 2.0, 1.0),
    (5.0, 5.0, 1.0),
    (20.0, 20.0, 1.0),
];

const SELU: Table = [
    (-20.0, -1.758099337223664, 3.6237128249944117e-09),
    (-5.0, -1.7462533606696202, 0.01184598017775672),
    (-2.0, -1.520166468595695, 0.23793287225168183),
    (-0.5, -0.6917581878028713, 1.0663411530445055),
    (-0.0009765625, -0.001716055833279061, 1.756383285014098),
    (0.0009765625, 0.0010260751829643364, 1.0507009873554805),
    (0.5, 0.5253504936777402, 1.0507009873554805),
    (2.0, 2.101401974710961, 1.0507009873554805),
    (5.0, 5.253504936777403, 1.0507009873554805),
    (20.0, 21.01401974710961, 1.0507009873554805),
];

const SOFTSIGN: Table = [
    (-20.0, -0.9523809523809523, 0.0022675736961451248),
    (-5.0, -0.8333333333333334, 0.027777777777777776),
    (-2.0, -0.6666666666666666, 0.1111111111111111),
    (-0.5, -0.3333333333333333, 0.4444444444444444),
    (-0.0009765625, -0.000975609756097561, 0.9980497323022011),
    (0.0009765625, 0.000975609756097561, 0.9980497323022011),
    (0.5, 0.3333333333333333, 0.4444444444444444),
    (2.0, 0.6666666666666666, 0.1111111111111111),
    (5.0, 0.8333333333333334, 0.027777777777777776),
    (20.0, 0.9523809523809523, 0.0022675736961451248),
];

const MISH: Table = [
    (-20.0, -4.122307240628761e-08, -3.916191874348969e-08),
    (-5.0, -0.033576237730161704, -0.026747498019901932),
    (-2.0, -0.2525014826957089, -0.10835509242039394),
    (-0.5, -0.22074377465173, 0.2895106779135122),
    (-0.0009765625, -0.000585632309359304, 0.5993749543944977),
    (0.0009765625, 0.000586242660838373, 0.6006249540527645),
    (0.5, 0.37524521130489513, 0.8864243753577272),
    (2.0, 1.9439589595339946, 1.0693179342794896),
    (5.0, 4.999552077529406, 1.0008002248320826),
    (20.0, 20.0, 1.0000000000000002),
];

const TABLES: [(Activation, &Table); 4] =
    [(Activation::Elu, &ELU), (Activation::Selu, &SELU), (Activation::Softsign, &SOFTSIGN), (Activation::Mish, &MISH)];

/// Values and derivatives to `relative`, tails included.
fn check<S: Scalar>(relative: f64) {
    let tolerance = Tolerance { relative, absolute: 0.0 };
    for (activation, table) in TABLES {
        for &(x, value, derivative) in table {
            let x = S::from_f64(x);
            tolerance.assert(&format!("{activation:?} at {x:?}"), &[activation.value(x)], &[value]);
            tolerance.assert(&format!("{activation:?}' at {x:?}"), &[activation.derivative(x)], &[derivative]);
        }
    }
}

#[test]
fn closed_forms_in_f64() {
    check::<f64>(1e-15);
}

#[test]
fn closed_forms_in_f32() {
    check::<f32>(3e-7);
}

#[test]
fn values_at_zero() {
    let selu_left = 1.7580993408473768;
    for (activation, derivative) in
        [(Activation::Elu, 1.0), (Activation::Selu, selu_left), (Activation::Softsign, 1.0), (Activation::Mish, 0.6)]
    {
        let tolerance = Tolerance { relative: 1e-15, absolute: 0.0 };
        tolerance.assert("value at 0", &[activation.value(0.0)], &[0.0]);
        tolerance.assert(&format!("{activation:?}' at 0"), &[activation.derivative(0.0)], &[derivative]);
    }
}

/// Every activation, at 801 points from -10 to 10, the step around a kink left out.
#[test]
fn derivatives_meet_differences() {
    let step = 1e-5;
    let tolerance = Tolerance { relative: 1e-9, absolute: 1e-9 };
    for activation in Activation::ELEMENTWISE {
        for i in -400..=400 {
            let x = f64::from(i) / 40.0;
            if activation.kinks().iter().any(|kink| (x - kink).abs() <= step) {
                continue;
            }
            let difference = (activation.value(x + step) - activation.value(x - step)) / (2.0 * step);
            tolerance.assert(&format!("{activation:?}' at {x}"), &[activation.derivative(x)], &[difference]);
        }
    }
}

/// A value or a derivative that turns infinite or NaN far out would poison a whole network.
#[test]
fn far_values_are_finite() {
    for activation in Activation::ELEMENTWISE {
        for x in [-1e30_f64, -1e3, -100.0, 100.0, 1e3, 1e30] {
            assert!(activation.value(x).is_finite() && activation.derivative(x).is_finite(), "{activation:?} at {x}");
            let x = f32::from_f64(x);
            assert!(activation.value(x).is_finite() && activation.derivative(x).is_finite(), "{activation:?} at {x}");
        }
    }
}

/// A NaN that turned into a number would hide the mistake that made it.
#[test]
fn a_nan_stays_a_nan() {
    for activation in Activation::ELEMENTWISE {
        assert!(activation.value(f64::NAN).is_nan() && activation.value(f32::NAN).is_nan(), "{activation:?}");
    }
}
