"""The pictures that social media show: what they say, how they look, and when they are drawn."""

import pickle
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from tests.support.fonts import font_for
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.checking import check
from papershelf.drawing.card import HEIGHT, MARGIN, WIDTH, draw_card
from papershelf.drawing.colours import read_colour
from papershelf.drawing.drawable import can_shape
from papershelf.drawing.look import CardColours, CardLook
from papershelf.drawing.texts import CardText
from papershelf.errors import ContentError, MachineError, Severity
from papershelf.loading import load_shelf
from papershelf.serve.rebuild import Builder
from papershelf.stages import plan_shelf
from papershelf.store import Store

Box = tuple[int, int, int, int]

MASTHEAD: Box = (MARGIN, 76, WIDTH - MARGIN, 130)
MIDDLE: Box = (MARGIN, 136, WIDTH - MARGIN, 488)
FOOT: Box = (MARGIN, 500, 900, 562)
HAN = "注意力机制"
HEBREW = "רשתות נוירונים"

TEXT = CardText(
    "Pointer Networks",
    "The Task Shelf",
    place="NeurIPS 2015",
    below=("Oriol Vinyals, Navdeep Jaitly, and 3 more",),
)


def _picture(card: bytes) -> Image.Image:
    picture = Image.open(BytesIO(card))
    assert picture.format == "PNG"
    assert picture.size == (1200, 630)
    return picture.convert("RGB")


def _drawn(title: str = TEXT.title, **fields: object) -> Image.Image:
    given = {name: getattr(TEXT, name) for name in ("shelf", "below", "place")}
    return _picture(draw_card(CardText(title, **{**given, **fields}), CardLook()))


def _ink(picture: Image.Image, box: Box) -> int:
    """How many dots of a part are not of the page."""
    part = picture.crop(box)
    page = picture.getpixel((4, 4))
    return sum(count for count, colour in part.getcolors(1 << 20) or () if colour != page)


def _colours(picture: Image.Image, box: Box = (0, 0, WIDTH, HEIGHT)) -> set[object]:
    return {colour for _, colour in picture.crop(box).getcolors(1 << 20) or ()}


def _same(one: Image.Image, other: Image.Image, box: Box) -> bool:
    return one.crop(box).tobytes() == other.crop(box).tobytes()


def _entry(shelf: Path, name: str, title: str, note: str = "A note.", more: str = "") -> None:
    text = f"---\ntitle: '{title}'\nauthors: [Ada Byron]\nyear: 2020\n{more}---\n{note}\n"
    (shelf / f"content/papers/{name}.md").write_text(text, encoding="utf-8")


def _set(shelf: Path, settings: str) -> None:
    with (shelf / "content/site.yaml").open("a", encoding="utf-8") as opened:
        opened.write(settings)


def _cards(shelf: Path) -> dict[str, bytes]:
    build(shelf, jobs=1)
    return {path: file for path, file in files_of(shelf / "site").items() if "card.png" in path}


# What a card looks like.


def test_every_part_of_a_card_has_ink() -> None:
    picture = _drawn()
    assert min(_ink(picture, box) for box in (MASTHEAD, MIDDLE, FOOT)) > 500


@pytest.mark.parametrize(
    ("field", "value", "box"),
    [
        ("title", "Pointer Nets", MIDDLE),
        ("shelf", "Another Shelf", MASTHEAD),
        ("below", ("Somebody Else",), MIDDLE),
        ("place", "ICLR 2016", FOOT),
    ],
)
def test_what_a_card_says_changes_its_own_part_alone(field: str, value: object, box: Box) -> None:
    before, after = _drawn(), _drawn(**{field: value})  # type: ignore[arg-type]
    for part in (MASTHEAD, MIDDLE, FOOT):
        assert _same(before, after, part) is (part != box)


