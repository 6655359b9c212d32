"""The box to subscribe: what it sends where, and which pages may send it."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.support.shelf_files import files_of
from tests.support.wording import english

from papershelf import build
from papershelf.config import read_config
from papershelf.newsletters import NEWSLETTERS
from papershelf.plan import POLICY
from papershelf.plan.inbox import subscribe_box, subscribe_policy

MAILCHIMP = "https://task.us1.list-manage.com/subscribe/post?u=abc123&id=def456&f_id=00ad"
FOLLOW_IT = "https://api.follow.it/subscription-form/bmRjdng=/8"
SETTINGS = {
    "buttondown": "{service: buttondown, account: task-shelf}",
    "mailchimp": f'{{service: mailchimp, address: "{MAILCHIMP}"}}',
    "kit": "{service: kit, account: 1234567}",
    "follow.it": f'{{service: follow.it, address: "{FOLLOW_IT}"}}',
    "form": "{service: form, address: 'https://News.example.org:8443/join', field: mail,"
    " hidden: {list: papers}, privacy: 'https://example.org/privacy'}",
}
ORIGINS = {
    "buttondown": "https://buttondown.com",
    "mailchimp": "https://task.us1.list-manage.com https://*.list-manage.com",
    "kit": "https://app.kit.com",
    "follow.it": "https://api.follow.it https://follow.it",
    "form": "https://news.example.org:8443",
}


class _Form(HTMLParser):
    """The form to subscribe of a page: its attributes, and its fields by their names."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.attributes: dict[str, str | None] = {}
        self.fields: dict[str, dict[str, str | None]] = {}
        self._inside = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form" and found.get("class") == "inbox__form":
            self._inside, self.attributes = True, found
        elif tag == "input" and self._inside:
            self.fields[found["name"] or ""] = found

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def _site(shelf: Path, settings: str) -> dict[str, bytes]:
    with (shelf / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n{settings}\n")
    build(shelf, jobs=1)
    return files_of(shelf / "site")


def _actions(page: bytes) -> str:
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page.decode())
    return str(re.findall(r"form-action 'self' ?([^;]*)", policy)[0])


@pytest.mark.parametrize("service", NEWSLETTERS)
def test_only_the_pages_with_the_form_may_send_it_to_the_service(service: str, small: Path) -> None:
    site = _site(small, f"host: netlify\nsubscribe: {SETTINGS[service]}")
    allowed = {
        path: _actions(content)
        for path, content in site.items()
        if path.endswith(".html") and b"Content-Security-Policy" in content
    }
    with_form = [path for path, content in site.items() if b"inbox__form" in content]
    assert sorted(with_form) == sorted(["index.html", "subscribe/index.html", *_css(site)])
    assert len(allowed) > 20
    assert {path: found for path, found in allowed.items() if found} == {
        "index.html": ORIGINS[service],
        "subscribe/index.html": ORIGINS[service],
    }
    rules = re.findall(r"^(\S+)\n  Content-Security-Policy: (.*)", _headers(site), re.MULTILINE)
    assert {path for path, policy in rules if ORIGINS[service] in policy} == {"/", "/subscribe/*"}


def _css(site: dict[str, bytes]) -> list[str]:
    return [path for path in site if path.endswith("inbox.css")]


def _headers(site: dict[str, bytes]) -> str:
    return site["_headers"].decode()


def test_each_service_gets_what_its_own_form_would_send(small: Path) -> None:
    fields = {}
    for service, settings in SETTINGS.items():
        box = subscribe_box(read_config(f"subscribe: {settings}", "s")[0], english())
        assert box is not None
        fields[service] = (
            box.action,
            box.field,
            box.trap,
            [(f.label, f.value) for f in box.hidden],
        )
    assert fields == {
        "buttondown": (
            "https://buttondown.com/api/emails/embed-subscribe/task-shelf",
            "email",
            "",
            [("embed", "1")],
        ),
        "mailchimp": (MAILCHIMP, "EMAIL", "b_abc123_def456", []),
        "kit": ("https://app.kit.com/forms/1234567/subscriptions", "email_address", "", []),
        "follow.it": (FOLLOW_IT, "email", "", []),
        "form": ("https://News.example.org:8443/join", "mail", "", [("list", "papers")]),
    }


