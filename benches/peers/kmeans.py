"""k-means alone, by caselens and by scikit-learn, on the same generated points of length 1.

`compare` prints a table: CPU seconds of one thread (caselens: of the whole process, reading the
points included; scikit-learn: of `fit`), the least of some rounds in turn, and the inertia, the sum
of squared distances to the means of the groups, computed from the labels of both in the same way.
scikit-learn runs once (`n_init` 1, its default for this start) and as often as 8.
"""

import os
import resource
import subprocess
import time

import numpy
from sklearn.cluster import KMeans

POINTS, CONCEPTS, K = 100_000, 100, 20
ROUNDS = 3
# Points scatter so widely around so many centres that k-means has something to settle.
CENTRES, SCATTER = 60, 1.2


def points(seed):
    """POINTS × CONCEPTS in single precision, rows of length 1, around centres of unlike weights."""
    rng = numpy.random.default_rng(seed)
    centres = rng.normal(size=(CENTRES, CONCEPTS))
    centres /= numpy.linalg.norm(centres, axis=1, keepdims=True)
    shares = rng.dirichlet(numpy.ones(CENTRES))
    scatter = rng.normal(size=(POINTS, CONCEPTS)) * (SCATTER / CONCEPTS**0.5)
    rows = centres[rng.choice(CENTRES, size=POINTS, p=shares)] + scatter
    return (rows / numpy.linalg.norm(rows, axis=1, keepdims=True)).astype("<f4")


def inertia(rows, labels):
    """The sum of squared distances to the means of the groups."""
    total = 0.0
    for label in numpy.unique(labels):
        group = rows[labels == label].astype(float)
        total += ((group - group.mean(axis=0)) ** 2).sum()
    return total


def by_caselens(program, path, seed):
    """Labels and CPU seconds."""
    command = [program, path, str(CONCEPTS), str(K), "--seed", str(seed)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.PIPE,
        env=os.environ | {"RAYON_NUM_THREADS": "1"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return numpy.array(run.stdout.split(), dtype=int), seconds


def by_scikit_learn(rows, runs, seed):
    """Labels and CPU seconds."""
    started = time.process_time()
    labels = KMeans(K, n_init=runs, random_state=seed).fit_predict(rows)
    return labels, time.process_time() - started


def compare(program, folder):
    """Prints the table."""
    rows = points(0)
    path = folder / "points.f32"
    rows.tofile(path)
    found = {"caselens": [], "scikit-learn, n_init 1": [], "scikit-learn, n_init 8": []}
    for seed in range(ROUNDS):
        found["caselens"].append(by_caselens(program, path, seed))
        found["scikit-learn, n_init 1"].append(by_scikit_learn(rows, 1, seed))
        found["scikit-learn, n_init 8"].append(by_scikit_learn(rows, 8, seed))
    print(f"\n| k-means alone, {POINTS:,} × {CONCEPTS}, k = {K} | CPU s | mean inertia | least |")
    print("|---|---|---|---|")
    for name, runs in found.items():
        sums = [inertia(rows, labels) for labels, _ in runs]
        seconds = min(seconds for _, seconds in runs)
        print(f"| {name} | {seconds:.2f} | {sum(sums) / len(sums):.1f} | {min(sums):.1f} |")
