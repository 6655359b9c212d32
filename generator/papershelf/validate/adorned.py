"""Ids with something around them: an address, a prefix."""

from collections.abc import Iterator
from typing import Final

from papershelf.errors import Fix, Problem, Severity
from papershelf.fields import shown
from papershelf.forms import field_name
from papershelf.load import Entry
from papershelf.schema import EntryForm, PersonForm, ReferenceForm
from papershelf.yamltext import Node

_KINDS: Final = ("doi", "arxiv", "acl", "openreview", "dblp", "pmid")


def adorned_ids(entry: Entry, form: EntryForm) -> Iterator[Problem]:
    """Advice to write ids bare: they are read alike, and their pages are linked all the same."""
    for path, bare in _ids(form):
        node = _node(entry.node, path)
        written = node.value.strip() if isinstance(node.value, str) else bare
        # The case of letters says nothing, in a DOI or in an ORCID.
        if written.lower() != bare.lower():
            yield entry.source.problem(
                (node.line, node.column),
                f"{field_name(path)}: {shown(written)} is more than the id",
                f'write "{bare}"',
                Severity.ADVICE,
                rule="tidy",
                fix=Fix((bare,)),
            )


def _ids(form: EntryForm) -> Iterator[tuple[tuple[int | str, ...], str]]:
    for kind in _KINDS if form.ids else ():
        bare = getattr(form.ids, kind)
        if bare:
            yield ("ids", kind), bare
    for field in ("authors", "editors"):
        for index, person in enumerate(getattr(form, field) or ()):
            if isinstance(person, PersonForm) and person.orcid:
                yield (field, index, "orcid"), person.orcid
    for index, reference in enumerate(form.references):
        if isinstance(reference, ReferenceForm) and reference.doi:
            yield ("references", index, "doi"), reference.doi


def _node(node: Node, path: tuple[int | str, ...]) -> Node:
    """The value at a path; one person may stand where a list is meant."""
    for step in path:
        value = node.value
        if isinstance(value, list):
            node = value[int(step)]
        elif step in value:
            node = value[step]
    return node
