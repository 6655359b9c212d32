"""What `papershelf digest` and `papershelf enrich` do as far as workflows can tell.

Commands of these names with the options of the real ones, for what those do only with servers.
Mails go into the file that `OUTBOX` names, a line each with the digest and the address. `STAND_IN`
says what goes wrong. `nothing`: the period has no papers, or no count has changed; `down`: nobody
answers; `torn`: the machine dies after the first mail; `refused`: addresses that begin with "bad"
are; `more`: counting changes an entry too; `wrong`: the counts are none; `link`: they are a link.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

import click

METRICS: Final = Path("content/metrics.yaml")
COUNTED: Final = "papers:\n  codd-1970:\n    citations: {2026-03-09: 12000}\n"
_FILES: Final = ("html", "md", "mail.html", "txt", "eml")


def _key(period: str, day: str) -> str:
    found = date.fromisoformat(day)
    year, week, _ = found.isocalendar()
    return {"day": day, "month": day[:7], "week": f"{year}-W{week:02}"}[period]


@click.command()
@click.option("--period", type=click.Choice(["day", "week", "month"]), required=True)
@click.option("--date", "day", required=True)
@click.option("--base-url")
@click.option("--output", type=click.Path(path_type=Path), default=Path("digests"))
@click.option("--send", is_flag=True)
@click.option("--to", type=click.Path(path_type=Path))
@click.option("--ledger", type=click.Path(path_type=Path), default=Path("ledger.jsonl"))
def _digest(
    period: str,
    day: str,
    base_url: str | None,
    output: Path,
    send: bool,
    to: Path | None,
    ledger: Path,
) -> None:
    """Write a digest, and send it."""
    key = _key(period, day)
    if os.environ.get("STAND_IN") == "nothing":
        click.echo("Nothing came on the shelf.")
        return
    output.mkdir(exist_ok=True)
    for suffix in _FILES:
        text = f"# {key}\n\n{base_url}\n"
        (output / f"{key}.{suffix}").write_text(text, encoding="utf-8")
    if send:
        recipients = to.read_text("utf-8") if to else os.environ["PAPERSHELF_RECIPIENTS"]
        _send(key, recipients.split(), ledger)


def _send(key: str, recipients: list[str], ledger: Path) -> None:
    wrong = os.environ.get("STAND_IN", "")
    if wrong == "down":
        click.get_current_context().exit(3)
    secret = os.environ["PAPERSHELF_LEDGER_KEY"].encode()
    known = ledger.read_text("utf-8").splitlines() if ledger.exists() else []
    failed = 0
    for address in recipients:
        mark = hmac.new(secret, f"{key} {address}".encode(), hashlib.sha256).hexdigest()
        line = json.dumps({"sent": mark})
        if line in known:
            continue
        if wrong == "refused" and address.startswith("bad"):
            failed += 1
            continue
        with Path(os.environ["OUTBOX"]).open("a", encoding="utf-8") as outbox:
            outbox.write(f"{key} {address}\n")
        with ledger.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        if wrong == "torn":
            os._exit(137)
    click.get_current_context().exit(1 if failed else 0)


@click.command()
@click.option("--minutes", type=int)
def _enrich(minutes: int | None) -> None:
    """Count."""
    wrong = os.environ.get("STAND_IN", "")
    assert minutes
    answers = Path(".papershelf/counts")
    answers.mkdir(parents=True, exist_ok=True)
    (answers / "citations").write_text("{}", encoding="utf-8")
    if wrong == "down":
        click.get_current_context().exit(3)
    if wrong == "link":
        METRICS.symlink_to("/etc/hostname")
    elif wrong == "wrong":
        METRICS.write_text("papers: many\n", encoding="utf-8")
    elif wrong != "nothing":
        METRICS.write_text(COUNTED, encoding="utf-8")
    if wrong == "more":
        with Path("content/papers/codd-1970.yaml").open("a", encoding="utf-8") as entry:
            entry.write("# Counted.\n")


STAND_INS: Final[Mapping[str, click.Command]] = MappingProxyType(
    {"digest": _digest, "enrich": _enrich}
)
"""By the names of the commands that they stand in for."""
