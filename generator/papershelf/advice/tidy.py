"""Words that mean a venue or topic of the shelf, in place of its id."""

from collections.abc import Iterator, Mapping

from papershelf.advice.facts import Facts
from papershelf.advice.remark import Remark
from papershelf.errors import Fix
from papershelf.fields import shown
from papershelf.schema import TopicForm, VenueForm
from papershelf.text import slugify
from papershelf.validate import Written


def untidy(facts: Facts) -> Iterator[Remark]:
    """Venues and topics that entries call by a name or an alias."""
    venues = _ids_by_word(facts.records.venues)
    topics = _ids_by_word(facts.records.topics)
    for paper in facts.written:
        if paper.id not in facts.library.papers:
            continue
        places = [(("venue",), paper.venue, venues)] if paper.venue else []
        fields: list[tuple[tuple[int | str, ...], str, Mapping[str, str]]] = [
            *places,
            *((("topics", index), word, topics) for index, word in enumerate(paper.topics)),
        ]
        for field, word, ids in fields:
            found = ids.get(slugify(word) or word, "")
            if found and found != word:
                kind = "venue" if ids is venues else "topic"
                yield Remark(
                    paper,
                    field,
                    f"{kind}: {shown(word)} is {shown(found)} on this shelf",
                    f"write {found}; check --fix does",
                    "tidy",
                    word,
                    Fix((found,)),
                )


def _ids_by_word(
    records: Mapping[str, Written[VenueForm]] | Mapping[str, Written[TopicForm]],
) -> dict[str, str]:
    """As entries are read: ids come before names and aliases, which belong to the first."""
    ids = {slugify(key): key for key in records}
    for key, written in records.items():
        form = written.form
        acronym = form.acronym if isinstance(form, VenueForm) else None
        for word in (form.name, acronym, *form.aliases):
            if word:
                ids.setdefault(slugify(word) or word, key)
    return ids
