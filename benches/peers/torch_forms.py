"""torch's forms of a task: the fastest is kept.

Called from Python: modules, a frozen script, or its operations into memory that is there already; to train, its automatic
differentiation with a fused optimizer, or gradients by hand. Compiled: all of an answer or a step, traced once, without the
guards with which `torch.compile` asks before each call whether something has changed.
"""
import contextlib
import functools
import io
import sys
import time
import warnings

import numpy as np
import torch
from torch.fx.experimental.proxy_tensor import make_fx

torch.set_num_threads(1)
# a frozen script is deprecated, but the fastest for some
warnings.filterwarnings("ignore", category=FutureWarning)
torch._inductor.config.autotune_num_choices_displayed = 0

nn, aten = torch.nn, torch.ops.aten
ACTIVATIONS = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "identity": lambda z: z,
               "softmax": lambda z: torch.softmax(z, 1)}
IN_PLACE = {"sigmoid": torch.sigmoid_, "tanh": torch.tanh_, "relu": torch.relu_, "identity": lambda z: z,
            "softmax": lambda z: torch.softmax(z, 1, out=z)}
TIMES_SLOPE = {"sigmoid": lambda d, y: aten.sigmoid_backward.grad_input(d, y, grad_input=d),
               "tanh": lambda d, y: aten.tanh_backward.grad_input(d, y, grad_input=d),
               "relu": lambda d, y: aten.threshold_backward.grad_input(d, y, 0, grad_input=d)}


class Form:
    """`call` is an answer or a step of the rate in `self.rate`; without gradients, but where a form wants them."""

    form, gradients = "", False

    def __init__(self, task):
        self.task, (self.hidden, self.last) = task, task["activations"]
        self.x, self.t = torch.tensor(task["x"]), torch.tensor(task["t"])
        self.params = [torch.tensor(part) for layer in task["layers"] for part in layer]
        self.moments = [[torch.zeros_like(part) for part in self.params] for _ in range(2)]
        self.rate = torch.tensor(task["rates"][0])
        self.prepare()

    def prepare(self):
        pass

    def state(self):
        """What a step changes beside the parameters."""
        return self.moments[0] + self.moments[1]

    def reset(self):
        with torch.no_grad():
            for part, start in zip(self.params, [part for layer in self.task["layers"] for part in layer]):
                part.copy_(torch.tensor(start))
            for part in self.state():
                part.zero_()

    def result(self):
        self.reset()
        self.rate.fill_(self.task["rates"][0])
        found = self.repeat(1)
        if not self.task["train"]:
            return found.numpy().ravel()
        return np.concatenate([part.detach().numpy().ravel() for part in self.params])

    def repeat(self, calls):
        with torch.set_grad_enabled(self.gradients):
            for _ in range(calls):
                found = self.call()
        return found

    def time(self, calls, clock=time.perf_counter_ns):
        self.rate.fill_(self.task["rates"][1])
        self.repeat(1)
        start = clock()
        self.repeat(calls)
        return (clock() - start) / calls


class Modules(Form):
    form = "modules"

    def prepare(self):
        modules = []
        names = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "softmax": lambda: nn.Softmax(-1)}
        for w, b in zip(self.params[::2], self.params[1::2]):
            layer = nn.Linear(*w.shape)
            layer.weight.data, layer.bias.data = w.T.contiguous(), b
            modules += [layer, names.get(self.hidden, nn.Identity)()]
        modules[-1] = names.get(self.last, nn.Identity)()
        self.net = nn.Sequential(*modules).eval().requires_grad_(False)

    def call(self):
        with torch.inference_mode():
            return self.net(self.x)


class Frozen(Modules):
    form = "a frozen script"

    def prepare(self):
        super().prepare()
        self.net = torch.jit.freeze(torch.jit.trace(self.net, self.x))


class Preallocated(Form):
    """Answers, and steps with gradients by hand."""

    def prepare(self):
        self.form = "gradients by hand" if self.task["train"] else "operations into memory that is there"
        self.weights, self.biases = self.params[::2], self.params[1::2]
        self.y = [self.x] + [torch.empty(len(self.x), w.shape[1]) for w in self.weights]
        self.d = [torch.empty_like(y) for y in self.y]
        self.g = [torch.empty_like(part) for part in self.params]
        self.counts = [torch.tensor(0.0) for _ in self.params]

    def state(self):
        return super().state() + self.counts

    def call(self):
        last = len(self.weights) - 1
        for i, (w, b) in enumerate(zip(self.weights, self.biases)):
            y = torch.addmm(b, self.y[i], w, out=self.y[i + 1])
            IN_PLACE[self.last if i == last else self.hidden](y)
        if self.task["train"]:
            self.step()
        return self.y[-1]

    def step(self):
        torch.sub(self.y[-1], self.t, out=self.d[-1]).mul_(self.task["scale"])
        for i in reversed(range(len(self.weights))):
            d = self.d[i + 1]
            torch.mm(self.y[i].T, d, out=self.g[2 * i])
            torch.sum(d, 0, out=self.g[2 * i + 1])
            if i > 0:
                TIMES_SLOPE[self.hidden](torch.mm(d, self.weights[i].T, out=self.d[i]), self.y[i])
        if not self.task["adam"]:
            return torch._foreach_add_(self.params, self.g, alpha=-self.rate.item())
        torch._foreach_add_(self.counts, 1)
        torch._fused_adam_(self.params, self.g, *self.moments, [], self.counts, lr=self.rate.item(), beta1=0.9, beta2=0.999,
                           weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False)


