"""Makes reference.json: what other implementations compute from invented inputs.

    python3 -m venv venv
    venv/bin/pip install -r tests/parity/requirements.txt
    venv/bin/python tests/parity/make_reference.py

Every input is written below or drawn from a seeded generator; two runs give the same bytes.
"""

import json
import platform
from importlib.metadata import version
from pathlib import Path

import numpy
import scipy.sparse
import scipy.sparse.linalg
from scipy.optimize import linear_sum_assignment
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.metrics import (
    adjusted_rand_score,
    calinski_harabasz_score,
    normalized_mutual_info_score,
    silhouette_samples,
)
from statsmodels.stats.proportion import proportion_confint

PACKAGES = ["numpy", "scipy", "scikit-learn", "statsmodels"]

# Lower-case words between spaces, so that every way of finding words finds the same; words that
# stand twice or more in a text, in all texts and in one; letters beyond ASCII; one letter alone.
TEXTS = [
    "the old ferry crosses the river and the river carries the ferry home",
    "a market of bread and bread and bread fills the square",
    "the school garden grows beans and the children count the beans",
    "the café at the bridge opens before the first ferry",
    "neighbours repair the bridge and paint the school",
    "the clinic by the river asks patients and patients answer the clinic",
    "a bus and a tram and a bicycle share the road",
    "the library lends tools and the workshop lends books",
    "the über driver waits at the market and reads the paper",
    "and the council hears the children the drivers and the neighbours",
    "solar panels on the school feed the clinic and the library",
    "the étude of the river names and counts the fish",
]

WEIGHTINGS = [
    {"sublinear_tf": False, "min_df": 1, "max_df": 1.0},
    {"sublinear_tf": True, "min_df": 1, "max_df": 1.0},
    {"sublinear_tf": True, "min_df": 2, "max_df": 0.5},
]

# Invented, two of every language; what they are written in is their author's word.
TEXTS_BY_LANGUAGE = {
    "ar": [
        "يقترح سكان الحي إنشاء مسار جديد للدراجات بجانب النهر.",
        "تعير المكتبة الكتب والأدوات، ويقرأ الأطفال هناك بعد المدرسة.",
    ],
    "da": [
        "Borgerne foreslår en ny cykelsti langs åen, og kommunen vil gerne høre, hvad de mener.",
        "Biblioteket låner både bøger og værktøj ud, og børnene læser der efter skole.",
    ],
    "de": [
        "Die Bürgerinnen und Bürger schlagen einen neuen Radweg am Fluss vor.",
        "Die Bibliothek verleiht Bücher und Werkzeug, und nach der Schule lesen dort Kinder.",
    ],
    "el": [
        "Οι κάτοικοι προτείνουν έναν νέο ποδηλατόδρομο δίπλα στο ποτάμι.",
        "Η βιβλιοθήκη δανείζει βιβλία και εργαλεία, και τα παιδιά διαβάζουν εκεί.",
    ],
    "en": [
        "The residents propose a new cycle path along the river, and the council wants to listen.",
        "The library lends books and tools, and the children read there after school.",
    ],
    "es": [
        "Los vecinos proponen una nueva ruta para bicicletas junto al río.",
        "La biblioteca presta libros y herramientas, y los niños leen allí después de la escuela.",
    ],
    "fi": [
        "Asukkaat ehdottavat uutta pyörätietä joen varrelle, ja kaupunki pyytää lisää ideoita.",
        "Kirjasto lainaa kirjoja ja työkaluja, ja lapset lukevat siellä koulun jälkeen.",
    ],
    "fr": [
        "Les habitants proposent une nouvelle piste cyclable le long de la rivière.",
        "La bibliothèque prête des livres et des outils, et les enfants y lisent après l'école.",
    ],
    "hu": [
        "A lakók új kerékpárutat javasolnak a folyó mentén, és a város várja a véleményüket.",
        "A könyvtár könyveket és szerszámokat kölcsönöz, a gyerekek iskola után ott olvasnak.",
    ],
    "it": [
        "Gli abitanti propongono una nuova pista ciclabile lungo il fiume.",
        "La biblioteca presta libri e attrezzi, e dopo la scuola i bambini leggono lì.",
    ],
    "nl": [
        "De bewoners stellen een nieuw fietspad langs de rivier voor en de gemeente luistert.",
        "De bibliotheek leent boeken en gereedschap uit, en de kinderen lezen er na school.",
    ],
    "no": [
        "Innbyggerne foreslår en ny sykkelvei langs elva, og kommunen vil gjerne høre hva de mener.",
        "Biblioteket låner ut bøker og verktøy, og etter skolen leser barna der.",
    ],
    "pt": [
        "Os moradores propõem uma nova ciclovia junto ao rio, e a câmara quer ouvir as suas ideias.",
        "A biblioteca empresta livros e ferramentas, e as crianças leem ali depois da escola.",
    ],
    "ro": [
        "Locuitorii propun o nouă pistă pentru biciclete lângă râu, iar primăria le cere părerea.",
        "Biblioteca împrumută cărți și unelte, iar copiii citesc acolo după școală.",
    ],
    "ru": [
        "Жители предлагают проложить новую велосипедную дорожку вдоль реки.",
        "Библиотека выдаёт книги и инструменты, а дети читают там после школы.",
    ],
    "sv": [
        "Invånarna föreslår en ny cykelväg längs ån, och kommunen vill gärna höra vad de tycker.",
        "Biblioteket lånar ut böcker och verktyg, och barnen läser där efter skolan.",
    ],
    "ta": [
        "ஆற்றங்கரையில் புதிய மிதிவண்டிப் பாதை வேண்டும் என்று மக்கள் கேட்கிறார்கள்.",
        "நூலகம் புத்தகங்களையும் கருவிகளையும் கடனாகத் தருகிறது.",
    ],
    "tr": [
        "Mahalle sakinleri nehir boyunca yeni bir bisiklet yolu öneriyor.",
        "Kütüphane kitap ve alet ödünç veriyor, çocuklar okuldan sonra orada okuyor.",
    ],
}

