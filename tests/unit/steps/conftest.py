"""A playbook made of steps, chosen for a stored mention, and what becomes of it as time passes."""

import json
from dataclasses import dataclass
from datetime import timedelta

import pytest
from fakes import ALLOWS_ALL, draft, mention, triage
from sqlalchemy import update

from smbot.access.intake import Intake
from smbot.core.purposes import Purpose
from smbot.core.states import Mode
from smbot.playbooks.choose import Situation
from smbot.playbooks.load import load_folder
from smbot.playbooks.steps import Step
from smbot.review.ports import Approved, Change
from smbot.shipped import playbook_folder
from smbot.steps.carry import Steps
from smbot.storage.tables import ReplyRow


def until(start, wait):
    """A working day is a day here, and an hour an hour."""
    return start + timedelta(days=wait.business_days or 0, hours=wait.business_hours or 0)


@dataclass
class Course:
    """One mention and its plan."""

    store: object
    clock: object
    steps: Steps
    post: object

    def answer(self):
        """Let our public reply be out."""
        with self.store.write() as tx:
            item = tx.item(self.post.id)
            reply = Approved(
                mention=item.id,
                platform="x",
                account="x",
                text="Thank you.",
                language="en",
                mode=Mode.LIVE,
                approved_by="Alice",
                leave_at=self.clock.now(),
                purpose=Purpose.PUBLIC,
            )
            assert tx.put_reply(reply)
            tx.change_item(item, Change(state="answered"))
            tx.change(update(ReplyRow).values(state="sent", sent_at=self.clock.now()))

    def hears(self, **changes):
        """Let the author post again in the conversation."""
        fields = {"posted_at": self.clock.now() + timedelta(seconds=1)} | changes
        again = mention(**fields)
        with self.store.write() as tx:
            tx.add_mention(again, handle=b"", withheld="", tokens=())
        return again

    def tick(self):
        """Carry out what is due."""
        return self.steps.tick(self.store)

    def states(self):
        """Return the steps by kind with where they stand."""
        with self.store.read() as tx:
            return [(str(step.kind), str(step.state)) for step in tx.plan_of(self.post.id)]

    @property
    def item(self):
        """Return the mention as people see it."""
        with self.store.read() as tx:
            return tx.item(self.post.id)

    def acts(self):
        """Return the events of the mention."""
        with self.store.read() as tx:
            return [json.loads(body) for body in tx.audit_of(self.post.id)]

    def notices(self):
        """Return what roles are to be told."""
        with self.store.read() as tx:
            return [(each.role.value, each.reason) for each in tx.role_notices_due(self.clock.now(), 10)]


@pytest.fixture(scope="session")
def a_playbook():
    """The factory of playbooks: the shipped one for complaints with other steps."""
    shipped = {each.name: each for each in load_folder(playbook_folder())}

    def make(*steps, name="complaint", **changes):
        values = {"steps": tuple(Step.model_validate(step) for step in steps)} | changes
        return shipped[name].model_copy(update=values)

    return make


@pytest.fixture
def begun(a_store, a_clock, a_playbook):
    """The factory `begun(*steps, …)`: a mention for which a playbook of these steps was chosen."""

    def begin(*steps, door=False, alone=False, labels=("complaint",), text="kept", drafted=True, **changes):
        post = mention(**changes)
        playbook = a_playbook(*steps)
        situation = Situation(
            labels=labels,
            scores={},
            platform="x",
            language="en",
            exposed=frozenset(),
            summoned=True,
            kind=post.kind,
        )
        intake = Intake(clock=a_clock, jurisdiction="ON", kind="records")
        carrying = Steps(
            clock=a_clock,
            rules=lambda _: ALLOWS_ALL,
            until=until,
            intake=intake,
        )
        with a_store.write() as tx:
            tx.add_mention(post, handle=b"", withheld="", tokens=())
            tx.keep_triage(post.id, triage(*labels), 3)
            tx.keep_choice(post.id, playbook.name, playbook.revision(), draft() if drafted else None)
            carrying.begin(tx, post.id, playbook, situation, door=door, alone=alone)
        return Course(store=a_store, clock=a_clock, steps=carrying, post=post)

    return begin
