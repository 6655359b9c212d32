"""What means the same, as words."""

from collections.abc import Sequence

from papershelf.tokens.words import words


def synonyms_of(groups: Sequence[Sequence[str]]) -> list[list[list[str]]]:
    """Groups of texts as groups of lists of words; two texts of the same words are one."""
    found: list[list[list[str]]] = []
    for texts in groups:
        alternatives = dict.fromkeys(tuple(words(text)) for text in texts)
        alternatives.pop((), None)
        if len(alternatives) > 1:
            found.append([list(alternative) for alternative in alternatives])
    return found
