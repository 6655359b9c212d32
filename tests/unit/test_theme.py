"""The chain of themes, their assets and their options."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.support.node import unavailable
from tests.support.shelf_files import lay

from papershelf import build
from papershelf.config import Config
from papershelf.errors import ContentError, MachineError, Severity
from papershelf.packaged import packaged_themes
from papershelf.theme import Theme, _compact, load_theme
from papershelf.theme_options import OptionValue


def _theme(shelf: Path, name: str, text: str = "", **files: str) -> Path:
    folder = shelf / "themes" / name
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(f"name: {name}\n{text}", encoding="utf-8")
    for path, content in files.items():
        file = folder / path.replace("__", "/").replace("_css", ".css").replace("_html", ".html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder


def _load(shelf: Path, name: str = "default", **options: list[str]) -> Theme:
    theme, problems = load_theme(shelf, Config(theme=name, theme_options=options))
    assert problems == []
    return theme


def _refused(shelf: Path, name: str) -> str:
    with pytest.raises(ContentError) as caught:
        load_theme(shelf, Config(theme=name))
    [problem] = caught.value.problems
    return f"{problem.location}: {problem.message} — {problem.hint}"


def test_the_packaged_themes_are_there(tmp_path: Path) -> None:
    assert (packaged_themes() / "base/theme.yaml").is_file()
    assert [name for name, _ in _load(tmp_path).chain] == ["default", "base"]
    assert [name for name, _ in _load(tmp_path, "base").chain] == ["base"]


def test_a_theme_of_the_shelf_comes_before_the_packaged_one_of_its_name(tmp_path: Path) -> None:
    own = _theme(tmp_path, "default", "extends: base\n")
    assert [folder for _, folder in _load(tmp_path).chain] == [
        own,
        packaged_themes() / "default",
        packaged_themes() / "base",
    ]


def test_an_unknown_theme_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    assert _refused(tmp_path, "defalt") == (
        'content/site.yaml: there is no theme "defalt" — did you mean "default"?'
    )
    _theme(tmp_path, "own", "extends: bse\n")
    assert _refused(tmp_path, "own") == (
        'themes/own/theme.yaml: there is no theme "bse" — did you mean "base"?'
    )


def test_themes_may_not_extend_each_other_in_a_circle(tmp_path: Path) -> None:
    _theme(tmp_path, "one", "extends: two\n")
    _theme(tmp_path, "two", "extends: one\n")
    assert _refused(tmp_path, "one") == (
        'themes/two/theme.yaml: the theme "one" extends itself — break the circle'
    )


@pytest.mark.parametrize("text", [b"name: [", b"extends: base\n", b"name: own\noptions: 3\n"])
def test_a_broken_theme_yaml_is_told_with_its_place(tmp_path: Path, text: bytes) -> None:
    folder = _theme(tmp_path, "own")
    (folder / "theme.yaml").write_bytes(text)
    assert _refused(tmp_path, "own").startswith("themes/own/theme.yaml:")


def test_a_theme_yaml_that_is_no_text_is_told(tmp_path: Path) -> None:
    (_theme(tmp_path, "own") / "theme.yaml").write_bytes(b"name: \xff")
    assert (
        _refused(tmp_path, "own") == "themes/own/theme.yaml: is not UTF-8 — save the file as UTF-8"
    )


def test_style_sheets_are_joined_from_the_base_up_and_replaced_by_name(tmp_path: Path) -> None:
    _theme(tmp_path, "low", assets__css__a_css="a{}", assets__css__b_css="b{}")
    _theme(tmp_path, "high", "extends: low\n", assets__css__a_css="A{}", assets__css__c_css="c{}")
    theme = _load(tmp_path, "high")
    assert theme.assets["style.css"].decode().endswith(";b{}A{}c{}\n")


def test_scripts_lose_their_comments_and_stay_modules(tmp_path: Path) -> None:
    if shutil.which("node") is None:
        unavailable("Node is not installed, so the scripts cannot be checked.")
    for name, content in _load(tmp_path, "base").assets.items():
        if not name.endswith(".js"):
            continue
        source = (packaged_themes() / "base/assets" / name).read_bytes()
        assert len(content) <= len(source)
        assert b"/**" not in content
        script = tmp_path / "script.mjs"
        script.write_bytes(content)
        checked = subprocess.run(["node", "--check", script], capture_output=True, text=True)
        assert checked.returncode == 0, (name, checked.stderr)


@pytest.mark.parametrize("name", ["x.js", "x.css"])
def test_a_script_or_sheet_that_is_no_text_is_left_as_it_is(tmp_path: Path, name: str) -> None:
    folder = _theme(tmp_path, "own", assets__css__a_css="a{}")
    (folder / "assets" / name).write_bytes(b"/* \xff */\n")
    assert _load(tmp_path, "own").assets[name] == b"/* \xff */\n"


def test_a_style_sheet_beside_the_joined_one_is_compact_too(tmp_path: Path) -> None:
    _theme(tmp_path, "own", assets__css__a_css="a{}", assets__x_css="/* b */\nb {\n  c: d;\n}\n")
    assets = _load(tmp_path, "own").assets
    assert assets["x.css"] == b"b{c:d}\n"
    assert b"b{" not in assets["style.css"]


def test_assets_of_the_more_particular_theme_count(tmp_path: Path) -> None:
    _theme(tmp_path, "low", assets__x_html="low", assets__y_html="low")
    high = _theme(tmp_path, "high", "extends: low\n", assets__x_html="high")
    (high / "assets/.hidden").write_text("x", encoding="utf-8")
    (high / "assets/copy~").write_text("x", encoding="utf-8")
    theme = _load(tmp_path, "high")
    assert {name: content for name, content in theme.assets.items() if name != "style.css"} == {
        "x.html": b"high",
        "y.html": b"low",
    }
    assert {output.path for output in theme.outputs()} == {
        f"{theme.asset_folder}/{name}" for name in theme.assets
    }


def test_the_asset_folder_changes_with_any_asset_and_the_digest_with_any_template(
    tmp_path: Path,
) -> None:
    folder = _theme(
        tmp_path, "own", "extends: base\n", assets__x_html="1", templates__home_html="1"
    )

    def look() -> tuple[str, bytes]:
        theme = _load(tmp_path, "own")
        return theme.asset_folder, theme.digest

    first = look()
    (folder / "templates/home.html").write_text("2", encoding="utf-8")
    second = look()
    assert second[0] == first[0]
    assert second[1] != first[1]
    (folder / "assets/x.html").write_text("2", encoding="utf-8")
    third = look()
    assert third[0] != first[0]
    assert third[1] != second[1]
    assert look() == third


def test_an_asset_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = _load(tmp_path)

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(MachineError, match=r"cannot read .*: Permission denied"):
        _ = theme.assets
    with pytest.raises(MachineError, match=r"cannot read .*: Permission denied"):
        _ = theme.digest


def test_a_style_sheet_that_is_no_text_does_not_stop_a_build(tmp_path: Path) -> None:
    folder = _theme(tmp_path, "own", assets__css__a_css="a{}")
    (folder / "assets/css/a.css").write_bytes(b"a{content:'\xff'}")
    assert "\ufffd" in _load(tmp_path, "own").assets["style.css"].decode()


OPTIONS = """options:
  - {name: accent, type: colour, default: red, description: D}
  - {name: size, type: integer, default: "1", description: D}
  - {name: wide, type: boolean, default: "no", description: D}
  - {name: mood, type: choice, choices: [calm, loud], default: calm, description: D}
  - {name: words, type: text, description: D}
  - {name: parts, type: choices, choices: [one, two, three], default: [two, one], description: D}
