"""JAX, ONNX Runtime and torch on one core, at the command of the Rust program: a line in, a line out.

prepare PEER FILE     ->  ok and its form, if it chose one, or why not
result PEER FILE      ->  ok, numbers written to FILE.PEER
time PEER FILE CALLS  ->  nanoseconds of a call
data PART FILE        ->  ok, the digits written to FILE
digits jax SEED       ->  milliseconds of a whole training, and its accuracy
"""
import functools
import gzip
import os
import pathlib
import sys
import time

os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = os.environ["TORCHINDUCTOR_COMPILE_THREADS"] = "1"

import numpy as np  # noqa: E402


def read(path):
    with open(path + ".txt") as file:
        lines = dict(line.rstrip().split(" ", 1) for line in file)
    task = {"activations": lines["activations"].split(), "rates": [float(rate) for rate in lines["rates"].split()]}
    task |= {"train": lines["train"] == "1", "adam": lines["adam"] == "1", "scale": float(lines["scale"])}
    task |= {"widths": [int(width) for width in lines["widths"].split()], "batch": int(lines["batch"])}
    numbers = np.fromfile(path, np.float32)
    widths, batch = task["widths"], task["batch"]
    sizes = [sum((i + 1) * u for i, u in zip(widths, widths[1:])), batch * widths[0], batch * widths[-1]]
    params, x, t = np.split(numbers, np.cumsum(sizes)[:2])
    task["layers"], first = [], 0
    for i, u in zip(widths, widths[1:]):
        w = params[first:first + i * u].reshape(i, u)
        b = params[first + i * u:first + (i + 1) * u]
        task["layers"].append((w, b))
        first += (i + 1) * u
    task["x"], task["t"] = x.reshape(batch, -1), t.reshape(batch, -1)
    return task


class Jax:
    """Everything in one jit: as many answers or steps in one call as are timed together."""

    def __init__(self, task):
        import jax
        import jax.numpy as jnp
        self.jax, self.task, self.compiled = jax, task, {}
        acts = {"sigmoid": jax.nn.sigmoid, "tanh": jnp.tanh, "relu": jax.nn.relu, "identity": lambda z: z,
                "softmax": lambda z: jax.nn.softmax(z)}
        hidden, last = task["activations"]
        self.layers = [(jnp.array(w), jnp.array(b)) for w, b in task["layers"]]
        self.x, self.t = jnp.array(task["x"]), jnp.array(task["t"])

        def sums(layers, x):
            for w, b in layers[:-1]:
                x = acts[hidden](x @ w + b)
            w, b = layers[-1]
            return x @ w + b

        def loss(layers, x, t):
            z = sums(layers, x)
            if last == "softmax":
                return -(t * jax.nn.log_softmax(z)).sum() / len(x)
            if last == "sigmoid":
                return (jax.nn.softplus(z) - z * t).mean()
            return ((z - t) ** 2).mean()

        def step(state, rate):
            layers, m, v, count = state
            g = jax.grad(loss)(layers, self.x, self.t)
            if not task["adam"]:
                return jax.tree.map(lambda w, g: w - rate * g, layers, g), m, v, count
            count = count + 1
            m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
            v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
            a, b = 1 - 0.9 ** count, 1 - 0.999 ** count
            new = jax.tree.map(lambda w, m, v: w - rate * (m / a) / (jnp.sqrt(v / b) + 1e-8), layers, m, v)
            return new, m, v, count

        def answers(layers, x, calls):
            # each answer's input depends on the one before, so that none is left out
            def body(_, carry):
                x, y = carry
                y = acts[last](sums(layers, x))
                return x + 1e-30 * y[0, 0], y
            return jax.lax.fori_loop(0, calls, body, (x, jnp.zeros_like(self.t)))[1]

        def steps(state, calls, rate):
            return jax.lax.fori_loop(0, calls, lambda _, state: step(state, rate), state)

        self.answers, self.steps = jax.jit(answers), jax.jit(steps)
        zeros = jax.tree.map(lambda w: w * 0, self.layers)
        self.state = self.layers, zeros, zeros, 0.0

    def run(self, calls, rate):
        if self.task["train"]:
            return self.jax.block_until_ready(self.steps(self.state, calls, rate))[0]
        return self.jax.block_until_ready(self.answers(self.layers, self.x, calls))

    def result(self):
        found = self.run(1, self.task["rates"][0])
        if not self.task["train"]:
            return np.asarray(found).ravel()
        return np.concatenate([np.asarray(part).ravel() for layer in found for part in layer])

    def time(self, calls):
        self.run(1, self.task["rates"][1])
        start = time.perf_counter()
        self.run(calls, self.task["rates"][1])
        return (time.perf_counter() - start) * 1e9 / calls


