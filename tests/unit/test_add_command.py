"""papershelf add: what it asks, shows and writes."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support import provider_answers as answers
from tests.support.provider_server import NOT_FOUND, Answer, Providers, provider_server, says

from papershelf.adding import Line, Network, read_given
from papershelf.cli.main import main
from papershelf.load import read_entries
from papershelf.net import Pace
from papershelf.validate import check_bytes
from papershelf.yamltext import plain

ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str, str]]
ENTRY = "content/papers/quill-2024-waiting-networks.md"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Providers]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with provider_server() as providers:
        providers.on("/arxiv", answers.arxiv())
        providers.on("/s2/", answers.semantic_scholar())
        providers.on("/crossref/", answers.crossref())
        providers.on("/openalex/", json.dumps(answers.openalex()))
        yield providers


@pytest.fixture
def run(
    small: Path,
    server: Providers,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Run the command on the small shelf: its exit code, output and messages."""

    def run(*arguments: str, timeout: float = 5.0) -> tuple[int, str, str]:
        network = Network(
            server.sources, {}, pace=Pace(usual=0), sleep=lambda _: None, timeout=timeout
        )
        monkeypatch.setattr(sys, "argv", ["papershelf", "add", "--shelf", str(small), *arguments])
        with pytest.raises(SystemExit) as stopped:
            main(network)
        output = capfd.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, output.out, output.err

    return run


def fields(path: Path) -> dict[str, Any]:
    """The fields of an entry, which has no errors."""
    content = path.read_bytes()
    checked = check_bytes(content, "content/papers/x.md")
    assert not [problem for problem in checked.problems if problem.is_grave]
    (entry,) = read_entries(content, "x.md")[0]
    found = plain(entry.node)
    assert isinstance(found, dict)
    return found


def files(shelf: Path) -> set[str]:
    return {path.name for path in (shelf / "content/papers").rglob("*") if path.is_file()}


def test_a_paper_is_added_with_where_each_field_came_from(run: Run, small: Path) -> None:
    code, out, err = run("https://arxiv.org/abs/2401.01234v2")
    assert code == 0
    assert f"Added {ENTRY}" in out
    assert re.search(r"(?m)^venue +Journal of Patience & Learning +Crossref$", out)
    assert re.search(r"^Added 1 of 1 paper in \d+\.\d s\.$", err, re.MULTILINE)
    entry = fields(small / ENTRY)
    assert entry["ids"]["arxiv"] == "2401.01234"
    assert entry["ids"]["doi"] == answers.DOI
    assert entry["provenance"]["abstract"]["source"] == "arXiv"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry["added"])
    assert entry["provenance"]["abstract"]["date"] == entry["added"]


def test_few_providers_are_asked_and_each_once(run: Run, server: Providers) -> None:
    run("2401.01234")
    assert server.paths() == ["/arxiv", "/s2/ARXIV:2401.01234", f"/crossref/{answers.DOI}"]


def test_what_is_on_the_shelf_needs_no_network(run: Run, small: Path, server: Providers) -> None:
    run("2401.01234")
    server.asked.clear()
    before = files(small)
    code, out, err = run(f"https://doi.org/{answers.DOI}", "arxiv:2401.01234v3")
    assert code == 0
    assert out.count(f"is on the shelf already: {ENTRY}") == 2
    assert "Added 0 of 2 papers" in err
    assert server.asked == []
    assert files(small) == before


def test_a_title_that_is_on_the_shelf_needs_no_network(run: Run, server: Providers) -> None:
    run("2401.01234")
    server.asked.clear()
    code, out, _ = run("Waiting networks: attention with BERT and k pauses")
    assert code == 0
    assert f"is on the shelf already: {ENTRY}" in out
    assert server.asked == []


@pytest.mark.parametrize("answer", ["{}", "<html>", "@inproceedings{x, title={", "nothing"])
def test_a_text_that_is_no_answer_is_no_missing_paper(
    run: Run, server: Providers, answer: str
) -> None:
    for path in ("/acl", "/pubmed"):
        server.on(path, answer)
    for path in ("/s2/", "/crossref/"):
        server.on(path, NOT_FOUND)
    code, _, err = run("2023.acl-long.1", "pmid:31452104")
    assert code == 3
    assert err.count("127.0.0.1 sends ") == 2


