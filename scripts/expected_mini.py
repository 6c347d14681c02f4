"""Makes lessons/testing/expected_mini.json: what scikit-learn and NumPy find in the small corpus.

    python3 scripts/expected_mini.py > lessons/testing/expected_mini.json

The lessons' tests compare with this file, so the expected values come from code that is
not the course's. Made with scikit-learn 1.2.1 and NumPy 1.24.2.
"""
import json
from pathlib import Path

import numpy as np
from sklearn.datasets._twenty_newsgroups import (
    strip_newsgroup_footer,
    strip_newsgroup_header,
    strip_newsgroup_quoting,
)
from sklearn.decomposition import NMF
from sklearn.decomposition._nmf import _initialize_nmf
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

K = 6
MINI = Path(__file__).parent.parent / "data" / "mini"


def topics(H, terms):
    return [list(terms[np.argsort(row)[: -8 - 1 : -1]]) for row in H]


def error(V, W, H):
    return float(np.linalg.norm(V.toarray() - W @ H))


def factorized(V, terms, solver):
    nmf = NMF(K, init="nndsvda", solver=solver, random_state=1)
    W = nmf.fit_transform(V)
    return {
        "topics": topics(nmf.components_, terms),
        "error": float(nmf.reconstruction_err_),
        "iterations": int(nmf.n_iter_),
        "strongest": [int(topic) for topic in W.argmax(axis=1)],
    }


def descended(V, W, H, terms, lam=100, mu=1e-5, steps=1000):
    penalty = lambda A: np.where(A < mu, A - mu, 0)
    Vt = V.T.tocsr()
    rate = 0.05
    for i in range(steps):
        dW = W @ (H @ H.T) - V @ H.T + lam * penalty(W)
        dH = (W.T @ W) @ H - (Vt @ W).T + lam * penalty(H)
        W, H = W - rate * dW, H - rate * dH
        if i % 100 == 0:
            rate *= 0.9
    return {
        "topics": topics(H, terms),
        "error": error(V, W, H),
        "error_clamped": error(V, np.maximum(W, 0), np.maximum(H, 0)),
    }


def adam(parameters, gradients, rate, project=None, betas=(0.9, 0.9), eps=1e-8):
    """Adam, with one rate a step; `gradients(*parameters)` and `project(parameter)`."""
    x = [p.copy() for p in parameters]
    m = [np.zeros_like(p) for p in x]
    v = [np.zeros_like(p) for p in x]
    for t, lr in enumerate(rate, start=1):
        for i, g in enumerate(gradients(*x)):
            m[i] = betas[0] * m[i] + (1 - betas[0]) * g
            v[i] = betas[1] * v[i] + (1 - betas[1]) * g**2
            mean, square = m[i] / (1 - betas[0] ** t), v[i] / (1 - betas[1] ** t)
            x[i] = x[i] - lr * mean / (np.sqrt(square) + eps)
        if project:
            x = [project(p) for p in x]
    return x


def adam_fits(V, W, H, terms):
    """Lesson 05's three ways, with dense V and the residual written out."""
    dense = V.toarray()

    def of_norm(W, H):
        R = W @ H - dense
        return R @ H.T / np.linalg.norm(R), W.T @ R / np.linalg.norm(R)

    def with_penalty(lam):
        push = lambda A: lam * 2 * np.minimum(A, 0) / A.size
        return lambda W, H: [g + push(A) for g, A in zip(of_norm(W, H), (W, H))]

    def of_softplus(A, B):
        dW, dH = of_norm(np.logaddexp(0, A), np.logaddexp(0, B))
        return dW / (1 + np.exp(-A)), dH / (1 + np.exp(-B))

    def summary(W, H):
        return {
            "topics": topics(H, terms),
            "error": error(V, W, H),
            "error_clamped": error(V, np.maximum(W, 0), np.maximum(H, 0)),
            "negatives": [int((W < 0).sum()), int((H < 0).sum())],
        }

    inverse = lambda A: np.log(np.expm1(np.maximum(A, 1e-3)))
    A, B = adam((inverse(W), inverse(H)), of_softplus, [0.3 * 0.99**i for i in range(300)])
    return {
        "penalty_0": summary(*adam((W, H), with_penalty(0), [1e-3] * 300)),
        "penalty_1e6": summary(*adam((W, H), with_penalty(1e6), [1e-3] * 1000)),
        "softplus": summary(np.logaddexp(0, A), np.logaddexp(0, B)),
        "projection": summary(
            *adam(
                (W, H),
                of_norm,
                [0.02 * 0.98**i for i in range(200)],
                project=lambda A: np.maximum(A, 0),
            )
        ),
    }


def main():
    files = sorted(MINI.glob("*/*.txt"), key=lambda f: (f.parent.name, f.name))
    posts = [
        strip_newsgroup_quoting(strip_newsgroup_footer(strip_newsgroup_header(text)))
        for text in (file.read_text(encoding="utf-8") for file in files)
    ]
    categories = np.array([file.parent.name for file in files])
    vectorizer = CountVectorizer(stop_words="english")
    counts = vectorizer.fit_transform(posts)
    V = TfidfTransformer().fit_transform(counts)
    terms = vectorizer.get_feature_names_out()
    names = sorted(set(categories))
    means = np.array([np.asarray(V[categories == name].mean(axis=0))[0] for name in names])
    W, H = _initialize_nmf(V, K, init="nndsvda", random_state=1)
    s = np.linalg.svd(V.toarray(), compute_uv=False)
    expected = {
        "terms": len(terms),
        "nonzeros": int(V.nnz),
        "tfidf_sum": float(V.sum()),
        "category_topics": topics(means, terms),
        "category_error": error(V, (categories[:, None] == names).astype(float), means),
        "svd_floor": float(np.linalg.norm(s[K:])),
        "cd": factorized(V, terms, "cd"),
        "mu": factorized(V, terms, "mu"),
        "counts_cd": factorized(counts.astype(float), terms, "cd"),
        "gradient_descent": descended(V, W, H, terms),
        "adam": adam_fits(V, W, H, terms),
    }
    print(json.dumps(expected, indent=1))


if __name__ == "__main__":
    main()
