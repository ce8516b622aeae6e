from pathlib import Path

import pytest

from smbot.playbooks.choose import Situation, choose
from smbot.playbooks.load import load_folder

SHIPPED = load_folder(Path(__file__).parents[3] / "playbooks")


def a_situation(*labels, exposed=(), platform="x", summoned=True, scores=None):
    return Situation(
        labels=labels,
        scores=scores or {},
        platform=platform,
        language="en",
        exposed=frozenset(exposed),
        summoned=summoned,
    )


@pytest.mark.parametrize(
    ("labels", "exposed", "chosen"),
    [
        (("complaint",), (), "complaint"),
        (("complaint", "access_request"), (), "access-request"),
        (("complaint", "abuse"), (), "abuse"),
        (("question", "wrong_office"), (), "wrong-office"),
        (("praise", "suggestion"), (), "suggestion"),
        (("spam",), (), "no-reply"),
        ((), (), "no-reply"),
        (("complaint",), ("CA_SIN",), "exposed-information"),
        (("access_request",), ("PHONE_NUMBER",), "exposed-information"),
        (("spam",), ("PHONE_NUMBER",), "exposed-information"),
        (("complaint", "urgent"), ("PHONE_NUMBER",), "urgent"),
        (("complaint",), ("PERSON", "HANDLE", "URL"), "complaint"),
    ],
)
def test_urgent_goes_before_exposure_and_exposure_before_other_labels(labels, exposed, chosen):
    choice = choose(SHIPPED, a_situation(*labels, exposed=exposed))

    assert choice.playbook is not None
    assert choice.playbook.name == chosen


def test_the_reason_names_label_and_score_or_what_is_exposed():
    labelled = choose(SHIPPED, a_situation("complaint", scores={"complaint": 0.874}))
    exposing = choose(SHIPPED, a_situation("complaint", exposed={"PHONE_NUMBER", "EMAIL_ADDRESS", "PERSON"}))

    assert str(labelled.reason) == "The post is labelled complaint, score 0.87."
    assert str(exposing.reason) == "The post exposes personal information: EMAIL_ADDRESS, PHONE_NUMBER."


def test_an_author_who_did_not_address_us_is_answered_with_caution():
    assert choose(SHIPPED, a_situation("complaint")).caution is None
    assert choose(SHIPPED, a_situation("complaint", summoned=False)).caution is not None


def test_a_playbook_for_the_platform_goes_before_one_for_all(a_folder):
    a_folder(name="a")
    change = ("labels: [complaint]", "labels: [complaint]\n  platforms: [facebook]")
    playbooks = load_folder(a_folder(("name: complaint", "name: on-facebook"), change, name="b"))

    on_facebook = choose(playbooks, a_situation("complaint", platform="facebook")).playbook
    on_x = choose(playbooks, a_situation("complaint", platform="x")).playbook

    assert on_facebook is not None
    assert on_facebook.name == "on-facebook"
    assert on_x is not None
    assert on_x.name == "complaint"


def test_without_a_playbook_a_person_decides(a_folder):
    choice = choose(load_folder(a_folder()), a_situation("urgent"))

    assert choice.playbook is None
    assert str(choice.reason) == "No playbook answers the label urgent on this platform."


def test_a_label_nobody_answers_gives_way_to_the_next(a_folder):
    choice = choose(load_folder(a_folder()), a_situation("access_request", "complaint"))

    assert choice.playbook is not None
    assert choice.playbook.name == "complaint"
