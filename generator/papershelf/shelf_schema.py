"""The schemas of one shelf: those of all shelves, with its own words where ids are expected."""

from collections.abc import Mapping
from typing import Any

from papershelf.reference import schema_of, schema_text
from papershelf.shelf_words import Words

_Leaf = dict[str, Any]
_ANY_TEXT: _Leaf = {"type": ["string", "number"]}


def shelf_schema(what: str, words: Words) -> str:
    """The JSON Schema of one kind of file with the words of a shelf, as text.

    Where another word is a mistake it is none of the schema; where any text will do the words are
    only proposed.
    """
    schema = schema_of(what)
    forms = {"": schema, **schema.get("$defs", {})}
    for (kind, form, field), leaf in _leaves(words).items():
        if kind == what and leaf is not None:
            properties = forms[form]["properties"]
            properties[field] = _filled(properties[field], leaf)
    if what == "metrics" and words.papers:
        schema["properties"]["papers"]["propertyNames"] = _one_of(words.papers)
    return schema_text(schema)


def _leaves(words: Words) -> dict[tuple[str, str, str], _Leaf | None]:
    """What stands for a text in which field of which form of which file."""
    papers, authors = _one_of(words.papers), _one_of(words.authors)
    collections, curators = _one_of(words.collections), _proposed(words.curators)
    topic_ids = _one_of(words.topics) if words.is_closed else None
    return {
        ("entry", "Item", "topics"): _topics(words),
        ("entry", "Item", "venue"): _proposed(words.venues),
        ("entry", "Item", "collections"): collections,
        ("entry", "Item", "curated_by"): curators,
        ("entry", "MembershipForm", "id"): collections,
        ("entry", "PersonForm", "id"): authors,
        ("entry", "RelationForm", "id"): papers,
        ("entry", "ReferenceForm", "id"): papers,
        ("collection", "", "curator"): curators,
        ("collection", "", "papers"): papers,
        ("collection", "CollectionPaperForm", "id"): papers,
        ("topics", "Item", "parent"): topic_ids,
        ("authors", "Item", "not_same_as"): authors,
    }


def _one_of(words: Mapping[str, str]) -> _Leaf | None:
    """One of some words; None where there are none to choose from."""
    if not words:
        return None
    choices: list[str | int] = []
    meanings: list[str] = []
    for word, meaning in words.items():
        choices.append(word)
        meanings.append(meaning)
        if word.isdecimal() and str(int(word)) == word:
            # Editors take it for a number, unless it is in quotes.
            choices.append(int(word))
            meanings.append(meaning)
    return {"enum": choices, "enumDescriptions": meanings}


def _proposed(words: Mapping[str, str]) -> _Leaf | None:
    chosen = _one_of(words)
    return None if chosen is None else {"anyOf": [chosen, _ANY_TEXT]}


def _topics(words: Words) -> _Leaf | None:
    if not words.is_closed:
        return _proposed(words.topics)
    ids, others = _one_of(words.topics), _one_of(words.other_topics)
    if ids is None or others is None:
        return ids
    others["deprecated"] = True
    others["description"] = "Another word for a topic; its id is better."
    return {"anyOf": [ids, others]}


def _filled(schema: Any, leaf: _Leaf) -> Any:
    """A schema with another leaf for each text in it."""
    if not isinstance(schema, dict):
        return schema
    filled = dict(schema)
    if "string" in _types(schema):
        for key in ("type", "pattern", "format"):
            filled.pop(key, None)
        return {**filled, **leaf}
    for key in ("anyOf", "oneOf"):
        if key in filled:
            filled[key] = [_filled(each, leaf) for each in filled[key]]
    if "items" in filled:
        filled["items"] = _filled(filled["items"], leaf)
    return filled


def _types(schema: Mapping[str, Any]) -> list[str]:
    kinds = schema.get("type", [])
    return kinds if isinstance(kinds, list) else [kinds]
