//! A Cortex-M in an emulator: vectors, start, text and the counts of instructions and of stack.

use core::arch::{asm, global_asm};
use core::hint::black_box;
use core::panic::PanicInfo;
use core::ptr;

use crate::{Answer, print};

// the FPU of a Cortex-M4F is off until the coprocessors 10 and 11 may be used; a Cortex-M0 ignores that register
global_asm!(
    ".section .vectors, \"a\"",
    ".word stack_begin",
    ".word reset",
    ".rept 14",
    ".word fault",
    ".endr",
    ".section .text.reset, \"ax\"",
    ".global reset",
    ".type reset, %function",
    ".thumb_func",
    "reset:",
    "ldr r0, =0xE000ED88",
    "ldr r1, =0x00F00000",
    "str r1, [r0]",
    "dsb",
    "isb",
    "bl begin",
    ".type fault, %function",
    ".thumb_func",
    "fault:",
    "bl fail",
);

unsafe extern "C" {
    static mut data_begin: u32;
    static mut data_end: u32;
    static data_in_flash: u32;
    static mut bss_begin: u32;
    static mut bss_end: u32;
    static mut stack_end: u32;
    fn program();
}

/// Fills the memory and runs the program.
#[unsafe(no_mangle)]
unsafe extern "C" fn begin() -> ! {
    // SAFETY: the linker script sets the limits; nothing has read the memory yet
    unsafe {
        let (mut from, mut to) = (&raw const data_in_flash, &raw mut data_begin);
        while to < &raw mut data_end {
            to.write_volatile(from.read_volatile());
            (from, to) = (from.add(1), to.add(1));
        }
        to = &raw mut bss_begin;
        while to < &raw mut bss_end {
            to.write_volatile(0);
            to = to.add(1);
        }
        program();
    }
    exit(0x2_0026)
}

/// Ends the emulator with an error.
#[unsafe(no_mangle)]
pub extern "C" fn fail() -> ! {
    write("fault\n");
    exit(0x2_0023)
}

/// A reachable panic does not link.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    #[cfg(not(feature = "may_panic"))]
    {
        unsafe extern "C" {
            fn a_panic_is_reachable() -> !;
        }
        // SAFETY: there is no such function, so this is in no program
        unsafe { a_panic_is_reachable() }
    }
    #[cfg(feature = "may_panic")]
    fail()
}

/// Asks the emulator for something.
fn semihosting(operation: u32, argument: u32) {
    // SAFETY: the emulator reads the arguments of the operations below, and changes no more than `r0`
    unsafe { asm!("bkpt #0xAB", inout("r0") operation => _, in("r1") argument) };
}

fn exit(reason: u32) -> ! {
    semihosting(0x18, reason);
    loop {}
}

/// Prints text, byte by byte, since the emulator's strings end with a zero.
pub(crate) fn write(text: &str) {
    for byte in text.as_bytes() {
        semihosting(0x03, ptr::from_ref(byte) as u32);
    }
}

/// The answers that are counted together: the counter is coarser than one instruction.
const ROUNDS: u32 = 200;
/// The turns of the loop of two instructions that says how long a tick is.
const TURNS: u32 = 1_000_000;

/// Prints what an answer takes.
pub(crate) unsafe fn measure(answer: Answer, x: *const f32, y: *mut f32) {
    // SAFETY: the caller's
    unsafe {
        print::bits("rounds", [ROUNDS, TURNS].into_iter());
        print::bits("ticks", [ticks_of(answer, x, y), ticks_of(nothing, x, y), ticks_of_turns()].into_iter());
        print::bits("stack", [stack_of(answer, x, y), stack_of(nothing, x, y)].into_iter());
    }
}

/// Answers nothing: takes what the others take too.
unsafe extern "C" fn nothing(_: *const f32, _: *mut f32) {}

/// The timer of every Cortex-M: control, reload and current value, which counts down from 2^24.
const TIMER: *mut u32 = 0xE000_E010 as *mut u32;

fn restart_timer() {
    // SAFETY: the registers of the timer
    unsafe {
        TIMER.write_volatile(0);
        TIMER.add(1).write_volatile(0xFF_FFFF);
        TIMER.add(2).write_volatile(0);
        TIMER.write_volatile(5);
    }
}

/// Returns the ticks since the timer was started again, or the end of its range if it went around.
fn ticks() -> u32 {
    // SAFETY: the registers of the timer; the flag of the control register says that it went around
    unsafe {
        let now = TIMER.add(2).read_volatile();
        let went_around = TIMER.read_volatile() & 0x1_0000 != 0;
        if went_around { u32::MAX } else { 0xFF_FFFF - now }
    }
}

#[inline(never)]
unsafe fn ticks_of(answer: Answer, x: *const f32, y: *mut f32) -> u32 {
    restart_timer();
    for _ in 0..ROUNDS {
        // SAFETY: the caller's
        unsafe { black_box(answer)(x, y) };
    }
    ticks()
}

#[inline(never)]
fn ticks_of_turns() -> u32 {
    restart_timer();
    // SAFETY: changes nothing but a register
    unsafe { asm!("2:", "subs {0}, {0}, #1", "bne 2b", inout(reg) TURNS => _) };
    ticks()
}

/// The value that unused stack is filled with.
const PAINT: u32 = 0xA5A5_5A5A;

/// Returns the bytes of stack that `answer` has written to.
#[inline(never)]
unsafe fn stack_of(answer: Answer, x: *const f32, y: *mut f32) -> u32 {
    let here: *mut u32;
    // SAFETY: between the end of the data and the frame of this function there is nothing but free memory
    unsafe {
        asm!("mov {}, sp", out(reg) here);
        let mut word = &raw mut stack_end;
        while word < here {
            word.write_volatile(PAINT);
            word = word.add(1);
        }
        black_box(answer)(x, y);
        word = &raw mut stack_end;
        while word < here && word.read_volatile() == PAINT {
            word = word.add(1);
        }
        here.byte_offset_from_unsigned(word) as u32
    }
}
