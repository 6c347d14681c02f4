"""The peers' half of `deno task compare --peers`: one fit, named on the command line.

    python3 peers.py versions
    python3 peers.py cd|mu|descent FOLDER

The folder holds V (CSR), W and H as raw little-endian numbers and their sizes in
problem.json; the fit's W and H are put beside them. Prints JSON. Ends when its standard
input does, so that it never outlives the program that asked.
"""
import json
import os
import sys
import threading
import time
from pathlib import Path

import numpy as np


def versions():
    found = {}
    try:
        import sklearn

        found["scikit-learn"] = sklearn.__version__
    except ImportError:
        pass
    try:
        import torch

        found["PyTorch"] = torch.__version__
    except ImportError:
        pass
    return found


def factorized(V, W, H, problem, solver):
    from sklearn.decomposition import NMF

    nmf = NMF(
        W.shape[1],
        init="custom",
        solver=solver,
        tol=problem["tol"],
        max_iter=problem["iterations"],
    )
    begin = time.perf_counter()
    W = nmf.fit_transform(V, W=W, H=H)
    seconds = time.perf_counter() - begin
    return W, nmf.components_, nmf.n_iter_, seconds


def descended(V, W, H, problem):
    """Lesson 03's gradient descent as PyTorch users would write it: dense, float32."""
    import torch

    V = torch.tensor(V.toarray().astype(np.float32))
    W, H = (torch.tensor(A.astype(np.float32)) for A in (W, H))
    lam, mu = problem["descent"]["lam"], problem["descent"]["mu"]
    rates = problem["descent"]["rates"]
    penalty = lambda A: torch.clamp(A - mu, max=0)
    begin = time.perf_counter()
    for rate in rates:
        R = W.mm(H) - V
        dW = R.mm(H.t()) + lam * penalty(W)
        dH = W.t().mm(R) + lam * penalty(H)
        W.sub_(rate * dW)
        H.sub_(rate * dH)
    seconds = time.perf_counter() - begin
    return W.numpy(), H.numpy(), len(rates), seconds


def main(what, folder):
    from scipy.sparse import csr_matrix

    problem = json.loads((folder / "problem.json").read_text())
    m, n, k = problem["rows"], problem["cols"], problem["topics"]
    read = lambda name, kind: np.fromfile(folder / name, dtype=kind)
    V = csr_matrix(
        (read("data", "<f8"), read("indices", "<i4"), read("indptr", "<i4")), shape=(m, n)
    )
    W, H = read("W", "<f8").reshape(m, k), read("H", "<f8").reshape(k, n)
    if what == "descent":
        W, H, iterations, seconds = descended(V, W, H, problem)
    else:
        W, H, iterations, seconds = factorized(V, W, H, problem, what)
    np.ascontiguousarray(W, "<f8").tofile(folder / "W.fitted")
    np.ascontiguousarray(H, "<f8").tofile(folder / "H.fitted")
    print(json.dumps({"iterations": int(iterations), "seconds": seconds}))


def end_with_parent():
    # Not sys.stdin, whose lock a thread may not hold when Python ends.
    os.read(0, 1)
    os._exit(130)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    if sys.argv[1] == "versions":
        print(json.dumps(versions()))
    else:
        main(sys.argv[1], Path(sys.argv[2]))