def test_the_colours_are_those_of_the_look() -> None:
    colours = CardColours(("#102030",), ("#ffeedd",), ("#aabbcc",), ("#445566",), ("#ffccdd",))
    picture = _picture(draw_card(TEXT, CardLook(colours)))
    assert picture.getpixel((4, 4)) == (0x10, 0x20, 0x30)
    assert (0xFF, 0xEE, 0xDD) in _colours(picture, MASTHEAD)
    assert (0xFF, 0xCC, 0xDD) in _colours(picture, FOOT)
    assert (0x44, 0x55, 0x66) in _colours(picture, (MARGIN, 562, 900, 568))
    assert len(_colours(picture)) <= 16


@pytest.mark.parametrize(
    ("page", "accent", "is_kept"),
    [
        ("#ffffff", "#ffe680", False),
        ("#ffffff", "#8c2f1b", True),
        ("#101010", "#8c2f1b", False),
        ("#101010", "#ffe680", True),
    ],
)
def test_an_accent_is_changed_only_where_it_would_be_hard_to_read(
    page: str, accent: str, is_kept: bool
) -> None:
    picture = _picture(draw_card(TEXT, CardLook(CardColours(page=(page,), accent=(accent,)))))
    assert (read_colour(accent) in _colours(picture, FOOT)) is is_kept
    assert len(_colours(picture, FOOT)) > 3


@pytest.mark.parametrize(
    "title",
    [
        "A",
        "Donaudampfschifffahrtsgesellschaftskapitän" * 14,
        "W" * 600,
        "A title of many words that goes on and on " * 14,
        "under_scores/and-hyphens.in-one-word" * 10,
        "𝒪(n²) ≤ ∇ℓ ∈ ℝⁿ ⇒ ∮ ⊗ 𝔸 " * 9,
        "Ấn Độ Ǻ Ḥ Ἀριστοτέλης Ѳита " * 9,
    ],
)
def test_no_title_leaves_the_room_that_it_has(title: str) -> None:
    people = [f"Somebody With A Long-Name-{'x' * 30} {number}" for number in range(5)]
    below = [f"{', '.join(people[:count])}, and 8,000 more" for count in range(5, 0, -1)]
    picture = _drawn(title, shelf="The shelf " * 30, below=below, place="V" * 200)
    inner = WIDTH - MARGIN
    outside = [(0, 0, MARGIN - 3, 630), (inner + 3, 0, 1200, 630), (0, 0, 1200, 60)]
    between = [(0, 488, 1000, 494), (0, 568, 1200, 630)]
    assert [_ink(picture, box) for box in (*outside, *between)] == [0] * 5
    assert _ink(picture, MIDDLE) > 100


def test_short_titles_are_larger_than_long_ones() -> None:
    def first_line(title: str) -> int:
        """The rows from the top of the first line of a title to the gap below it."""
        picture = _drawn(title, below=())
        inked = [bool(_ink(picture, (MARGIN, y, 1128, y + 1))) for y in range(136, 488)]
        start = inked.index(True)
        return inked.index(False, start) - start

    assert first_line("XXXX") > 1.5 * first_line("XXXX " * 60)


def test_equal_texts_are_equal_bytes_and_small() -> None:
    long = CardText("Knowledge-Intensive Tasks " * 20, *(getattr(TEXT, f) for f in ("shelf",)))
    for text in (TEXT, long):
        assert draw_card(text, CardLook()) == draw_card(text, CardLook())
        assert len(draw_card(text, CardLook())) < 25_000


def test_pairs_of_letters_stand_as_close_as_the_font_wants() -> None:
    def width(title: str) -> int:
        picture = _drawn(title, below=())
        columns = [x for x in range(1200) if _ink(picture, (x, 140, x + 1, 488))]
        return columns[-1] - columns[0]

    assert width("VAVAVA") < width("VVVAAA")


# What can be drawn.


