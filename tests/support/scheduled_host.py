"""A shelf on GitHub, as far as its workflows go that run by a clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.action_stores import announced
from tests.support.actions import Job, Runner
from tests.support.origins import Origin

SECRETS = {
    "PAPERSHELF_SMTP_HOST": "mail.example.org",
    "PAPERSHELF_SMTP_USER": "somebody",
    "PAPERSHELF_SMTP_PASSWORD": "swordfish",
    "PAPERSHELF_RECIPIENTS": "ada@example.org\nbad-grace@example.org\nmary@example.org",
    "PAPERSHELF_LEDGER_KEY": "00112233445566778899aabbccddeeff",
}
VARIABLES = {"PAPERSHELF_SEND": "true", "PAPERSHELF_COUNTS": "push"}
KEYS = {"S2_API_KEY": "scholar", "OPENALEX_API_KEY": "alex"}
MONDAY = "2026-03-16"
KEY = "2026-W11"
"""Of the week before that Monday."""
# Only the question for the day of today is answered otherwise than by the machine.
_DATE = """#!/bin/sh
if [ "$*" = "--utc +%F" ]; then echo "$TODAY"; else PATH=/usr/bin:/bin exec date "$@"; fi
"""


@dataclass
class ScheduledHost:
    """A shelf on GitHub, as far as its workflows go that run by a clock."""

    origin: Origin
    runner: Runner
    outbox: Path
    secrets: dict[str, str] = field(default_factory=lambda: dict(SECRETS))
    """Of the environment `digest`."""
    variables: dict[str, str] = field(default_factory=lambda: dict(VARIABLES))
    today: str = MONDAY

    def digest(self, wrong: str = "", **inputs: object) -> dict[str, Job]:
        """What "Digest" does by its schedule, or with inputs by hand; `wrong`: see stand_ins.py."""
        return self.run("digest.yml", wrong, inputs)

    def counts(self, wrong: str = "", *, by_hand: bool = False) -> dict[str, Job]:
        """What "Counts" does by its schedule, or by hand."""
        return self.run("counts.yml", wrong, by_hand=by_hand)

    def run(
        self,
        workflow: str,
        wrong: str = "",
        inputs: Mapping[str, object] | None = None,
        *,
        branch: str = "main",
        by_hand: bool = False,
        **handed_over: Any,
    ) -> dict[str, Job]:
        """What a workflow of a branch does."""
        self.runner.variables = self.variables
        self.runner.secrets = {"digest": self.secrets, "counts": KEYS}
        self.runner.commands = {"date": _DATE}
        self.runner.environment = {
            **self.runner.environment,
            "STAND_IN": wrong,
            "OUTBOX": str(self.outbox),
            "TODAY": self.today,
        }
        event: dict[str, Any] = {"schedule": "23 6 * * 1"}
        if inputs or by_hand:
            # Of a schedule the repository is not told.
            event = {"inputs": dict(inputs or {}), "repository": {"default_branch": "main"}}
        name = "workflow_dispatch" if inputs or by_hand else "schedule"
        return self.runner.run(workflow, name, event, f"refs/heads/{branch}", **handed_over)

    @property
    def mails(self) -> list[str]:
        """What was sent: digests and addresses."""
        return self.outbox.read_text("utf-8").splitlines() if self.outbox.exists() else []

    @property
    def artifacts(self) -> list[str]:
        """The names of what runs handed over, in their order."""
        return [one["name"] for one in announced(self.runner.listed)]

    def lose_caches(self) -> None:
        """Do what GitHub does with caches that nobody asked for in a week."""
        for cache in sorted(self.runner.caches.glob("*")):
            cache.rename(self.runner.folder / f"lost {cache.name}")
