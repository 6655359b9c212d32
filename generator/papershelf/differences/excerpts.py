"""Long values, cut so that what differs is kept."""

_AROUND = 60
"""Characters that are kept before and after what differs."""
_PROBE = 4_096


def excerpts(before: str, after: str, most: int) -> tuple[str, str]:
    """Both in about `most` characters at most, with what differs between them."""
    if len(before) <= most and len(after) <= most:
        return before, after
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    return _cut(before, start, end, most), _cut(after, start, end, most)


def beginning(text: str, most: int) -> str:
    """The beginning of a text, with how much is left out."""
    return text if len(text) <= most else f"{text[:most]}… ({len(text) - most:,} characters more)"


def _cut(text: str, start: int, end: int, most: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), len(text) - end + _AROUND)
    # A few characters are no shorter than the sign that they are left out.
    head, tail = ("…" if first else ""), ("…" if last < len(text) else "")
    middle = text[first:last]
    if len(middle) > most:
        half = most // 2
        left_out = len(middle) - 2 * half
        middle = f"{middle[:half]}… ({left_out:,} characters) …{middle[-half:]}"
    return f"{head}{middle}{tail}"


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    most = min(len(one), len(other))
    place = 0
    while place < most and one[place : place + _PROBE] == other[place : place + _PROBE]:
        place += _PROBE
    place = min(place, most)
    while place < most and one[place] == other[place]:
        place += 1
    return place
