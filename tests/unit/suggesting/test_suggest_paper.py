"""papershelf suggest makes an entry of a form: what goes into it, and when there is none."""

import shutil
from pathlib import Path

import pytest
from tests.support import provider_answers as answers
from tests.support.added import ENTRY, fields
from tests.support.provider_server import NOT_FOUND, Providers, says
from tests.support.suggested import (
    SUGGESTION,
    Suggest,
    body,
    changed,
    event,
    template,
    tree,
)

from papershelf.suggesting.mentioned import papers_named

LINK = "https://arxiv.org/abs/2401.01234v2"


def test_a_link_is_enough(suggest: Suggest, shelf: Path) -> None:
    before = tree(shelf)
    done = suggest(body(SUGGESTION, {"link": LINK}))
    assert (done.code, done.outcome) == (0, "added")
    assert changed(before, tree(shelf)) == [ENTRY]
    entry = fields(shelf / ENTRY)
    assert entry["ids"]["arxiv"] == "2401.01234"
    assert entry["added"] == "2025-12-06"
    assert entry["submitted_by"] == "octo-cat"
    assert set(done.answer) == {
        *("outcome.txt", "branch.txt", "subject.txt", "message.txt", "comment.md", "request.md")
    }
    assert done.answer["branch.txt"] == "suggestions/issue-12\n"
    assert done.answer["request.md"].startswith("Closes #12\n\nThis makes a new entry")
    assert "| title | Waiting Networks" in done.comment
    assert "| Crossref |" in done.comment
    assert "What it does not have yet: topics." in done.comment


def test_what_the_person_says_goes_where_it_belongs(suggest: Suggest, shelf: Path) -> None:
    why = "It *waits*.\r\n\r\n# Not a heading\r\n\r\n<b>x</b> ![p](https://example.org/p.png)"
    values = {"link": LINK, "why": why, "topics": "Scientific computing, machines, baking"}
    done = suggest(body(SUGGESTION, {**values, "name": "Ada Quill"}))
    assert done.code == 0
    entry = fields(shelf / ENTRY)
    assert entry["submitted_by"] == "Ada Quill"
    assert entry["topics"] == ["numerical-analysis", "machines"]
    note = (shelf / ENTRY).read_text(encoding="utf-8").split("---\n")[2]
    assert note == (
        "It \\*waits\\*.\n\n\\# Not a heading\n\n"
        "\\<b>x\\</b> \\!\\[p\\](https://example.org/p.png)\n"
    )
    assert "Unknown topics, left out: baking." in done.comment
    assert "| note | It *waits*. # Not a heading <b>x</b>" in done.comment
    trailer = "Co-authored-by: Ada Quill <583231+octo-cat@users.noreply.github.com>"
    assert done.answer["message.txt"].splitlines()[-1] == trailer


def test_the_output_has_no_word_of_the_content(suggest: Suggest) -> None:
    done = suggest(body(SUGGESTION, {"link": LINK}))
    assert done.out.startswith("Issue 12: added; 1 file changed in ")
    assert done.err == ""


def test_without_an_answer_the_command_tells_what_it_did(suggest: Suggest) -> None:
    title = {"link": LINK, "topics": "no\x1b[31m ::error::x"}
    done = suggest(body(SUGGESTION, title), is_answered=False)
    assert done.answer == {}
    assert "Thank you. This makes a new entry of “Waiting Networks: Attention" in done.out
    assert ENTRY in done.out
    assert "\x1b" not in done.out
    assert done.out.splitlines()[-1].startswith("Issue 12: added; 1 file changed in ")


def test_a_paper_that_is_likely_there_is_known_and_nobody_is_sure(
    suggest: Suggest, shelf: Path
) -> None:
    (shelf / "content/papers/near.md").write_text(
        "---\ntitle: Waiting Network - Attention with BERT and k Pauses\n"
        "authors: [Ada Quill, Bo Ström]\ndate: 2024\n---\n",
        encoding="utf-8",
    )
    done = suggest(body(SUGGESTION, {"link": LINK}))
    assert done.outcome == "known"
    near = "“Waiting Network - Attention with BERT and k Pauses”, content/papers/near.md"
    assert f"The paper seems to be on the shelf already: {near} (title 99 % alike)" in done.comment
    assert "If it is another one, a maintainer can add it: papershelf add" in done.comment