def test_a_title_without_its_font_has_the_card_of_the_shelf_and_advice(small: Path) -> None:
    _entry(small, "han", f"{HAN} and more")
    _entry(small, "kana", "かな")
    _entry(small, "signs", "🎉🎉")
    cards = _cards(small)
    assert "card.png" in cards
    assert not {f"papers/{name}/card.png" for name in ("han", "kana", "signs")} & set(cards)
    assert [problem for problem in check(small)[0] if "CJK" in problem.message] == []
    _entry(small, "more-han", HAN)
    problems, _ = check(small)
    [advice] = [problem for problem in problems if "CJK" in problem.message]
    assert advice.severity is Severity.ADVICE
    assert "3 titles, the first in content/papers/han.md" in advice.message
    assert "card_fonts" in advice.hint


def test_a_font_of_the_shelf_draws_titles_of_its_script(small: Path) -> None:
    fonts = small / "content/fonts"
    fonts.mkdir()
    _set(small, "card_fonts: han.ttf\n")
    _entry(small, "han", f"{HAN} and more")
    (fonts / "han.ttf").write_bytes(font_for(HAN))
    cards = _cards(small)
    picture = _picture(cards["papers/han/card.png"])
    assert _ink(picture, MIDDLE) > 1000
    problems, _ = check(small)
    assert [problem for problem in problems if problem.location.path.startswith("content/f")] == []
    (fonts / "han.ttf").write_bytes(font_for(HAN[::-1]))
    assert _cards(small)["papers/han/card.png"] != cards["papers/han/card.png"]


@pytest.mark.skipif(not can_shape(), reason="FriBiDi is not installed.")
def test_a_title_from_the_right_ends_at_the_right_margin(small: Path) -> None:
    (small / "content/fonts").mkdir()
    (small / "content/fonts/hebrew.ttf").write_bytes(font_for(HEBREW.replace(" ", "")))
    _set(small, "card_fonts: hebrew.ttf\n")
    _entry(small, "right", HEBREW)
    picture = _picture(_cards(small)["papers/right/card.png"])
    assert _ink(picture, (WIDTH - MARGIN - 40, 200, WIDTH - MARGIN, 340)) > 50
    assert _ink(picture, (MARGIN, 200, MARGIN + 200, 300)) == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("none.ttf", None, "is named by card_fonts and not there"),
        ("../site.yaml", None, "is a font outside of its folder"),
        ("text.ttf", b"no font", "is no font"),
        ("web.woff2", b"wOF2" + b"\0" * 60, "is a font for the web"),
        ("cut.ttf", font_for(HAN)[:200], "is a broken font"),
        ("cmap.ttf", font_for(HAN)[:-60], "is a broken font"),
    ],
)
def test_a_font_that_is_none_is_told_with_its_file(
    small: Path, name: str, content: bytes | None, told: str
) -> None:
    (small / "content/fonts").mkdir()
    if content is not None:
        (small / "content/fonts" / name).write_bytes(content)
    _set(small, f"card_fonts: [{name}]\n")
    with pytest.raises(ContentError) as refused:
        build(small, jobs=1)
    [problem] = [p for p in refused.value.problems if p.location.path.endswith(name)]
    assert problem.message == told
    assert problem.hint


def test_a_font_that_cannot_be_drawn_with_is_named(small: Path) -> None:
    whole = font_for(HAN)
    (small / "content/fonts").mkdir()
    at = whole.index(b"head")
    broken = whole[: at + 8] + b"\xff\xff\xff\xf0" + whole[at + 12 :]
    (small / "content/fonts/han.ttf").write_bytes(broken)
    _set(small, "card_fonts: han.ttf\n")
    _entry(small, "han", HAN)
    with pytest.raises(MachineError, match=r"take the broken font out of card_fonts \(han.ttf\)"):
        build(small, jobs=1)


# When they are drawn.