class Onnx:
    """One session with one thread; answers only."""

    def __init__(self, task):
        import onnxruntime
        from onnx import TensorProto, helper, numpy_helper
        if task["train"]:
            raise LookupError("ONNX Runtime answers only")
        names = {"sigmoid": "Sigmoid", "tanh": "Tanh", "relu": "Relu", "identity": "Identity", "softmax": "Softmax"}
        nodes, constants, at = [], [], "x"
        for index, (w, b) in enumerate(task["layers"]):
            constants += [numpy_helper.from_array(w, f"w{index}"), numpy_helper.from_array(b, f"b{index}")]
            nodes.append(helper.make_node("Gemm", [at, f"w{index}", f"b{index}"], [f"z{index}"]))
            activation = task["activations"][index + 1 == len(task["layers"])]
            nodes.append(helper.make_node(names[activation], [f"z{index}"], [f"y{index}"]))
            at = f"y{index}"
        ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, array.shape)
                for name, array in (("x", task["x"]), (at, task["t"]))]
        graph = helper.make_graph(nodes, "net", ends[:1], ends[1:], constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
        self.x = {"x": np.ascontiguousarray(task["x"])}

    def result(self):
        return self.session.run(None, self.x)[0].ravel()

    def time(self, calls):
        start = time.perf_counter()
        for _ in range(calls):
            self.session.run(None, self.x)
        return (time.perf_counter() - start) * 1e9 / calls


def torch_form(compiled):
    def prepare(task):
        import torch_forms
        return torch_forms.fastest(task, compiled)
    return prepare


DATA = pathlib.Path(__file__).resolve().parents[2] / "examples" / "data"


@functools.cache
def digits(part):
    """65 numbers for each digit: its pixels from 0 to 1 and its class."""
    with gzip.open(DATA / f"digits_{part}.csv.gz", "rt") as file:
        rows = [line.split(",") for line in file]
    rows = rows if rows[0][0].strip().replace(".", "").isdigit() else rows[1:]
    table = np.array(rows, np.float32)
    table[:, :64] /= 16
    return table


@functools.cache
def training():
    """All epochs in one jit: given first weights and the order of the samples in each epoch."""
    import jax
    import jax.numpy as jnp
    table = digits("train")
    x, t = jnp.array(table[:, :64]), jnp.array(table[:, 64].astype(int))
    whole = len(x) // 32 * 32

    def loss(layers, x, t):
        (w, b), (v, c) = layers
        z = jax.nn.relu(x @ w + b) @ v + c
        return -jnp.take_along_axis(jax.nn.log_softmax(z), t[:, None], 1).mean()

    def step(state, order):
        layers, m, v, count = state
        g = jax.grad(loss)(layers, x[order], t[order])
        count = count + 1
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
        root = jnp.sqrt(1 - 0.999 ** count)
        rate, epsilon = 1e-3 * root / (1 - 0.9 ** count), 1e-8 * root
        layers = jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + epsilon), layers, m, v)
        return (layers, m, v, count), None

    def epoch(state, order):
        state, _ = jax.lax.scan(step, state, order[:whole].reshape(-1, 32))
        # as many steps as there are batches: the last one is smaller
        return step(state, order[whole:])

    def train(layers, orders):
        zeros = jax.tree.map(jnp.zeros_like, layers)
        return jax.lax.scan(epoch, (layers, zeros, zeros, 0.0), orders)[0][0]

    return jax, jax.jit(train)


def train_digits(seed):
    jax, train = training()
    random, test = np.random.default_rng(seed), digits("test")
    layers = [(random.normal(0, (2 / i) ** 0.5, (i, u)).astype(np.float32), np.zeros(u, np.float32))
              for i, u in ((64, 32), (32, 10))]
    orders = np.stack([random.permutation(len(digits("train"))) for _ in range(50)])
    layers, orders = jax.device_put((layers, orders))
    start = time.perf_counter()
    (w, b), (v, c) = jax.block_until_ready(train(layers, orders))
    milliseconds = (time.perf_counter() - start) * 1e3
    answers = np.maximum(test[:, :64] @ w + b, 0) @ v + c
    return f"{milliseconds} {(answers.argmax(1) == test[:, 64]).mean()}"


PEERS = {"jax": Jax, "onnxruntime": Onnx, "torch": torch_form(False), "torch.compile": torch_form(True)}


def main():
    # what others print is no answer
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    prepared = {}
    for line in sys.stdin:
        command, peer, path, *rest = line.split()
        try:
            if command == "prepare":
                prepared[peer, path] = PEERS[peer](read(path))
                answer = f"ok {getattr(prepared[peer, path], 'form', '')}"
            elif command == "result":
                prepared[peer, path].result().astype(np.float32).tofile(f"{path}.{peer}")
                answer = "ok"
            elif command == "data":
                digits(peer).tofile(path)
                answer = "ok"
            elif command == "digits":
                answer = train_digits(int(path))
            else:
                answer = repr(prepared[peer, path].time(int(rest[0])))
        except (ImportError, LookupError) as error:
            answer = f"no: {error}"
        print(answer, file=answers, flush=True)


main()
