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
    answer["unseen"] = plain(made.transform(matrix_of(case, "unseen")))
    return answer


def nmf_start(case):
    from sklearn.decomposition._nmf import _initialize_nmf

    with own_svd(case):
        W, H = _initialize_nmf(
            matrix_of(case), case["k"], init=case["init"], random_state=case["seed"]
        )
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


def descent_pass(V, F, Other, l1, l2):
    G = Other.T @ Other + l2 * np.eye(F.shape[1], dtype=LONG)
    P = V @ Other
    violation = LONG(0)
    for t in range(F.shape[1]):
        gradient = F @ G[:, t] - P[:, t] + l1
        violation += np.where(F[:, t] == 0, np.maximum(-gradient, 0), np.abs(gradient)).sum()
        if G[t, t] > 0:
            F[:, t] = np.maximum(F[:, t] - gradient / G[t, t], 0)
    return violation


def multiplied(V, F, Other, beta, l1, l2, seen):
    WH = F @ Other.T
    seen["zeros"] |= bool((WH == 0).any())
    up = without_zeros(V * WH ** (LONG(beta) - 2), V, WH) @ Other
    down = without_zeros(WH ** (LONG(beta) - 1), WH) @ Other + l1 + l2 * F
    seen["zeros"] |= bool((down == 0).any())
    ratio = np.where(down == 0, LONG(0), up / np.where(down == 0, LONG(1), down))
    gamma = 1 / (2 - LONG(beta)) if beta < 1 else 1 / (LONG(beta) - 1) if beta > 2 else 1
    F *= ratio**gamma


def drop_tiny(F, seen):
    least = np.finfo(np.float64).eps * F.max()
    seen["dropped"] |= bool(((F > 0) & (F < 1e-12 * F.max())).any())
    F[F < least] = 0


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
        total = (v * np.log(v / base) - v + wh).sum() + rest.sum()
    elif beta == 0:
        total = (v / base - np.log(v / base) - 1).sum()
    else:
        power = base ** (b - 1) * ((b - 1) * wh - b * v)
        total = ((v**b + power) / (b * (b - 1))).sum() + (rest[rest > 0] ** b).sum() / b
    return np.sqrt(2 * np.maximum(total, 0))


def solved(case, V, W, Ht, both, iterations, seen):
    """What W and Ht are after each iteration, and what the stopping rule looks at."""
    beta, unit = case["beta"], case["unit"]
    l1W, l2W, l1H, l2H = (LONG(case[name]) for name in ("l1W", "l2W", "l1H", "l2H"))
    trace, quantities, violations = [], [], []
    if case["solver"] == "mu":
        first = before = divergence(V, W @ Ht.T, beta, unit)
    for i in range(1, iterations + 1):
        if case["solver"] == "cd":
            if i == 1:
                size = (V @ Ht).sum()
            violation = descent_pass(V, W, Ht, l1W, l2W)
            if both:
                if i == 1:
                    size += (V.T @ W).sum()
                violation += descent_pass(V.T, Ht, W, l1H, l2H)
            violations.append(violation)
            first = violations[0]
            quantity = violation / first if first > 0 else LONG(0)
            level = violation / size if size > 0 else LONG(0)
        else:
            multiplied(V, W, Ht, beta, l1W, l2W, seen)
            if beta < 1:
                drop_tiny(W, seen)
            if both:
                multiplied(V.T, Ht, W, beta, l1H, l2H, seen)
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


def nmf_plain(case):
    V, unseen = array(case["V"]).astype(LONG), array(case["unseen"]).astype(LONG)
    W, Ht = array(case["W"]).astype(LONG), array(case["H"]).T.astype(LONG)
    seen = {"zeros": False, "dropped": False, "first": 0}
    trace, quantities = solved(case, V, W, Ht, True, case["iterations"], seen)
    W, Ht = trace[-1]
    seen_later = {"zeros": False, "dropped": False, "first": 0}
    given = array(case["fitted"]).T.astype(LONG)
    start = np.zeros((unseen.shape[0], given.shape[1]), dtype=LONG)
    if case["solver"] == "mu":
        start += np.sqrt(unseen.mean() / given.shape[1])
    later, quantities_later = solved(
        case, unseen, start, given, False, case["maxIter"], seen_later
    )
    numbers = lambda list: [{name: float(one[name]) for name in one} for one in list]
    return {
        "W": plain(W),
        "H": plain(Ht.T),
        "error": float(divergence(V, W @ Ht.T, case["beta"], case["unit"])),
        "quantities": numbers(quantities),
        "unseen": [plain(one) for one, _ in later],
        "unseenQuantities": numbers(quantities_later),
        "zeros": seen["zeros"],
        "dropped": seen["dropped"],
        "unseenZeros": seen_later["zeros"] or seen_later["dropped"],
        "first": float(seen["first"]),
        "unseenFirst": float(seen_later["first"]),
    }


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
    if op == "matmul":
        return x @ operand(step["b"])
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
# in extended precision and then rounded; `jitter` moves it a little, to see what that does.


