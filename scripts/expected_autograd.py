"""Makes lib/autograd/expected_autograd.json: what PyTorch's autograd and optimizers do.

    python3 scripts/expected_autograd.py > lib/autograd/expected_autograd.json
    deno fmt lib/autograd/expected_autograd.json

The tests of lib/autograd compare with this file, so the expected values come from code that
is not the course's. Everything is float64. Made with PyTorch 1.13.
"""
import json
import random

import torch

GRAPHS = 12
OPERATIONS = 14
STEPS = 40
SHOWN = [1, 2, 3, 10, 40]
LARGEST = 100

ADAM = [
    {},
    {"lr": 0.1, "betas": (0.8, 0.99), "eps": 1e-3},
    {"weight_decay": 0.1},
    {"amsgrad": True, "lr": 0.05, "betas": (0.9, 0.9)},
    {"maximize": True},
    {"amsgrad": True, "maximize": True, "weight_decay": 0.3, "lr": 0.02, "betas": (0.0, 0.5)},
]
SGD = [
    {"lr": 0.1},
    {"lr": 0.1, "weight_decay": 0.2},
    {"lr": 0.1, "maximize": True},
    {"lr": 0.05, "momentum": 0.9},
    {"lr": 0.05, "momentum": 0.9, "dampening": 0.4},
    {"lr": 0.05, "momentum": 0.8, "nesterov": True},
    {"lr": 0.03, "momentum": 0.8, "nesterov": True, "weight_decay": 0.1, "maximize": True},
    {"lr": 0.03, "momentum": 0.7, "dampening": -0.5, "weight_decay": 0.1, "maximize": True},
]


def matrix(rng, rows, cols, low=-2.0, high=2.0):
    return [[round(rng.uniform(low, high), 2) for _ in range(cols)] for _ in range(rows)]


def tensor(rows, **options):
    return torch.tensor(rows, dtype=torch.float64, **options)


def numbers(x):
    return x.detach().tolist()


# The operations by the names of the course's methods. A program is a list of
# [operation, tensor, other tensor or number], where a tensor is its place in the list of
# the variables and the results so far.
BINARY = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "matmul": lambda a, b: a @ b,
}
UNARY = {
    "transpose": lambda a: a.T,
    "sqrt": lambda a: a.sqrt(),
    "exp": lambda a: a.exp(),
    "log": lambda a: a.log(),
    "softplus": lambda a: torch.nn.functional.softplus(a, threshold=1000),
    "sum": lambda a: a.sum().reshape(1, 1),
    "mean": lambda a: a.mean().reshape(1, 1),
    "norm": lambda a: a.norm().reshape(1, 1),
}
WITH_NUMBER = {
    "pow": lambda a, p: a**p,
    "clampMin": lambda a, p: a.clamp(min=p),
    "clampMax": lambda a, p: a.clamp(max=p),
}


def fits(operation, a, b):
    if operation == "matmul":
        return a.shape[1] == b.shape[0]
    return a.shape == b.shape or a.numel() == 1 or b.numel() == 1


def applied(step, made):
    operation, i, other = step
    if operation in BINARY:
        return BINARY[operation](made[i], made[other])
    if operation in UNARY:
        return UNARY[operation](made[i])
    return WITH_NUMBER[operation](made[i], other)


def drawn_step(rng, made):
    """An operation whose result is finite and not large, and far from where it is steep."""
    while True:
        operation = rng.choice([*BINARY, *UNARY, *WITH_NUMBER])
        i = rng.choice([0, 1, 2, 3, len(made) - 1, rng.randrange(len(made))])
        other = rng.randrange(len(made)) if operation in BINARY else None
        if operation in BINARY and not fits(operation, made[i], made[other]):
            continue
        if operation == "pow":
            other = rng.choice([-1.5, -1, 0, 0.5, 1, 2, 3])
        elif operation in WITH_NUMBER:
            other = rng.choice([-0.5, 0, 0.25, 1])
        steep = operation in ("sqrt", "log") or operation == "pow" and other < 1
        if steep and made[i].min() < 0.1 or operation == "div" and made[other].abs().min() < 0.1:
            continue
        if operation == "norm" and made[i].norm() < 0.1:
            continue
        result = applied([operation, i, other], made)
        if result.isfinite().all() and result.abs().max() < LARGEST:
            return [operation, i, other]


def graph(rng):
    """A random program, and the loss and the gradients of the sum of all its results."""
    m, n = rng.randint(1, 3), rng.randint(1, 3)
    shapes = [(m, n), (m, n), (n, m), (1, 1)]
    variables = [matrix(rng, *shape) for shape in shapes]
    made = [tensor(x, requires_grad=True) for x in variables]
    leaves = list(made)
    steps = []
    for _ in range(OPERATIONS):
        step = drawn_step(rng, made)
        steps.append(step)
        made.append(applied(step, made))
    loss = sum(x.mean() for x in made[len(leaves) :])
    loss.backward()
    return {
        "variables": variables,
        "steps": steps,
        "loss": float(loss),
        "gradients": [numbers(x.grad) if x.grad is not None else None for x in leaves],
    }


def descent(rng, name, options):
    """Many steps of two parameters. In each, the gradients are cleared in one of three ways
    (not at all, to zeros, to None), the rate changes now and then, and a parameter
    may be left out of the loss."""
    start = [matrix(rng, 1, 2), matrix(rng, 1, 1)]
    parameters = [tensor(x, requires_grad=True) for x in start]
    optimizer = getattr(torch.optim, name)(parameters, **options)
    steps = []
    for t in range(1, STEPS + 1):
        clear = rng.choice(["zeros", "zeros", "none", "none", "not"])
        if clear != "not":
            optimizer.zero_grad(set_to_none=clear == "none")
        if rng.random() < 0.1:
            optimizer.param_groups[0]["lr"] *= 0.8
        gradients = [
            None if rng.random() < 0.3 or (i == 1 and t < 3) else matrix(rng, *x.shape)
            for i, x in enumerate(parameters)
        ]
        losses = [(x * tensor(g)).sum() for x, g in zip(parameters, gradients) if g is not None]
        if losses:
            sum(losses).backward()
        optimizer.step()
        steps.append(
            {
                "clear": clear,
                "lr": optimizer.param_groups[0]["lr"],
                "gradients": gradients,
                "parameters": [numbers(x) for x in parameters] if t in SHOWN else None,
            }
        )
    return {"optimizer": name, "options": options, "start": start, "steps": steps}


def main():
    rng = random.Random(0)
    expected = {
        "graphs": [graph(rng) for _ in range(GRAPHS)],
        "descents": [
            descent(rng, name, options)
            for name, all_options in [("Adam", ADAM), ("SGD", SGD)]
            for options in all_options
        ],
    }
    print(json.dumps(expected, separators=(",", ":")))


if __name__ == "__main__":
    main()
