"""Makes lib/nmf/expected_mini_batch.json: scikit-learn's MiniBatchNMF on a small matrix.

    python3 scripts/expected_mini_batch.py > lib/nmf/expected_mini_batch.json
    deno fmt lib/nmf/expected_mini_batch.json

The tests of lib/nmf compare with this file, so the expected values come from code that is
not the course's. Everything is float64. Made with scikit-learn 1.2.1 and NumPy 1.24.2.
"""
import json
import warnings

import numpy as np
from sklearn.decomposition import MiniBatchNMF
from sklearn.exceptions import ConvergenceWarning

K = 3
ROWS, COLS = 11, 7
BETAS = [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3]
# alpha_W, alpha_H, l1_ratio: ℓ2 alone, ℓ1 alone, both with other weights for W and H.
PENALTIES = [(0.02, "same", 0), (0.01, "same", 1), (0.003, 0.02, 0.6)]


def numbers(A):
    return [[float(x) for x in row] for row in A]


def with_zeros(rng, rows):
    return np.round(np.maximum(rng.uniform(-1, 1, (rows, COLS)), 0), 3)


class Cases:
    def __init__(self):
        rng = np.random.RandomState(0)
        V = with_zeros(rng, ROWS)
        # The last batch of four is not full, the second is nothing but zeros.
        zeros = V.copy()
        zeros[4:8] = 0
        zeros[:, 2] = 0
        self.matrices = {"half": V, "positive": V + 0.1, "zeros": zeros}
        # Pieces of other sizes than the first, of documents that V has not.
        self.pieces = [with_zeros(rng, rows) for rows in (5, 1, 9, 4)]
        self.W = np.round(rng.uniform(0.1, 1, (ROWS, K)), 2)
        self.H = np.round(rng.uniform(0.1, 1, (K, COLS)), 2)

    def written(self):
        return {
            "matrices": {name: numbers(V) for name, V in self.matrices.items()},
            "pieces": [numbers(piece) for piece in self.pieces],
            "start": {"W": numbers(self.W), "H": numbers(self.H)},
        }

    def data(self, beta, name=None):
        return name or ("half" if beta > 0 else "positive")

    def piece(self, i, beta):
        return self.pieces[i] if beta > 0 else self.pieces[i] + 0.1

    def start(self, nmf, rows=ROWS):
        return {"W": self.W[:rows].copy(), "H": self.H.copy()} if nmf.init == "custom" else {}


def estimator(options):
    """scikit-learn's estimator, and the same options in the course's spelling."""
    options = {
        "n_components": K,
        "init": "custom",
        "batch_size": 4,
        "beta_loss": 2,
        "max_iter": 3,
        "tol": 0,
        "max_no_improvement": None,
        **options,
    }
    spelled = {}
    for name, value in options.items():
        first, *rest = name.split("_")
        spelled[first + "".join(part[0].upper() + part[1:] for part in rest)] = value
    if spelled["init"] is None:
        del spelled["init"]
    return MiniBatchNMF(**options), spelled


def fitted(cases, options, name=None):
    nmf, spelled = estimator(options)
    name = cases.data(nmf.beta_loss, name)
    W = nmf.fit_transform(cases.matrices[name], **cases.start(nmf))
    return {
        "options": spelled,
        "V": name,
        "W": numbers(W),
        "Ht": numbers(nmf.components_.T),
        "nIterations": nmf.n_iter_,
        "nSteps": nmf.n_steps_,
        "error": float(nmf.reconstruction_err_),
        "transformed": numbers(nmf.transform(cases.piece(3, nmf.beta_loss))),
    }


def streamed(cases, options, after_fit=False):
    nmf, spelled = estimator(options)
    beta = nmf.beta_loss
    if after_fit:
        nmf.fit_transform(cases.matrices[cases.data(beta)], **cases.start(nmf))
    for i in range(4):
        piece = cases.piece(i, beta)
        nmf.partial_fit(piece, **(cases.start(nmf, len(piece)) if i == 0 else {}))
    return {
        "options": spelled,
        "afterFit": after_fit,
        "Ht": numbers(nmf.components_.T),
        "nSteps": nmf.n_steps_,
        "transformed": numbers(nmf.transform(cases.piece(3, beta))),
    }


