"""The files that are measured: generated, or a real one repeated to a size."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

DEFAULT_SIZE = 130_000_000
UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "B": 1}


def size(text: str) -> int:
    """`130MB` in bytes."""
    for unit, factor in UNITS.items():
        number = text.upper().removesuffix(unit)
        if number != text.upper():
            return round(float(number) * factor)
    return int(text)


def generate(generator: Path, place: Path, documents: int, kind: str, seed: int) -> Path:
    """A generated corpus of that many documents, made anew: the generator may have changed."""
    path = place / f"{kind}-{documents}-seed-{seed}.csv"
    with open(path, "wb") as file:
        command = [str(generator), str(documents), "--kind", kind, "--seed", str(seed)]
        subprocess.run(command, stdout=file, check=True)
    return path


def documents_for(generator: Path, size_in_bytes: int, kind: str, seed: int) -> int:
    """How many generated documents make about that size, told from the first thousand."""
    command = [str(generator), "1000", "--kind", kind, "--seed", str(seed)]
    sample = len(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return max(1, round(size_in_bytes * 1000 / sample))


def repeat(source: Path, place: Path, at_least: int) -> Path:
    """All rows of the file again and again until the size is reached; no id comes twice."""
    path = place / f"{source.stem}-repeated.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        copy = 1
        while copy == 1 or os.path.getsize(path) < at_least:
            writer.writerows(copy_of(source, copy))
            file.flush()
            copy += 1
    return path


def copy_of(source: Path, copy: int) -> Iterator[list[str]]:
    """The rows once; the first copy brings the header, the others a suffix to every id."""
    csv.field_size_limit(sys.maxsize)
    with open(source, encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        column = header.index("id") if "id" in header else None
        if copy == 1:
            yield header
        for row in rows:
            if column is not None and copy > 1:
                row[column] += f"-copy-{copy}"
            yield row


def must_have_text(path: Path) -> None:
    """Ends the program where the file has no column `text`: all programs read that one."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), [])
    if "text" not in header:
        raise SystemExit(f"{path} has no column text, but {', '.join(header)}: rename one")


def read_once(path: Path) -> None:
    """Brings the file into the system's cache, so that no run pays for the disk."""
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


def rows_of(path: Path) -> int:
    """The number of rows below the header of a CSV file."""
    csv.field_size_limit(sys.maxsize)
    with open(path, encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def megabytes(path: Path) -> float:
    """The size of a file in millions of bytes."""
    return os.path.getsize(path) / 1e6
