"""Where readers mend an entry: the addresses of code hosts, whatever an entry is called."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.config import RepositoryForm, read_config
from papershelf.model import Paper
from papershelf.plan.repository import MAX_TITLE, Repository

PAPER = Paper(id="p", title="A title", source="content/papers/p.md")
PAGE = "https://shelf.example/papers/p/"
HOSTILE = Paper(
    id="p{branch}",
    title='{path} "><script>& ?#[x](javascript:alert(1))',
    source="content/papers/a b#?{title}%.md",
)


def _repository(url: str, **more: str) -> Repository:
    return Repository(RepositoryForm.model_validate({"url": url, **more}))


@pytest.mark.parametrize(
    ("url", "edit", "report"),
    [
        (
            "https://github.com/o/r",
            "https://github.com/o/r/edit/main/content/papers/p.md",
            "https://github.com/o/r/issues/new?title=",
        ),
        (
            "https://gitlab.com/g/sub/r/",
            "https://gitlab.com/g/sub/r/-/edit/main/content/papers/p.md",
            "https://gitlab.com/g/sub/r/-/issues/new?issue%5Btitle%5D=",
        ),
        (
            "https://codeberg.org/o/r.git",
            "https://codeberg.org/o/r/_edit/main/content/papers/p.md",
            "https://codeberg.org/o/r/issues/new?title=",
        ),
        (
            "https://bitbucket.org/o/r?at=x#y",
            "https://bitbucket.org/o/r/src/main/content/papers/p.md?mode=edit&at=main",
            "https://bitbucket.org/o/r/issues/new?title=",
        ),
        (
            "https://gitlab.example.org/o/r",
            "https://gitlab.example.org/o/r/-/edit/main/content/papers/p.md",
            "https://gitlab.example.org/o/r/-/issues/new?",
        ),
    ],
)
def test_known_hosts_have_their_addresses(url: str, edit: str, report: str) -> None:
    repository = _repository(url)
    assert repository.edit(PAPER) == edit
    assert repository.report(PAPER, PAGE).startswith(report)


def test_a_report_names_the_title_the_file_and_the_page() -> None:
    address = _repository("https://github.com/o/r", folder="shelf/").report(PAPER, PAGE)
    query = parse_qs(urlsplit(address).query)
    assert query["title"] == ["Problem with “A title”"]
    assert query["body"] == [f"shelf/content/papers/p.md\n{PAGE}\n\n"]


def test_without_a_setting_or_at_an_unknown_host_there_are_no_addresses() -> None:
    for repository in (Repository(None), _repository("https://git.example.org/o/r")):
        assert repository.edit(PAPER) == repository.report(PAPER, PAGE) == ""


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("https://github.com/o/r/tree/main/shelf", "https://github.com/o/r"),
        ("https://github.com/o/r/", "https://github.com/o/r"),
        ("https://gitlab.com/g/sub/r/-/tree/main/shelf", "https://gitlab.com/g/sub/r"),
    ],
)
def test_the_address_of_a_folder_leads_to_its_repository(url: str, root: str) -> None:
    assert _repository(url).root == root
    assert _repository(url).edit(PAPER).startswith(f"{root}/")


@pytest.mark.parametrize("url", ["https://github.com/", "https://github.com/o"])
def test_an_address_that_is_no_repository_has_no_links(url: str) -> None:
    repository = Repository(RepositoryForm(url=url, forms=True))
    assert repository.edit(PAPER) == repository.report(PAPER, PAGE) == repository.suggest == ""


def test_patterns_of_ones_own_are_filled() -> None:
    repository = _repository(
        "https://git.example.org/o/r",
        branch="next/one",
        folder="shelf",
        edit="https://git.example.org/ü/{branch}/{path}",
        report="https://bugs.example.org/?entry={id}&about={title}&page={page}",
    )
    assert repository.edit(PAPER) == (
        "https://git.example.org/%C3%BC/next/one/shelf/content/papers/p.md"
    )
    assert repository.report(PAPER, PAGE) == (
        "https://bugs.example.org/?entry=p&about=A%20title"
        "&page=https%3A%2F%2Fshelf.example%2Fpapers%2Fp%2F"
    )


@pytest.mark.parametrize(
    ("url", "correct", "suggest"),
    [
        (
            "https://github.com/o/r",
            "https://github.com/o/r/issues/new?template=correct-entry.yml&entry=p",
            "https://github.com/o/r/issues/new?template=suggest-paper.yml",
        ),
        (
            "https://gitlab.com/o/r.git",
            "https://gitlab.com/o/r/-/issues/new?issuable_template=Correct%20an%20entry"
            "&issue%5Btitle%5D=Correct%20p",
            "https://gitlab.com/o/r/-/issues/new?issuable_template=Suggest%20a%20paper",
        ),
    ],
)
def test_forms_of_the_repository_are_opened_where_it_has_them(
    url: str, correct: str, suggest: str
) -> None:
    repository = Repository(RepositoryForm(url=url, forms=True))
    assert repository.has_form
    assert repository.report(PAPER, PAGE) == correct
    assert repository.suggest == suggest
    assert not _repository(url).has_form
    assert _repository(url).suggest == ""


def test_hosts_without_forms_and_addresses_of_ones_own_are_reported_to_as_before() -> None:
    forgejo = Repository(RepositoryForm(url="https://codeberg.org/o/r", forms=True))
    own = Repository(
        RepositoryForm(url="https://github.com/o/r", forms=True, report="https://b.example/{id}")
    )
    assert (forgejo.has_form, forgejo.suggest, own.has_form) == (False, "", False)
    assert forgejo.report(PAPER, PAGE).startswith("https://codeberg.org/o/r/issues/new?title=")
    assert own.report(PAPER, PAGE) == "https://b.example/p"


def test_a_hostile_entry_stays_within_a_form() -> None:
    repository = Repository(RepositoryForm(url="https://github.com/o/r", forms=True))
    query = parse_qs(urlsplit(repository.report(HOSTILE, PAGE)).query)
    assert query["entry"] == [HOSTILE.id]
    assert list(query) == ["template", "entry"]


def test_a_hostile_entry_stays_within_its_blank() -> None:
    repository = _repository("https://github.com/o/r")
    edit = repository.edit(HOSTILE)
    parts = urlsplit(edit)
    assert (parts.query, parts.fragment) == ("", "")
    assert unquote(parts.path) == f"/o/r/edit/main/{HOSTILE.source}"
    query = parse_qs(urlsplit(repository.report(HOSTILE, PAGE)).query)
    assert list(query) == ["title", "body"]
    assert '{path} "><script>& ?#' in query["title"][0]


@given(title=st.text(st.characters(exclude_categories=["Cs"])), path=st.text("ab/ #?%&{}ü"))
def test_any_entry_gives_a_short_address_in_ascii(title: str, path: str) -> None:
    address = _repository("https://github.com/o/r").report(
        Paper(id="p", title=title, source=path), PAGE
    )
    assert address.isascii()
    assert not set(address) & set(" \"'<>{}")
    title = parse_qs(urlsplit(address).query)["title"][0]
    assert len(title) <= MAX_TITLE + len("Problem with “”")


def test_a_plain_address_is_a_whole_setting() -> None:
    config, problems = read_config("repository: https://github.com/o/r", "site.yaml")
    assert problems == []
    assert config.repository == RepositoryForm(url="https://github.com/o/r")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("repository: github.com/o/r", 'repository: "github.com/o/r" is not a web address'),
        ("repository: 'javascript:alert(1)'", "repository: "),
        (
            "repository: {url: https://a.example/b, folder: ../c}",
            'repository.folder: "../c" would leave the repository',
        ),
        (
            'repository: {url: https://a.example/b, edit: "https://a.example/{pth}"}',
            'repository.edit: "https://a.example/{pth}" has an unknown blank {pth}',
        ),
        (
            'repository: {url: https://a.example/b, report: "mailto:{title}"}',
            "repository.report: ",
        ),
    ],
)
def test_a_wrong_repository_is_told(line: str, message: str) -> None:
    config, [problem] = read_config(line, "site.yaml")
    assert config.repository is None
    assert problem.message.startswith(message)
    assert problem.location.line == 1