def test_references_come_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO(b"2401.01234\n"), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", given)
    code, out, _ = run("--from", "-")
    assert code == 0
    assert f"Added {ENTRY}" in out


def test_on_a_terminal_the_right_candidate_is_asked_for(
    run: Run, server: Providers, monkeypatch: pytest.MonkeyPatch
) -> None:
    searchable(server, "The Patience of Networks, II", "The Patience of Networks, III")

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("2\n0\n"))
    code, out, _ = run("The Patience of Networks")
    assert code == 0
    assert " 2  doi:10.5555/t.1  The Patience of Networks, III" in out
    assert "Added content/papers/quill1-2024" in out
    monkeypatch.setattr(sys, "stdin", Terminal("0\n"))
    code, out, _ = run("The Patience of Networks, again and")
    assert code == 1
    assert "none of the papers found" in out
    monkeypatch.setattr(sys, "stdin", Terminal(""))
    code, _, err = run("The Patience of Networks, again and")
    assert code == 130
    assert "run it again to go on" in err


def test_what_turns_out_to_be_there_is_not_added(run: Run, small: Path) -> None:
    run("2401.01234", "--no-abstract")
    path = small / ENTRY
    text = re.sub(r"(?m)^ *ids: .*\n", "", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    before = files(small)
    code, out, _ = run("2401.01234")
    assert code == 0
    assert f"is {ENTRY} already" in out
    assert files(small) == before
    code, out, _ = run("2401.01234", "--force")
    assert code == 0
    assert len(files(small)) == len(before) + 1


def test_an_id_in_a_file_with_errors_is_doubtful(run: Run, small: Path, server: Providers) -> None:
    broken = small / "content/papers/broken.md"
    broken.write_text(f"---\ntitle: A: b\nids: {{doi: {answers.DOI.upper()}}}\n---\n")
    code, out, _ = run("2401.01234")
    assert code == 1
    assert f"doi:{answers.DOI} stands in content/papers/broken.md, which has errors" in out
    server.asked.clear()
    assert run(answers.DOI)[0] == 1
    assert server.asked == []
    broken.write_text(f"---\ntitle: A: b\nids: {{doi: {answers.DOI}.v2}}\n---\n")
    assert run("2401.01234")[0] == 0


@pytest.mark.parametrize("reference", ["N19-1423", "10.18653/v1/N19-1423"])
def test_sources_that_write_an_id_in_another_case_are_joined(
    run: Run, small: Path, server: Providers, reference: str
) -> None:
    doi = "10.18653/v1/N19-1423"
    ids = {"DOI": doi, "ACL": "N19-1423", "ArXiv": answers.ARXIV_ID}
    server.on("/acl/N19-1423.bib", answers.acl("N19-1423"))
    server.on("/s2/", answers.semantic_scholar(externalIds=ids))
    server.on("/crossref/", answers.crossref(doi, **{"container-title": ["Proceedings of the"]}))
    server.on("/openalex/", json.dumps(answers.openalex(doi=f"https://doi.org/{doi}")))
    code, out, err = run(reference)
    assert code == 0
    assert "another paper" not in err
    assert "doi: " not in err
    (path,) = re.findall(r"Added (\S+)", out)
    entry = fields(small / path)
    assert entry["ids"] == {
        "doi": doi.lower(),
        "acl": "N19-1423",
        "arxiv": answers.ARXIV_ID,
        **({"pmid": "31452104"} if reference == doi else {}),
    }
    assert entry["venue"].startswith("Proceedings of the 61st Annual Meeting")


def test_the_options_shape_the_entry(run: Run, small: Path) -> None:
    code, _, _ = run("2401.01234", "--id", "waiting", "--status", "draft", "--no-abstract")
    assert code == 0
    entry = fields(small / "content/papers/waiting.md")
    assert entry["status"] == "draft"
    assert "abstract" not in entry
    assert "abstract" not in entry["provenance"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give a reference"),
        (("2401.01234", "--topic", "no-such-topic"), "there is no topic"),
        (("2401.01234", "--collection", "nothing"), "there is no collection"),
        (("2401.01234", "--id", "../../etc/passwd"), "would leave its folder"),
        (("2401.01234", "--id", "CON"), "Windows reserves"),
        (("2401.01234", "2401.01235", "--id", "x"), "give one reference"),
        (("Attention", "is", "all", "you", "need"), "put a title in quotes"),
        (("https://quiet.example/",), "names no paper"),
        (("--from", "no-such-file"), "there is no file"),
        (("2401.01234", "--edit"), "needs an editor"),
    ],
)
def test_what_cannot_work_is_wrong_usage_and_asks_nobody(
    run: Run,
    small: Path,
    server: Providers,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    (small / "content/topics.yaml").write_text("- id: rest\n", encoding="utf-8")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    before = files(small)
    code, _, err = run(*arguments)
    assert code == 2
    assert message in err
    assert server.asked == []
    assert files(small) == before


def test_a_dry_run_writes_nothing(run: Run, small: Path) -> None:
    before = files(small)
    code, out, err = run("2401.01234", "--dry-run")
    assert code == 0
    assert f"Would add {ENTRY}" in out
    assert "Would add 1 of 1 paper" in err
    assert files(small) == before


def test_a_paper_that_nobody_knows_is_not_found(run: Run, server: Providers) -> None:
    server.on("/arxiv", answers.NO_ARXIV)
    server.on("/s2/", NOT_FOUND)
    code, _, err = run("2401.99999")
    assert code == 1
    assert "no paper arxiv:2401.99999: arXiv and Semantic Scholar know none" in err


def test_a_second_source_that_fails_is_told_and_not_missed(
    run: Run, small: Path, server: Providers
) -> None:
    server.on("/s2/", says("", 429, Retry_After="999"))
    code, _, err = run("2401.01234")
    assert code == 0
    assert "note: 127.0.0.1 asks to be left alone for 999 s" in err
    assert fields(small / ENTRY)["title"].startswith("Waiting")


def test_a_server_that_only_makes_trouble_is_no_missing_paper(
    run: Run, small: Path, server: Providers
) -> None:
    before = files(small)
    server.on("/", Answer(b"", 500))
    for path in ("/arxiv", "/s2/", "/crossref/"):
        server.on(path, Answer(b"", 500))
    code, _, err = run("2401.01234")
    assert code == 3
    assert "in trouble (500)" in err
    assert files(small) == before


def test_without_a_network_nothing_is_written(
    small: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with provider_server() as gone:
        sources = gone.sources
    before = files(small)
    network = Network(sources, {}, pace=Pace(usual=0), sleep=lambda _: None, timeout=1)
    words = ["papershelf", "add", "--shelf", str(small), "2401.01234", "10.5555/x", "Two words"]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as stopped:
        main(network)
    assert stopped.value.code == 3
    err = capfd.readouterr().err
    assert err.count("cannot reach 127.0.0.1: ") == 3
    assert "Added 0 of 3 papers" in err
    assert files(small) == before


def test_another_paper_in_the_answer_is_refused(run: Run, small: Path, server: Providers) -> None:
    before = files(small)
    server.on("/arxiv", answers.arxiv("2402.00001"))
    server.on("/s2/", NOT_FOUND)
    code, _, err = run("2401.01234")
    assert code == 3
    assert "arXiv answers with another paper than arxiv:2401.01234" in err
    assert files(small) == before


def test_what_an_id_leads_to_must_be_the_same_paper(
    run: Run, small: Path, server: Providers
) -> None:
    server.on("/crossref/", answers.crossref(title=["On Whales"], author=[{"family": "Melville"}]))
    code, _, err = run("2401.01234")
    assert code == 0
    assert 'note: Crossref speaks of another paper: "On Whales"' in err
    (added,) = (small / "content/papers").glob("quill-*")
    assert "Whales" not in added.read_text(encoding="utf-8")


def test_hostile_answers_stay_text_within_the_shelf(
    run: Run, small: Path, server: Providers
) -> None:
    server.on(
        "/crossref/",
        answers.crossref(
            "10.5555/../../evil",
            title=["<script>x</script> \x1b[31m\x00 ../../CON \u202e::error::"],
            author=[{"family": "../../etc", "given": "\x07{{ 7 }}"}, {"name": "=cmd|x"}],
            license=[{"URL": "javascript:alert(1)"}],
            abstract="<jats:p onclick='x'>a\x08b</jats:p><iframe src='//x'>",
            page="-1\n---\nstatus: hidden",
        ),
    )
    for path in ("/openalex/", "/s2/"):
        server.on(path, NOT_FOUND)
    outside = set(small.parent.iterdir())
    code, out, err = run("10.5555/../../evil")
    assert code == 0
    assert server.asked[0].startswith("/crossref/10.5555%2F..%2F..%2Fevil")
    assert "\x1b" not in out + err
    (added,) = (small / "content/papers").glob("*2024*x*")
    entry = fields(added)
    assert entry.get("status", "published") == "published"
    assert "<script" not in added.read_text(encoding="utf-8")
    assert set(small.parent.iterdir()) == outside


def test_a_retracted_paper_says_so(run: Run, small: Path, server: Providers) -> None:
    update: dict[str, Any] = {"updated-by": [{"type": "retraction", "DOI": "10.5555/notice"}]}
    server.on("/crossref/", answers.crossref(**update))
    code, _, err = run("2401.01234")
    assert code == 0
    assert "note: retracted by 10.5555/notice, says Crossref" in err
    assert fields(small / ENTRY)["status"] == "retracted"


def test_a_paper_without_authors_is_left_out_with_a_word(
    run: Run, small: Path, server: Providers
) -> None:
    before = files(small)
    server.on("/crossref/", answers.crossref(author=[]))
    for path in ("/openalex/", "/s2/"):
        server.on(path, NOT_FOUND)
    code, out, _ = run(answers.DOI)
    assert code == 1
    assert "no authors or editors" in out
    assert files(small) == before


def searchable(server: Providers, *titles: str) -> None:
    works = [
        answers.work(f"10.5555/t.{number}", title=[title], author=[{"family": f"Quill{number}"}])
        for number, title in enumerate(titles)
    ]
    server.on("/crossref?", answers.crossref_list(*works))
    for number, one in enumerate(works):
        answer = {"status": "ok", "message-type": "work", "message": one}
        server.on(f"/crossref/10.5555%2Ft.{number}", json.dumps(answer))
    for path in ("/openalex", "/s2/"):
        server.on(path, NOT_FOUND)


def test_a_title_with_one_clear_hit_is_added(run: Run, server: Providers) -> None:
    searchable(server, "Nothing alike at all", "The Patience of Networks", "Other Networks")
    code, out, _ = run("the patience of networks")
    assert code == 0
    assert "10.5555/t.1" in out
    assert "Added content/papers/quill1-2024-patience-networks.md" in out


def test_a_title_with_ten_candidates_lists_them_without_a_terminal(
    run: Run, small: Path, server: Providers
) -> None:
    before = files(small)
    searchable(server, *(f"The Patience of Networks, Part {n}" for n in range(12)))
    code, out, err = run("The Patience of Networks")
    assert code == 1
    assert "may be any of 10 papers; add the right one by its id" in err
    assert len(re.findall(r"(?m)^doi:10\.5555/t\.\d+  The Patience of Networks", out)) == 10
    assert files(small) == before


def test_yes_takes_the_likeliest_candidate(run: Run, server: Providers) -> None:
    searchable(server, "The Patience of Networks, II", "The Patience of Networks, III")
    code, out, _ = run("The Patience of Networks", "--yes")
    assert code == 0
    assert "Added content/papers/quill0-2024" in out


def test_what_is_wrong_in_a_file_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    listed = tmp_path / "refs.bib"
    listed.write_text(
        "@misc{a, title={Alone}, author={Ada Lovelace}, year=2020, odd={1}}\n\n"
        "@misc{b, title={Undated}, author={Ada Lovelace}}\n",
        encoding="utf-8",
    )
    code, out, err = run("--from", str(listed))
    assert code == 1
    assert f"note: {listed}:1: " in err
    assert "refs.bib:3: no date or year" in out


def test_an_id_goes_with_one_reference_and_no_file(run: Run, tmp_path: Path) -> None:
    code, _, err = run("--id", "own", "--from", str(tmp_path / "refs.bib"))
    assert code == 2
    assert "give one reference with it, and no file" in err


def test_a_title_that_nobody_knows_is_not_found(run: Run, server: Providers) -> None:
    searchable(server, "Something else entirely")
    code, _, err = run("The Patience of Networks")
    assert code == 1
    assert 'no paper has the title "The Patience of Networks"' in err


def test_references_come_from_a_file_one_a_line(
    run: Run, small: Path, tmp_path: Path, server: Providers
) -> None:
    listed = tmp_path / "refs.txt"
    listed.write_text(
        "# to read\n\n2401.01234  # waiting\nhttps://quiet.example/x\n10.5555/unknown\n",
        encoding="utf-8",
    )
    for path in ("/openalex/", "/crossref/10.5555%2Funknown"):
        server.on(path, NOT_FOUND)
    server.on("/s2/DOI", NOT_FOUND)
    code, out, err = run("--from", str(listed))
    assert code == 1
    assert f"Added {ENTRY}" in out
    assert f"{listed}:4: https://quiet.example/x: " in err
    assert f"{listed}:5: 10.5555/unknown: no paper doi:10.5555/unknown" in err
    assert "Added 1 of 3 papers" in err
    assert "2 left out" in err


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.txt", "# to read\nThe Patience of Networks\nRest and Sleep\n", [2, 3]),
        ("a.md", "- https://arxiv.org/abs/2401.01234\n- 2401.01235\n", [1, 2]),
        ("a.txt", "nonsense\n2401.01234\nhttps://quiet.example/\nA Title\n", [1, 2, 3, 4]),
        ("a.md", "# Rest\n\nSome prose about sleep.\nhttps://quiet.example/\n", []),
        ("a.txt", "- [Rest and Sleep](https://arxiv.org/abs/2401.01234)\n", []),
    ],
)
def test_a_list_that_no_importer_finds_papers_in_holds_references(
    tmp_path: Path, name: str, text: str, lines: list[int]
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = [one for one in read_given(str(path)) if isinstance(one, Line)]
    assert [one.line for one in found] == lines
    assert all(not one.text.startswith("-") for one in found)


@pytest.mark.parametrize(
    ("answer", "source"),
    [
        (answers.crossref(), "Crossref"),
        (answers.arxiv(), "arXiv"),
        (answers.pubmed(), "PubMed"),
        (answers.datacite(), "DataCite"),
        (answers.openreview(), "OpenReview"),
        (answers.semantic_scholar(), "Semantic Scholar"),
        (json.dumps(answers.openalex()), "OpenAlex"),
        (answers.open_library(), "Open Library"),
        (answers.acl(), "ACL Anthology"),
    ],
)
def test_a_saved_answer_is_added_without_any_network(
    run: Run, small: Path, tmp_path: Path, server: Providers, answer: str, source: str
) -> None:
    saved = tmp_path / "answer"
    saved.write_text(answer, encoding="utf-8")
    before = files(small)
    code, _, _ = run("--from", str(saved))
    assert code == 0
    assert server.asked == []
    (name,) = files(small) - before
    assert fields(small / "content/papers" / name)["provenance"]["title"]["source"] == source
    assert run("--from", str(saved))[1].count("already") == 1


def test_a_bibliography_is_added_without_any_network(
    run: Run, small: Path, tmp_path: Path, server: Providers
) -> None:
    bibliography = tmp_path / "refs.bib"
    bibliography.write_text(
        "@article{a, title={One Pause}, author={Quill, Ada}, year=2020}\n"
        "@article{b, title={Two Pauses}, author={Quill, Ada}, year=2021}\n",
        encoding="utf-8",
    )
    code, out, _ = run("--from", str(bibliography))
    assert code == 0
    assert out.count("Added content/papers/quill-20") == 2
    assert server.asked == []


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"%PDF-1.7", b'{"a": 1}', b"<a/>"])
def test_a_file_of_no_use_is_told(run: Run, tmp_path: Path, content: bytes) -> None:
    useless = tmp_path / "useless"
    useless.write_bytes(content)
    code, _, err = run("--from", str(useless))
    assert code == 1
    assert str(useless) in err


