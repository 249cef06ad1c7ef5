"""Compares `caselens vectorize --preset sklearn` with scikit-learn, value by value.

    python3 -m venv venv
    venv/bin/pip install -r tests/parity/requirements.txt
    cargo build --release
    venv/bin/python tests/parity/compare_sklearn.py [FILE.csv ...] [--corpora FOLDER]

Vocabulary and its order, ids, the pattern of the matrix and its values (to 1e-12) must be the same.
Read are the example cases, a file of traps that is written anew, and the column `text` of every CSV
named or found in the folder. The defaults are compared on every file, all options on those up to
--options-up-to bytes. Ends with 1 at the first difference and tells the document, the term and both
values.
"""

import argparse
import csv
import os
import platform
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from difference import Vectors, first_difference, largest_difference
from nasty import write_every_character, write_nasty
from options import DEFAULTS, Option, options_for
from scipy.sparse import load_npz

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "data/example/cases.csv"


@dataclass
class Source:
    """A CSV file, its column of text, and what stands in it."""

    path: Path
    column: str
    ids: list[str]
    texts: list[str]


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("files", nargs="*", type=Path, metavar="FILE", help="CSV with the columns id and text")
    add("--corpora", type=Path, metavar="FOLDER", help="compare all CSV files of this folder")
    add("--program", type=Path, default=ROOT / "target/release/caselens")
    add("--options-up-to", type=int, default=5_000_000, metavar="BYTES",
        help="larger files are compared with the defaults only")  # fmt: skip
    add("--every-character", action="store_true",
        help="also a file of all characters; other versions of Unicode differ in some")  # fmt: skip
    add("--self-test", action="store_true",
        help="only see whether altered matrices are told from scikit-learn's")  # fmt: skip
    return parser.parse_args()


def read(path: Path, column: str) -> Source | None:
    """The rows of a file, or nothing where it has no such column."""
    csv.field_size_limit(sys.maxsize)
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if column not in (rows.fieldnames or []):
            print(f"skipped    {path.name}: no column {column}")
            return None
        # Of rows with the same id caselens keeps the first.
        by_id: dict[str, str] = {}
        for row in rows:
            by_id.setdefault(row["id"], row[column] or "")
    return Source(path, column, list(by_id), list(by_id.values()))


def sources(asked: argparse.Namespace, scratch: Path) -> list[Source]:
    """All files to compare."""
    write_nasty(scratch / "nasty.csv")
    named = [(EXAMPLE, "summary"), (scratch / "nasty.csv", "text")]
    if asked.every_character:
        write_every_character(scratch / "every-character.csv")
        named.append((scratch / "every-character.csv", "text"))
    named += [(path, "text") for path in asked.files + folder(asked.corpora)]
    return [source for path, column in named if (source := read(path, column))]


def folder(place: Path | None) -> list[Path]:
    """The CSV files of a folder; says what else there is, and so where the folder is absent."""
    if place is None or not place.is_dir():
        print(f"skipped    corpora: {'no --corpora given' if place is None else f'no {place}'}")
        return []
    for path in sorted(place.iterdir()):
        if path.suffix != ".csv":
            print(f"skipped    {path.name}: not a CSV file")
    return sorted(place.glob("*.csv"))


def from_caselens(program: Path, source: Source, option: Option, scratch: Path) -> Vectors:
    """What the program writes."""
    out = scratch / "vectors"
    command = [str(program), "vectorize", str(source.path), "--text", source.column]
    command += ["--preset", "sklearn", "-o", str(out), "--force", "-q", *option.flags]
    clean = {name: text for name, text in os.environ.items() if not name.startswith("CASELENS_")}
    # Called from the scratch folder: a caselens.toml of the caller must not count.
    result = subprocess.run(command, cwd=scratch, env=clean, capture_output=True, check=False)
    if result.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{result.stderr.decode()}")
    terms = column_of(out / "vocabulary.csv", "term")
    return Vectors(column_of(out / "ids.csv", "id"), terms, load_npz(out / "matrix.npz"))


