"""Makes lib/nmf/expected_nmf.json: what scikit-learn's NMF does with a small matrix.

    python3 scripts/expected_nmf.py > lib/nmf/expected_nmf.json
    deno fmt lib/nmf/expected_nmf.json

The tests of lib/nmf compare with this file, so the expected values come from code that is
not the course's. Everything is float64. Made with scikit-learn 1.2.1 and NumPy 1.24.2.
"""
import json

import numpy as np
from sklearn.decomposition import NMF
from sklearn.decomposition._nmf import _initialize_nmf

K = 3
SEED = 5
INITS = ["random", "nndsvd", "nndsvda", "nndsvdar"]
# alpha_W, alpha_H, l1_ratio: each alone, both, and different ones for W and H.
PENALTIES = [(0, 0, 0), (0.01, 0, 0), (0, 0.02, 1), (0.01, "same", 0.3), (0.003, 0.02, 0.6)]


def numbers(A):
    return [[float(x) for x in row] for row in A]


def with_zeros(rng, rows, cols):
    return np.round(np.maximum(rng.uniform(-1, 1, (rows, cols)), 0), 3)


def started(V, init):
    W, H = _initialize_nmf(V, K, init=init, random_state=SEED)
    return {"init": init, "W": numbers(W), "H": numbers(H)}


def fitted(V, new, solver, loss, penalty, start):
    alpha_W, alpha_H, l1_ratio = penalty
    nmf = NMF(
        K,
        init="custom",
        solver=solver,
        beta_loss=loss,
        alpha_W=alpha_W,
        alpha_H=alpha_H,
        l1_ratio=l1_ratio,
        tol=0,
        max_iter=4,
    )
    W = nmf.fit_transform(V, W=start[0].copy(), H=start[1].copy())
    # This version of scikit-learn has a slip here: its transform adds the l1 weight to the
    # sums of H, which it keeps from one iteration to the next, so that the penalty grows.
    slip = loss == "kullback-leibler" and alpha_W * l1_ratio > 0
    return {
        "solver": solver,
        "betaLoss": loss,
        "alphaW": alpha_W,
        "alphaH": alpha_H,
        "l1Ratio": l1_ratio,
        "W": numbers(W),
        "H": numbers(nmf.components_),
        "error": float(nmf.reconstruction_err_),
        "transformed": None if slip else numbers(nmf.transform(new)),
    }


def main():
    rng = np.random.RandomState(0)
    V = with_zeros(rng, 9, 7)
    new = with_zeros(rng, 4, 7)
    start = np.round(rng.uniform(0.1, 1, (9, K)), 2), np.round(rng.uniform(0.1, 1, (K, 7)), 2)
    solvers = [("cd", "frobenius"), ("mu", "frobenius"), ("mu", "kullback-leibler")]
    expected = {
        "V": numbers(V),
        "newDocuments": numbers(new),
        "start": {"W": numbers(start[0]), "H": numbers(start[1])},
        "seed": SEED,
        "starts": [started(V, init) for init in INITS],
        "fits": [
            fitted(V, new, solver, loss, penalty, start)
            for solver, loss in solvers
            for penalty in PENALTIES
        ],
    }
    print(json.dumps(expected, separators=(",", ":")))


if __name__ == "__main__":
    main()
