"""Whatever draft goes in: what is written reads back as it was, passes the check, or is told."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.draft import Draft
from papershelf.intake import EntryList, Intake, Outcome, Settings, ShelfFacts, Taken
from papershelf.load import read_entries
from papershelf.schema import EntryForm
from papershelf.validate import check_bytes
from papershelf.yamltext import plain

_TEXTS = st.one_of(
    st.sampled_from(
        [
            *("2015", "2015-06-09", "2015-00", "0000", "12–34", "10.1145/1", "1706.03762", "NO"),
            *("https://arxiv.org/abs/1706.03762", "http://dx.doi.org/10.1145/1", "static/a.pdf"),
            *("Ada Lovelace", "Lovelace, Ada; Li, Wei", "\x00\x93", "\ud800", "---", "- a", "#"),
            *(
                "en",
                "draft",
                "Klingonish",
                "remarkable words",
                "../../etc",
                "CON",
                "{",
                "[",
                "'",
                '"',
                "~",
                "null",
                "a: b",
                "\u2028",
            ),
        ]
    ),
    st.text(st.characters(exclude_categories=()), max_size=20),
)
_VALUES = st.recursive(
    st.one_of(_TEXTS, st.none(), st.booleans(), st.integers(), st.floats()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(_TEXTS, inner, max_size=3)
    ),
    max_leaves=6,
)
_PERSON = st.one_of(
    _TEXTS,
    st.dictionaries(
        st.sampled_from(["given", "family", "literal", "id", "orcid", "affiliations", "age"]),
        _VALUES,
        max_size=3,
    ),
)
_NEEDED = ("title", "authors", "date")
_FIELDS = st.fixed_dictionaries(
    {
        # Most drafts have what an entry needs.
        "title": st.one_of(st.just("A title"), st.just("Another one"), _TEXTS),
        "authors": st.one_of(st.just(["Ada Lovelace"]), st.lists(_PERSON, max_size=3)),
        "date": st.one_of(st.just("2015-06"), st.just("2015"), _TEXTS),
    },
    optional={
        **{name: _VALUES for name in EntryForm.model_fields if name not in _NEEDED},
        "ids": st.dictionaries(st.sampled_from(["doi", "arxiv", "isbn", "DOI", "own"]), _VALUES),
        "links": st.dictionaries(st.sampled_from(["pdf", "page", "code"]), _VALUES),
        "unknown": _VALUES,
    },
)
_DRAFTS = st.builds(
    Draft, fields=_FIELDS, note=_TEXTS, line=st.integers(0, 9), key=st.one_of(st.just(""), _TEXTS)
)


def _texts(value: Any) -> Any:
    """Values as YAML gives them back: every single one a text."""
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_texts(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read(text: str, path: str) -> list[dict[str, Any]]:
    entries, problems = read_entries(text.encode(), path)
    assert not problems
    return [plain(entry.node) for entry in entries]


def _check(taken: Taken) -> None:
    path = f"content/papers/{taken.id}.md"
    (fields,) = _read(taken.text, path)
    assert fields == _texts(taken.fields)
    checked = check_bytes(taken.text.encode(), path)
    assert [problem for problem in checked.problems if problem.is_grave] == []
    assert [paper.id for paper in checked.papers] == [taken.id]
    assert checked.papers[0].note == taken.note


@settings(max_examples=200, deadline=None)
@given(st.lists(_DRAFTS, max_size=4), st.booleans())
def test_what_is_written_reads_back_and_passes_the_check_or_is_told(
    drafts: list[Draft], keep_keys: bool
) -> None:
    intake = Intake(ShelfFacts(), Settings(keep_keys=keep_keys))
    seen: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "content" / "papers" / "all.yaml"
        path.parent.mkdir(parents=True)
        listed = EntryList(path, "content/papers/all.yaml")
        new: list[Taken] = []
        for draft in drafts:
            taken = intake.take(draft, "x")
            if taken.is_left_out:
                assert any(problem.is_grave for problem in taken.problems)
            elif taken.outcome is Outcome.NEW:
                _check(taken)
                assert taken.id.lower() not in seen
                seen.add(taken.id.lower())
                new.append(taken)
                listed.write(taken)
        listed.close()
        if new:
            content = path.read_bytes()
            checked = check_bytes(content, "content/papers/all.yaml")
            assert [problem for problem in checked.problems if problem.is_grave] == []
            assert [paper.id for paper in checked.papers] == [taken.id for taken in new]


@settings(max_examples=200, deadline=None)
@given(_DRAFTS)
def test_no_text_of_a_draft_is_lost(draft: Draft) -> None:
    """Every word of letters and digits is in a field, under `extra`, or told."""
    taken = Intake(ShelfFacts()).take(draft, "x")
    if taken.outcome is Outcome.DUPLICATE:
        return
    kept = str(_texts(taken.fields)) + taken.note
    told = "".join(problem.message for problem in taken.problems)
    words = {word for word in _words(draft.fields) if word.isascii() and len(word) > 4}
    assert {
        word for word in words if word not in kept.lower() and word not in told.lower()
    } == set()


def _words(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {word for item in value.values() for word in _words(item)}
    if isinstance(value, list):
        return {word for item in value for word in _words(item)}
    if not isinstance(value, str) or "doi.org" in value or "arxiv" in value:
        return set()
    return {word.lower() for word in value.split() if word.isalnum()}


def test_taking_the_same_drafts_twice_gives_the_same_bytes() -> None:
    drafts = [
        Draft({"title": f"Paper {n % 3}", "authors": ["A B"], "date": "2015", "pages": str(n)})
        for n in range(20)
    ]
    runs = [[_taken.text + _taken.id for _taken in map(_take(), drafts)] for _ in range(2)]
    assert runs[0] == runs[1]


def _take() -> Any:
    intake = Intake(ShelfFacts())
    return lambda draft: intake.take(draft, "x")
