//! The sums of some units on a Cortex-M with an FPU.
//!
//! One instruction loads the weights of eight units, where the compiler loads them one by one. Products are rounded
//! before they are added, as elsewhere: `vmla` does not fuse them.

use core::arch::naked_asm;
use core::mem::MaybeUninit;

/// Writes the sums of all units.
#[inline(always)]
pub(super) fn write_sums<const OUT: usize>(
    weights: &[[f32; OUT]],
    biases: &[f32; OUT],
    x: &[f32],
    sums: &mut [MaybeUninit<f32>; OUT],
) {
    let mut at = 0;
    while at + 16 <= OUT {
        sums_of::<16, OUT>(weights, biases, x, at, sums);
        at += 16;
    }
    if const { OUT % 16 >= 8 } {
        sums_of::<8, OUT>(weights, biases, x, const { OUT / 16 * 16 }, sums);
    }
    if const { OUT % 8 >= 4 } {
        sums_of::<4, OUT>(weights, biases, x, const { OUT / 8 * 8 }, sums);
    }
    at = const { OUT / 4 * 4 };
    while at < OUT {
        sums_of::<1, OUT>(weights, biases, x, at, sums);
        at += 1;
    }
}

/// Writes the sums of `UNITS` units, 16, 8, 4 or 1, from unit `at` on.
#[inline(always)]
fn sums_of<const UNITS: usize, const OUT: usize>(
    weights: &[[f32; OUT]],
    biases: &[f32; OUT],
    x: &[f32],
    at: usize,
    sums: &mut [MaybeUninit<f32>; OUT],
) {
    let (biases, sums) = (&biases[at..at + UNITS], &mut sums[at..at + UNITS]);
    let inputs = if weights.len() < x.len() { weights.len() } else { x.len() };
    assert!(inputs > 0, "a layer has inputs");
    let (weights, x, row) = (weights.as_ptr().cast::<f32>(), x.as_ptr(), const { 4 * OUT });
    // SAFETY: a row has the values of all units from `at` on, and there are as many rows as inputs, one at least; `biases`
    // and `sums` are as long as the function's
    unsafe {
        let function = match UNITS {
            16 => sums_of_sixteen,
            8 => sums_of_eight,
            4 => sums_of_four,
            _ => sum_of_one,
        };
        function(weights.add(at), x, x.add(inputs), row, biases.as_ptr(), sums.as_mut_ptr().cast());
    }
}

/// Returns `first + weights[0] * x[0] + weights[1] * x[1] + ...`, four products at a time.
#[inline(always)]
pub(super) fn many_products(weights: &[[f32; 4]], first: f32, x: &[[f32; 4]]) -> f32 {
    let fours = if weights.len() < x.len() { weights.len() } else { x.len() };
    if fours == 0 {
        return first;
    }
    let x = x.as_ptr();
    // SAFETY: both have so many fours of values, one at least
    unsafe { product_of_fours(first, weights.as_ptr(), x, x.add(fours)) }
}

/// Returns `first + weights[0] * x[0] + weights[1] * x[1] + ...`.
///
/// # Safety
///
/// The inputs are from `x` to `end`, at least four, and there is a weight for each.
#[unsafe(naked)]
unsafe extern "C" fn product_of_fours(
    first: f32,
    weights: *const [f32; 4],
    x: *const [f32; 4],
    end: *const [f32; 4],
) -> f32 {
    naked_asm!(
        ".fpu fpv4-sp-d16",
        "2:",
        "vldmia r0!, {{s1-s4}}",
        "vldmia r1!, {{s5-s8}}",
        "vmla.f32 s0, s1, s5",
        "vmla.f32 s0, s2, s6",
        "vmla.f32 s0, s3, s7",
        "vmla.f32 s0, s4, s8",
        "cmp r1, r2",
        "bne 2b",
        "bx lr",
    )
}