def test_a_changed_title_changes_the_card_and_a_changed_note_does_not(small: Path) -> None:
    _entry(small, "one", "The first *title* of $x^2$")
    before = _cards(small)
    _entry(small, "one", "The first *title* of $x^2$", "Another note.")
    stamp = (small / "site/papers/one/card.png").stat().st_mtime_ns
    assert _cards(small) == before
    assert (small / "site/papers/one/card.png").stat().st_mtime_ns == stamp
    _entry(small, "one", "The second *title* of $x^2$")
    after = _cards(small)
    assert {path for path in before if before[path] != after[path]} == {"papers/one/card.png"}
    assert after == _clean(small)


def _clean(shelf: Path) -> dict[str, bytes]:
    build(shelf, shelf.parent / "clean", jobs=1, clean=True)
    return {
        path: file
        for path, file in files_of(shelf.parent / "clean").items()
        if path.endswith("card.png")
    }


def test_colours_and_the_name_of_the_shelf_change_every_card(small: Path) -> None:
    before = _cards(small)
    _set(small, "theme_options: {accent: teal}\n")
    coloured = _cards(small)
    settings = small / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("A small shelf", "Ours"), "utf-8")
    named = _cards(small)
    assert len(before) > 2
    assert all(before[path] != coloured[path] != named[path] for path in before)
    assert named == _clean(small)


def test_maths_and_marks_are_plain_text_on_a_card(small: Path) -> None:
    _entry(small, "marked", "On **bold** `code` and $x^2$")
    _entry(small, "plain", "On bold code and x²")
    cards = _cards(small)
    assert cards["papers/marked/card.png"] == cards["papers/plain/card.png"]


def test_a_retracted_paper_says_so(small: Path) -> None:
    _entry(small, "plain", "A claim")
    _entry(small, "taken-back", "A claim", more="status: retracted\n")
    cards = _cards(small)
    assert cards["papers/taken-back/card.png"] != cards["papers/plain/card.png"]


def test_without_cards_for_papers_the_shelf_still_has_one(small: Path) -> None:
    _set(small, "per_paper: {cards: false}\n")
    assert list(_cards(small)) == ["card.png"]


def test_an_empty_shelf_without_letters_that_can_be_drawn_has_a_card(small: Path) -> None:
    for path in (*small.glob("content/papers/*"), *small.glob("content/collections/*")):
        path.unlink()
    (small / "content/site.yaml").write_text(f"title: {HAN}\n", "utf-8")
    cards = _cards(small)
    assert list(cards) == ["card.png"]
    assert _ink(_picture(cards["card.png"]), FOOT) > 100


def test_several_processes_draw_the_same(small: Path) -> None:
    for number in range(30):
        _entry(small, f"n{number}", f"Number {number}")
    alone = _cards(small)
    build(small, small.parent / "many", jobs=2, clean=True)
    many = files_of(small.parent / "many")
    assert len(alone) > 30
    assert alone == {path: many[path] for path in alone}


def test_the_preview_has_the_same_cards(small: Path) -> None:
    cards = _cards(small)
    site = Builder(small, None, drafts=False).build(None, key="one").site
    for path, content in cards.items():
        found = site.find(path)
        assert found is not None
        assert found.content == content


def test_the_preview_notices_another_font(small: Path) -> None:
    fonts = small / "content/fonts"
    fonts.mkdir()
    (fonts / "han.ttf").write_bytes(font_for("無"))
    _set(small, "card_fonts: han.ttf\n")
    _entry(small, "han", HAN)
    builder = Builder(small, None, drafts=False)
    assert builder.build(None, key="one").site.find("papers/han/card.png") is None
    (fonts / "han.ttf").write_bytes(font_for(HAN))
    changed = frozenset({str((fonts / "han.ttf").resolve())})
    assert builder.build(changed, key="two").site.find("papers/han/card.png") is not None