def sums(params, hidden, x):
    """Those of the last layer."""
    for w, b in zip(params[:-2:2], params[1:-2:2]):
        x = ACTIVATIONS[hidden](torch.addmm(b, x, w))
    return torch.addmm(params[-1], x, params[-2])


def loss(last, z, t):
    losses = {"sigmoid": nn.functional.binary_cross_entropy_with_logits, "softmax": nn.functional.cross_entropy}
    return losses.get(last, nn.functional.mse_loss)(z, t)


class Autograd(Form):
    """Its own losses, backward pass and optimizers."""

    form, gradients = "autograd", True

    def prepare(self):
        kind = torch.optim.Adam if self.task["adam"] else torch.optim.SGD
        self.optimizer = kind([part.requires_grad_() for part in self.params], self.rate, fused=True)
        self.target = self.t.argmax(1) if self.last == "softmax" else self.t

    def state(self):
        return [part for state in self.optimizer.state.values() for part in state.values() if torch.is_tensor(part)]

    def call(self):
        value = loss(self.last, sums(self.params, self.hidden, self.x), self.target)
        for part, gradient in zip(self.params, torch.autograd.grad(value, self.params)):
            part.grad = gradient
        self.optimizer.step()


class Compiled(Form):
    """Answers with the parameters as constants; steps that change theirs in place."""

    form, options = "a plain graph", {}

    def prepare(self):
        self.count = torch.tensor(0.0)
        if self.task["train"]:
            self.target = self.t.argmax(1) if self.last == "softmax" else self.t
            self.arguments = [*self.params, *self.moments[0], *self.moments[1], self.count, self.rate, self.x, self.target]
            function = self.step
        else:
            self.arguments = [self.x]
            function = Modules(self.task).net
        # what is traced is also done, which the next reset forgets; a tuner tells about all that it tries
        with torch.no_grad(), contextlib.redirect_stderr(io.StringIO()):
            graph = make_fx(function)(*self.arguments)
            self.compiled = torch._inductor.compile(graph, self.arguments, options=self.options)

    def state(self):
        return super().state() + [self.count]

    def call(self):
        found = self.compiled(*self.arguments)
        return found[0] if isinstance(found, (list, tuple)) and found else found

    def step(self, *arguments):
        layers = len(self.params)
        params, m, v = arguments[:layers], arguments[layers:2 * layers], arguments[2 * layers:3 * layers]
        count, rate, x, t = arguments[3 * layers:]
        gradients = torch.func.grad(lambda params: loss(self.last, sums(params, self.hidden, x), t))(params)
        if not self.task["adam"]:
            for part, g in zip(params, gradients):
                part.sub_(rate * g)
            return ()
        count.add_(1)
        along, root = rate / (1 - 0.9 ** count), torch.sqrt(1 - 0.999 ** count)
        for part, m, v, g in zip(params, m, v, gradients):
            m.mul_(0.9).add_(g, alpha=0.1)
            v.mul_(0.999).addcmul_(g, g, value=0.001)
            part.sub_(along * m / (v.sqrt() / root + 1e-8))
        return ()


class Tuned(Compiled):
    """With the fastest of several matrix products, and weights packed where they are constants."""

    form = "a tuned graph"
    options = {"max_autotune": True, "freezing": True}


def fastest(task, compiled):
    if compiled:
        kinds = [Compiled, Tuned]
    else:
        kinds = [Autograd, Preallocated] if task["train"] else [Modules, Frozen, Preallocated]
    forms, reasons = [], []
    for kind in kinds:
        try:
            form = kind(task)
            # processor time: the machine may not be ours alone
            clock = functools.partial(form.time, clock=time.process_time_ns)
            forms.append((form, clock, max(1, int(2e6 / max(clock(1), 1.0)))))
        except Exception as error:  # a missing compiler, or an operation that this version lacks
            reasons.append(f"{kind.__name__}: {error!r}"[:300].replace("\n", " "))
    if not forms:
        raise LookupError("; ".join(reasons))
    rounds = [[clock(calls) for _, clock, calls in forms] for _ in range(5)]
    least = [min(times) for times in zip(*rounds)]
    for reason in reasons:
        print(f"left out: {reason}", file=sys.stderr)
    return forms[least.index(min(least))][0]
