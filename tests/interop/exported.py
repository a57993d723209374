"""Writes the models of `tests/exported.rs`, as scikit-learn's own exporter does, and prints what they answer.

It was run once, with scikit-learn 1.9.1 and skl2onnx 1.20.0: `python exported.py data`.
"""

import sys
import warnings
from pathlib import Path

import numpy as np
from skl2onnx import to_onnx
from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.filterwarnings("ignore")
folder = Path(sys.argv[1])
x = np.random.default_rng(17).normal(size=(60, 2)).astype(np.float32)
classes = (x[:, 0] > 0).astype(int) + (x[:, 1] > 0)
sample = np.array([[0.5, -1.25]], np.float32)
for name, model, targets, options in [
    ("classifier", MLPClassifier((3,), max_iter=30, random_state=0), classes, {"zipmap": False}),
    ("regressor", MLPRegressor(hidden_layer_sizes=(3,), activation="tanh", max_iter=30, random_state=0), x, {}),
    ("one_value", MLPRegressor(hidden_layer_sizes=(3,), max_iter=30, random_state=0), x[:, 0], {}),
]:
    model.fit(x, targets)
    options = {id(model): options} if options else None
    (folder / f"{name}.onnx").write_bytes(to_onnx(model, x[:1], options=options).SerializeToString())
    answer = model.predict_proba(sample) if hasattr(model, "predict_proba") else model.predict(sample)
    print(name, np.ravel(answer).tolist())
