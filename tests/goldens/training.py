"""Writes training.json: what PyTorch's schedules, Rprop and weighted losses compute, in float64.

Run with PyTorch 2.15 and numpy beside the other goldens, whose networks it uses: python3 training.py
"""

import json
import pathlib

import torch
from torch.optim import lr_scheduler as schedules

torch.set_default_dtype(torch.float64)
here = pathlib.Path(__file__).parent


def rates(make, steps, base=0.1, losses=None):
    """The learning rate in effect in each step."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=base)
    schedule = make(optimizer)
    found = []
    for step in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if losses is None:
            # one cycle refuses to go on after its last step
            if step + 1 < steps:
                schedule.step()
        else:
            schedule.step(losses[step])
    return found


# falls, stays, falls by too little, rises, falls again
losses = [1.0, 0.8, 0.8, 0.79999, 0.81, 0.8, 0.6, 0.6, 0.7, 0.65, 0.6, 0.6, 0.5] + [0.5] * 12

schedule_goldens = {
    "constant": rates(lambda o: schedules.ConstantLR(o, factor=1.0), 8),
    "step 3 0.5": rates(lambda o: schedules.StepLR(o, 3, 0.5), 12),
    "exponential 0.9": rates(lambda o: schedules.ExponentialLR(o, 0.9), 20),
    "cosine 10": rates(lambda o: schedules.CosineAnnealingLR(o, 10), 25),
    "cosine 7 lowest 0.01": rates(lambda o: schedules.CosineAnnealingLR(o, 7, 0.01), 12),
    "linear 0.25 5": rates(lambda o: schedules.LinearLR(o, 0.25, 1.0, 5), 9),
    "linear 0.1 4 then cosine 6": rates(
        lambda o: schedules.SequentialLR(
            o, [schedules.LinearLR(o, 0.1, 1.0, 4), schedules.CosineAnnealingLR(o, 6)], [4]
        ),
        11,
    ),
    "one cycle 0.5 20": rates(lambda o: schedules.OneCycleLR(o, 0.5, total_steps=20, cycle_momentum=False), 20),
    "one cycle 0.5 13 rise 0.5 divisors 10 100": rates(
        lambda o: schedules.OneCycleLR(
            o, 0.5, total_steps=13, pct_start=0.5, div_factor=10, final_div_factor=100, cycle_momentum=False
        ),
        13,
    ),
    "plateau 0.5 2": rates(lambda o: schedules.ReduceLROnPlateau(o, factor=0.5, patience=2), 25, losses=losses),
    "plateau 0.5 1 cooldown 2 lowest 0.01": rates(
        lambda o: schedules.ReduceLROnPlateau(o, factor=0.5, patience=1, cooldown=2, min_lr=0.01), 25, losses=losses
    ),
    "plateau 0.1 0 threshold 0.2": rates(
        lambda o: schedules.ReduceLROnPlateau(o, factor=0.1, patience=0, threshold=0.2), 25, losses=losses
    ),
}


def sequential(widths, hidden, params):
    layers = []
    for first, second in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(first, second), hidden()]
    net = torch.nn.Sequential(*layers[:-1])
    shaped = {name: torch.tensor(params[name]).reshape(p.shape) for name, p in net.named_parameters()}
    net.load_state_dict(shaped)
    return net


def state(net):
    return {name: p.detach().flatten().tolist() for name, p in net.named_parameters()}


problem = json.loads((here / "optimizers.json").read_text())


def trajectory(make, steps=10):
    net = sequential([3, 4, 2], torch.nn.Tanh, problem["params"])
    x = torch.tensor(problem["x"]).reshape(-1, 3)
    t = torch.tensor(problem["t"]).reshape(-1, 2)
    optimizer = make(net.parameters())
    found, after = [], {}
    for step in range(1, steps + 1):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(net(x), t)
        loss.backward()
        optimizer.step()
        found.append(loss.item())
        if step in (1, 2, 10):
            after[str(step)] = state(net)
    return {"loss": found, "after": after}


opts = {
    "rprop lr=0.01": trajectory(lambda p: torch.optim.Rprop(p, lr=0.01)),
    "rprop lr=0.1 etas=0.3,1.5 sizes=0.05,0.2": trajectory(
        lambda p: torch.optim.Rprop(p, lr=0.1, etas=(0.3, 1.5), step_sizes=(0.05, 0.2))
    ),
}

golden = json.loads((here / "nets.json").read_text())["nets"]["tanh"]


def weighted(loss):
    net = sequential([5, 7, 4, 2], torch.nn.Tanh, golden["params"])
    x = torch.tensor(golden["x"]).reshape(-1, 5)
    value = loss(net(x))
    value.backward()
    grads = {name: p.grad.flatten().tolist() for name, p in net.named_parameters()}
    return {"loss": value.item(), "grads": grads}


class_weights = torch.tensor([0.25, 2.0])
sample_weights = torch.tensor([0.5, 1.0, 0.0, 2.0, 0.125, 3.0])
labels = torch.tensor(golden["t_class"])
real = torch.tensor(golden["t_real"]).reshape(-1, 2)
binary = torch.tensor(golden["t_bin"]).reshape(-1, 2)
functional = torch.nn.functional


def mean(each):
    """The weighted mean over the samples of each one's mean over the outputs."""
    each = each.mean(1) if each.dim() == 2 else each
    return (sample_weights * each).sum() / sample_weights.sum()


weighted_goldens = {
    "cross_entropy weight": weighted(lambda y: functional.cross_entropy(y, labels, weight=class_weights)),
    "cross_entropy samples": weighted(lambda y: mean(functional.cross_entropy(y, labels, reduction="none"))),
    "mse samples": weighted(lambda y: mean(functional.mse_loss(y, real, reduction="none"))),
    "bce samples": weighted(
        lambda y: mean(functional.binary_cross_entropy_with_logits(y, binary, reduction="none"))
    ),
}

(here / "training.json").write_text(
    json.dumps(
        {
            "torch": torch.__version__,
            "plateau_losses": losses,
            "schedules": schedule_goldens,
            "opts": opts,
            "class_weights": class_weights.tolist(),
            "sample_weights": sample_weights.tolist(),
            "weighted": weighted_goldens,
        }
    )
    + "\n"
)
