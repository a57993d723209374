#!/usr/bin/env python3
"""Writes networks in integers beside it: one that fits, and one for each mistake. Needs nothing but Python."""

import json
import struct
from pathlib import Path

LETTERS = {"I8": "b", "U8": "B", "I32": "i", "F32": "f"}


def meaning(before, scale=0.0625):
    return {f"{before}scale": ("F32", [1], scale), f"{before}zero_point": ("I8", [1], -128)}


def layer(module, inputs, units):
    kinds = {"weight": ("I8", [units, inputs], 5), "bias": ("I32", [units], 70), "weight_scale": ("F32", [units], 0.125),
             "multiplier": ("I32", [units], 1 << 30), "shift": ("U8", [units], 1), "range": ("I8", [2], 127)}
    return {f"{module}.{kind}": tensor for kind, tensor in kinds.items()} | meaning(f"{module}.sum_") | meaning(f"{module}.")


def write(name, tensors, activations="relu, identity"):
    header, data = {"__metadata__": {"mlp": f"0.1.0 Net; arithmetic i8; activations {activations}"}}, b""
    # wider numbers first, as the format has them aligned
    for tensor, (dtype, shape, number) in sorted(tensors.items(), key=lambda tensor: tensor[1][0] in ["I8", "U8"]):
        count = 1
        for size in shape:
            count *= size
        numbers = struct.pack(f"<{count}{LETTERS[dtype]}", *[number] * count)
        header[tensor] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(numbers)]}
        data += numbers
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (Path(__file__).parent / f"{name}.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


# 2 => 3 relu => 1
FITTING = meaning("input.") | layer(0, 2, 3) | layer(2, 3, 1)
write("fitting", FITTING)
write("tanh", FITTING, activations="tanh, identity")
write("three_layers", FITTING, activations="relu, relu, identity")
write("four_units", meaning("input.") | layer(0, 2, 4) | layer(2, 4, 1))
write("biases_of_floats", FITTING | {"2.bias": ("F32", [1], 0.5)})
write("large_bias", FITTING | {"0.bias": ("I32", [3], (1 << 31) - 1)})
write("no_scale", FITTING | meaning("2.", scale=0.0))
write("third_layer", FITTING | {"4.bias": ("I32", [1], 0)})
