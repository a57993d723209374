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

/// A number in a notation of its own, with its thousands apart where there is a separator.
fn written(number: f32, decimal: char, thousands: Option<char>) -> String {
    let text = format!("{number}");
    let (whole, decimals) = text.split_once('.').map_or((&text[..], None), |(whole, decimals)| (whole, Some(decimals)));
    let mut grouped = String::new();
    for (at, digit) in whole.char_indices() {
        let after = whole.len() - at;
        if after % 3 == 0 && grouped.ends_with(|before: char| before.is_ascii_digit()) {
            grouped.extend(thousands);
        }
        grouped.push(digit);
    }
    decimals.map_or(grouped.clone(), |decimals| format!("{grouped}{decimal}{decimals}"))
}

#[test]
fn numbers_are_read_in_the_notation_they_were_written_in() {
    let mut random = SplitMix64::new(4);
    for _ in 0..300 {
        let decimal = ['.', ','][random.below(2)];
        let separators = ['.', ',', ' ', '\'', '\u{202f}'].map(Some);
        let thousands = [&[None], &separators[..]].concat()[random.below(6)].filter(|other| *other != decimal);
        let delimiter = [",", ";", "\t"][random.below(3)];
        let delimiter = if delimiter.starts_with(decimal) { "|" } else { delimiter };
        let end = ["\n", "\r\n", "\r"][random.below(3)];
        let mut text = format!("# a comment{delimiter}{end}a{delimiter}b{end}");
        let mut inputs = Vec::new();
        for _ in 0..=random.below(9) {
            let numbers = [0; 2].map(|_| number(&mut random));
            let cells = numbers.map(|number| {
                let text = written(number, decimal, thousands);
                if text.contains(delimiter) { format!("\"{text}\"") } else { cell(&mut random, &text) }
            });
            text += &(cells.join(delimiter) + end);
            text += ["", "#1"][random.below(2)];
            text += end;
            inputs.push(numbers);
        }
        let csv = Csv::new().delimiter(delimiter.as_bytes()[0]).comment(b'#').decimal(decimal);
        let csv = thousands.map_or(csv.clone(), |thousands| csv.thousands(thousands));
        let samples = csv.read(text.as_bytes()).and_then(|table| table.inputs::<2>());
        let samples = samples.unwrap_or_else(|error| panic!("{error}\n{text:?}"));
        assert_eq!(bits(samples.dataset.inputs.as_flattened()), bits(inputs.as_flattened()), "{text:?}");
    }
}

#[test]
fn labels_are_read_as_they_were_written() {
    let mut random = SplitMix64::new(5);
    for _ in 0..300 {
        let whole = random.below(3);
        let spelled = |random: &mut SplitMix64| {
            let number = random.below(4);
            let spellings = [format!("{number}"), format!("0{number}"), format!("{number}.0"), format!("x{number}")];
            spellings[random.below(3 + usize::from(whole == 0))].clone()
        };
        let labels: Vec<String> = (0..=random.below(12)).map(|_| spelled(&mut random)).collect();
        let mut text = "y,x\n".to_owned();
        for label in &labels {
            text += &(cell(&mut random, label) + ",1\n");
        }
        let samples = Csv::new().read(text.as_bytes()).and_then(|table| table.classes::<1>("y")).expect("classes");
        let found: Vec<&String> = samples.dataset.targets.iter().map(|class| &samples.output_names[*class]).collect();
        assert_eq!(found, labels.iter().collect::<Vec<_>>(), "{text}");
        // the names of one file are the classes of the next one
        let again = Csv::new().class_names(samples.output_names.clone());
        let again = again.read(text.as_bytes()).and_then(|table| table.classes::<1>("y"));
        assert_eq!(again.as_ref(), Ok(&samples));

        let numeric = Csv::new().numeric_classes().read(text.as_bytes()).and_then(|table| table.classes::<1>("y"));
        let values: Result<Vec<f32>, _> = labels.iter().map(|label| label.parse::<f32>()).collect();
        assert_eq!(numeric.is_ok(), values.is_ok(), "{text}");
        if let (Ok(samples), Ok(values)) = (numeric, values) {
            let classes: Vec<f32> = samples.output_names.iter().map(|name| name.parse().expect("a number")).collect();
            assert!(classes.is_sorted_by(|a, b| a < b), "{classes:?}");
            let found: Vec<f32> = samples.dataset.targets.iter().map(|class| classes[*class]).collect();
            assert_eq!(found, values, "{text}");
        }
    }
}

#[test]
fn whole_numbers_are_read_where_f32_holds_or_displays_them() {
    let mut random = SplitMix64::new(6);
    let (mut held, mut changed) = (0, 0);
    for round in 0..2000 {
        // of every size, and near the first that has no f32
        let drawn =
            if round % 2 == 0 { random.next_u64() >> random.below(64) } else { (1 << 24) + random.next_u64() % 64 };
        let whole = if random.below(3) == 0 { drawn - drawn % 100_000 } else { drawn };
        #[expect(clippy::cast_precision_loss, reason = "this is what is tested")]
        let nearest = whole as f32;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number up to 2^64")]
        let holds = nearest as u128 == u128::from(whole) || nearest.to_string() == whole.to_string();
        let text = [format!("x\n{whole}"), format!("x\n{whole}.0"), format!("x\n{whole}e0")][random.below(3)].clone();
        let read = |csv: Csv| csv.read(text.as_bytes()).and_then(|table| table.inputs::<1>());
        assert_eq!(read(Csv::new()).is_ok(), holds, "{text}");
        assert_eq!(read(Csv::new().rounded_integers()).expect("a number").dataset.inputs, [[nearest]], "{text}");
        (held, changed) = (held + usize::from(holds), changed + usize::from(!holds));
    }
    assert!(held > 500 && changed > 500, "{held} and {changed}");
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
    for (kind, least) in [("csv", 7), ("idx", 4)] {
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
    if how & 32 != 0 {
        csv = csv.comment(b'#').numeric_classes();
    }
    if how & 64 != 0 {
        csv = csv.decimal(',').thousands('.');
    }
    if how & 128 != 0 {
        csv = csv.rounded_integers();
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
