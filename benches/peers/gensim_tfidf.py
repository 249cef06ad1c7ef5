"""gensim: its own simple tokeniser, Dictionary, doc2bow and TfidfModel, all with their defaults.

The dictionary grows while the documents are counted, which spares a second reading.
"""

import sys

from gensim.corpora import Dictionary
from gensim.models import TfidfModel
from gensim.utils import simple_preprocess
from texts import report, texts

dictionary = Dictionary()
counts = [
    dictionary.doc2bow(simple_preprocess(text), allow_update=True) for text in texts(sys.argv[1])
]
model = TfidfModel(dictionary=dictionary)
vectors = [model[row] for row in counts]
report(len(vectors), len(dictionary))
