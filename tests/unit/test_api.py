"""What other programs import."""

import importlib
import inspect
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import pytest

import papershelf
from papershelf import build, export, load_library
from papershelf.errors import ContentError, PapershelfError, UsageError
from papershelf.model import Library


def test_the_interface_is_functions_whatever_else_is_imported() -> None:
    importlib.import_module("papershelf.build")
    importlib.import_module("papershelf.export")
    importlib.import_module("papershelf.cli.main")
    assert inspect.isfunction(papershelf.build)
    assert inspect.isfunction(papershelf.export)
    assert inspect.isfunction(papershelf.load_library)
    assert sorted(papershelf.__all__) == ["build", "export", "load_library"]


def test_a_library_holds_the_papers_of_a_shelf(small: Path) -> None:
    library = load_library(small)
    assert isinstance(library, Library)
    assert "novak-2015" in library.papers
    assert load_library(str(small)) == library


def test_a_library_with_errors_raises_all_of_them(small: Path) -> None:
    for number in range(3):
        (small / f"content/papers/bad-{number}.md").write_text("---\n---\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_library(small)
    assert len({problem.location.path for problem in caught.value.problems}) == 3
    assert isinstance(caught.value, PapershelfError)


def test_a_build_reports_what_it_did(small: Path) -> None:
    report = build(str(small), str(small / "out"), jobs=1)
    assert report.output == small / "out"
    assert report.papers == 5
    assert report.written == report.files
    assert report.rendered == report.pages
    files = [path for path in (small / "out").rglob("*") if path.is_file()]
    assert report.files == len(files) - 1
    assert report.bytes == sum(path.stat().st_size for path in files if path.name != ".papershelf")


def test_an_export_is_text_piece_by_piece(small: Path) -> None:
    texts = list(export(small, "bibtex", where="author:novak", jobs=1))
    assert "".join(texts).count("@") == 1
    assert "".join(texts) in "".join(export(str(small), jobs=1))


def test_an_export_that_cannot_be_raises_an_error_at_once(small: Path) -> None:
    with pytest.raises(UsageError):
        export(small, "bibtecks", jobs=1)
    with pytest.raises(UsageError):
        export(small, sort="latest", jobs=1)
    with pytest.raises(UsageError):
        export(small, where="year:x", jobs=1)


def test_every_argument_of_the_functions_has_a_type() -> None:
    for function in (build, export, load_library):
        assert function.__doc__
        names = [*inspect.signature(function).parameters, "return"]
        assert set(names) <= set(inspect.get_annotations(function))
    assert "return" in get_type_hints(load_library, {"Library": Library, "Path": Path})
    assert (Path(papershelf.__file__).parent / "py.typed").is_file()


def test_importing_papershelf_is_light() -> None:
    script = "import papershelf, sys; print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(Path(papershelf.__file__).parents[1])},
        check=True,
        capture_output=True,
    )
    assert not {"pydantic", "jinja2", "rich"} & set(done.stdout.decode().splitlines())
