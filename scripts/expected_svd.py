"""Makes lib/matrix/expected_svd.json: singular values by NumPy, of hard matrices too.

    python3 scripts/expected_svd.py > lib/matrix/expected_svd.json
    deno fmt lib/matrix/expected_svd.json

Each matrix is A times 2 to the power of `exponent`, to reach scales where squares are no
numbers; its singular values are s times the same. Made with NumPy 1.24.2 and scikit-learn
1.2.1.
"""
import json

import numpy as np
from sklearn.utils.extmath import randomized_svd


def numbers(A):
    return [[float(x) for x in row] for row in A]


def rotated(rng, rows, cols, s):
    """A rows x cols matrix with the singular values s, between random orthogonals."""
    U = np.linalg.qr(rng.normal(size=(rows, len(s))))[0]
    V = np.linalg.qr(rng.normal(size=(cols, len(s))))[0]
    return (U * s) @ V.T


def hilbert(n):
    i = np.arange(n)
    return 1 / (i[:, None] + i + 1)


def kahan(n, angle=1.2):
    """Upper triangular, and much nearer to a singular matrix than its diagonal says."""
    s, c = np.sin(angle), np.cos(angle)
    return np.diag(s ** np.arange(n)) @ (np.eye(n) - c * np.triu(np.ones((n, n)), 1))


def value(name, A, exponent=0):
    return {
        "name": name,
        "A": numbers(A),
        "exponent": exponent,
        "s": [float(x) for x in np.linalg.svd(A, compute_uv=False)],
    }


def drawn(rng, rows, cols, k, seed):
    """The random projection itself: the same draws must give the same vectors and signs."""
    A = np.round(np.maximum(rng.uniform(-1, 1, (rows, cols)), 0), 3)
    U, s, Vt = randomized_svd(A, k, random_state=seed)
    return {
        "A": numbers(A),
        "k": k,
        "seed": seed,
        "U": numbers(U),
        "s": [float(x) for x in s],
        "Vt": numbers(Vt),
    }


def main():
    rng = np.random.RandomState(0)
    graded = 10.0 ** -np.arange(15)
    deficient = rng.normal(size=(9, 3)) @ rng.normal(size=(3, 7))
    expected = {
        "matrices": [
            value("1 and 1e-7", np.diag([1, 1e-7])),
            value("graded, rotated, square", rotated(rng, 15, 15, graded)),
            value("graded, rotated, tall", rotated(rng, 24, 15, graded)),
            value("graded, rotated, wide", rotated(rng, 15, 24, graded)),
            value("Hilbert", hilbert(12)),
            value("Kahan", kahan(16)),
            value("equal singular values", rotated(rng, 8, 6, [3, 3, 3, 2, 2, 1e-3])),
            value("rank 3", deficient),
            value("equal columns", np.outer([1, 2, 2], [1, 1, 1, 1])),
            value("one row", [[3, 0, -4]]),
            value("huge", rotated(rng, 6, 4, [2, 1, 1e-3, 1e-9]), 996),
            value("tiny", rotated(rng, 6, 4, [2, 1, 1e-3, 1e-9]), -960),
        ],
        # More columns than directions are drawn: 25, where 14 are drawn for k = 4.
        "graded": value("graded", rotated(rng, 40, 25, np.append(graded, np.zeros(10)))),
        "drawn": [drawn(rng, 24, 18, 3, 1), drawn(rng, 18, 26, 4, 7), drawn(rng, 8, 6, 2, 3)],
    }
    print(json.dumps(expected, separators=(",", ":")))


if __name__ == "__main__":
    main()
