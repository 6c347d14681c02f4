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
# number anywhere. A 0 in V, W or H takes no part in a sum, whatever stands beside it. Every
# step of the other side is held against them: from where it was, to where it went.

LONG = np.longdouble
# Shares of what sums are made of, far above the rounding of a double, far below a mistake.
DESCENT_SHARE = LONG(1e-12)
MULTIPLIED_SHARE = LONG(1e-9)
# Entries of W and H that are nothing beside V's root.
NOTHING = LONG(1e-60)


def without_zeros(value, *factors):
    """A product that is 0 wherever one of its factors is."""
    zero = np.zeros(value.shape, dtype=bool)
    for factor in factors:
        zero |= np.broadcast_to(factor == 0, value.shape)
    return np.where(zero, LONG(0), value)


def descent_step(V, F, Other, t, l1, l2):
    """Where F's column t goes, the violations, their parts, and what the step is made of."""
    column = Other.T @ Other[:, t]
    column[t] += l2
    up, down = V @ Other[:, t], F @ column + l1
    gradient, before = down - up, F[:, t]
    violation = np.where(before == 0, np.maximum(-gradient, 0), np.abs(gradient)).sum()
    size = (up + down).sum()
    if column[t] < 1e-290:
        return before, violation, size, before
    after = np.maximum(before - gradient / column[t], 0)
    return after, violation, size, (up + down) / column[t] + before


def multiplied(V, F, Other, beta, l1, l2, seen):
    """Where F goes."""
    WH = F @ Other.T
    up = without_zeros(V * WH ** (LONG(beta) - 2), V, WH) @ Other
    down = without_zeros(WH ** (LONG(beta) - 1), WH) @ Other + l1 + l2 * F
    seen["zeros"] |= bool((WH == 0).any() or (down == 0).any())
    ratio = np.where(down == 0, LONG(0), up / np.where(down == 0, LONG(1), down))
    gamma = 1 / (2 - LONG(beta)) if beta < 1 else 1 / (LONG(beta) - 1) if beta > 2 else 1
    return F * ratio**gamma


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
    total = np.where(np.abs(x) < 0.1, near, parts).sum()
    if beta > 0:  # else there are no zeros in V
        total += (rest[rest > 0] ** b).sum() / b
    return np.sqrt(2 * np.maximum(total, 0))


def missed(expected, found, bound):
    """By how many times what is allowed the worst entry misses."""
    away = np.abs(found - expected)
    over = np.where(away == 0, LONG(0), away / np.where(bound == 0, LONG(1e-4000), bound))
    return float(np.where(np.isnan(over), np.inf, over).max())


def descent_missed(V, F, after, Other, l1, l2, nothing):
    """Of one pass over F, the violations it met, and what they are differences of."""
    worst, violations, sizes = 0.0, LONG(0), LONG(0)
    for t in range(F.shape[1]):
        # The entries before this one have moved already.
        now = np.concatenate([after[:, :t], F[:, t:]], axis=1)
        expected, violation, size, parts = descent_step(V, now, Other, t, l1, l2)
        bound = DESCENT_SHARE * parts + nothing
        worst = max(worst, missed(expected, after[:, t], bound))
        violations, sizes = violations + violation, sizes + size
    return worst, violations, sizes


def multiplied_missed(V, F, after, Other, beta, l1, l2, drops, nothing, seen):
    expected = multiplied(V, F, Other, beta, l1, l2, seen)
    if drops:
        least = np.finfo(np.float64).eps * expected.max()
        either = (expected > least / 2) & (expected < least * 2)
        seen["dropped"] |= bool(((expected > 0) & (expected < 2 * least)).any())
        dropped = (expected < least) & ~either | either & (after == 0)
        expected = np.where(dropped, LONG(0), expected)
    return missed(expected, after, MULTIPLIED_SHARE * expected + nothing)


