//! Loops that stay loops on microcontrollers.
//!
//! At opt-level 3 the compiler would copy the body of a loop for each value of a layer, and a formula of fifty
//! instructions fills the flash.

/// Calls `f` with each value.
#[inline(always)]
pub(super) fn for_each<T>(values: &mut [T], mut f: impl FnMut(&mut T)) {
    for value in of_unknown_length(values) {
        f(value);
        in_a_loop();
    }
}

/// Returns the values. The compiler does not know how many there are.
#[inline(always)]
#[cfg(all(target_os = "none", any(target_arch = "arm", target_arch = "riscv32")))]
#[expect(unsafe_code, reason = "an empty line of assembly; each block has its proof")]
fn of_unknown_length<T>(values: &mut [T]) -> &mut [T] {
    let mut length = values.len();
    // SAFETY: does nothing, so the length is what it was
    unsafe {
        core::arch::asm!("/* {0} */", inout(reg) length, options(pure, nomem, nostack, preserves_flags));
        core::slice::from_raw_parts_mut(values.as_mut_ptr(), length)
    }
}

/// Does nothing, but the compiler does not copy it.
#[inline(always)]
#[cfg(all(target_os = "none", any(target_arch = "arm", target_arch = "riscv32")))]
#[expect(unsafe_code, reason = "an empty line of assembly; the block has its proof")]
pub(super) fn in_a_loop() {
    // SAFETY: does nothing
    unsafe { core::arch::asm!("", options(nomem, nostack, preserves_flags)) };
}

/// Returns the values.
#[inline(always)]
#[cfg(not(all(target_os = "none", any(target_arch = "arm", target_arch = "riscv32"))))]
fn of_unknown_length<T>(values: &mut [T]) -> &mut [T] {
    values
}

/// Does nothing.
#[inline(always)]
#[cfg(not(all(target_os = "none", any(target_arch = "arm", target_arch = "riscv32"))))]
pub(super) fn in_a_loop() {}
