//! Files that lie: no panic, a few kilobytes of memory whatever the file says, and a network that stays as it was.

use mlp::prelude::*;
use mlp::random::SplitMix64;
use mlp::{Scaled, Scaler, Weights};
use mlp_files::{Digits, Small, file};
use mlp_fixtures::corpus;

/// Returns the result of `work` and the most memory that it had in use at once, in bytes.
fn most_memory<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let mut result = None;
    let memory = allocation_counter::measure(|| result = Some(work())).bytes_max;
    (result.expect("the work was done"), memory)
}

/// For the list of the network's tensors, a name as long as names may be, and an error.
const MEMORY: u64 = 6 << 10;

/// Names of other programs. The first are those of a file that fits.
fn names() -> [Weights; 3] {
    [Weights::layers(["0", "2"]), Weights::at("a"), Weights::tensors(["0.weight", "0.bias", "2.weight", "2.bias"])]
}

/// Reads a file into a network, and says whether it fits.
fn read(bytes: &[u8]) -> bool {
    let mut net = Small::seeded(1);
    let (result, memory) = most_memory(|| net.read_safetensors(bytes));
    assert!(memory <= MEMORY, "{} bytes took {memory} bytes of memory: {result:?}", bytes.len());
    for names in names() {
        let mut net = Small::seeded(1);
        let (result, memory) = most_memory(|| names.read(&mut net, bytes));
        assert!(memory <= MEMORY, "{} bytes took {memory} bytes of memory with {names:?}: {result:?}", bytes.len());
        assert!(result.is_ok() || net == Small::seeded(1), "an error changes nothing: {result:?}");
        assert!(net.params().iter().all(|number| number.is_finite()));
    }
    let (scaled, memory) = most_memory(|| Scaled::<Small>::from_safetensors(bytes));
    assert!(memory <= MEMORY, "{} bytes with scalers took {memory} bytes of memory: {scaled:?}", bytes.len());
    match &result {
        Ok(()) => assert!(net.params().iter().all(|number| number.is_finite())),
        Err(error) => {
            assert_eq!(net, Small::seeded(1), "an error changes nothing: {error}");
            assert!(!error.to_string().is_empty());
        }
    }
    result.is_ok()
}

/// Pieces of headers that lie.
const PIECES: [&str; 22] = [
    "18446744073709551615",
    "-1",
    "1e400",
    "0.5",
    "9223372036854775807",
    "null",
    "[]",
    "{}",
    "[[[[[[[[[[[[",
    "\"F64\"",
    "\"F16\"",
    "\"BF16\"",
    "\"I64\"",
    "\"F4\"",
    "\"0.weight\"",
    "\"0.bias\"",
    "\"__metadata__\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "0,0,0,0,0,0,0,0,0,0",
    "[0,0]",
    "[4294967296,4294967296]",
];

/// One lie more.
fn mutate(bytes: &mut Vec<u8>, random: &mut SplitMix64) {
    let at = random.below(bytes.len().max(1));
    match random.below(6) {
        _ if bytes.is_empty() => bytes.push(0),
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = random.next_u64().to_le_bytes()[0],
        2 => bytes.truncate(at),
        3 => {
            let piece = PIECES[random.below(PIECES.len())].as_bytes();
            bytes.splice(at..at, piece.iter().copied());
            fit_length(bytes, piece.len());
        }
        4 => {
            let piece = PIECES[random.below(PIECES.len())].as_bytes();
            let end = (at + piece.len()).min(bytes.len());
            bytes[at..end].copy_from_slice(&piece[..end - at]);
        }
        _ => {
            let end = (at + random.below(40)).min(bytes.len());
            let removed = bytes.drain(at..end).len();
            fit_length(bytes, removed.wrapping_neg());
        }
    }
}

/// Corrects the length of the header, so that the lie behind it is reached.
fn fit_length(bytes: &mut [u8], more: usize) {
    if let Some(length) = bytes.first_chunk_mut::<8>() {
        *length = u64::from_le_bytes(*length).wrapping_add(more as u64).to_le_bytes();
    }
}

