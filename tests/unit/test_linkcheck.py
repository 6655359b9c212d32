"""Links are asked politely, remembered, and called dead late and with reason."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.web import Reply, Web, web

from papershelf.cli.main import cli
from papershelf.errors import Fix, MachineError, Problem, Severity, UsageError
from papershelf.linkcheck import LinkReport, Wishes, check_links
from papershelf.linkcheck.addresses import is_public, plain_address
from papershelf.linkcheck.guard import GuardedTransport
from papershelf.linkcheck.places import find_mentions
from papershelf.load import find_files
from papershelf.net import Pace

DAY = date(2026, 3, 1)
USUAL = Wishes()
NEVER_DEAD = (401, 403, 407, 429, 451, 500, 502, 503, 504, 520, 999)


class Silent:
    """Shows no progress; counts."""

    def __init__(self) -> None:
        self.done = 0

    def stage(self, name: str, total: int) -> None:
        """Nobody looks."""

    def advance(self) -> None:
        self.done += 1


@pytest.fixture
def net() -> Iterator[Web]:
    with web() as made:
        yield made


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "content/papers").mkdir(parents=True)
    return tmp_path


def _link(shelf: Path, *addresses: str) -> None:
    """Make entries with a link each."""
    for number, address in enumerate(addresses):
        text = f"title: Paper\nauthors: [Ada Lovelace]\nyear: 2020\nlinks: {{pdf: '{address}'}}\n"
        (shelf / f"content/papers/p{number}.yaml").write_text(text, encoding="utf-8")


def _settings(shelf: Path, text: str) -> None:
    (shelf / "content/site.yaml").write_text(text, encoding="utf-8")


Check = Callable[..., LinkReport]


@pytest.fixture
def check(shelf: Path, net: Web) -> Check:
    def run(day: int = 0, wishes: Wishes = USUAL, **more: object) -> LinkReport:
        network = more.pop("network", None) or net.network()
        today = DAY + timedelta(days=day)
        options = {"network": network, "today": today, **more}
        return check_links(shelf, wishes, Silent(), **options)  # type: ignore[arg-type]

    return run


def _rules(problems: Sequence[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


def test_a_link_that_works_is_asked_once_however_often_it_stands(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a", "http://one.site/a#part", "http://ONE.site/a")
    report = check()
    assert report.problems == ()
    assert (report.links, report.asked, report.remembered) == (1, 1, 0)
    assert net.asked == ["HEAD one.site/a"]


def test_what_works_is_not_asked_again_for_a_month_unless_wanted(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    check()
    report = check(29)
    assert (report.asked, report.remembered) == (0, 1)
    assert check(29, Wishes(everything=True)).asked == 1
    assert check(58).asked == 0
    assert check(59).asked == 1
    assert len(net.asked) == 3


def test_a_missing_page_is_dead_after_three_days_and_each_place_says_when_it_was_last_good(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a", "http://one.site/a")
    check()
    net.pages["one.site/a"] = Reply(404)
    for day in (30, 30, 31):
        report = check(day)
        assert _rules(report.problems) == ["failing-link"] * 2
        assert report.dead == 0
    report = check(32)
    assert _rules(report.problems) == ["dead-link"] * 2
    assert report.dead == 1
    first, second = report.problems
    assert first.severity is Severity.WARNING
    assert str(first.location) == "content/papers/p0.yaml:4:14"
    assert str(second.location) == "content/papers/p1.yaml:4:14"
    assert "answers 404, last seen good 2026-03-01" in first.message
    assert "https://web.archive.org/web/20260301/http://one.site/a" in first.hint
    assert "links: {pdf:" in first.excerpt


def test_what_comes_back_is_good_at_once_and_its_failures_are_forgotten(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    missing, there = Reply(404), Reply()
    for day, reply in enumerate((missing, missing, there)):
        net.pages["one.site/a"] = reply
        report = check(day)
    assert report.problems == ()
    net.pages["one.site/a"] = missing
    assert _rules(check(40).problems) == ["failing-link"]
    assert _rules(check(41).problems) == ["failing-link"]


def test_gone_is_certain_at_once(shelf: Path, net: Web, check: Check) -> None:
    _link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(410)
    (problem,) = check().problems
    assert problem.rule == "dead-link"
    assert "answers 410, never seen good" in problem.message


@pytest.mark.parametrize("status", NEVER_DEAD)
def test_a_server_that_does_not_tell_never_makes_a_link_dead(
    status: int, shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(status)
    reports = [check(day) for day in range(0, 40, 4)]
    assert {rule for report in reports for rule in _rules(report.problems)} <= {"unsure-link"}
    assert [report.unsure for report in reports] == [1] * 10
    told = _rules(reports[-1].problems)
    assert told == (["unsure-link"] if 500 <= status < 999 else [])


@pytest.mark.parametrize("status", [400, 403, 404, 405, 410, 501])
def test_a_server_that_refuses_head_is_asked_for_a_byte_by_get(
    status: int, shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(200, head=status, body=b"x" * 50_000_000)
    report = check()
    assert (report.problems, report.unsure) == ((), 0)
    assert net.asked == ["HEAD one.site/a", "GET one.site/a"]
    assert net.headers[1]["range"] == "bytes=0-0"


def test_a_server_that_breaks_off_on_head_is_asked_by_get(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = [Reply(breaks=True), Reply()]
    assert check().unsure == 0


def test_an_overloaded_server_is_asked_again_in_the_same_run(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = [Reply(503), Reply(429, {"Retry-After": "0"}), Reply()]
    report = check()
    assert (report.unsure, report.asked) == (0, 1)
    assert len(net.asked) == 3


def test_a_server_that_wants_to_be_left_alone_is(shelf: Path, net: Web, check: Check) -> None:
    _link(shelf, *(f"http://one.site/{number}" for number in range(5)), "http://two.site/")
    net.pages["one.site/0"] = Reply(429, {"Retry-After": "3600"})
    report = check()
    assert (report.links, report.asked, report.left, report.unsure) == (6, 2, 4, 1)
    assert sorted(net.asked) == ["HEAD one.site/0", "HEAD two.site/"]
    assert check().asked == 4


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(hangs=True), "does not answer in time"),
        (Reply(drips=True), "does not answer in time"),
        (Reply(breaks=True), "breaks the connection off"),
    ],
)
def test_a_server_that_is_slow_or_breaks_off_is_not_waited_for(
    reply: Reply, reason: str, shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = reply
    transport = GuardedTransport(resolve=net.resolve, may_reach=lambda _: True, total=0.2)
    report = check(network=net.network(transport=transport, backoff=()))
    assert report.unsure == 1
    assert reason in (shelf / ".papershelf/links.json").read_text(encoding="utf-8")


def test_a_server_without_a_good_certificate_is_unsure(shelf: Path, net: Web, check: Check) -> None:
    _link(shelf, "https://one.site/a")
    assert check().unsure == 1
    assert "certificate" in (shelf / ".papershelf/links.json").read_text(encoding="utf-8")


def test_a_host_that_is_not_known_any_more_is_asked_once_for_all_its_pages(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, *(f"http://gone.site/{number}" for number in range(9)))
    net.unknown.add("gone.site")
    for day in range(2):
        assert set(_rules(check(day).problems)) == {"failing-link"}
    report = check(2)
    assert report.dead == 9
    assert "its name is not known" in report.problems[0].message
    assert net.resolved.count("gone.site") == 3


def test_a_silent_host_is_given_up_after_three_addresses(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, *(f"http://slow.site/{number}" for number in range(9)))
    net.pages |= {f"slow.site/{number}": Reply(breaks=True) for number in range(9)}
    assert check().unsure == 9
    assert len({line for line in net.asked if "slow" in line and "HEAD" in line}) == 3


def test_a_move_for_ever_is_advice_with_a_fix(shelf: Path, net: Web, check: Check) -> None:
    _link(shelf, "http://one.site/a#part")
    net.pages["one.site/a"] = Reply(301, {"Location": "/b"})
    net.pages["one.site/b"] = Reply(308, {"Location": "http://two.site/c?d=1"})
    report = check()
    (problem,) = report.problems
    assert (problem.rule, problem.severity) == ("moved-link", Severity.ADVICE)
    assert problem.fix == Fix(("http://two.site/c?d=1#part",))
    assert report.dead == 0


def test_a_link_in_a_text_that_has_moved_is_not_mended_by_itself(
    shelf: Path, net: Web, check: Check
) -> None:
    (shelf / "content/pages").mkdir()
    text = "---\ntitle: About\n---\nSee\n[this](http://one.site/a).\n"
    (shelf / "content/pages/about.md").write_text(text, encoding="utf-8")
    net.pages["one.site/a"] = Reply(301, {"Location": "/b"})
    (problem,) = check().problems
    assert (str(problem.location), problem.fix) == ("content/pages/about.md:5:8", None)


@pytest.mark.parametrize(
    ("status", "location"),
    [
        (302, "http://one.site/b"),
        (301, "http://one.site/"),
        (301, "http://one.site/login?next=a"),
        (301, "http://one.site/b?session=1"),
        (301, "https://one.site/unreachable"),
    ],
)
def test_a_move_that_is_not_for_ever_or_leads_to_a_door_is_no_advice(
    status: int, location: str, shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(status, {"Location": location})
    assert check().problems == ()


def test_a_moved_page_whose_new_place_is_missing_is_missing(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    net.pages |= {"one.site/a": Reply(301, {"Location": "/b"}), "one.site/b": Reply(404)}
    assert _rules(check().problems) == ["failing-link"]


@pytest.mark.parametrize(
    "location",
    [
        "/a",
        "ftp://one.site/a",
        "javascript:alert(1)",
        "http://user:secret@one.site/",
        "http://[",
        "//",
        "http://one.site/\x1b[2J",
    ],
)
def test_redirections_that_lead_nowhere_are_unsure(
    location: str, shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(302, {"Location": location})
    assert check().unsure == 1
    assert set(net.asked) <= {"HEAD one.site/a", "GET one.site/a"}


def test_endless_redirections_end(shelf: Path, net: Web, check: Check) -> None:
    _link(shelf, "http://one.site/0")
    net.pages |= {f"one.site/{n}": Reply(302, {"Location": f"/{n + 1}"}) for n in range(30)}
    assert check().unsure == 1
    assert len(net.asked) == 11


def test_cookies_are_kept_along_the_way_and_nowhere_else(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a", "http://one.site/b", "http://two.site/c")
    wall = Reply(302, {"Location": "/a", "Set-Cookie": "seen=1"}, needs_cookie="seen=1")
    net.pages["one.site/a"] = wall
    assert check().unsure == 0
    with_cookie = [
        asked for asked, sent in zip(net.asked, net.headers, strict=True) if "cookie" in sent
    ]
    assert with_cookie == ["HEAD one.site/a"]


@pytest.mark.parametrize(
    "address", ["http://inner.site/", "http://one.site/in", "http://one.site/number"]
)
def test_a_link_into_a_private_network_is_not_followed(
    address: str, shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, address)
    net.private.add("inner.site")
    net.pages["one.site/in"] = Reply(302, {"Location": "http://inner.site/secret"})
    net.pages["one.site/number"] = Reply(302, {"Location": "http://169.254.169.254/latest"})
    assert _rules(check().problems) == ["private-link"]
    assert not [line for line in net.asked if "secret" in line or "latest" in line]


def test_no_proxy_stands_between_what_was_looked_at_and_what_is_asked(
    shelf: Path, net: Web, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    _link(shelf, "http://one.site/a")
    assert check().unsure == 0


def test_without_a_network_nothing_is_remembered_of_it(shelf: Path, net: Web, check: Check) -> None:
    _link(shelf, *(f"http://site{number}.net/" for number in range(40)))
    check()
    before = (shelf / ".papershelf/links.json").read_bytes()
    net.is_down = True
    with pytest.raises(MachineError, match="is there a network") as raised:
        check(40)
    assert raised.value.exit_code == 3
    assert (shelf / ".papershelf/links.json").read_bytes() == before
    net.is_down = False
    assert check(40).asked == 40


def test_a_few_hosts_that_are_all_gone_are_no_sign_of_a_missing_network(
    shelf: Path, net: Web, check: Check
) -> None:
    names = [f"gone{number}.site" for number in range(20)]
    _link(shelf, *(f"http://{name}/" for name in names))
    net.unknown.update(names)
    assert _rules(check().problems) == ["failing-link"] * 20


def test_an_interrupted_check_goes_on_where_it_was(shelf: Path, net: Web) -> None:
    _link(shelf, *(f"http://one.site/{number}" for number in range(30)))

    class Interrupting(Silent):
        def advance(self) -> None:
            super().advance()
            if self.done == 10:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_links(shelf, Wishes(), Interrupting(), network=net.network(), today=DAY)
    report = check_links(shelf, Wishes(), Silent(), network=net.network(), today=DAY)
    assert (report.asked, report.remembered) == (20, 10)


def test_a_check_whose_time_is_over_leaves_the_rest_for_the_next(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, *(f"http://one.site/{number}" for number in range(30)))
    report = check(wishes=Wishes(seconds=0.0))
    assert report.left > 0
    assert report.asked + report.left == 30
    assert check().asked == report.left


def test_a_host_is_asked_one_thing_at_a_time_and_at_its_pace(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, *(f"http://site{n % 4}.net/{n}" for n in range(40)))
    net.pages |= {
        f"site{n % 4}.net/{n}": Reply(302, {"Location": f"http://shared.net/{n}"})
        for n in range(40)
    }
    waits: list[float] = []
    pace = Pace(usual=1.0, clock=lambda: 0.0, sleep=waits.append)
    check(network=net.network(pace=pace))
    assert set(net.most_at_once.values()) == {1}
    assert max(waits) == 39.0


def test_nothing_is_said_or_asked_of_what_the_shelf_wants_to_be_left_alone(
    shelf: Path, net: Web, check: Check
) -> None:
    _settings(shelf, "check: {skip_links: [Wall.site, 'http://one.site/a/', two.site/b]}\n")
    _link(
        shelf,
        "http://wall.site/",
        "http://www.wall.site/x",
        "https://one.site/a/b",
        "http://two.site/bc",
        "http://one.site/a",
        "http://notwall.site/",
    )
    assert check().links == 2
    assert sorted(net.asked) == ["HEAD notwall.site/", "HEAD one.site/a"]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/paper",
        "https://www.example.com/",
        "http://a.example/",
        "http://x.invalid/",
        "http://x.test/",
        "http://localhost:8000/",
        "http://127.0.0.1/",
        "http://10.1.2.3/",
        "http://[::1]/",
        "http://printer/",
        "http://nas.local/",
    ],
)
def test_addresses_that_are_no_real_ones_are_advice_and_never_asked(
    address: str, shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, address)
    report = check()
    assert _rules(report.problems) == ["reserved-link"]
    assert (report.asked, net.resolved) == (0, [])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"version": 1, "links": {"http://one.site/a": {"verdict": "nice", "asked": 3}}}',
        b'{"version": 2, "links": {}}',
        b"[" * 100_000,
    ],
)
def test_a_memory_that_cannot_be_read_is_begun_anew_and_told(
    content: bytes, shelf: Path, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    (shelf / ".papershelf").mkdir()
    (shelf / ".papershelf/links.json").write_bytes(content)
    report = check()
    (problem,) = report.problems
    assert (problem.rule, problem.location.path) == ("link-memory", ".papershelf/links.json")
    assert report.asked == 1
    assert check().problems == ()


def test_a_memory_that_somebody_brought_along_is_not_believed_about_new_addresses(
    shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    (shelf / ".papershelf").mkdir()
    record = {"verdict": "moved", "asked": str(DAY), "to": "http://evil.site/"}
    memory = {"version": 1, "links": {"http://one.site/a": record}}
    (shelf / ".papershelf/links.json").write_text(json.dumps(memory), encoding="utf-8")
    assert check().problems == ()
    assert net.asked == ["HEAD one.site/a"]


def test_a_copy_that_somebody_brought_along_is_one_of_the_archive_or_none(
    shelf: Path, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    (shelf / ".papershelf").mkdir()
    record = {"verdict": "gone", "asked": str(DAY), "to": "http://evil.site/"}
    memory = {"version": 1, "links": {"http://one.site/a": record}}
    (shelf / ".papershelf/links.json").write_text(json.dumps(memory), encoding="utf-8")
    (problem,) = check().problems
    assert problem.hint.endswith("perhaps a copy: https://web.archive.org/web/2/http://one.site/a")


def test_a_memory_that_is_a_link_is_neither_read_nor_written(
    shelf: Path, tmp_path: Path, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    (tmp_path / "elsewhere").mkdir()
    (shelf / ".papershelf").symlink_to(tmp_path / "elsewhere")
    report = check()
    assert _rules(report.problems) == ["link-memory"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_memory_is_sorted_a_line_a_link_and_hidden_from_git(shelf: Path, check: Check) -> None:
    _link(shelf, "http://b.site/", "http://a.site/")
    check()
    text = (shelf / ".papershelf/links.json").read_text(encoding="utf-8")
    assert [*json.loads(text)["links"]] == ["http://a.site/", "http://b.site/"]
    assert len(text.splitlines()) == 4
    assert (shelf / ".papershelf/.gitignore").read_text(encoding="utf-8") == "*\n"
    assert {path.name for path in (shelf / ".papershelf").iterdir()} == {".gitignore", "links.json"}


def test_what_a_shelf_has_not_linked_to_for_long_is_forgotten(shelf: Path, check: Check) -> None:
    def remembered() -> list[str]:
        text = (shelf / ".papershelf/links.json").read_text(encoding="utf-8")
        return [*json.loads(text)["links"]]

    _link(shelf, "http://a.site/")
    check()
    _link(shelf, "http://b.site/")
    check(89)
    assert remembered() == ["http://a.site/", "http://b.site/"]
    check(119)
    assert remembered() == ["http://b.site/"]


def test_identifiers_are_asked_only_when_wanted_and_their_resolvers_believed(
    shelf: Path, net: Web, check: Check
) -> None:
    text = (
        "title: Paper\nauthors: [Ada Lovelace]\nyear: 2020\n"
        "ids: {doi: 10.1000/ab(c), arxiv: '2101.00001', isbn: 9780262035613}\n"
        "references: [{doi: 10.1000/none}]\n"
    )
    (shelf / "content/papers/p.yaml").write_text(text, encoding="utf-8")
    net.pages["doi.org/10.1000/ab(c)"] = Reply(302, {"Location": "http://dead.site/"})
    net.pages["doi.org/10.1000/none"] = Reply(404)
    assert check().links == 0
    network = net.network(
        transport=_all_plain(net),
    )
    report = check(wishes=Wishes(ids=True), network=network)
    assert (report.links, report.asked) == (3, 3)
    assert _rules(report.problems) == ["failing-link"]
    assert 'the link "10.1000/none" may be dead' in report.problems[0].message
    assert not [line for line in net.asked if "dead.site" in line]


def _all_plain(net: Web) -> GuardedTransport:
    """A transport that speaks without TLS where it should: the local server has none."""

    class Plain(GuardedTransport):
        def handle_request(self, request):  # type: ignore[no-untyped-def]
            request.url = request.url.copy_with(scheme="http")
            return super().handle_request(request)

    return Plain(resolve=net.resolve, may_reach=lambda address: address == "127.0.0.1")


@pytest.mark.parametrize(
    ("reply", "suggested"),
    [
        (
            Reply(
                body=b'{"archived_snapshots": {"closest": {"available": true, '
                b'"url": "http://web.archive.org/web/2020/http://one.site/a", "status": "200"}}}'
            ),
            "link to a copy: https://web.archive.org/web/2020/http://one.site/a",
        ),
        (Reply(body=b'{"archived_snapshots": {}}'), "perhaps a copy"),
        (
            Reply(
                body=b'{"archived_snapshots": {"closest": {"available": true, '
                b'"url": "http://evil.site/"}}}'
            ),
            "perhaps a copy",
        ),
        (Reply(500), "perhaps a copy"),
        (Reply(body=b"x" * 1_000_000), "perhaps a copy"),
        (Reply(breaks=True), "perhaps a copy"),
    ],
)
def test_a_copy_of_a_dead_page_is_looked_for_when_wanted_and_its_absence_is_no_failure(
    reply: Reply, suggested: str, shelf: Path, net: Web, check: Check
) -> None:
    _link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(410)
    net.pages["copies.site/available?url=http%3A%2F%2Fone.site%2Fa"] = reply
    report = check(wishes=Wishes(copies=True), archive="http://copies.site/available")
    (problem,) = report.problems
    assert suggested in problem.hint
    assert "evil" not in problem.hint


def test_every_field_with_an_address_is_found_with_its_place(shelf: Path) -> None:
    content = shelf / "content"
    (content / "collections").mkdir()
    (content / "papers/a.md").write_text(
        """---
