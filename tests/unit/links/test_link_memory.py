"""What is known of links: when they are asked again, and when they are dead."""

import json
from pathlib import Path

import pytest
from tests.support.linkcheck import DAY, NEVER_DEAD, USUAL, Check, Silent, link, rules
from tests.support.web import Reply, Web

from papershelf.errors import MachineError, Severity
from papershelf.linkcheck import Wishes, check_links


def test_what_works_is_not_asked_again_for_a_month_unless_wanted(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a")
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
    link(shelf, "http://one.site/a", "http://one.site/a")
    check()
    net.pages["one.site/a"] = Reply(404)
    for day in (30, 30, 31):
        report = check(day)
        assert rules(report.problems) == ["failing-link"] * 2
        assert report.dead == 0
    report = check(32)
    assert rules(report.problems) == ["dead-link"] * 2
    assert report.dead == 1
    first, second = report.problems
    assert first.severity is Severity.WARNING
    assert str(first.location) == "content/papers/p0.yaml:4:14"
    assert str(second.location) == "content/papers/p1.yaml:4:14"
    assert "answers 404, last seen good 2026-03-01" in first.message
    assert "https://web.archive.org/web/20260301/http://one.site/a" in first.hint
    assert "links: {pdf:" in first.excerpt


@pytest.mark.parametrize("status", NEVER_DEAD)
def test_what_was_dead_is_unsure_as_long_as_a_server_does_not_tell(
    status: int, shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    net.unknown.add("one.site")
    assert [check(day).dead for day in range(3)] == [0, 0, 1]
    net.unknown.clear()
    net.pages["one.site/a"] = Reply(status)
    report = check(3)
    assert (report.dead, report.unsure, report.problems) == (0, 1, ())
    net.pages["one.site/a"] = Reply(404)
    assert check(6).dead == 1


def test_days_are_not_counted_twice_when_the_clock_goes_back(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(404)
    assert [check(day).dead for day in (9, 5, 5, 3)] == [0] * 4
    assert [check(day).dead for day in (4, 5)] == [0, 1]


def test_what_comes_back_is_good_at_once_and_its_failures_are_forgotten(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    missing, there = Reply(404), Reply()
    for day, reply in enumerate((missing, missing, there)):
        net.pages["one.site/a"] = reply
        report = check(day)
    assert report.problems == ()
    net.pages["one.site/a"] = missing
    assert rules(check(40).problems) == ["failing-link"]
    assert rules(check(41).problems) == ["failing-link"]


def test_without_a_network_nothing_is_remembered_of_it(shelf: Path, net: Web, check: Check) -> None:
    link(shelf, *(f"http://site{number}.net/" for number in range(40)))
    check()
    before = (shelf / ".papershelf/links.json").read_bytes()
    net.is_down = True
    with pytest.raises(MachineError, match="is there a network") as raised:
        check(40)
    assert raised.value.exit_code == 3
    assert (shelf / ".papershelf/links.json").read_bytes() == before
    net.is_down = False
    assert check(40).asked == 40


def test_an_interrupted_check_goes_on_where_it_was(shelf: Path, net: Web) -> None:
    link(shelf, *(f"http://one.site/{number}" for number in range(30)))

    class Interrupting(Silent):
        def advance(self) -> None:
            super().advance()
            if self.done == 10:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_links(shelf, Wishes(), Interrupting(), network=net.network(), today=DAY)
    report = check_links(shelf, Wishes(), Silent(), network=net.network(), today=DAY)
    assert (report.asked, report.remembered) == (20, 10)


def test_what_another_check_learnt_meanwhile_is_not_forgotten(
    shelf: Path, net: Web, check: Check
) -> None:
    class Slow(Silent):
        def advance(self) -> None:
            if not self.done:
                super().advance()
                link(shelf, "http://two.site/b")
                check()

    link(shelf, "http://one.site/a")
    check_links(shelf, USUAL, Slow(), network=net.network(), today=DAY)
    link(shelf, "http://one.site/a", "http://two.site/b")
    assert check().remembered == 2


def test_a_copy_is_looked_for_when_the_link_is_known_to_be_dead_from_before(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(410)
    check()
    copy = "http://web.archive.org/web/2020/http://one.site/a"
    found = {"archived_snapshots": {"closest": {"available": True, "url": copy}}}
    body = json.dumps(found).encode()
    net.pages["copies.site/available?url=http%3A%2F%2Fone.site%2Fa"] = Reply(body=body)
    wishes = Wishes(copies=True)
    (problem,) = check(wishes=wishes, archive="http://copies.site/available").problems
    assert "link to a copy: https://web.archive.org/web/2020/" in problem.hint
    assert check().problems == (problem,)


def test_an_archive_that_does_not_answer_is_not_asked_for_every_page(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, *(f"http://one.site/{number}" for number in range(9)))
    net.pages |= {f"one.site/{number}": Reply(410) for number in range(9)}
    net.pages |= {
        f"copies.site/available?url=http%3A%2F%2Fone.site%2F{number}": Reply(503)
        for number in range(9)
    }
    report = check(wishes=Wishes(copies=True), archive="http://copies.site/available")
    assert report.dead == 9
    assert len([line for line in net.asked if "copies.site" in line]) == 3


def test_a_check_whose_time_is_over_leaves_the_rest_for_the_next(
    shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, *(f"http://one.site/{number}" for number in range(30)))
    report = check(wishes=Wishes(seconds=0.0))
    assert report.left > 0
    assert report.asked + report.left == 30
    assert check().asked == report.left


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
        b'{"version": 1, "links": {"\\ud800": {"verdict": "fine", "asked": "2026-03-01"}}}',
        b'{"version": 1, "links": {"a": {"verdict": "gone", "asked": "2026-03-01", '
        b'"reason": "\\u001b[2J"}}}',
        b'{"version": 1, "links": {"a": {"verdict": "gone", "asked": "2026-03-01", "to": "%b"}}}'
        % (b"x" * 100_000),
    ],
)
def test_a_memory_that_cannot_be_read_is_begun_anew_and_told(
    content: bytes, shelf: Path, check: Check
) -> None:
    link(shelf, "http://one.site/a")
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
    link(shelf, "http://one.site/a")
    (shelf / ".papershelf").mkdir()
    record = {"verdict": "moved", "asked": str(DAY), "to": "http://evil.site/"}
    memory = {"version": 1, "links": {"http://one.site/a": record}}
    (shelf / ".papershelf/links.json").write_text(json.dumps(memory), encoding="utf-8")
    assert check().problems == ()
    assert net.asked == ["HEAD one.site/a"]


def test_a_copy_that_somebody_brought_along_is_one_of_the_archive_or_none(
    shelf: Path, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    (shelf / ".papershelf").mkdir()
    record = {"verdict": "gone", "asked": str(DAY), "to": "http://evil.site/"}
    memory = {"version": 1, "links": {"http://one.site/a": record}}
    (shelf / ".papershelf/links.json").write_text(json.dumps(memory), encoding="utf-8")
    (problem,) = check().problems
    assert problem.hint.endswith("or for a copy: https://web.archive.org/web/2/http://one.site/a")


def test_a_memory_that_is_a_link_is_neither_read_nor_written(
    shelf: Path, tmp_path: Path, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    (tmp_path / "elsewhere").mkdir()
    (shelf / ".papershelf").symlink_to(tmp_path / "elsewhere")
    report = check()
    assert rules(report.problems) == ["link-memory"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_memory_is_sorted_a_line_a_link_and_hidden_from_git(shelf: Path, check: Check) -> None:
    link(shelf, "http://b.site/", "http://a.site/")
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

    link(shelf, "http://a.site/")
    check()
    link(shelf, "http://b.site/")
    check(89)
    assert remembered() == ["http://a.site/", "http://b.site/"]
    check(119)
    assert remembered() == ["http://b.site/"]


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
        (
            Reply(body=b'{"archived_snapshots": {}}'),
            "or for a copy: https://web.archive.org/web/2/http://one.site/a",
        ),
        (
            Reply(
                body=b'{"archived_snapshots": {"closest": {"available": true, '
                b'"url": "http://evil.site/"}}}'
            ),
            "or for a copy: https://web.archive.org/web/2/http://one.site/a",
        ),
        (Reply(500), "or for a copy: https://web.archive.org/web/2/http://one.site/a"),
        (
            Reply(body=b"x" * 1_000_000),
            "or for a copy: https://web.archive.org/web/2/http://one.site/a",
        ),
        (Reply(breaks=True), "or for a copy: https://web.archive.org/web/2/http://one.site/a"),
    ],
)
def test_a_copy_of_a_dead_page_is_looked_for_when_wanted_and_its_absence_is_no_failure(
    reply: Reply, suggested: str, shelf: Path, net: Web, check: Check
) -> None:
    link(shelf, "http://one.site/a")
    net.pages["one.site/a"] = Reply(410)
    net.pages["copies.site/available?url=http%3A%2F%2Fone.site%2Fa"] = reply
    report = check(wishes=Wishes(copies=True), archive="http://copies.site/available")
    (problem,) = report.problems
    assert suggested in problem.hint
    assert "evil" not in problem.hint
