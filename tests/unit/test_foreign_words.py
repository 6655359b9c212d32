"""No English in a site of another language: what Python says comes from the language files."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
import pytest
from tests.support.foreign import english_in, foreign_shelf
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.digesting import prepare
from papershelf.digests.forms import mail_forms, read_forms
from papershelf.digests.model import Piece
from papershelf.loading import load_shelf
from papershelf.period_keys import parse_key
from papershelf.plan.map_views import Colouring
from papershelf.plan.page import opened
from papershelf.plan.personal_views import FormatView
from papershelf.plan.privacy import STORED, STORED_WITH_COMMENTS
from papershelf.plan.views import CitationView, CommentsView, FeedLink, Link, Pager, ToolsView
from papershelf.stages import PlannedSite, plan_shelf
from papershelf.store import Store

_SILENT = frozenset(
    {
        *("anchor", "bar", "canonical", "coins", "digest", "feed", "field", "fragment", "head"),
        *("iso", "key", "kind", "language", "middle", "policy", "recent", "refine", "script"),
        *("section_id", "source", "status", "style", "template", "type", "url", "x", "action"),
        *("address", "format", "file", "generator", "heat", "icons", "id", "integrity", "settings"),
        *("base_url", "base_path", "orcid_url", "options", "stylesheet", "trap", "suggest"),
        *("direction", "section", "keys", "other", "target", "back", "forward", "folder", "path"),
        *("records", "media_type", "rules"),
    }
)
"""Fields of views that no reader sees as text."""
_SILENT_IN: Mapping[type, set[str]] = MappingProxyType(
    {Pager: {"previous", "next"}, FormatView: {"name"}, Colouring: {"name"}}
)
"""Those that are seen elsewhere, but not in these."""
_ELEMENT = re.compile(r"<(?:style|h:meta|id|generator|updated|published)\b.*?</.*?>|<[^>]*>", re.S)
_ADDRESS = re.compile(r"(?:https?://|mailto:|\.\./|papers/)\S*|[\w.]+@[\w.]+")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_MATHS = re.compile(r"\$\$.*?\$\$|\$[^$]*\$", re.S)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shelf in Greek letters."""
    return foreign_shelf(tmp_path_factory.mktemp("foreign"))


@pytest.fixture(scope="module")
def planned(shelf: Path) -> PlannedSite:
    """Its plan, with related papers."""
    return _planned(shelf)


def _planned(shelf: Path) -> PlannedSite:
    store = Store(shelf / ".papershelf", b"", b"key")
    site = plan_shelf(shelf, load_shelf(shelf, store), drafts=True, store=store)
    assert [p for p in site.problems if p.rule == "words"] == []
    return site


def assert_nothing_is_english(texts: Mapping[str, str]) -> None:
    """Fail with each text that has a word in Latin letters which is no name."""
    odd = [*english_in(texts)]
    assert not odd, "\n".join(odd)


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """The strings of a view that are read, each with its place in it."""
    value = opened(value)
    if isinstance(value, str):
        yield place, _MATHS.sub("", _read(value))
    elif isinstance(value, CitationView | CommentsView | ToolsView | FeedLink):
        # Citations follow rules of their own; of the others nothing but addresses is seen.
        return
    elif isinstance(value, tuple) and value and isinstance(opened(value[0]), Link):
        # Pieces of a sentence may be links.
        yield place, " ".join(link.label for link in value)
    elif isinstance(value, tuple) and value and isinstance(value[0], Piece):
        yield place, " ".join(piece.text for piece in value)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, f"{place}.{number}")
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in _SILENT | _SILENT_IN.get(type(value), set()):
                yield from _texts(getattr(value, name), f"{place}.{name}")


def test_every_text_of_a_page_comes_from_the_language_file_or_the_content(
    planned: PlannedSite,
) -> None:
    stored = {*STORED, *STORED_WITH_COMMENTS}
    texts = {
        place: text
        for page in planned.pages
        if page.path != "admin/index.html"
        for part, view in (("view", page.view), ("context", page.context))
        for place, text in _texts(view, f"{page.path} {part}")
        if text not in stored
    }
    texts |= dict(_texts(planned.plan.site, "site"))
    assert_nothing_is_english(texts)


