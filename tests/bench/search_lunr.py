"""One whole lunr index over the same words: what there was before the index was cut up."""

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from papershelf.tokens import words
from tests.bench.search_server import zipped
from tests.support.lunr_reference import lunr_index

_SCRIPT = Path(__file__).with_name("search_lunr.mjs")


@dataclass(frozen=True)
class LunrFigures:
    """What lunr.py makes, and lunr.js under Node."""

    seconds: float
    megabytes: float
    """The JSON with gzip."""
    load_milliseconds: float
    """Parsing and loading the index."""
    first_milliseconds: float
    later_milliseconds: float
    """Median of the queries after the first."""
    heap_megabytes: float


def measure_lunr(
    texts: Sequence[Mapping[str, str]], boosts: Mapping[str, float], queries: Sequence[str]
) -> LunrFigures:
    """Build the index of these texts by field and ask it."""
    started = time.perf_counter()
    documents = [{field: words(text) for field, text in fields.items()} for fields in texts]
    serialized = json.dumps(
        lunr_index(documents, boosts), ensure_ascii=False, separators=(",", ":")
    ).encode()
    seconds = time.perf_counter() - started
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(serialized)
        file.flush()
        finished = subprocess.run(
            ["node", "--expose-gc", "--max-old-space-size=8000", str(_SCRIPT)],
            input=json.dumps({"file": file.name, "queries": list(queries)}),
            capture_output=True,
            text=True,
            check=True,
        )
    told = json.loads(finished.stdout)
    return LunrFigures(
        seconds,
        len(zipped(serialized)) / 1e6,
        told["load"],
        told["first"],
        statistics.median(told["later"]),
        told["megabytes"],
    )