CONCEPTS = 5


def sparse_pairs(matrix):
    """The stored columns and values of every row."""
    rows = scipy.sparse.csr_matrix(matrix)
    rows.sort_indices()
    bounds = zip(rows.indptr, rows.indptr[1:])
    return [list(zip(rows.indices[a:b].tolist(), rows.data[a:b].tolist())) for a, b in bounds]


def count_words(texts, min_df, max_df):
    """A fitted vectoriser and the counts; a word is what stands between spaces."""
    vectorizer = CountVectorizer(
        lowercase=False, token_pattern=r"\S+", min_df=min_df, max_df=max_df
    )
    return vectorizer, vectorizer.fit_transform(texts)


def weigh(counts, sublinear_tf):
    """A fitted transformer and the tf-idf rows of length 1."""
    transformer = TfidfTransformer(norm="l2", smooth_idf=True, sublinear_tf=sublinear_tf)
    return transformer, transformer.fit_transform(counts)


def tfidf():
    """Vocabulary, counts and tf-idf rows of TEXTS by scikit-learn."""
    made = []
    for weighting in WEIGHTINGS:
        vectorizer, counts = count_words(TEXTS, weighting["min_df"], weighting["max_df"])
        transformer, rows = weigh(counts, weighting["sublinear_tf"])
        made.append(
            weighting
            | {
                "vocabulary": vectorizer.get_feature_names_out().tolist(),
                "idf": transformer.idf_.tolist(),
                "counts": sparse_pairs(counts),
                "rows": sparse_pairs(rows),
            }
        )
    return {"texts": TEXTS, "weightings": made}


def latent_semantic():
    """Cosines between the points of TEXTS: tf-idf rows whose columns are weighted by idf once
    more, times the first right singular vectors of just that matrix, scaled to length 1."""
    _, counts = count_words(TEXTS, 1, 1.0)
    transformer, rows = weigh(counts, True)
    sharpened = rows.toarray() * transformer.idf_
    _, values, vectors = numpy.linalg.svd(sharpened, full_matrices=False)
    assert values[CONCEPTS - 1] / values[CONCEPTS] > 1.03, "the last concept is settled"
    points = sharpened @ vectors[:CONCEPTS].T
    points /= numpy.linalg.norm(points, axis=1, keepdims=True)
    return {"concepts": CONCEPTS, "cosines": (points @ points.T).round(12).tolist()}


