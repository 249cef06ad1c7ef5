"""How good and how quick `caselens train` and `caselens classify` are beside linear models of scikit-learn.

    benches/peers/classify.sh --corpora FOLDER

`classify.sh` makes the environment and calls this. For each set: five folds (fixed seed; equal texts in
one fold, labels spread evenly), TF-IDF fitted inside the fold. Each peer chooses C by three inner folds;
where cases have several labels it takes thresholds from the scores of the same inner folds, one per label,
and one for all labels of fewer than ten examples. Where cases have one label it takes the best one. caselens
learns from the same rows and is asked about the same rows. A peer's figures are kept in the folder of work
and are not measured again unless `--again` is given.

Printed: micro-F1 and macro-F1 over all labels of the set (0 for a label that is never found), CPU seconds of
training (choice of C and thresholds included) summed over the folds; the expected calibration error of the
labels given (ten bins) over the held-out rows; accuracy with few labelled examples of each class.
"""

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC
import warnings

warnings.filterwarnings("ignore", category=ConvergenceWarning)
csv.field_size_limit(1 << 30)

FOLDS = 5
# name, file, prefix of the labels that count
SETS = [
    ("ipsx (sector)", "ipsx_public_service_cases", "sector:"),
    ("ipsx (type)", "ipsx_public_service_cases", "type:"),
    ("us_federal_ai_2024", "us_federal_ai_2024", ""),
    ("participedia_cases_180w", "participedia_cases_180w", ""),
    ("us_congress_bills", "us_congress_bills", ""),
    ("reuters_modapte_r90", "reuters_modapte_r90", ""),
]
FURTHER = [
    ("newsgroups20_bydate_stripped", "newsgroups20_bydate_stripped", ""),
    ("stc_searchsnippets", "stc_searchsnippets", ""),
]
FEW = [("ipsx (sector)", "ipsx_public_service_cases", "sector:"), FURTHER[0]]
EXAMPLES = [8, 16, 32, 64]
DRAWS = 3


def read(corpora, file, prefix):
    """Rows as (id, text, labels); where each has at most one label those with none are left out."""
    with open(corpora / f"{file}.csv", encoding="utf-8", newline="") as stream:
        rows = [
            (row["id"], row["text"], sorted({name.strip() for name in row["labels"].split("|")
                                             if name.strip().startswith(prefix) and name.strip()}))
            for row in csv.DictReader(stream)
        ]
    single = all(len(labels) < 2 for _, _, labels in rows)
    return [row for row in rows if row[2] or not single], single


def spread(rows, folds, seed):
    """The fold of each row: iterative stratification (Sechidis and others 2011) of distinct texts."""
    groups = defaultdict(list)
    for at, (_, text, _) in enumerate(rows):
        groups[text].append(at)
    members = list(groups.values())
    random.Random(seed).shuffle(members)
    labels = [Counter(label for at in group for label in rows[at][2]) for group in members]
    wanted = {label: [count / folds] * folds
              for label, count in sum(labels, Counter()).items()}
    room = [len(rows) / folds] * folds
    left = set(range(len(members)))
    fold_of = [0] * len(rows)

    def put(group, fold):
        left.discard(group)
        room[fold] -= len(members[group])
        for label, count in labels[group].items():
            wanted[label][fold] -= count
        for at in members[group]:
            fold_of[at] = fold

    holders = defaultdict(list)
    for group, of_group in enumerate(labels):
        for label in of_group:
            holders[label].append(group)
    while True:
        counts = {label: sum(1 for group in groups_ if group in left)
                  for label, groups_ in holders.items()}
        counts = {label: count for label, count in counts.items() if count}
        if not counts:
            break
        label = min(counts, key=lambda name: (counts[name], name))
        for group in [group for group in holders[label] if group in left]:
            put(group, max(range(folds), key=lambda fold: (wanted[label][fold], room[fold], -fold)))
    for group in sorted(left):
        put(group, max(range(folds), key=lambda fold: (room[fold], -fold)))
    return np.array(fold_of)


def vectorizer():
    return TfidfVectorizer(sublinear_tf=True, stop_words="english")


PEERS = {
    "LinearSVC": (lambda C: LinearSVC(C=C), [0.125, 0.5, 2.0, 8.0]),
    "LinearSVC balanced": (lambda C: LinearSVC(C=C, class_weight="balanced"), [0.125, 0.5, 2.0, 8.0]),
    "LogisticRegression balanced": (
        lambda C: LogisticRegression(C=C, class_weight="balanced", solver="liblinear"),
        [1.0, 10.0, 100.0, 1000.0],
    ),
}


def binary(rows, names):
    number = {name: at for at, name in enumerate(names)}
    answer = np.zeros((len(rows), len(names)), dtype=int)
    for at, (_, _, labels) in enumerate(rows):
        for label in labels:
            answer[at, number[label]] = 1
    return answer


