"""Which options of `caselens vectorize` are compared, each with scikit-learn's own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer


@dataclass
class Option:
    """Flags of caselens beside the vectoriser that they must equal."""

    flags: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)
    vectorizer: Callable[..., CountVectorizer] = TfidfVectorizer

    def __str__(self) -> str:
        return " ".join(self.flags) or "defaults"


DEFAULTS = Option()

FIXED = [
    Option(["--ngram-range", "1,2"], {"ngram_range": (1, 2)}),
    Option(["--ngram-range", "2,3"], {"ngram_range": (2, 3)}),
    Option(["--min-df", "2"], {"min_df": 2}),
    Option(["--min-df", "0.01"], {"min_df": 0.01}),
    Option(["--max-df", "0.5"], {"max_df": 0.5}),
    Option(["--max-df", "100"], {"max_df": 100}),
    Option(["--sublinear-tf"], {"sublinear_tf": True}),
    Option(["--norm", "l1"], {"norm": "l1"}),
    Option(["--norm", "none"], {"norm": None}),
    Option(["--no-idf"], {"use_idf": False}),
    Option(["--no-smooth-idf"], {"smooth_idf": False}),
    Option(["--binary"], {"binary": True}),
    Option(["--counts"], {}, CountVectorizer),
    Option(["--counts", "--binary"], {"binary": True}, CountVectorizer),
    Option(["--norm", "none", "--no-idf", "--sublinear-tf"],
           {"norm": None, "use_idf": False, "sublinear_tf": True}),
    Option(["--ngram-range", "1,3", "--min-df", "2", "--max-df", "0.3", "--sublinear-tf"],
           {"ngram_range": (1, 3), "min_df": 2, "max_df": 0.3, "sublinear_tf": True}),
]  # fmt: skip


def options_for(texts: list[str], scratch: Path) -> list[Option]:
    """All options, those that depend on the words of the file among them."""
    counter = CountVectorizer().fit(texts)
    terms = counter.get_feature_names_out()
    totals = numpy.asarray(counter.transform(texts).sum(axis=0)).ravel()
    found = [*FIXED, *stop_words(terms, totals, scratch)]
    limit = limit_without_tie(totals)
    if limit is not None:
        found.append(Option(["--max-features", str(limit)], {"max_features": limit}))
    return found


def limit_without_tie(totals: numpy.ndarray) -> int | None:
    """At most half of all terms, so that the last kept is commoner than the first left out.

    scikit-learn breaks ties as its sort happens to leave them; there is nothing to agree on.
    """
    falling = numpy.sort(totals)[::-1]
    limits = numpy.flatnonzero(falling[:-1] > falling[1:]) + 1
    limits = limits[limits <= len(totals) // 2]
    return int(limits[-1]) if limits.size else None


def stop_words(terms: numpy.ndarray, totals: numpy.ndarray, scratch: Path) -> list[Option]:
    """The 20 commonest terms and a word that stands nowhere as stop words.

    n-grams go across the place of a stop word, as scikit-learn's do.
    """
    words = [*terms[numpy.argsort(-totals, kind="stable")[:20]], "absentword"]
    path = scratch / "stop-words.txt"
    path.write_text("\n".join(words) + "\n", encoding="utf-8")
    flags = ["--stop-words", str(path)]
    return [
        Option(flags, {"stop_words": words}),
        Option([*flags, "--ngram-range", "1,2"], {"stop_words": words, "ngram_range": (1, 2)}),
    ]
