"""Theme chain, templates, assets and options.

A theme is a folder with `theme.yaml`, `templates/` and `assets/`. A shelf's own `themes/` is
searched before the packaged ones, and a theme may extend another: the first file found in the
chain counts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from rjsmin import jsmin

from papershelf.config import Config
from papershelf.drawing.fonts import shelf_fonts
from papershelf.drawing.look import CardLook
from papershelf.errors import ContentError, Location, MachineError, Problem, did_you_mean
from papershelf.fields import Slug, Text
from papershelf.forms import Form, check_form
from papershelf.language_files import LanguageFile, wording_of
from papershelf.output import Output
from papershelf.packaged import packaged_themes
from papershelf.source import Source
from papershelf.theme_card import CardForm, card_colours
from papershelf.theme_options import OptionForm, OptionValue, misfit, option_values
from papershelf.wording import Wording
from papershelf.yamltext import YamlError, parse_yaml

_LAYERS = "@layer reset, tokens, base, layout, components, theme, overrides;\n"

_FEED_SHEET = "feed.css"


class ThemeForm(Form):
    """theme.yaml."""

    name: Slug
    """The name of the theme: that of its folder."""
    extends: Slug | None = None
    """The theme whose files stand in for those that this one lacks."""
    description: Text = ""
    """What it looks like."""
    options: list[OptionForm] = []
    """What a shelf may set."""
    card: CardForm = CardForm()
    """The colours of the pictures that social media show."""


@dataclass(frozen=True)
class Theme:
    """A chain of theme folders, the most particular first, with the shelf's options."""

    name: str
    chain: Sequence[tuple[str, Path]]
    """Name and folder of each theme; a name may stand twice, the shelf's folder first."""
    options: Mapping[str, OptionValue]
    colours: Mapping[str, OptionValue]
    """The options that are colours, as custom properties of the stylesheet."""
    wording: Wording
    """The words of the interface in the language of the shelf."""
    card: CardLook = field(default_factory=CardLook)
    """How the pictures look that social media show."""

    @property
    def packaged(self) -> Sequence[tuple[str, Path]]:
        """The part of the chain that comes with Papershelf."""
        folder = packaged_themes()
        return [(name, path) for name, path in self.chain if path.is_relative_to(folder)]

    stylesheet = "style.css"
    """The asset that all style sheets of the chain are joined in."""

    @cached_property
    def assets(self) -> Mapping[str, bytes]:
        """The files that pages load, by their path below the asset folder."""
        found: dict[str, bytes] = {}
        for _, folder in reversed(self.chain):
            for path in _files(folder / "assets"):
                name = path.relative_to(folder / "assets").as_posix()
                if _is_joined(name):
                    continue
                if name.endswith(".js"):
                    found[name] = _compact_script(_read_bytes(path))
                elif name.endswith(".css"):
                    found[name] = _compact_sheet(_read_bytes(path))
                else:
                    found[name] = _read_bytes(path)
        joined = b"\n".join(self._sheets.values()).decode("utf-8", "replace")
        found[self.stylesheet] = _compact(_LAYERS + joined + self._overrides()).encode()
        return dict(sorted(found.items()))

    @cached_property
    def _sheets(self) -> Mapping[str, bytes]:
        """The style sheets that are joined, by their path below the asset folder, in order."""
        styles: dict[str, tuple[int, bytes]] = {}
        for rank, (_, folder) in enumerate(reversed(self.chain)):
            for path in _files(folder / "assets"):
                name = path.relative_to(folder / "assets").as_posix()
                if _is_joined(name):
                    styles[name] = rank, _read_bytes(path)
        ordered = sorted(styles.items(), key=lambda style: (style[1][0], style[0]))
        return {name: content for name, (_, content) in ordered}

    def sheet(self, names: Sequence[str], own: str = "") -> str:
        """Some of the style sheets, without their ending, with `own` rules, for a file alone."""
        chosen = (self._sheets.get(f"css/{name}.css", b"") for name in names)
        joined = b"\n".join(chosen).decode("utf-8", "replace")
        return _compact(f"{_LAYERS}{joined}\n{own}{self._overrides()}")

    def _overrides(self) -> str:
        values = "".join(f"--option-{name}:{value};" for name, value in self.colours.items())
        return f"@layer overrides{{:root{{{values}}}}}\n" if values else ""

    @cached_property
    def templates(self) -> Sequence[Mapping[str, bytes]]:
        """The templates of each folder of the chain, by their path below `templates/`.

        Read at one moment, as the digest is of them: what is edited later belongs to another theme.
        """
        return [
            {
                path.relative_to(folder / "templates").as_posix(): _read_bytes(path)
                for path in _files(folder / "templates")
            }
            for _, folder in self.chain
        ]

    @cached_property
    def digest(self) -> bytes:
        """Changes whenever a template, a word, an asset, an option or the look of cards does."""
        hasher = blake2b(self.templates_digest, digest_size=16)
        hasher.update(self.asset_folder.encode())
        hasher.update(repr(self.card.colours).encode() + self.card.fonts.digest)
        return hasher.digest()

    @cached_property
    def templates_digest(self) -> bytes:
        """Changes whenever a template, a word or an option does."""
        hasher = blake2b(self.wording.digest, digest_size=16)
        for (name, _), templates in zip(self.chain, self.templates, strict=True):
            for relative, content in templates.items():
                hasher.update(f"{name}:templates/{relative}:{len(content)}:".encode() + content)
        hasher.update(repr(sorted(self.options.items())).encode())
        return hasher.digest()

    @cached_property
    def asset_folder(self) -> str:
        """Where the assets go: a digest in the name lets browsers keep them for ever."""
        hasher = blake2b(digest_size=6)
        for name, content in self.assets.items():
            hasher.update(f"{name}:{len(content)}:".encode() + content)
        return f"assets/{hasher.hexdigest()}"

    @property
    def feed_stylesheet(self) -> str:
        """The site path of what browsers show feeds with; empty where the themes have none."""
        return f"{self.asset_folder}/{_FEED_SHEET}" if _FEED_SHEET in self.assets else ""

    @cached_property
    def worker(self) -> bytes:
        """The script that browsers run for the whole site, to keep it without a network."""
        paths = (folder / "offline/sw.js" for _, folder in self.chain)
        path = next((path for path in paths if path.is_file()), None)
        return _compact_script(_read_bytes(path)) if path else b""

    def outputs(self) -> Iterator[Output]:
        """The assets as files of the site."""
        for name, content in self.assets.items():
            yield Output(f"{self.asset_folder}/{name}", content, f"the theme {self.name}")


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".") and not path.name.endswith("~")
    )


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MachineError(f"cannot read {path}: {error.strerror}") from None