def main():
    warnings.simplefilter("ignore", ConvergenceWarning)
    cases = Cases()
    fits = []
    for beta in BETAS:
        fits.append(fitted(cases, {"beta_loss": beta}))
        fits.append(fitted(cases, {"beta_loss": beta, "fresh_restarts": True, "tol": 1e-3}))
        if beta > 0:
            fits.append(fitted(cases, {"beta_loss": beta, "tol": 1e-4}, "zeros"))
    for batch_size in (1, 5, 11, 1024):
        fits.append(fitted(cases, {"batch_size": batch_size}))
        fits.append(fitted(cases, {"batch_size": batch_size, "beta_loss": 1}))
    for beta in (2, 1, 0.5, 3):
        for forget_factor in (0, 1):
            fits.append(fitted(cases, {"beta_loss": beta, "forget_factor": forget_factor}))
        for alpha_W, alpha_H, l1_ratio in PENALTIES:
            penalty = {"alpha_W": alpha_W, "alpha_H": alpha_H, "l1_ratio": l1_ratio}
            fits.append(fitted(cases, {"beta_loss": beta, **penalty}))
    for init in (None, "random", "nndsvd", "nndsvda", "nndsvdar"):
        start = {"init": init, "random_state": 5}
        fits.append(fitted(cases, start))
        fits.append(fitted(cases, {**start, "beta_loss": 1, "batch_size": 3}))
    short = {"fresh_restarts": True, "fresh_restarts_max_iter": 3, "transform_max_iter": 5}
    fits.append(fitted(cases, {**short, "alpha_W": 0.01, "l1_ratio": 0.5}))
    fits.append(fitted(cases, {**short, "beta_loss": 1, "alpha_W": 0.01, "l1_ratio": 0.5}))
    # Each with the stop that it is there for: H is still, the cost falls no more, or neither.
    for stop in (
        {"tol": 1e-2},
        {"tol": 3e-2, "beta_loss": 1},
        {"tol": 2e-2, "beta_loss": 0.5},
        {"max_no_improvement": 2},
        {"max_no_improvement": 2, "beta_loss": 1, "batch_size": 3},
        {"max_no_improvement": 3, "alpha_W": 0.02, "beta_loss": 1.5},
        # In the cost the ℓ2 penalty counts whole; with half of it this fit has 19 steps.
        {"max_no_improvement": 2, "alpha_W": 0.02, "batch_size": 2},
        {"tol": 1e-4, "max_no_improvement": 4, "fresh_restarts": True},
        {"tol": 1e-4, "max_no_improvement": 10, "forget_factor": 1},
    ):
        fits.append(fitted(cases, {"max_iter": 60, **stop}))

    streams = [streamed(cases, {"beta_loss": beta}) for beta in BETAS]
    streams += [
        streamed(cases, {"init": "random", "random_state": 5}),
        streamed(cases, {"init": "nndsvda", "beta_loss": 1, "random_state": 5}),
        streamed(cases, {"batch_size": 2, "beta_loss": 1.5}),
        streamed(cases, {"forget_factor": 0}),
        streamed(cases, {"forget_factor": 1, "beta_loss": 1}),
        streamed(cases, {"alpha_W": 0.003, "alpha_H": 0.02, "l1_ratio": 0.6, "beta_loss": 1}),
        streamed(cases, {"fresh_restarts_max_iter": 4}),
        streamed(cases, {}, after_fit=True),
        streamed(cases, {"beta_loss": 0.5}, after_fit=True),
    ]
    expected = {**cases.written(), "fits": fits, "streams": streams}
    print(json.dumps(expected, separators=(",", ":")))


if __name__ == "__main__":
    main()
