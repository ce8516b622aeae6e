from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from smbot.core.post_kinds import PostKind
from smbot.playbooks.choose import Situation
from smbot.playbooks.load import load_folder
from smbot.playbooks.plan import plan

SHIPPED = load_folder(Path(__file__).parents[3] / "playbooks")
A_COMMENT = Situation(
    labels=("complaint",),
    scores={},
    platform="x",
    language="en",
    exposed=frozenset(),
    summoned=True,
    kind=PostKind.COMMENT,
)


def applying(name, situation, rules):
    return [step.kind for step in plan(SHIPPED.get(name), situation, rules) if step.applies]


def skipped(name, situation, rules):
    return {step.kind: str(step.skipped) for step in plan(SHIPPED.get(name), situation, rules) if not step.applies}


def test_where_the_platform_can_hide_and_write_in_private_no_public_reply_draws_attention(facebook):
    situation = replace(A_COMMENT, platform="facebook")

    assert applying("exposed-information", situation, facebook) == ["hide", "notify", "private_message", "wait"]
    assert "better than a public reply" in skipped("exposed-information", situation, facebook)["public_reply"]


def test_a_post_found_by_search_on_x_cannot_be_hidden_and_the_team_is_told(x):
    found = replace(A_COMMENT, kind=PostKind.POST)

    assert applying("exposed-information", found, x) == ["notify", "public_reply", "wait"]
    why = skipped("exposed-information", found, x)
    assert why["hide"] == "X lets us hide no post of this kind: tell the team at once."
    assert why["private_message"] == "X does not let us write first to this author in private."


@pytest.mark.parametrize(
    ("age", "written"), [(timedelta(days=7) - timedelta(seconds=1), True), (timedelta(days=7), False)]
)
def test_the_private_window_of_the_platform_is_kept(facebook, age, written):
    situation = replace(A_COMMENT, platform="facebook", age=age)

    done = applying("exposed-information", situation, facebook)

    assert ("private_message" in done) == written
    assert ("public_reply" in done) == (not written)


def test_an_author_who_did_not_address_us_is_not_answered_by_api_where_the_platform_forbids_it(x, facebook):
    unasked = replace(A_COMMENT, summoned=False)

    assert applying("complaint", unasked, x) == ["open_case"]
    assert "nobody answer by API" in skipped("complaint", unasked, x)["public_reply"]
    asked = ["public_reply", "open_case", "private_message", "wait", "close"]
    assert applying("complaint", unasked, facebook) == asked


def test_who_writes_in_private_is_not_sent_to_the_private_channel(facebook):
    message = replace(A_COMMENT, platform="facebook", kind=PostKind.MESSAGE)

    assert applying("complaint", message, facebook) == ["open_case", "private_message", "wait", "close"]
    assert applying("urgent", message, facebook) == ["escalate", "public_reply", "open_case"]
    assert "hide" not in applying("exposed-information", message, facebook)


def test_a_document_is_asked_for_in_private_alone(a_folder, x, facebook):
    ask = "- ask_for_document: {en: a proof of address, fr: une preuve d’adresse}\n  - public_reply: draft"
    (playbook,) = load_folder(a_folder(("- public_reply: draft", ask)))

    below_a_post = plan(playbook, A_COMMENT, facebook)[0]
    in_private = plan(playbook, replace(A_COMMENT, kind=PostKind.MESSAGE), facebook)[0]

    assert "in private alone" in str(below_a_post.skipped)
    assert in_private.applies


def test_every_step_is_in_the_plan_in_its_order(x, facebook):
    for playbook in SHIPPED:
        for rules in (x, facebook):
            for kind in PostKind:
                planned = plan(playbook, replace(A_COMMENT, kind=kind), rules)

                assert tuple(each.step for each in planned) == playbook.steps
