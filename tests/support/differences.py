"""Made-up differences: one of a branch as people make them, one that means harm."""

from collections.abc import Iterator
from dataclasses import replace

from papershelf.differences.model import (
    Change,
    Difference,
    EntryChange,
    FieldChange,
    FileChange,
    FileKind,
    SiteChange,
)
from papershelf.drawing.look import CardColours, CardLook
from papershelf.drawing.texts import CardText
from papershelf.errors import Location, Problem, Severity

SHELF = "The Task Shelf"
LOOK = CardLook(
    CardColours(("#fbf9f4",), ("#1d1b18",), ("#6b655c",), ("#ddd6c9",), ("#8c2f1b",)),
)
_NOTE = (
    "Here a user turns two dials on a network that is already deployed: how much computation it "
    "may spend, and which task matters most. Encoder and decoders can all be narrowed; a preferred "
    "task receives a wider decoder, and the shared encoder takes up whatever the budget still "
    "allows. A distillation loss keeps the backbone's features alike from one width to the next, "
    "and a small search turns the user's wishes into widths. On NYUD-v2 the authors measure about "
    "{share} more controllability than earlier work, for less computation."
)
_HARMS = (
    "</style><script>alert(1)</script>",
    "\"' onload=alert(1) x='",
    "\u202egnp.exe\u202c \x1b[31m red \x00 \ud800",
    "javascript:alert(1)\nfile:///etc/passwd\nhttps://example.org@evil.example/\n//evil.example/x",
    "{{ view.style }}{% raw %}<img src=https://evil.example/pixel.png>",
    "supercalifragilistic" * 40,
    "",
    " ",
)


def branch() -> Difference:
    """A branch with something of every kind."""
    entries = (_added(), _changed(), _renamed(), _removed())
    problem = entries[0].problems[0]
    named = Problem(
        Location("content/collections/yardsticks.md", 14, 7),
        'there is no entry "byrne-2019-taskmaster-1"',
        "take it out of the collection, or keep the entry",
        excerpt="    - id: byrne-2019-taskmaster-1",
        rule="unknown-entry",
    )
    return Difference(
        title=SHELF,
        base="main",
        commit="4f2c9d17b6a8e05d3c1f7a9b2e6d8c40f1a2b3c4",
        behind=14,
        entries=entries,
        both=("aich-2023-controllable-multi-task",),
        files=(
            FileChange(
                Change.CHANGED,
                ".github/workflows/publish.yml",
                "",
                FileKind.WORKFLOW,
                2_113,
                2_240,
            ),
            FileChange(Change.CHANGED, "content/site.yaml", "", FileKind.SETTINGS, 790, 812),
            FileChange(
                Change.CHANGED,
                "content/collections/yardsticks.md",
                "",
                FileKind.COLLECTION,
                900,
                840,
            ),
            FileChange(
                Change.RENAMED,
                "content/static/slides/new.pdf",
                "content/static/old.pdf",
                FileKind.STATIC,
                120_000,
                120_000,
            ),
        ),
        problems=(named, problem),
        gone=2,
        site=SiteChange(
            ("papers/schick-2023-toolformer/", "people/timo-schick/"),
            ("papers/byrne-2019-taskmaster-1/",),
            23,
            1_204,
            1_207,
            18_240_113,
            18_252_470,
            1,
        ),
        look=LOOK,
    )


def small() -> Difference:
    """A branch that changes a word of one entry."""
    return Difference(SHELF, "main", "4f2c9d17", 0, (_changed(),), look=LOOK)


def hostile() -> Difference:
    """Every text that an author of a branch can choose is chosen with bad intent."""
    entries = tuple(_harm())
    files = tuple(FileChange(Change.ADDED, harm, harm, FileKind.OTHER) for harm in _HARMS)
    site = SiteChange(_HARMS, ("../../etc/passwd", "//evil.example/"), 0, 0, 0, 0, 0)
    problems = tuple(problem for entry in entries for problem in entry.problems)
    harm = "".join(_HARMS)
    return Difference(
        title=harm,
        base=harm,
        commit=harm,
        behind=1,
        entries=entries,
        prefix="shelf/",
        both=_HARMS,
        files=files,
        problems=problems,
        site=site,
        failure=harm,
        look=LOOK,
    )


def many(number: int) -> Difference:
    """So many changed entries, each with two cards of its own."""
    entry = _changed()
    before, after = entry.card_before, entry.card_after
    assert before
    assert after
    entries = tuple(
        replace(
            entry,
            id=f"paper-{count}",
            card_before=CardText(f"{before.title} {count}", *_rest(before)),
            card_after=CardText(f"{after.title} {count}", *_rest(after)),
        )
        for count in range(number)
    )
    return Difference(SHELF, "main", "4f2c9d17", 0, entries, look=LOOK)