def cooccurrence():
    """Cosines between the points of TEXTS: tf-idf rows times term vectors, scaled to length 1. The
    vectors: pairs of terms within a text, each worth n^-.5 in a text of n terms; positive pointwise
    mutual information with the contexts' shares to the power .75; U S^.5 of its decomposition."""
    _, counts = count_words(TEXTS, 1, 1.0)
    _, rows = weigh(counts, True)
    present = (counts.toarray() > 0).astype(float)
    pairs = present.T @ (present / numpy.sqrt(present.sum(axis=1, keepdims=True)))
    numpy.fill_diagonal(pairs, 0.0)
    shares = pairs.sum(axis=0) ** 0.75
    expected = pairs.sum(axis=1, keepdims=True) * shares / shares.sum()
    information = numpy.log(numpy.maximum(pairs / expected, 1.0))
    left, values, _ = numpy.linalg.svd(information)
    assert values[CONCEPTS - 1] / values[CONCEPTS] > 1.03, "the last concept is settled"
    points = rows.toarray() @ (left[:, :CONCEPTS] * numpy.sqrt(values[:CONCEPTS]))
    points /= numpy.linalg.norm(points, axis=1, keepdims=True)
    return {"concepts": CONCEPTS, "cosines": (points @ points.T).round(12).tolist()}


def topics_matrix(random, rows, columns, topics):
    """A sparse matrix of a few overlapping blocks, each weaker than the one before, and dust all
    over: its singular values fall after the blocks, but not to nothing."""
    matrix = numpy.zeros((rows, columns))
    for topic in range(topics):
        left = random.uniform(0.5, 1.0, rows) * (random.random(rows) < 0.1)
        right = random.uniform(0.5, 1.0, columns) * (random.random(columns) < 0.1)
        length = numpy.linalg.norm(left) * numpy.linalg.norm(right)
        matrix += 10.0 * 0.85**topic * numpy.outer(left, right) / length
    dust = random.uniform(0.05, 0.2, matrix.shape) * (random.random(matrix.shape) < 0.02)
    return (matrix + dust).round(3)


def leading_sign(vector):
    """The sign that makes the value largest without its sign positive."""
    return numpy.sign(vector[numpy.argmax(numpy.abs(vector))])


def decompose(name, matrix):
    """All singular values and the first ten right singular vectors, by LAPACK through numpy; the
    first ten values by ARPACK through scipy must agree."""
    _, values, vectors = numpy.linalg.svd(matrix, full_matrices=False)
    stored = scipy.sparse.csr_matrix(matrix)
    arpack = scipy.sparse.linalg.svds(
        stored, k=10, v0=numpy.ones(min(matrix.shape)), return_singular_vectors=False
    )
    numpy.testing.assert_allclose(numpy.sort(arpack)[::-1], values[:10], rtol=1e-10)
    assert (values[:10] / values[1:11] > 1.05).all(), "the first ten vectors are settled"
    right = [leading_sign(vector) * vector for vector in vectors[:10]]
    return {
        "name": name,
        "columns": matrix.shape[1],
        "rows": sparse_pairs(stored),
        "singular_values": [float(f"{value:.12e}") for value in values],
        "right_vectors": numpy.array(right).round(12).tolist(),
    }


def svd():
    random = numpy.random.default_rng(0)
    return [
        decompose("60 × 40", topics_matrix(random, 60, 40, 10)),
        decompose("200 × 90", topics_matrix(random, 200, 90, 10)),
    ]


def silhouette():
    """Points around three centres, the last point alone in its group."""
    random = numpy.random.default_rng(1)
    labels = [index % 3 for index in range(29)] + [3]
    centres = random.uniform(-1.0, 1.0, (4, 5))
    points = (centres[labels] + random.normal(0.0, 0.4, (30, 5))).round(6)
    values = silhouette_samples(points, labels)
    assert values[-1] == 0.0 and (values < 0.0).any()
    return {
        "points": points.tolist(),
        "labels": labels,
        "values": values.tolist(),
        "calinski_harabasz": float(calinski_harabasz_score(points, labels)),
    }