def test_a_paper_of_a_list_is_known_by_its_own_title(suggest: Suggest, shelf: Path) -> None:
    (shelf / "content/papers/two.yaml").write_text(
        '- {title: First, authors: [A B], year: 2024, ids: {arxiv: "2401.00001"}}\n'
        '- {title: Second, authors: [C D], year: 2024, ids: {arxiv: "2401.00002"}}\n',
        encoding="utf-8",
    )
    done = suggest(body(SUGGESTION, {"link": "2401.00002"}))
    assert "is on the shelf already: “Second”, content/papers/two.yaml." in done.comment
    assert "seems" not in done.comment


def test_papers_beyond_the_first_are_named_unless_they_are_the_same(suggest: Suggest) -> None:
    several = f"{LINK} https://doi.org/{answers.DOI} https://arxiv.org/abs/1706.03762"
    told = "An issue is for one paper. Not looked at: arxiv:1706.03762."
    first = suggest(body(SUGGESTION, {"link": several}))
    assert first.outcome == "added"
    assert told in first.comment
    again = suggest(body(SUGGESTION, {"link": several}))
    assert again.outcome == "known"
    assert told in again.comment


@pytest.mark.parametrize(
    ("values", "title"),
    [({"why": f"Read {LINK}, please."}, "A paper"), ({"why": "Good."}, f"Please add {LINK}")],
)
def test_where_the_link_was_left_out_one_elsewhere_in_the_issue_counts(
    suggest: Suggest, values: dict[str, str], title: str
) -> None:
    assert suggest(body(SUGGESTION, values), title=title).outcome == "added"


def test_what_a_maintainer_cannot_see_names_no_paper(suggest: Suggest, shelf: Path) -> None:
    done = suggest(f"Have a look at <!-- {LINK} --> https://doi.org/10.1145/3539618.3591631")
    assert "content/papers/novak-2015.md" in done.comment
    assert suggest(f"Hello\n<!-- {LINK}").outcome == "nothing"


def test_a_suggestion_leaves_what_editors_know_of_the_shelf_as_it_is(
    suggest: Suggest, shelf: Path
) -> None:
    suggest(body(SUGGESTION, {"link": LINK}), "--dry-run")
    written = [path for path in shelf.rglob(".papershelf/schema/*") if path.is_file()]
    assert written == []


def test_without_forms_of_its_own_a_shelf_takes_questions_by_their_ids(
    suggest: Suggest, shelf: Path
) -> None:
    folder = shelf / ".github/ISSUE_TEMPLATE"
    (folder / "correct-entry.yml").unlink()
    (folder / "suggest-paper.yml").write_text("body: [{id: link, attributes: &a", encoding="utf-8")
    done = suggest(f"## Link\n{LINK}\n## Why\n\nIt waits.\n\n## Name\nAda Quill\n")
    assert done.outcome == "added"
    assert fields(shelf / ENTRY)["submitted_by"] == "Ada Quill"
    assert (shelf / ENTRY).read_text(encoding="utf-8").endswith("---\nIt waits.\n")


def test_a_form_that_is_handed_in_again_gives_the_same_bytes(suggest: Suggest, shelf: Path) -> None:
    form = body(SUGGESTION, {"link": LINK, "why": "It waits.", "name": "Ada Quill"})
    first = suggest(form)
    content = (shelf / ENTRY).read_bytes()
    (shelf / ENTRY).unlink()
    second = suggest(form)
    assert first.answer == second.answer
    assert (shelf / ENTRY).read_bytes() == content


def test_a_paper_on_the_shelf_is_known_and_nobody_is_asked(
    suggest: Suggest, shelf: Path, server: Providers
) -> None:
    before = tree(shelf)
    done = suggest(body(SUGGESTION, {"link": "https://doi.org/10.1145/3539618.3591631"}))
    assert (done.code, done.outcome) == (1, "known")
    assert "content/papers/novak-2015.md" in done.comment
    assert server.asked == []
    assert tree(shelf) == before
    assert set(done.answer) == {"outcome.txt", "branch.txt", "comment.md"}


@pytest.mark.parametrize("address", ["https://example.org/small/", "http://example.org/small/"])
def test_who_suggests_a_known_paper_is_told_where_its_page_is(
    suggest: Suggest, shelf: Path, address: str
) -> None:
    settings = shelf / "content/site.yaml"
    text = settings.read_text(encoding="utf-8").replace("https://example.org/small/", address)
    settings.write_text(text, encoding="utf-8")
    done = suggest(body(SUGGESTION, {"link": "https://doi.org/10.1145/3539618.3591631"}))
    assert f"\n\n[Its page]({address}papers/novak-2015/)\n" in done.answer["comment.md"]


