"""Makes metrics.json: what scikit-learn says of labels found beside labels given.

    venv/bin/python tests/parity/make_metrics_reference.py

`requirements.txt` pins the versions; two runs give the same bytes. Zero divisions are 0.
"""

import json
import platform
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    brier_score_loss,
    cohen_kappa_score,
    hamming_loss,
    precision_recall_curve,
    precision_recall_fscore_support,
)

AVERAGES = ["micro", "macro", "weighted", "samples"]


def drawn(seed, documents, labels, share, error, digits=None):
    """Labels given at random, and scores that know of them; what scores .5 or more is found."""
    random = numpy.random.default_rng(seed)
    given = (random.random((documents, labels)) < share).astype(int)
    scores = numpy.clip(given * 0.45 + random.normal(0.3, error, given.shape), 0.0, 1.0)
    scores = scores.round(6 if digits is None else digits)
    return given, (scores >= 0.5).astype(int), scores


def single(seed, documents, labels):
    """One label given and one found, of the highest score."""
    random = numpy.random.default_rng(seed)
    truth = random.integers(0, labels, documents)
    given = numpy.eye(labels, dtype=int)[truth]
    scores = random.random((documents, labels)) + 0.6 * given
    scores = (scores / scores.sum(axis=1, keepdims=True)).round(6)
    return given, numpy.eye(labels, dtype=int)[scores.argmax(axis=1)], scores


def cases():
    given, found, scores = drawn(2, 40, 5, 0.3, 0.2)
    given[:, 1] = 0  # given to none, found in some
    found[:, 2] = 0  # found in none
    given[:, 3] = found[:, 3] = 0  # neither
    scores[:, 3] = 0.0
    given[:, 4] = found[:, 4] = 1  # always both
    empty = numpy.zeros((6, 2), dtype=int)
    return [
        ("several labels", *drawn(1, 120, 6, 0.25, 0.25)),
        ("ties in scores", *drawn(3, 90, 4, 0.35, 0.3, digits=1)),
        ("labels given or found never or always", given, found, scores),
        ("rare labels", *drawn(4, 200, 8, 0.02, 0.25)),
        ("one label each", *single(5, 150, 5)),
        ("nothing given and nothing found", empty, empty, empty.astype(float)),
        ("one document", numpy.array([[1, 0]]), numpy.array([[1, 1]]), numpy.array([[0.9, 0.5]])),
    ]


def number(value):
    return None if numpy.isnan(value) else float(value)


def average_precision(given, scores, average):
    """None where no document was given the label: scikit-learn warns there and says 0."""
    return float(average_precision_score(given, scores, average=average)) if given.any() else None


def label(given, found, scores):
    precision, recall, f1, support = precision_recall_fscore_support(
        given, found, average="binary", zero_division=0
    )
    curve = precision_recall_curve(given, scores, drop_intermediate=False)
    shares, means = calibration_curve(given, scores, n_bins=10) if len(set(given)) > 1 else ([], [])
    return {
        "precision": float(precision),
        "recall": float(recall),
        "f1": float(f1),
        "kappa": number(cohen_kappa_score(given, found)),
        "average_precision": average_precision(given, scores, "macro"),
        # Without the point of recall 0 that scikit-learn adds; from the highest threshold down.
        "curve": [
            [float(part[at]) for part in (curve[2], curve[0], curve[1])]
            for at in reversed(range(len(curve[2])))
        ] if given.any() else [],
        "calibration": [[float(m), float(s)] for m, s in zip(means, shares, strict=True)],
        "brier": float(((scores - given) ** 2).mean()),
    }


def reference(name, given, found, scores):
    # Averages are over the labels that were given or found.
    used = numpy.flatnonzero(given.any(axis=0) | found.any(axis=0))
    averages = {}
    for average in AVERAGES:
        labels = used if average in ("macro", "weighted") and len(used) else None
        figures = precision_recall_fscore_support(
            given, found, average=average, labels=labels, zero_division=0
        )
        averages[average] = [float(figure) for figure in figures[:3]]
    positive = numpy.flatnonzero(given.any(axis=0))
    is_single = bool((given.sum(axis=1) == 1).all()) and given.shape[0] > 1
    ranked = given[:, positive], scores[:, positive]
    if is_single:
        assert abs(accuracy_score(given.argmax(1), scores.argmax(1)) - accuracy_score(given, found)) < 1e-15
    for at in positive:
        if len(set(given[:, at])) > 1:
            assert abs(brier_score_loss(given[:, at], scores[:, at]) - ((scores - given)[:, at] ** 2).mean()) < 1e-12
    return {
        "name": name,
        "given": [numpy.flatnonzero(row).tolist() for row in given],
        "found": [numpy.flatnonzero(row).tolist() for row in found],
        "scores": scores.tolist(),
        "labels": [label(given[:, at], found[:, at], scores[:, at]) for at in range(given.shape[1])],
        "averages": averages,
        "subset_accuracy": float(accuracy_score(given, found)),
        "hamming_loss": float(hamming_loss(given, found)),
        "kappa": number(cohen_kappa_score(given.ravel(), found.ravel())),
        "average_precision": {
            "micro": average_precision(given, scores, "micro"),
            "macro": average_precision(*ranked, "macro") if len(positive) else None,
            "weighted": average_precision(*ranked, "weighted") if len(positive) else None,
        },
        "top_label_kappa": number(cohen_kappa_score(given.argmax(1), scores.argmax(1))) if is_single else None,
    }


def main():
    warnings.simplefilter("ignore")
    made = {
        "made_by": "tests/parity/make_metrics_reference.py",
        "made_with": {"python": platform.python_version()}
        | {package: version(package) for package in ["numpy", "scikit-learn"]},
        "cases": [reference(*case) for case in cases()],
    }
    text = json.dumps(made, separators=(",", ":")).replace('{"name"', '\n{"name"')
    Path(__file__).with_name("metrics.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
