"""What each source of counts is asked, and how its answers are read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.support.counted import World, cited, discussion, discussions, repositories, works
from tests.support.provider_server import Answer, Providers, says

from papershelf.comments import comments_mark
from papershelf.config import CommentsForm
from papershelf.enriching.counter import Counter, count_of
from papershelf.enriching.every import counters
from papershelf.enriching.github import repositories as repositories_of
from papershelf.metrics import KINDS
from papershelf.model import ArtifactLink, Paper
from papershelf.net import AnswerError, BusyError, Pace
from papershelf.net.client import Client
from papershelf.providers import Guest, Sources

GUEST = Guest("a@b.example", "s2-key", "", "oa-key", "gh-token")
COMMENTS = CommentsForm(
    repository="Someone/shelf", repository_id="R_1234", category="Talk", category_id="DIC_1234"
)


@pytest.fixture
def client() -> Iterator[Client]:
    with Client("papershelf/test", pace=Pace(usual=0), sleep=lambda _: None) as client:
        yield client


def counter(server: Providers, kind: str, guest: Guest = GUEST) -> Counter:
    (found,) = (c for c in counters(server.sources, guest, COMMENTS) if c.kind == kind)
    return found


def test_a_guest_shows_no_key_and_no_address() -> None:
    assert not any(value and value in repr(GUEST) for value in asdict(GUEST).values())


def test_every_kind_of_count_has_one_source_of_the_name_that_is_told() -> None:
    found = {c.kind: c.name for c in counters(Sources(), GUEST, COMMENTS)}
    assert found == {kind: details.source for kind, details in KINDS.items()}


def test_giscus_is_a_source_only_where_comments_are_on() -> None:
    kinds = {c.kind for c in counters(Sources(), GUEST, None)}
    assert kinds == KINDS.keys() - {"reactions"}


@pytest.mark.parametrize("wrong", [None, True, -1, 1.5, "7", 10**9 + 1, [], {}, 10**400])
def test_what_is_no_count_is_refused(wrong: object) -> None:
    with pytest.raises(AnswerError, match="sends a count that is none"):
        count_of(wrong, "Somebody")


# Semantic Scholar


def test_semantic_scholar_knows_none_only_where_it_says_so(
    silent_server: Providers, client: Client
) -> None:
    silent_server.on("/s2/batch", says('{"error": "No valid paper ids given"}', 400))
    assert counter(silent_server, "citations").count(["ACL:P19-1001"], client.ask) == {}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<!doctype html><title>Bad request</title>", "a web page in place of JSON"),
        ("", "nothing in place of JSON"),
        ('{"error": "Unrecognized or unsupported fields: [citationCount]"}', "refuses to answer"),
        ('{"error": {"No valid paper ids given": 1}}', "refuses to answer"),
        ("null", "null in place of an answer"),
        ("[]", "another number of papers"),
    ],
)
def test_any_other_refusal_of_semantic_scholar_is_trouble(
    silent_server: Providers, client: Client, body: str, message: str
) -> None:
    silent_server.on("/s2/batch", says(body, 400))
    with pytest.raises(AnswerError, match=message):
        counter(silent_server, "citations").count(["ACL:P19-1001"], client.ask)


def test_semantic_scholar_is_asked_by_every_id_that_it_takes(silent_server: Providers) -> None:
    ids = {"doi": "10.1234/X", "arxiv": "2401.01234v2", "isbn": "1", "acl": "P19-1001", "pmid": "7"}
    keys = counter(silent_server, "citations").keys(Paper("a", "A", ids=ids))
    assert keys == ("ARXIV:2401.01234", "DOI:10.1234/x", "ACL:P19-1001", "PMID:7")


def test_a_doi_of_arxiv_is_its_arxiv_id(silent_server: Providers) -> None:
    paper = Paper("a", "A", ids={"doi": "10.48550/arXiv.2401.01234"})
    assert counter(silent_server, "citations").keys(paper) == ("ARXIV:2401.01234",)
    assert counter(silent_server, "upvotes").keys(paper) == ("2401.01234",)
    assert counter(silent_server, "openalex").keys(paper) == ("10.48550/arxiv.2401.01234",)


def test_a_paper_without_ids_cannot_be_asked_for(silent_server: Providers) -> None:
    paper = Paper("a", "A", ids={"isbn": "9780262035613"})
    for kind in KINDS.keys() - {"reactions"}:
        assert counter(silent_server, kind).keys(paper) == ()


def test_semantic_scholar_answers_in_order_and_null_for_what_it_does_not_know(
    silent_server: Providers, client: Client, world: World
) -> None:
    world.citations = {"ARXIV:2401.01234": 7, "DOI:10.1/x": 0}
    keys = ["DOI:10.1/x", "DOI:10.1/unknown", "ARXIV:2401.01234"]
    found = counter(silent_server, "citations").count(keys, client.ask)
    assert found == {"DOI:10.1/x": 0, "ARXIV:2401.01234": 7}
    assert json.loads(silent_server.bodies[0]) == {"ids": keys}
    assert silent_server.asked == ["/s2/batch?fields=citationCount%2CexternalIds"]
    assert silent_server.headers[0]["x-api-key"] == "s2-key"
    assert silent_server.headers[0]["Content-Type"] == "application/json"


def test_semantic_scholar_may_know_none_of_a_batch(
    silent_server: Providers, client: Client, world: World
) -> None:
    assert world.citations == {}
    assert counter(silent_server, "citations").count(["DOI:10.1/x"], client.ask) == {}


@pytest.mark.parametrize(
    "answer",
    [
        "null",
        "{}",
        "[]",
        json.dumps([cited("DOI:10.1/a", 1)]),
        json.dumps([cited("DOI:10.1/a", 1)] * 4),
        json.dumps([cited("DOI:10.1/a", -1), None, None]),
        json.dumps([{"citationCount": "7"}, None, None]),
        json.dumps(["<html>", None, None]),
        json.dumps([{"citationCount": None}, None, None]),
        "<html><body>Down for maintenance</body></html>",
        '[{"citationCount": 1}, nul',
    ],
)
def test_garbage_of_semantic_scholar_is_refused_as_a_whole(
    silent_server: Providers, client: Client, answer: str
) -> None:
    silent_server.on("/s2/batch", answer)
    with pytest.raises(AnswerError):
        counter(silent_server, "citations").count(["DOI:10.1/a", "ACL:b", "PMID:1"], client.ask)


def test_answers_about_other_papers_are_refused(silent_server: Providers, client: Client) -> None:
    keys = [f"ARXIV:2401.0000{n}" for n in range(4)]
    shifted = [*keys[1:], keys[0]]
    silent_server.on("/s2/batch", json.dumps([cited(key, 5) for key in shifted]))
    with pytest.raises(AnswerError, match="for other papers"):
        counter(silent_server, "citations").count(keys, client.ask)


def test_a_paper_that_says_it_is_another_one_is_not_counted(
    silent_server: Providers, client: Client
) -> None:
    keys = [f"ARXIV:2401.0000{n}" for n in range(4)]
    answers = [cited(key, 5) for key in ["ARXIV:1706.03762", *keys[1:]]]
    silent_server.on("/s2/batch", json.dumps(answers))
    found = counter(silent_server, "citations").count(keys, client.ask)
    assert found == dict.fromkeys(keys[1:], 5)


# OpenAlex


def test_openalex_is_asked_by_dois_with_key_and_contact(
    silent_server: Providers, client: Client, world: World
) -> None:
    world.openalex = {"10.1234/a": 3}
    openalex = counter(silent_server, "openalex")
    assert openalex.keys(Paper("a", "A", ids={"doi": "10.1234/A", "arxiv": "2401.01234"})) == (
        "10.1234/a",
        "10.48550/arxiv.2401.01234",
    )
    assert openalex.count(["10.1234/a", "10.1234/b"], client.ask) == {"10.1234/a": 3}
    query = parse_qs(urlsplit(silent_server.asked[0]).query)
    assert query == {
        "filter": ["doi:10.1234/a|10.1234/b"],
        "select": ["id,doi,cited_by_count"],
        "per_page": ["100"],
        "page": ["1"],
        "mailto": ["a@b.example"],
        "api_key": ["oa-key"],
    }


@pytest.mark.parametrize("doi", ["10.1234/a,b", "10.1234/a|b", "10.1234/a:b", "10.1234/é"])
def test_a_doi_that_would_mean_something_else_in_a_filter_is_not_asked_for(
    silent_server: Providers, doi: str
) -> None:
    assert counter(silent_server, "openalex").keys(Paper("a", "A", ids={"doi": doi})) == ()


def test_of_two_works_with_one_doi_the_larger_count_stands(
    silent_server: Providers, client: Client
) -> None:
    silent_server.on("/openalex", works(("10.1234/a", 9), ("10.1234/a", 2)))
    assert counter(silent_server, "openalex").count(["10.1234/a"], client.ask) == {"10.1234/a": 9}


def test_openalex_is_asked_for_the_next_page_where_there_is_one(
    silent_server: Providers, client: Client
) -> None:
    first, second = works(("10.1234/a", 9), total=2), works(("10.1234/b", 1), total=2)
    silent_server.on("/openalex", first, second)
    found = counter(silent_server, "openalex").count(["10.1234/a", "10.1234/b"], client.ask)
    assert found == {"10.1234/a": 9, "10.1234/b": 1}
    assert [query["page"] for query in silent_server.queries()] == [["1"], ["2"]]


@pytest.mark.parametrize(
    "answer",
    [
        "null",
        "[]",
        '{"error": "Invalid filter"}',
        '{"meta": {"count": 1}, "results": null}',
        works(total=3),
        works(("10.1234/other", 1)),
        works(("10.1234/a", -5)),
        works(("10.1234/a", 10**12)),
        '{"meta": {"count": 1}, "results": [null]}',
    ],
)
def test_garbage_of_openalex_is_refused_as_a_whole(
    silent_server: Providers, client: Client, answer: str
) -> None:
    silent_server.on("/openalex", answer)
    with pytest.raises(AnswerError):
        counter(silent_server, "openalex").count(["10.1234/a"], client.ask)


# GitHub


def code(*urls: str, kind: str = "code") -> Paper:
    return Paper("a", "A", links=tuple(ArtifactLink(kind, url) for url in urls))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/Ada/Waiting", ("ada/waiting",)),
        ("http://www.github.com/ada/waiting.git", ("ada/waiting",)),
        ("https://github.com/ada/waiting/tree/main/src?x=1#top", ("ada/waiting",)),
        ("https://github.com/ada/waiting.git.js", ("ada/waiting.git.js",)),
        ("https://github.com/ada", ()),
        ("https://github.com/ada/..", ()),
        ("https://github.com/-ada/x", ()),
        ("https://github.com/ada/%2e%2e", ()),
        ("https://github.com.evil.example/ada/waiting", ()),
        ("https://gist.github.com/ada/waiting", ()),
        ("https://gitlab.com/github.com/waiting", ()),
        ("https://[github.com/ada/waiting", ()),
    ],
)
def test_links_to_code_name_repositories(url: str, expected: tuple[str, ...]) -> None:
    assert repositories_of(code(url)) == expected
    assert repositories_of(code(url, kind="project")) == ()


def test_repositories_are_variables_of_one_query(
    silent_server: Providers, client: Client, world: World
) -> None:
    world.stars = {"ada/waiting": 12}
    found = counter(silent_server, "stars").count(["ada/gone", "ada/waiting"], client.ask)
    assert found == {"ada/waiting": 12}
    sent = json.loads(silent_server.bodies[0])
    assert "ada" not in sent["query"]
    assert sent["variables"] == {"o0": "ada", "n0": "gone", "o1": "ada", "n1": "waiting"}
    assert silent_server.headers[0]["Authorization"] == "Bearer gh-token"


def test_without_a_token_repositories_are_asked_for_one_by_one_and_renamed_ones_follow(
    silent_server: Providers, client: Client, world: World
) -> None:
    world.stars = {"ada/waiting": 12}
    silent_server.on("/github/repos/ada/old", says("", 301, Location="/github/repositories/17"))
    silent_server.on("/github/repositories/17", '{"stargazers_count": 40}')
    github = counter(silent_server, "stars", Guest())
    found = github.count(["ada/gone", "ada/old", "ada/waiting"], client.ask)
    assert found == {"ada/old": 40, "ada/waiting": 12}
    assert all("Authorization" not in headers for headers in silent_server.headers)
    assert github.most == 50


@pytest.mark.parametrize(
    "answer",
    [
        "null",
        '{"message": "Bad credentials"}',
        '{"data": null}',
        '{"data": {}}',
        '{"data": {"r0": {}}}',
        '{"data": {"r0": {"stargazerCount": -3}}}',
        '{"data": {"r0": null}, "errors": [{"type": "SOMETHING", "message": "x"}]}',
        '{"data": {"r0": null}, "errors": [{"message": "Something went wrong"}]}',
        repositories([True]),
    ],
)
def test_garbage_of_github_is_refused_as_a_whole(
    silent_server: Providers, client: Client, answer: str
) -> None:
    silent_server.on("/github/graphql", answer)
    with pytest.raises(AnswerError):
        counter(silent_server, "stars").count(["ada/waiting"], client.ask)


@pytest.mark.parametrize("kind", ["RATE_LIMITED", "RATE_LIMIT"])
def test_a_token_that_is_used_up_is_told(
    silent_server: Providers, client: Client, kind: str
) -> None:
    error = {"type": kind, "message": "API rate limit already exceeded for user ID 1."}
    silent_server.on("/github/graphql", json.dumps({"errors": [error]}))
    with pytest.raises(BusyError, match="asked too often"):
        counter(silent_server, "stars").count(["ada/waiting"], client.ask)


# giscus

PAPER = Paper("waiting", "W")
MARK = comments_mark(PAPER)


def test_positive_reactions_to_the_discussion_of_a_paper_are_counted_page_by_page(
    silent_server: Providers, client: Client, world: World
) -> None:
    giscus = counter(silent_server, "reactions")
    assert giscus.keys(PAPER) == (MARK,)
    world.reactions = {
        "0" * 40: {"THUMBS_UP": 99},
        "1" * 40: {"HEART": 1},
        MARK: {"THUMBS_UP": 3, "HEART": 2, "ROCKET": 1, "THUMBS_DOWN": 8, "CONFUSED": 5},
    }
    assert giscus.count([MARK], client.ask) == {MARK: 6}
    sent = [json.loads(body)["variables"] for body in silent_server.bodies]
    fixed = {"owner": "Someone", "name": "shelf", "category": "DIC_1234"}
    assert sent == [{**fixed, "after": None}, {**fixed, "after": "2"}]


def test_of_two_discussions_of_one_paper_the_one_with_more_reactions_stands(
    silent_server: Providers, client: Client
) -> None:
    nodes = [discussion(MARK, THUMBS_UP=4), discussion(MARK, THUMBS_UP=1)]
    silent_server.on("/github/graphql", discussions(nodes))
    assert counter(silent_server, "reactions").count([MARK], client.ask) == {MARK: 4}


def test_giscus_needs_a_token(silent_server: Providers) -> None:
    missing = counter(silent_server, "reactions", Guest()).missing
    assert missing == "GITHUB_TOKEN is not set"


NODE = discussion(MARK, THUMBS_UP=4)
REFUSED: Mapping[str, Any] = {
    "no repository": {"data": {"repository": None}, "errors": [{"type": "NOT_FOUND"}]},
    "no nodes": {"data": {"repository": {"discussions": {"pageInfo": {"hasNextPage": False}}}}},
    "no page": {"data": {"repository": {"discussions": {"nodes": [NODE]}}}},
    "a page without end": json.loads(discussions([NODE], "")),
    "no groups": json.loads(discussions([{**NODE, "reactionGroups": None}])),
    "a group without a count": json.loads(
        discussions([{**NODE, "reactionGroups": [{"content": "HEART"}]}])
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_garbage_about_discussions_is_refused_as_a_whole(
    silent_server: Providers, client: Client, name: str
) -> None:
    silent_server.on("/github/graphql", json.dumps(REFUSED[name]))
    with pytest.raises(AnswerError):
        counter(silent_server, "reactions").count([MARK], client.ask)


def test_pages_that_go_in_a_circle_end(silent_server: Providers, client: Client) -> None:
    silent_server.on("/github/graphql", discussions([NODE], "again"))
    with pytest.raises(AnswerError, match="only a part"):
        counter(silent_server, "reactions").count([MARK], client.ask)
    assert len(silent_server.asked) == 2


# Hugging Face


def test_hugging_face_is_asked_paper_by_paper(
    silent_server: Providers, client: Client, world: World
) -> None:
    world.upvotes = {"2401.01234": 42}
    hugging_face = counter(silent_server, "upvotes")
    found = hugging_face.count(["2401.01234", "2401.99999"], client.ask)
    assert found == {"2401.01234": 42}
    assert silent_server.asked == ["/hf/2401.01234", "/hf/2401.99999"]


def test_a_paper_with_an_id_of_the_last_century_is_not_at_hugging_face(
    silent_server: Providers,
) -> None:
    paper = Paper("a", "A", ids={"arxiv": "hep-th/9901001"})
    assert counter(silent_server, "upvotes").keys(paper) == ()


@pytest.mark.parametrize("answer", ["null", "{}", "[]", '{"upvotes": "many"}', "<html>no</html>"])
def test_garbage_of_hugging_face_is_refused_as_a_whole(
    silent_server: Providers, client: Client, world: World, answer: str
) -> None:
    world.upvotes = {"2401.01234": 42}
    silent_server.on("/hf/2401.99999", Answer(answer.encode()))
    with pytest.raises(AnswerError):
        counter(silent_server, "upvotes").count(["2401.01234", "2401.99999"], client.ask)
