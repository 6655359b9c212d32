"""Which addresses are found, which are asked, and which never."""

from pathlib import Path

import httpx
import pytest
from tests.support.linkcheck import Check, link, rules, settings
from tests.support.web import Reply, Web

from papershelf.content_files import find_files
from papershelf.linkcheck import Wishes
from papershelf.linkcheck.addresses import is_public, plain_address
from papershelf.linkcheck.guard import GuardedTransport
from papershelf.linkcheck.places import find_mentions


def test_nothing_is_said_or_asked_of_what_the_shelf_wants_to_be_left_alone(
    shelf: Path, net: Web, check: Check
) -> None:
    settings(
        shelf,
        "check: {skip_links: [Wall.site, 'http://one.site/a/', two.site/b, Bücher.net,\n"
        "  'https://three.site', 'four.site:81', '*.five.site']}\n",
    )
    link(
        shelf,
        "http://wall.site/",
        "http://www.wall.site/x",
        "https://one.site/a/b",
        "http://two.site/bc",
        "http://one.site/a",
        "http://notwall.site/",
        "https://bücher.net/x",
        "https://three.site/",
        "http://four.site:81/",
        "http://sub.five.site/",
        "http://three.site.net/",
    )
    assert check().links == 3
    assert sorted(net.resolved) == ["notwall.site", "one.site", "three.site.net"]


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
    link(shelf, address)
    report = check()
    assert rules(report.problems) == ["reserved-link"]
    assert (report.asked, net.resolved) == (0, [])


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
    assert rules(report.problems) == ["failing-link"]
    assert 'the link "10.1000/none" may be dead' in report.problems[0].message
    assert not [line for line in net.asked if "dead.site" in line]


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
    settings(
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
        "0.0.0.0",  # noqa: S104 - what is tested
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
        "fec0::1",
        "3fff::1",
        "64:ff9b:1::7f00:1",
        "::127.0.0.1",
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
        ("https://a.net/b?c=1#d", "https://a.net/b?c=1"),
        ("https://a.net/b/../c", "https://a.net/c"),
        ("https://a.net/" + "a." * 900 + "é", "https://a.net/" + "a." * 900 + "%C3%A9"),
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


def _all_plain(net: Web) -> GuardedTransport:
    """A transport that speaks without TLS where it should: the local server has none."""

    class Plain(GuardedTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            request.url = request.url.copy_with(scheme="http")
            return super().handle_request(request)

    return Plain(resolve=net.resolve, may_reach=lambda address: address == "127.0.0.1")
