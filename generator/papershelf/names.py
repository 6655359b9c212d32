"""Personal names: parse them as people write them, compare them, format them."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

from papershelf.text import fold

_PARTICLE_WORDS: Final = (
    "a ab abu af al am auf aus aw ben bin bint binti da dal dalla das de degli dei del dell della "
    "delle delli den der des di do dos du e el en het ibn in la las le li lo los mac op ould san "
    "'s 't te ten ter thi til to tot und uit van vande vanden vander ver vom von vor z zu zum "
    "zur"
)
_PARTICLES: Final = frozenset(_PARTICLE_WORDS.split())
# What is written without a space before the family name.
_JOINED: Final = re.compile(r"((?:al|el|as|az|ar|an|ad|at|ash)-|[dl]['’])(?=\S)")
_SUFFIX: Final = re.compile(r"(?:[JS]r\.?|[js]r\.|I{2,3}|IV|VI{0,3})")
_NUMERAL: Final = re.compile(r"[IVX]+")
_GROUPS: Final = (
    "association authors centre center collaboration committee community company consortium "
    "contributors corporation council department foundation group inc institute institution "
    "initiative lab labs laboratory laboratories ltd ministry network organisation organization "
    "partnership project research society team university"
)
_GROUP_WORDS: Final = frozenset(_GROUPS.split())
_NOT_WRITTEN_SPACED: Final = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "KATAKANA-HIRAGANA")
_BETWEEN_NAMES: Final = re.compile(r"[;|、,，&]|\sand\s")
_BRACED: Final = re.compile(r"\{([^{}]+)\}")
_INVISIBLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_MARKS: Final = re.compile(
    r"\$\s*\^?\s*\{?[\d,*†‡§¶\\a-z\s]*\}?\s*\$|\^\{[\d,*†‡§¶\s]+\}|\^[\d*†‡§¶]"
    r"|[*†‡§¶‖#∗⋆✉⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ]+(?:\s*,\s*[*†‡§¶‖#∗⋆✉⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ]+)*"
)


class Name(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A personal name by its parts, or a `literal` one that has no parts (a group, a CJK name)."""

    given: str = ""
    particle: str = ""
    family: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def display(self) -> str:
        """As on a title page: "Ludwig van Beethoven", "Martin Luther King, Jr.", "John Doe III"."""
        if self.literal:
            return self.literal
        name = f"{self.given} {self.last}".strip()
        # Numerals are written without a comma.
        comma = "" if _NUMERAL.fullmatch(self.suffix) else ","
        return f"{name}{comma} {self.suffix}" if self.suffix else name

    @property
    def sort_key(self) -> str:
        """As in an index, sorted by family name: "Beethoven, Ludwig van"; fold it to compare."""
        if self.literal:
            return self.literal
        given = f"{self.given} {self.particle}".strip()
        return ", ".join(part for part in (self.family, given, self.suffix) if part)

    @property
    def inverted(self) -> str:
        """As in BibTeX: "van Beethoven, Ludwig", "King, Jr., Martin", "{The ATLAS Collaboration}".

        `parse_name` makes the same name of it. The braces of a literal are BibTeX's, not text.
        """
        if self.literal:
            return f"{{{self.literal}}}"
        parts = [self.last, self.suffix, self.given] if self.suffix else [self.last, self.given]
        # A lone family name of several words would be read as given and family.
        bare = not self.given and not self.suffix and " " not in self.last
        return self.last if bare else ", ".join(parts).rstrip(" ")

    @property
    def last(self) -> str:
        """The family name as a text cites it: "van Beethoven"; empty for a literal name."""
        space = "" if not self.particle or self.particle.endswith(("-", "'", "’")) else " "
        return f"{self.particle}{space}{self.family}"


@lru_cache(4096)  # An import asks for each name four times: reading, tidying, checking, naming.
def parse_name(text: str) -> Name:
    """Return the name written as "Given Family", "Family, Given" or "von Last, Jr, First".

    Only particles in lower case count, so that "Quoc Le" keeps his family name. Groups, CJK names
    and what stands in braces are literal. Never raises.
    """
    text = _normal(text)
    braced = _BRACED.fullmatch(text)
    if braced:
        return Name(literal=_normal(braced[1]))
    text = _normal(text.replace("{", "").replace("}", "")).lstrip(", ")
    if _is_cjk(text) or _is_group(text):
        return Name(literal=text)
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1:
        return _parse_spoken(parts[0])
    if len(parts) == 2 and _SUFFIX.fullmatch(parts[1]):
        spoken = _parse_spoken(parts[0])
        if spoken.family and not spoken.suffix:
            return msgspec.structs.replace(spoken, suffix=parts[1])
    last, *others = parts
    suffix = next((part for part in others if _SUFFIX.fullmatch(part)), "")
    if suffix:
        others.remove(suffix)
    return _assemble(last, " ".join(part for part in others if part), suffix)


def _parse_spoken(text: str) -> Name:
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    index = next(
        (i for i, word in enumerate(words[:-1]) if word == "y" or _is_particle(word)),
        len(words) - 1,
    )
    if 1 < index < len(words) - 1 and words[index] == "y":
        # "José Ortega y Gasset" has one family name of three words.
        index -= 1
    return _assemble(" ".join(words[max(index, 0) :]), " ".join(words[: max(index, 0)]), suffix)