def test_a_picture_of_the_shelf_stands_in_for_a_card(small: Path) -> None:
    _entry(small, "one", "One")
    _entry(small, "han", HAN)
    for path in ("card.png", "papers/one/card.png", "papers/han/card.png"):
        file = small / "content/static" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.encode())
    cards = _cards(small)
    assert cards["card.png"] == b"card.png"
    assert cards["papers/one/card.png"] == b"papers/one/card.png"
    assert cards["papers/han/card.png"] == b"papers/han/card.png"


def test_each_paper_has_the_address_of_a_card_that_is_there(small: Path) -> None:
    _entry(small, "one", "One")
    _entry(small, "han", HAN)
    cards = _cards(small)
    store = Store(small / ".papershelf", b"", b"key")
    planned = plan_shelf(small, load_shelf(small, store), drafts=False).plan.social_cards
    assert planned.address() == planned.address("han") == "card.png"
    assert planned.address("one") == "papers/one/card.png"
    assert {planned.address(), planned.address("one")} <= set(cards)


def test_another_process_is_handed_the_text_alone(small: Path) -> None:
    store = Store(small / ".papershelf", b"", b"key")
    site = plan_shelf(small, load_shelf(small, store), drafts=False)
    for pending in site.beside:
        if pending.path.endswith("card.png"):
            sent = pickle.dumps(pending.make)
            assert len(sent) < 2_000
            assert pickle.loads(sent)() == pending.make()  # noqa: S301 - our own


def test_a_build_that_draws_nothing_does_not_load_what_draws(small: Path) -> None:
    _entry(small, "one", "One")
    build(small, jobs=1)
    _entry(small, "one", "One", "Another note.")
    told = f"import sys, papershelf; papershelf.build({str(small)!r}); print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, text=True)
    assert "Another note." in (small / "site/papers/one/index.html").read_text("utf-8")
    assert done.stdout == "False\n"


# What themes say.


def _theme(shelf: Path, card: str) -> None:
    folder = shelf / "themes/own"
    folder.mkdir(parents=True, exist_ok=True)
    text = f"name: own\nextends: default\ncard: {card}\n"
    (folder / "theme.yaml").write_text(text, encoding="utf-8")


def test_a_theme_states_some_colours_and_inherits_the_others(small: Path) -> None:
    _set(small, "theme: own\n")
    _theme(small, '{page: "#e0f0ff"}')
    picture = _picture(_cards(small)["card.png"])
    assert picture.getpixel((4, 4)) == (0xE0, 0xF0, 0xFF)
    assert (0x1D, 0x1B, 0x18) in _colours(picture)
    assert (0x8C, 0x2F, 0x1B) in _colours(picture)


@pytest.mark.parametrize("colour", ["red!", "acent", "'#12345'", "density"])
def test_a_colour_that_a_theme_cannot_mean_is_told(small: Path, colour: str) -> None:
    _set(small, "theme: own\n")
    _theme(small, f"{{page: {colour}}}")
    with pytest.raises(ContentError, match=r"themes/own/theme\.yaml"):
        build(small, jobs=1)


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#8c2f1b", (0x8C, 0x2F, 0x1B)),
        ("#ABC", (0xAA, 0xBB, 0xCC)),
        ("#11223344", (0x11, 0x22, 0x33)),
        ("teal", (0, 128, 128)),
        ("rgb(10, 20, 30)", (10, 20, 30)),
        ("rgb(100% 0% 50% / 1)", (255, 0, 128)),
        ("hsl(120, 100%, 25%)", (0, 128, 0)),
        ("oklch(0.628 0.2577 29.23)", (255, 0, 0)),
        ("oklab(62.8% 0.2249 0.1258)", (255, 0, 0)),
        ("lab(50% 40 60)", None),
        ("bluish", None),
        ("rgb(1)", None),
    ],
)
def test_colours_are_read_as_style_sheets_have_them(
    written: str, colour: tuple[int, int, int] | None
) -> None:
    read = read_colour(written)
    assert (read is None) is (colour is None)
    assert all(abs(a - b) <= 1 for a, b in zip(read or (), colour or (), strict=True))
