"""All programs on one file, as a table.

Every round runs each program once, one after the other (A B C, A B C), so that a slow minute of the
machine falls on all alike.
"""

import argparse
import shutil
import sys
from pathlib import Path

import corpora
import machine
import table
from measure import Measurement, measure, say
from runs import BASE, REFERENCE, RUNS, Run

PEERS = Path(__file__).resolve().parent
HEAD = [
    "", "CPU s", "least – most", "wall s", "peak MB", "terms", "CPU ÷ `wc`",
    "`TfidfVectorizer` ÷ CPU",
]  # fmt: skip

Results = dict[Run, list[Measurement]]
# Documents and terms that each run told of; nothing for one that knows neither.
Told = dict[Run, list[int]]


def table_of(asked: argparse.Namespace) -> str:
    """The table with its caption."""
    runs = [run for run in RUNS if run.key in (asked.only or [run.key])]
    runs = [run for run in runs if run.key not in asked.without]
    path = corpus(asked)
    corpora.read_once(path)
    say(f"{path}: {corpora.megabytes(path):.1f} MB")
    results, told = time_all(asked, path, runs)
    return f"{table.markdown(HEAD, rows(results, told))}\n\n{caption(asked, path, told)}"


def corpus(asked: argparse.Namespace) -> Path:
    """The file that is measured."""
    if asked.input is None:
        documents = corpora.documents_for(asked.generator, asked.bytes, asked.kind, asked.seed)
        return corpora.generate(asked.generator, asked.work, documents, asked.kind, asked.seed)
    corpora.must_have_text(asked.input)
    if asked.repeat_to is not None:
        return corpora.repeat(asked.input, asked.work, asked.repeat_to)
    return Path(asked.input)


def time_all(asked: argparse.Namespace, path: Path, runs: list[Run]) -> tuple[Results, Told]:
    """All rounds."""
    out = asked.work / "vectors"
    places = {
        "file": str(path),
        "out": str(out),
        "program": str(asked.program),
        "python": sys.executable,
        "peers": str(PEERS),
    }
    results: Results = {run: [] for run in runs}
    told: Told = {}
    for number in range(1, asked.rounds + 1):
        for run in runs:
            one = measure(run.arguments(places), dict(run.environment))
            results[run].append(one)
            told[run] = shape(run, one, out)
            say(f"round {number}: {run.key}: {one}")
    return results, told


def shape(run: Run, one: Measurement, out: Path) -> list[int]:
    """Documents and terms."""
    if run.key.startswith("caselens"):
        numbers = [corpora.rows_of(out / "ids.csv"), corpora.rows_of(out / "vocabulary.csv")]
        shutil.rmtree(out)
        return numbers
    return [] if run.key == BASE else [int(word) for word in one.output.split()]


def rows(results: Results, told: Told) -> list[list[str]]:
    """The lines of the table, in the order of the runs."""
    medians = {run.key: table.cpu(measurements) for run, measurements in results.items()}
    return [
        [
            run.label,
            table.seconds(medians[run.key]),
            table.cpu_range(measurements),
            table.seconds(table.wall(measurements)),
            table.peak(measurements),
            f"{told[run][1]:,}" if told[run] else "–",
            f"{medians[run.key] / medians[BASE]:.2f}" if BASE in medians else "–",
            f"{medians[REFERENCE] / medians[run.key]:.2f}" if REFERENCE in medians else "–",
        ]
        for run, measurements in results.items()
    ]


def caption(asked: argparse.Namespace, path: Path, told: Told) -> str:
    """What was measured, on what, with what."""
    documents = corpora.rows_of(path)
    lines = [
        f"`{path.name}`: {corpora.megabytes(path):.1f} MB, {documents:,} documents. Rounds: "
        f"{asked.rounds}, the programs in turn; medians. CPU (user and system), wall time and "
        "memory are of the whole process, start and reading included; caselens writes its matrix, "
        f"too. Made by `{command_line(asked)}`.",
        f"Machine: {machine.machine()}.",
        f"Versions: {machine.versions(asked.program)}.",
    ]
    fewer = [f"{run.label}: {n[0]:,}" for run, n in told.items() if n and n[0] != documents]
    if fewer:
        lines.append(f"Where not all documents were vectorised: {'; '.join(fewer)}.")
    return "\n\n".join(lines)


def command_line(asked: argparse.Namespace) -> str:
    """The command that makes the table again, with names of files for their paths."""
    words = ["benches/peers/run.sh"]
    if asked.input:
        words.append(f"--input {asked.input.name}")
        words += [f"--repeat-to {asked.repeat_to / 1e6:.0f}MB"] if asked.repeat_to else []
    else:
        words.append(f"--kind {asked.kind}")
        words += [f"--seed {asked.seed}"] if asked.seed != 1 else []
        size = asked.bytes / 1e6
        words += [f"--bytes {size:.0f}MB"] if asked.bytes != corpora.DEFAULT_SIZE else []
    words += [f"--rounds {asked.rounds}"] if asked.rounds != 5 else []
    words += [f"--only {key}" for key in asked.only or []]
    words += [f"--without {key}" for key in asked.without]
    return " ".join(words)
