"""Sources of counts that answer as they document it, of papers that nobody wrote."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.support.provider_server import NOT_FOUND, Answer, Providers, says

from papershelf.comments import comments_mark
from papershelf.model import Paper

COMMENTS = """
comments:
  repository: someone/shelf
  repository_id: R_kgDOexample
  category: Announcements
  category_id: DIC_kwDOexample
"""
TOKEN = {"GITHUB_TOKEN": "some-token"}
FIRST = """\
ids: {arxiv: "2401.00001", doi: 10.1234/first}
links: {code: https://github.com/Ada/First}
"""
"""What more there is to say of a paper that all sources know."""


@dataclass
class World:
    """What each source knows, by what it is asked for."""

    citations: dict[str, int] = field(default_factory=dict)
    """By the ids of Semantic Scholar."""
    openalex: dict[str, int] = field(default_factory=dict)
    """By DOI, in small letters."""
    stars: dict[str, int] = field(default_factory=dict)
    """By owner/name, in small letters."""
    upvotes: dict[str, int] = field(default_factory=dict)
    """By arXiv id."""
    reactions: dict[str, Mapping[str, int]] = field(default_factory=dict)
    """By mark, the reactions to a discussion."""

    def play(self, server: Providers) -> None:
        """Let the server answer of it."""
        server.on("/s2/batch", self._semantic_scholar)
        server.on("/openalex", self._openalex)
        server.on("/github/graphql", self._graphql)
        server.on("/github/repos/", self._repository)
        server.on("/hf/", self._hugging_face)

    def _semantic_scholar(self, _path: str, body: bytes) -> Answer | str:
        ids = json.loads(body)["ids"]
        if not any(key in self.citations for key in ids):
            return says('{"error": "No valid paper ids given"}', 400)
        return json.dumps([cited(key, self.citations.get(key)) for key in ids])

    def _openalex(self, path: str, _body: bytes) -> str:
        query = parse_qs(urlsplit(path).query)
        asked = query["filter"][0].removeprefix("doi:").split("|")
        found = [(doi, self.openalex[doi]) for doi in asked if doi in self.openalex]
        return works(*found)

    def _graphql(self, _path: str, body: bytes) -> str:
        asked = json.loads(body)
        if "discussions(" in asked["query"]:
            return self._discussions(asked["variables"]["after"])
        named = asked["variables"]
        names = [f"{named[f'o{n}']}/{named[f'n{n}']}" for n in range(len(named) // 2)]
        return repositories([self.stars.get(name) for name in names])

    def _discussions(self, after: str | None) -> str:
        """Two on a page, so that there are several pages."""
        start = int(after or 0)
        listed = list(self.reactions.items())
        page = [discussion(mark, **groups) for mark, groups in listed[start : start + 2]]
        return discussions(page, str(start + 2) if start + 2 < len(listed) else None)

    def _repository(self, path: str, _body: bytes) -> Answer | str:
        stars = self.stars.get(path.removeprefix("/github/repos/"))
        return NOT_FOUND if stars is None else json.dumps({"stargazers_count": stars})

    def _hugging_face(self, path: str, _body: bytes) -> Answer | str:
        upvotes = self.upvotes.get(unquote(path).removeprefix("/hf/"))
        return says('{"error": "Paper not found"}', 404) if upvotes is None else upvoted(upvotes)


def cited(key: str, count: Any) -> dict[str, Any] | None:
    """A paper as Semantic Scholar describes it."""
    if count is None:
        return None
    kind, _, value = key.partition(":")
    name = {"ARXIV": "ArXiv", "PMID": "PubMed"}.get(kind, kind)
    return {"paperId": "f" * 40, "externalIds": {name: value}, "citationCount": count}


def works(*found: tuple[str, Any], total: int | None = None) -> str:
    """A list of works as OpenAlex sends it."""
    results = [
        {"id": f"https://openalex.org/W{n}", "doi": f"https://doi.org/{doi}", "cited_by_count": c}
        for n, (doi, c) in enumerate(found)
    ]
    count = len(results) if total is None else total
    return json.dumps({"meta": {"count": count, "per_page": 100, "page": 1}, "results": results})


def repositories(stars: list[Any]) -> str:
    """Repositories as GitHub answers of them, with an error for each that is not there."""
    errors = [
        {"type": "NOT_FOUND", "path": [f"r{n}"], "message": "Could not resolve to a Repository"}
        for n, count in enumerate(stars)
        if count is None
    ]
    data = {f"r{n}": None if c is None else {"stargazerCount": c} for n, c in enumerate(stars)}
    return json.dumps({"data": data, **({"errors": errors} if errors else {})})


def discussion(mark: str, **groups: Any) -> dict[str, Any]:
    """A discussion as giscus opens it, with its reactions as GitHub counts them."""
    return {
        "body": f"# papers/some\n\nhttps://shelf.example/papers/some/\n\n<!-- sha1: {mark} -->",
        "reactionGroups": [
            {"content": content, "reactors": {"totalCount": count}}
            for content, count in groups.items()
        ],
    }


def discussions(nodes: list[Any], after: str | None = None) -> str:
    """A page of discussions."""
    info = {"hasNextPage": after is not None, "endCursor": after}
    return json.dumps({"data": {"repository": {"discussions": {"pageInfo": info, "nodes": nodes}}}})


def upvoted(count: Any) -> str:
    """A paper as Hugging Face describes it."""
    return json.dumps({"id": "2401.01234", "title": "Waiting Networks", "upvotes": count})


def shelf_of(folder: Path, papers: Mapping[str, str], settings: str = "") -> Path:
    """A shelf of papers by their ids, each with some more lines of its entry."""
    (folder / "content/papers").mkdir(parents=True)
    for paper_id, more in papers.items():
        entry = f"title: About {paper_id}\nauthors: [Ada Quill]\nyear: 2024\n{more}"
        (folder / f"content/papers/{paper_id}.yaml").write_text(entry, encoding="utf-8")
    (folder / "content/site.yaml").write_text(f"title: A shelf\n{settings}", encoding="utf-8")
    return folder


def metrics(shelf: Path) -> str:
    """The text of metrics.yaml; empty without one."""
    path = shelf / "content/metrics.yaml"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def arxiv(*numbers: int) -> dict[str, str]:
    """Papers of which only an arXiv id is known."""
    return {f"paper-{n:03}": f'ids: {{arxiv: "2401.{n:05}"}}\n' for n in numbers}


def know_first(world: World) -> None:
    """Let all sources know that paper."""
    world.upvotes = {"2401.00001": 42}
    world.reactions = {comments_mark(Paper("first", "")): {"THUMBS_UP": 2, "HEART": 1}}
    world.stars = {"ada/first": 12}
    world.citations = {"ARXIV:2401.00001": 7, "DOI:10.1234/first": 7}
    world.openalex = {"10.1234/first": 5, "10.48550/arxiv.2401.00001": 1}


class Silent:
    """A progress that nobody sees."""

    def stage(self, name: str, total: int) -> None:
        """Nothing is told."""

    def advance(self) -> None:
        """Nothing is told."""
