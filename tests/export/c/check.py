"""Does the same as check.c from Python; takes the path of the library."""

import ctypes
import struct
import sys

INPUTS, OUTPUTS, SAMPLES = 64, 10, 2

library = ctypes.CDLL(sys.argv[1])
inputs = (ctypes.c_float * (SAMPLES * INPUTS))(*(i * 7 % 17 / 16 for i in range(SAMPLES * INPUTS)))
outputs = (ctypes.c_float * (SAMPLES * OUTPUTS))()
library.digits_forward_batch(inputs, outputs, ctypes.c_size_t(SAMPLES))
for output in outputs:
    print(struct.pack(">f", output).hex())