def test_the_form_is_plain_html_that_asks_for_an_address(small: Path) -> None:
    site = _site(small, f"subscribe: {SETTINGS['mailchimp']}")
    for path in ("index.html", "subscribe/index.html"):
        form = _Form(site[path])
        assert form.attributes["method"] == "post"
        assert form.attributes["action"] == MAILCHIMP
        assert (form.attributes["target"], form.attributes["rel"]) == ("_blank", "noopener")
        address = form.fields.pop("EMAIL")
        assert address["type"] == "email"
        assert address["autocomplete"] == "email"
        assert "required" in address
        trap = form.fields.pop("b_abc123_def456")
        assert (trap["tabindex"], trap.get("value")) == ("-1", None)
        assert form.fields == {}


def test_the_box_says_who_gets_the_address_how_often_mails_come_and_how_to_leave() -> None:
    config, _ = read_config("subscribe: {service: kit, account: 1, every: week}", "s")
    box = subscribe_box(config, english())
    assert box is not None
    assert box.notice == (
        "Your address goes to Kit, which keeps it and sends the mails. "
        "Mails come once a week at most. Each of them has a link to leave."
    )
    assert box.privacy is not None
    assert (box.privacy.label, box.privacy.url) == (
        "What Kit does with it",
        "https://kit.com/privacy",
    )


def test_a_service_without_a_name_is_called_by_its_host() -> None:
    box = subscribe_box(read_config(f"subscribe: {SETTINGS['form']}", "s")[0], english())
    assert box is not None
    assert "goes to news.example.org:8443, which" in box.notice


def test_without_a_service_there_are_feeds_and_no_form(small: Path) -> None:
    site = _site(small, "")
    assert not [path for path in site if b"inbox__form" in site[path] and path.endswith(".html")]
    assert {_actions(site[path]) for path in ("index.html", "subscribe/index.html")} == {""}
    for name in (b"feed.xml", b"daily/feed.xml", b"weekly/feed.xml", b"monthly/feed.xml"):
        assert b'<a href="./' + name + b'"' in site["index.html"]
    for name in (b"../feed.xml", b"../feed.json", b"../weekly/feed.json", b"../feeds.opml"):
        assert b'<a href="' + name in site["subscribe/index.html"]


@pytest.mark.parametrize(
    ("settings", "authors"),
    [
        ("noindex: false", ", authors with 2 papers or more"),
        ("feeds: {authors_from: 1}", ", authors"),
        ("feeds: {authors_from: 999}", ""),
    ],
)
def test_the_page_tells_which_lists_have_feeds(settings: str, authors: str, small: Path) -> None:
    for number in (1, 2):
        entry = f"title: Paper {number}\nauthors: [Ada Lovelace]\ndate: 1843\nadded: 2024-03-01\n"
        (small / f"content/papers/ada-{number}.yaml").write_text(entry, encoding="utf-8")
    site = _site(small, settings)
    said = f"There are feeds of collections, topics{authors}, venues and years, too"
    assert said in site["subscribe/index.html"].decode()
    assert ("authors/ada-lovelace/feed.xml" in site) == bool(authors)


def test_a_shelf_without_papers_promises_no_other_feeds(tmp_path: Path) -> None:
    (tmp_path / "content/papers").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("title: S\n", encoding="utf-8")
    page = _site(tmp_path, "")["subscribe/index.html"].decode()
    assert "There are feeds of" not in page
    assert "all feeds in one file" in page


def test_lists_of_what_is_new_lead_to_the_ways_to_get_it(small: Path) -> None:
    site = _site(small, f"subscribe: {SETTINGS['kit']}")
    pages = [
        path
        for path, content in site.items()
        if path.endswith("index.html") and b"Get these by e-mail" in content
    ]
    kinds = {path.partition("/")[0] for path in pages}
    assert kinds == {"daily", "weekly", "monthly", "yearly", "trending"}


def test_a_theme_without_the_box_sends_nothing_from_the_home_page(small: Path) -> None:
    site = _site(small, f"theme_options: {{home: [topics]}}\nsubscribe: {SETTINGS['kit']}")
    assert _actions(site["index.html"]) == ""
    assert _actions(site["subscribe/index.html"]) == "https://app.kit.com"