def column_of(path: Path, name: str) -> list[str]:
    """A column of a CSV file."""
    with open(path, encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def from_sklearn(source: Source, option: Option) -> Vectors:
    """What scikit-learn makes of it."""
    vectorizer = option.vectorizer(**option.parameters)
    matrix = vectorizer.fit_transform(source.texts)
    return Vectors(source.ids, vectorizer.get_feature_names_out().tolist(), matrix)


def compare(program: Path, source: Source, option: Option, scratch: Path) -> None:
    """One line for one comparison; a difference ends the program."""
    name = f"{source.path.name}: {shown(option, scratch)}"
    try:
        theirs = from_sklearn(source, option)
    except ValueError as error:
        print(f"skipped    {name}: scikit-learn says: {error}")
        return
    ours = from_caselens(program, source, option, scratch)
    difference = first_difference(ours, theirs)
    if difference is not None:
        print(f"DIFFERENT  {name}: {difference}")
        raise SystemExit(1)
    rows, columns = theirs.matrix.shape
    distance = largest_difference(ours, theirs)
    size = f"{rows:,} × {columns:,}, {theirs.matrix.nnz:,} values"
    print(f"same       {name}: {size}, at most {distance:.1e} apart", flush=True)


def shown(option: Option, scratch: Path) -> str:
    """The flags, without the folder that has another name every time."""
    return str(option).replace(f"{scratch}/", "")


def compare_all(asked: argparse.Namespace, scratch: Path) -> None:
    """All files with all that is compared on them."""
    program = asked.program.resolve()
    for source in sources(asked, scratch):
        source.path = source.path.resolve()
        compare(program, source, DEFAULTS, scratch)
        if source.path.stat().st_size <= asked.options_up_to:
            for option in options_for(source.texts, scratch):
                compare(program, source, option, scratch)


def self_test(scratch: Path) -> None:
    """Alters what scikit-learn made, one thing at a time: each must be found."""
    write_nasty(scratch / "nasty.csv")
    source = read(scratch / "nasty.csv", "text")
    assert source is not None
    theirs = from_sklearn(source, DEFAULTS)
    same = Vectors(theirs.ids, theirs.terms, theirs.matrix)
    assert first_difference(same, theirs) is None, "equal matrices were told apart"
    for name, altered in alterations(theirs):
        difference = first_difference(altered, theirs)
        print(f"{name}: {difference}")
        assert difference is not None, f"{name} was not noticed"


def alterations(theirs: Vectors) -> list[tuple[str, Vectors]]:
    """Vectors that differ in one respect each."""
    ids, terms, matrix = theirs.ids, theirs.terms, theirs.matrix
    value, missing, nan = matrix.copy(), matrix.copy(), matrix.copy()
    value.data[1234] += 2e-12
    nan.data[-1] = float("nan")
    missing.data[77] = 0.0
    missing.eliminate_zeros()
    swapped = [terms[1], terms[0], *terms[2:]]
    return [
        ("a value 2e-12 off", Vectors(ids, terms, value)),
        ("a value that is no number", Vectors(ids, terms, nan)),
        ("a value left out", Vectors(ids, terms, missing)),
        ("two terms swapped", Vectors(ids, swapped, matrix)),
        ("a term left out", Vectors(ids, terms[:-1], matrix[:, :-1])),
        ("two rows swapped", Vectors([ids[1], ids[0], *ids[2:]], terms, matrix)),
        ("a row left out", Vectors(ids[:-1], terms, matrix[:-1])),
        ("the rows in another order", Vectors(ids, terms, matrix[::-1])),
        ("a matrix wider than its vocabulary", Vectors(ids, terms, matrix[:, :-1])),
    ]


def main() -> None:
    """Compares and tells."""
    asked = arguments()
    print(
        f"scikit-learn {version('scikit-learn')}, numpy {version('numpy')}, "
        f"scipy {version('scipy')}, Python {platform.python_version()} "
        f"with Unicode {unicodedata.unidata_version}"
    )
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch).resolve()
        if asked.self_test:
            self_test(place)
        else:
            compare_all(asked, place)


if __name__ == "__main__":
    main()
