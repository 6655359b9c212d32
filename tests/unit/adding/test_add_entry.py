"""papershelf add makes an entry of an id: whom it asks, what it writes, and what options do."""

import json
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from tests.support import provider_answers as answers
from tests.support.added import ENTRY, Run, fields, files
from tests.support.provider_server import NOT_FOUND, Providers


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


def test_a_retracted_paper_says_so(run: Run, small: Path, server: Providers) -> None:
    update: dict[str, Any] = {"updated-by": [{"type": "retraction", "DOI": "10.5555/notice"}]}
    server.on("/crossref/", answers.crossref(**update))
    code, _, err = run("2401.01234")
    assert code == 0
    assert "note: retracted by 10.5555/notice, says Crossref" in err
    assert fields(small / ENTRY)["status"] == "retracted"


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