@pytest.mark.parametrize("settings", ["title: A shelf\n", "title: ["])
def test_no_page_is_named_where_the_shelf_does_not_say_where_its_site_is(
    suggest: Suggest, shelf: Path, settings: str
) -> None:
    (shelf / "content/site.yaml").write_text(settings, encoding="utf-8")
    done = suggest(body(SUGGESTION, {"link": "https://doi.org/10.1145/3539618.3591631"}))
    assert done.outcome == "known"
    assert "Its page" not in done.comment


def test_topics_are_not_called_unknown_where_the_shelf_cannot_read_its_own(
    suggest: Suggest, shelf: Path
) -> None:
    with (shelf / "content/topics.yaml").open("a", encoding="utf-8") as file:
        file.write("- id: [\n")
    done = suggest(body(SUGGESTION, {"link": LINK, "topics": "Scientific computing"}))
    assert done.outcome == "added"
    assert "Unknown topics" not in done.comment
    told = "own file content/topics.yaml has errors, so that Scientific computing could not be"
    assert told in done.comment
    assert told in done.answer["request.md"]
    assert "topics" not in fields(shelf / ENTRY)


def test_one_topic_with_an_error_leaves_the_others_known(suggest: Suggest, shelf: Path) -> None:
    with (shelf / "content/topics.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: Baking bread, name: Baking}\n")
    done = suggest(body(SUGGESTION, {"link": LINK, "topics": "numerics, baking"}))
    assert fields(shelf / ENTRY)["topics"] == ["numerical-analysis"]
    assert "content/topics.yaml has errors, so that baking could not be looked up" in done.comment


def test_a_folder_that_is_no_shelf_is_an_error_of_whoever_runs_the_command(
    suggest: Suggest, shelf: Path
) -> None:
    shutil.rmtree(shelf / "content")
    done = suggest(body(SUGGESTION, {"link": LINK}))
    assert (done.code, done.out, done.answer) == (3, "", {})
    assert done.err.count('there is no folder "content"') == 1
    assert "Nothing is wrong" not in done.err


def test_the_same_paper_twice_is_known_the_second_time(suggest: Suggest) -> None:
    assert suggest(body(SUGGESTION, {"link": LINK})).outcome == "added"
    done = suggest(body(SUGGESTION, {"link": f"https://doi.org/{answers.DOI}"}), number=13)
    assert done.outcome == "known"
    assert "subject.txt" not in done.answer


@pytest.mark.parametrize(
    "link",
    [
        "See [this](https://arxiv.org/abs/2401.01234), it is good",
        "<https://arxiv.org/pdf/2401.01234v2>",
        "arXiv:2401.01234",
        f"https://doi.org/{answers.DOI}).",
        f"DOI {answers.DOI}.",
        "Waiting Networks https://arxiv.org/abs/2401.01234 by Ada Quill",
        "\n\n  2401.01234  \nhttps://arxiv.org/abs/1706.03762",
        "```\n2401.01234\n```",
        "<!-- put a link here -->\n2401.01234",
    ],
)
def test_people_write_links_in_many_ways(suggest: Suggest, link: str) -> None:
    assert suggest(body(SUGGESTION, {"link": link})).outcome == "added"


def test_a_parenthesis_that_belongs_to_an_id_stays() -> None:
    named = papers_named("10.5555/a(b) or (10.5555/c), **(10.5555/d(e))**.")
    assert [paper.value for paper in named] == ["10.5555/a(b)", "10.5555/c", "10.5555/d(e)"]


@pytest.mark.parametrize(
    "text",
    [
        "Please add https://arxiv.org/abs/2401.01234, thanks!\r\n\r\nIt is **good**.",
        "# Hello\n\n> 10.5555/waiting.2024.17",
        "**Link:** https://arxiv.org/abs/2401.01234",
    ],
)
def test_of_a_body_that_is_no_form_the_first_link_counts(suggest: Suggest, text: str) -> None:
    assert suggest(text).outcome == "added"


