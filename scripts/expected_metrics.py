"""Makes lib/metrics/expected_metrics.json: what scikit-learn, SciPy and NumPy find.

    python3 scripts/expected_metrics.py > lib/metrics/expected_metrics.json
    deno fmt lib/metrics/expected_metrics.json

The tests of lib/metrics compare with this file, so the expected values come from code that
is not the course's. Made with scikit-learn 1.2.1, SciPy 1.10.1 and NumPy 1.24.2.
"""
import json
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix

EXPECTED_MINI = Path(__file__).parent.parent / "lessons" / "testing" / "expected_mini.json"


def joined(labels):
    return " ".join(map(str, labels))


def labelling(a, b):
    table = contingency_matrix(b, a) if len(a) else None
    return {
        "a": joined(a),
        "b": joined(b),
        "nmi": float(normalized_mutual_info_score(b, a)),
        "purity": float(table.max(axis=0).sum() / table.sum()) if len(a) else None,
    }


def labellings(rng):
    cases = [([], []), ([0], ["x"]), ([1, 1, 1], [2, 2, 2]), ([1, 1, 1], [0, 1, 2])]
    cases += [([0, 1, 2, 3], [5, 6, 7, 8]), ([0, 1, 2, 3], [0, 0, 1, 1])]
    for n, k, l in [(5, 2, 2), (12, 3, 4), (40, 6, 6), (100, 4, 2), (150, 12, 6)]:
        a = rng.integers(k, size=n)
        # Half of the labels follow the first labelling, so that the two are related.
        b = np.where(rng.random(n) < 0.5, a % l, rng.integers(l, size=n))
        cases.append((a.tolist(), [f"class{label}" for label in b]))
    return [labelling(a, b) for a, b in cases]


def mini():
    """The strongest topics of scikit-learn's NMF on the small corpus, 50 posts a group."""
    clusters = json.loads(EXPECTED_MINI.read_text())["cd"]["strongest"]
    return labelling(clusters, [i // 50 for i in range(300)])


def assignment(rng, k, l, vocabulary):
    topics = lambda count: [rng.choice(vocabulary, 8, replace=False) for _ in range(count)]
    a, b = topics(k), topics(l)
    shared = np.array([[len(set(x) & set(y)) for y in b] for x in a])
    rows, cols = linear_sum_assignment(shared, maximize=True)
    a, b = [joined(topic) for topic in a], [joined(topic) for topic in b]
    return {"a": a, "b": b, "shared": int(shared[rows, cols].sum())}


def npmi(occurs, i, j):
    x, y, xy = occurs[:, i].mean(), occurs[:, j].mean(), (occurs[:, i] & occurs[:, j]).mean()
    if xy == 0:
        return -1.0
    if x == 1 or y == 1:
        return 0.0
    return float(np.log(xy / (x * y)) / -np.log(xy))


def coherence(rng, documents, terms, topics):
    common = rng.uniform(0, 0.9, size=terms)
    counts = rng.poisson(-np.log(1 - common), size=(documents, terms))
    counts[:, 0] += 1  # in every document
    counts[:, 1] = 0  # in none
    counts[-1, 1:] = 0
    words = [rng.choice(terms, size, replace=False).tolist() for size in topics]
    words += [[0, 1, 2], [0, 3]]
    means = [
        np.mean([npmi(counts > 0, i, j) for i, j in combinations(topic, 2)])
        for topic in words
    ]
    return {
        "counts": [joined(row) for row in counts],
        "topics": [joined(topic) for topic in words],
        "coherence": [float(mean) for mean in means],
        "mean": float(np.mean(means)),
    }


def main():
    rng = np.random.default_rng(1)
    sizes = [(1, 1, 8), (6, 6, 14), (4, 9, 20), (9, 4, 20), (20, 20, 30), (50, 50, 60)]
    expected = {
        "labellings": labellings(rng),
        "mini": mini(),
        "assignments": [assignment(rng, *size) for size in sizes],
        "coherences": [coherence(rng, 20, 12, [2, 3, 8]), coherence(rng, 7, 9, [4, 5])],
    }
    print(json.dumps(expected, separators=(",", ":")))


if __name__ == "__main__":
    main()
