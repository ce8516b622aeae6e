"""Whether somebody with a role was told of a mention: its page says what is so, and how to mend it."""

import pytest

from smbot.core.roles import Role
from smbot.notify.ports import NotTold
from smbot.playbooks.steps import Step
from smbot.steps.carry import ask_role
from smbot.steps.model import KeptStep, RoleNotice, StepState
from smbot.steps.telling import RoleTelling


class Line:
    """A channel that takes what it is given, or breaks."""

    name = "reader 1"
    languages = ("en",)

    def __init__(self, *, broken=False):
        self.broken = broken

    def tell(self, _subject, _text):
        if self.broken:
            raise NotTold("451", certain=True)


@pytest.fixture
def passed(a_browser, desk):
    """The factory `passed(*lines)`: the page of a mention that was passed to approvers, who are reached by these."""

    def make(*lines, days=0, tries=1):
        mention = desk.add_mention()
        a_browser("ana").post(f"/items/{mention}/escalate", {"to": "approver", "reason": "hard"})
        made = desk.application
        reached = {Role.APPROVER: lines}.__getitem__
        told = RoleTelling(store=made.store, clock=desk.clock, lines=reached)
        if tries:
            told.tell_due()
        if days:
            desk.clock.advance(days=days)
            told.tell_due()
        return a_browser("paul").get(f"/items/{mention}").text

    return make


@pytest.fixture
def planned(desk):
    """The factory `planned(step)`: a mention whose playbook has carried out this one step, which tells a role."""

    def make(step):
        mention, role = desk.add_mention(), Role(step["notify"])
        at = desk.clock.now()
        done = KeptStep(place=0, step=Step.model_validate(step), state=StepState.DONE, at=at)
        with desk.application.store.write() as tx:
            tx.keep_plan(mention, [done])
            ask_role(tx, RoleNotice(mention=mention, reason=f"notify:{role}", role=role, at=at))
        return mention

    return make


def test_until_the_next_round_they_are_about_to_be_told(passed):
    assert "about to be told" in passed(tries=0)


def test_who_was_told_is_said_with_the_time(passed):
    page = passed(Line())

    assert "<strong>told</strong> 2026-03-04" in page


def test_where_no_channel_is_set_up_the_page_says_so_and_how_to_mend_it(passed):
    page = passed()

    assert "nobody could be told: no channel is set up" in page
    assert "ask an administrator to name a reader with this role" in page
    assert "nobody with a role could be told" in page


def test_a_channel_that_fails_is_told_of(passed):
    page = passed(Line(broken=True))

    assert "nobody could be told: no channel took the message" in page
    assert "smbot tries again, for seven days." in page


def test_after_a_week_smbot_says_that_it_has_given_up(passed):
    assert "smbot tried for seven days and has given up" in passed(Line(broken=True), days=7)


def test_a_step_that_tells_is_done_only_when_somebody_was_told(a_browser, desk, planned):
    mention = planned({"notify": "compliance"})
    made = desk.application
    page = a_browser("ana").get(f"/items/{mention}").text
    assert "about to be told" in page

    RoleTelling(store=made.store, clock=desk.clock, lines=lambda _role: ()).tell_due()

    page = a_browser("ana").get(f"/items/{mention}").text
    plan = page[page.index('class="plan"') :]
    plan = plan[: plan.index("</section>")]
    assert "nobody could be told: no channel is set up" in plan
    assert "<strong>done</strong>" not in plan
