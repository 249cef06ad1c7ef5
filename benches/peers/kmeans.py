"""k-means alone, by caselens and by scikit-learn, on the same generated points of length 1.

`compare` prints a table: CPU seconds of one thread and of nothing but k-means, the least of some
rounds in turn, and two inertias, both computed from the labels in the same way: the sum of cosine
distances to the directions of the groups, which caselens makes small, and the sum of squared
distances to their means, which scikit-learn makes small. caselens makes 1 and 16 attempts (its
default; each on some of the points), scikit-learn 1 (its default for this start) and 8. The points
are of two kinds: scattered so widely around so many centres that k-means has much to settle, and in
bunches that lie apart.
"""

import collections
import os
import subprocess
import time

import numpy
from sklearn.cluster import KMeans

POINTS, CONCEPTS, K = 100_000, 100, 20
ROUNDS = 3
# Centres, scatter and whether all centres are alike in weight.
KINDS = {"scattered": (60, 1.2, False), "bunches": (40, 0.5, True)}


def points(kind, seed=0):
    """POINTS × CONCEPTS in single precision, rows of length 1."""
    number, scatter, even = KINDS[kind]
    rng = numpy.random.default_rng(seed)
    centres = rng.normal(size=(number, CONCEPTS))
    centres /= numpy.linalg.norm(centres, axis=1, keepdims=True)
    shares = numpy.full(number, 1 / number) if even else rng.dirichlet(numpy.ones(number))
    noise = rng.normal(size=(POINTS, CONCEPTS)) * (scatter / CONCEPTS**0.5)
    rows = centres[rng.choice(number, size=POINTS, p=shares)] + noise
    return (rows / numpy.linalg.norm(rows, axis=1, keepdims=True)).astype("<f4")


def inertias(rows, labels):
    """The sums of cosine distances to the directions, of squared distances to the means."""
    groups = [rows[labels == label].astype(float) for label in numpy.unique(labels)]
    cosine = len(rows) - sum(numpy.linalg.norm(group.sum(axis=0)) for group in groups)
    return cosine, sum(((group - group.mean(axis=0)) ** 2).sum() for group in groups)


def by_caselens(program, path, restarts, seed):
    """Labels and CPU seconds."""
    command = [program, path, CONCEPTS, K, "--restarts", restarts, "--seed", seed]
    run = subprocess.run(
        [str(part) for part in command],
        check=True,
        capture_output=True,
        env=os.environ | {"RAYON_NUM_THREADS": "1"},
    )
    return numpy.array(run.stdout.split(), dtype=int), float(run.stderr)


def by_scikit_learn(rows, runs, seed):
    """Labels and CPU seconds."""
    started = time.process_time()
    labels = KMeans(K, n_init=runs, random_state=seed).fit_predict(rows)
    return labels, time.process_time() - started


def compare(program, folder):
    """Prints the table."""
    print(f"\n| k-means alone, {POINTS:,} × {CONCEPTS}, k = {K} | CPU s | cosine | squared |")
    print("|---|---|---|---|")
    for kind in KINDS:
        rows = points(kind)
        path = folder / "points.f32"
        rows.tofile(path)
        found = collections.defaultdict(list)
        for seed in range(ROUNDS):
            for restarts in (1, 16):
                run = by_caselens(program, path, restarts, seed)
                found[f"{kind}: caselens, {restarts}"].append(run)
            for runs in (1, 8):
                found[f"{kind}: scikit-learn, {runs}"].append(by_scikit_learn(rows, runs, seed))
        for name, runs in found.items():
            sums = numpy.mean([inertias(rows, labels) for labels, _ in runs], axis=0)
            seconds = min(seconds for _, seconds in runs)
            print(f"| {name} | {seconds:.2f} | {sums[0]:.0f} | {sums[1]:.0f} |")
