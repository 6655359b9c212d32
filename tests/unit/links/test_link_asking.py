"""Links are asked politely, and called dead late and with reason."""

from pathlib import Path

import pytest
from tests.support.linkcheck import NEVER_DEAD, Check, link, rules
from tests.support.web import Reply, Web

from papershelf.errors import Fix, Severity
from papershelf.linkcheck.guard import GuardedTransport
from papershelf.net import Pace


def test_a_link_that_works_is_asked_once_however_often_it_stands(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a", "http://one.site/a#part", "http://ONE.site/a")
    report = check()
    assert report.problems == ()
    assert (report.links, report.asked, report.remembered) == (1, 1, 0)
    assert net.asked == ["HEAD one.site/a"]


def test_gone_is_certain_at_once(shelf: Path, net: Web, check: Check) -> None:
    link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(410)
    (problem,) = check().problems
    assert problem.rule == "dead-link"
    assert "answers 410, never seen good" in problem.message


@pytest.mark.parametrize("status", NEVER_DEAD)
def test_a_server_that_does_not_tell_never_makes_a_link_dead(
    status: int, shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(status)
    reports = [check(day) for day in range(0, 40, 4)]
    assert {rule for report in reports for rule in rules(report.problems)} <= {"unsure-link"}
    assert [report.unsure for report in reports] == [1] * 10
    told = rules(reports[-1].problems)
    assert told == (["unsure-link"] if 500 <= status < 999 else [])


@pytest.mark.parametrize("status", [400, 403, 404, 405, 410, 501])
def test_a_server_that_refuses_head_is_asked_for_a_byte_by_get(
    status: int, shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(200, head=status, body=b"x" * 50_000_000)
    report = check()
    assert (report.problems, report.unsure) == ((), 0)
    assert net.asked == ["HEAD one.site/a", "GET one.site/a"]
    assert net.headers[1]["range"] == "bytes=0-0"


def test_a_server_that_breaks_off_on_head_is_asked_by_get(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = [Reply(breaks=True), Reply()]
    assert check().unsure == 0


def test_an_overloaded_server_is_asked_again_in_the_same_run(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = [Reply(503), Reply(429, {"Retry-After": "0"}), Reply()]
    report = check()
    assert (report.unsure, report.asked) == (0, 1)
    assert len(net.asked) == 3


def test_a_server_that_wants_to_be_left_alone_is(shelf: Path, net: Web, check: Check) -> None:
    link(shelf, *(f"http://one.site/{number}" for number in range(5)), "http://two.site/")
    net.pages["one.site/0"] = Reply(429, {"Retry-After": "3600"})
    report = check()
    assert (report.links, report.asked, report.left, report.unsure) == (6, 2, 4, 1)
    assert sorted(net.asked) == ["HEAD one.site/0", "HEAD two.site/"]
    assert check().asked == 4


def test_a_server_that_wants_to_be_left_alone_is_by_those_who_are_led_there_too(
    shelf: Path, net: Web, check: Check
) -> None:
    names = [f"way{number}.site" for number in range(40)]
    link(shelf, *(f"http://{name}/" for name in names))
    net.pages |= {f"{name}/": Reply(302, {"Location": "http://busy.site/"}) for name in names}
    net.pages["busy.site/"] = Reply(429, {"Retry-After": "3600"})
    report = check()
    assert (report.asked, report.left, report.unsure) == (1, 39, 1)
    assert net.asked.count("HEAD busy.site/") == 1


@pytest.mark.parametrize(
    "wish",
    ["Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "9" * 50_000, "-1", "soon", "((((", "\xff"],
)
def test_nonsense_about_when_to_come_again_stops_no_check(
    wish: str, shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a", "http://two.site/b")
    net.pages["one.site/a"] = Reply(503, {"Retry-After": wish})
    report = check()
    assert (report.asked, report.unsure) == (2, 1)


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
    link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = reply
    transport = GuardedTransport(resolve=net.resolve, may_reach=lambda _: True, total=0.2)
    report = check(network=net.network(transport=transport, backoff=()))
    assert report.unsure == 1
    assert reason in (shelf / ".papershelf/links.json").read_text(encoding="utf-8")


def test_a_server_without_a_good_certificate_is_unsure(shelf: Path, net: Web, check: Check) -> None:
    link(shelf, "https://one.site/a")
    assert check().unsure == 1
    assert "certificate" in (shelf / ".papershelf/links.json").read_text(encoding="utf-8")


def test_a_host_that_is_not_known_any_more_is_asked_once_for_all_its_pages(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, *(f"http://gone.site/{number}" for number in range(9)))
    net.unknown.add("gone.site")
    for day in range(2):
        assert set(rules(check(day).problems)) == {"failing-link"}
    report = check(2)
    assert report.dead == 9
    assert "its name is not known" in report.problems[0].message
    assert net.resolved.count("gone.site") == 3


def test_a_silent_host_is_given_up_after_three_addresses(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, *(f"http://slow.site/{number}" for number in range(9)))
    net.pages |= {f"slow.site/{number}": Reply(breaks=True) for number in range(9)}
    assert check().unsure == 9
    assert len({line for line in net.asked if "slow" in line and "HEAD" in line}) == 3


def test_a_port_that_is_silent_says_nothing_of_the_others_of_its_host(
    shelf: Path, net: Web, check: Check
) -> None:
    silent = [f"one.site:81/{number}" for number in range(5)]
    link(shelf, *(f"http://{place}" for place in silent), "http://one.site/a")
    net.pages |= {place: Reply(breaks=True) for place in silent}
    assert check().unsure == 5
    assert "HEAD one.site/a" in net.asked


def test_a_move_for_ever_is_advice_with_a_fix(shelf: Path, net: Web, check: Check) -> None:
    link(shelf, "http://one.site/a#part")
    net.pages["one.site/a"] = Reply(301, {"Location": "/b"})
    net.pages["one.site/b"] = Reply(308, {"Location": "http://two.site/c?d=1"})
    report = check()
    (problem,) = report.problems
    assert (problem.rule, problem.severity) == ("moved-link", Severity.ADVICE)
    assert problem.fix == Fix(("http://two.site/c?d=1#part",), is_new=True)
    assert report.dead == 0


def test_pages_that_have_all_moved_to_the_same_place_are_not_mended_by_themselves(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a", "http://one.site/b", "http://two.site/c")
    net.pages |= {
        "one.site/a": Reply(301, {"Location": "/closed"}),
        "one.site/b": Reply(301, {"Location": "/closed"}),
        "two.site/c": Reply(301, {"Location": "/d"}),
    }
    problems = check().problems
    assert rules(problems) == ["moved-link"] * 3
    fix = Fix(("http://two.site/d",), is_new=True)
    assert [problem.fix for problem in problems] == [None, None, fix]


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
        (301, "http://one.site/404.html"),
        (301, "http://one.site/Not-Found/?from=a"),
        (301, "https://one.site/unreachable"),
    ],
)
def test_a_move_that_is_not_for_ever_or_leads_to_a_door_is_no_advice(
    status: int, location: str, shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(status, {"Location": location})
    assert check().problems == ()


def test_a_moved_page_whose_new_place_is_missing_is_missing(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    net.pages |= {"one.site/a": Reply(301, {"Location": "/b"}), "one.site/b": Reply(404)}
    assert rules(check().problems) == ["failing-link"]


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
    link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(302, {"Location": location})
    assert check().unsure == 1
    assert set(net.asked) <= {"HEAD one.site/a", "GET one.site/a"}


def test_endless_redirections_end(shelf: Path, net: Web, check: Check) -> None:
    link(shelf, "http://one.site/0")
    net.pages |= {f"one.site/{n}": Reply(302, {"Location": f"/{n + 1}"}) for n in range(30)}
    assert check().unsure == 1
    assert len(net.asked) == 11


def test_cookies_are_kept_along_the_way_and_nowhere_else(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a", "http://one.site/b", "http://two.site/c")
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
    link(shelf, address)
    net.private.add("inner.site")
    net.pages["one.site/in"] = Reply(302, {"Location": "http://inner.site/secret"})
    net.pages["one.site/number"] = Reply(302, {"Location": "http://169.254.169.254/latest"})
    assert rules(check().problems) == ["private-link"]
    assert not [line for line in net.asked if "secret" in line or "latest" in line]


def test_no_proxy_stands_between_what_was_looked_at_and_what_is_asked(
    shelf: Path, net: Web, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    link(shelf, "http://one.site/a")
    assert check().unsure == 0


def test_a_few_hosts_that_are_all_gone_are_no_sign_of_a_missing_network(
    shelf: Path, net: Web, check: Check
) -> None:
    names = [f"gone{number}.site" for number in range(20)]
    link(shelf, *(f"http://{name}/" for name in names))
    net.unknown.update(names)
    assert rules(check().problems) == ["failing-link"] * 20


def test_a_host_is_asked_one_thing_at_a_time_and_at_its_pace(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, *(f"http://site{n % 4}.net/{n}" for n in range(40)))
    net.pages |= {
        f"site{n % 4}.net/{n}": Reply(302, {"Location": f"http://shared.net/{n}"})
        for n in range(40)
    }
    waits: list[float] = []
    pace = Pace(usual=1.0, clock=lambda: 0.0, sleep=waits.append)
    check(network=net.network(pace=pace))
    assert set(net.most_at_once.values()) == {1}
    assert max(waits) == 39.0