def followed(case, V, trace, unit, both, seen):
    """How far the steps miss the formulas, and what the stopping rule looks at after each."""
    beta = case["beta"]
    l1W, l2W, l1H, l2H = (LONG(case[name]) for name in ("l1W", "l2W", "l1H", "l2H"))
    nothing = NOTHING * np.sqrt(LONG(max(abs(one) for one in case["V"]["data"])))
    states = [(array(one["W"]).astype(LONG), array(one["H"]).T.astype(LONG)) for one in trace]
    worst, progress = 0.0, []
    first = before = first_size = LONG(0)
    if case["solver"] == "mu":
        W, Ht = states[0]
        first = before = divergence(V, W @ Ht.T, beta, unit)
        size = first_size = np.sqrt((V[V > 0] ** LONG(beta)).sum())
    for i, ((W, Ht), (newW, newHt)) in enumerate(zip(states, states[1:]), 1):
        if case["solver"] == "cd":
            miss, quantity, size = descent_missed(V, W, newW, Ht, l1W, l2W, nothing)
            worst = max(worst, miss)
            if both:
                args = (newW, l1H, l2H, nothing)
                miss, violation, more = descent_missed(V.T, Ht, newHt, *args)
                worst, quantity, size = max(worst, miss), quantity + violation, size + more
            if i == 1:
                first, first_size = quantity, size
            level = quantity / size if size > 0 else LONG(0)
            share = quantity / first if first > 0 else LONG(0)
        else:
            drops = beta < 1
            args = (beta, l1W, l2W, drops, nothing, seen)
            worst = max(worst, multiplied_missed(V, W, newW, Ht, *args))
            if both:
                args = (beta, l1H, l2H, beta <= 1, nothing, seen)
                worst = max(worst, multiplied_missed(V.T, Ht, newHt, newW, *args))
            now = divergence(V, newW @ newHt.T, beta, unit)
            level = now / size if size > 0 else LONG(0)
            share = (before - now) / first if first > 0 else LONG(0)
            if i % 10 == 0:
                before = now
        progress.append({"quantity": float(share), "level": float(level)})
    relative = float(first / first_size) if first_size > 0 else 0.0
    return {"worst": worst, "progress": progress, "first": relative}


def nmf_steps(case):
    """The fit, and then W of the unseen rows, step by step."""
    V, unseen = array(case["V"]).astype(LONG), array(case["unseen"]).astype(LONG)
    seen = {"zeros": False, "dropped": False}
    W, H = (array(case["trace"][-1][name]).astype(LONG) for name in ("W", "H"))
    return {
        "fit": followed(case, V, case["trace"], case["unit"], True, seen),
        "transform": followed(case, unseen, case["later"], case["unseenUnit"], False, seen),
        "error": float(divergence(V, W @ H, case["beta"], case["unit"])),
        **seen,
    }


def rough_run(case, V, W, Ht, both, random):
    """A run in which every number is moved by as much as rounding may."""
    beta = case["beta"]
    l1W, l2W, l1H, l2H = (case[name] for name in ("l1W", "l2W", "l1H", "l2H"))
    seen = {"zeros": False, "dropped": False}

    def update(V, F, Other, l1, l2, drops):
        if case["solver"] == "mu":
            F = multiplied(V, F, Other, beta, l1, l2, seen)
            F = F * (1 + 1e-15 * random.uniform(-1, 1, F.shape))
            return np.where(F < 2e-16 * F.max(), 0, F) if drops else F
        F = F.copy()
        for t in range(F.shape[1]):
            F[:, t], _, _, parts = descent_step(V, F, Other, t, l1, l2)
            F[:, t] += 1e-15 * parts * random.uniform(-1, 1, parts.shape)
            F[:, t] = np.maximum(F[:, t], 0)
        return F

    for _ in range(case["iterations"]):
        W = update(V, W, Ht, l1W, l2W, beta < 1)
        if both:
            Ht = update(V.T, Ht, W, l1H, l2H, beta <= 1)
    return np.concatenate([W.ravel(), Ht.ravel()]).astype(np.float64)


def nmf_chaos(case):
    """By which share roundings can change the largest of the entries that they change most."""
    share = 0.0
    for name, trace, both in [("V", case["trace"], True), ("unseen", case["later"], False)]:
        V, W, Ht = array(case[name]), array(trace[0]["W"]), array(trace[0]["H"]).T
        runs = [rough_run(case, V, W, Ht, both, np.random.RandomState(i)) for i in range(12)]
        runs = np.array(runs)
        away, size = runs.max(axis=0) - runs.min(axis=0), runs.max(axis=0)
        share = max(share, np.nan_to_num(away / np.where(size == 0, 1, size), nan=1).max())
    return {"share": float(share)}


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


def spread(exact, others):
    """How far the others are from it; infinite where only one of two is a number."""
    far = np.zeros(exact.shape)
    for other in others:
        away = np.abs(other - exact).astype(np.float64)
        same = (other == exact) | (np.isnan(other) & np.isnan(exact))
        far = np.maximum(far, np.where(same, 0, np.where(np.isnan(away), np.inf, away)))
    return far


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
    "nmfSteps": nmf_steps,
    "nmfChaos": nmf_chaos,
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
