"""A batch of mentions in a stage: taken by whole conversations, kept together, or each alone where one breaks."""

from collections.abc import Callable, Sequence

import structlog

from smbot.core.failpoints import failpoint
from smbot.core.mention import Mention, Triage
from smbot.core.states import MentionState
from smbot.pipeline.ports import PipelineStore, PipelineTransaction, PipelineTurn

log = structlog.get_logger()

BATCH = 32
"""Posts worked on together: enough to feed the language model, few enough to repeat after a crash."""

Keep = Callable[[PipelineTransaction, Mention, Triage], None]
GiveUp = Callable[[PipelineTransaction, Mention, Triage, str], None]


def in_turn(store: PipelineStore, turn: PipelineTurn, state: MentionState) -> list[Mention]:
    """Return a batch of mentions that wait in `state`, of conversations that no other worker holds."""
    with store.read() as tx:
        found = tx.in_state(state, turn.look(BATCH))
    return turn.free(found, lambda mention: mention.conversation, BATCH)


def keep_each(
    store: PipelineStore, batch: Sequence[tuple[Mention, Triage]], keep: Keep, give_up: GiveUp, before_commit: str
) -> None:
    """Keep a batch in one transaction; where one breaks it, each in its own, and what fails is given up.

    `before_commit` is the failpoint before the batch is committed.
    """
    try:
        with store.write() as tx:
            for mention, triage in batch:
                keep(tx, mention, triage)
            failpoint(before_commit)
        return
    except Exception as error:  # noqa: BLE001 - one broke the batch: find out which, and keep the others
        log.warning("pipeline.batch-failed", error=type(error).__name__)
    for mention, triage in batch:
        try:
            with store.write() as tx:
                keep(tx, mention, triage)
        except Exception as error:  # noqa: BLE001 - whatever breaks is the fault of one; the type's name only
            log.error("pipeline.failed", mention=mention.id, error=type(error).__name__)
            with store.write() as tx:
                give_up(tx, mention, triage, type(error).__name__)
