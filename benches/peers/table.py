"""Measurements as a Markdown table, and its place in a file."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from measure import Measurement


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; all columns but the first stand to the right."""
    rule = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *rows])


def cpu(measurements: Sequence[Measurement]) -> float:
    """The median CPU seconds."""
    return median(one.cpu_seconds for one in measurements)


def wall(measurements: Sequence[Measurement]) -> float:
    """The median wall seconds."""
    return median(one.wall_seconds for one in measurements)


def cpu_range(measurements: Sequence[Measurement]) -> str:
    """Least to most CPU seconds."""
    values = [one.cpu_seconds for one in measurements]
    return f"{seconds(min(values))} – {seconds(max(values))}"


def peak(measurements: Sequence[Measurement]) -> str:
    """The most memory of any round."""
    most = max(measurements, key=lambda one: one.peak_bytes)
    return ("≤ " if most.peak_is_bound else "") + f"{most.peak_bytes / 1e6:,.0f}"


def seconds(value: float) -> str:
    """Three digits that count, at most three behind the point."""
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 100 else f"{value:.0f}"


def marks(marker: str) -> tuple[str, str]:
    """What stands before and behind a table in a file."""
    return f"<!-- {marker} -->", f"<!-- /{marker} -->"


def must_have_marks(path: Path, marker: str) -> None:
    """Ends the program where the file has no place for the table: before hours of measuring."""
    begin, end = marks(marker)
    _, found, rest = path.read_text(encoding="utf-8").partition(begin)
    if not found or end not in rest:
        raise SystemExit(f"{path}: write {begin} and {end} where the table is to stand")


def put_into(path: Path, marker: str, text: str) -> None:
    """Replaces what stands between the marks."""
    begin, end = marks(marker)
    before, _, rest = path.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
