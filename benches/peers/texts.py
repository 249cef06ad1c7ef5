"""What every peer shares: the texts of a CSV file, one at a time."""

import csv
import sys
from collections.abc import Iterator


def texts(path: str) -> Iterator[str]:
    """The column `text`, row by row."""
    csv.field_size_limit(sys.maxsize)
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        column = next(rows).index("text")
        for row in rows:
            yield row[column]


def report(documents: int, terms: int) -> None:
    """Says what came out, for the driver to compare."""
    print(documents, terms)
