from datetime import timedelta
from pathlib import Path

import pytest

from smbot.playbooks.choose import Situation, choose
from smbot.playbooks.load import load_folder

SHIPPED = load_folder(Path(__file__).parents[3] / "playbooks")


def a_situation(*labels, exposed=(), platform="x", summoned=True, scores=None, language="en", **more):
    return Situation(
        labels=labels,
        scores=scores or {},
        platform=platform,
        language=language,
        exposed=frozenset(exposed),
        summoned=summoned,
        **more,
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


def days(*counts):
    return tuple(timedelta(days=count) for count in counts)


@pytest.mark.parametrize(
    ("condition", "meets", "misses"),
    [
        ("all_labels: [incident]", a_situation("incident", "complaint"), a_situation("complaint")),
        ("scores: {complaint: 0.8}", a_situation("complaint", scores={"complaint": 0.8}),
         a_situation("complaint", scores={"complaint": 0.79})),
        ("scores: {complaint: 0.8}", a_situation("complaint"), a_situation("complaint", scores={"complaint": 0.1})),
        ("scores: {incident: 0.3}", a_situation("complaint", scores={"incident": 0.3}), a_situation("complaint")),
        ("platforms: [facebook]", a_situation("complaint", platform="facebook"), a_situation("complaint")),
        ("languages: [fr]", a_situation("complaint", language="fr-CA"), a_situation("complaint")),
        ("languages: [other]", a_situation("complaint", language="und"), a_situation("complaint", language="FR")),
        ("programs: [cards]", a_situation("complaint", programs=frozenset({"cards", "roads"})),
         a_situation("complaint", programs=frozenset({"roads"}))),
        ("case_kinds: [incident]", a_situation("complaint", case_kind="incident"), a_situation("complaint")),
        ("office: closed", a_situation("complaint", office_open=False), a_situation("complaint", office_open=True)),
        ("office: closed", a_situation("complaint", office_open=False), a_situation("complaint")),
        ("office: open", a_situation("complaint", office_open=True), a_situation("complaint")),
        ("repeats: {at_least: 3, days: 7}", a_situation("complaint", earlier=days(1, 7)),
         a_situation("complaint", earlier=days(1, 8))),
        ("summoned: false", a_situation("complaint", summoned=False), a_situation("complaint")),
        ("entities: [CA_SIN]", a_situation("complaint", exposed={"CA_SIN"}),
         a_situation("complaint", exposed={"PHONE_NUMBER"})),
        ("entities: [PERSON]", a_situation("complaint", exposed={"PERSON"}), a_situation("complaint")),
    ],
)  # fmt: skip
def test_a_playbook_with_a_condition_goes_before_the_others_where_it_holds(a_folder, condition, meets, misses):
    a_folder(("name: complaint", "name: always"), name="a")
    changes = ("name: complaint", "name: narrow"), ("[complaint]", f"[complaint]\n  {condition}")
    playbooks = load_folder(a_folder(*changes, name="b"))

    assert choose(playbooks, meets).playbook.name == "narrow"
    assert choose(playbooks, misses).playbook.name == "always"


def test_the_playbook_with_the_most_conditions_is_chosen(a_folder):
    a_folder(("name: complaint", "name: a-french"), ("[complaint]", "[complaint]\n  languages: [fr]"), name="a")
    more = "[complaint]\n  languages: [fr]\n  office: closed"
    playbooks = load_folder(a_folder(("name: complaint", "name: b-french-at-night"), ("[complaint]", more), name="b"))

    choice = choose(playbooks, a_situation("complaint", language="fr", office_open=False))

    assert choice.playbook.name == "b-french-at-night"


def test_a_more_specific_playbook_of_a_later_label_does_not_go_before_an_earlier_label(a_folder):
    a_folder(name="a")
    changes = ("name: complaint", "name: narrow"), ("[complaint]", "[question]\n  languages: [en]\n  platforms: [x]")
    playbooks = load_folder(a_folder(*changes, name="b"))

    assert choose(playbooks, a_situation("question", "complaint")).playbook.name == "complaint"