def unit_rows(matrix):
    return matrix / numpy.linalg.norm(matrix, axis=1, keepdims=True)


def simplified_silhouette():
    """(b − a) / max(a, b) of cosine distances to centroids: a to the own, b to the nearest other;
    0 for a point alone in its group. Plain numpy."""
    random = numpy.random.default_rng(2)
    labels = numpy.array([index % 4 for index in range(39)] + [4])
    centroids = unit_rows(random.normal(0.0, 1.0, (5, 6)))
    points = unit_rows(centroids[labels] + random.normal(0.0, 0.5, (40, 6)))
    points[0] = centroids[0]
    distances = 1.0 - points @ centroids.T
    own = numpy.take_along_axis(distances, labels[:, None], axis=1)[:, 0]
    others = numpy.where(numpy.arange(5) == labels[:, None], numpy.inf, distances).min(axis=1)
    values = (others - own) / numpy.maximum(own, others)
    values[numpy.bincount(labels)[labels] == 1] = 0.0
    assert values[-1] == 0.0 and (values < 0.0).any()
    return {
        "points": points.tolist(),
        "labels": labels.tolist(),
        "centroids": centroids.tolist(),
        "values": values.tolist(),
    }


def label_pairs():
    """Name and two labellings of the same things."""
    random = numpy.random.default_rng(3)
    truth = random.integers(0, 6, 200)
    noise = random.integers(0, 6, 200)
    part = numpy.where(random.random(200) < 0.7, truth, noise)
    every = numpy.arange(12)
    one = numpy.zeros(12, dtype=int)
    halves = every // 6
    return [
        ("mostly alike", truth, part),
        ("unrelated", truth, noise),
        ("the same under other names", truth, 5 - truth),
        ("one division finer than the other", truth, truth * 2 + random.integers(0, 2, 200)),
        ("numbers of classes left out", truth * 3, part * 2 + 1),
        ("less alike than by chance", halves, every % 2),
        ("one class against two", one, halves),
        ("two classes against one", halves, one),
        ("one class each", one, one),
        ("every thing alone, in both", every, every[::-1]),
        ("every thing alone against one class", every, one),
        ("a single thing", one[:1], one[:1]),
    ]


def accuracy(a, b):
    """Share of the things that are right under the best matching of classes, by scipy."""
    counts = numpy.zeros((a.max() + 1, b.max() + 1), dtype=int)
    numpy.add.at(counts, (a, b), 1)
    rows, columns = linear_sum_assignment(counts, maximize=True)
    return counts[rows, columns].sum() / len(a)


def labellings():
    return [
        {
            "name": name,
            "a": a.tolist(),
            "b": b.tolist(),
            "normalised_mutual_information": float(normalized_mutual_info_score(a, b)),
            "adjusted_rand_index": float(adjusted_rand_score(a, b)),
            "accuracy": float(accuracy(a, b)),
        }
        for name, a, b in label_pairs()
    ]


def wilson():
    shares = [(0, 1), (1, 1), (0, 10), (1, 10), (5, 10), (10, 10), (0, 853), (3, 853), (426, 853)]
    shares += [(852, 853), (853, 853), (1, 1_000_000), (333_333, 1_000_000), (1, 3), (7, 9)]
    made = []
    for count, total in shares:
        low, high = proportion_confint(count, total, alpha=0.05, method="wilson")
        made.append({"count": count, "total": total, "low": float(low), "high": float(high)})
    return made


def main():
    reference = {
        "made_by": "tests/parity/make_reference.py",
        "made_with": {"python": platform.python_version()}
        | {package: version(package) for package in PACKAGES},
        "tfidf": tfidf(),
        "latent_semantic": latent_semantic(),
        "cooccurrence": cooccurrence(),
        "svd": svd(),
        "silhouette": silhouette(),
        "simplified_silhouette": simplified_silhouette(),
        "labellings": labellings(),
        "wilson": wilson(),
        "texts_by_language": TEXTS_BY_LANGUAGE,
    }
    lines = [
        f"{json.dumps(name)}: {json.dumps(part, ensure_ascii=False, separators=(',', ':'))}"
        for name, part in reference.items()
    ]
    path = Path(__file__).with_name("reference.json")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
