//! Arrays in IDX files: every kind of number, compressed and not, and what is no such file.

use flate2::Compression;
use flate2::write::GzEncoder;
use mlp::Error;
use mlp::data::idx::{self, Idx};
use mlp::error::IdxReason;
use std::io::Write;

/// The bytes of a file of `kind` with these sizes.
fn file(kind: u8, sizes: &[u32], numbers: &[u8]) -> Vec<u8> {
    let dimensions = u8::try_from(sizes.len()).expect("few dimensions");
    let sizes = sizes.iter().flat_map(|size| size.to_be_bytes());
    [0, 0, kind, dimensions].into_iter().chain(sizes).chain(numbers.iter().copied()).collect()
}

#[test]
fn every_kind_of_number() -> Result<(), Error> {
    let bytes: [(u8, Vec<u8>); 6] = [
        (0x08, vec![2, 200]),
        (0x09, vec![2, 200]),
        (0x0b, [2_i16, -300].iter().flat_map(|x| x.to_be_bytes()).collect()),
        (0x0c, [2_i32, -70_000].iter().flat_map(|x| x.to_be_bytes()).collect()),
        (0x0d, [2_f32, -0.75].iter().flat_map(|x| x.to_be_bytes()).collect()),
        (0x0e, [2_f64, 1e-3].iter().flat_map(|x| x.to_be_bytes()).collect()),
    ];
    let second = [200.0, -56.0, -300.0, -70_000.0, -0.75, 1e-3];
    for ((kind, bytes), second) in bytes.into_iter().zip(second) {
        let rows = Idx::from_bytes(&file(kind, &[2], &bytes))?.rows()?;
        assert_eq!(rows, [[2.0], [second]], "{kind:#x}");
    }
    Ok(())
}

#[test]
fn whole_numbers_are_exact_or_an_error() {
    let array = |numbers: [i32; 2]| {
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_be_bytes()).collect();
        Idx::from_bytes(&file(0x0c, &[2], &bytes)).and_then(|array| array.rows::<1>())
    };
    assert_eq!(array([16_777_216, i32::MIN]), Ok(vec![[16_777_216.0], [-2_147_483_648.0]]));
    for value in [16_777_217, -16_777_217, i32::MAX] {
        let error = array([7, value]).expect_err("between two numbers of f32");
        assert_eq!(error, Error::Idx { file: None, reason: IdxReason::NotExact { sample: 1, value } });
        assert!(error.to_string().starts_with(&format!("the array has the number {value} in sample 1, which no")));
    }
}

#[test]
fn dimensions_behind_the_first_are_one_row() -> Result<(), Error> {
    let array = Idx::from_bytes(&file(8, &[2, 2, 3], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255]))?;
    assert_eq!(array.sizes(), [2, 2, 3]);
    assert_eq!(array.rows::<6>()?[1], [7.0, 8.0, 9.0, 10.0, 11.0, 255.0]);
    assert_eq!(array.pixels::<6>()?[1][5], 1.0);
    assert_eq!(array.rows::<5>(), Err(Error::Idx { file: None, reason: IdxReason::Width { found: 6, expected: 5 } }));
    assert_eq!(array.labels(), Err(Error::Idx { file: None, reason: IdxReason::Width { found: 6, expected: 1 } }));
    Ok(())
}

#[test]
fn files_plain_and_compressed() -> Result<(), Error> {
    let bytes = file(8, &[3], &[4, 0, 9]);
    let folder = tempfile::tempdir().expect("a folder");
    let plain = folder.path().join("plain");
    std::fs::write(&plain, &bytes).expect("a file");
    assert_eq!(idx::open(&plain)?.labels()?, [4, 0, 9]);
    let packed = folder.path().join("packed.gz");
    let mut encoder = GzEncoder::new(std::fs::File::create(&packed).expect("a file"), Compression::best());
    encoder.write_all(&bytes).expect("bytes");
    encoder.finish().expect("a file");
    assert_eq!(idx::open(&packed)?.labels()?, [4, 0, 9]);
    // the name without `.gz`, and a name that does not tell
    assert_eq!(idx::open(packed.with_extension(""))?.labels()?, [4, 0, 9]);
    std::fs::rename(&packed, &plain).expect("a name");
    assert_eq!(idx::open(&plain)?.labels()?, [4, 0, 9]);
    // cut off
    let bytes = std::fs::read(&plain).expect("bytes");
    std::fs::write(&plain, &bytes[..bytes.len() - 12]).expect("a file");
    assert!(matches!(idx::open(&plain), Err(Error::File { path, .. }) if path == plain));
    std::fs::remove_file(&plain).expect("the file");
    assert!(
        matches!(idx::open(&plain), Err(Error::File { source, .. }) if source.kind() == std::io::ErrorKind::NotFound)
    );
    Ok(())
}

