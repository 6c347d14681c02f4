"""Makes scripts/compare/expected_first_steps.json: the first steps of every method.

    python3 scripts/expected_first_steps.py > scripts/compare/expected_first_steps.json
    deno fmt scripts/compare/expected_first_steps.json

The first thing that `deno task compare` does is to take these steps again. The numbers come
from code that is not the course's: scikit-learn's NMF and TF-IDF, PyTorch's autograd and
Adam, and gradient descent written down in NumPy with WH as a whole. Everything is float64.
SGD's order of documents is that of numpy.random.RandomState(seed).permutation, which stands
in the file too. Made with scikit-learn 1.2.1, NumPy 1.24.2 and PyTorch 1.13.
"""
import json
import math

import numpy as np
import torch
from sklearn.decomposition import NMF
from sklearn.decomposition._nmf import _initialize_nmf
from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer

DOCUMENTS, TERMS, K = 13, 7, 5
# SGD's batches have 100 documents, and the last one must be shorter.
MANY = 103
SEED = 1
FEW = 3
# A method that stops by itself is given as many iterations as it likes.
MOST = 200

TEXTS = [
    "The moon orbits the earth, and the earth orbits the sun",
    "A shuttle reached the moon; the shuttle's crew saw the earth",
    "The oven bakes the bread and the bread is warm",
    "and the of is",
    "Bread, butter, BREAD: the baker's x sun",
]

# The course's settings. A rate is a formula in i, the step or the epoch counted from 0.
SETTINGS = {
    "multiplicative updates": {"iterations": 200, "tol": 1e-4},
    "gradient descent": {
        "iterations": 1000,
        "rate": lambda i: 0.05 * 0.9 ** math.ceil(i / 100),
        "lam": 100,
        "mu": 1e-5,
    },
    "SGD": {"epochs": 30, "rate": lambda i: 0.2 * 0.95**i, "batchSize": 100},
    "Adam with a penalty": {"iterations": 1000, "rate": lambda i: 0.001, "lam": 1e6},
    "Adam with softplus": {"iterations": 300, "rate": lambda i: 0.3 * 0.99**i},
    "Adam with projection": {"iterations": 200, "rate": lambda i: 0.02 * 0.98**i},
}
SETTINGS["gradient descent on the GPU"] = SETTINGS["gradient descent"]
BETAS = {"beta1": 0.9, "beta2": 0.9}
# At these steps a rate is compared: a rate may change at any of them.
RATES_AT = [0, 1, 2, 3, 10, 29, 99, 100, 101, 199, 250, 999]


def numbers(A):
    """Twelve digits are more than are compared, and a row of them fits into a line."""
    return [[float(f"{x:.12g}") for x in row] for row in A]


def factors(W, H):
    return {"W": numbers(W), "H": numbers(H)}


def drawn(rng, rows, cols, low, high):
    return np.round(rng.uniform(low, high, (rows, cols)), 2)


def documents(rng, rows):
    """About half of the entries are 0, and the fifth document is empty."""
    V = np.maximum(drawn(rng, rows, TERMS, -1, 1), 0)
    V[4] = 0
    return V


# Gradient descent, from the formulas of lesson 03.


def penalty(A, mu):
    return np.where(A < mu, A - mu, 0)


def descent(V, W, H, rates, lam, mu):
    for rate in rates:
        R = W @ H - V
        dW = R @ H.T + lam * penalty(W, mu)
        dH = W.T @ R + lam * penalty(H, mu)
        W, H = W - rate * dW, H - rate * dH
        yield W, H


def stochastic(V, W, H, rates, batch_size, orders):
    W = W.copy()
    for rate, order in zip(rates, orders):
        for p in range(0, len(order), batch_size):
            batch = order[p : p + batch_size]
            R = W[batch] @ H - V[batch]
            dW, dH = R @ H.T, W[batch].T @ R
            W[batch] = np.maximum(W[batch] - rate * dW, 0)
            H = np.maximum(H - rate * dH, 0)
        yield W.copy(), H


def orders_of(rows, epochs):
    random = np.random.RandomState(SEED)
    return [random.permutation(rows) for _ in range(epochs)]


