"""scikit-learn's TfidfVectorizer with its defaults."""

import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from texts import report, texts

matrix = TfidfVectorizer().fit_transform(texts(sys.argv[1]))
report(*matrix.shape)
