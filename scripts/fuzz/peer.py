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


def nmf(case):
    """A fit; with `svd` it starts from this SVD of V instead of scikit-learn's own."""
    import sklearn.decomposition._nmf as module

    options = {NMF_NAMES[name]: value for name, value in case["options"].items()}
    options.setdefault("random_state", 0)
    options.setdefault("alpha_W", 0.0)
    made = module.NMF(**options)
    start = {}
    if "start" in case:
        start = {"W": array(case["start"]["W"]), "H": array(case["start"]["H"])}
    own = module.randomized_svd
    if "svd" in case:
        U, Vt = array(case["svd"]["U"]), array(case["svd"]["Vt"])
        s = np.array(case["svd"]["s"], dtype=np.float64)
        module.randomized_svd = lambda *_, **__: (U.copy(), s.copy(), Vt.copy())
    try:
        W = made.fit_transform(matrix_of(case), **start)
    finally:
        module.randomized_svd = own
    answer = {
        "W": plain(W),
        "H": plain(made.components_),
        "iterations": made.n_iter_,
        "error": made.reconstruction_err_,
    }
    answer["unseen"] = plain(made.transform(matrix_of(case, "unseen")))
    return answer


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
    "graph": graph,
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
