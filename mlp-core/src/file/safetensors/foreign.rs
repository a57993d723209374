//! Files of other formats that hold weights, recognized by their first bytes.
//!
//! `mlp-core` and `mlp-macros` have the same text, since neither depends on the other; `tests/files` compares them.

/// The number of bytes in which formats are recognized.
pub(super) const START: usize = 128;

/// A format that is not safetensors.
#[derive(Clone, Copy)]
pub(super) struct Format {
    /// The format, as in "it is ...".
    pub(super) name: &'static str,
    /// The remedy, in words.
    pub(super) remedy: &'static str,
}

const PYTORCH: Format = Format {
    name: "a file that `torch.save` wrote",
    remedy: "load it in Python, and write its weights with `safetensors.torch.save_file(model.state_dict(), \
             \"model.safetensors\")`",
};

const PICKLE: Format = Format {
    name: "a pickle, of an old `torch.save` or of another program",
    remedy: "load it in Python, and write its weights with `safetensors.torch.save_file(model.state_dict(), \
             \"model.safetensors\")`",
};

const NPZ: Format = Format {
    name: "an archive of numpy arrays (.npz)",
    remedy: "in Python, `safetensors.numpy.save_file(dict(numpy.load(\"model.npz\")), \"model.safetensors\")` \
             writes its weights, which are [units, inputs]",
};

const NPY: Format = Format {
    name: "a numpy array (.npy)",
    remedy: "write all weights, [units, inputs], and biases of the network to one file with \
             `safetensors.numpy.save_file`",
};

const KERAS: Format = Format {
    name: "a Keras model (.keras)",
    remedy: "load it in Python, transpose its weights to [units, inputs], and write them with \
             `safetensors.numpy.save_file`",
};

const HDF5: Format = Format {
    name: "an HDF5 file, as Keras writes it",
    remedy: "load it in Python, transpose its weights to [units, inputs], and write them with \
             `safetensors.numpy.save_file`",
};

const GGUF: Format = Format {
    name: "a GGUF file",
    remedy: "read it with the Python package `gguf`, and write its weights as F32 or F16 with \
             `safetensors.numpy.save_file`",
};

const ONNX: Format = Format {
    name: "an ONNX model",
    remedy: "its weights are read by `Network::from_onnx`, with the feature `onnx`, or by `weights = \"model.onnx\"`",
};

const GIT_LFS: Format =
    Format { name: "a pointer of Git LFS, not the file itself", remedy: "fetch the file with `git lfs pull`" };

const HTML: Format = Format {
    name: "a web page, as a download without permission gives",
    remedy: "fetch the file itself, and see that it has the expected size",
};

const TFLITE: Format = Format {
    name: "a TensorFlow Lite model",
    remedy: "load the model that it was made of in Python, transpose its weights to [units, inputs], and write them with \
             `safetensors.numpy.save_file`",
};

/// Returns the format of a file that begins with these bytes, if it is one that is known.
pub(super) fn recognize(start: &[u8]) -> Option<Format> {
    match start {
        [b'P', b'K', 3, 4, ..] => Some(archive(start)),
        [0x80, 2..=5, ..] => Some(PICKLE),
        [0x93, b'N', b'U', b'M', b'P', b'Y', ..] => Some(NPY),
        [0x89, b'H', b'D', b'F', ..] => Some(HDF5),
        [b'G', b'G', b'U', b'F', ..] => Some(GGUF),
        // the version of the format, and behind it one of the other fields of the message
        [8, 1..=32, 0x12 | 0x1a | 0x22 | 0x28 | 0x32 | 0x3a | 0x42, ..] => Some(ONNX),
        [_, _, _, _, b'T', b'F', b'L', b'3', ..] => Some(TFLITE),
        _ if [b"<!DOCTYPE", b"<!doctype"].contains(&start.first_chunk().unwrap_or(&[0; 9])) => Some(HTML),
        _ if start.starts_with(b"<html") => Some(HTML),
        _ if start.starts_with(b"version https://git-lfs") => Some(GIT_LFS),
        _ => None,
    }
}

/// Returns what a zip archive is, by the name of the first file in it.
fn archive(start: &[u8]) -> Format {
    // the length of the name is at 26, the name at 30
    let length = start.get(26..28).map_or(0, |bytes| usize::from(bytes[0]) | usize::from(bytes[1]) << 8);
    let name = start.get(30..).unwrap_or_default();
    let name = &name[..length.min(name.len())];
    if name.ends_with(b".npy") {
        NPZ
    } else if name.ends_with(b".json") || name.ends_with(b".h5") {
        KERAS
    } else {
        PYTORCH
    }
}

#[cfg(test)]
mod tests {
    use super::recognize;

    /// The beginning of an archive whose first file has this name.
    fn archive(name: &str) -> alloc::vec::Vec<u8> {
        let length = [u8::try_from(name.len()).expect("a short name"), 0, 0, 0];
        [b"PK\x03\x04", &[0; 22][..], &length, name.as_bytes(), b"contents"].concat()
    }

    #[test]
    fn formats() {
        for (start, name) in [
            (&archive("model/data.pkl")[..], "`torch.save`"),
            (&archive("arr_0.npy"), ".npz"),
            (&archive("metadata.json"), ".keras"),
            (b"PK\x03\x04", "`torch.save`"),
            (b"\x80\x02\x8a\x0al\xfc\x9cF", "pickle"),
            (b"\x80\x04\x95", "pickle"),
            (b"\x93NUMPY\x01\x00", ".npy"),
            (b"\x89HDF\r\n\x1a\n", "HDF5"),
            (b"GGUF\x03\x00\x00\x00", "GGUF"),
            (b"\x08\x07\x12\x07pytorch", "ONNX"),
            (b"\x08\x08\x3a\xff\x01", "ONNX"),
            (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
            (b"<!DOCTYPE html>\n", "web page"),
            (b"<!doctype html>\n", "web page"),
            (b"<html lang=\"en\">", "web page"),
            (b"\x1c\0\0\0TFL3\x14\0", "TensorFlow Lite"),
        ] {
            let format = recognize(start).expect(name);
            assert!(format.name.contains(name), "{}", format.name);
        }
        for start in
            [&b""[..], b"PK", b"\x80\x06", b"{\"a\":0}", &[8, 1, 0, 0, 0, 0, 0, 0], &[0x50, 1, 0, 0, 0, 0, 0, 0]]
        {
            assert!(recognize(start).is_none(), "{start:?}");
        }
    }
}
