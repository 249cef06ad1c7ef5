"""Clusters of few texts: how good, and what the program says of them.

    venv/bin/python benches/peers/small.py CORPORA

Draws subsets of 30, 100 and 300 rows, five of each, from the sets of clusters.py, and prints for every
size the means over sets and draws: NMI of clusters and labels at k = the number of labels that three or
more rows of the subset have, by caselens as it comes and without its table of word vectors, and by
scikit-learn's recipe, which fails where there are fewer terms than dimensions; and what `-k auto` takes, and how often it says that no stable structure was found.
Subsets of one, two and three rows follow, of which only is asked that nothing fails and what is said.
"""

import argparse
import collections
import csv
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from sklearn.metrics import normalized_mutual_info_score
from threadpoolctl import threadpool_limits

import clusters

DRAWS = 5
FEW = 3


def run(program, path, k, more=()):
    """Clusters by id, and what was said on standard error."""
    output = path.with_suffix(".clusters.csv")
    command = [program, "cluster", path, "--text", "text", "--id", "id", "-k", k, "--threads", "1"]
    command += ["--force", "--output", output, *more]
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True)
    with open(output, encoding="utf-8", newline="") as source:
        found = {row["id"]: row["cluster"] for row in csv.DictReader(source)}
    return found, done.stderr.decode()


def measure(options, rows, path):
    """NMI by caselens, without the table, by scikit-learn; k by `auto`; whether it calls it unstable."""
    clusters.write(rows, path)
    labels = [label for _, _, label in rows]
    k = max(2, sum(1 for size in collections.Counter(labels).values() if size >= FEW))
    figures = []
    for more in ((), ("--words", "never")):
        found, _ = run(options.caselens, path, k, more)
        figures.append(normalized_mutual_info_score(labels, [found[row[0]] for row in rows]))
    try:
        found = clusters.by_scikit_learn(path, k, 0)[0]
        figures.append(normalized_mutual_info_score(labels, found))
    except ValueError:  # fewer terms than dimensions
        figures.append(None)
    found, said = run(options.caselens, path, "auto")
    taken = len(set(found.values()) - {""})
    return [k, *figures, taken, "stable" in said]


def tiny(options, rows, path):
    for size in (1, 2, 3):
        clusters.write(rows[:size], path)
        found, said = run(options.caselens, path, "auto")
        taken = len(set(found.values()) - {""})
        print(f"{size} rows, {taken} clusters: {' '.join(said.split())}")


def main():
    parser = argparse.ArgumentParser(description="clusters of few texts")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--caselens", default="target/release/caselens")
    options = parser.parse_args()
    sets = {}
    for name in clusters.SETS:
        sets[name] = clusters.with_frequent_labels(list(clusters.read(options.corpora, name)))
    print("| rows | k | caselens | words never | scikit-learn | k by auto | not stable |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, threadpool_limits(1):
        path = Path(folder) / "small.csv"
        for size in (30, 100, 300):
            table = []
            for name, rows in sets.items():
                for draw in range(DRAWS):
                    drawn = random.Random(f"{name} {size} {draw}").sample(rows, size)
                    table.append(measure(options, drawn, path))
            columns = [[value for value in column if value is not None] for column in zip(*table)]
            means = [sum(column) / max(len(column), 1) for column in columns]
            taken = sorted(row[4] for row in table)
            cells = [str(size), f"{means[0]:.1f}", *(f"{mean:.3f}" for mean in means[1:4])]
            failed = len(table) - len(columns[3])
            cells[-1] += f" (fails in {failed} of {len(table)})" if failed else ""
            cells += [f"{means[4]:.1f} ({taken[0]} to {taken[-1]})", f"{means[5]:.0%}"]
            print("| " + " | ".join(cells) + " |", flush=True)
        tiny(options, sets["ipsx"], path)


if __name__ == "__main__":
    sys.exit(main())