def _assemble(last: str, given: str, suffix: str) -> Name:
    particles, family = split_particles(last)
    words = given.split()
    if not particles and len(words) > 1 and _is_particle(words[-1]):
        # "Beethoven, Ludwig van"
        start = next(i for i in range(1, len(words)) if all(map(_is_particle, words[i:])))
        particles, words = " ".join(words[start:]), words[:start]
    if not suffix and len(words) == 1 and _SUFFIX.fullmatch(words[0]):
        suffix, words = words[0], []
    return Name(" ".join(words), particles, family, suffix)


def split_particles(last: str) -> tuple[str, str]:
    """Return the particles at the start of a last name, as "van der", and the family name."""
    words = last.split()
    count = 0
    while count < len(words) - 1 and _is_particle(words[count]):
        count += 1
    joined = None if count else _JOINED.match(last)
    if joined:
        return joined[1], last[joined.end() :]
    return " ".join(words[:count]), " ".join(words[count:])


def _is_particle(word: str) -> bool:
    return word in _PARTICLES


def looks_like_several(text: str) -> list[str] | None:
    """Return the names in one string that holds several, or None if it may well be one name.

    One comma is never enough: "García Márquez, Gabriel José" is a single person.
    """
    text = _normal(text)
    if not _BETWEEN_NAMES.search(text) or _BRACED.fullmatch(text):
        return None
    pieces = _pieces(text, r"\s*[;|、]\s*")
    if len(pieces) > 1:
        return [name for piece in pieces for name in looks_like_several(piece) or [piece]]
    joined = _pieces(text, r"\s*,?\s+(?:and|&)\s+")
    if len(joined) > 1 and joined[-1].lower() in ("others", "et al", "et al."):
        joined.pop()
    if len(joined) > 1 and _may_be_people(text, joined):
        return [name for piece in joined for name in _by_comma(piece, 2) or [piece]]
    return _by_comma(text, 3)


def _pieces(text: str, separator: str) -> list[str]:
    # What stands in braces is one name, whatever it contains.
    guarded = _BRACED.sub(lambda found: found[0].replace(" ", "\0").replace(";", "\1"), text)
    pieces = re.split(separator, guarded)
    return [p.replace("\0", " ").replace("\1", ";").strip() for p in pieces if p.strip(" ,;")]


def _may_be_people(text: str, pieces: Sequence[str]) -> bool:
    if not _is_group(text):
        return True
    # "Ada Lovelace and the ATLAS Collaboration", but not "Research and Development Team".
    first = pieces[0].split()
    return not _is_group(pieces[0]) and 2 <= len(first) <= 4 and first[0].lower() != "the"


def _by_comma(text: str, fewest: int) -> list[str] | None:
    pieces = _pieces(text, r"\s*[,，]\s*")
    names: list[str] = []
    for piece in pieces:
        if names and _SUFFIX.fullmatch(piece):
            names[-1] += f", {piece}"
        else:
            names.append(piece)
    if len(names) < fewest:
        return None
    initials = [
        # "Doe" has three letters, too.
        name == name.upper() and bool(re.fullmatch(r"(?:[^\W\d_]\.?[ -]?){1,4}", name))
        for name in names
    ]
    if len(names) >= 4 and len(names) % 2 == 0 and all(initials[1::2]) and not any(initials[::2]):
        return [f"{names[i]}, {names[i + 1]}" for i in range(0, len(names), 2)]
    return names if all(" " in name or _is_cjk(name) or "\0" in name for name in names) else None


def same_person(a: Name, b: Name) -> bool:
    """Tell whether both may be one person: equal family names and compatible given names."""
    if a.literal or b.literal:
        return fold(a.display) == fold(b.display)
    if _letters(a.particle + a.family) != _letters(b.particle + b.family) and not (
        _letters(a.family) == _letters(b.family) and not (a.particle and b.particle)
    ):
        return False
    if a.suffix and b.suffix and _letters(a.suffix) != _letters(b.suffix):
        return False
    left, right = _given_parts(a.given), _given_parts(b.given)
    if not left or not right:
        return left == right
    return all(_compatible(x, y) for x, y in zip(left, right, strict=False))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def _given_parts(given: str) -> list[str]:
    return [part for part in re.split(r"[\W_]+", fold(given)) if part]


def _compatible(x: str, y: str) -> bool:
    return x == y or (min(len(x), len(y)) == 1 and x[0] == y[0])


def tidy(text: str) -> tuple[str, str]:
    """Return a name without footnote marks ("Wu†", "Gupta*", "Li¹"), and the marks dropped."""
    marks = "".join(found.strip() for found in _MARKS.findall(text))
    return _normal(_MARKS.sub("", text)).strip(" ,;"), marks


def _normal(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub(" ", text)).split())


def _is_group(text: str) -> bool:
    head, comma, _ = text.partition(",")
    words = [word.strip(".()").lower() for word in head.split()]
    if len(words) < 2:
        return False
    if comma:
        # "The ATLAS Collaboration, CERN"
        return words[0] == "the" and words[-1] in _GROUP_WORDS
    return words[0] in ("the", "team") or words[-1] in _GROUP_WORDS


def _is_cjk(text: str) -> bool:
    if text.isascii():
        return False
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and all(
        unicodedata.name(letter, "").split(" ")[0] in _NOT_WRITTEN_SPACED for letter in letters
    )