def test_a_misspelt_service_is_told_with_its_place_and_the_one_that_was_meant() -> None:
    _, [problem] = read_config("title: A\nsubscribe:\n  service: buttondwon\n  account: a\n", "s")
    assert (problem.location.line, problem.location.column) == (3, 12)
    assert '"buttondwon" is no known service' in str(problem)
    assert '"buttondown"' in str(problem)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("{service: buttondown}", "buttondown needs its account"),
        ("{service: kit, address: 'https://a.org/'}", "kit takes no address"),
        ("{service: mailchimp, account: a}", "mailchimp takes no account"),
        ("{service: mailchimp, address: 'https://eepurl.com/abc'}", "is not of mailchimp"),
        ("{service: mailchimp, address: 'https://a.list-manage.com/subscribe/post?u=1'}", "not of"),
        (
            "{service: mailchimp, address: 'https://evil.org/a.list-manage.com/'}",
            "not of mailchimp",
        ),
        ("{service: follow.it, address: 'https://example.org/'}", "is not of follow.it"),
        ("{service: form, address: 'http://a.org/'}", "does not begin with https://"),
        ("{service: form, address: 'https://b\u00fccher.example/'}", "cannot name the host"),
        ("{service: form, address: 'https://me:secret@a.org/'}", "holds a user name"),
        ("{service: form, address: 'https://a.org;script-src/'}", "names no host"),
        ("{service: form, address: 'https://a.org/', leads_to: ['https://a b/']}", "leads_to[1]"),
        ("{service: buttondown, account: ..}", "is no account of buttondown"),
        ("{service: buttondown, account: 'https://buttondown.com/task'}", "is no account of"),
        ("{service: buttondown, account: ada@example.org}", "is no account of buttondown"),
        ("{service: kit, account: 3f752fab3e}", "is no account of kit"),
        ("{service: kit, account: '\u0663'}", "is no account of kit"),
        ("{service: kit, account: 1, hidden: {email_address: a@b.org}}", "has anyway"),
        ("{service: form, address: 'https://a.org/', field: m, hidden: {m: a}}", 'holds "m"'),
        (
            f"{{service: mailchimp, address: '{MAILCHIMP}', hidden: {{b_abc123_def456: a}}}}",
            "b_abc",
        ),
        ("{service: follow.it, address: 'https://follow.it/'}", "is not of follow.it"),
        ("{service: buttondown, account: a, field: b}", "takes no field"),
    ],
)
def test_settings_that_cannot_work_are_refused(settings: str, message: str) -> None:
    config, [problem] = read_config(f"title: A\nsubscribe: {settings}\n", "content/site.yaml")
    assert config.subscribe is None
    assert message in problem.message
    assert problem.hint
    assert problem.location.line == 2


@pytest.mark.parametrize(
    "account", ["a%2Fb", "{account}", "\u05d0", "x" * 10_000, '"><script>', "a..b", "\\..\\"]
)
def test_any_account_is_one_part_of_the_address(account: str) -> None:
    yaml = account.replace("'", "''")
    config, _ = read_config(f"subscribe: {{service: buttondown, account: '{yaml}'}}", "s")
    assert config.subscribe is not None
    parts = urlsplit(config.subscribe.target)
    template = urlsplit(NEWSLETTERS["buttondown"].target)
    assert (parts.netloc, parts.query, parts.fragment) == (template.netloc, "", "")
    place = template.path.split("/").index("{account}")
    assert unquote(parts.path.split("/")[place]) == account
    assert parts.path.count("/") == template.path.count("/")
    assert re.fullmatch(r"[\x21-\x7e]+", config.subscribe.target)


def test_pages_elsewhere_that_the_service_leads_to_are_allowed() -> None:
    leads = "leads_to: ['https://a.example/thanks;b', 'https://c.example/', 'https://a.example/2']"
    config, _ = read_config(f"subscribe: {{service: kit, account: 1, {leads}}}", "s")
    assert subscribe_policy(config).endswith(
        "form-action 'self' https://app.kit.com https://a.example https://c.example"
    )


def test_an_address_copied_out_of_html_is_read_as_it_was_meant() -> None:
    escaped = MAILCHIMP.replace("&", "&amp;")
    config, problems = read_config(f'subscribe: {{service: mailchimp, address: "{escaped}"}}', "s")
    assert problems == []
    assert config.subscribe is not None
    assert config.subscribe.target == MAILCHIMP


def test_the_curators_words_stand_first_on_the_page(small: Path) -> None:
    page = small / "content/pages/subscribe.md"
    page.write_text(
        "---\ntitle: Keep up\n---\nOur [about](about.md) **words**.\n", encoding="utf-8"
    )
    site = _site(small, "")
    text = site["subscribe/index.html"].decode()
    assert '<h1 dir="auto">Keep up</h1>' in text
    assert text.index("<strong>words</strong>") < text.index("A feed is an address")
    assert 'href="../about/"' in text
    assert "Keep up</a>" in site["papers/index.html"].decode()
    assert POLICY in text
