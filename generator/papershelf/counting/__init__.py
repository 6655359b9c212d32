"""Stands in for the writer of metrics.yaml until that is merged."""

from collections.abc import Mapping

from papershelf.metrics import KINDS
from papershelf.yamltext import parse_yaml, plain


def updated(
    text: str,
    _path: str,
    counted: Mapping[str, Mapping[str, int]],
    day: str,
    *,
    aliases: Mapping[str, str] | None = None,
) -> str:
    """The text of metrics.yaml with new counts of one day."""
    held = plain(parse_yaml(text)) if text else {}
    papers = dict((held or {}).get("papers") or {})
    for old, new in (aliases or {}).items():
        if old in papers:
            papers.setdefault(new, papers.pop(old))
    for paper_id, kinds in counted.items():
        series = papers.setdefault(paper_id, {})
        for kind, count in kinds.items():
            readings = series.setdefault(kind, {})
            last = max(readings, default="")
            if not last or int(readings[last]) != count:
                readings[day] = count
    lines = ["papers:"]
    for paper_id in sorted(papers):
        lines.append(f"  {paper_id}:")
        for kind in KINDS:
            if readings := papers[paper_id].get(kind):
                listed = ", ".join(f"{d}: {readings[d]}" for d in sorted(readings))
                lines.append(f"    {kind}: {{{listed}}}")
    return "\n".join(lines) + "\n" if papers else text