def _rest(card: CardText) -> tuple[str, tuple[str, ...], int, str]:
    return card.shelf, card.people, card.more, card.place


def _harm() -> Iterator[EntryChange]:
    for harm in _HARMS:
        problem = Problem(Location(harm, 3, 900), harm, harm, Severity.WARNING, harm)
        fields = (
            FieldChange(harm, None, harm),
            FieldChange(harm, harm, None),
            FieldChange(harm, harm, f"{harm} more"),
        )
        card = CardText(harm, harm, (harm,), 1, harm)
        for change in Change:
            yield EntryChange(
                change,
                id=harm,
                earlier_id=harm,
                title=harm,
                path=harm,
                line=1,
                earlier_path=harm,
                fields=fields,
                problems=(problem,),
                page=harm,
                card_before=card,
            )


def _added() -> EntryChange:
    title = "Toolformer: Language Models Can Teach Themselves to Use Tools"
    people = ("Timo Schick", "Jane Dwivedi-Yu", "Roberto Dessì")
    path = "content/papers/schick-2023-toolformer.md"
    return EntryChange(
        Change.ADDED,
        "schick-2023-toolformer",
        "",
        title,
        path,
        1,
        fields=(
            FieldChange("title", None, title),
            FieldChange("authors", None, "\n".join(people)),
            FieldChange("year", None, "2023"),
            FieldChange("venue", None, "neurips"),
            FieldChange("ids.arxiv", None, "2302.04761"),
            FieldChange("links", None, "pdf: https://arxiv.org/pdf/2302.04761"),
            FieldChange("topics", None, "tools\ninstructions"),
            FieldChange(
                "note",
                None,
                "A model marks for itself where a calculator, a search engine or a calendar would "
                "have helped to tell the next word, and is trained on the places where it did.\n\n"
                "Kept because it needs only a handful of examples for each tool.",
            ),
        ),
        problems=(
            Problem(
                Location(path, 8, 10),
                'unknown topic "tools"',
                'did you mean "tool-use"?',
                Severity.WARNING,
                "topics: [tools, instructions]",
                rule="unknown-topic",
            ),
        ),
        page="papers/schick-2023-toolformer/",
        card_after=CardText(title, SHELF, people, 5, "NeurIPS 2023"),
    )


def _changed() -> EntryChange:
    title = "Efficient Controllable Multi-Task Architectures"
    people = ("Abhishek Aich", "Samuel Schulter", "Amit K. Roy-Chowdhury")
    return EntryChange(
        Change.CHANGED,
        "aich-2023-controllable-multi-task",
        "",
        title,
        "content/papers/aich-2023-controllable-multi-task.md",
        1,
        fields=(
            FieldChange("title", "Efficient Controllable Multitask Architecture", title),
            FieldChange("date", "2023-08", "2023-08-22"),
            FieldChange(
                "links",
                "code: https://github.com/example/dials",
                "code: https://github.com/example/two-dials\n"
                "project: https://www.nec-labs.com/research/media-analytics/projects/",
            ),
            FieldChange("summary", None, "A vision network whose size can be changed afterwards."),
            FieldChange("note", _NOTE.format(share="33%"), _NOTE.format(share="33.5%")),
        ),
        page="papers/aich-2023-controllable-multi-task/",
        card_before=CardText(
            "Efficient Controllable Multitask Architecture", SHELF, people, 2, "ICCV 2023"
        ),
        card_after=CardText(title, SHELF, people, 2, "ICCV 2023"),
    )


def _renamed() -> EntryChange:
    card = CardText(
        "Pointer Networks",
        SHELF,
        ("Oriol Vinyals", "Meire Fortunato", "Navdeep Jaitly"),
        0,
        "NeurIPS 2015",
    )
    return EntryChange(
        Change.RENAMED,
        "vinyals-2015-pointer-networks",
        "vinyals-2015-pointers",
        "Pointer Networks",
        "content/papers/vinyals-2015-pointer-networks.md",
        1,
        fields=(FieldChange("aliases", None, "vinyals-2015-pointers"),),
        page="papers/vinyals-2015-pointer-networks/",
        card_before=card,
        card_after=card,
    )


def _removed() -> EntryChange:
    title = "Taskmaster-1: Toward a Realistic and Diverse Dialog Dataset"
    return EntryChange(
        Change.REMOVED,
        "byrne-2019-taskmaster-1",
        "",
        title,
        "content/papers/byrne-2019-taskmaster-1.md",
        1,
        fields=(
            FieldChange("title", title, None),
            FieldChange("authors", "Bill Byrne\nKarthik Krishnamoorthi", None),
            FieldChange("year", "2019", None),
        ),
        card_before=CardText(
            title, SHELF, ("Bill Byrne", "Karthik Krishnamoorthi"), 6, "EMNLP 2019"
        ),
    )