def test_the_cards_of_papers_say_nothing_in_english(planned: PlannedSite) -> None:
    cards = planned.plan.social_cards
    texts = dict(t for paper in ("", *cards.drawn()) for t in _texts(cards.text(paper), paper))
    assert_nothing_is_english(texts)


def _read(content: str) -> str:
    """What a person reads of XML or HTML."""
    return _ADDRESS.sub("", unescape(_ELEMENT.sub(" ", unescape(_ELEMENT.sub(" ", content)))))


def _values(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not key.endswith("url") and key not in {"id", "version", "language", "mime_type"}:
                yield from _values(item, f"{place}.{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _values(item, f"{place}.{number}")
    elif isinstance(value, str) and not re.match(r"\d{4}-\d\d-\d\dT", value):
        yield place, _read(value)


def test_feeds_and_the_search_say_nothing_in_english(shelf: Path) -> None:
    build(shelf, jobs=1)
    site = {
        path: content.decode("utf-8", "replace")
        for path, content in files_of(shelf / "site").items()
    }
    texts: dict[str, str] = {}
    for path, content in site.items():
        if path.endswith("feed.xml"):
            texts[path] = _read(content)
        elif path.endswith("feed.json"):
            texts |= _values(json.loads(content), path)
        elif path == "feeds.opml":
            texts[path] = " ".join(re.findall(r'\b(?:text|title)="([^"]*)"', content))
        elif re.fullmatch(r"search/.*has.*\.json", path):
            found = json.loads(content)["values"]
            texts |= {f"{path} {key}": label for key, label in found}
    assert len(texts) > 50
    assert_nothing_is_english(texts)


@pytest.mark.parametrize("key", ["2026-W11", "2026-03", "2026-03-05", "2020-01"])
def test_no_form_of_a_digest_has_english_in_it(shelf: Path, key: str) -> None:
    period = parse_key(key)
    made = prepare(shelf, period, jobs=1)
    forms = dict(read_forms(made.digest, made.theme))
    last = date.fromisoformat(period.last)
    mail = mail_forms(made.digest, made.theme, made.config.digest, last)
    forms[".mail.html"] = str(mail[".mail.html"])
    texts = {
        **{
            ending: _read(re.sub(r"<!--.*?-->", "", form, flags=re.S))
            for ending, form in forms.items()
        },
        **dict(_texts(made.digest, "digest")),
    }
    texts = {place: _ADDRESS.sub("", text) for place, text in texts.items()}
    assert_nothing_is_english(texts)


def test_plurals_are_those_of_the_language(tmp_path: Path) -> None:
    site = _planned(foreign_shelf(tmp_path, "pl"))
    texts = " ".join(text for page in site.pages for _, text in _texts(page.context, page.path))
    found = set(re.findall(r"(\d+) papers? (\w+)⟧", texts))
    assert {form for _, form in found} == {"one", "few", "many"}
    for number, form in found:
        count = int(number)
        few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
        assert form == ("one" if count == 1 else "few" if few else "many")


def test_the_keys_of_lists_are_the_same_in_all_languages(planned: PlannedSite) -> None:
    [page] = [page for page in planned.pages if page.path == "display/index.html"]
    keys = {shortcut.keys for shortcut in page.context.shortcuts}
    assert {("g", letter) for letter in "hpctavys"} <= keys


def test_another_word_changes_what_shows_it_and_a_build_after_it_is_a_clean_one(
    tmp_path: Path,
) -> None:
    shelf = foreign_shelf(tmp_path / "shelf")
    build(shelf, jobs=1)
    words = shelf / "themes/default/i18n/el.yaml"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("paper", "φύλλο").replace("Abstract", "Σύνοψη"), encoding="utf-8")
    build(shelf, jobs=1)
    after = files_of(shelf / "site")
    clean = foreign_shelf(tmp_path / "clean")
    (clean / "themes/default/i18n/el.yaml").write_bytes(words.read_bytes())
    build(clean, jobs=1)
    assert files_of(clean / "site") == after
    assert "φύλλο" in after["daily/feed.xml"].decode()
    assert "Σύνοψη" in after["feed.xml"].decode()