title: "[T](https://a.net/title)"
authors: [Ada Lovelace]
year: 2020
links: {pdf: https://a.net/one, code: [https://a.net/two, static/x.zip]}
awards: [{name: Best, url: https://a.net/award}]
versions: [{label: v2, url: https://a.net/version}]
relations: [{type: extends, title: T, url: https://a.net/relation}]
references: [{text: R, url: https://a.net/reference}, plain]
collections: {id: c, note: "see [x](https://a.net/membership)"}
abstract: |

  First line.
  See <https://a.net/abstract> and mail <mailto:a@a.net>.
extra: {url: https://a.net/never}
---

A note with [a link](https://a.net/note)

and [another][1].

[1]: https://a.net/defined
""",
        encoding="utf-8",
    )
    (content / "papers/b.yaml").write_text(
        "- title: B\n  links:\n    - {kind: pdf, url: 'https://a.net/listed', label: L}\n"
        "- title: Broken\n  year: nonsense\n  links: {pdf: https://a.net/broken}\n",
        encoding="utf-8",
    )
    (content / "collections/c.md").write_text(
        "---\ntitle: C\nsections: [{title: S, description: '[d](https://a.net/section)'}]\n"
        "papers: [{id: a, note: '[n](https://a.net/paper)'}]\n---\n[i](https://a.net/intro)\n",
        encoding="utf-8",
    )
    (content / "topics.yaml").write_text(
        "- id: t\n  description: '[x](https://a.net/topic)'\n", encoding="utf-8"
    )
    (content / "venues.yaml").write_text(
        "- {id: v, name: V, url: https://a.net/venue}\n", encoding="utf-8"
    )
    (content / "authors.yaml").write_text(
        "- {id: x, names: [X], homepage: https://a.net/home}\n", encoding="utf-8"
    )
    _settings(
        shelf,
        "curators: [{id: x, name: X, url: https://a.net/curator}]\n"
        "repository: https://a.net/repository\n",
    )
    found = {
        mention.address.removeprefix("https://a.net/"): str(mention.location).removeprefix(
            "content/"
        )
        for mention in find_mentions(find_files(shelf)[0])
    }
    assert found == {
        "title": "papers/a.md:2:8",
        "one": "papers/a.md:5:14",
        "two": "papers/a.md:5:40",
        "award": "papers/a.md:6:28",
        "version": "papers/a.md:7:29",
        "relation": "papers/a.md:8:44",
        "reference": "papers/a.md:9:29",
        "membership": "papers/a.md:10:28",
        "abstract": "papers/a.md:14:8",
        "note": "papers/a.md:18:22",
        "defined": "papers/a.md:20:1",
        "listed": "papers/b.yaml:3:24",
        "broken": "papers/b.yaml:6:16",
        "section": "collections/c.md:3:36",
        "paper": "collections/c.md:4:24",
        "intro": "collections/c.md:6:5",
        "topic": "topics.yaml:2:16",
        "venue": "venues.yaml:1:25",
        "home": "authors.yaml:1:33",
        "curator": "site.yaml:1:34",
        "repository": "site.yaml:2:13",
    }


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_within_networks_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "64:ff9b::5db8:d70e"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://Bücher.net/ä#x", "https://xn--bcher-kva.net/%C3%A4"),
        ("HTTPS://A.net:443/B", "https://a.net/B"),
        ("https://a.net/a b", "https://a.net/a%20b"),
        ("https://u:p@a.net/", ""),
        ("ftp://a.net/", ""),
        ("https://", ""),
        ("https://a.net/\x00", ""),
        ("https://a.net:99999999/", ""),
        ("https://a.net/" + "x" * 3000, ""),
        ("https://\udc80.net/", ""),
        ("mailto:a@a.net", ""),
    ],
)
def test_addresses_are_asked_in_one_form(written: str, asked: str) -> None:
    assert plain_address(written) == asked


def test_the_command_exits_with_1_for_dead_links_and_says_what_it_did(shelf: Path) -> None:
    _link(shelf, "http://one.site/a", "https://example.org/")
    (shelf / ".papershelf").mkdir()
    today = datetime.now(UTC).date()
    record = {"verdict": "gone", "asked": str(today), "status": 410, "reason": "answers 410"}
    memory = {"version": 1, "links": {"http://one.site/a": record}}
    (shelf / ".papershelf/links.json").write_text(json.dumps(memory), encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", "--links", "--shelf", str(shelf)])
    assert result.exit_code == 1
    assert 'warning: the link "http://one.site/a" is dead: answers 410' in result.stderr
    summary = "2 links: 0 asked, 1 known from before, 1 dead, 0 unsure, in 0 s."
    assert summary in result.stderr.splitlines()
    assert "2 entries checked: 1 warning" in result.stdout


@pytest.mark.parametrize("option", ["--again", "--ids", "--copies", "--minutes=5"])
def test_options_of_the_check_of_links_want_it(option: str, shelf: Path) -> None:
    result = CliRunner().invoke(cli, ["check", option, "--shelf", str(shelf)])
    assert isinstance(result.exception, UsageError)
    assert "add --links" in str(result.exception)