/// Returns a file as another program would write it, so that damage comes to the checks behind that of the checksum.
fn without_checksum(mut file: Vec<u8>) -> Vec<u8> {
    let word = b"; checksum ";
    let at = file.windows(word.len()).position(|window| window == word).expect("a checksum");
    file[at] = b'.';
    file
}

/// Returns how many of the flipped bits of a file are read, all of them as `is_same`.
fn flipped(good: &[u8], is_same: impl Fn(&[u8]) -> Option<bool>) -> usize {
    let mut fitting = 0;
    for bit in 0..8 * good.len() {
        let mut bytes = good.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Some(is_same) = is_same(&bytes) {
            assert!(is_same, "bit {bit} is other weights in silence");
            fitting += 1;
        }
    }
    fitting
}

#[test]
fn no_flipped_bit_is_other_weights() {
    let net = Small::seeded(4);
    let good = net.to_safetensors();
    let fitting = flipped(&good, |bytes| Small::from_safetensors(bytes).ok().map(|found| found == net));
    // bits of what the metadata say of the network, and of where the checksum stands
    assert!((100..8 * good.len() / 4).contains(&fitting), "{fitting} of {} bits", 8 * good.len());
    let scaler = Scaler { shift: [1.0, -2.0], scale: [0.5, 3.0] };
    let scaled = Scaled::new(Small::seeded(4), scaler);
    let good = scaled.to_safetensors();
    flipped(&good, |bytes| {
        let found = Scaled::<Small>::from_safetensors(bytes).ok()?;
        Some(found.net == scaled.net && found.inputs == scaled.inputs && found.outputs == scaled.outputs)
    });
    let mut bytes = good.clone();
    *bytes.last_mut().expect("a byte") ^= 1;
    let text = Scaled::<Small>::from_safetensors(&bytes).expect_err("a flipped bit").to_string();
    assert!(text.starts_with("the file is damaged: its checksum is "), "{text}");
}

#[test]
fn no_flipped_bit_is_other_weights_of_a_part() {
    let joined = Chain::new(Small::seeded(4), Small::seeded(5));
    let good = joined.to_safetensors();
    let names = Weights::at("second.");
    let path = tempfile::tempdir().expect("a folder");
    let path = path.path().join("joined.safetensors");
    flipped(&good, |bytes| {
        let mut net = Small::seeded(6);
        let result = names.read(&mut net, bytes);
        std::fs::write(&path, bytes).expect("a file");
        let loaded = names.load::<Small>(&path);
        assert_eq!(loaded.is_ok(), result.is_ok(), "{loaded:?} from the file, {result:?} from its bytes");
        result.ok().map(|()| net == joined.second && loaded == Ok(net))
    });
    // the last bytes are weights of the part
    let mut bytes = good.clone();
    *bytes.last_mut().expect("a byte") ^= 1;
    std::fs::write(&path, &bytes).expect("a file");
    let text = names.load::<Small>(&path).expect_err("a flipped bit").to_string();
    assert!(text.starts_with("the file is damaged: its checksum is "), "{text}");
}

#[test]
fn mutated_files() {
    let good = without_checksum(Small::seeded(4).to_safetensors());
    assert!(read(&good));
    let mut random = SplitMix64::new(7);
    let mut fitting = 0;
    for _ in 0..40_000 {
        let mut bytes = good.clone();
        for _ in 0..=random.below(4) {
            mutate(&mut bytes, &mut random);
        }
        fitting += usize::from(read(&bytes));
    }
    // bits of numbers and of metadata may change; most changes are lies
    assert!((100..30_000).contains(&fitting), "{fitting} of 40000 fit");
}

