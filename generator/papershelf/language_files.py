"""The language files of themes: `i18n/de.yaml` holds the words of the interface in German.

A file holds sections, and each its words: a text, or a map with a text for each plural form of the
language (CLDR: zero, one, two, few, many, other). The files of a theme's chain are laid over each
other word by word, so that a shelf may change one word.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

from papershelf.errors import Location, Problem, Severity, did_you_mean
from papershelf.fields import is_language
from papershelf.source import Source
from papershelf.wording import BLANK, FALLBACK, OTHER, Word, Wording, locale_of, script_of
from papershelf.yamltext import Node, YamlError, parse_yaml

_FORMS: Final = ("zero", "one", "two", "few", "many", OTHER)
_RULE: Final = "words"
_NAMED: Final = 8
"""Missing words that a warning names."""


@dataclass(frozen=True, slots=True)
class LanguageFile:
    """A file of words as it was read."""

    language: str
    path: str
    """For messages: `themes/base/i18n/de.yaml`."""
    content: bytes


def wording_of(language: str, files: Sequence[LanguageFile]) -> tuple[Wording, list[Problem]]:
    """The words for the language of a site; what they lack is English, and a warning each.

    `files`: those of a theme's chain, the most particular first.
    """
    problems: list[Problem] = []
    files = list(_named(files, problems))
    fallback = _laid_over(_of(FALLBACK, files), None, problems)
    written = _written(language, files)
    if not written:
        known = sorted({file.language for file in files})
        # A theme without language files writes its words into its templates.
        problems += [_no_words(language, known)] if known else []
        written = FALLBACK
    words: dict[str, Word] = {}
    if written != FALLBACK:
        own = _of(written, files)
        words = _laid_over(own, fallback, problems)
        problems += _missing(words, fallback, own[-1])
        problems += _other_script(language, written)
    digest = blake2b(repr((language, written, words, fallback)).encode(), digest_size=16).digest()
    return Wording(language, written, words, fallback, digest), problems


def _named(files: Sequence[LanguageFile], problems: list[Problem]) -> Iterator[LanguageFile]:
    """The files whose names are those of languages; others no site would read."""
    for file in files:
        if not file.path.endswith(".yaml"):
            hint = f"rename it to {file.language}.yaml"
        elif not is_language(file.language):
            hint = "its name is that of a language: en.yaml, de-CH.yaml or zh-Hant.yaml"
        else:
            yield file
            continue
        place = Location(file.path)
        problems.append(Problem(place, "is not read", hint, Severity.WARNING, rule=_RULE))


def _of(language: str, files: Sequence[LanguageFile]) -> list[LanguageFile]:
    # Language tags are the same in capitals, and so are file names on some disks.
    return [file for file in files if file.language.lower() == language.lower()]


def _written(language: str, files: Sequence[LanguageFile]) -> str:
    """The language of the nearest files, "" without any.

    Those of the language itself, else without region, else without script: "zh-Hans-CN",
    "zh-Hans", "zh".
    """
    while language:
        if found := _of(language, files):
            return found[-1].language
        language = language.rpartition("-")[0]
    return ""


def _laid_over(
    files: Sequence[LanguageFile], known: Mapping[str, Word] | None, problems: list[Problem]
) -> dict[str, Word]:
    """The words of files of one language, those of the first before those of the others.

    `known`: the words that there are; without them those of the last file are.
    """
    words: dict[str, Word] = {}
    for file in reversed(files):
        there_are = known if known is not None else words if words else None
        words |= dict(_read(file, there_are, problems))
    return words


def _read(
    file: LanguageFile, known: Mapping[str, Word] | None, problems: list[Problem]
) -> Iterator[tuple[str, Word]]:
    try:
        text = file.content.decode()
    except UnicodeDecodeError:
        problems.append(_not_text(file))
        return
    source = Source(file.path, text.split("\n"))
    try:
        tree = parse_yaml(text)
    except YamlError as error:
        problem = error.at(file.path, source.lines)
        problems.append(replace(problem, severity=Severity.WARNING, rule=_RULE))
        return
    for section, words in _entries(tree, source, problems, "sections"):
        for name, node in _entries(words, source, problems, "words"):
            word = f"{section}.{name}"
            place = (words.keys or {}).get(name, (node.line, node.column))
            if known is not None and word not in known:
                hint = did_you_mean(word, list(known), noun="words")
                problems.append(_warning(source, place, f'there is no word "{word}"', hint))
                continue
            found = _word(word, node, file, source, problems)
            if found and known is not None and (told := _odd_blanks(found, known[word])):
                problems.append(_warning(source, place, f'"{word}" {told[0]}', told[1]))
            elif found:
                yield word, found


def _entries(
    node: Node, source: Source, problems: list[Problem], what: str
) -> Iterator[tuple[str, Node]]:
    if isinstance(node.value, dict):
        yield from node.value.items()
    elif node.value is not None:
        place = (node.line, node.column)
        problems.append(_warning(source, place, f"a map of {what} belongs here", "name: value"))


def _word(
    word: str, node: Node, file: LanguageFile, source: Source, problems: list[Problem]
) -> Word | None:
    if isinstance(node.value, str) and node.value.strip():
        return node.value
    forms = node.value if isinstance(node.value, dict) else {}
    texts = {form: each.value for form, each in forms.items()}
    wanted = {*locale_of(file.language).plural_form.rules, OTHER}
    are_texts = all(isinstance(text, str) and text for text in texts.values())
    if are_texts and OTHER in texts and texts.keys() <= set(_FORMS):
        # Rare forms, such as that for millions, may be left to `other`.
        return {form: text for form, text in texts.items() if form in wanted}
    place = (node.line, node.column)
    hint = f"write a text, or one for each of: {', '.join(f for f in _FORMS if f in wanted)}"
    problems.append(
        _warning(source, place, f'"{word}" is neither a text nor its plural forms', hint)
    )
    return None


def _odd_blanks(word: Word, english: Word) -> tuple[str, str] | None:
    """What is wrong with the blanks of a word."""
    known = blanks_of(english)
    odd = sorted(blanks_of(word) - known)
    if not odd:
        return None
    listed = ", ".join(f"{{{name}}}" for name in sorted(known)) or "none"
    return f"has a blank {{{odd[0]}}} that nobody fills", f"its blanks are {listed}"


def blanks_of(word: Word) -> set[str]:
    """The names of the blanks in any form of a word."""
    texts = [word] if isinstance(word, str) else word.values()
    return {name for text in texts for name in BLANK.findall(text)}


def _missing(
    words: Mapping[str, Word], fallback: Mapping[str, Word], file: LanguageFile
) -> Iterator[Problem]:
    lacking = [word for word in fallback if word not in words]
    if not lacking:
        return
    named = ", ".join(f'"{word}"' for word in lacking[:_NAMED])
    more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
    yield Problem(
        Location(file.path),
        f"words are missing, so the English ones stand in: {named}{more}",
        "add them, or lay a file with them over it in a theme of the shelf",
        Severity.WARNING,
        rule=_RULE,
    )


def _not_text(file: LanguageFile) -> Problem:
    hint = "save the file as UTF-8"
    return Problem(Location(file.path), "is not UTF-8", hint, Severity.WARNING, rule=_RULE)


def _no_words(language: str, known: Sequence[str]) -> Problem:
    return Problem(
        Location("content/site.yaml"),
        f'there are no words for the interface in "{language}", so it is English',
        f"the languages are {', '.join(known)}; another goes to themes/NAME/i18n/{language}.yaml",
        Severity.WARNING,
        rule=_RULE,
    )


def _other_script(language: str, written: str) -> Iterator[Problem]:
    """What is told where the words are written otherwise than the site: zh-Hant has those of zh."""
    wanted, found = script_of(language), script_of(written)
    if wanted == found:
        return
    yield Problem(
        Location("content/site.yaml"),
        f'the words for the interface in "{language}" are those of "{written}", in another script '
        f"({found}, not {wanted})",
        f"others go to themes/NAME/i18n/{language}.yaml",
        Severity.WARNING,
        rule=_RULE,
    )


def _warning(source: Source, place: tuple[int, int], message: str, hint: str) -> Problem:
    return source.problem(place, message, hint, Severity.WARNING, rule=_RULE)