def scores_of(make, train, truth, test):
    """Decision scores of every label; of a label without examples far below all."""
    known = [label for label in range(truth.shape[1]) if 0 < truth[:, label].sum() < len(truth)]
    scores = np.full((test.shape[0], truth.shape[1]), -1e3)
    fitted = OneVsRestClassifier(make()).fit(train, truth[:, known])
    found = fitted.decision_function(test)
    scores[:, known] = found if found.ndim == 2 else found[:, None]
    return scores


def best_threshold(scores, truth):
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    at = int(np.argmax(f1))
    below = scores[order[at + 1]] if at + 1 < len(order) else scores[order[at]] - 1
    return (scores[order[at]] + below) / 2


def thresholds_of(scores, truth):
    overall = best_threshold(scores.ravel(), truth.ravel())
    return np.array([
        best_threshold(scores[:, label], truth[:, label]) if truth[:, label].sum() >= 10 else overall
        for label in range(truth.shape[1])
    ])


def decide(scores, single, thresholds):
    if single:
        found = np.zeros(scores.shape, dtype=int)
        found[np.arange(len(scores)), scores.argmax(axis=1)] = 1
        return found
    return (scores >= thresholds).astype(int)


def peer_fold(name, train, test, single, names, seed):
    make, grid = PEERS[name]
    begun = time.process_time()
    truth = binary(train, names)
    inner = spread(train, 3, seed)
    out_of_fold = {C: np.zeros(truth.shape) for C in grid}
    for fold in range(3):
        vectors = vectorizer()
        seen = vectors.fit_transform([train[at][1] for at in np.flatnonzero(inner != fold)])
        held = vectors.transform([train[at][1] for at in np.flatnonzero(inner == fold)])
        for C in grid:
            out_of_fold[C][inner == fold] = scores_of(
                lambda: make(C), seen, truth[inner != fold], held)

    def quality(C):
        thresholds = None if single else thresholds_of(out_of_fold[C], truth)
        found = decide(out_of_fold[C], single, thresholds)
        return sum(f1_score(truth, found, average=kind, zero_division=0) for kind in ("micro", "macro"))

    C = max(grid, key=quality)
    thresholds = None if single else thresholds_of(out_of_fold[C], truth)
    vectors = vectorizer()
    seen = vectors.fit_transform([row[1] for row in train])
    held = vectors.transform([row[1] for row in test])
    scores = scores_of(lambda: make(C), seen, truth, held)
    return decide(scores, single, thresholds), time.process_time() - begun, C


def both(truth, found):
    return [float(f1_score(truth, found, average=kind, zero_division=0)) for kind in ("micro", "macro")]


def measure_peers(rows, single, fold_of, names, cache, again):
    if cache.exists() and not again:
        return json.loads(cache.read_text())
    truth = binary(rows, names)
    figures = {}
    for name in PEERS:
        found, seconds, chosen = np.zeros(truth.shape, dtype=int), 0.0, []
        for fold in range(FOLDS):
            train = [rows[at] for at in np.flatnonzero(fold_of != fold)]
            test = [rows[at] for at in np.flatnonzero(fold_of == fold)]
            found[fold_of == fold], spent, C = peer_fold(name, train, test, single, names, fold)
            seconds += spent
            chosen.append(C)
        micro, macro = both(truth, found)
        figures[name] = {"micro": micro, "macro": macro, "seconds": seconds, "C": chosen}
        print(f"  {name}: micro {micro:.4f} macro {macro:.4f} {seconds:.1f} s C {chosen}",
              file=sys.stderr, flush=True)
    cache.write_text(json.dumps(figures))
    return figures


def write(path, rows, labelled=True):
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "text", "labels"])
        for name, text, labels in rows:
            writer.writerow([name, text, "|".join(labels) if labelled else ""])