#[test]
fn mutated_files_with_scalers() {
    let scaler = Scaler { shift: [1.0, -2.0], scale: [0.5, 3.0] };
    let good = without_checksum(Scaled::new(Small::seeded(4), scaler).to_safetensors());
    let mut random = SplitMix64::new(8);
    let mut fitting = 0;
    for _ in 0..10_000 {
        let mut bytes = good.clone();
        for _ in 0..=random.below(4) {
            mutate(&mut bytes, &mut random);
        }
        let (result, memory) = most_memory(|| Scaled::<Small>::from_safetensors(&bytes));
        assert!(memory <= MEMORY, "{} bytes took {memory} bytes of memory: {result:?}", bytes.len());
        if let Ok(Scaled { net, inputs, outputs }) = result {
            fitting += 1;
            let scales = inputs.scale.iter().chain(&outputs.scale);
            assert!(net.params().iter().chain(scales.clone()).all(|number| number.is_finite()));
            assert!(scales.chain(&[1.0]).all(|scale| *scale != 0.0));
        }
    }
    assert!((100..8_000).contains(&fitting), "{fitting} of 10000 fit");
}

#[test]
fn truncated_files() {
    let good = Small::seeded(4).to_safetensors();
    for length in 0..good.len() {
        assert!(!read(&good[..length]), "{length} bytes of {}", good.len());
    }
}

#[test]
fn lengths_that_lie() {
    let good = Small::seeded(4).to_safetensors();
    let header = u64::from_le_bytes(*good.first_chunk().expect("a length"));
    for length in [0, 1, 7, header - 1, header + 1, header * 2, 100_000_000, 1 << 32, 1 << 63, u64::MAX - 7, u64::MAX] {
        let mut bytes = good.clone();
        bytes[..8].copy_from_slice(&length.to_le_bytes());
        assert!(!read(&bytes), "a header of {length} bytes");
    }
}

/// `{"0.weight": ..., ...}` with other offsets or shapes for the first tensor.
fn header(shape: &str, offsets: &str) -> String {
    format!(
        r#"{{"0.weight":{{"dtype":"F32","shape":{shape},"data_offsets":{offsets}}},
        "0.bias":{{"dtype":"F32","shape":[3],"data_offsets":[24,36]}},
        "2.weight":{{"dtype":"F32","shape":[2,3],"data_offsets":[36,60]}},
        "2.bias":{{"dtype":"F32","shape":[2],"data_offsets":[60,68]}}}}"#
    )
}

#[test]
fn offsets_and_shapes_that_lie() {
    assert!(read(&file(&header("[3,2]", "[0,24]"), &[0; 68])));
    for offsets in [
        "[0,23]",
        "[0,25]",
        "[24,0]",
        "[12,36]",
        "[36,60]",
        "[44,68]",
        "[18446744073709551615,23]",
        "[18446744073709551592,18446744073709551615]",
        "[0]",
        "[0,24,0]",
        "0",
    ] {
        assert!(!read(&file(&header("[3,2]", offsets), &[0; 68])), "{offsets}");
    }
    let long = format!("[{}0]", "0,".repeat(30_000));
    for shape in ["[]", "[2,3]", "[3,2,1]", "[4294967296,4294967296]", "[18446744073709551615,2]", "[-3,-2]", &long] {
        assert!(!read(&file(&header(shape, "[0,24]"), &[0; 68])), "{}", &shape[..shape.len().min(40)]);
    }
    // two tensors from the same bytes
    let overlap = header("[3,2]", "[0,24]").replace("[36,60]", "[0,24]");
    assert!(!read(&file(&overlap, &[0; 68])));
}

