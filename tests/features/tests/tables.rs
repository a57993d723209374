//! Tables and arrays that nobody wrote by hand: what was written is read, to the bit, and no bytes whatever make a reader
//! panic.

use mlp::data::csv::{Csv, Missing};
use mlp::data::idx::Idx;
use mlp::random::SplitMix64;
use mlp_fixtures::{bits, corpus};

/// Finite numbers of every size, as bits come.
fn number(random: &mut SplitMix64) -> f32 {
    loop {
        let bits = u32::try_from(random.next_u64() >> 32).expect("32 bits");
        let number = f32::from_bits(bits);
        if number.is_finite() {
            return number;
        }
    }
}

/// A cell, in one of the ways to write it.
fn cell(random: &mut SplitMix64, text: &str) -> String {
    match random.below(4) {
        0 => format!("\"{text}\""),
        1 => format!(" {text} "),
        _ => text.to_owned(),
    }
}

#[test]
fn tables_are_read_as_they_were_written() {
    let mut random = SplitMix64::new(1);
    for _ in 0..300 {
        let rows = 1 + random.below(20);
        let delimiter = [",", ";", "\t"][random.below(3)];
        let end = ["\n", "\r\n"][random.below(2)];
        let mut text = ["a", "kind", "b", "c"].join(delimiter) + end;
        let (mut inputs, mut kinds) = (Vec::new(), Vec::new());
        for _ in 0..rows {
            let [a, b, c] = [0; 3].map(|_| number(&mut random));
            let kind = ["no", "yes"][random.below(2)];
            let cells = [format!("{a:e}"), kind.to_owned(), format!("{b}"), format!("{c:?}")];
            text += &(cells.map(|text| cell(&mut random, &text)).join(delimiter) + end);
            inputs.push([a, b, c]);
            kinds.push(usize::from(kind == "yes"));
        }
        let csv = Csv::new().delimiter(delimiter.as_bytes()[0]).class_names(["no", "yes"]);
        let table = csv.read(text.as_bytes()).expect("a table");
        let samples = table.classes::<3>("kind").unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(bits(samples.dataset.inputs.as_flattened()), bits(inputs.as_flattened()), "{text}");
        assert_eq!(samples.dataset.targets, kinds, "{text}");
    }
}

#[test]
fn arrays_are_read_as_they_were_written() {
    let mut random = SplitMix64::new(2);
    for _ in 0..300 {
        let rows = random.below(9);
        let count = u32::try_from(rows).expect("few").to_be_bytes();
        let kind = [0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e][random.below(6)];
        let mut bytes = [&[0, 0, kind, 3][..], &count, &[0, 0, 0, 2], &[0, 0, 0, 1]].concat();
        let mut expected = Vec::new();
        for _ in 0..2 * rows {
            let drawn = number(&mut random);
            let whole = f32::from(i8::from_ne_bytes([drawn.to_bits().to_ne_bytes()[0]]));
            expected.push(match kind {
                0x08 => whole.abs(),
                0x09..=0x0c => whole,
                _ => drawn,
            });
            let last = expected[expected.len() - 1];
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of a byte")]
            match kind {
                0x08 => bytes.push(last as u8),
                0x09 => bytes.extend((last as i8).to_be_bytes()),
                0x0b => bytes.extend((last as i16).to_be_bytes()),
                0x0c => bytes.extend((last as i32).to_be_bytes()),
                0x0d => bytes.extend(last.to_be_bytes()),
                _ => bytes.extend(f64::from(last).to_be_bytes()),
            }
        }
        let array = Idx::from_bytes(&bytes).expect("an array");
        assert_eq!(array.sizes(), [rows, 2, 1]);
        let found = array.rows::<2>().expect("two numbers each");
        assert_eq!(bits(found.as_flattened()), bits(&expected), "{bytes:?}");
        // a byte too few or too many is told
        assert!(bytes.len() <= 16 || Idx::from_bytes(&bytes[..bytes.len() - 1]).is_err());
        bytes.push(0);
        assert!(Idx::from_bytes(&bytes).is_err());
    }
}

/// The bytes of the fuzzer's corpora, and what becomes of them when some are changed.
#[test]
fn no_bytes_make_a_reader_panic() {
    let mut random = SplitMix64::new(3);
    for (kind, least) in [("csv", 4), ("idx", 4)] {
        let mut read = 0;
        for file in &corpus(kind, least) {
            for round in 0..40 {
                let mut bytes = file.clone();
                for _ in 0..round.min(4) {
                    if !bytes.is_empty() {
                        let at = random.below(bytes.len());
                        bytes[at] = random.next_u64().to_ne_bytes()[0];
                    }
                }
                read += usize::from(if kind == "csv" { read_csv(&bytes) } else { read_idx(&bytes) });
            }
        }
        assert!(read > 0, "some of them are {kind}");
    }
}

/// As the fuzz target does; whether anything was read.
fn read_csv(bytes: &[u8]) -> bool {
    let Some((how, file)) = bytes.split_first() else { return false };
    let missing = [Missing::Error, Missing::DropRow, Missing::Value(0.5), Missing::ColumnMean][usize::from(how % 4)];
    let mut csv = Csv::new().missing(missing);
    if how & 4 != 0 {
        csv = csv.delimiter(b';');
    }
    if how & 8 != 0 {
        csv = csv.without_header();
    }
    let Ok(table) = csv.read(file) else { return false };
    let finite = |rows: &[[f32; 2]]| rows.as_flattened().iter().all(|x| x.is_finite());
    let inputs = table.inputs::<2>().map(|samples| assert!(finite(&samples.dataset.inputs)));
    let classes = table.classes::<2>("y").map(|samples| assert!(finite(&samples.dataset.inputs)));
    let targets = table.targets::<1, 1>([0]).map(|samples| assert!(samples.dataset.targets[0][0].is_finite()));
    inputs.or(classes).or(targets).is_ok()
}

fn read_idx(bytes: &[u8]) -> bool {
    let Ok(array) = Idx::from_bytes(bytes) else { return false };
    let rows = array.rows::<3>().map(|rows| assert_eq!(rows.len(), array.sizes()[0]));
    let labels = array.labels().map(|labels| assert_eq!(labels.len(), array.sizes()[0]));
    rows.or(labels).is_ok()
}
