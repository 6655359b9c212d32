"""Who brought and mended papers, as their pages name them and as the whole shelf does."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from papershelf.config import Config
from papershelf.history import Editor
from papershelf.model import Library, Paper
from papershelf.plan.curators import (
    MAX_NAME,
    hidden_names,
    is_shown,
    keepers_by_handle,
    person_link,
)
from papershelf.plan.views import Contributors, CreditView, Fact, Link
from papershelf.text import fold, shorten
from papershelf.urls import web_address
from papershelf.wording import Wording

MOST_NAMES = 3
"""Names on the page of a paper, up to which none is folded away."""
MOST_PEOPLE = 60
"""People of one kind, up to which none is folded away."""
NOBODY = CreditView((), (), "")
_SEVERAL = "several"


class Credits:
    """Knows the people behind handles, names and commits. `papers`: those that count."""

    def __init__(
        self, library: Library, config: Config, wording: Wording, papers: Sequence[str]
    ) -> None:
        self._library = library
        self._config = config
        self._wording = wording
        self._papers = papers
        self._keepers = keepers_by_handle(config.curators)
        self._hidden = hidden_names(config.credit)

    def person(self, handle: str) -> Link | None:
        """Who is behind what an entry says, with a page where one is known; None for nobody."""
        key = self._key(handle)
        if not key:
            return None
        link = person_link(self._keepers, handle)
        return link if link.url else Link(link.label, self._link(key).url)

    def edited_by(self, paper: Paper) -> CreditView:
        """Who changed a paper beside those who brought it, whoever did so first before others.

        Files that hold several papers tell of none.
        """
        names = [self._link(key) for key in self._editors_of(paper)]
        if not names:
            return NOBODY
        if len(names) <= MOST_NAMES:
            return CreditView(tuple(names), (), "")
        rest = names[MOST_NAMES - 1 :]
        more = self._wording.say("credits.others", len(rest))
        return CreditView(tuple(names[: MOST_NAMES - 1]), tuple(rest), more)

    @cached_property
    def contributors(self) -> tuple[Contributors, ...]:
        """Everybody, once: curators, then those who suggested papers, then those who edited them.

        Those who did most come first.
        """
        curators = (self._key(curator.id) for curator in self._config.curators)
        curated: Counter[str] = Counter({key: 0 for key in curators if key})
        suggested: Counter[str] = Counter()
        edited: Counter[str] = Counter()
        for paper_id in self._papers:
            paper = self._library.papers[paper_id]
            if curator := self._key(paper.curated_by):
                curated[curator] += 1
            if suggester := self._key(paper.submitted_by):
                suggested[suggester] += 1
            edited.update(self._editors_of(paper))
        did = {"curated": curated, "suggested": suggested, "edited": edited}
        return tuple(self._groups(did))

    def _groups(self, did: Mapping[str, Counter[str]]) -> Iterator[Contributors]:
        named: set[str] = set()
        for deed, counts in did.items():
            new = [(key, self._link(key)) for key in counts if key not in named]
            named.update(counts)
            ordered = sorted(
                new, key=lambda item: (-counts[item[0]], fold(item[1].label), item[1].label)
            )
            people = tuple(
                Fact(link.label, self._deeds(key, did), link.url) for key, link in ordered
            )
            if people:
                rest = people[MOST_PEOPLE:]
                more = self._wording.say("credits.others", len(rest)) if rest else ""
                label = self._wording.say(f"credits.who_{deed}")
                yield Contributors(label, people[:MOST_PEOPLE], rest, more)

    def _deeds(self, key: str, did: Mapping[str, Counter[str]]) -> str:
        """ "12 curated, 1 edited"."""
        return ", ".join(
            self._wording.say(f"credits.{deed}", counts[key])
            for deed, counts in did.items()
            if counts[key]
        )

    def _editors_of(self, paper: Paper) -> Iterable[str]:
        """The keys of those who changed a paper and did not bring it."""
        places = self._library.past.edits.get(paper.source, ())
        if not places or paper.source in self._lists:
            return ()
        brought = {self._key(paper.curated_by), self._key(paper.submitted_by)}
        keys = dict.fromkeys(self._keys[place] for place in places)
        return [key for key in keys if key and key not in brought]

    @cached_property
    def _lists(self) -> frozenset[str]:
        files = Counter(paper.source for paper in self._library.papers.values())
        return frozenset(file for file, count in files.items() if count > 1)

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        """The key of each editor of the past, empty for those who are hidden."""
        pages = {web_address(c.url or "").casefold(): c.id for c in self._config.curators if c.url}
        return tuple(
            self._editor_key(place, editor, pages)
            for place, editor in enumerate(self._library.past.editors)
        )

    def _editor_key(self, place: int, editor: Editor, pages: Mapping[str, str]) -> str:
        if not all(is_shown(name, self._hidden) for name in (*editor.names, *editor.logins)):
            return ""
        keeper = next(
            (self._keepers[name].id for name in editor.names if name in self._keepers), ""
        )
        keeper = keeper or (pages.get(editor.url, "") if editor.url else "")
        return self._key(keeper) if keeper else f"editor {place}"

    @cached_property
    def _by_word(self) -> Mapping[str, str]:
        """The keys of editors by what entries may call them."""
        words: dict[str, str] = {}
        for key, editor in zip(self._keys, self._library.past.editors, strict=True):
            logins = [login.casefold() for login in editor.logins]
            for word in {*editor.names, *logins, *(f"@{login}" for login in logins)}:
                words[word] = key if words.get(word, key) == key else _SEVERAL
        return words

    def _key(self, handle: str) -> str:
        """What stands for a person, whatever an entry calls them; empty for nobody."""
        keeper = self._keepers.get(handle)
        names = (keeper.id, keeper.name) if keeper else (handle,)
        if not handle or not all(is_shown(name, self._hidden) for name in names):
            return ""
        if keeper:
            return f"curator {keeper.id}"
        found = (self._by_word.get(word, _SEVERAL) for word in (handle, handle.casefold()))
        return next((key for key in found if key != _SEVERAL), f"name {handle}")

    def _link(self, key: str) -> Link:
        kind, _, name = key.partition(" ")
        if kind == "editor":
            editor = self._library.past.editors[int(name)]
            return Link(shorten(editor.names[0], MAX_NAME), editor.url)
        return person_link(self._keepers, name)
