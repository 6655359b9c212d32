"""Files tell their format by what is in them."""

import pytest
from tests.support.import_samples import SAMPLES
from tests.support.imported import exported, read
from tests.support.node import ROOT

from papershelf.importers import IMPORTERS

FORMATS = {importer.name: importer for importer in IMPORTERS}


def recognised(text: str) -> list[str]:
    """The names of the formats that a text may be of."""
    return [importer.name for importer in IMPORTERS if importer.looks_like(text[:4096])]


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_recognised_by_its_importer_alone(name: str) -> None:
    assert recognised(SAMPLES[name]) == [name]


@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - {"other-xml"}))
def test_each_sample_has_papers(name: str) -> None:
    drafts, problems = read(FORMATS[name], SAMPLES[name])
    assert drafts
    assert all(draft.fields["title"] for draft in drafts)
    assert [problem for problem in problems if problem.severity.value != "advice"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("title;authors\r\nA;B\r\n", "csv"),
        ("sep=;\ntitle;authors\n", "csv"),
        ("\ufeffTitle\tYear\nA\t2015\n", "csv"),
        ('[{"title": "A"}]', "json"),
        ('{\n  "title": "A"\n}', "json"),
        ('{"vaswani-2017": {"title": "A"}}', "json"),
        ('{"title": "A"}', "jsonl"),
        ("- title: A\n  year: 2015\n", "yaml"),
        ("---\n- title: A\n", "yaml"),
        ("a-2015:\n  title: A\n", "yaml"),
        ("| Title | Year |\n| --- | --- |\n| A | 2015 |\n", "markdown"),
        ("<p align='center'>x</p>\n\n# List\n\n* [A](https://example.org)\n", "markdown"),
        ("---\ntitle: A list\n---\n\n- [A](https://example.org)\n", "markdown"),
    ],
)
def test_files_are_recognised_however_they_are_written(text: str, name: str) -> None:
    assert recognised(text) == [name]


@pytest.mark.parametrize("text", ["", "\n", "Dear all,\n\nhi\n", "%PDF-1.7\n", "\x00\x01"])
def test_what_is_no_list_of_papers_is_not_recognised(text: str) -> None:
    assert recognised(text) == []


@pytest.mark.parametrize("name", ["csv", "jsonl", "markdown"])
def test_our_exports_are_recognised(name: str) -> None:
    assert recognised(exported(ROOT / "tests/collections/small", name)) == [name]


def test_csl_json_is_left_to_its_own_importer() -> None:
    text = '[{"type": "article-journal", "title": "A", "issued": {"date-parts": [[2015]]}}]'
    assert "json" not in recognised(text)
