"""Silent, wrong and hostile providers, and interruptions, do a shelf no harm."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.support import provider_answers as answers
from tests.support.added import ENTRY, Run, fields, files
from tests.support.provider_server import NOT_FOUND, Answer, Providers, provider_server, says

from papershelf.adding import Network
from papershelf.cli.main import main
from papershelf.net import Pace

ROOT = Path(__file__).parents[3]


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
