#!/usr/bin/env python3
"""Writes weights beside it that are too large for a half. Needs nothing but Python."""

import json
import struct
from pathlib import Path

# 2 => 3 relu => 1; the second weight of the second layer is too large
SHAPES = {"0.weight": [3, 2], "0.bias": [3], "2.weight": [1, 3], "2.bias": [1]}
NUMBERS = [0.5] * 6 + [65504.0] * 3 + [0.5, -65520.0, 0.5] + [0.5]

header, count = {}, 0
for tensor, shape in SHAPES.items():
    length = 4 * shape[0] * (shape[1] if len(shape) == 2 else 1)
    header[tensor] = {"dtype": "F32", "shape": shape, "data_offsets": [count, count + length]}
    count += length
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
data = struct.pack(f"<{len(NUMBERS)}f", *NUMBERS)
(Path(__file__).parent / "too_large.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
