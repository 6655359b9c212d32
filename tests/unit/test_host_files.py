"""What hosts read beside the site: headers that agree with the pages, and redirects that fit."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.exporters import EXPORTERS
from papershelf.hosts import HOSTS
from papershelf.plan import POLICY

Rules = dict[str, dict[str, str]]


def _shelf(folder: Path, host: str, aliases: int = 1, **settings: str) -> Path:
    (folder / "content/papers").mkdir(parents=True, exist_ok=True)
    lines = [f"host: {host}", *(f"{name}: {value}" for name, value in settings.items())]
    (folder / "content/site.yaml").write_text("\n".join(lines), encoding="utf-8")
    old = ", ".join(f"old-{number}" for number in range(aliases))
    (folder / "content/papers/new.yaml").write_text(
        f"title: A\nauthors: [Ada Lovelace]\nyear: 2020\naliases: [{old}]\n", encoding="utf-8"
    )
    return folder


def _site(shelf: Path) -> dict[str, bytes]:
    build(shelf, strict=True, jobs=1)
    return files_of(shelf / "site")


def _rules(content: bytes) -> Rules:
    rules: Rules = {}
    headers: dict[str, str] = {}
    for line in content.decode().splitlines():
        if line.startswith("/"):
            assert line not in rules
            headers = rules[line] = {}
        else:
            name, _, value = line.strip().partition(": ")
            assert line.startswith("  ")
            assert value
            assert name not in headers
            headers[name] = value
    return rules


@pytest.mark.parametrize("host", HOSTS)
def test_only_hosts_that_read_them_are_given_headers_and_redirects(
    host: str, tmp_path: Path
) -> None:
    site = _site(_shelf(tmp_path, host))
    reads = host in {"cloudflare", "netlify"}
    assert [name in site for name in ("_headers", "_redirects")] == [reads, reads]
    assert b"../../papers/new/" in site["papers/old-0/index.html"]


def _matches(pattern: str, path: str) -> bool:
    return bool(re.fullmatch(re.sub(":[a-z]+", "[^/]+", pattern).replace("*", ".*"), path))


def _policies(site: dict[str, bytes], address: str) -> list[str]:
    """Those that are sent with an address."""
    return [
        headers["Content-Security-Policy"]
        for pattern, headers in _rules(site["_headers"]).items()
        if "Content-Security-Policy" in headers and _matches(pattern, address)
    ]


def test_every_page_is_sent_with_the_policy_in_it_and_with_who_may_frame_it(
    tmp_path: Path,
) -> None:
    site = _site(_shelf(tmp_path, "cloudflare"))
    pages = {path for path in site if path.endswith("/index.html")} | {"index.html"}
    assert len(pages) > 5
    for path in pages:
        meta = r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">'
        (said,) = re.findall(meta, site[path].decode())
        assert said == POLICY
        sent = _policies(site, f"/{path.removesuffix('index.html')}")
        assert sent == [f"{said}; frame-ancestors 'none'"]


def test_files_of_the_shelf_itself_are_not_bound_by_the_policy_of_its_pages(
    tmp_path: Path,
) -> None:
    site = _site(_shelf(tmp_path, "cloudflare"))
    assert _policies(site, "/figures/one.svg") == []


def test_a_shelf_with_very_many_pages_of_its_own_has_one_rule_for_all(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path, "cloudflare")
    (shelf / "content/pages").mkdir()
    for number in range(100):
        (shelf / f"content/pages/page-{number}.md").write_text("---\ntitle: A\n---\n", "utf-8")
    site = _site(shelf)
    assert len(_rules(site["_headers"])) < 20
    assert _policies(site, "/page-99/") == _policies(site, "/any/")
    assert len(_policies(site, "/any/")) == 1


def test_what_is_named_by_its_content_is_kept_for_ever_and_nothing_else(tmp_path: Path) -> None:
    site = _site(_shelf(tmp_path, "netlify"))
    rules = _rules(site["_headers"])
    lasting = {path for path, headers in rules.items() if "Cache-Control" in headers}
    matched = {file for file in site for path in lasting if _matches(path, f"/{file}")}
    assert {file.partition("/")[0] for file in matched} == {"assets", "search"}
    assert matched == {file for file in site if re.match(r"(assets|search)/[0-9a-f]{12}/", file)}
    assert all("immutable" in rules[path]["Cache-Control"] for path in lasting)


def test_every_export_is_sent_with_its_one_type(tmp_path: Path) -> None:
    rules = _rules(_site(_shelf(tmp_path, "cloudflare"))["_headers"])
    for exporter in EXPORTERS:
        sent = [
            headers["Content-Type"]
            for path, headers in rules.items()
            if "Content-Type" in headers and _matches(path, f"/authors/ada/{exporter.file}")
        ]
        assert sent == [f"{exporter.media_type}; charset=utf-8"]


def test_the_headers_are_within_what_cloudflare_reads(tmp_path: Path) -> None:
    headers = _site(_shelf(tmp_path, "cloudflare"))["_headers"]
    rules = _rules(headers)
    assert len(rules) <= 100
    assert max(map(len, headers.splitlines())) <= 2_000
    assert all(path.count("*") <= 1 for path in rules)


def test_earlier_ids_lead_to_where_papers_are_now(tmp_path: Path) -> None:
    cloudflare = _site(_shelf(tmp_path, "cloudflare"))["_redirects"]
    assert cloudflare == b"/papers/old-0/ /papers/new/ 301\n"
    # Without the mark Netlify would serve the page that is there.
    netlify = _site(_shelf(tmp_path, "netlify"))["_redirects"]
    assert netlify == b"/papers/old-0/ /papers/new/ 301!\n"


def test_below_a_path_redirects_name_the_whole_address(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path, "cloudflare", base_url="https://example.org/shelf/")
    redirects = _site(shelf)["_redirects"]
    assert redirects == b"/papers/old-0/ https://example.org/shelf/papers/new/ 301\n"


def test_a_host_is_given_as_many_redirects_as_it_obeys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(HOSTS["cloudflare"], redirects=2)
    monkeypatch.setattr("papershelf.host_files.HOSTS", {"cloudflare": few})
    site = _site(_shelf(tmp_path, "cloudflare", aliases=5))
    assert len(site["_redirects"].splitlines()) == 2
    assert "papers/old-4/index.html" in site


def test_a_redirect_that_is_too_long_is_left_to_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = replace(HOSTS["cloudflare"], redirect_length=31)
    monkeypatch.setattr("papershelf.host_files.HOSTS", {"cloudflare": short})
    site = _site(_shelf(tmp_path, "cloudflare", aliases=11))
    lines = site["_redirects"].decode().splitlines()
    assert [line.split()[0] for line in lines] == [f"/papers/old-{n}/" for n in range(10)]


def test_a_shelf_without_earlier_ids_has_no_redirects(tmp_path: Path) -> None:
    assert "_redirects" not in _site(_shelf(tmp_path, "netlify", aliases=0))


@pytest.mark.parametrize("name", ["_headers", "_redirects"])
def test_a_file_of_the_shelf_itself_is_taken_as_it_is(name: str, tmp_path: Path) -> None:
    shelf = _shelf(tmp_path, "netlify")
    (shelf / "content/static").mkdir()
    (shelf / "content/static" / name).write_bytes(b"# mine\n")
    assert _site(shelf)[name] == b"# mine\n"


def test_another_host_changes_the_files_for_it_and_the_page_that_names_it_alone(
    tmp_path: Path,
) -> None:
    before = _site(_shelf(tmp_path, "github"))
    _shelf(tmp_path, "cloudflare")
    report = build(tmp_path, jobs=1)
    after = files_of(tmp_path / "site")
    assert report.rendered == 1
    assert set(after) - set(before) == {"_headers", "_redirects"}
    assert [path for path in before if after[path] != before[path]] == ["privacy/index.html"]
