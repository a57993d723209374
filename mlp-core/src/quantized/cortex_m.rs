//! Sums of products on a Cortex-M, the same instructions at every level of optimization.
//!
//! The compiler keeps sums in memory or addresses in too many registers where code is to be small, and copies the loop of
//! each layer elsewhere. Without an FPU the instructions are those of every Thumb processor, down to a Cortex-M0.

use core::arch::naked_asm;

/// Returns the sum of the products of a row.
#[inline(always)]
pub(super) fn one<const INPUTS: usize>(row: &[i8; INPUTS], input: &[i8; INPUTS]) -> i32 {
    const { assert!(INPUTS > 0, "a layer has inputs") };
    // SAFETY: both have so many values, one at least
    unsafe { product_of_one(row.as_ptr(), input.as_ptr(), INPUTS) }
}

/// Returns the sums of the products of two rows.
#[inline(always)]
#[cfg(not(target_abi = "eabihf"))]
pub(super) fn two<const INPUTS: usize>(rows: &[[i8; INPUTS]; 2], input: &[i8; INPUTS]) -> [i32; 2] {
    const { assert!(INPUTS > 0, "a layer has inputs") };
    // SAFETY: both rows and the input have so many values, one at least
    let sums = unsafe { products_of_two(rows.as_ptr().cast(), input.as_ptr(), INPUTS) };
    [sums as i32, (sums >> 32) as i32]
}

/// Returns the sums of the products of four rows.
#[inline(always)]
#[cfg(target_abi = "eabihf")]
pub(super) fn four<const INPUTS: usize>(rows: &[[i8; INPUTS]; 4], input: &[i8; INPUTS]) -> [i32; 4] {
    const { assert!(INPUTS > 0, "a layer has inputs") };
    let mut sums = [0; 4];
    // SAFETY: all rows and the input have so many values, one at least
    unsafe { products_of_four(rows.as_ptr().cast(), input.as_ptr(), INPUTS, &mut sums) };
    sums
}

/// Returns the sum of `row[i] * input[i]`.
///
/// # Safety
///
/// Both have `inputs` values, one at least.
#[unsafe(naked)]
unsafe extern "C" fn product_of_one(row: *const i8, input: *const i8, inputs: usize) -> i32 {
    naked_asm!(
        "push {{r4, r5}}",
        "movs r3, #0",
        "subs r2, r2, #1",
        "2:",
        "ldrsb r4, [r0, r2]",
        "ldrsb r5, [r1, r2]",
        "muls r5, r4, r5",
        "adds r3, r3, r5",
        "subs r2, r2, #1",
        "bpl 2b",
        "movs r0, r3",
        "pop {{r4, r5}}",
        "bx lr",
    )
}

/// Returns the sums of two rows, the second in the upper half.
///
/// # Safety
///
/// `input` has `inputs` values, one at least, and there are two rows of as many.
#[unsafe(naked)]
#[cfg(not(target_abi = "eabihf"))]
unsafe extern "C" fn products_of_two(rows: *const i8, input: *const i8, inputs: usize) -> u64 {
    naked_asm!(
        "push {{r4-r7}}",
        "adds r3, r0, r2",
        "movs r4, #0",
        "movs r5, #0",
        "subs r2, r2, #1",
        "2:",
        "ldrsb r6, [r1, r2]",
        "ldrsb r7, [r0, r2]",
        "muls r7, r6, r7",
        "adds r4, r4, r7",
        "ldrsb r7, [r3, r2]",
        "muls r7, r6, r7",
        "adds r5, r5, r7",
        "subs r2, r2, #1",
        "bpl 2b",
        "movs r0, r4",
        "movs r1, r5",
        "pop {{r4-r7}}",
        "bx lr",
    )
}

/// Writes the sums of four rows.
///
/// # Safety
///
/// `input` has `inputs` values, one at least, and there are four rows of as many.
#[unsafe(naked)]
#[cfg(target_abi = "eabihf")]
unsafe extern "C" fn products_of_four(rows: *const i8, input: *const i8, inputs: usize, sums: &mut [i32; 4]) {
    naked_asm!(
        "push {{r4-r10, lr}}",
        "add r4, r0, r2",
        "add r5, r4, r2",
        "add r6, r5, r2",
        "mov r7, #0",
        "mov r8, #0",
        "mov r9, #0",
        "mov r10, #0",
        // an odd number of inputs: one goes alone
        "tst r2, #1",
        "add r2, r1, r2",
        "beq 2f",
        "ldrsb r12, [r1], #1",
        "ldrsb r7, [r0], #1",
        "ldrsb r8, [r4], #1",
        "ldrsb r9, [r5], #1",
        "ldrsb r10, [r6], #1",
        "mul r7, r7, r12",
        "mul r8, r8, r12",
        "mul r9, r9, r12",
        "mul r10, r10, r12",
        "cmp r1, r2",
        "beq 3f",
        "2:",
        "ldrsb r12, [r1], #1",
        "ldrsb lr, [r0], #1",
        "mla r7, lr, r12, r7",
        "ldrsb lr, [r4], #1",
        "mla r8, lr, r12, r8",
        "ldrsb lr, [r5], #1",
        "mla r9, lr, r12, r9",
        "ldrsb lr, [r6], #1",
        "mla r10, lr, r12, r10",
        "ldrsb r12, [r1], #1",
        "ldrsb lr, [r0], #1",
        "mla r7, lr, r12, r7",
        "ldrsb lr, [r4], #1",
        "mla r8, lr, r12, r8",
        "ldrsb lr, [r5], #1",
        "mla r9, lr, r12, r9",
        "ldrsb lr, [r6], #1",
        "mla r10, lr, r12, r10",
        "cmp r1, r2",
        "bne 2b",
        "3:",
        "stm r3, {{r7-r10}}",
        "pop {{r4-r10, pc}}",
    )
}
