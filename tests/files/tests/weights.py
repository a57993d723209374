#!/usr/bin/env python3
"""Writes weights_policy.safetensors beside it, with names as Stable-Baselines3 has them, and its policy as PyTorch's
exporter writes it to weights_policy.onnx. Needs nothing but Python."""

import json
import struct
from pathlib import Path

# a policy and a value function, 4 => 3 => 3 => 2 and 4 => 3 => 3 => 1
SHAPES = {
    "action_net": (2, 3),
    "mlp_extractor.policy_net.0": (3, 4),
    "mlp_extractor.policy_net.2": (3, 3),
    "mlp_extractor.value_net.0": (3, 4),
    "mlp_extractor.value_net.2": (3, 3),
    "value_net": (1, 3),
}

header, data = {}, b""
tensors = {}
number = 0


def add(name, shape, count):
    """Adds a tensor; numbers are multiples of an eighth, from tensor to tensor."""
    global number, data
    numbers = struct.pack(f"<{count}f", *[(number + index) / 8 for index in range(count)])
    number += count
    tensors[name] = (shape, numbers)
    header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(numbers)]}
    data += numbers


for module, (units, inputs) in SHAPES.items():
    add(f"{module}.bias", [units], units)
    add(f"{module}.weight", [units, inputs], units * inputs)
add("log_std", [2], 2)
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
(Path(__file__).parent / "weights_policy.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


def varint(value):
    """The varint of Protocol Buffers."""
    return bytes([value & 0x7F | 0x80]) + varint(value >> 7) if value > 0x7F else bytes([value])


def field(number, value):
    """A field: an integer, a float, a text or a message."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack("<f", value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def node(kind, inputs, output, attributes=b""):
    names = b"".join(field(1, name) for name in inputs)
    return field(1, names + field(2, output) + field(3, f"/{kind}") + field(4, kind) + attributes)


def samples(name, width):
    """An input or output: any number of samples."""
    sizes = field(1, field(2, "batch")) + field(1, field(1, width))
    return field(1, name) + field(2, field(1, field(1, 1) + field(2, sizes)))


attributes = field(5, field(1, "alpha") + field(2, 1.0) + field(20, 1))
attributes += field(5, field(1, "beta") + field(2, 1.0) + field(20, 1))
attributes += field(5, field(1, "transB") + field(3, 1) + field(20, 2))
graph, value = b"", "obs"
modules = ["mlp_extractor.policy_net.0", "mlp_extractor.policy_net.2", "action_net"]
for module in modules:
    is_last = module == modules[-1]
    sums = "action" if is_last else f"/{module}/Gemm_output_0"
    graph += node("Gemm", [value, f"{module}.weight", f"{module}.bias"], sums, attributes)
    value = sums
    if not is_last:
        value = f"/{module}/Tanh_output_0"
        graph += node("Tanh", [sums], value)
graph += field(2, "main_graph")
for name in [f"{module}.{kind}" for module in modules for kind in ("weight", "bias")]:
    shape, numbers = tensors[name]
    sizes = b"".join(field(1, size) for size in shape)
    graph += field(5, sizes + field(2, 1) + field(8, name) + field(9, numbers))
graph += field(11, samples("obs", 4)) + field(12, samples("action", 2))
model = field(1, 8) + field(2, "pytorch") + field(3, "2.5.1") + field(7, graph) + field(8, field(1, "") + field(2, 17))
(Path(__file__).parent / "weights_policy.onnx").write_bytes(model)