def test_a_title_is_looked_for_and_several_candidates_are_told(
    suggest: Suggest, shelf: Path, server: Providers
) -> None:
    first = answers.work("10.5555/a.1", title=["Waiting networks of many kinds"])
    second = answers.work("10.5555/a.2", title=["Waiting networks of many minds"])
    server.on("/crossref", answers.crossref_list(first, second))
    server.on("/openalex", '{"results": []}')
    server.on("/arxiv", answers.NO_ARXIV)
    before = tree(shelf)
    done = suggest(body(SUGGESTION, {"link": "Waiting networks of many rinds"}))
    assert (done.code, done.outcome) == (1, "nothing")
    assert "Several papers have a title like" in done.comment
    assert "| doi:10.5555/a.1 | Waiting networks of many kinds |" in done.comment
    assert tree(shelf) == before


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("", "No link to a paper"),
        ("https://example.org/my-cat", "names no paper"),
        ("mail me", "knows a paper called “mail me”"),
        ("javascript:alert(1)//x y", "knows a paper"),
    ],
)
def test_a_form_that_names_no_paper_gets_a_kind_word(
    suggest: Suggest, shelf: Path, server: Providers, link: str, told: str
) -> None:
    server.answers.clear()
    before = tree(shelf)
    done = suggest(body(SUGGESTION, {"link": link}))
    assert (done.code, done.outcome) == (1, "nothing")
    assert told in done.comment
    assert "What works: an arXiv id or address" in done.comment
    assert tree(shelf) == before


def test_a_paper_that_nobody_knows_is_not_added(suggest: Suggest, server: Providers) -> None:
    server.answers.clear()
    server.on("/arxiv", answers.NO_ARXIV)
    server.on("/", NOT_FOUND)
    done = suggest(body(SUGGESTION, {"link": "2401.09999"}))
    assert (done.code, done.outcome) == (1, "nothing")
    assert "No service that was asked knows arxiv:2401.09999. Is it spelt right?" in done.comment


def test_where_nobody_can_be_asked_the_command_says_so(suggest: Suggest, shelf: Path) -> None:
    before = tree(shelf)
    done = suggest(body(SUGGESTION, {"link": LINK}), "--offline")
    assert (done.code, done.outcome) == (3, "nothing")
    assert "could not be asked" in done.comment
    assert "Nothing is wrong with the form" in done.comment
    assert tree(shelf) == before


def test_a_service_that_fails_is_no_fault_of_the_form(suggest: Suggest, server: Providers) -> None:
    server.answers.clear()
    server.on("/", says("::error::no", 500))
    done = suggest(body(SUGGESTION, {"link": LINK}))
    assert (done.code, done.outcome) == (3, "nothing")
    assert "::" not in done.answer["comment.md"] + done.out + done.err


def test_what_is_known_may_come_from_a_file(
    suggest: Suggest, shelf: Path, server: Providers, tmp_path: Path
) -> None:
    file = tmp_path / "answer.json"
    file.write_text(answers.crossref(), encoding="utf-8")
    done = suggest(body(SUGGESTION, {"link": answers.DOI}), "--from", str(file))
    assert done.outcome == "added"
    assert server.asked == []
    other = suggest(body(SUGGESTION, {"link": "10.5555/other"}), "--from", str(file))
    assert (other.code, other.outcome) == (1, "nothing")
    assert "Nothing is known of doi:10.5555/other" in other.comment


def test_a_dry_run_answers_and_writes_no_entry(suggest: Suggest, shelf: Path) -> None:
    before = tree(shelf)
    done = suggest(body(SUGGESTION, {"link": LINK}), "--dry-run")
    assert (done.code, done.outcome) == (0, "added")
    assert done.out.startswith("Issue 12: would be added; no file changed in ")
    assert tree(shelf) == before


def test_a_file_with_errors_that_may_hold_the_paper_stands_in_the_way(
    suggest: Suggest, shelf: Path
) -> None:
    broken = shelf / "content/papers/broken.md"
    broken.write_text(f"---\ntitle: A: b\nids: {{doi: {answers.DOI}}}\n---\n", encoding="utf-8")
    done = suggest(body(SUGGESTION, {"link": LINK}))
    assert done.outcome == "nothing"
    assert "may be in content/papers/broken.md, which has errors" in done.comment


def test_a_shelf_with_errors_elsewhere_takes_suggestions(suggest: Suggest, shelf: Path) -> None:
    (shelf / "content/papers/broken.md").write_text("---\ntitle: A: b\n---\n", encoding="utf-8")
    assert suggest(body(SUGGESTION, {"link": LINK})).outcome == "added"


