"""What a run has to know beside the form, and how providers are asked in it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from papershelf.adding import Adder, Asker, Found, Network, Result, Wishes, read_given
from papershelf.errors import Problem, UsageError
from papershelf.intake import ShelfFacts
from papershelf.likeness import likeness_of_fields
from papershelf.providers import Reference, as_kind
from papershelf.text import slugify


@dataclass(frozen=True, slots=True)
class Request:
    """How a form is to be answered."""

    today: str
    network: Network
    offline: bool = False
    described: str = ""
    """A file that says what providers would; empty to ask them."""
    waiting: str = ""
    """A pattern of branches with papers that wait; empty to look at none."""
    dry_run: bool = False
    pausing: Callable[[str], None] = lambda _text: None
    """Told of long pauses."""


def look_up(
    shelf: Path, request: Request, wishes: Wishes, facts: ShelfFacts, reference: Reference
) -> tuple[Adder, Result | None]:
    """What adding one paper would come to; nothing is written.

    None where the file that describes papers tells of others. Raises as `Adder.add` does.
    """
    with request.network.client(shelf, offline=request.offline, waiting=request.pausing) as client:
        asker = Asker(client, request.network.sources, request.network.guest)
        adder = Adder(shelf, asker, wishes, None, facts)
        if not request.described:
            return adder, adder.add(str(reference))
        known = adder.known(reference)
        found = None if known else _described(request.described, reference)
        return adder, known or (adder.put(found) if found else None)


def look_at_described(name: str) -> None:
    """Make sure that a file describes papers; UsageError where it does not."""
    if not any(isinstance(one, Found) for one in read_given(name)):
        raise UsageError(f"--from: {name} describes no paper; give a saved answer of a service")


def _described(name: str, reference: Reference) -> Found | None:
    for one in read_given(name):
        if not isinstance(one, Problem) and isinstance(one, Found) and _is_of(one, reference):
            return one
    return None


def _is_of(found: Found, reference: Reference) -> bool:
    fields = found.draft.fields
    if reference.kind == "title":
        return slugify(likeness_of_fields(fields).title) == slugify(reference.value)
    ids = fields.get("ids")
    named = ids.items() if isinstance(ids, dict) else ()
    return any(as_kind(kind, str(value)) == reference for kind, value in named)
