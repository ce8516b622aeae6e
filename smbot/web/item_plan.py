"""What a mention's playbook plans, step by step, and why it stands with a role."""

from collections.abc import Sequence

from smbot.bootstrap import Application
from smbot.bootstrap.steps import situations_of
from smbot.core.events import SYSTEM, Act
from smbot.core.messages import Message, msg
from smbot.playbooks.plan import plan
from smbot.review.ports import QueueItem
from smbot.steps.model import KeptStep, StepState
from smbot.steps.situation import asked_by
from smbot.web.timeline import PastEvent


class ItemPlan:
    """Reads the plan of a mention."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._situations = situations_of(application)

    def of(self, item: QueueItem) -> tuple[KeptStep, ...]:
        """Return its steps as they stand; of one whose playbook was chosen before plans were kept, what it says."""
        playbooks = self._application.shelf.current()
        with self._application.store.read() as tx:
            if kept := tx.plan_of(item.id):
                return tuple(kept)
            playbook = playbooks.get(item.playbook)
            if playbook is None:
                return ()
            situation = self._situations.of(tx, item, item.labels, item.scores, asked_by([playbook]))
        planned = plan(playbook, situation, self._application.rules(item.platform))
        return tuple(
            KeptStep(
                place=place,
                step=each.step,
                state=StepState.DUE if each.applies else StepState.SKIPPED,
                at=item.collected_at,
                why=each.skipped,
            )
            for place, each in enumerate(planned)
        )


def passed_why(item: QueueItem, timeline: Sequence[PastEvent], playbook: str) -> Message:
    """Return who passed a mention on and why: a person for a reason, or its `playbook`, by its title."""
    passed = [event for event in timeline if event.act == Act.MENTION_ESCALATED]
    if not passed or passed[-1].actor == SYSTEM:
        return msg("Its playbook says so: {playbook}.", playbook=playbook)
    return msg("{name}: {reason}", name=passed[-1].actor, reason=passed[-1].details.get("reason", ""))
