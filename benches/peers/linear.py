"""How the time of caselens grows with the number of documents, on generated corpora."""

import argparse
import shutil
from pathlib import Path

import corpora
import machine
import table
from measure import Measurement, measure, say
from runs import CASELENS

SMALLEST = 10_000
# A size is not run again where all its rounds would read more documents than this.
MOST_DOCUMENTS = 10_000_000
HEAD = [
    "documents", "MB", "terms", "CPU s", "wall s", "CPU µs a document", "÷ smallest", "peak MB",
]  # fmt: skip

Results = dict[int, list[Measurement]]


def sizes(largest: int) -> list[int]:
    """10,000 documents, ten times as many, and so on up to the largest."""
    found = [min(SMALLEST, largest)]
    while found[-1] * 10 <= largest:
        found.append(found[-1] * 10)
    return found


def vectorize(asked: argparse.Namespace, path: Path) -> tuple[Measurement, int]:
    """One run, and the number of its terms."""
    out = asked.work / "vectors"
    places = {"program": str(asked.program), "file": str(path), "out": str(out)}
    words = [word.format_map(places) for word in CASELENS.split()]
    one = measure([*words, "--threads", str(asked.threads)], {})
    terms = corpora.rows_of(out / "vocabulary.csv")
    shutil.rmtree(out)
    return one, terms


def table_of(asked: argparse.Namespace) -> str:
    """Times all sizes in turn, round by round, and makes the table."""
    paths = {
        documents: corpora.generate(asked.generator, asked.work, documents, asked.kind, asked.seed)
        for documents in sizes(asked.largest)
    }
    results: Results = {documents: [] for documents in paths}
    terms: dict[int, int] = {}
    for number in range(1, asked.rounds + 1):
        for documents, path in paths.items():
            if number > 1 and documents * asked.rounds > MOST_DOCUMENTS:
                continue
            corpora.read_once(path)
            one, terms[documents] = vectorize(asked, path)
            results[documents].append(one)
            say(f"round {number}: {documents:,} documents: {one}")
    lines = [line(documents, paths[documents], terms[documents], results) for documents in paths]
    return f"{table.markdown(HEAD, lines)}\n\n{caption(asked, results)}"


def line(documents: int, path: Path, terms: int, results: Results) -> list[str]:
    """One size as a line of the table."""
    smallest = min(results)
    per_document = table.cpu(results[documents]) / documents
    of_smallest = table.cpu(results[smallest]) / smallest
    return [
        f"{documents:,}",
        f"{corpora.megabytes(path):,.1f}",
        f"{terms:,}",
        table.seconds(table.cpu(results[documents])),
        table.seconds(table.wall(results[documents])),
        f"{per_document * 1e6:.2f}",
        f"{per_document / of_smallest:.2f}",
        table.peak(results[documents]),
    ]


def caption(asked: argparse.Namespace, results: Results) -> str:
    """What was measured, on what, with what."""
    rounds = "; ".join(f"{documents:,}: {len(runs)}" for documents, runs in results.items())
    command = (
        f"benches/peers/run.sh --linear --largest {asked.largest} --kind {asked.kind} "
        f"--seed {asked.seed} --rounds {asked.rounds} --threads {asked.threads}"
    )
    lines = [
        "`caselens vectorize` on generated cases, the whole process, reading and writing included; "
        f"medians, the sizes in turn (rounds: {rounds}). Made by `{command}`.",
        f"Machine: {machine.machine()}.",
        f"Version: {machine.first_line([str(asked.program), '--version'])}.",
    ]
    return "\n\n".join(lines)