_CSS_STRING = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CSS_COMMENT = re.compile(rf"{_CSS_STRING}|/\*.*?\*/", re.DOTALL)
# A space after a colon parts a property from its value; one before it may part two selectors.
_CSS_SPACE = re.compile(rf"{_CSS_STRING}|[;\s]*(}})\s*|\s*([{{;,])\s*|(:)\s+|\s+")


def _is_joined(name: str) -> bool:
    return name.startswith("css/") and name.endswith(".css")


def _compact(css: str) -> str:
    """CSS without comments and spaces that mean nothing; strings are left alone."""
    css = _CSS_COMMENT.sub(lambda found: found[1] or "", css)
    css = _CSS_SPACE.sub(lambda found: next(filter(None, found.groups()), " "), css)
    return f"{css.strip()}\n"


def _compact_sheet(sheet: bytes) -> bytes:
    """A style sheet of its own, as the joined one is written."""
    try:
        return _compact(sheet.decode()).encode()
    except UnicodeDecodeError:
        return sheet


def _compact_script(script: bytes) -> bytes:
    """A script without comments and indentation: a fourth less for every reader to fetch."""
    try:
        return f"{jsmin(script.decode())}\n".encode()
    except UnicodeDecodeError:
        return script


def load_theme(shelf: Path, config: Config) -> tuple[Theme, list[Problem]]:
    """The theme that a shelf asks for; raises ContentError if there is none or it is broken."""
    roots = [shelf / "themes", packaged_themes()]
    chain: list[tuple[str, Path]] = []
    declared: dict[str, OptionForm] = {}
    cards: list[CardForm] = []
    name: str | None = config.theme
    asked_by = "content/site.yaml"
    seen: set[str] = set()
    while name:
        if name in seen:
            raise _broken(asked_by, f'the theme "{name}" extends itself', "break the circle")
        seen.add(name)
        found = [root / name for root in roots if (root / name / "theme.yaml").is_file()]
        if found and (shelf / "themes" / name).is_dir():
            # A few files over a theme that exists need no theme.yaml of their own.
            found.insert(0, shelf / "themes" / name)
        folders = list(dict.fromkeys(found))
        folders = [
            f
            for i, f in enumerate(folders)
            if f.resolve() not in {other.resolve() for other in folders[:i]}
        ]
        if not folders:
            known = sorted({p.parent.name for root in roots for p in root.glob("*/theme.yaml")})
            hint = did_you_mean(name, known, noun="themes")
            raise _broken(asked_by, f'there is no theme "{name}"', hint)
        forms = [_read(folder) for folder in folders if (folder / "theme.yaml").is_file()]
        chain += [(name, folder) for folder in folders]
        for form in forms:
            cards.append(form.card)
            for option in form.options:
                declared.setdefault(option.name, option)
        asked_by = f"themes/{name}/theme.yaml"
        # A shelf's own copy of a packaged theme need not repeat what that one extends.
        name = next((form.extends for form in forms if form.extends), None)
    place = Location("content/site.yaml")
    options, problems = option_values(declared, config.theme_options, place)
    colours = {
        option: value for option, value in options.items() if declared[option].type == "colour"
    }
    try:
        card = card_colours(cards, declared, options)
    except ValueError as error:
        raise _broken(f"themes/{config.theme}/theme.yaml", *error.args) from None
    fonts, wrong = shelf_fonts(shelf, config.card_fonts)
    look = CardLook(card, fonts)
    wording, odd = wording_of(config.language, list(_language_files(chain)))
    theme = Theme(config.theme, chain, options, colours, wording, look)
    return theme, [*problems, *wrong, *odd]


