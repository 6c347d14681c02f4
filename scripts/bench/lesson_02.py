"""What lesson 02 does, written with NumPy and scikit-learn: the peer of the whole process.

argv[1] is the folder that holds 20news-bydate-train.
"""
import sys

import numpy as np
from sklearn.datasets import load_files
from sklearn.datasets._twenty_newsgroups import (
    strip_newsgroup_footer,
    strip_newsgroup_header,
    strip_newsgroup_quoting,
)
from sklearn.decomposition import NMF
from sklearn.decomposition._nmf import _initialize_nmf
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.utils.extmath import randomized_svd

CATEGORIES = ["alt.atheism", "comp.graphics", "sci.space", "talk.religion.misc"]
K = 6


def topics(H, terms):
    for row in H:
        print(" ".join(terms[np.argsort(row)[: -8 - 1 : -1]]))


def error(V, W, H):
    cross = np.sum((V @ H.T) * W)
    return np.sqrt(V.multiply(V).sum() - 2 * cross + np.sum((W.T @ W) * (H @ H.T)))


def multiplicative_updates(V, W, H):
    Vt = V.T.tocsr()
    first = previous = error(V, W, H)
    for i in range(1, 201):
        W = W * (V @ H.T) / np.maximum(W @ (H @ H.T), 1e-12)
        H = H * (Vt @ W).T / np.maximum((W.T @ W) @ H, 1e-12)
        if i % 10 == 0:
            now = error(V, W, H)
            if (previous - now) / first < 1e-4:
                break
            previous = now
    return W, H, previous


def main(folder):
    posts = load_files(
        f"{folder}/20news-bydate-train",
        categories=CATEGORIES,
        encoding="latin1",
        random_state=42,
    ).data
    posts = [
        strip_newsgroup_quoting(strip_newsgroup_footer(strip_newsgroup_header(post)))
        for post in posts
    ]
    vectorizer = CountVectorizer(stop_words="english")
    counts = vectorizer.fit_transform(posts)
    V = TfidfTransformer().fit_transform(counts)
    terms = vectorizer.get_feature_names_out()

    _, s, Vt = randomized_svd(V, K, random_state=1)
    topics(Vt, terms)
    topics(-Vt, terms)
    print(np.sqrt(V.multiply(V).sum() - np.sum(s**2)))

    W, H = _initialize_nmf(V, K, init="nndsvda", random_state=1)
    mine = multiplicative_updates(V, W, H)
    topics(mine[1], terms)
    print(mine[2])

    expert = NMF(K, init="custom").fit(V, W=W.copy(), H=H.copy())
    topics(expert.components_, terms)
    on_counts = NMF(K, init="nndsvda", random_state=1).fit(counts.astype(float))
    topics(on_counts.components_, terms)
    for seed in range(1, 11):
        start = NMF(K, init="random", random_state=seed).fit(V)
        print(seed, start.reconstruction_err_, start.n_iter_)


if __name__ == "__main__":
    main(sys.argv[1])
