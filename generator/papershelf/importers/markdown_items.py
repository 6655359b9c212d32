"""An item of a Markdown list as a paper: title, people, venue, year and links."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from papershelf.draft import Draft
from papershelf.importers.addresses import kind_of_label, read_address
from papershelf.importers.days import read_day
from papershelf.importers.described import Described
from papershelf.importers.headings import field_of
from papershelf.importers.markdown_parts import Item, Part
from papershelf.markup import to_text
from papershelf.names import looks_like_several

_AWESOME: Final = re.compile(r"github\.com/[\w.\-]+/[\w.\-]*awesome[\w.\-]*/?(?:$|[#?])", re.I)
_SIGNS: Final = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d]|:[a-z_0-9+-]+:"
)
_BRACKETED: Final = re.compile(r"\\?[\[(（【]([^\[\]()（）【】]{0,200}?)\\?[\])）】]")
_VENUE: Final = re.compile(
    r"(?P<venue>[^\n]{0,120}?)[\s,('’]*(?P<date>(?:1[5-9]|20)\d{2}(?:[./-]\d{1,2}){0,2})[)\s]*"
)
_SHORT_YEAR: Final = re.compile(r"(?P<venue>[A-Z][A-Za-z+-]{2,15})\s?['’](?P<date>\d{2})")
_YEAR: Final = re.compile(r"(?P<venue>)(?P<date>[12]\d{3})")
_SUFFIX: Final = re.compile(r"(?:[JS]r|I{2,3}|IV)\.?")
_REMARK: Final = re.compile(r"(retracted|withdrawn)\.?", re.IGNORECASE)
_MORE: Final = re.compile(r"(?:,?\s+(?:and|&)\s+(?P<more>[\d,]+)\s+more|,?\s+et\s+al)\.?$")
_NAME: Final = re.compile(
    r"(?:[^\W\d_a-z][\w.'’\-]*|(?:van|von|de|der|den|la|le|di|da|dos|del|el|al|bin|ten|ter|y|zu)"
    r"|[a-z]['’][^\W\d_a-z][\w'’\-]*)"
)
_EDGE: Final = " \t\n-–—:,.;|·•/\\"
_ENDS: Final = (".", "?", "!", "…")
# What may stand between names and a venue, the surer signs first.
_BETWEEN: Final = (
    re.compile(r"(?<=[^\W_][^\W_])\.\s+|(?<=[^\s.])[;:|]\s+|\s+[-–—]\s+"),
    re.compile(r",\s+(?=[A-Z*])"),
    re.compile(r"\.\s+"),
)
_QUOTED: Final = re.compile(r"[\"“]([^\"“”\n]{8,400})[\"”]")
_MOST_WORDS: Final = 12
_LONGEST: Final = 20_000

NO_LINK: Final = "no link, and no names and year behind a title"
PLACES: Final = "links to places of the list itself"
LISTS: Final = "links to other lists"
BESIDE: Final = "links to code, videos or the like, not to a paper"


def read_item(item: Item, source: str) -> Draft | str:
    """The paper of an item, or why it is none."""
    parts = [part for part in item.parts if part.text or part.url]
    links = [part for part in parts if part.url]
    if sum(len(part.text) for part in parts) > _LONGEST:
        return "longer than any item of a list"
    reason = _refusal(links)
    if reason:
        return reason
    status = _REMARK.fullmatch(_bare(parts[0].text)) if parts and parts[0].is_strong else None
    parts = parts[1:] if status else parts
    read = _read_parts(parts, links, item, source)
    if status and isinstance(read, Draft):
        read.fields["status"] = status[1].lower()
    return read


def _read_parts(
    parts: Sequence[Part], links: Sequence[Part], item: Item, source: str
) -> Draft | str:
    place = _title_at(parts)
    if place < 0:
        read = _without_link(parts, item, source)
        return BESIDE if links and isinstance(read, str) else read
    title, before, behind = _split(parts, place)
    if not title:
        return NO_LINK
    paper = Described(source, item.line, is_markdown=True)
    paper.put("title", title)
    addresses = [part for part in _named(parts, place) if part.url]
    for part in addresses:
        _link(paper, part)
    _details(paper, before, behind)
    draft = paper.finish()
    is_known = draft.fields.keys() & {"ids", "authors", "date", "year"}
    kinds = {read_address(part.url).kind for part in addresses}
    if not is_known and kinds and not kinds & {"page", "pdf", "html"}:
        return BESIDE
    return draft if addresses or is_known else NO_LINK


def add_detail(paper: Draft, item: Item, source: str) -> None:
    """Add to a paper what an item below it says: its links, and words of its own."""
    more = Described(source, item.line, is_markdown=True)
    more.draft = paper
    links = paper.fields.get("links")
    if isinstance(links, dict):
        paper.fields["links"] = [
            {"kind": kind, "url": url}
            for kind, urls in links.items()
            for url in (urls if isinstance(urls, list) else [urls])
        ]
    for part in item.parts:
        if part.url:
            _link(more, part)
    text = _joined(part for part in item.parts if not (part.url and kind_of_label(part.text)))
    name, colon, value = text.partition(":")
    if colon and value.strip() and len(name.split()) <= 3 and not part_of_address(value):
        is_people = field_of(_bare(name)) in {"authors", "editors"}
        more.put(_bare(name), named_people(value) if is_people else value.strip())
    elif text.strip(_EDGE):
        more.draft.keep("text", text.strip())
    more.finish()
    for child in item.children:
        add_detail(paper, child, source)


def part_of_address(text: str) -> bool:
    """Whether what follows a colon is the rest of an address."""
    return text.startswith("//")


def _refusal(links: Sequence[Part]) -> str:
    if not links:
        return ""
    if all(part.url.startswith(("#", "?")) for part in links):
        return PLACES
    first = links[0]
    if _AWESOME.search(first.url) or first.text.lower().lstrip("*_ ").startswith("awesome"):
        return LISTS
    if all("://" not in part.url and not part.url.startswith("static/") for part in links):
        is_file = any(part.url.lower().endswith(".pdf") for part in links)
        return "" if is_file else PLACES
    return ""


def _bare(text: str) -> str:
    return _SIGNS.sub("", text).strip(" *_\\" + _EDGE)


def _title_at(parts: Sequence[Part]) -> int:
    """Which part is the title: a link or strong words, else those before the first link; -1."""
    first = next((i for i, part in enumerate(parts) if part.url), -1)
    if first < 0:
        return next((i for i, p in enumerate(parts) if p.is_strong and _words(p.text) > 1), -1)
    for index, part in enumerate(parts):
        words = _bare(part.text)
        if part.is_strong and not part.url and _words(words) > 1 and not _is_place(words):
            return index
        if part.url and words and not _is_label(words):
            before = _BRACKETED.sub(" ", _bare(_joined(parts[:index])))
            return index if _words(before) <= 4 or index != first else _first_words(parts)
        if (
            not part.url
            and not part.is_strong
            and index < first
            and _words(_unbracketed(words)) > 4
        ):
            return index
    return _first_words(parts)


def _first_words(parts: Sequence[Part]) -> int:
    return next(
        (i for i, p in enumerate(parts) if not p.url and _words(_unbracketed(_bare(p.text))) > 1),
        -1,
    )


def _unbracketed(text: str) -> str:
    return _BRACKETED.sub(" ", text)


def _words(text: str) -> int:
    return len(re.findall(r"[^\W\d_]{2,}", text))


def _is_label(words: str) -> bool:
    """Whether the words of a link say what it is rather than what the paper is called."""
    inner = words.strip("[]()\\ ")
    return not _words(inner) or bool(kind_of_label(inner)) or _is_place(inner)


def _is_place(words: str) -> bool:
    """Whether words are a venue with its year, or a date: "NeurIPS 2020", "[2017/06]"."""
    inner = words.strip("[]()\\ ")
    found = _VENUE.fullmatch(inner) or _SHORT_YEAR.fullmatch(inner)
    return bool(found) and _words(inner) <= 4


def _split(parts: Sequence[Part], place: int) -> tuple[str, str, str]:
    """The title, what stands before it, and what behind, without the words of links."""
    part = parts[place]
    before = _joined(p for p in parts[:place] if not p.url or not _is_label(_bare(p.text)))
    behind = _joined(
        p for p in parts[place + 1 :] if not p.url or not _is_label(_bare(p.text) or "pdf")
    )
    title = part.text
    if not part.url and not part.is_strong:
        found = _QUOTED.search(title)
        if found:
            behind = f"{title[found.end() :]}{behind}"
            title = found[1]
        else:
            title, rest = _first_sentence(title)
            behind = f"{rest}{behind}"
    title = " ".join(_SIGNS.sub("", title).split())
    leading = re.match(r"\\?[\[(]([^\[\]()]{1,60}?)\\?[\])][\s:.-]*(?=\S)", title)
    if leading and _is_place(leading[1]):
        before, title = f"{before} {leading[0]}", title[leading.end() :]
    closing = title.strip(" -–—:,;|\\[(")
    if part.url == "" and closing.endswith(".") and not closing.endswith("..."):
        closing = closing[:-1]
    return closing, before, behind


def _first_sentence(text: str) -> tuple[str, str]:
    line, end, rest = text.partition("\n")
    found = re.search(r"(?<=[^\W_][^\W_])[.](?=\s)|[?!](?=\s)|\s[-–—|]\s", line)
    if not found:
        return line, end + rest
    is_part = found[0] in "?!"
    return line[: found.end() if is_part else found.start()], line[found.end() :] + end + rest


def _joined(parts: Iterable[Part]) -> str:
    return "".join(part.text for part in parts)


def _link(paper: Described, part: Part) -> None:
    label = part.text.strip()
    if "://" not in part.url and not part.url.startswith("static/"):
        if not part.url.startswith("#"):
            paper.draft.keep("link", part.url)
        return
    kind = kind_of_label(label.strip("[]()\\ ")) if len(label) < 60 else ""
    said = read_address(part.url).kind
    # "[paper](x.pdf)" is the PDF.
    paper.link(part.url, said if kind in {"", "page"} else kind)


def _named(parts: Sequence[Part], place: int) -> Sequence[Part]:
    """The parts, the title without words: they say nothing of what its link is."""
    return [Part("", part.url) if i == place else part for i, part in enumerate(parts)]


def _details(paper: Described, before: str, behind: str) -> None:
    """Take in what stands around the title."""
    for found in _BRACKETED.finditer(before):
        if not _take_place(paper, found[1]):
            before = before.replace(found[0], f" {found[1]} ")
        else:
            before = before.replace(found[0], " ")
    before = _bare(before)
    if before and not _take_place(paper, before) and not re.fullmatch(r"[\d\W]*", before):
        paper.draft.keep("text", before)
    first, _, further = behind.partition("\n")
    is_said = re.match(r"\s*(?:[-–—:]|\\-)\s", first) is not None
    first = _take_brackets(paper, first)
    left = _take_sentences(paper, first)
    rest = " ".join(_take_brackets(paper, further).split()).strip(" -–—,;|")
    if rest and not _take_names(paper, rest.strip(_EDGE)) and not _take_place(paper, rest):
        paper.put("summary", rest)
    if left:
        name = "summary" if is_said and "summary" not in paper.draft.fields else ""
        paper.put("summary" if name else "text", left, meant=name)


def _take_brackets(paper: Described, text: str) -> str:
    """Take in venues and years in brackets; empty brackets, where links stood, go."""

    def take(found: re.Match[str]) -> str:
        inner = _bare(found[1])
        return " " if not inner or _take_place(paper, inner) else found[0]

    for _ in range(2):
        text = _BRACKETED.sub(take, text)
    return text


def _take_sentences(paper: Described, text: str) -> str:
    """Take in names, and venue with year; return the words that are neither."""
    text = " ".join(_SIGNS.sub("", text).split()).strip(_EDGE.replace(".", "").replace("\\", ""))
    text = text.removeprefix(".").strip()
    if not text:
        return ""
    whole = text.rstrip(". ")
    for pattern in _BETWEEN:
        for found in reversed([*pattern.finditer(text)]):
            names, place = text[: found.start()], text[found.end() :].rstrip(". ")
            if _are_names(names) and _is_place_of(place):
                _take_names(paper, names)
                _take_place(paper, place)
                return ""
    if _take_names(paper, whole) or (_is_short(whole) and _take_place(paper, whole)):
        return ""
    left: list[str] = []
    for piece in re.split(r"(?<=[^\W_][^\W_])[.;]\s+|\s+[-–—|]\s+", text):
        clean = piece.strip(_EDGE)
        if not clean or _take_names(paper, clean):
            continue
        if not _is_short(clean):
            year = re.search(r"[\s,(]((?:19|20)\d{2})\)?$", clean)
            if year:
                _take_place(paper, year[1])
            left.append(piece.strip())
        elif not _take_place(paper, clean):
            left.append(piece.strip())
    return ". ".join(left)


def _is_short(text: str) -> bool:
    return len(text.split()) <= 7 and text.count(",") <= 1


def _is_place_of(text: str) -> bool:
    found = _VENUE.fullmatch(_plain(text)) or _YEAR.fullmatch(_plain(text))
    return bool(found) and len(text.split()) <= _MOST_WORDS


def _plain(text: str) -> str:
    return to_text(text).strip(_EDGE)


def _take_place(paper: Described, text: str) -> bool:
    """Take in a venue with its year, or a date alone; False if it is neither."""
    text = _plain(text)
    fields = paper.draft.fields
    found = _VENUE.fullmatch(text) or _SHORT_YEAR.fullmatch(text) or _YEAR.fullmatch(text)
    if not found or len(text.split()) > _MOST_WORDS or "venue" in fields:
        return False
    date = found["date"]
    date = f"20{date}" if len(date) == 2 else date
    venue = found["venue"].strip(_EDGE + "(['’")
    if not read_day(date)[0] or ("date" in fields and venue == ""):
        return False
    if kind_of_label(venue):
        return False
    if venue:
        paper.put("venue", venue)
    paper.put("year" if re.fullmatch(r"\d{4}", date) else "date", date)
    return True


def _are_names(text: str) -> bool:
    said = _plain(text).rstrip(".,; ")
    text = _MORE.sub("", said).rstrip(".,; ")
    names = _names_in(text)
    words = [name.split() for name in names]
    if not text or len(names) > 2_000 or any(not 1 <= len(name) <= 6 for name in words):
        return False
    if not all(_NAME.fullmatch(word.strip(",")) for name in words for word in name):
        return False
    many = sum(len(name) > 1 or _has_no_case(name[0]) for name in words)
    return text != said or (many > 0 and many * 2 >= len(words))


def named_people(text: str) -> str | list[str]:
    """The people in a text, which lists of papers separate by commas too; or the text itself."""
    return _names_in(_plain(text)) if _are_names(text) and not _MORE.search(text) else text


def _has_no_case(word: str) -> bool:
    """Whether a word is of a script in which names are not written in two words."""
    return len(word) > 1 and word.upper() == word.lower()


def _names_in(text: str) -> list[str]:
    several = looks_like_several(text)
    if several:
        return several
    names: list[str] = []
    for piece in re.split(r",\s+(?:and|&)\s+|,\s+|\s+(?:and|&)\s+", text):
        if names and _SUFFIX.fullmatch(piece):
            names[-1] += f", {piece}"
        else:
            names.append(piece)
    return names


def _take_names(paper: Described, text: str) -> bool:
    if "authors" in paper.draft.fields or not _are_names(text):
        return False
    text = _plain(text)
    more = _MORE.search(text)
    names = _MORE.sub("", text).rstrip(",; ") if more else text
    paper.put("authors", _names_in(names))
    if more:
        paper.others("authors")
    return True


def _without_link(parts: Sequence[Part], item: Item, source: str) -> Draft | str:
    """A paper named by words alone: `Title. Names. Venue 2017.`"""
    text, _, further = _joined(parts).partition("\n")
    for found in re.finditer(r"(?:(?<=[^\s.])\.|(?<=[?!…]))\s+", text):
        title, rest = text[: found.start()], text[found.end() :]
        ends = [end for i in (0, 2) for end in reversed([*_BETWEEN[i].finditer(rest)])]
        for end in ends:
            names, place = rest[: end.start()], rest[end.end() :].rstrip(". ")
            if _are_names(names) and _is_place_of(place):
                paper = Described(source, item.line, is_markdown=True)
                paper.put("title", title.strip())
                _take_names(paper, names)
                _take_place(paper, place)
                if further.strip():
                    paper.put("summary", " ".join(further.split()))
                return paper.finish()
    return NO_LINK
