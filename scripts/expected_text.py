"""Makes lib/text/expected_text.json: what Python and scikit-learn make of odd texts.

    python3 scripts/expected_text.py > lib/text/expected_text.json
    deno fmt lib/text/expected_text.json

The tests of lib/text compare with this file, so the expected values come from code that is
not the course's. Made with Python 3.11.2 (Unicode 14) and scikit-learn 1.2.1.
"""
import json
import re
import unicodedata
import warnings
from ast import literal_eval
from itertools import product

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import (
    CountVectorizer,
    TfidfTransformer,
    strip_accents_ascii,
    strip_accents_unicode,
)

SURROGATES = range(0xD800, 0xE000)

# Token patterns in Python's notation, each with what is special about it.
PATTERNS = [
    r"(?u)\b\w\w+\b",
    r"\b\w\w+\b",
    r"\w+",
    r"\d+",
    r"\S+",
    r"\W+",
    r"\D+",
    r"[^\W\d_]+",
    r"[\w\s]+",
    r"[\w'-]+",
    r"[^\s.]+",
    r"[^\w\s]",
    r"[\D]\d",
    r"[]\-a]+",
    r"[^]\s]+",
    r"[a-]+",
    r"[\ba]",
    r"\Bo\B",
    r"\A\w+",
    r"\w+\Z",
    r"\w+$",
    r"^\w+",
    r"(?m)^\w+$",
    r".+",
    r"(?s).+",
    r"(?i)straSSe",
    r"(?i)[a-z]+",
    r"(?i)[^a-z\s]+",
    r"(?i)i",
    r"(?i)σ+",
    r"(?iu)\u0131\w",
    r"(?i:MO)on|(?-i:STAR)",
    r"(?a)\w+",
    r"(?a:\w)\W",
    r"(?x) \w {2,}  # two or more",
    r"(?x)[ #]\w | \# ",
    r"(?x: \w \. )\w",
    r"#(\w+)",
    r"#(\w*)",
    r"#(?P<tag>\w+)",
    r"(?P<quote>['\"]).+?(?P=quote)",
    r"(\w)\1",
    r"(a)|b",
    r"(\w)+\s",
    r"(?:-(\w))+",
    r"(?#a comment)\w+(?#another 𝒳)",
    r"(?<=@)\w+",
    r"(?<!@)\b\w+",
    r"\w+(?=\.)",
    r"\w+(?!\.)\b",
    r"o*+o|oo",
    r"\w++",
    r"(?>o+)n",
    r"(?>a|ab)c|c",
    r"\w{2}",
    r"\w{2,3}?",
    r"\w{,2}\.",
    r"o{,}n",
    r"x{y}",
    r"{|}",
    r"a{1|2",
    r"\x41|\u00e9|\U0001d4b3",
    r"\t|\n|\r|\f|\v|\a",
    r"\.|\-|\ |\/|\@",
    r"\w[\w.]*\w",
    r"(?:\w+-)*\w+",
]

PATTERN_TEXTS = [
    "The moon, the MOON and 20 stars; naïve ÜBER_1 don't co-operate. soon\n",
    "1٣² ½ Ⅷ 東京 𝒳𝒴 𐐀𐐨 é e\u0301 ﬁ ª ͅx _a-b_",
    "Straße STRASSE straſſe İIiı Σσς ΌΣ ΣΑΣ",
    "one\x1ctwo\x85three\ufefffour\u200bfive\u2003six\xa0seven\u2028eight\r\nnine\x0bten\x0c\x07",
    "#tag #two_2 @name a.b.c \"it 'is' so\" ['q'] ]-a- x{y} a{1 ooon abc ac [x] \x08 -p-q x #y",
    "line one\nline\nUPPER\n\n",
    "",
]


def joined(numbers):
    return " ".join(map(str, numbers))


def rows(A):
    return [joined(row) for row in A]


def hexes(numbers):
    """Code points as ranges in base 16, such as "30-39 5f"."""
    ranges = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in ranges)


def code_points_that(holds):
    return hexes(c for c in range(0x110000) if holds(chr(c)))


