"""What scikit-learn and PyTorch make of the cases of `deno task fuzz`.

Reads one JSON object a line and answers each with one line, until its input ends. `what` names
one of the functions under ANSWERS; an exception becomes {"error": …}. A number JSON has no
sign for is {"number": "NaN"}.
"""
import json
import math
import sys
import warnings

import numpy as np

warnings.filterwarnings("ignore")
np.seterr(all="ignore")


def decoded(pair):
    return float(pair["number"]) if set(pair) == {"number"} else pair


def encoded(value):
    if isinstance(value, dict):
        return {key: encoded(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [encoded(one) for one in value]
    if isinstance(value, np.ndarray):
        return [encoded(float(one)) for one in value.ravel()]
    if isinstance(value, np.generic):
        return encoded(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        name = "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        return {"number": name}
    return value


def array(matrix):
    data = np.array(matrix["data"], dtype=np.float64)
    return data.reshape(matrix["rows"], matrix["cols"])


def plain(matrix):
    matrix = np.array(matrix, dtype=np.float64)  # a copy, for PyTorch goes on with its own
    return {"rows": matrix.shape[0], "cols": matrix.shape[1], "data": matrix}


def versions(_):
    found = {"Python": sys.version.split()[0]}
    for name, package in [("scikit-learn", "sklearn"), ("PyTorch", "torch")]:
        try:
            found[name] = __import__(package).__version__
        except ImportError:
            pass
    return found


# Text


def stripped(text):
    return text.replace("e", "")


def without_first(text):
    return text[1:]


def commas(text):
    return text.split(",")


FUNCTIONS = {"stripped": stripped, "withoutFirst": without_first, "commas": commas}
NAMES = {
    "lowercase": "lowercase",
    "stripAccents": "strip_accents",
    "preprocessor": "preprocessor",
    "tokenizer": "tokenizer",
    "stopWords": "stop_words",
    "tokenPattern": "token_pattern",
    "analyzer": "analyzer",
    "ngramRange": "ngram_range",
    "minDf": "min_df",
    "maxDf": "max_df",
    "maxFeatures": "max_features",
    "vocabulary": "vocabulary",
    "binary": "binary",
    "norm": "norm",
    "useIdf": "use_idf",
    "smoothIdf": "smooth_idf",
    "sublinearTf": "sublinear_tf",
}


def limit(value):
    """scikit-learn tells a count from a share by its type, and knows no count of 0."""
    if "share" in value:
        return float(value["share"])
    return value["count"] or 0.0


def text_options(options):
    given = {}
    for name, value in options.items():
        if isinstance(value, dict) and set(value) == {"function"}:
            value = FUNCTIONS[value["function"]]
        if name == "ngramRange":
            value = tuple(value)
        if name in ("minDf", "maxDf"):
            value = limit(value)
        given[NAMES[name]] = value
    return given


def csr(matrix):
    matrix.sort_indices()
    return {
        "indptr": matrix.indptr.tolist(),
        "indices": matrix.indices.tolist(),
        "data": matrix.data,
    }


def vectorizer(case):
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    kind = TfidfVectorizer if case["weigh"] else CountVectorizer
    made = kind(**text_options(case["options"]))
    fitted = made.fit_transform(case["documents"])
    answer = {"terms": made.get_feature_names_out().tolist(), "fitted": csr(fitted)}
    if case["weigh"] and made.use_idf:
        answer["idf"] = made.idf_
    try:
        answer["unseen"] = csr(made.transform(case["unseen"]))
    except ValueError as error:
        answer["unseen"] = {"error": str(error)}
    return answer


def newer_characters(case):
    """Those of the characters that this Python's Unicode does not know."""
    import unicodedata

    return {"newer": [c for c in case["characters"] if unicodedata.category(c) == "Cn"]}


def empty_matches(case):
    """Whether the pattern finds a token of no characters in one of the texts."""
    import re

    pattern = re.compile(case["pattern"])
    found = any("" in pattern.findall(text) for text in case["texts"])
    return {"found": found}


# NMF


def matrix_of(case, name="V"):
    from scipy.sparse import csr_matrix

    V = array(case[name])
    if case["form"] == "dense":
        return V
    if case["form"] == "sparse":
        return csr_matrix(V)
    rows, cols = V.shape
    indices = np.tile(np.arange(cols), rows)
    return csr_matrix((V.ravel(), indices, np.arange(rows + 1) * cols), shape=V.shape)


NMF_NAMES = {
    "nComponents": "n_components",
    "init": "init",
    "solver": "solver",
    "betaLoss": "beta_loss",
    "tol": "tol",
    "maxIter": "max_iter",
    "randomState": "random_state",
    "alphaW": "alpha_W",
    "alphaH": "alpha_H",
    "l1Ratio": "l1_ratio",
}


class own_svd:
    """Within it scikit-learn's starts take the SVD of the case, if it has one."""

    def __init__(self, case):
        self.svd = case.get("svd")

    def __enter__(self):
        import sklearn.decomposition._nmf as module

        self.before = module.randomized_svd
        if self.svd is not None:
            U, Vt = array(self.svd["U"]), array(self.svd["Vt"])
            s = np.array(self.svd["s"], dtype=np.float64)
            module.randomized_svd = lambda *_, **__: (U.copy(), s.copy(), Vt.copy())

    def __exit__(self, *_):
        import sklearn.decomposition._nmf as module

        module.randomized_svd = self.before


def nmf(case):
    """A fit, and the W of rows it has not seen."""
    import sklearn.decomposition._nmf as module

    options = {NMF_NAMES[name]: value for name, value in case["options"].items()}
    options.setdefault("random_state", 0)
    options.setdefault("alpha_W", 0.0)
    made = module.NMF(**options)
    start = {}
    if "start" in case:
        start = {"W": array(case["start"]["W"]), "H": array(case["start"]["H"])}
    with own_svd(case):
        W = made.fit_transform(matrix_of(case), **start)
    answer = {
        "W": plain(W),
        "H": plain(made.components_),
        "iterations": made.n_iter_,
        "error": made.reconstruction_err_,
    }
    try:
        answer["unseen"] = plain(made.transform(matrix_of(case, "unseen")))
    except (ValueError, IndexError) as error:
        answer["unseen"] = {"error": str(error)}
    return answer


def nmf_start(case):
    from sklearn.decomposition._nmf import _initialize_nmf

    V, k, init, seed = matrix_of(case), case["k"], case["init"], case["seed"]
    with own_svd(case):
        W, H = _initialize_nmf(V, k, init=init, random_state=seed)
        if np.isnan(W).any() or np.isnan(H).any():
            # A part of length 0 was divided by it. A topic of nothing is filled like others.
            W, H = _initialize_nmf(V, k, init="nndsvd", random_state=seed)
            random = np.random.RandomState(seed)
            for factor in (W, H):
                factor[np.isnan(factor)] = 0
                zero = factor == 0
                if init == "nndsvda":
                    factor[zero] = V.mean()
                if init == "nndsvdar":
                    noise = random.standard_normal(size=zero.sum())
                    factor[zero] = np.abs(V.mean() * noise / 100)
    return {"W": plain(W), "H": plain(H)}


def singular(case):
    """All singular values, and by how much the given SVD misses being one of V."""
    V = array(case["V"])
    U, Vt = array(case["svd"]["U"]), array(case["svd"]["Vt"])
    s = np.array(case["svd"]["s"], dtype=np.float64)
    k = len(s)
    values = np.linalg.svd(V, compute_uv=False)
    first = values[0] or 1.0
    one = np.eye(k)
    missed = max(
        np.abs(U.T @ U - one).max(),
        np.abs(Vt @ Vt.T - one).max(),
        np.abs(V @ Vt.T - U * s).max() / first,
        np.abs(U.T @ V - s[:, None] * Vt).max() / first,
        np.abs(s - values[:k]).max() / first,
    )
    return {"values": values, "missed": missed}


# The two solvers as their formulas are written, in extended precision and without a fixed
# number anywhere. A 0 in V, W or H takes no part in a sum, whatever stands beside it.

LONG = np.longdouble


def without_zeros(value, *factors):
    """A product that is 0 wherever one of its factors is."""
    zero = np.zeros(value.shape, dtype=bool)
    for factor in factors:
        zero |= np.broadcast_to(factor == 0, value.shape)
    return np.where(zero, LONG(0), value)


def moved(size, random):
    """What rounding may make of sums of this size."""
    return 0 if random is None else LONG(1e-15) * size * random.uniform(-1, 1, size.shape)


def descent_pass(V, F, Other, l1, l2, random):
    G = Other.T @ Other + l2 * np.eye(F.shape[1], dtype=LONG)
    P = V @ Other
    violation = LONG(0)
    for t in range(F.shape[1]):
        up, down = P[:, t], F @ G[:, t] + l1
        gradient = down - up + moved(np.maximum(up, down), random)
        violation += np.where(F[:, t] == 0, np.maximum(-gradient, 0), np.abs(gradient)).sum()
        if G[t, t] > 0:
            before, step = F[:, t], gradient / G[t, t]
            noise = moved(np.maximum(before, np.abs(step)), random)
            F[:, t] = np.maximum(before - step + noise, 0)
    return violation


def multiplied(V, F, Other, beta, l1, l2, seen, random):
    WH = F @ Other.T
    seen["zeros"] |= bool((WH == 0).any())
    up = without_zeros(V * WH ** (LONG(beta) - 2), V, WH) @ Other
    down = without_zeros(WH ** (LONG(beta) - 1), WH) @ Other + l1 + l2 * F
    seen["zeros"] |= bool((down == 0).any())
    ratio = np.where(down == 0, LONG(0), up / np.where(down == 0, LONG(1), down))
    gamma = 1 / (2 - LONG(beta)) if beta < 1 else 1 / (LONG(beta) - 1) if beta > 2 else 1
    F *= ratio**gamma + moved(ratio**gamma, random)


def drop_tiny(F, seen):
    least = np.finfo(np.float64).eps * F.max()
    seen["dropped"] |= bool(((F > 0) & (F < 1e-12 * F.max())).any())
    F[F < least] = 0


def near_divergence(x, beta):
    """d(1, 1 + x), which is x² ∫₀¹ s (1 + xs)^(β−2) ds, by Gauss's quadrature."""
    nodes, weights = np.polynomial.legendre.leggauss(20)
    s = (1 + nodes.astype(LONG)) / 2
    return x**2 * sum(w / 2 * t * (1 + x * t) ** (LONG(beta) - 2) for t, w in zip(s, weights))


def divergence(V, WH, beta, unit):
    """The error: the root of twice the divergence."""
    if beta == 2:
        return np.sqrt(((V - WH) ** 2).sum())
    floor = LONG(2) ** -23 * LONG(unit)
    v, wh = V[V > 0], WH[V > 0]
    base = np.where(wh == 0, floor, wh) if beta <= 1 else wh
    rest = WH[V == 0]
    b = LONG(beta)
    if beta == 1:
        parts = v * np.log(v / base) - v + wh
    elif beta == 0:
        parts = v / base - np.log(v / base) - 1
    else:
        parts = (v**b + base ** (b - 1) * ((b - 1) * wh - b * v)) / (b * (b - 1))
    x = (wh - v) / v
    near = v**b * near_divergence(np.where(np.abs(x) < 0.1, x, 0), beta)
    total = np.where(np.abs(x) < 0.1, near, parts).sum() + (rest[rest > 0] ** b).sum() / b
    return np.sqrt(2 * total)


def solved(case, V, W, Ht, both, iterations, seen, random=None):
    """What W and Ht are after each iteration, and what the stopping rule looks at."""
    beta, unit = case["beta"], case["unit"]
    l1W, l2W, l1H, l2H = (LONG(case[name]) for name in ("l1W", "l2W", "l1H", "l2H"))
    V, W, Ht = V.copy(), W.copy(), Ht.copy()
    trace, quantities, violations = [], [], []
    if case["solver"] == "mu":
        first = before = divergence(V, W @ Ht.T, beta, unit)
    for i in range(1, iterations + 1):
        if case["solver"] == "cd":
            if i == 1:
                size = (V @ Ht).sum()
            violation = descent_pass(V, W, Ht, l1W, l2W, random)
            if both:
                if i == 1:
                    size += (V.T @ W).sum()
                violation += descent_pass(V.T, Ht, W, l1H, l2H, random)
            violations.append(violation)
            first = violations[0]
            quantity = violation / first if first > 0 else LONG(0)
            level = violation / size if size > 0 else LONG(0)
        else:
            multiplied(V, W, Ht, beta, l1W, l2W, seen, random)
            if beta < 1:
                drop_tiny(W, seen)
            if both:
                multiplied(V.T, Ht, W, beta, l1H, l2H, seen, random)
                if beta <= 1:
                    drop_tiny(Ht, seen)
            now = divergence(V, W @ Ht.T, beta, unit)
            size = np.sqrt((V[V > 0] ** LONG(beta)).sum())
            level = now / size if size > 0 else LONG(0)
            quantity = (before - now) / first if first > 0 else LONG(0)
            if i % 10 == 0:
                before = now
        trace.append((W.copy(), Ht.copy()))
        quantities.append({"quantity": quantity, "level": level})
        seen["first"] = first / size if size > 0 else LONG(0)
    return trace, quantities


def whole_fit(case, random):
    """A fit of V, then W of the unseen rows for the H that was found by the other side."""
    V, unseen = array(case["V"]).astype(LONG), array(case["unseen"]).astype(LONG)
    W, Ht = array(case["W"]).astype(LONG), array(case["H"]).T.astype(LONG)
    seen, later = ({"zeros": False, "dropped": False, "first": 0} for _ in range(2))
    trace, quantities = solved(case, V, W, Ht, True, case["iterations"], seen, random)
    sizes = {
        "W": max(W.max(), *(one.max() for one, _ in trace)),
        "H": max(Ht.max(), *(one.max() for _, one in trace)),
    }
    W, Ht = trace[-1]
    fitted = array(case["fitted"]).T.astype(LONG)
    start = np.zeros((unseen.shape[0], fitted.shape[1]), dtype=LONG)
    if case["solver"] == "mu":
        start += np.sqrt(unseen.mean() / fitted.shape[1])
    most = case["maxIter"]
    trace, unseen_quantities = solved(case, unseen, start, fitted, False, most, later, random)
    return {
        "W": W,
        "H": Ht.T,
        "WH": W @ Ht.T,
        "error": np.reshape(divergence(V, W @ Ht.T, case["beta"], case["unit"]), (1, 1)),
        "unseen": [W for W, _ in trace],
        "sizes": {**sizes, "unseen": max(start.max(), *(one.max() for one, _ in trace))},
        "quantities": quantities,
        "unseenQuantities": unseen_quantities,
        "seen": seen,
        "later": later,
    }


def nmf_plain(case):
    exact = whole_fit(case, None)
    others = [whole_fit(case, np.random.RandomState(i)) for i in range(6)]
    numbers = lambda list: [{name: float(one[name]) for name in one} for one in list]
    return {
        **{name: plain(exact[name]) for name in ("W", "H", "WH", "error")},
        "unseen": [plain(W) for W in exact["unseen"]],
        "spreads": {
            **{
                name: spread(exact[name], [other[name] for other in others])
                for name in ("W", "H", "WH", "error")
            },
            "unseen": [
                spread(W, [other["unseen"][i] for other in others])
                for i, W in enumerate(exact["unseen"])
            ],
        },
        "sizes": {name: float(size) for name, size in exact["sizes"].items()},
        "quantities": [numbers(one["quantities"]) for one in [exact, *others]],
        "unseenQuantities": [numbers(one["unseenQuantities"]) for one in [exact, *others]],
        "zeros": exact["seen"]["zeros"] or exact["later"]["zeros"],
        "dropped": exact["seen"]["dropped"] or exact["later"]["dropped"],
        "first": float(exact["seen"]["first"]),
        "unseenFirst": float(exact["later"]["first"]),
    }


def spread(exact, others):
    """How far the others are from it; infinite where only one of two is a number."""
    far = np.zeros(exact.shape)
    for other in others:
        away = np.abs(other - exact).astype(np.float64)
        same = (other == exact) | (np.isnan(other) & np.isnan(exact))
        far = np.maximum(far, np.where(same, 0, np.where(np.isnan(away), np.inf, away)))
    return far


# Graphs


def torch_op(step, values):
    import torch

    def operand(other):
        if isinstance(other, dict) and "of" in other:
            return values[other["of"]]
        if isinstance(other, dict):
            matrix = torch.tensor(array(other))
            return matrix
        return other

    x = values[step["a"]]
    op = step["op"]
    if op in ("add", "sub", "mul", "div"):
        other = operand(step["b"])
        return getattr(x, op)(other)
    if op == "matmul" and step.get("sparse"):
        return torch.sparse.mm(operand(step["b"]).t().to_sparse(), x.t()).t()
    if op == "matmul":
        return x @ operand(step["b"])
    if op == "premultiply" and step.get("sparse"):
        return torch.sparse.mm(operand(step["b"]).to_sparse(), x)
    if op == "premultiply":
        return operand(step["b"]) @ x
    if op == "transpose":
        return x.t()
    if op == "pow":
        return x.pow(step["p"])
    if op == "softplus":
        # Its threshold is 20 if not told otherwise, where e⁻²⁰ still counts.
        return torch.nn.functional.softplus(x, threshold=700)
    if op == "clamp":
        return x.clamp(min=step["min"], max=step["max"])
    if op in ("sum", "mean", "norm"):
        return getattr(x, op)().reshape(1, 1)
    return getattr(x, op)()


def graph(case):
    import torch

    values = []
    for leaf in case["leaves"]:
        values.append(torch.tensor(array(leaf), requires_grad=leaf["requiresGrad"]))
    for step in case["steps"]:
        values.append(torch_op(step, values))
    loss = values[-1]
    answer = {"values": [plain(x.detach().numpy()) for x in values], "gradients": []}
    if loss.requires_grad:
        for i in range(case["passes"]):
            loss.backward(retain_graph=True)
    for x in values[: len(case["leaves"])]:
        answer["gradients"].append(None if x.grad is None else plain(x.grad.numpy()))
    return answer


# The same by the plain chain rule, in which 0 times anything is 0. Each result is computed
# in extended precision and then rounded. To see what roundings can do, those results that
# are not exact can be moved a little; a result comes with the size that this is a share of.


def rounded(x):
    return np.asarray(x, dtype=LONG).astype(np.float64).astype(LONG)


def one_rounding(x):
    return x, np.where((rounded(x) == x) | ~np.isfinite(x), LONG(0), np.abs(x))


def lowest_bit(x):
    """The largest power of two of which a double is a whole multiple; infinite for 0."""
    mantissa, exponent = np.frexp(x)
    whole = np.abs(mantissa * 2.0**53).astype(np.int64)
    bit = np.ldexp((whole & -whole).astype(np.float64), exponent - 53)
    return np.where(x == 0, np.inf, bit)


def total(terms, axis):
    """Sums, which are exact in any order if no partial sum can need more than 53 bits."""
    x, sizes = terms.sum(axis=axis), np.abs(terms).sum(axis=axis)
    bits = lowest_bit(np.where(np.isfinite(terms), terms, 0).astype(np.float64))
    exact = (rounded(terms) == terms).all(axis=axis)
    exact &= sizes < bits.min(axis=axis, initial=np.inf) * LONG(2) ** 53
    return x, np.where(exact | ~np.isfinite(x), LONG(0), sizes)


def whole(result):
    return tuple(np.reshape(part, (1, 1)) for part in result)


def chained(product, a, b):
    return np.where(np.isnan(product) & ((a == 0) | (b == 0)), LONG(0), product)


def times(a, b):
    return one_rounding(chained(a * b, a, b))


def over(a, b):
    one = np.ones_like(a * b)
    zero = np.isnan(a / b) & ((a == 0) | np.isinf(b * one))
    return one_rounding(np.where(zero, LONG(0), a / b))


def products(A, B):
    a, b = A[:, :, None], B[None, :, :]
    return total(chained(a * b, a, b), 1)


def stored_products(A, B, stored):
    """AB, where only the terms count whose factor is stored."""
    a, b = A[:, :, None], B[None, :, :]
    there = np.broadcast_to((a if stored is A else b) != 0, (a * b).shape)
    return total(np.where(there, a * b, LONG(0)), 1)


def plain_op(step, values):
    """The value, and for each input that is a value its number and its flow."""
    x, a, op = values[step["a"]], step["a"], step["op"]
    other = step.get("b")
    index = other["of"] if isinstance(other, dict) and "of" in other else None
    if index is not None:
        b = values[index]
    elif isinstance(other, dict):
        b = array(other).astype(LONG)
    elif other is not None:
        b = np.full((1, 1), other, dtype=LONG)
    as_it_is = lambda g: (g, np.zeros_like(g))
    both = lambda f, g: [(a, f)] + ([(index, g)] if index is not None else [])
    alone = lambda f: [(a, f)]
    if op == "add":
        return one_rounding(x + b), both(as_it_is, as_it_is)
    if op == "sub":
        return one_rounding(x - b), both(as_it_is, lambda g: as_it_is(-g))
    if op == "mul":
        return one_rounding(x * b), both(lambda g: times(g, b), lambda g: times(g, x))
    if op == "div":
        slope = rounded(-rounded(x / b) / b)
        return one_rounding(x / b), both(lambda g: over(g, b), lambda g: times(g, slope))
    if op in ("matmul", "premultiply"):
        left, right = (x, b) if op == "matmul" else (b, x)
        to_left, to_right = lambda g: products(g, right.T), lambda g: products(left.T, g)
        if step.get("sparse"):
            value = stored_products(left, right, b)
        else:
            value = total(left[:, :, None] * right[None, :, :], 1)
        if op == "matmul":
            return value, both(to_left, to_right)
        return value, alone(to_right)
    if op == "transpose":
        return as_it_is(x.T), alone(lambda g: as_it_is(g.T))
    if op == "pow":
        p = LONG(step["p"])
        slope = np.zeros_like(x) if p == 0 else rounded(p * rounded(np.power(x, p - 1)))
        return one_rounding(np.power(x, p)), alone(lambda g: times(g, slope))
    if op == "sqrt":
        return one_rounding(np.sqrt(x)), alone(lambda g: over(g, 2 * rounded(np.sqrt(x))))
    if op == "exp":
        return one_rounding(np.exp(x)), alone(lambda g: times(g, rounded(np.exp(x))))
    if op == "log":
        return one_rounding(np.log(x)), alone(lambda g: over(g, x))
    if op == "softplus":
        e = np.exp(-np.abs(x))
        sigmoid = rounded(np.where(x < 0, e, LONG(1)) / (1 + e))
        value = one_rounding(np.maximum(x, 0) + np.log1p(e))
        return value, alone(lambda g: times(g, sigmoid))
    if op == "clamp":
        low, high = LONG(step["min"]), LONG(step["max"])
        inside = (low <= x) & (x <= high)
        flow = lambda g: as_it_is(np.where(inside, g, LONG(0)))
        return as_it_is(np.minimum(np.maximum(x, low), high)), alone(flow)
    if op == "sum":
        return whole(total(x.ravel(), 0)), alone(lambda g: as_it_is(np.full(x.shape, g[0, 0])))
    if op == "mean":
        value, size = whole(total(x.ravel(), 0))
        share = lambda g: one_rounding(np.full(x.shape, g[0, 0] / x.size))
        mean, last = one_rounding(value / x.size)
        return (mean, size / x.size + last), alone(share)
    if op == "norm":
        length = np.sqrt((x**2).sum()).reshape(1, 1)
        slope = rounded(x / rounded(length)) if length != 0 else np.zeros_like(x)
        return one_rounding(length), alone(lambda g: times(g, slope))
    return as_it_is(x), []  # detach


def plain_run(case, random):
    def moved(result):
        x, size = result
        if random is not None:
            x = x + LONG(1e-14) * size * random.uniform(-1, 1, np.shape(x))
        return rounded(x)

    values = [array(leaf).astype(LONG) for leaf in case["leaves"]]
    needed = [leaf["requiresGrad"] for leaf in case["leaves"]]
    flows = [[] for _ in values]
    for step in case["steps"]:
        value, ways = plain_op(step, values)
        values.append(moved(value))
        ways = [way for way in ways if needed[way[0]]]
        needed.append(len(ways) > 0)
        flows.append(ways)
    gradients = [None] * len(values)
    if needed[-1]:
        gradients[-1] = np.ones((1, 1), dtype=LONG)
    for i in reversed(range(len(values))):
        if gradients[i] is None:
            continue
        for index, flow in flows[i]:
            g = moved(flow(gradients[i]))
            if values[index].size == 1 and g.size > 1:
                g = moved(whole(total(g.ravel(), 0)))
            before = gradients[index]
            gradients[index] = g if before is None else moved(one_rounding(before + g))
    leaves = gradients[: len(case["leaves"])]
    return values, [None if g is None else case["passes"] * g for g in leaves]


def graph_plain(case):
    values, gradients = plain_run(case, None)
    moved = [plain_run(case, np.random.RandomState(i)) for i in range(6)]
    known = [i for i, g in enumerate(gradients) if g is not None]
    spreads = {i: spread(gradients[i], [g[i] for _, g in moved]) for i in known}
    return {
        "values": [plain(x) for x in values],
        "gradients": [None if g is None else plain(g) for g in gradients],
        "valueSpreads": [spread(x, [v[i] for v, _ in moved]) for i, x in enumerate(values)],
        "gradientSpreads": [spreads.get(i, []) for i in range(len(gradients))],
    }


# Optimizers


def optimizer(case):
    import torch

    parameters = [torch.tensor(array(p), requires_grad=True) for p in case["parameters"]]
    names = {"weightDecay": "weight_decay"}
    options = {names.get(name, name): value for name, value in case["options"].items()}
    made = getattr(torch.optim, case["optimizer"])(parameters, **options)
    trace = []
    for step in case["steps"]:
        if step["lr"] is not None:
            for group in made.param_groups:
                group["lr"] = step["lr"]
        if step["zero"] != "keep":
            made.zero_grad(set_to_none=step["zero"] == "none")
        for parameter, gradient in zip(parameters, step["gradients"]):
            if gradient is not None:
                g = torch.tensor(np.array(gradient, dtype=np.float64))
                (parameter * g.reshape(parameter.shape)).sum().backward()
        made.step()
        trace.append([plain(p.detach().numpy()) for p in parameters])
    return {"trace": trace}


ANSWERS = {
    "versions": versions,
    "vectorizer": vectorizer,
    "newerCharacters": newer_characters,
    "emptyMatches": empty_matches,
    "nmf": nmf,
    "nmfStart": nmf_start,
    "nmfPlain": nmf_plain,
    "singular": singular,
    "graph": graph,
    "graphPlain": graph_plain,
    "optimizer": optimizer,
}


def main():
    for line in sys.stdin:
        case = json.loads(line, object_hook=decoded)
        try:
            answer = ANSWERS[case["what"]](case)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(encoded(answer)), flush=True)


if __name__ == "__main__":
    main()
