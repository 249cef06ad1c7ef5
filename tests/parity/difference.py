"""Whether two vectorised corpora are the same, and if not, where they first differ."""

from dataclasses import dataclass

import numpy
from scipy.sparse import csr_matrix

# Absolute for values up to 1, relative above.
TOLERANCE = 1e-12


@dataclass
class Vectors:
    """Rows named by ids, columns by terms, and the matrix."""

    ids: list[str]
    terms: list[str]
    matrix: csr_matrix

    def __post_init__(self) -> None:
        self.matrix = csr_matrix(self.matrix, copy=True)
        self.matrix.sort_indices()


def largest_difference(ours: Vectors, theirs: Vectors) -> float:
    """The largest difference of two values; of matrices with the same pattern."""
    return float(numpy.max(numpy.abs(ours.matrix.data - theirs.matrix.data), initial=0.0))


def first_difference(ours: Vectors, theirs: Vectors) -> str | None:
    """What differs first, in words; nothing where all is the same."""
    return (
        list_difference("document", ours.ids, theirs.ids)
        or list_difference("term", ours.terms, theirs.terms)
        or shape_difference(ours)
        or shape_difference(theirs)
        or row_difference(ours, theirs)
    )


def list_difference(what: str, ours: list[str], theirs: list[str]) -> str | None:
    """The first place where two lists of names part."""
    if ours == theirs:
        return None
    for at, (mine, other) in enumerate(zip(ours, theirs, strict=False)):
        if mine != other:
            return (
                f"{what} {at}: ours is {mine!r}, scikit-learn's {other!r}{membership(ours, theirs)}"
            )
    longer = max(ours, theirs, key=len)
    return (
        f"{len(ours)} {what}s here, {len(theirs)} there; the first without a partner is "
        f"{longer[min(len(ours), len(theirs))]!r}{membership(ours, theirs)}"
    )


def membership(ours: list[str], theirs: list[str]) -> str:
    """Which names stand on one side only, the first few of them."""
    only_ours = sorted(set(ours) - set(theirs))
    only_theirs = sorted(set(theirs) - set(ours))
    return (
        f"\n  only ours ({len(only_ours)}): {only_ours[:8]}"
        f"\n  only scikit-learn's ({len(only_theirs)}): {only_theirs[:8]}"
    )


def shape_difference(vectors: Vectors) -> str | None:
    """Whether a matrix has as many rows and columns as there are names for them."""
    named = (len(vectors.ids), len(vectors.terms))
    if vectors.matrix.shape == named:
        return None
    return f"the matrix is {vectors.matrix.shape}, its ids and terms are {named}"


def row_difference(ours: Vectors, theirs: Vectors) -> str | None:
    """The first value that stands in one matrix only, or differs."""
    mine, other = ours.matrix, theirs.matrix
    if numpy.array_equal(mine.indptr, other.indptr) and numpy.array_equal(
        mine.indices, other.indices
    ):
        return value_difference(ours, theirs)
    for row, name in enumerate(ours.ids):
        columns, others = set(mine[row].indices), set(other[row].indices)
        if columns != others:
            column = min(columns ^ others)
            return described(ours, theirs, name, row, column)
    return "a row stores one of its columns more than once"


def value_difference(ours: Vectors, theirs: Vectors) -> str | None:
    """The first pair of values farther apart than the tolerance; NaN is far from all."""
    mine, other = ours.matrix.data, theirs.matrix.data
    near = numpy.abs(mine - other) <= TOLERANCE * numpy.maximum(1.0, numpy.abs(other))
    if near.all():
        return None
    at = int(numpy.argmin(near))
    row = int(numpy.searchsorted(ours.matrix.indptr, at, side="right")) - 1
    return described(ours, theirs, ours.ids[row], row, int(ours.matrix.indices[at]))


def described(ours: Vectors, theirs: Vectors, name: str, row: int, column: int) -> str:
    """Document, term and both values."""
    mine, other = float(ours.matrix[row, column]), float(theirs.matrix[row, column])
    return (
        f"document {name!r} (row {row}), term {ours.terms[column]!r} (column {column}): "
        f"ours is {mine!r}, scikit-learn's {other!r}"
    )