def characters():
    matches = lambda pattern: lambda c: re.fullmatch(pattern, c) is not None
    every = [chr(c) for c in range(0x110000) if c not in SURROGATES]
    return {
        "assigned": code_points_that(lambda c: unicodedata.category(c) != "Cn"),
        "word": code_points_that(matches(r"\w")),
        "digit": code_points_that(matches(r"\d")),
        "space": code_points_that(matches(r"\s")),
        "accent": code_points_that(lambda c: strip_accents_unicode(c) == ""),
        # A character, then what it is in lower case.
        "lower": " ".join(c + c.lower() for c in every if c.lower() != c),
        # Where a sigma at the end is a final one: after, before and behind what.
        "sigma": {
            "after": code_points_that(lambda c: "ς" in (c + "Σ").lower()),
            "between": code_points_that(lambda c: "ς" in ("a" + c + "Σ").lower()),
            "before": code_points_that(lambda c: "ς" in ("aΣ" + c).lower()),
        },
    }


def patterns():
    return [
        {
            "pattern": pattern,
            "tokens": [
                CountVectorizer(token_pattern=pattern).build_tokenizer()(text)
                for text in PATTERN_TEXTS
            ],
        }
        for pattern in PATTERNS
    ]


def camel_case(options):
    """The course's options for scikit-learn's, which tells 1 from 1.0."""
    limit = lambda v: {"share" if isinstance(v, float) else "count": v}
    return {
        re.sub("_(.)", lambda m: m[1].upper(), k): limit(v) if k.endswith("_df") else v
        for k, v in options.items()
    }


def counted(documents, **options):
    vectorizer = CountVectorizer(**options)
    counts = vectorizer.fit_transform(documents)
    return {
        "documents": documents,
        "options": camel_case(options),
        "terms": vectorizer.get_feature_names_out().tolist(),
        "counts": rows(counts.toarray()),
    }


def spaces():
    every = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0"
    every += "\u1680\u2000\u2003\u2028\u2029\u202f\u205f\u3000"
    none = "\u180e\u200b\u200c\u2060\ufeff\x08\x1b\x7f"
    documents = ["a\x85b", " \ufeff a\x1c\x1dbc\u3000 ", "".join("x" + c for c in every + none)]
    documents += ["".join(c + c + "y" for c in every + none)]
    return [
        counted(documents, analyzer=analyzer, ngram_range=ngrams)
        for analyzer in ["char", "char_wb"]
        for ngrams in [(1, 1), (2, 2), (1, 3), (4, 5)]
    ]


ACCENTED = [
    "",
    "plain ASCII",
    "Café, ångström, ﬁn, Ποίηση, Йод",
    "e\u0301 e\u0327\u0301 \u0344 \u0345 ᾳ ᾴ",
    "ø ß æ ı ł đ",
    "½ ² ① Ⅷ ﷺ ｆｕｌｌ 𝐀 ª",
    "क़ कि ก็ ကို \u0b4b",
    "각 日本語 が",
    "שָׁלוֹם مُحَمَّد",
    "a\u20dd \u3099 \u302a \U0001d165",
]


def accents():
    return [
        {"text": t, "unicode": strip_accents_unicode(t), "ascii": strip_accents_ascii(t)}
        for t in ACCENTED
    ]


COUNTED = [
    "The Moon and the Sun: été à la mer, Ελλάδα; naïve ΌΣ",
    "the moon, the moon! Don't ever",
    "",
    "ÉTÉ ete e\u0301te\u0301 İstanbul straße STRASSE",
    "moon sun sea 20 ½ ﬁn 𝒳𝒴 a b",
]


