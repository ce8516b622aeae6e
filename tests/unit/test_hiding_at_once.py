"""What exposes somebody is hidden at once, where the organisation, the playbook and the platform all say so."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import ALLOWS_ALL, NOW, mention

from smbot.consequences import Hiding
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose, Visibility
from smbot.core.states import Mode
from smbot.playbooks.choose import Situation
from smbot.playbooks.load import load_folder
from smbot.review.ports import Approved

SHIPPED = Path(__file__).parents[2] / "playbooks"


@pytest.fixture(scope="module")
def playbooks():
    return {playbook.name: playbook for playbook in load_folder(SHIPPED)}


@pytest.fixture
def decide(a_store, playbooks):
    """The factory `decide(mode=…, rules=…, chosen=…, **mention)`; what the outbox then holds about hiding, or None."""

    def run(*, mode=Mode.LIVE, rules=ALLOWS_ALL, chosen="exposed-information", before=None, **changes):
        new = mention(**({"kind": PostKind.COMMENT} | changes))
        with a_store.write() as tx:
            tx.add_mention(new, handle=b"", withheld="", tokens=())
            if before is not None:
                tx.put_reply(before(new.id))
            situation = Situation(
                labels=("complaint",),
                scores={},
                platform=new.platform,
                language=new.language,
                exposed=frozenset(mask.entity for mask in new.text.masks),
                summoned=True,
                kind=new.kind,
            )
            Hiding(mode=mode, rules=lambda _: rules).of_choice(tx, new, situation, playbooks[chosen], NOW)
        with a_store.read() as tx:
            return tx.item(new.id).orders.get(Purpose.VISIBILITY), [json.loads(b) for b in tx.audit_of(new.id)]

    return run


def test_a_post_that_exposes_somebody_is_ordered_hidden_by_the_policy(decide):
    order, events = decide()

    assert (order.text, order.approved_by, order.next_at) == (Visibility.HIDDEN, "system", NOW)
    assert [(e["act"], e["actor"], e["detail"]["policy"]) for e in events] == [("order.given", "system", "at-once")]


def test_nothing_is_ordered_while_smbot_only_listens_and_in_shadow_it_does_not_leave(decide):
    assert decide(mode=Mode.LISTEN) == (None, [])
    assert decide(mode=Mode.SHADOW)[0].mode == Mode.SHADOW


def test_nothing_is_ordered_where_platform_playbook_or_post_do_not_ask_for_it(decide):
    from fakes import redacted

    assert decide(rules=replace(ALLOWS_ALL, hides=frozenset()))[0] is None
    assert decide(rules=None)[0] is None
    assert decide(chosen="complaint")[0] is None
    assert decide(text=redacted("nothing personal"))[0] is None
    assert decide(kind=PostKind.MESSAGE)[0] is None


def test_what_a_person_showed_again_stays_so(decide):
    def shown(one):
        return Approved(
            mention=one,
            platform="x",
            account="x",
            text=Visibility.SHOWN,
            language="en",
            mode=Mode.LIVE,
            approved_by="Alice",
            leave_at=NOW,
            purpose=Purpose.VISIBILITY,
        )

    order, events = decide(before=shown)

    assert (order.text, events) == (Visibility.SHOWN, [])