# The three ways of lesson 05, in PyTorch.


def tensor(A):
    return torch.tensor(A, dtype=torch.float64)


def adam(V, W, H, way, rates, betas, lam=0.0):
    V = tensor(V)
    if way == "softplus":
        start = [torch.log(torch.expm1(tensor(A).clamp(min=1e-3))) for A in (W, H)]
        shown = torch.nn.functional.softplus
    else:
        start, shown = [tensor(W), tensor(H)], lambda A: A
    parameters = [A.clone().requires_grad_() for A in start]
    optimizer = torch.optim.Adam(parameters, betas=betas)
    for rate in rates:
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad()
        loss = torch.linalg.norm(V - shown(parameters[0]) @ shown(parameters[1]))
        if way == "penalty":
            loss = loss + lam * sum((A.clamp(max=0) ** 2).mean() for A in parameters)
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            if way == "projection":
                for A in parameters:
                    A.clamp_(min=0)
            yield tuple(shown(A).detach().numpy().copy() for A in parameters)


# scikit-learn's solvers.


def fitted(V, start, solver, iterations, tol=1e-4):
    nmf = NMF(K, init="custom", solver=solver, max_iter=iterations, tol=tol)
    W = nmf.fit_transform(V, W=start[0].copy(), H=start[1].copy())
    return W, nmf.components_, nmf.n_iter_


def multiplicative(V, start, iterations):
    return [fitted(V, start, "mu", i, tol=0)[:2] for i in range(1, iterations + 1)]


def other_stops(V, start, tol):
    """Where multiplicative updates would stop by two wrong rules: too little is gained of
    the error before, and of the error itself."""
    errors = [np.linalg.norm(V - W @ H) for W, H in [start, *multiplicative(V, start, MOST)]]
    tens = range(10, MOST + 1, 10)
    gains = {i: errors[i - 10] - errors[i] for i in tens}
    first = lambda share: next((i for i in tens if share(i) < tol), MOST)
    near = min(abs(gain / errors[0] / tol - 1) for gain in gains.values())
    assert near > 0.01, "the last digits decide where it stops"
    return {first(lambda i: gains[i] / errors[i - 10]), first(lambda i: gains[i] / errors[i])}


def steps(found, which):
    """W and H after the steps with these numbers, counted from 1."""
    found = list(found)
    return [{"steps": i, **factors(*found[i - 1])} for i in which]