"""


@pytest.mark.parametrize(
    ("option", "value", "seen"),
    [
        ("accent", "#abc", "#abc"),
        ("accent", "navy", "navy"),
        ("accent", "rgb(1 2 3 / 50%)", "rgb(1 2 3 / 50%)"),
        ("size", "-12", -12),
        ("wide", "true", True),
        ("wide", "off", False),
        ("mood", "loud", "loud"),
        ("words", "any; thing } at </all>", "any; thing } at </all>"),
        ("parts", ["three", "one"], ("three", "one")),
        ("parts", "two", ("two",)),
        ("parts", [], ()),
    ],
)
def test_options_have_the_values_of_the_shelf_in_their_types(
    tmp_path: Path, option: str, value: str | list[str], seen: OptionValue
) -> None:
    _theme(tmp_path, "own", OPTIONS)
    texts = [value] if isinstance(value, str) else value
    theme = _load(tmp_path, "own", **{option: texts})
    assert theme.options[option] == seen
    assert type(theme.options[option]) is type(seen)
    assert (f"--option-accent:{value}}}" in theme.assets["style.css"].decode()) == (
        option == "accent"
    )


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("accent", "red;} body{display:none"),
        ("accent", "url(//evil.example)"),
        ("accent", "#abc\n"),
        ("size", "many"),
        ("wide", "perhaps"),
        ("mood", "angry"),
    ],
)
def test_a_value_that_does_not_fit_an_option_is_an_error(
    tmp_path: Path, option: str, value: str
) -> None:
    _theme(tmp_path, "own", OPTIONS)
    theme, problems = load_theme(
        tmp_path, Config.model_construct(theme="own", theme_options={option: [value]})
    )
    [problem] = problems
    assert problem.severity is Severity.ERROR
    assert option in problem.message
    assert problem.hint.startswith("use ")
    assert theme.options[option] != value


def test_an_option_that_a_shelf_does_not_set_has_its_default_in_its_type(tmp_path: Path) -> None:
    _theme(tmp_path, "own", OPTIONS)
    assert _load(tmp_path, "own").options == {
        "accent": "red",
        "size": 1,
        "wide": False,
        "mood": "calm",
        "words": "",
        "parts": ("two", "one"),
    }


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (["one", "four"], '"four" will not do'),
        (["one", "one"], "a value stands twice"),
    ],
)
def test_several_choices_are_checked_one_by_one(
    tmp_path: Path, value: list[str], said: str
) -> None:
    _theme(tmp_path, "own", OPTIONS)
    _, [problem] = load_theme(tmp_path, Config(theme="own", theme_options={"parts": value}))
    assert problem.message == f'theme option "parts": {said}'


def test_an_option_of_one_value_takes_no_list(tmp_path: Path) -> None:
    _theme(tmp_path, "own", OPTIONS)
    _, [problem] = load_theme(
        tmp_path, Config(theme="own", theme_options={"mood": ["calm", "loud"]})
    )
    assert problem.message == 'theme option "mood": 2 values where one is expected'


def test_a_default_that_does_not_fit_its_option_is_an_error_of_the_theme(tmp_path: Path) -> None:
    _theme(tmp_path, "own", "options:\n  - {name: w, type: boolean, default: x, description: D}\n")
    assert _refused(tmp_path, "own") == (
        'themes/own/theme.yaml: the default of the option "w": "x" will not do'
        " — use a value of the type boolean"
    )


def _shown_in_the_documentation(path: str) -> str:
    """The file that the page on themes shows under a path."""
    page = (packaged_themes().parent / "content/pages/docs/themes.md").read_text(encoding="utf-8")
    [code] = re.findall(rf"```\w+\n(\S+ {re.escape(path)} .*?)```", page, re.DOTALL)
    return str(code)


def test_one_template_in_a_folder_of_a_packaged_theme_changes_one_block(tmp_path: Path) -> None:
    path = "themes/default/templates/404.html"
    lay(
        {
            "content/site.yaml": b"title: Mine\n",
            path: _shown_in_the_documentation(path).encode(),
        },
        tmp_path,
    )
    build(tmp_path)
    page = (tmp_path / "site/404.html").read_text(encoding="utf-8")
    assert "Nothing here. Write to shelf@example.org" in page
    assert "<h1>This shelf has no such page</h1>" in page


def test_one_style_sheet_in_a_folder_of_a_packaged_theme_changes_one_token(tmp_path: Path) -> None:
    own = tmp_path / "themes/default/assets/css/ours.css"
    own.parent.mkdir(parents=True)
    text = _shown_in_the_documentation("themes/default/assets/css/ours.css")
    own.write_text(text, encoding="utf-8")
    rule = "@layer overrides{:root{--measure:36rem}}"
    assert rule in _load(tmp_path).assets["style.css"].decode()
    assert rule not in _load(tmp_path / "elsewhere").assets["style.css"].decode()


def test_a_folder_without_theme_yaml_makes_no_new_theme(tmp_path: Path) -> None:
    (tmp_path / "themes/mine/templates").mkdir(parents=True)
    assert 'there is no theme "mine"' in _refused(tmp_path, "mine")


def test_an_unknown_option_is_a_warning(tmp_path: Path) -> None:
    _, [problem] = load_theme(tmp_path, Config(theme_options={"acent": ["red"]}))
    assert problem.severity is Severity.WARNING
    assert problem.hint == 'did you mean "accent"?'


@pytest.mark.parametrize(
    ("css", "compact"),
    [
        (
            'a {\n  content: "/* no \\" comment */"; /* one\n two */\n\n  b: \'; }\';\n}\n',
            'a{content:"/* no \\" comment */";b:\'; }\'}\n',
        ),
        (
            "p :is(a, b):hover > q ~ r {\n  width: calc(1px + 2 * var(--x)) ;\n}\n",
            "p :is(a,b):hover > q ~ r{width:calc(1px + 2 * var(--x))}\n",
        ),
        (
            "@media (min-width: 4rem) and (hover) { a { --y: ; b: 1 2 } }",
            "@media (min-width:4rem) and (hover){a{--y:;b:1 2}}\n",
        ),
    ],
)
def test_css_loses_comments_and_needless_spaces_but_no_strings(css: str, compact: str) -> None:
    assert _compact(css) == compact
