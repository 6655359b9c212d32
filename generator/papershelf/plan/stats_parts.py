"""The numbers of a shelf as charts with the tables behind them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from babel import Locale, UnknownLocaleError

from papershelf.dates import parse_date
from papershelf.model import Library
from papershelf.plan.cards import Cards, term_url
from papershelf.plan.chart import (
    FEWEST_PAPERS,
    MOST_BARS,
    Span,
    by_start,
    said,
    starts_of,
    time_chart,
    year_spans,
)
from papershelf.plan.scale import share_top, small_frame, tall_frame
from papershelf.plan.shelf_numbers import Development, Number, ShelfNumbers
from papershelf.plan.stats_views import (
    Key,
    NumberRow,
    NumberTable,
    Panel,
    RankedRow,
    Ranking,
    StatsPart,
)
from papershelf.plan.views import Link
from papershelf.relate import Relations
from papershelf.schema import LINK_KINDS
from papershelf.urls import site_path
from papershelf.wording import Wording

MOST_STYLES: Final = 6
"""Colours that readers can tell apart: more topics or types are summed."""
MOST_ROWS: Final = 15
MOST_MONTHS: Final = 36
"""From here on papers that came on the shelf are counted by year."""
_SMALL_BARS = 24
_ALONE = "1"
"""The colour of charts with a single one."""
_LINES = ("", "M-1 7L7-1", "M0 3H6", "M-1-1L7 7", "M3 0V6", "M0 3H6M3 0V6")
"""Plain, rising, lying, falling, standing and crossed: the patterns of stacked parts."""
_PAGES = frozenset(("pdf", "page", "html"))
"""Links to the paper itself, which most papers have."""


class StatsParts:
    """Makes the parts of the page, each only where it would tell something."""

    def __init__(
        self,
        library: Library,
        relations: Relations,
        cards: Cards,
        wording: Wording,
        numbers: ShelfNumbers,
        *,
        searched: bool,
    ) -> None:
        self._library = library
        self._relations = relations
        self._cards = cards
        self._wording = wording
        self._numbers = numbers
        self._searched = searched

    def parts(self) -> Iterator[StatsPart]:
        """All parts in their order; none for a shelf with one or two papers."""
        if self._numbers.papers < FEWEST_PAPERS:
            return
        makers = (
            *(self._published, self._shelved, self._venues, self._topics),
            *(self._artifacts, self._artifacts_by_year, self._types, self._languages),
            self._authors,
        )
        for make in makers:
            part = make()
            if part is not None:
                yield part

    def _published(self) -> StatsPart | None:
        """Papers by year of publication."""
        years = self._numbers.years
        if len(years) < 2:
            return None
        starts = self._starts(MOST_BARS)
        spans = said(
            year_spans(years, lambda year: site_path("years", str(year)), starts), self._wording
        )
        return self._over_time("published", spans, self._year_unit(starts))

    def _shelved(self) -> StatsPart | None:
        """Papers by when they came on the shelf, by month as long as these are few."""
        if not self._numbers.added:
            return None
        months = _all_months(self._numbers.shelf_months)
        if 2 <= len(months) <= MOST_MONTHS:
            undated = sum(self._numbers.shelf_years.values()) - sum(
                self._numbers.shelf_months.values()
            )
            spans = said([self._month(month) for month in months], self._wording)
            note = self._say("undated", undated) if undated else ""
            return self._over_time("shelved", spans, self._say("month"), note)
        years = {int(year): count for year, count in self._numbers.shelf_years.items()}
        if len(years) < 2:
            return None
        starts = starts_of(min(years), max(years), MOST_BARS)
        # Years stand in addresses as they do in dates: "0987".
        found = year_spans(years, lambda year: site_path("yearly", f"{year:04}"), starts)
        return self._over_time("shelved", said(found, self._wording), self._year_unit(starts))

    def _over_time(
        self, id_: str, spans: Sequence[Span], unit: str, note: str = ""
    ) -> StatsPart | None:
        if sum(span.count for span in spans) < FEWEST_PAPERS:
            return None
        label = self._say(id_)
        largest = max(span.count for span in spans)
        frame = tall_frame(largest, self._wording.number, style=_ALONE)
        rows = [
            NumberRow(span.label, span.url, (self._wording.number(span.count),))
            for span in spans
            if span.count
        ]
        return StatsPart(
            id_,
            label,
            note,
            time_chart(label, unit, spans, frame),
            table=NumberTable(self._say("table"), unit, (self._say("papers"),), tuple(rows)),
        )

    def _venues(self) -> StatsPart | None:
        """Where papers appeared."""
        venues = self._numbers.venues
        if len(venues) < 2:
            return None
        without = self._numbers.papers - sum(venue.papers for venue in venues)
        return self._ranked(
            "venues",
            venues,
            lambda key: term_url("venues", key),
            self._say("venue"),
            note=self._say("without_venue", without) if without else "",
            other="other_venues",
        )

    def _topics(self) -> StatsPart | None:
        """How the largest topics developed."""
        tops = self._top_topics()
        shown = tops[:MOST_STYLES]
        if not shown or len(self._numbers.years) < 2:
            return None
        starts = self._starts(_SMALL_BARS)
        counts = [by_start(topic.years, starts) for topic in shown]
        top = max(max(found.values()) for found in counts)
        panels = [
            self._panel(
                Link(topic.label, term_url("topics", topic.id)),
                topic,
                said(year_spans(topic.years, _nowhere, starts), self._wording),
                top,
                style,
            )
            for style, topic in enumerate(shown, 1)
        ]
        covered: set[str] = set()
        for topic in shown:
            covered.update(self._relations.topics[topic.id])
        rest = self._numbers.papers - len(covered)
        notes = [self._say("same_scale")] if len(shown) > 1 else []
        if len(tops) > len(shown):
            notes.append(self._say("other_topics", len(tops) - len(shown)))
        if rest:
            notes.append(self._say("without_topic", rest))
        columns = [topic.label for topic in shown]
        cells = [[self._wording.number(found[start]) for found in counts] for start in starts]
        return StatsPart(
            "topics",
            self._say("topics"),
            " ".join(notes),
            panels=tuple(panels),
            table=self._year_table(starts, columns, cells),
        )

    def _top_topics(self) -> list[Development]:
        """The topics with papers that have none above them; of a single one those below it."""
        found = {topic.id: topic for topic in self._numbers.topics}
        topics = self._library.topics
        level = [t for t in found.values() if topics[t.id].parent not in topics]
        while len(level) == 1:
            below = [t for t in found.values() if topics[t.id].parent == level[0].id]
            if not below:
                break
            level = below
        return level

    def _artifacts(self) -> StatsPart | None:
        """What papers come with."""
        found = self._numbers.artifacts
        if not found:
            return None
        labelled = [Number(kind.id, self._kind(kind.id), kind.papers) for kind in found]
        return self._ranked(
            "artifacts",
            labelled,
            self._having,
            self._say("artifact"),
            note=self._say("artifacts_note"),
        )

    def _artifacts_by_year(self) -> StatsPart | None:
        """How large a share of each year's papers came with code, data and so on."""
        years = self._numbers.years
        shown = [kind for kind in self._numbers.artifacts if kind.id not in _PAGES][:MOST_STYLES]
        if not shown or len(years) < 2:
            return None
        starts = self._starts(_SMALL_BARS)
        totals = by_start(years, starts)
        shares = {kind.id: self._shares(kind, totals, starts) for kind in shown}
        top = share_top(max(span.size for spans in shares.values() for span in spans))
        panels = [
            self._panel(
                Link(self._kind(kind.id), self._having(kind.id)), kind, shares[kind.id], top, style
            )
            for style, kind in enumerate(shown, 1)
        ]
        cells = [
            [self._share(spans[place].count, totals[start]) for spans in shares.values()]
            for place, start in enumerate(starts)
        ]
        return StatsPart(
            "artifacts-by-year",
            self._say("artifacts_by_year"),
            self._say("same_share", share=self._wording.percent(top)),
            panels=tuple(panels),
            table=self._year_table(starts, [self._kind(kind.id) for kind in shown], cells),
        )

    def _shares(
        self, kind: Development, totals: Mapping[int, int], starts: range
    ) -> Sequence[Span]:
        return [
            replace(
                span,
                share=span.count / total if total else 0.0,
                words=self._say(
                    "share_of",
                    total,
                    time=span.label,
                    number=self._wording.number(span.count),
                    share=self._share(span.count, total),
                ),
            )
            for span, total in zip(
                year_spans(kind.years, _nowhere, starts), totals.values(), strict=True
            )
        ]

    def _types(self) -> StatsPart | None:
        """What kinds of works there were, each paper one of them."""
        types = self._numbers.types
        if len(types) < 2 or len(self._numbers.years) < 2:
            return None
        alone = types if len(types) <= MOST_STYLES else types[: MOST_STYLES - 1]
        starts = self._starts(MOST_BARS)
        totals = by_start(self._numbers.years, starts)
        series = {self._type(kind.id): by_start(kind.years, starts) for kind in alone}
        if len(alone) < len(types):
            named = series.values()
            rest = {start: total - sum(s[start] for s in named) for start, total in totals.items()}
            series[self._say("other_types")] = rest
        spans = [self._stack(span, start, series) for span, start in self._zipped(starts)]
        frame = tall_frame(max(totals.values()), self._wording.number)
        label = self._say("types")
        cells = [
            [self._wording.number(found[start]) for found in series.values()] for start in starts
        ]
        return StatsPart(
            "types",
            label,
            chart=time_chart(label, self._year_unit(starts), spans, frame),
            keys=tuple(
                Key(name, str(style), lines)
                for style, (name, lines) in enumerate(zip(series, _LINES, strict=False), 1)
            ),
            table=self._year_table(starts, [*series], cells),
        )

    def _zipped(self, starts: range) -> Iterator[tuple[Span, int]]:
        return zip(
            said(year_spans(self._numbers.years, _nowhere, starts), self._wording),
            starts,
            strict=True,
        )

    def _stack(self, span: Span, start: int, series: Mapping[str, Mapping[int, int]]) -> Span:
        pieces = [
            (found[start], self._say("piece", found[start], time=span.label, part=name))
            for name, found in series.items()
        ]
        return replace(span, pieces=tuple(pieces))

    def _languages(self) -> StatsPart | None:
        """The languages that papers are in."""
        found = self._numbers.languages
        if len(found) < 2:
            return None
        labelled = [Number(one.id, self._language(one.id), one.papers) for one in found]
        return self._ranked(
            "languages",
            labelled,
            _nowhere,
            self._say("language"),
            other="other_languages",
        )

    def _authors(self) -> StatsPart | None:
        """Who has the most papers."""
        authors = self._numbers.authors
        # Of people with as many papers none is named before the others.
        rest = max((author.papers for author in authors[MOST_ROWS:]), default=1)
        first = [author for author in authors if author.papers > rest]
        if len(first) < 2:
            return None
        return self._ranked(
            "authors",
            first,
            lambda slug: self._cards.person_url(self._relations.people[slug]),
            self._say("author"),
            note=self._say("authors_note", rest + 1),
            is_shared=False,
        )

    def _ranked(
        self,
        id_: str,
        found: Sequence[Number],
        url_of: Callable[[str], str],
        unit: str,
        *,
        note: str = "",
        other: str = "",
        is_shared: bool = True,
    ) -> StatsPart:
        """The largest as bars that lie; the others summed where the word `other` names them.

        `is_shared`: whether it says something which share of all papers each has.
        """
        rest = sum(number.papers for number in found[MOST_ROWS:]) if other else 0
        largest = max(found[0].papers, rest)
        rows = [
            self._row(number.label, url_of(number.id), number.papers, largest)
            for number in found[:MOST_ROWS]
        ]
        if rest:
            label = self._say(other, len(found) - MOST_ROWS)
            rows.append(self._row(label, "", rest, largest))
        caption = self._say(id_)
        share = self._say("share") if is_shared else ""
        return StatsPart(
            id_, caption, note, ranking=Ranking(caption, unit, share, tuple(rows), _ALONE)
        )

    def _row(self, label: str, url: str, papers: int, largest: int) -> RankedRow:
        return RankedRow(
            label,
            url,
            self._wording.number(papers),
            self._share(papers, self._numbers.papers),
            f"{100 * papers / largest:.1f}%",
        )

    def _panel(
        self, title: Link, of: Development, spans: Sequence[Span], top: float, style: int
    ) -> Panel:
        largest = max(spans, key=lambda span: span.size)
        peak = self._wording.number(largest.count)
        if largest.share is not None:
            peak = self._wording.percent(largest.share)
        chart = time_chart(title.label, "", spans, small_frame(top, peak, style=str(style)))
        return Panel(title, self._wording.say("lists.papers", of.papers), chart)

    def _year_table(
        self, starts: range, columns: Sequence[str], cells: Sequence[Sequence[str]]
    ) -> NumberTable:
        spans = year_spans(self._numbers.years, lambda year: site_path("years", str(year)), starts)
        rows = [
            NumberRow(span.label, span.url, tuple(row))
            for span, row in zip(spans, cells, strict=True)
            if span.count
        ]
        return NumberTable(self._say("table"), self._year_unit(starts), tuple(columns), tuple(rows))

    def _starts(self, most: int) -> range:
        years = self._numbers.years
        return starts_of(min(years), max(years), most)

    def _year_unit(self, starts: range) -> str:
        return self._say("year") if starts.step == 1 else self._say("years")

    def _month(self, month: str) -> Span:
        date = parse_date(month)
        short = self._wording.short_month(date.month)
        count = self._numbers.shelf_months.get(month, 0)
        return Span(
            label=self._wording.date(date),
            tick=self._say("month_of_year", month=short, year=str(date.year)),
            count=count,
            url=site_path("monthly", month) if count else "",
        )

    def _share(self, count: int, total: int) -> str:
        """A share in whole percent that is neither nothing nor all unless it really is."""
        share = count / total if total else 0.0
        if 0 < share < 0.005:
            return self._say("below", share=self._wording.percent(0.01))
        if 0.995 <= share < 1:
            return self._say("above", share=self._wording.percent(0.99))
        return self._wording.percent(share)

    def _having(self, kind: str) -> str:
        """The search for papers with a link of a kind; nothing on a site without one."""
        return f"search/?has={quote(kind, safe='')}" if self._searched else ""

    def _kind(self, kind: str) -> str:
        return self._wording.say(f"links.{kind}") if kind in LINK_KINDS else kind

    def _type(self, kind: str) -> str:
        return self._wording.say(f"types.{kind}")

    def _language(self, code: str) -> str:
        """What a language is called; its code where nobody knows."""
        try:
            found = Locale.parse(code, sep="-").get_display_name(self._wording.locale)
        except (UnknownLocaleError, ValueError):
            return code
        return found or code

    def _say(self, word: str, count: int | None = None, /, **blanks: str | int) -> str:
        return self._wording.say(f"stats.{word}", count, **blanks)


def _nowhere(_of: object) -> str:
    return ""


def _all_months(counts: Mapping[str, int]) -> list[str]:
    """All months from the first to the last."""
    if not counts:
        return []
    first, last = (
        int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (min(counts), max(counts))
    )
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]
