"""What CSL 1.0.2 documents of its JSON, as a JSON Schema: types, and variables by their kind."""

from typing import Any, Final

_TYPES: Final = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter "
    "classic collection dataset document entry entry-dictionary entry-encyclopedia event figure "
    "graphic hearing interview legal_case legislation manuscript map motion_picture musical_score "
    "pamphlet paper-conference patent performance periodical personal_communication post "
    "post-weblog regulation report review review-book software song speech standard thesis treaty "
    "webpage"
)
_STANDARD: Final = (
    "abstract annote archive archive_collection archive_location archive-place authority "
    "call-number citation-key citation-label collection-title container-title "
    "container-title-short dimensions division DOI event-title event-place genre ISBN ISSN "
    "jurisdiction keyword language license medium note original-publisher "
    "original-publisher-place original-title part-title PMCID PMID publisher publisher-place "
    "references reviewed-genre reviewed-title scale source status title title-short URL "
    "volume-title year-suffix"
)
_NUMBERS: Final = (
    "chapter-number citation-number collection-number edition first-reference-note-number issue "
    "locator number number-of-pages number-of-volumes page page-first part-number "
    "printing-number section supplement-number version volume"
)
_NAMES: Final = (
    "author chair collection-editor compiler composer container-author contributor curator "
    "director editor editorial-director executive-producer guest host illustrator interviewer "
    "narrator organizer original-author performer producer recipient reviewed-author "
    "script-writer series-creator translator"
)
_DATES: Final = "accessed available-date event-date issued original-date submitted"
_TEXT: Final = {"type": "string", "minLength": 1, "pattern": r"^[^\n\r]*$"}
_PARTS: Final = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")


def csl_schema() -> dict[str, Any]:
    """The schema of a list of items; stricter than CSL where we promise more.

    No text is empty or has lines, numbers are texts, and dates are given by their parts.
    """
    name = {
        "oneOf": [
            _record({"literal": _TEXT}, "literal"),
            _record(dict.fromkeys(_PARTS, _TEXT), "family"),
        ]
    }
    names = {"type": "array", "items": name, "minItems": 1}
    whole = {"type": "integer", "minimum": 1}
    parts = {"type": "array", "items": whole, "minItems": 1, "maxItems": 3}
    parts_of_ends = {"type": "array", "items": parts, "minItems": 1, "maxItems": 2}
    date = _record({"date-parts": parts_of_ends}, "date-parts")
    variables = {
        **dict.fromkeys((*_STANDARD.split(), *_NUMBERS.split()), _TEXT),
        **dict.fromkeys(_NAMES.split(), names),
        **dict.fromkeys(_DATES.split(), date),
        "id": _TEXT,
        "type": {"enum": _TYPES.split()},
    }
    return {"type": "array", "items": _record(variables, "id", "type")}


def _record(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [*required],
        "additionalProperties": False,
    }
