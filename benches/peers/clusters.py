"""Clusters by caselens and by scikit-learn: how good, how fast, how steady, in one run.

    python3 -m venv venv
    venv/bin/pip install -r benches/peers/requirements.txt
    cargo build --release --bin caselens --example kmeans
    venv/bin/python benches/peers/clusters.py CORPORA

CORPORA is a folder of CSV files with the columns id, text, labels, lang. For every set: rows with
one label that at least 15 rows have; k = the number of these labels; 3,000 of the rows, drawn by a
hash of the id, as some files are sorted by label (`--first` takes the first 3,000 instead, and k of
the labels that 15 of these have). `--rows 300` draws fewer, `--words auto never` compares with and
without the table of word vectors. The figures are means over seeds of the normalised mutual
information (NMI) of clusters and labels. Documents without a cluster are one more cluster.

scikit-learn's recipe: TfidfVectorizer (English stop words, min_df 2, sublinear tf), TruncatedSVD
(100), Normalizer, KMeans (k, n_init 8). As it is told that the texts are English by its stop words,
caselens is told by `--language en`; `--language auto` lets it find out.

Then follow CPU seconds on one whole set, reading included, the start of Python and its imports
excluded, one thread each (several cost both more), the least of three runs in turn; how alike the
clusters of several seeds are at the k that `-k auto` takes, as the mean adjusted Rand index of all
pairs; and k-means alone on the same points (see kmeans.py).
"""

import argparse
import collections
import csv
import hashlib
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer
from threadpoolctl import threadpool_limits

import kmeans

csv.field_size_limit(10**9)

# Name: file, how its labels begin, language.
SETS = {
    "agnews": ("stc_agnews8000", "", None),
    "bills": ("us_congress_bills", "", None),
    "ipsx": ("ipsx_public_service_cases", "sector:", None),
    "newsgroups": ("newsgroups20_bydate_stripped", "", None),
    "sib en": ("sib200_30lang", "", "en"),
    "snippets": ("stc_searchsnippets", "", None),
    "fed. AI": ("us_federal_ai_2024", "", None),
}
FEWEST = 15
MOST = 3_000
TIMED = "newsgroups"
STEADY = ["newsgroups", "ipsx"]


