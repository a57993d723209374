"""A declaration such as `4 => 16 relu => 2`, with weights and samples drawn from its text, in the languages of the peers."""
import json
import math
import re
import struct
import sys

SAMPLES = 16
# the words of layers.h
ACTIVATIONS = {"": "linear", "linear": "linear", "relu": "relu", "tanh": "tanh_", "sigmoid": "sigmoid",
               "softmax": "softmax"}


class Random:
    """splitmix64"""

    def __init__(self, seed):
        self.state = seed

    def between(self, low, high):
        """A number of 24 bits, which an f32 holds."""
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        z ^= z >> 31
        return rounded(low + (high - low) * ((z >> 40) + 0.5) / (1 << 24))


def rounded(number):
    """The nearest f32."""
    return struct.unpack("<f", struct.pack("<f", number))[0]


class Layer:
    def __init__(self, inputs, units, activation, bias):
        self.inputs, self.units, self.activation, self.bias = inputs, units, activation, bias


class Network:
    def __init__(self, declaration):
        self.declaration = declaration
        self.name = re.sub(r"[^a-z0-9]+", "-", declaration.lower()).strip("-")
        self.layers = list(layers(declaration))
        random = Random(sum(ord(letter) << (index % 7) for index, letter in enumerate(declaration)))
        self.parameters = []
        for layer in self.layers:
            limit = math.sqrt(6 / (layer.inputs + layer.units))
            weights = [[random.between(-limit, limit) for _ in range(layer.inputs)] for _ in range(layer.units)]
            biases = [random.between(-limit, limit) for _ in range(layer.units)] if layer.bias else None
            self.parameters.append((weights, biases))
        self.count = sum(layer.units * (layer.inputs + bool(layer.bias)) for layer in self.layers)
        self.inputs, self.outputs = self.layers[0].inputs, self.layers[-1].units
        self.samples = [[random.between(-1, 1) for _ in range(self.inputs)] for _ in range(SAMPLES)]

    def write(self, folder):
        """Writes what the programs include."""
        folder.mkdir(parents=True, exist_ok=True)
        changed(folder / "samples.rs", self.samples_in_rust())
        changed(folder / "network.rs", f'mlp! {{ struct Net: {self.declaration}, weights = "{folder}/net.safetensors" }}\n')
        changed(folder / "network.h", self.in_c())
        changed(folder / "net.safetensors", self.as_safetensors())

    def samples_in_rust(self):
        rows = ",\n".join("    [" + ", ".join(f"0x{bits(x):08x}" for x in sample) + "]" for sample in self.samples)
        return (f"#[allow(dead_code)]\nconst INPUTS: usize = {self.inputs};\nconst OUTPUTS: usize = {self.outputs};\n"
                f'#[cfg_attr(target_os = "none", unsafe(link_section = ".questions"))]\n'
                f"static SAMPLES: [[u32; {self.inputs}]; {SAMPLES}] = [\n{rows},\n];\n")

    def in_c(self):
        """The weights, and the calls of the layers."""
        lines, calls, x = [], [], "x"
        for number, (layer, (weights, biases)) in enumerate(zip(self.layers, self.parameters), 1):
            last = number == len(self.layers)
            y = "y" if last else f"y{number}"
            flat = ", ".join(w.hex() + "f" for row in weights for w in row)
            lines.append(f"static const float weights{number}[{layer.units * layer.inputs}] = {{{flat}}};")
            if biases:
                lines.append(f"static const float biases{number}[{layer.units}] = {{{', '.join(b.hex() + 'f' for b in biases)}}};")
            if not last:
                calls.append(f"float {y}[{layer.units}];")
            calls.append(f"dense({layer.inputs}, {layer.units}, weights{number}, {f'biases{number}' if biases else '0'}, {x}, {y});")
            calls.append(f"{layer.activation}({layer.units}, {y});")
            x = y
        return "\n".join(lines) + "\n#define LAYERS \\\n    " + " \\\n    ".join(calls) + "\n"

    def as_safetensors(self):
        """The file that PyTorch would write: activations count as modules."""
        header, data, module = {}, b"", 0
        for layer, (weights, biases) in zip(self.layers, self.parameters):
            parts = [("bias", biases, [layer.units])] if biases else []
            parts.append(("weight", [w for row in weights for w in row], [layer.units, layer.inputs]))
            for name, values, shape in parts:
                begin = len(data)
                data += struct.pack(f"<{len(values)}f", *values)
                header[f"{module}.{name}"] = {"dtype": "F32", "shape": shape, "data_offsets": [begin, len(data)]}
            module += 1 if layer.activation == "linear" else 2
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % 8)
        return struct.pack("<Q", len(text)) + text + data


def layers(declaration):
    first, *rest = [part.strip() for part in declaration.split("=>")]
    inputs = int(first)
    for part in rest:
        words = part.split()
        bias = "no_bias" not in words
        words = [word for word in words if word != "no_bias"]
        if not words[0].isdigit() or len(words) > 2 or " ".join(words[1:]) not in ACTIVATIONS:
            sys.exit(f"`{part}`: expected a layer that C by hand has too: a width, then one of "
                     f"{', '.join(filter(None, ACTIVATIONS))}, then no_bias")
        yield Layer(inputs, int(words[0]), ACTIVATIONS[" ".join(words[1:])], bias)
        inputs = int(words[0])


def bits(number):
    return struct.unpack("<I", struct.pack("<f", number))[0]


def number(bits):
    return struct.unpack("<f", struct.pack("<I", bits))[0]


def changed(path, content):
    """Writes a file if it has another content, so that nothing is built again for nothing."""
    content = content.encode() if isinstance(content, str) else content
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