def main():
    rng = np.random.RandomState(4)
    V = documents(rng, DOCUMENTS)
    counts = np.round(3 * documents(rng, DOCUMENTS))
    signed = drawn(rng, DOCUMENTS, K, -0.3, 1), drawn(rng, K, TERMS, -0.3, 1)
    positive = tuple(np.maximum(A, 0) for A in signed)
    # Ten times too large: the first error says little about the later ones.
    far = tuple(10 * A for A in positive)
    many = documents(rng, MANY)
    many_start = drawn(rng, MANY, K, -0.05, 0.15), drawn(rng, K, TERMS, -0.3, 1)

    # Each document's category, and the mean of each.
    categories = [i * i % 7 % 3 for i in range(DOCUMENTS)]
    means = [V[np.equal(categories, c)].mean(axis=0) for c in range(3)]

    vectorizer = TfidfVectorizer(stop_words="english")
    texts = vectorizer.fit_transform(TEXTS).toarray()

    rates = [0.05, 0.02, 0.04, 0.01, 0.03]
    push = {"lam": 4, "mu": 0.2}
    gd = {"rates": rates, **push}
    sgd = {"rates": [0.1, 0.02, 0.07], "batchSize": 4, "seed": SEED}
    orders = orders_of(DOCUMENTS, 3)
    step = {"rates": [0.1, 0.03, 0.05, 0.02], "betas": [0.8, 0.95]}
    adams = [
        ("Adam with a penalty", "penalty", {**step, "lam": 7}),
        ("Adam with softplus", "softplus", step),
        ("Adam with projection", "projection", step),
    ]
    # Each method with options of its own, in which everything matters from the first steps.
    methods = [
        {
            "row": "multiplicative updates",
            "by": "scikit-learn",
            "start": "positive",
            "options": {"iterations": FEW, "tol": 0},
            "after": steps(multiplicative(V, positive, FEW), [1, FEW]),
        },
        {
            "row": "gradient descent",
            "by": "NumPy",
            "start": "signed",
            "options": gd,
            "after": steps(descent(V, *signed, rates, **push), [1, 2, 5]),
        },
        {
            "row": "SGD",
            "by": "NumPy",
            "start": "signed",
            "options": sgd,
            "after": steps(stochastic(V, *signed, sgd["rates"], 4, orders), [1, 2, 3]),
        },
        *(
            {
                "row": row,
                "by": "PyTorch",
                "start": "signed",
                "options": options,
                "after": steps(adam(V, *signed, way, **options), [1, 2, 4]),
            }
            for row, way, options in adams
        ),
    ]

    # Each row of lesson 06, with the course's settings.
    rows = []

    def row(name, by, V, start, iterations, W, H, n):
        rows.append(
            {"row": name, "by": by, "V": V, "start": start, "iterations": iterations}
            | {"after": {"steps": int(n), **factors(W, H)}}
        )

    for name, solver in [
        ("coordinate descent (expert)", "cd"),
        ("multiplicative updates (expert)", "mu"),
        ("multiplicative updates", "mu"),
    ]:
        row(name, "scikit-learn", "V", "positive", FEW, *fitted(V, positive, solver, FEW))
        W, H, n = fitted(V, far, solver, MOST)
        assert n < MOST
        assert solver == "cd" or n not in other_stops(V, far, 1e-4)
        row(name, "scikit-learn", "V", "far", MOST, W, H, n)
    for name in ["gradient descent", "gradient descent on the GPU"]:
        course = SETTINGS[name]
        rates_of = [course["rate"](i) for i in range(FEW)]
        found = descent(V, *signed, rates_of, course["lam"], course["mu"])
        row(name, "NumPy", "V", "signed", FEW, *list(found)[-1], FEW)
    rates_of = [SETTINGS["SGD"]["rate"](i) for i in range(FEW)]
    found = stochastic(many, *many_start, rates_of, 100, orders_of(MANY, FEW))
    row("SGD", "NumPy", "many", "manyStart", FEW, *list(found)[-1], FEW)
    betas = tuple(BETAS.values())
    for name, way, _ in adams:
        course = SETTINGS[name]
        rates_of = [course["rate"](i) for i in range(FEW)]
        found = adam(V, *signed, way, rates_of, betas, course.get("lam", 0))
        row(name, "PyTorch", "V", "signed", FEW, *list(found)[-1], FEW)

    def settings(course):
        at = [i for i in RATES_AT if i < course.get("iterations", course.get("epochs"))]
        rate = course.get("rate")
        return {
            **{key: value for key, value in course.items() if key != "rate"},
            **({"rate": [[i, rate(i)] for i in at]} if rate else {}),
        }

    expected = {
        "texts": {
            "documents": TEXTS,
            "terms": vectorizer.get_feature_names_out().tolist(),
            "V": numbers(texts),
        },
        "counts": numbers(counts),
        "tfidf": numbers(TfidfTransformer().fit_transform(counts).toarray()),
        "V": numbers(V),
        "categories": [str(c) for c in categories],
        "means": numbers(means),
        "signed": factors(*signed),
        "positive": factors(*positive),
        "far": factors(*far),
        "many": numbers(many),
        "manyStart": factors(*many_start),
        "starts": [
            {"init": init, "seed": SEED, **factors(*found)}
            for init in ["nndsvda", "random"]
            for found in [_initialize_nmf(V, K, init=init, random_state=SEED)]
        ],
        "orders": {"seed": SEED, "permutations": [order.tolist() for order in orders]},
        "settings": {
            **{name: settings(course) for name, course in SETTINGS.items()},
            "Adam": BETAS,
        },
        "methods": methods,
        "rows": rows,
    }
    print(json.dumps(expected, separators=(",", ":")))


if __name__ == "__main__":
    main()
