"""The wheel: it carries everything, and works from anywhere."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = folder.glob("*.whl")
    return wheel


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_carries_the_package_the_themes_and_the_starter(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    package = ROOT / "generator/papershelf"
    assert {f"papershelf/{name}" for name in _files(package)} <= names
    assert {f"papershelf/themes/{name}" for name in _files(ROOT / "themes")} <= names
    assert "papershelf/py.typed" in names
    assert "papershelf/starter/shelf/content/site.yaml" in names
    others = {name.split("/")[0] for name in names}
    assert others == {"papershelf", next(name for name in others if name.endswith(".dist-info"))}


def test_the_wheel_works_alone_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "unpacked")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "unpacked")}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "papershelf", *arguments],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
        )
        return done.stdout.decode()

    assert "Made a shelf of" in run("init", "shelf", "--title", "From a wheel")
    assert "no problems" in run("check", "--shelf", "shelf")
    assert run("schema").startswith("{")
    assert "Built " in run("build", "--shelf", "shelf")
    assert "From a wheel" in (tmp_path / "shelf/site/index.html").read_text(encoding="utf-8")
    where = "import papershelf; print(papershelf.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", where],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
    )
    assert found.stdout.decode().startswith(str(tmp_path / "unpacked"))