#[test]
fn bytes_that_are_no_array() {
    let cases: [(Vec<u8>, IdxReason, &str); 8] = [
        (vec![0, 0, 8], IdxReason::TooShort, "it has fewer than 4 bytes"),
        (
            vec![80, 75, 3, 4, 0],
            IdxReason::Magic { found: *b"PK\x03\x04" },
            "it begins with [50, 4b, 03, 04], not with two zeros, a kind and a dimension",
        ),
        (
            vec![0, 0, 8, 0],
            IdxReason::Magic { found: [0, 0, 8, 0] },
            "it begins with [00, 00, 08, 00], not with two zeros, a kind and a dimension",
        ),
        (file(7, &[1], &[1]), IdxReason::Kind { code: 7 }, "there is no kind 0x07 of numbers"),
        (
            file(8, &[1, 2], &[])[..11].to_vec(),
            IdxReason::NoSizes { dimensions: 2 },
            "it ends before the sizes of its 2 dimensions",
        ),
        (
            file(8, &[2, 2], &[1, 2, 3]),
            IdxReason::Missing { expected: 4, found: 3 },
            "its header promises 4 bytes, but 3 follow",
        ),
        (
            file(0x0b, &[1], &[1, 2, 3]),
            IdxReason::Surplus { expected: 2 },
            "its header promises 2 bytes, but more follow",
        ),
        (
            file(8, &[u32::MAX; 4], &[]),
            IdxReason::TooLarge { sizes: vec![u32::MAX as usize; 4] },
            "sizes [4294967295, 4294967295, 4294967295, 4294967295] are more than memory can have",
        ),
    ];
    for (bytes, reason, text) in cases {
        let error = Idx::from_bytes(&bytes).expect_err(text);
        assert_eq!(error, Error::Idx { file: None, reason });
        assert_eq!(error.to_string(), format!("the array is not an IDX file: {text}"));
    }
    // no samples, of more numbers each than can be counted; and none each
    assert!(Idx::from_bytes(&file(8, &[0, u32::MAX, u32::MAX, u32::MAX], &[])).is_err());
    let none = Idx::from_bytes(&file(8, &[2, u32::MAX, u32::MAX, u32::MAX, 0], &[])).expect("no numbers");
    assert_eq!(
        none.rows::<1>().expect_err("none each").to_string(),
        "the array has 0 numbers for each sample, but 1 are expected"
    );
    // a promise of 4 GiB is not believed
    let error = Idx::from_bytes(&file(8, &[u32::MAX], &[1, 2])).expect_err("short");
    assert_eq!(error.to_string(), "the array is not an IDX file: its header promises 4294967295 bytes, but 2 follow");
}

#[test]
fn labels_are_whole() -> Result<(), Error> {
    for (number, shown) in [(0.5_f32, "0.5"), (-1.0, "-1"), (f32::NAN, "NaN"), (1e20, "100000000000000000000")] {
        let array = Idx::from_bytes(&file(0x0d, &[2], &[[0; 4], number.to_be_bytes()].concat()))?;
        let Err(Error::Idx { file: None, reason }) = array.labels() else { panic!("{number} is no label") };
        assert!(matches!(reason, IdxReason::Label { sample: 1, value } if value.to_bits() == number.to_bits()));
        assert_eq!(reason.to_string(), format!("the label of sample 1 is {shown}, not the index of a class"));
    }
    // from 2^24 on an integer may have been rounded
    let labels = |number: u32| Idx::from_bytes(&file(0x0c, &[1], &number.to_be_bytes()))?.labels();
    assert_eq!(labels((1 << 24) - 1)?, [(1 << 24) - 1]);
    assert!(matches!(labels(1 << 24), Err(Error::Idx { reason: IdxReason::Label { sample: 0, .. }, .. })));
    Ok(())
}

#[test]
fn rows_of_no_values_are_an_error() -> Result<(), Error> {
    let array = Idx::from_bytes(&file(0x08, &[3, 0], &[]))?;
    let Err(Error::Idx { reason, .. }) = array.rows::<0>() else { panic!("rows of no values") };
    assert_eq!(reason, IdxReason::Width { found: 0, expected: 0 });
    Ok(())
}