def rounded(x):
    return np.asarray(x, dtype=LONG).astype(np.float64).astype(LONG)


def chained(product, a, b):
    return np.where(np.isnan(product) & ((a == 0) | (b == 0)), LONG(0), product)


def times(a, b):
    return chained(a * b, a, b)


def over(a, b):
    one = np.ones_like(a * b)
    return np.where(np.isnan(a / b) & ((a == 0) | np.isinf(b * one)), LONG(0), a / b)


def products(A, B):
    return chained(A[:, :, None] * B[None, :, :], A[:, :, None], B[None, :, :]).sum(axis=1)


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
    both = lambda f, g: [(a, f)] + ([(index, g)] if index is not None else [])
    if op == "add":
        return x + b, both(lambda g: g, lambda g: g)
    if op == "sub":
        return x - b, both(lambda g: g, lambda g: -g)
    if op == "mul":
        return x * b, both(lambda g: times(g, b), lambda g: times(g, x))
    if op == "div":
        q = rounded(x / b)
        return q, both(lambda g: over(g, b), lambda g: times(g, rounded(-q / b)))
    if op == "matmul":
        return x @ b, both(lambda g: products(g, b.T), lambda g: products(x.T, g))
    if op == "premultiply":
        return b @ x, [(a, lambda g: products(b.T, g))]
    if op == "transpose":
        return x.T, [(a, lambda g: g.T)]
    if op == "pow":
        p = LONG(step["p"])
        slope = np.zeros_like(x) if p == 0 else rounded(p * rounded(x ** (p - 1)))
        return x**p, [(a, lambda g: times(g, slope))]
    if op == "sqrt":
        root = rounded(np.sqrt(x))
        return root, [(a, lambda g: over(g, 2 * root))]
    if op == "exp":
        value = rounded(np.exp(x))
        return value, [(a, lambda g: times(g, value))]
    if op == "log":
        return np.log(x), [(a, lambda g: over(g, x))]
    if op == "softplus":
        e = np.exp(-np.abs(x))
        sigmoid = rounded(np.where(x < 0, e, LONG(1)) / (1 + e))
        return np.maximum(x, 0) + np.log1p(e), [(a, lambda g: times(g, sigmoid))]
    if op == "clamp":
        inside = (step["min"] <= x) & (x <= step["max"])
        value = np.minimum(np.maximum(x, LONG(step["min"])), LONG(step["max"]))
        return value, [(a, lambda g: np.where(inside, g, LONG(0)))]
    if op in ("sum", "mean"):
        n = x.size if op == "mean" else 1
        return x.sum().reshape(1, 1) / n, [(a, lambda g: np.full(x.shape, g[0, 0] / n))]
    if op == "norm":
        length = rounded(np.sqrt((x**2).sum()))
        slope = rounded(x / length) if length != 0 else np.zeros_like(x)
        return length.reshape(1, 1), [(a, lambda g: times(g, slope))]
    return x, []  # detach


def plain_run(case, random):
    move = lambda x: rounded(x) if random is None else rounded(
        np.asarray(x) * (1 + LONG(1e-14) * random.uniform(-1, 1, np.shape(x)))
    )
    values = [array(leaf).astype(LONG) for leaf in case["leaves"]]
    needed = [leaf["requiresGrad"] for leaf in case["leaves"]]
    flows = [[] for _ in values]
    for step in case["steps"]:
        value, ways = plain_op(step, values)
        values.append(move(value))
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
            g = move(flow(gradients[i]))
            if values[index].size == 1 and g.size > 1:
                g = g.sum().reshape(1, 1)
            before = gradients[index]
            gradients[index] = g if before is None else move(before + g)
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