def test_labels_may_be_reworded_and_translated(suggest: Suggest, shelf: Path) -> None:
    labels = {"link": "論文のリンク", "why": "Pourquoi ?", "topics": "Thèmes", "name": "Nom"}
    path = shelf / ".github/ISSUE_TEMPLATE/suggest-paper.yml"
    path.write_text(template(labels), encoding="utf-8")
    done = suggest(body(labels, {"link": LINK, "why": "Parce que.", "name": "Ève Née"}))
    assert done.outcome == "added"
    assert fields(shelf / ENTRY)["submitted_by"] == "Ève Née"
    assert "Parce que." in (shelf / ENTRY).read_text(encoding="utf-8")


def test_the_forms_are_found_at_the_root_of_the_repository(suggest: Suggest, shelf: Path) -> None:
    (shelf.parent / ".git").mkdir()
    (shelf / ".github").rename(shelf.parent / ".github")
    done = suggest(body(SUGGESTION, {"link": LINK, "why": "It waits."}))
    assert done.outcome == "added"
    assert (shelf / ENTRY).read_text(encoding="utf-8").endswith("---\nIt waits.\n")


@pytest.mark.parametrize(
    ("name", "credit"),
    [
        ("Ada Quill", "Ada Quill"),
        ("Anne-Marie O’Neil, Jr.", "Anne-Marie O’Neil, Jr."),
        ("田中 太郎", "田中 太郎"),
        ("Ada Quill\nCo-authored-by: x <a@b.c>", "Ada Quill"),
        ("Ada <ada@example.org>", "octo-cat"),
        ("@everyone", "octo-cat"),
        ("$(id)", "octo-cat"),
        ("`id`", "octo-cat"),
        ("https://spam.example", "octo-cat"),
        ("x" * 500, "octo-cat"),
        ("123", "octo-cat"),
        ("", "octo-cat"),
    ],
)
def test_the_name_is_a_name_or_the_login_counts(
    suggest: Suggest, shelf: Path, name: str, credit: str
) -> None:
    done = suggest(body(SUGGESTION, {"link": LINK, "name": name}))
    assert fields(shelf / ENTRY)["submitted_by"] == credit
    message = done.answer["message.txt"].splitlines()
    trailers = [line for line in message if line.lower().startswith("co-authored-by")]
    assert trailers == [f"Co-authored-by: {credit} <583231+octo-cat@users.noreply.github.com>"]


@pytest.mark.parametrize(
    ("login", "is_known"),
    [
        ("dependabot[bot]", True),
        ("a" * 39, True),
        ("a" * 40, False),
        ("x\ny", False),
        ("a b", False),
    ],
)
def test_only_a_login_as_hosts_give_them_is_credited(
    suggest: Suggest, login: str, *, is_known: bool
) -> None:
    done = suggest(body(SUGGESTION, {"link": LINK}), login=login)
    assert done.outcome == "added"
    assert ("Co-authored-by" in done.answer["message.txt"]) is is_known


def test_what_cannot_be_read_is_wrong_usage(suggest: Suggest) -> None:
    assert suggest(event("x"), "--waiting", "--all").code == 2
    assert suggest(event("x"), "--from", "no-such-file").code == 2


@pytest.mark.parametrize("place", ["content", "content/papers/new", "content/site.yaml"])
def test_an_answer_that_has_no_place_is_told_of_before_the_shelf_changes(
    suggest: Suggest, shelf: Path, place: str
) -> None:
    before = tree(shelf)
    done = suggest(body(SUGGESTION, {"link": LINK}), "--answer", str(shelf / place))
    assert done.code == 2
    assert "choose another --answer" in done.err
    assert tree(shelf) == before


def test_a_file_is_no_folder_for_an_answer(suggest: Suggest, shelf: Path, tmp_path: Path) -> None:
    before = tree(shelf)
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    done = suggest(body(SUGGESTION, {"link": LINK}), "--answer", str(tmp_path / "file"))
    assert done.code == 2
    assert "file is no folder; choose another --answer" in done.err
    done = suggest(body(SUGGESTION, {"link": LINK}), "--answer", str(tmp_path / "file/answer"))
    assert done.code == 3
    assert f"cannot make {tmp_path / 'file/answer'}" in done.err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert tree(shelf) == before