def read(corpora, name):
    """Rows (id, text, label) of a set that have one label."""
    file, prefix, language = SETS[name]
    with open(corpora / f"{file}.csv", encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            labels = [part for part in row["labels"].split("|") if part.startswith(prefix)]
            if len(labels) == 1 and labels[0] and language in (None, row["lang"]):
                yield row["id"], row["text"], labels[0]


def with_frequent_labels(rows):
    sizes = collections.Counter(label for _, _, label in rows)
    return [row for row in rows if sizes[row[2]] >= FEWEST]


def draw(rows, first, most=MOST):
    """At most `most` rows whose labels are frequent, and the number of labels."""
    rows = with_frequent_labels(list(rows))
    if not first:
        rows.sort(key=lambda row: hashlib.sha256(row[0].encode()).digest())
    rows = rows[:most]
    if first:
        rows = with_frequent_labels(rows)
    return rows, len({label for _, _, label in rows})


def write(rows, path):
    with open(path, "w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["id", "text"])
        writer.writerows(row[:2] for row in rows)


def by_caselens(options, path, k, seed, way):
    """Clusters in the order of the input, and CPU seconds."""
    output = path.with_suffix(f".{seed}.clusters.csv")
    command = [options.caselens, "cluster", path, "--text", "text", "--id", "id"]
    command += ["-k", str(k), "--seed", str(seed), "--threads", "1", "--quiet", "--force"]
    reduce, words = way
    command += ["--output", output, "--reduce", reduce, "--words", words]
    command += ["--language", options.language]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(part) for part in command], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(output, encoding="utf-8", newline="") as source:
        clusters = {row["id"]: row["cluster"] for row in csv.DictReader(source)}
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return clusters, seconds


def by_scikit_learn(path, k, seed):
    started = time.process_time()
    with open(path, encoding="utf-8", newline="") as source:
        texts = [row["text"] for row in csv.DictReader(source)]
    points = make_pipeline(
        TfidfVectorizer(stop_words="english", min_df=2, sublinear_tf=True),
        TruncatedSVD(100, random_state=seed),
        Normalizer(copy=False),
    ).fit_transform(texts)
    clusters = KMeans(k, n_init=8, random_state=seed).fit_predict(points)
    return clusters, time.process_time() - started


def compare(options, name, folder):
    """NMI of caselens in each way asked for, then of scikit-learn."""
    rows, k = draw(read(options.corpora, name), options.first, options.rows)
    path = folder / f"{name}.csv"
    write(rows, path)
    labels = [label for _, _, label in rows]
    figures = []
    for way in ways(options):
        scores = []
        for seed in range(options.seeds):
            clusters, _ = by_caselens(options, path, k, seed, way)
            found = [clusters[row[0]] for row in rows]
            scores.append(normalized_mutual_info_score(labels, found))
        figures.append(sum(scores) / len(scores))
    if not options.alone:
        scores = []
        for seed in range(options.seeds):
            scores.append(normalized_mutual_info_score(labels, by_scikit_learn(path, k, seed)[0]))
        figures.append(sum(scores) / len(scores))
    print_row([name, len(rows), k], figures, ".3f")
    return figures


def print_row(heads, figures, form):
    cells = [str(head) for head in heads] + [format(figure, form) for figure in figures]
    print("| " + " | ".join(cells) + " |", flush=True)


def time_both(options, folder):
    """CPU seconds on all rows of one set, the least of three runs in turn."""
    rows = list(read(options.corpora, TIMED))
    k = len({label for _, _, label in rows})
    path = folder / "timed.csv"
    write(rows, path)
    rounds = []
    for seed in range(3):
        seconds = [by_caselens(options, path, k, seed, way)[1] for way in ways(options)]
        if not options.alone:
            seconds.append(by_scikit_learn(path, k, seed)[1])
        rounds.append(seconds)
    print_row([f"CPU s, {TIMED}", len(rows), k], map(min, zip(*rounds)), ".2f")


def steadiness(options, folder):
    """The mean adjusted Rand index of all pairs of seeds, at the k that each takes."""
    print("\n| seeds, `-k auto` | rows | k | mean ARI | least |")
    print("|---|---|---|---|---|")
    for name in STEADY:
        rows = list(read(options.corpora, name))
        path = folder / f"steady {name}.csv"
        write(rows, path)
        way = ways(options)[0]
        found = [by_caselens(options, path, "auto", seed, way)[0] for seed in range(options.seeds)]
        sizes = sorted({len(set(clusters.values()) - {""}) for clusters in found})
        found = [[clusters[row[0]] for row in rows] for clusters in found]
        pairs = [adjusted_rand_score(a, b) for a, b in itertools.combinations(found, 2)]
        heads = [name, len(rows), ", ".join(map(str, sizes))]
        print_row(heads, [sum(pairs) / len(pairs), min(pairs)], ".3f")


def ways(options):
    """Each way to learn concepts with each use of the word vectors."""
    return [(reduce, words) for reduce in options.reduce for words in options.words]


def arguments():
    parser = argparse.ArgumentParser(description="clusters by caselens and by scikit-learn")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--caselens", default="target/release/caselens")
    parser.add_argument("--kmeans", default="target/release/examples/kmeans")
    parser.add_argument("--language", default="en", help="en (default) or auto")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    parser.add_argument("--reduce", nargs="*", default=["both", "lsa"])
    parser.add_argument("--words", nargs="*", default=["auto"])
    parser.add_argument("--rows", type=int, default=MOST, help="draw at most so many rows")
    parser.add_argument("--first", action="store_true", help="take the first rows of every set")
    parser.add_argument("--alone", action="store_true", help="leave scikit-learn out")
    parser.add_argument("--no-time", action="store_true", help="measure no CPU time")
    return parser.parse_args()


def main():
    options = arguments()
    heads = ["set", "rows", "k"]
    heads += [f"caselens {reduce}, words {words}" for reduce, words in ways(options)]
    heads += [] if options.alone else ["scikit-learn"]
    print_row(heads, [], "")
    print("|" + "---|" * len(heads))
    with tempfile.TemporaryDirectory() as folder, threadpool_limits(1):
        table = [compare(options, name, Path(folder)) for name in options.sets]
        means = [sum(column) / len(column) for column in zip(*table)]
        print_row(["mean", "", ""], means, ".3f")
        if not options.no_time:
            time_both(options, Path(folder))
        steadiness(options, Path(folder))
        if not (options.no_time or options.alone):
            kmeans.compare(options.kmeans, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
