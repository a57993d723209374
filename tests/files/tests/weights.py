#!/usr/bin/env python3
"""Writes weights_policy.safetensors beside it: names as Stable-Baselines3 has them. Needs nothing but Python."""

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
number = 0


def add(name, shape, count):
    """Adds a tensor; numbers are multiples of an eighth, from tensor to tensor."""
    global number, data
    numbers = struct.pack(f"<{count}f", *[(number + index) / 8 for index in range(count)])
    number += count
    header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(numbers)]}
    data += numbers


for module, (units, inputs) in SHAPES.items():
    add(f"{module}.bias", [units], units)
    add(f"{module}.weight", [units, inputs], units * inputs)
add("log_std", [2], 2)
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
(Path(__file__).parent / "weights_policy.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
