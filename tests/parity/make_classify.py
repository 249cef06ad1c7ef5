"""Makes classify.json: weights of linear models as scikit-learn learns them, of drawn rows.

    python3 -m venv venv
    venv/bin/pip install -r tests/parity/requirements.txt
    venv/bin/python tests/parity/make_classify.py

Two runs give the same bytes. liblinear counts the intercept among the weights, as caselens does.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

ROWS, COLUMNS = 60, 12


def main():
    draw = numpy.random.default_rng(7)
    rows = numpy.where(draw.random((ROWS, COLUMNS)) < 0.3, draw.random((ROWS, COLUMNS)), 0.0)
    rows = numpy.round(rows, 3)
    truth = rows @ draw.normal(size=COLUMNS) + 0.3 * draw.normal(size=ROWS) > 0.1
    models = []
    for cost in (0.25, 4.0):
        for weight in (None, "balanced"):
            for loss, model in (
                ("squared-hinge", LinearSVC(C=cost, class_weight=weight, tol=1e-10, max_iter=10**6)),
                (
                    "logistic",
                    LogisticRegression(C=cost, class_weight=weight, solver="liblinear", dual=True,
                                       tol=1e-10, max_iter=10**6),
                ),
            ):
                model.fit(rows, truth)
                weights = [*model.coef_[0], model.intercept_[0]]
                models.append({
                    "loss": loss,
                    "cost": cost,
                    "balance": 1.0 if weight else 0.0,
                    "weights": [round(float(value), 9) for value in weights],
                })
    answer = {
        "made_by": "tests/parity/make_classify.py",
        "scikit-learn": version("scikit-learn"),
        "rows": rows.tolist(),
        "truth": [bool(value) for value in truth],
        "models": models,
    }
    place = Path(__file__).with_name("classify.json")
    place.write_text(json.dumps(answer, indent=None) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
