"""Whoever holds a role is told of a mention: where it stands, never what it says."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from smbot.core.roles import Role
from smbot.notify.ports import NotTold
from smbot.steps.telling import RoleTelling


@dataclass
class FakeLine:
    """A channel that keeps what it carried, or breaks."""

    name: str = "reader 1"
    languages: tuple[str, ...] = ("en",)
    broken: bool = False
    told: list[tuple[str, str]] = field(default_factory=list)

    def tell(self, subject, text):
        if self.broken:
            raise NotTold("451", certain=True)
        self.told.append((subject, text))


@pytest.fixture
def telling(a_store, a_clock):
    def make(**lines):
        reached = {Role(name): each for name, each in lines.items()}
        return RoleTelling(
            store=a_store, clock=a_clock, lines=lambda role: reached.get(role, []), desk="https://desk.example.ca"
        )

    return make


def test_everybody_of_the_role_gets_a_link_and_no_word_of_the_post(begun, telling):
    course, lines = begun({"notify": "compliance"}), [FakeLine(), FakeLine(name="reader 2")]

    assert telling(compliance=lines).tell_due() == 1

    for line in lines:
        [(subject, text)] = line.told
        assert subject == "smbot: a mention for compliance officer"
        assert f"https://desk.example.ca/items/{course.post.id}" in text
        assert "waited" not in subject + text
    told = [e["detail"] for e in course.acts() if e["act"] == "mention.role-told"]
    assert told == [{"to": "compliance", "count": 2}]


def test_a_notice_is_given_once(begun, telling):
    begun({"notify": "compliance"})
    line = FakeLine()

    assert [telling(compliance=[line]).tell_due() for _ in range(3)] == [1, 0, 0]
    assert len(line.told) == 1


def test_who_could_not_be_reached_is_told_later(begun, telling, a_clock):
    begun({"escalate": "approver"})
    line = FakeLine(broken=True)
    assert telling(approver=[line]).tell_due() == 0
    line.broken = False
    assert telling(approver=[line]).tell_due() == 0
    a_clock.advance(minutes=1)

    assert telling(approver=[line]).tell_due() == 1
    assert "A mention was passed to: approver." in line.told[0][1]


def test_after_a_week_of_trying_nobody_is_told_any_more(begun, telling, a_clock, a_store):
    begun({"notify": "compliance"})
    a_clock.advance(days=7)

    assert telling().tell_due() == 0

    with a_store.read() as tx:
        assert tx.role_notices_due(a_clock.now() + timedelta(days=30), 10) == []
