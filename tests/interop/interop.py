"""Trains a network with numpy and saves it as PyTorch does; reads what mlp wrote, with numpy and as ONNX models."""

import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

TOLERANCE = 1e-6
FOLDER = Path(sys.argv[2])

erf = np.vectorize(__import__("math").erf)
softplus = lambda z: np.logaddexp(0, z)
sigmoid = lambda z: 1 / (1 + np.exp(-z))

# as PyTorch defines them
ACTIVATIONS = {
    "identity": lambda z: z,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "elu": lambda z: np.where(z > 0, z, np.expm1(z)),
    "selu": lambda z: 1.0507009873554805 * np.where(z > 0, z, 1.6732632423543772 * np.expm1(z)),
    "gelu": lambda z: z * 0.5 * (1 + erf(z / np.sqrt(2))),
    "silu": lambda z: z * sigmoid(z),
    "softplus": softplus,
    "softsign": lambda z: z / (1 + np.abs(z)),
    "mish": lambda z: z * np.tanh(softplus(z)),
    "hard_tanh": lambda z: np.clip(z, -1, 1),
    "hard_sigmoid": lambda z: np.clip(z / 6 + 0.5, 0, 1),
    "softmax": lambda z: np.exp(z - z.max(1, keepdims=True)) / np.exp(z - z.max(1, keepdims=True)).sum(1, keepdims=True),
}


def activation(word):
    if word.startswith("leaky_relu("):
        slope = float(np.float32(word[len("leaky_relu(") : -1]))
        return lambda z: np.where(z > 0, z, slope * z)
    return ACTIVATIONS[word]


def train():
    """`nn.Sequential(Linear(2, 8), Tanh(), Linear(8, 1), Sigmoid())` on two circles, by plain gradient descent."""
    random = np.random.default_rng(0)
    angle, inner = random.uniform(0, 2 * np.pi, 400), np.arange(400) % 2
    radius = np.where(inner == 1, 0.4, 1.0) + random.normal(0, 0.05, 400)
    x, t = np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1), inner[:, None].astype(float)
    w1, b1 = random.uniform(-1, 1, (8, 2)), np.zeros(8)
    w2, b2 = random.uniform(-1, 1, (1, 8)), np.zeros(1)
    for _ in range(3000):
        y1 = np.tanh(x @ w1.T + b1)
        d2 = (sigmoid(y1 @ w2.T + b2) - t) / len(x)
        d1 = (d2 @ w2) * (1 - y1**2)
        w2, b2 = w2 - 2 * d2.T @ y1, b2 - 2 * d2.sum(0)
        w1, b1 = w1 - 2 * d1.T @ x, b1 - 2 * d1.sum(0)
    tensors = {"0.weight": w1, "0.bias": b1, "2.weight": w2, "2.bias": b2}
    tensors = {name: tensor.astype(np.float32) for name, tensor in tensors.items()}
    x = x.astype(np.float32)
    w1, b1, w2, b2 = (tensor.astype(float) for tensor in tensors.values())
    y = sigmoid(np.tanh(x @ w1.T + b1) @ w2.T + b2)
    right = ((y > 0.5) == (t > 0.5)).mean()
    assert right > 0.98, right
    save_file(tensors, FOLDER / "numpy.safetensors", metadata={"format": "pt"})
    save_file({"x": x, "y": y.astype(np.float32)}, FOLDER / "numpy.samples.safetensors")


def difference(found, expected):
    return np.max(np.abs(found - expected) / np.maximum(1, np.abs(expected)))


def weights(path, samples):
    """The network that the metadata describe, in f64."""
    with safe_open(path, "np") as file:
        tensors = {name: file.get_tensor(name).astype(float) for name in file.keys()}
        text = file.metadata()["mlp"]
    chain = text.split("(", 1)[1].rsplit(", ", 1)[0]
    y = samples["x"].astype(float)
    modules = sorted({int(name.split(".")[0]) for name in tensors})
    stages = chain.split(" => ")[1:]
    assert len(stages) == len(modules), text
    for module, stage in zip(modules, stages):
        weight = tensors[f"{module}.weight"]
        words = stage.split()
        assert int(words[0]) == len(weight), text
        assert ("no_bias" in words) == (f"{module}.bias" not in tensors), text
        y = y @ weight.T + tensors.get(f"{module}.bias", 0)
        y = activation(words[1] if len(words) > 1 and words[1] != "no_bias" else "identity")(y)
    return difference(samples["y"], y)


def model(path, samples):
    """The same samples through ONNX Runtime, in batches of several sizes."""
    read = onnx.load(path)
    onnx.checker.check_model(read, full_check=True)
    assert read.producer_name == "mlp" and read.opset_import[0].version >= 17
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    if "x" not in samples:
        return named(read, session, samples)
    (given,) = session.get_inputs()
    assert given.shape == ["batch", samples["x"].shape[1]], given.shape
    worst = 0
    for batch in [1, 7, len(samples["x"])]:
        for begin in range(0, len(samples["x"]), batch):
            part = slice(begin, begin + batch)
            (y,) = session.run(["output"], {"input": samples["x"][part]})
            worst = max(worst, difference(y, samples["y"][part]))
    return worst


def named(read, session, samples):
    """A model whose inputs and outputs have names and units."""
    inputs = {name[3:]: values for name, values in samples.items() if name.startswith("in.")}
    outputs = {name[4:]: values for name, values in samples.items() if name.startswith("out.")}
    assert {given.name: given.shape for given in session.get_inputs()} == {n: ["batch", v.shape[1]] for n, v in inputs.items()}
    assert {found.name for found in session.get_outputs()} == outputs.keys()
    metadata = {entry.key: entry.value for entry in read.metadata_props}
    if "kind" in inputs:
        assert metadata["kind.classes"] == "First\nSecond\nThird" and metadata["kind_of.classes"] == "Left\nRight", metadata
        assert metadata["inputs"].splitlines()[0] == "x: 30..60", metadata
    found = session.run(list(outputs), inputs)
    # numbers in the user's units are as exact as their range
    return max(np.max(np.abs(y - t)) / max(1, np.max(np.abs(t))) for y, t in zip(found, outputs.values()))


def check():
    paths = sorted(FOLDER.glob("*.onnx"))
    assert len(paths) == 25, len(paths)
    for path in paths:
        samples = load_file(path.with_suffix(".samples.safetensors"))
        file = path.with_suffix(".safetensors")
        found = {"weights in numpy": weights(file, samples)} if file.exists() else {}
        found["model in ONNX Runtime"] = model(path, samples)
        print(f"{path.stem}: " + ", ".join(f"{name}: {worst:.1e}" for name, worst in found.items()))
        assert all(worst < TOLERANCE for worst in found.values()), path.stem


{"train": train, "check": check}[sys.argv[1]]()
