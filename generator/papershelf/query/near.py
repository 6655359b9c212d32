"""Words that were not typed as they stand in the library; the twin of `search-guess.js`."""


def holds(pattern: str, term: str) -> bool:
    """Tell whether a term is the pattern, where each `*` stands for any letters, or none."""
    start, *pieces, end = pattern.split("*")
    if not term.startswith(start):
        return False
    at = len(start)
    for piece in pieces:
        at = term.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return term.endswith(end) and at + len(end) <= len(term)


def is_within(text: str, edits: int, other: str) -> bool:
    """Tell whether a text becomes another by at most so many edits, as lunr counts them.

    An edit is an insertion, a deletion, a substitution or a transposition of characters.
    """
    if abs(len(text) - len(other)) > edits:
        return False
    if not text or not other:
        return True
    rest, left = text[1:], other[1:]
    if text[0] == other[0] and is_within(rest, edits, left):
        return True
    return (
        edits > 0
        and (
            is_within(text, edits - 1, left)
            or is_within(rest, edits - 1, other)
            or is_within(rest, edits - 1, left)
            # The first letter stays and may be moved on.
            or (rest[:1] == other[:1] and is_within(text[0] + rest[1:], edits - 1, left))
        )
    )
