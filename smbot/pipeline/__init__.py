"""The order of the stages: inbox → normalise → redact → triage → draft, each result with its audit event.

A stage is "take rows in state N, decide, write N+1" in one transaction. A crash repeats a batch and loses
nothing: what was committed is no longer in state N.
"""

from collections.abc import Callable
from dataclasses import dataclass

from smbot.pipeline.drafts import DraftStage
from smbot.pipeline.redaction import RedactionStage
from smbot.pipeline.triage import TriageStage


@dataclass(frozen=True, kw_only=True)
class Pipeline:
    """The stages."""

    redaction: RedactionStage
    triage: TriageStage
    drafts: DraftStage

    def run_once(self) -> int:
        """Take one batch through every stage; return how many steps were made (0: nothing waits).

        Raises:
            MemoryFailed: As `RedactionStage.batch` does; the other stages have worked all the same.
        """
        steps = 0
        try:
            steps += self.redaction.batch()
        finally:  # what is redacted waits for no other post
            steps += self.triage.batch() + self.drafts.batch()
        return steps

    def run_dry(self, step: Callable[[int], None] = lambda _posts: None) -> int:
        """Work until nothing waits; tell `step` of each batch, and return how many posts came out of the inbox."""
        posts = 0
        while redacted := self.redaction.batch():
            posts += redacted
            step(redacted)
        while self.triage.batch():
            pass
        while self.drafts.batch():
            pass
        return posts
