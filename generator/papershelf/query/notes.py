"""What is wrong with a query, in words."""

from papershelf.errors import did_you_mean
from papershelf.query.language import Note, Query
from papershelf.query.parse import ALIASES, FILTERS, Grammar
from papershelf.text import shorten

_LONGEST_SHOWN = 60


def refusal_of(query: Query, grammar: Grammar) -> str:
    """What a program should refuse a query for: where, what and what would do; empty for nothing.

    The search of a site makes the best of it, since its reader sees how it was read.
    """
    if not query.notes:
        return ""
    note = min(query.notes, key=lambda note: note.place)
    where = f"character {note.place + 1}: " if note.place >= 0 else ""
    return f"{where}{_sentence(note, grammar)}"


def _sentence(note: Note, grammar: Grammar) -> str:
    shown = f'"{shorten(note.text, _LONGEST_SHOWN)}"'
    match note.kind:
        case "unknown-field":
            aliases = (name for name, field in ALIASES.items() if field in grammar.fields)
            known = list(dict.fromkeys((*grammar.fields, *FILTERS, *aliases)))
            hint = did_you_mean(note.text, known, noun="fields")
            return f"{shown} is no field of the search; {hint}"
        case "unknown-value":
            hint = did_you_mean(note.text, sorted(grammar.kinds), noun="kinds")
            return f"{shown} is nothing that a paper can have; {hint}"
        case "bad-year":
            return f"{shown} is no year; write year:2021, year:2019..2023 or year:..2015"
        case "open-quote":
            return f"the quote{f' before {shown}' if note.text else ''} is never closed"
        case "lone-or":
            return "OR stands between two words or pieces; in quotes it is a word"
        case "too-long":
            return "the query has more than 64 words, or 200 pieces"
        case "stop-words":
            return f"the words {shown} are too common: the search passes over them"
        case "no-words":
            return f"{shown} has no word to look for"