def test_a_saved_answer_without_a_paper_is_told(run: Run, tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    saved.write_text(answers.crossref_list())
    code, _, err = run("--from", str(saved))
    assert code == 1
    assert "holds no paper, says Crossref" in err


def test_what_was_answered_is_not_asked_for_again(run: Run, small: Path, server: Providers) -> None:
    run("2401.01234", "--dry-run")
    server.asked.clear()
    assert run("2401.01234")[0] == 0
    assert server.asked == []
    (small / ENTRY).unlink()
    assert run("2401.01234", "--offline")[0] == 0
    (small / ENTRY).unlink()
    assert run("2401.01234", "--refresh")[0] == 0
    assert len(server.asked) == 3
    assert run("2402.00001", "--offline")[0] == 3


def test_the_editor_is_opened_and_the_entry_checked_after_it(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "my editor.py"
    editor.write_text(
        textwrap.dedent("""\
        import sys
        from pathlib import Path
        path = Path(sys.argv[-1])
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("date: 2024-06-05", "date: soon"), encoding="utf-8")
        """),
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{editor}' --wait")
    code, _, err = run("2401.01234", "--edit")
    assert code == 1
    assert re.search(rf"{ENTRY}:\d+:\d+: ", err)
    monkeypatch.setenv("VISUAL", "no-such-editor-here")
    (small / ENTRY).unlink()
    code, _, err = run("2401.01234", "--edit")
    assert code == 3
    assert "cannot start the editor no-such-editor-here" in err
    assert (small / ENTRY).exists()


def test_an_editor_that_fails_holds_up_no_other_paper(
    run: Run, small: Path, server: Providers, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.on("/arxiv?id_list=2402.00001", answers.arxiv("2402.00001", title="Another Paper"))
    server.on("/s2/ARXIV:2402.00001", NOT_FOUND)
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' -c 'raise SystemExit(7)'")
    code, out, err = run("2401.01234", "2402.00001", "--edit")
    assert code == 3
    assert err.count("failed (7); the entry is at content/papers/") == 2
    assert out.count("Added content/papers/") == 2
    assert "Added 2 of 2 papers" in err


STARTED = """\
import sys
from papershelf.adding import Network
from papershelf.cli.main import main
from papershelf.net import Pace
from papershelf.providers import Sources
base = sys.argv.pop(1)
names = ("arxiv", "crossref", "datacite", "openalex")
sources = Sources(**{name: f"{base}/{name}" for name in names}, semantic_scholar=f"{base}/s2")
main(Network(sources, {}, pace=Pace(usual=0)))
"""


def test_an_interruption_leaves_no_half_file_and_the_next_run_goes_on(
    run: Run, small: Path, server: Providers
) -> None:
    silence = threading.Event()
    other = answers.arxiv("2402.00001", title="Another Paper")
    server.on("/arxiv?id_list=2402.00001", Answer(other.encode(), wait=silence))
    before = files(small)
    command = [sys.executable, "-c", STARTED, server.base, "add"]
    process = subprocess.Popen(
        [*command, "--shelf", str(small), "2401.01234", "2402.00001"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not any("2402.00001" in path for path in server.asked):
        assert process.poll() is None
        threading.Event().wait(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Stopped after 1 new entry; run it again to go on" in err
    assert files(small) == before | {Path(ENTRY).name}
    silence.set()
    server.on("/s2/ARXIV:2402.00001", NOT_FOUND)
    server.asked.clear()
    code, out, _ = run("2401.01234", "2402.00001")
    assert code == 0
    assert "is on the shelf already" in out
    assert "Added content/papers/quill-2024-another-paper.md" in out
    assert [path for path in server.paths() if "2401.01234" in path] == []