def countings():
    cases = [
        dict(),
        dict(lowercase=False),
        dict(strip_accents="unicode"),
        dict(strip_accents="ascii"),
        dict(strip_accents="unicode", lowercase=False),
        dict(strip_accents="ascii", analyzer="char_wb", ngram_range=(3, 3), max_features=9),
        dict(stop_words="english", ngram_range=(1, 2)),
        dict(stop_words=["moon", "Sun"], ngram_range=(2, 3), lowercase=False),
        dict(stop_words=["ete"], strip_accents="unicode"),
        dict(token_pattern=r"\b\w+'?\w*\b", binary=True),
        dict(token_pattern=r"(?i)\b([a-z])\w+"),
        dict(analyzer="char", ngram_range=(1, 2), max_features=12),
        dict(min_df=1),
        dict(min_df=2),
        dict(min_df=0.4),
        dict(min_df=0.0, max_df=1.0),
        dict(max_df=1),
        dict(max_df=1.0),
        dict(max_df=0.2),
        dict(max_df=2, min_df=2),
        dict(vocabulary=["sun", "moon", "absent"]),
        dict(vocabulary={"sun": 2, "moon": 0, "absent": 1}),
        dict(vocabulary={"sun": 1, "moon": 0}, stop_words=["moon"], binary=True),
        dict(vocabulary=["the moon", "ete"], ngram_range=(1, 2), strip_accents="ascii"),
    ]
    return [counted(COUNTED, **options) for options in cases]


def everywhere():
    """A word in every text, with limits that only texts in all or in one can meet."""
    documents = ["moon sun", "moon sea", "moon sea"]
    cases = [dict(min_df=1.0), dict(min_df=1), dict(max_df=1), dict(max_df=1.0), dict(min_df=3)]
    return [counted(documents, **options) for options in cases]


def split_stop_words():
    """The tokens of stop words that are no stop words; scikit-learn warns of them."""
    cases = [
        dict(stop_words="english"),
        dict(stop_words=["don't", "we've", "ok"]),
        dict(stop_words=["don't", "don"]),
        dict(stop_words=["The", "and"]),
        dict(stop_words=["The", "and"], lowercase=False),
        dict(stop_words=["été"], strip_accents="unicode"),
        dict(stop_words=["été", "ete"], strip_accents="unicode"),
        dict(stop_words=["new york"], ngram_range=(1, 2)),
        dict(stop_words=["a", "I"]),
        dict(stop_words=["a", "I"], token_pattern=r"\w"),
        dict(stop_words=["don't"], analyzer="char"),
    ]
    found = []
    for options in cases:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            CountVectorizer(**options).fit(["some text of words"])
        tokens = [
            literal_eval(re.search(r"tokens (\[.*\]) not in", str(warning.message))[1])
            for warning in caught
            if "inconsistent" in str(warning.message)
        ]
        found.append({"options": camel_case(options), "tokens": sum(tokens, [])})
    return found


def weights():
    """TF-IDF of counts without stored zeros; a count need not be a whole number."""
    rng = np.random.default_rng(4)
    counts = rng.poisson(0.7, (6, 5)) * rng.choice([1, 1, 0.25], (6, 5))
    counts[2] = 0
    counts[0] += 1  # every term is in a document
    new = np.array([[0, 3, 0, 1, 0.5], [0, 0, 0, 0, 0], [2, 0, 0, 0, 0]])
    cases = []
    for norm, use, smooth, sublinear in product(["l1", "l2", None], *[[True, False]] * 3):
        options = dict(norm=norm, use_idf=use, smooth_idf=smooth, sublinear_tf=sublinear)
        transformer = TfidfTransformer(**options).fit(csr_matrix(counts))
        cases.append(
            {
                "options": camel_case(options),
                "idf": joined(transformer.idf_) if use else None,
                "weights": rows(transformer.transform(csr_matrix(counts)).toarray()),
                "new": rows(transformer.transform(csr_matrix(new)).toarray()),
            }
        )
    return {"counts": rows(counts), "new": rows(new), "cases": cases}


def main():
    expected = {
        "characters": characters(),
        "patternTexts": PATTERN_TEXTS,
        "patterns": patterns(),
        "spaces": spaces(),
        "accents": accents(),
        "countings": countings(),
        "everywhere": everywhere(),
        "splitStopWords": split_stop_words(),
        "weights": weights(),
    }
    print(json.dumps(expected, separators=(",", ":")))


if __name__ == "__main__":
    main()
