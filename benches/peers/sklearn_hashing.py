"""scikit-learn's HashingVectorizer with its defaults: no vocabulary, no idf."""

import sys

from sklearn.feature_extraction.text import HashingVectorizer
from texts import report, texts

matrix = HashingVectorizer().transform(texts(sys.argv[1]))
report(*matrix.shape)