#[test]
fn headers_that_fill_memory() {
    let good = header("[3,2]", "[0,24]");
    let entries = |entry: &str| format!("{{{}\"0.weight\":0}}", entry.repeat(60_000 / entry.len()));
    for bytes in [
        entries(r#""":{"dtype":"U8","shape":[],"data_offsets":[0,0]},"#),
        entries(r#""a":0,"#),
        entries(r#""__metadata__":{"a":"b"},"#),
        format!(r#"{{"__metadata__":{{{}"a":"b"}}}}"#, r#""a":"b","#.repeat(7_000)),
        format!(r#"{{"\u0041{}":0}}"#, r"\n".repeat(30_000)),
        format!(r#"{{"0.weight":{{"dtype":"{}"}}}}"#, "F".repeat(60_000)),
        format!(r#"{{"0.weight":{{"{}":0}}}}"#, r"\t".repeat(30_000)),
        "[".repeat(60_000),
        r#"{"a":"#.repeat(12_000),
        format!("{{\"__metadata__\":{}", "[".repeat(60_000)),
        format!(r#"{{"0.weight":"{}"}}"#, "a".repeat(60_000)),
        format!(r#"{{"0.weight":{{"dtype":"F32","shape":"{}"}}}}"#, "a".repeat(60_000)),
        format!("\"{}\"", "a".repeat(60_000)),
        format!(r#"{{"0.weight":{{"data_offsets":[{}]}}}}"#, "1".repeat(60_000)),
        format!(r#"{{"{}":0}}"#, "a".repeat(500)),
        format!(r#"{{"\n{}":0}}"#, "a".repeat(500)),
        format!(r#"{{"0.weight":{{"dtype":"{}"}}}}"#, "F".repeat(500)),
        format!(r#"{{"0.weight":{{"dtype":"\n{}"}}}}"#, "F".repeat(500)),
    ] {
        assert!(!read(&file(&bytes, &[])), "{}", &bytes[..40]);
        // and far beyond what such a header may have
        assert!(!read(&file(&bytes.repeat(200), &[])), "{}", &bytes[..40]);
    }
    // metadata and unknown fields are skipped
    let full = good.replacen('{', &format!("{{\"__metadata__\":{{\"a\":\"{}\"}},", "b".repeat(60_000)), 1);
    assert!(read(&file(&full, &[0; 68])));
}

#[test]
fn names_that_fill_memory() {
    let name = |length: usize, index: usize, kind: &str| format!("{}{index}.{kind}", "a.".repeat(length / 2));
    for length in [2, 40, 110, 480] {
        for shape in ["[3,2]", "[3]", "[2,3]", "[2]", "[1,1,1,1,1,1,1,1]"] {
            for kinds in [&["weight"][..], &["weight", "bias"], &["0.weight"], &["0.weight", "2.weight"]] {
                let entry = |index: usize| {
                    let entry = |kind: &&str| {
                        let name = name(length, index, kind);
                        format!(r#""{name}":{{"dtype":"F32","shape":{shape},"data_offsets":[0,0]}}"#)
                    };
                    kinds.iter().map(entry).collect::<Vec<_>>().join(",")
                };
                let entries: Vec<String> = (0..60_000 / (length + 60)).map(entry).collect();
                assert!(!read(&file(&format!("{{{}}}", entries.join(",")), &[])));
            }
        }
    }
    // what fits is proposed, also if its names are long
    let long = "a.".repeat(55);
    let renamed =
        header("[3,2]", "[0,24]").replace("\"0.", &format!("\"{long}0.")).replace("\"2.", &format!("\"{long}2."));
    assert!(!read(&file(&renamed, &[0; 68])));
    let error = Small::from_safetensors(&file(&renamed, &[0; 68])).expect_err("a prefix").to_string();
    assert!(error.ends_with(&format!("; `Weights::at(\"{long}\")` fits")), "{error}");
}

#[test]
fn text_that_is_not_utf_8() {
    let mut bytes = file(&header("[3,2]", "[0,24]"), &[0; 68]);
    bytes[10] = 0xff;
    assert!(!read(&bytes));
    let mut bytes = file(r#"{"__metadata__":{"a":"b"}}"#, &[]);
    bytes[8 + 19] = 0xc0;
    assert!(!read(&bytes));
}

#[test]
fn values_that_are_not_finite() {
    for number in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        for at in (0..68).step_by(4) {
            let mut data = [0; 68];
            data[at..at + 4].copy_from_slice(&number.to_le_bytes());
            assert!(!read(&file(&header("[3,2]", "[0,24]"), &data)), "{number} at {at}");
        }
    }
}

#[test]
fn a_large_file_takes_no_memory() {
    let bytes = Digits::seeded(1).to_safetensors();
    let mut net = Digits::zeroed();
    let (result, memory) = most_memory(|| net.read_safetensors(&bytes));
    result.expect("a file that fits");
    assert!(memory < 2_000, "{memory} bytes");
}

#[test]
fn what_the_fuzzer_found() {
    for bytes in corpus("read", 6) {
        read(&bytes);
    }
}
