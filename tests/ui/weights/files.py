#!/usr/bin/env python3
"""Writes the files of weights beside it, one for each mistake. Needs nothing but Python."""

import json
import struct
from pathlib import Path

# 2 => 3 relu => 1
FITTING = {"0.weight": [3, 2], "0.bias": [3], "2.weight": [1, 3], "2.bias": [1]}


def write(name, shapes, dtype="F32", number=0.5):
    code = {"F32": "f", "I64": "q"}[dtype]
    header, data = {}, b""
    for tensor, shape in shapes.items():
        count = 1
        for size in shape:
            count *= size
        numbers = struct.pack(f"<{count}{code}", *[number] * count)
        header[tensor] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(numbers)]}
        data += numbers
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (Path(__file__).parent / f"{name}.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


write("fitting", FITTING)
write("four_units", {"0.weight": [4, 2], "0.bias": [4], "2.weight": [1, 4], "2.bias": [1]})
write("other_biases", FITTING | {"2.bias": [2]})
write("transposed", {"0.weight": [2, 3], "0.bias": [3], "2.weight": [3, 1], "2.bias": [1]})
write("no_second_layer", {"0.weight": [3, 2], "0.bias": [3]})
write("third_layer", FITTING | {"4.weight": [1, 1]})
write("named", {f"fc{name}": shape for name, shape in FITTING.items()})
write("prefixed", {f"module.{name}": shape for name, shape in FITTING.items()})
actor_and_critic = {f"{part}.{name}": shape for part in ("actor", "critic") for name, shape in FITTING.items()}
write("policy", actor_and_critic | {"log_std": [1]})
write("nan", FITTING, number=float("nan"))
write("whole_numbers", FITTING, dtype="I64", number=1)
(Path(__file__).parent / "policy.pt").write_bytes(b"PK\x03\x04" + bytes(22) + b"\x0f\0\0\0policy/data.pkl" + bytes(40))
(Path(__file__).parent / "text.safetensors").write_text("these are not the weights you are looking for")