def _language_files(chain: Sequence[tuple[str, Path]]) -> Iterator[LanguageFile]:
    for name, folder in chain:
        for path in _files(folder / "i18n"):
            if path.suffix in {".yaml", ".yml"}:
                shown = f"themes/{name}/i18n/{path.relative_to(folder / 'i18n').as_posix()}"
                yield LanguageFile(path.stem, shown, _read_bytes(path))


def _read(folder: Path) -> ThemeForm:
    path = f"themes/{folder.name}/theme.yaml"
    try:
        text = _read_bytes(folder / "theme.yaml").decode()
    except UnicodeDecodeError:
        raise _broken(path, "is not UTF-8", "save the file as UTF-8") from None
    lines = text.split("\n")
    try:
        node = parse_yaml(text)
    except YamlError as problem:
        raise ContentError.one(problem.at(path, lines)) from None
    form, problems = check_form(ThemeForm, node, Source(path, lines))
    if form is None:
        raise ContentError(problems)
    for option in form.options:
        if option.default and (told := misfit(option, option.default)):
            message, hint = told
            raise _broken(path, f'the default of the option "{option.name}": {message}', hint)
    return form


def _broken(path: str, message: str, hint: str) -> ContentError:
    return ContentError.one(Problem(Location(path), message, hint, rule="theme"))
