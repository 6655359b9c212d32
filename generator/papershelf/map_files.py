"""The files of the map: where papers are, and in blocks of papers side by side what they are."""

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec
import numpy as np

from papershelf.digits import encode_numbers, zigzag
from papershelf.model import Paper
from papershelf.output import Pending
from papershelf.plan.atlas import CARDS_A_FILE, FORMAT, Atlas

_SOURCE = "the map"


def map_files(atlas: Atlas) -> Iterator[Pending]:
    """The file of spots and the files of cards, in a folder that names what is in them."""
    yield _file(atlas, "spots", partial(_spots, atlas))
    for number in range(-(-atlas.count // CARDS_A_FILE)):
        yield _file(atlas, f"cards-{number}", partial(_cards, atlas, number))


def _file(atlas: Atlas, name: str, make: partial[bytes]) -> Pending:
    return Pending(f"{atlas.folder}/{name}.json", lambda: atlas.key, make, _SOURCE)


def _spots(atlas: Atlas) -> bytes:
    """Columns of numbers in the order of papers; how far each is from the one before it."""
    none = np.zeros(0, np.int64)
    steps = {
        name: encode_numbers(zigzag(np.diff(values, prepend=0)), none)[0]
        for name, values in (("x", atlas.x), ("y", atlas.y))
    }
    colours = {
        column.view.name: encode_numbers(column.numbers, none)[0] for column in atlas.columns
    }
    return msgspec.json.encode(
        {
            "version": FORMAT,
            "papers": atlas.count,
            "block": CARDS_A_FILE,
            **steps,
            "colours": colours,
        }
    )


def _cards(atlas: Atlas, number: int) -> bytes:
    start = number * CARDS_A_FILE
    papers: Sequence[Paper] = atlas.papers[start : start + CARDS_A_FILE]
    return msgspec.json.encode([atlas.card(paper) for paper in papers])
