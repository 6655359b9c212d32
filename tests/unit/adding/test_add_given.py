"""papershelf add takes titles, lists, bibliographies and saved answers too."""

import io
import json
import re
import sys
from pathlib import Path

import pytest
from tests.support import provider_answers as answers
from tests.support.added import ENTRY, Run, fields, files
from tests.support.provider_server import NOT_FOUND, Providers

from papershelf.adding import Line, read_given


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
