"""Writes what the fuzzers begin with: python3 tests/fuzz/seeds.py FOLDER

One folder per target, from the hostile inputs, the codebooks and the models of the project. Where a target
tells by the first byte what the others are, that byte stands before them.
"""

import pathlib
import sys

PROJECT = pathlib.Path(__file__).parents[2]
HOSTILE = PROJECT / "tests/fixtures/hostile/files"
# No seed is longer: a fuzzer that begins with long inputs tries few of them.
MOST = 20_000

HEAD = """name = "n"

[[theme]]
id = "a"
label = "A"
definition = "In. Out."
"""
BOOKS = [
    HEAD + "terms.en = ['word', 'school*', '=AI', 'open * data']\n",
    HEAD
    + """min_score = 0.5
min_distinct = 2
unless = ["budget & \\"old age\\""]

[theme.terms]
en = [
  { match = "citizen* NEAR/4 (assembly | forum)", weight = 0.7, unless = ["digital one"] },
  { match = "title:(=G7)", weight = 0.1 }, "re:/\\\\bG(7|20)\\\\b/i",
]
de = ["Straße", "Bürgerrat*"]
fr = ["=données"]
"""
    + "\n\1\nThe citizens' forum in the G20 streets; Bürgerräte and open new data",
]


def seeds():
    """Yields target, name and bytes."""
    readers = {
        "read_csv": ("csv", {".csv": 0, ".tsv": 1}, 2),
        "read_json": ("json", {".json": 0, ".jsonl": 1}, 0),
        "read_page": ("page", {".txt": 0, ".html": 1}, 0),
        "read_packed": ("packed", {".gz": 0, ".zst": 1}, 0),
        "read_workbook": ("book", {".xlsx": 0, ".ods": 1}, 0),
        "read_columnar": ("columnar", {".parquet": 0, ".arrow": 1}, 0),
    }
    for target, (kind, first, other) in readers.items():
        for path in sorted((HOSTILE / kind).iterdir()):
            yield target, path.name, bytes([first.get(path.suffix, other)]) + path.read_bytes()
    example = (PROJECT / "data/example/cases.csv").read_bytes()
    head = b"\n".join(example.split(b"\n")[:6])
    yield "read_csv", "example", b"\0" + head
    for number, line in enumerate(example.split(b"\n")[1:60]):
        yield "tokens", f"case-{number}", bytes([number % 4]) + line
    yield "matrix", "cases", b"\1" + head
    book = (PROJECT / "data/codebooks/public-sector.toml").read_text()
    for number, theme in enumerate(BOOKS):
        yield "codebook", f"book-{number}", theme.encode()
        yield "exchange", f"toml-{number}", b"\4" + theme.encode()
    quoted = [part for part in book.split("'")[1::2] + book.split('"')[1::2] if 2 < len(part) < 200]
    for number, entry in enumerate(sorted(set(quoted), key=lambda text: (-len(text), text))[:200]):
        yield "expression", f"entry-{number}", entry.encode()
    yield "exchange", "csv", b"\0theme,label,language,term\na,A,en,school*\n"
    yield "exchange", "liwc", b"\1%\n1\tcare\n2\tschool\n%\nnurs*\t1\nteach*\t2\n"
    yield "exchange", "quanteda", b"\2care:\n  - nurs*\n  - \"old age\"\nschool: [teach*]\n"
    yield "exchange", "refi", (
        b"\3<?xml version=\"1.0\"?><CodeBook><Codes><Code name=\"a\" guid=\"1\" isCodable=\"true\">"
        b"<Description>nurse</Description></Code></Codes></CodeBook>"
    )
    for path in sorted((PROJECT / "tests/fixtures/models").iterdir()):
        model = path.read_bytes()
        if model.startswith(b"caselens model\n"):
            # Version, then the content behind magic, version and digest.
            yield "model", path.name, model[15:16] + model[51:]
    yield "report", "text", b"=<b>\"R & D\"</b> | [a](b) `c` *d*"
    yield "sheet", "csv", b"\0id,text,ai,health,coder\na,words,1,0,ada\nb,'=x,,1,\n"


def main():
    folder = pathlib.Path(sys.argv[1])
    for target, name, content in seeds():
        if len(content) <= MOST or target == "model":
            (folder / target).mkdir(parents=True, exist_ok=True)
            (folder / target / name).write_bytes(content)


main()
