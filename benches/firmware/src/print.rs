//! Lines of a name and hexadecimal numbers, without `core::fmt`, which would be larger than a network.

use crate::machine::write;

/// Prints a name and numbers.
pub(crate) fn bits(name: &str, numbers: impl Iterator<Item = u32>) {
    write(name);
    for number in numbers {
        write(" ");
        hexadecimal(number);
    }
    write("\n");
}

fn hexadecimal(number: u32) {
    for digit in (0..8).rev() {
        let digit = (number >> (4 * digit)) & 15;
        write(match digit {
            0 => "0",
            1 => "1",
            2 => "2",
            3 => "3",
            4 => "4",
            5 => "5",
            6 => "6",
            7 => "7",
            8 => "8",
            9 => "9",
            10 => "a",
            11 => "b",
            12 => "c",
            13 => "d",
            14 => "e",
            _ => "f",
        });
    }
}