/// Computes `sums[unit] = biases[unit] + x[0] * weights[0][unit] + x[1] * weights[1][unit] + ...`.
///
/// # Safety
///
/// The inputs are from `x` to `end`, and there is one at least. A row of weights for each of them, and `biases` and `sums`,
/// have the values of sixteen units; `row` are the bytes from one row to the next.
#[unsafe(naked)]
unsafe extern "C" fn sums_of_sixteen(
    weights: *const f32,
    x: *const f32,
    end: *const f32,
    row: usize,
    biases: *const f32,
    sums: *mut f32,
) {
    naked_asm!(
        ".fpu fpv4-sp-d16",
        "vpush {{d8-d12}}",
        "ldr r12, [sp, #40]",
        "vldmia r12, {{s0-s15}}",
        "sub r3, r3, #32",
        "2:",
        "vldmia r1!, {{s24}}",
        "vldmia r0!, {{s16-s23}}",
        "vmla.f32 s0, s24, s16",
        "vmla.f32 s1, s24, s17",
        "vmla.f32 s2, s24, s18",
        "vmla.f32 s3, s24, s19",
        "vmla.f32 s4, s24, s20",
        "vmla.f32 s5, s24, s21",
        "vmla.f32 s6, s24, s22",
        "vmla.f32 s7, s24, s23",
        "vldmia r0, {{s16-s23}}",
        "add r0, r0, r3",
        "vmla.f32 s8, s24, s16",
        "vmla.f32 s9, s24, s17",
        "vmla.f32 s10, s24, s18",
        "vmla.f32 s11, s24, s19",
        "vmla.f32 s12, s24, s20",
        "vmla.f32 s13, s24, s21",
        "vmla.f32 s14, s24, s22",
        "vmla.f32 s15, s24, s23",
        "cmp r1, r2",
        "bne 2b",
        "ldr r12, [sp, #44]",
        "vstmia r12, {{s0-s15}}",
        "vpop {{d8-d12}}",
        "bx lr",
    )
}

/// Computes the same for eight units.
///
/// # Safety
///
/// As that of [`sums_of_sixteen`], for eight units.
#[unsafe(naked)]
unsafe extern "C" fn sums_of_eight(
    weights: *const f32,
    x: *const f32,
    end: *const f32,
    row: usize,
    biases: *const f32,
    sums: *mut f32,
) {
    naked_asm!(
        ".fpu fpv4-sp-d16",
        "vpush {{d8}}",
        "ldr r12, [sp, #8]",
        "vldmia r12, {{s0-s7}}",
        "2:",
        "vldmia r1!, {{s16}}",
        "vldmia r0, {{s8-s15}}",
        "add r0, r0, r3",
        "vmla.f32 s0, s16, s8",
        "vmla.f32 s1, s16, s9",
        "vmla.f32 s2, s16, s10",
        "vmla.f32 s3, s16, s11",
        "vmla.f32 s4, s16, s12",
        "vmla.f32 s5, s16, s13",
        "vmla.f32 s6, s16, s14",
        "vmla.f32 s7, s16, s15",
        "cmp r1, r2",
        "bne 2b",
        "ldr r12, [sp, #12]",
        "vstmia r12, {{s0-s7}}",
        "vpop {{d8}}",
        "bx lr",
    )
}

/// Computes the same for four units.
///
/// # Safety
///
/// As that of [`sums_of_sixteen`], for four units.
#[unsafe(naked)]
unsafe extern "C" fn sums_of_four(
    weights: *const f32,
    x: *const f32,
    end: *const f32,
    row: usize,
    biases: *const f32,
    sums: *mut f32,
) {
    naked_asm!(
        ".fpu fpv4-sp-d16",
        "ldr r12, [sp]",
        "vldmia r12, {{s0-s3}}",
        "2:",
        "vldmia r1!, {{s8}}",
        "vldmia r0, {{s4-s7}}",
        "add r0, r0, r3",
        "vmla.f32 s0, s8, s4",
        "vmla.f32 s1, s8, s5",
        "vmla.f32 s2, s8, s6",
        "vmla.f32 s3, s8, s7",
        "cmp r1, r2",
        "bne 2b",
        "ldr r12, [sp, #4]",
        "vstmia r12, {{s0-s3}}",
        "bx lr",
    )
}

/// Computes the same for one unit.
///
/// # Safety
///
/// As that of [`sums_of_sixteen`], for one unit.
#[unsafe(naked)]
unsafe extern "C" fn sum_of_one(
    weights: *const f32,
    x: *const f32,
    end: *const f32,
    row: usize,
    biases: *const f32,
    sums: *mut f32,
) {
    naked_asm!(
        ".fpu fpv4-sp-d16",
        "ldr r12, [sp]",
        "vldr s0, [r12]",
        "2:",
        "vldmia r1!, {{s1}}",
        "vldr s2, [r0]",
        "add r0, r0, r3",
        "vmla.f32 s0, s1, s2",
        "cmp r1, r2",
        "bne 2b",
        "ldr r12, [sp, #4]",
        "vstr s0, [r12]",
        "bx lr",
    )
}
