"""Times caselens and its peers on the same file, in turn, and prints a Markdown table.

`run.sh` beside this file prepares all it needs and starts it.
"""

import argparse
import os
from pathlib import Path

import compare
import corpora
import linear
import table
from measure import Failed
from runs import RUNS

ROOT = Path(__file__).resolve().parents[2]
KINDS = ["english-like", "non-ascii", "hostile"]
KEYS = [run.key for run in RUNS]


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add_corpus(parser.add_argument_group("what is read"))
    add_measurement(parser.add_argument_group("what is timed"))
    add_places(parser.add_argument_group("where it goes"))
    return parser.parse_args()


def add_corpus(group: argparse._ArgumentGroup) -> None:
    """Flags that name or make the file."""
    add = group.add_argument
    add("--input", type=Path, help="CSV with a column text (and id) [default: generated]")
    add("--repeat-to", type=corpora.size, metavar="SIZE", help="repeat --input to that: 130MB")
    add("--bytes", type=corpora.size, default=corpora.DEFAULT_SIZE, metavar="SIZE",
        help="size of the generated corpus [default: 130MB]")  # fmt: skip
    add("--kind", choices=KINDS, default=KINDS[0], help="kind of the generated corpus")
    add("--seed", type=int, default=1, help="seed of the generated corpus")


def add_measurement(group: argparse._ArgumentGroup) -> None:
    """Flags that say which runs there are, and how many."""
    add = group.add_argument
    add("--rounds", type=int, default=5)
    add("--only", action="append", choices=KEYS, help="time this one (repeatable)")
    add("--without", action="append", choices=KEYS, default=[], help="not this one (repeatable)")
    add("--linear", action="store_true", help="time caselens alone on corpora of growing size")
    add("--largest", type=int, default=1_000_000, metavar="DOCUMENTS", help="for --linear")
    add("--threads", type=int, default=1, help="for --linear")
    add("--program", type=Path, default=ROOT / "target/release/caselens")
    add("--generator", type=Path, default=ROOT / "target/release/examples/generate")


def add_places(group: argparse._ArgumentGroup) -> None:
    """Flags that say where table and corpora go."""
    add = group.add_argument
    add("--into", type=Path, metavar="FILE",
        help="put the table between <!-- peers --> and <!-- /peers --> of that file")  # fmt: skip
    add("--marker", default="peers", help="another word than peers, for a second table")
    add("--work", type=Path, default=ROOT / "target/peers", help="for corpora and output")


def main() -> None:
    """Measures and prints."""
    asked = arguments()
    asked.work.mkdir(parents=True, exist_ok=True)
    for name in ["input", "into", "program", "generator", "work"]:
        place = getattr(asked, name)
        setattr(asked, name, place and place.resolve())
    # A caselens.toml where this was called from must not change what is timed.
    os.chdir(asked.work)
    if asked.into:
        table.must_have_marks(asked.into, asked.marker)
    try:
        text = linear.table_of(asked) if asked.linear else compare.table_of(asked)
    except Failed as failure:
        raise SystemExit(str(failure)) from None
    print(text)
    if asked.into:
        table.put_into(asked.into, asked.marker, text)


if __name__ == "__main__":
    main()
