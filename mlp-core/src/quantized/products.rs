//! The sums of products of several units, so that each input is loaded once for them.

#[cfg(all(target_arch = "arm", target_os = "none"))]
use super::cortex_m;

/// The units whose sums are computed together on a microcontroller: as many as have room in the registers, 2 on a
/// Cortex-M0. Elsewhere the compiler has vectors of products.
pub(super) const TOGETHER: usize =
    match (cfg!(target_os = "none"), cfg!(target_arch = "arm"), cfg!(target_abi = "eabihf")) {
        (true, true, false) => 2,
        (true, ..) => 4,
        _ => 1,
    };

/// The most inputs with which a loop is not worth a call.
#[cfg(all(target_arch = "arm", target_os = "none"))]
const FEW: usize = 4;

/// Returns the sums of the products of up to four rows of weights; they cannot overflow, as `Layer::new` has asserted.
#[inline(always)]
pub(super) fn products<const INPUTS: usize, const ROWS: usize>(
    weights: &[[i8; INPUTS]; ROWS],
    input: &[i8; INPUTS],
) -> [i32; ROWS] {
    #[cfg(all(target_arch = "arm", target_os = "none"))]
    if const { INPUTS > FEW } {
        return of_a_cortex_m(weights, input);
    }
    let mut sums = [0; ROWS];
    // sums of their own: an array of them would stay in memory where code is to be small
    match (weights.as_slice(), sums.as_mut_slice()) {
        ([a, b, c, d], [sum_a, sum_b, sum_c, sum_d]) => [*sum_a, *sum_b, *sum_c, *sum_d] = four([a, b, c, d], input),
        ([a, b], [sum_a, sum_b]) => [*sum_a, *sum_b] = two([a, b], input),
        (rows, sums) => {
            for (row, sum) in rows.iter().zip(sums) {
                *sum = one(row, input);
            }
        }
    }
    sums
}

/// Returns the same from loops in assembly.
#[inline(always)]
#[cfg(all(target_arch = "arm", target_os = "none"))]
fn of_a_cortex_m<const INPUTS: usize, const ROWS: usize>(
    weights: &[[i8; INPUTS]; ROWS],
    input: &[i8; INPUTS],
) -> [i32; ROWS] {
    let mut sums = [0; ROWS];
    let (several, rest) = weights.as_chunks::<TOGETHER>();
    let (several_sums, rest_sums) = sums.as_chunks_mut::<TOGETHER>();
    for (rows, sums) in several.iter().zip(several_sums) {
        #[cfg(target_abi = "eabihf")]
        (*sums = cortex_m::four(rows, input));
        #[cfg(not(target_abi = "eabihf"))]
        (*sums = cortex_m::two(rows, input));
    }
    for (row, sum) in rest.iter().zip(rest_sums) {
        *sum = cortex_m::one(row, input);
    }
    sums
}

#[inline(always)]
fn one<const INPUTS: usize>(row: &[i8; INPUTS], input: &[i8; INPUTS]) -> i32 {
    row.iter().zip(input).fold(0, |sum: i32, (weight, x)| sum.wrapping_add(i32::from(*weight) * i32::from(*x)))
}

#[inline(always)]
fn two<const INPUTS: usize>(rows: [&[i8; INPUTS]; 2], input: &[i8; INPUTS]) -> [i32; 2] {
    let (mut a, mut b) = (0_i32, 0_i32);
    for at in 0..INPUTS {
        let x = i32::from(input[at]);
        a = a.wrapping_add(i32::from(rows[0][at]) * x);
        b = b.wrapping_add(i32::from(rows[1][at]) * x);
    }
    [a, b]
}

#[inline(always)]
fn four<const INPUTS: usize>(rows: [&[i8; INPUTS]; 4], input: &[i8; INPUTS]) -> [i32; 4] {
    let (mut a, mut b, mut c, mut d) = (0_i32, 0_i32, 0_i32, 0_i32);
    for at in 0..INPUTS {
        let x = i32::from(input[at]);
        a = a.wrapping_add(i32::from(rows[0][at]) * x);
        b = b.wrapping_add(i32::from(rows[1][at]) * x);
        c = c.wrapping_add(i32::from(rows[2][at]) * x);
        d = d.wrapping_add(i32::from(rows[3][at]) * x);
    }
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::products;

    #[test]
    fn rows_together_are_rows_alone() {
        let weights: [[i8; 7]; 4] = [[1, -2, 3, -4, 5, -6, 7], [127; 7], [-127; 7], [0, 9, 0, -9, 1, 1, 1]];
        let input = [-128, 127, 5, -6, 70, 0, -1];
        let alone = weights.map(|row| products(&[row], &input)[0]);
        assert_eq!(products(&weights, &input), alone);
        assert_eq!(products(&[weights[0], weights[1]], &input), alone[..2]);
    }
}
