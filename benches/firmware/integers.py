"""A network in integers, in the languages of the peers: its file is what `quantize` writes on this machine."""
import json
import os
import re
import struct
import sys

from network import SAMPLES, Network, changed
from tools import ROOT, WORK, run

# the types of safetensors, and their letters for `struct`
LETTERS = {"I8": "b", "U8": "B", "U16": "H", "I32": "i", "F32": "f"}
TYPES = {"b": "int8_t", "B": "uint8_t", "H": "uint16_t", "i": "int32_t"}


class Integers:
    """A network in integers: like `Network`, with samples and answers in words of four bytes."""

    def __init__(self, declaration):
        self.floats = Network(declaration)
        self.declaration, self.name = declaration, f"{self.floats.name}-int8"

    def write(self, folder):
        """Writes what the programs include."""
        made = self.made()
        folder.mkdir(parents=True, exist_ok=True)
        file = (made / "net.safetensors").read_bytes()
        changed(folder / "net.safetensors", file)
        changed(folder / "samples.rs", self.samples_in_rust((made / "samples.bin").read_bytes()))
        changed(folder / "network.rs",
                f'mlp! {{ struct Net: {self.declaration}, weights = "{folder}/net.safetensors", arithmetic = i8 }}\n')
        changed(folder / "network.h", self.in_c(tensors(file)))

    def made(self):
        """The folder with the file of the network and its samples in integers."""
        folder = WORK / "networks/host" / self.floats.name
        self.floats.write(folder)
        environment = os.environ | {"FIRMWARE": str(folder), "INTEGERS": str(folder / "int8"),
                                    "CARGO_TARGET_DIR": str(WORK / "host")}
        (folder / "int8").mkdir(exist_ok=True)
        if not (folder / "int8/outputs.json").exists():
            run(["cargo", "run", "--quiet", "--release", "--features", "quantize", "--bin", "quantize"],
                cwd=ROOT / "benches/firmware", env=environment)
        return folder / "int8"

    def samples_in_rust(self, content):
        inputs, outputs = self.floats.inputs, self.floats.outputs
        rows = []
        for sample in range(SAMPLES):
            row = content[sample * inputs:(sample + 1) * inputs]
            row += bytes(-len(row) % 4)
            rows.append("    [" + ", ".join(f"0x{word:08x}" for word, in struct.iter_unpack("<I", row)) + "]")
        words = words_of(inputs)
        lines = ",\n".join(rows)
        return (f"const INPUTS: usize = {words};\nconst OUTPUTS: usize = {words_of(outputs)};\n"
                f'#[cfg_attr(target_os = "none", unsafe(link_section = ".questions"))]\n'
                f"static SAMPLES: [[u32; {words}]; {SAMPLES}] = [\n{lines},\n];\n")

    def in_c(self, found):
        """The arrays, and the calls of the layers."""
        lines, calls, x, module = [], [], "x", 0
        zero_point = found["input.zero_point"][1][0]

        def array(name, letter, values):
            lines.append(f"static const {TYPES[letter]} {name}[{len(values)}] = {{{', '.join(map(str, values))}}};")

        for number, layer in enumerate(self.floats.layers, 1):
            def tensor(kind):
                return found[f"{module}.{kind}"]
            y = "y" if number == len(self.floats.layers) else f"y{number}"
            letter, weights = tensor("weight")
            biases = tensor("bias")[1]
            rows = [weights[unit * layer.inputs:(unit + 1) * layer.inputs] for unit in range(layer.units)]
            array(f"weights{number}", letter, weights)
            array(f"biases{number}", "i", [bias - zero_point * sum(row) for bias, row in zip(biases, rows)])
            array(f"multipliers{number}", *tensor("multiplier"))
            array(f"shifts{number}", *tensor("shift"))
            least, most = tensor("range")[1]
            if y != "y":
                calls.append(f"int8_t {y}[{layer.units}];")
            calls.append(f"dense({layer.inputs}, {layer.units}, weights{number}, biases{number}, multipliers{number}, "
                         f"shifts{number}, {tensor('sum_zero_point')[1][0]}, {least}, {most}, {x}, {y});")
            for kind, function in [("table", "table"), ("exponentials", "softmax")]:
                if f"{module}.{kind}" in found:
                    array(f"{kind}{number}", *tensor(kind))
                    calls.append(f"{function}({layer.units}, {kind}{number}, {y});")
            zero_point = tensor("zero_point")[1][0]
            module += 1 if layer.activation == "linear" else 2
            x = y
        return "\n".join(lines) + "\n#define LAYERS \\\n    " + " \\\n    ".join(calls) + "\n"

    def largest_error(self, outputs):
        """The largest difference of the answers from those of floats, of which the larger is 1."""
        scale, zero_point, exact = json.loads((self.made() / "outputs.json").read_text())
        found = []
        for words in outputs:
            signed = struct.unpack(f"<{4 * len(words)}b", struct.pack(f"<{len(words)}I", *words))
            found.append([scale * (integer - zero_point) for integer in signed[:self.floats.outputs]])
        largest = max(abs(value) for row in exact for value in row)
        return max(abs(a - b) for row, other in zip(exact, found) for a, b in zip(row, other)) / largest


def words_of(count):
    return -(-count // 4)


def tensors(file):
    """The letter and the numbers of each tensor of a file."""
    length, = struct.unpack_from("<Q", file)
    header = json.loads(file[8:8 + length])
    found = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            letter = LETTERS[entry["dtype"]]
            found[name] = letter, [number for number, in struct.iter_unpack(f"<{letter}", file[begin:end])]
    return found


def float_instructions(listing):
    """The lines of a disassembly that compute with floats: of the FPU, and calls of the compiler's library."""
    emulated = re.compile(r"__(aeabi_(f|d|i2f|i2d|ui2f|ui2d|l2f|l2d|ul2f)|\w*[sd]f[23]?\b)")
    return [line for line in listing.splitlines()
            if re.search(r"\tv[a-z]", line) or (re.search(r"\tbl?x?\b", line) and emulated.search(line))]


if __name__ == "__main__":
    sys.exit("a part of `run`")
