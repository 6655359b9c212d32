"""Papers as columns of words: what the search index and the related papers are made from."""

from papershelf.tokens.memory import TOKENS, tokens_of
from papershelf.tokens.rows import Rows, read_rows
from papershelf.tokens.stems import Stemmer, is_stop_word
from papershelf.tokens.synonyms import synonyms_of
from papershelf.tokens.table import TokenTable
from papershelf.tokens.tex import plain_tex
from papershelf.tokens.texts import FIELDS, ids_of, texts_of
from papershelf.tokens.words import placed_words, words

__all__ = [
    "FIELDS",
    "TOKENS",
    "Rows",
    "Stemmer",
    "TokenTable",
    "ids_of",
    "is_stop_word",
    "placed_words",
    "plain_tex",
    "read_rows",
    "synonyms_of",
    "texts_of",
    "tokens_of",
    "words",
]
