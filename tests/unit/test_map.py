"""The page of the map and its files say where papers are and what is there."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
import pytest
from tests.support.colours import EYES, contrast, nearest, roles_of
from tests.support.libraries import library, paper, planned
from tests.support.wording import english

from papershelf.config import Config
from papershelf.digits import DIGITS
from papershelf.map_files import map_files
from papershelf.maps import GRID
from papershelf.model import Library, Topic
from papershelf.plan.atlas import CARDS_A_FILE, Atlas
from papershelf.plan.map_picture import SINGLE_UP_TO
from papershelf.plan.map_regions import parts_of, words_of
from papershelf.plan.map_views import MapView
from papershelf.plan.page import opened
from papershelf.relate import relate


def atlas(
    shelf: Library, near: dict[str, Sequence[str]] | None = None, **settings: object
) -> Atlas:
    config = Config.model_validate(settings)
    return Atlas(shelf, relate(shelf), config, english(), near or {}, None)


def view(shelf: Library, **settings: object) -> MapView:
    found: MapView = opened(planned(shelf, **settings)["map/"].context.map)
    return found


def files(made: Atlas) -> dict[str, Any]:
    return {file.path.rpartition("/")[2]: json.loads(file.make()) for file in map_files(made)}


def numbers(text: str) -> Iterator[int]:
    """What the script reads of a text."""
    number, scale = 0, 1
    for character in text:
        digit = DIGITS.index(character)
        number, scale = number + digit * scale, scale * 17
        if digit < 75:
            yield number
            number, scale = 0, 1


@dataclass(frozen=True)
class Read:
    """The columns of a file of spots."""

    x: list[int]
    y: list[int]


def read(spots: dict[str, Any]) -> Read:
    def places(text: str) -> list[int]:
        steps = [-(step + 1) // 2 if step % 2 else step // 2 for step in numbers(text)]
        return list(accumulate(steps))

    return Read(places(spots["x"]), places(spots["y"]))


def test_the_file_of_spots_says_where_the_papers_are() -> None:
    made = atlas(library(paper(number) for number in range(300)))

    spots = files(made)["spots.json"]

    assert (spots["papers"], spots["block"]) == (300, CARDS_A_FILE)
    assert read(spots) == Read(made.x.tolist(), made.y.tolist())
    assert {name: [*numbers(text)] for name, text in spots["colours"].items()} == {
        column.view.name: column.numbers.tolist() for column in made.columns
    }


def test_every_paper_in_lists_has_a_card_in_the_order_of_the_spots() -> None:
    hidden = paper(7, status="hidden")
    made = atlas(library([*(paper(number) for number in range(300) if number != 7), hidden]))

    found = files(made)

    cards = [card for name in ("cards-0", "cards-1", "cards-2") for card in found[f"{name}.json"]]
    assert [slug for slug, *_ in cards] == [each.id for each in made.papers]
    assert len(cards) == 299
    assert cards[0][1:] == [
        made.papers[0].title,
        [name.name.display for name in made.papers[0].authors],
        0,
        f"acl {made.papers[0].year}",
        ["parsing"],
    ]


def test_the_folder_is_another_one_when_anything_on_the_map_is() -> None:
    papers = [paper(number) for number in range(4)]
    shelf = library(papers)
    folder = atlas(shelf).folder
    assert atlas(library(reversed(papers))).folder == folder
    assert atlas(shelf, {"p0": ["p1"], "p1": []}).folder != folder
    assert atlas(library(papers, topics=[Topic("parsing", "Grammar")])).folder != folder
    assert atlas(library([*papers[:3], paper(3, title="Edited")])).folder != folder


def test_papers_have_the_colours_of_their_first_topic_their_venue_and_their_year() -> None:
    kinds = [("a", "x"), ("b",), ("a",), (), ("x", "a")]
    shelf = library(
        [paper(number, topics=topics, venue="") for number, topics in enumerate(kinds)]
        + [paper(10 + number, topics=(f"t{number}",), venue="") for number in range(9)]
    )

    by_topic, by_year = view(shelf).colourings

    assert (by_topic.name, by_year.name) == ("topic", "year")
    assert [(shade.number, shade.label, shade.count) for shade in by_topic.shades[:2]] == [
        (1, "a", 2),
        (2, "b", 1),
    ]
    assert (by_topic.shades[-1].number, by_topic.shades[-1].label) == (0, "Others")
    assert sum(shade.count for shade in by_topic.shades) == 14
    assert sum(shade.count for shade in by_year.shades) == 14
    assert [shade.number for shade in by_year.shades] == sorted(
        {shade.number for shade in by_year.shades}
    )


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_smallest_shelves_have_a_map(count: int) -> None:
    found = view(library(paper(number) for number in range(count)))
    assert (found.count, len(found.spots), bool(found.colourings)) == (count, count, count > 0)


def test_papers_that_are_all_the_same_are_all_on_the_map() -> None:
    same = [paper(0, id=f"same-{number}", year=2020) for number in range(60)]
    made = atlas(library(same))
    assert len({*zip(made.x.tolist(), made.y.tolist(), strict=True)}) == 60
    years = made.columns[-1].view.shades
    assert [(shade.label, shade.url, shade.count) for shade in years] == [
        ("2020", "years/2020/", 60)
    ]


def test_a_shelf_may_do_without_a_map() -> None:
    assert "map/" not in planned(library([paper(1)]), map=False)
    pages = planned(library([paper(1)]))
    assert "map/" in pages


def test_large_shelves_show_how_many_papers_are_where() -> None:
    found = view(library(paper(number) for number in range(SINGLE_UP_TO + 1)))
    assert not found.spots
    assert found.strokes
    assert all(1 <= stroke.size <= 4 for stroke in found.strokes)


def test_a_part_of_the_map_is_named_by_what_is_crowded_there() -> None:
    x = np.array([0, 10, 20, 60_000, 60_010, 60_020, 30_000])
    y = np.array([0, 10, 20, 60_000, 60_010, 60_020, 0])
    terms = {"here": [0, 1, 2], "there": [3, 4, 5], "all over": [0, 3, 6], "nowhere": []}

    parts = {part.name: part for part in parts_of(terms, x, y)}

    assert {"here", "there"} <= set(parts)
    assert "nowhere" not in parts
    here = parts["here"]
    assert (here.x, here.y, here.count, here.central) == (10, 10, 3, (1, 0, 2))


def test_without_topics_parts_are_named_by_words_of_titles_as_they_are_mostly_written() -> None:
    titles = ["Machine Translation of Verse", "Neural machine translation", "MACHINE TRANSLATION"]
    found = words_of([*titles, "Machine Translation", "<img onerror=alert(1)>"])
    assert found["Machine Translation"] == [0, 1, 2, 3]
    assert set(found) == {"Machine", "Translation", "Machine Translation"}


def test_regions_lead_to_topics_and_to_the_papers_in_their_middle() -> None:
    region = view(library(paper(number) for number in range(90))).regions[0]
    assert (region.label, region.url) == ("parsing", "topics/parsing/")
    assert len(region.papers) == 3
    assert 0 <= region.x < GRID


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("theme", ["base", "default", "journal"])
def test_the_colours_of_the_map_stand_out_and_are_told_apart_by_all_eyes(
    theme: str, scheme: int
) -> None:
    roles = roles_of(theme)
    shades = [roles[f"map-{number}"][scheme] for number in range(1, 9)]
    years = [roles[f"map-{age}"][scheme] for age in ("old", "new")]
    page = roles["color-page"][scheme]
    assert min(contrast(shade, page) for shade in [*shades, *years]) >= 3
    for eyes, matrix in EYES.items():
        assert nearest(shades, matrix) >= 0.1, eyes
        assert nearest([*shades, roles["color-faint"][scheme]], matrix) >= 0.04, eyes
        assert nearest(years, matrix) >= 0.1, eyes