def run(command):
    """CPU seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Caselens:
    def __init__(self, program, work, flags):
        self.program, self.work, self.flags = program, work, flags

    def learn_and_classify(self, train, test, unlabelled=()):
        """What caselens gives the test rows, as pairs of label and score; seconds of both."""
        learn, ask = self.work / "train.csv", self.work / "test.csv"
        model, answer = self.work / "model.caselens", self.work / "answer.csv"
        write(learn, [*train, *[(name, text, []) for name, text, _ in unlabelled]])
        write(ask, test, labelled=False)
        columns = ["--text", "text", "--id", "id"]
        training = run([self.program, "train", learn, *columns, "--labels", "labels", "-o", model,
                        "--force", "--threads", "1", "--quiet", *self.flags])
        asking = run([self.program, "classify", ask, *columns, "--model", model, "-o", answer,
                      "--force", "--threads", "1", "--quiet"])
        with open(answer, encoding="utf-8", newline="") as stream:
            given = {
                row["id"]: list(zip(row["themes"].split("|"), map(float, row["scores"].split("|"))))
                if row["themes"] else []
                for row in csv.DictReader(stream)
            }
        return [given[name] for name, _, _ in test], training, asking


def as_matrix(given, names):
    number = {name: at for at, name in enumerate(names)}
    found = np.zeros((len(given), len(names)), dtype=int)
    for at, labels in enumerate(given):
        for label, _ in labels:
            found[at, number[label]] = 1
    return found


def calibration_error(rows, given):
    pairs = [(score, label in row[2]) for row, labels in zip(rows, given) for label, score in labels]
    scores = np.array([score for score, _ in pairs])
    right = np.array([is_right for _, is_right in pairs], dtype=float)
    bins = np.minimum((scores * 10).astype(int), 9)
    return float(sum(
        abs(scores[bins == at].mean() - right[bins == at].mean()) * (bins == at).mean()
        for at in range(10) if (bins == at).any()
    ))


def measure_ours(caselens, rows, fold_of, names):
    given, seconds = [[] for _ in rows], 0.0
    for fold in range(FOLDS):
        places = np.flatnonzero(fold_of == fold)
        train = [rows[at] for at in np.flatnonzero(fold_of != fold)]
        found, training, _ = caselens.learn_and_classify(train, [rows[at] for at in places])
        seconds += training
        for at, labels in zip(places, found):
            given[at] = labels
    micro, macro = both(binary(rows, names), as_matrix(given, names))
    return {"micro": micro, "macro": macro, "seconds": seconds,
            "ece": calibration_error(rows, given)}


def few_labels(caselens, rows, names, examples):
    """Mean accuracy and macro-F1 over draws of so many examples of a class; the rest is asked about."""
    results = []
    for draw in range(DRAWS):
        order = list(range(len(rows)))
        random.Random(1000 + draw).shuffle(order)
        taken, count = set(), Counter()
        for at in order:
            label = rows[at][2][0]
            if count[label] < examples:
                count[label] += 1
                taken.add(at)
        enough = {label for label in names if sum(label in row[2] for row in rows) > examples}
        train = [rows[at] for at in sorted(taken) if rows[at][2][0] in enough]
        test = [row for at, row in enumerate(rows) if at not in taken and row[2][0] in enough]
        kept = sorted(enough)
        given, _, _ = caselens.learn_and_classify(train, test, unlabelled=test)
        truth, found = binary(test, kept), as_matrix(given, kept)
        results.append(both(truth, found))
    return np.mean(results, axis=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", help="sets whose name holds this")
    parser.add_argument("--flags", default="", help="further flags of `caselens train`")
    parser.add_argument("--again", action="store_true", help="measure the peers again")
    parser.add_argument("--parts", default="peers,ours,few", help="what is measured")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    parts = options.parts.split(",")
    caselens = Caselens(options.program, options.work, options.flags.split())
    wanted = [it for it in SETS + FURTHER if not options.only or options.only in it[0]]
    if "peers" in parts or "ours" in parts:
        print("| set | model | micro-F1 | macro-F1 | CPU s | ECE |\n|---|---|---:|---:|---:|---:|", flush=True)
    for name, file, prefix in wanted:
        if "peers" not in parts and "ours" not in parts:
            break
        rows, single = read(options.corpora, file, prefix)
        names = sorted({label for row in rows for label in row[2]})
        fold_of = spread(rows, FOLDS, 0)
        if "peers" in parts and (name, file, prefix) in SETS:
            cache = options.work / f"peers-{name.replace(' ', '-')}.json"
            print(name, file=sys.stderr, flush=True)
            for peer, it in measure_peers(rows, single, fold_of, names, cache, options.again).items():
                print(f"| {name} | {peer} | {it['micro']:.3f} | {it['macro']:.3f} | {it['seconds']:.1f} | |",
                      flush=True)
        if "ours" in parts:
            it = measure_ours(caselens, rows, fold_of, names)
            print(f"| {name} | caselens | {it['micro']:.3f} | {it['macro']:.3f} | {it['seconds']:.1f} | "
                  f"{it['ece']:.3f} |", flush=True)
    if "few" in parts:
        print("\n| set | examples a class | accuracy | macro-F1 |\n|---|---:|---:|---:|", flush=True)
        for name, file, prefix in FEW:
            if options.only and options.only not in name:
                continue
            rows, _ = read(options.corpora, file, prefix)
            names = sorted({label for row in rows for label in row[2]})
            for examples in EXAMPLES:
                accuracy, macro = few_labels(caselens, rows, names, examples)
                print(f"| {name} | {examples} | {accuracy:.3f} | {macro:.3f} |", flush=True)


if __name__ == "__main__":
    main()
