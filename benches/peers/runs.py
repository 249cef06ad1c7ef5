"""What is timed: one line a run. To time something else, add a line here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """A command to time. `{file}`, `{out}`, `{program}`, `{python}` and `{peers}` are filled in."""

    key: str
    label: str
    command: str
    environment: tuple[tuple[str, str], ...] = ()

    def arguments(self, places: dict[str, str]) -> list[str]:
        """The command's words; a place with spaces stays one word."""
        return [word.format_map(places) for word in self.command.split()]


# The peers write nothing; caselens writes its files unless told otherwise.
CASELENS = "{program} vectorize {file} --text text -o {out} --force -q"

RUNS = [
    Run("wc", "`LC_ALL=C wc -w`", "wc -w {file}", (("LC_ALL", "C"),)),
    Run("caselens", "caselens, default analysis, 1 thread", f"{CASELENS} --threads 1"),
    Run(
        "caselens-none",
        "the same, the matrix made but not written (`--format none`)",
        f"{CASELENS} --threads 1 --format none",
    ),
    Run("caselens-2", "caselens, default analysis, 2 threads", f"{CASELENS} --threads 2"),
    Run(
        "caselens-sklearn",
        "caselens `--preset sklearn`, 1 thread",
        f"{CASELENS} --preset sklearn --threads 1",
    ),
    Run("tfidf", "scikit-learn `TfidfVectorizer()`", "{python} {peers}/sklearn_tfidf.py {file}"),
    Run(
        "hashing",
        "scikit-learn `HashingVectorizer()`",
        "{python} {peers}/sklearn_hashing.py {file}",
    ),
    Run("gensim", "gensim `TfidfModel`", "{python} {peers}/gensim_tfidf.py {file}"),
]

# What the ratios of the table are to.
BASE = "wc"
REFERENCE = "tfidf"
