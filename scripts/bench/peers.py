"""The peers' half of `deno task bench:peers`: one measurement, named on the command line.

Reads {"documents": [...]} from the file in argv[2] and prints the seconds of each run as
JSON. Needs scikit-learn; "descent" and "adam" need PyTorch too.
"""
import json
import sys
import time

REPEATS = 6  # the first is a warm-up


def measure(run):
    seconds = []
    for _ in range(REPEATS):
        begin = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begin)
    print(json.dumps(seconds[1:]))


def main(what, path):
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    documents = json.load(open(path, encoding="utf-8"))["documents"]
    vectorize = lambda: TfidfVectorizer(stop_words="english").fit_transform(documents)
    if what == "tfidf":
        return measure(vectorize)
    V = vectorize()
    if what in ("cd", "mu"):
        return measure(
            lambda: NMF(6, init="nndsvda", solver=what, random_state=1).fit_transform(V)
        )
    if what == "descent":
        import numpy as np
        import torch

        dense = torch.tensor(V.toarray().astype(np.float32))
        torch.manual_seed(0)
        W = torch.randn(dense.shape[0], 6).mul(0.01).abs()
        H = torch.randn(6, dense.shape[1]).mul(0.01).abs()
        lam, mu, rate = 100, 1e-5, 0.05
        penalty = lambda A: (A < mu).float() * torch.clamp(A - mu, max=0)

        def step():
            R = W.mm(H) - dense
            dW = R.mm(H.t()) + lam * penalty(W)
            dH = W.t().mm(R) + lam * penalty(H)
            W.sub_(rate * dW)
            H.sub_(rate * dH)

        return measure(step)
    if what == "adam":
        import numpy as np
        import torch

        dense = torch.tensor(V.toarray().astype(np.float32))
        torch.manual_seed(0)
        W = torch.randn(dense.shape[0], 6).mul(0.01).abs().requires_grad_()
        H = torch.randn(6, dense.shape[1]).mul(0.01).abs().requires_grad_()
        optimizer = torch.optim.Adam([W, H], lr=1e-3, betas=(0.9, 0.9))
        penalty = lambda A: torch.clamp(A, max=0).pow(2).mean()

        def adam_step():
            optimizer.zero_grad()
            loss = torch.norm(dense - W.mm(H)) + 1e6 * (penalty(W) + penalty(H))
            loss.backward()
            optimizer.step()

        return measure(adam_step)
    raise SystemExit(f"unknown measurement {what}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
