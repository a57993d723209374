"""JAX and ONNX Runtime on one core, at the command of the Rust program: a line in, a line out.

prepare PEER TASK-FILE  ->  ok, or why not
result                  ->  ok, numbers written to TASK-FILE.result
time CALLS              ->  nanoseconds of a call
"""
import json
import os
import sys
import time

os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import numpy as np  # noqa: E402


def read(path):
    with open(path + ".json") as file:
        task = json.load(file)
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

    def state(self):
        zeros = self.jax.tree.map(lambda w: w * 0, self.layers)
        return self.layers, zeros, zeros, 0.0

    def run(self, calls, rate):
        if self.task["train"]:
            return self.jax.block_until_ready(self.steps(self.state(), calls, rate))[0]
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


PEERS = {"jax": Jax, "onnxruntime": Onnx}


def main():
    prepared = {}
    for line in sys.stdin:
        command, peer, path, *rest = line.split()
        try:
            if command == "prepare":
                prepared[peer, path] = PEERS[peer](read(path))
                answer = "ok"
            elif command == "result":
                prepared[peer, path].result().astype(np.float32).tofile(f"{path}.{peer}")
                answer = "ok"
            else:
                answer = repr(prepared[peer, path].time(int(rest[0])))
        except (ImportError, LookupError) as error:
            answer = f"no: {error}"
        print(answer, flush=True)


main()
