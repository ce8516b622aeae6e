import pytest

from smbot.playbooks.approval import NEVER_UNATTENDED, needed
from smbot.playbooks.load import load_folder

OVERRIDES = """
approval_overrides:
  - {labels: [complaint], approval: two}
  - {platforms: [facebook], approval: none}
  - {labels: [complaint], platforms: [facebook], approval: one}
"""


def a_playbook(a_folder, approval, label="praise"):
    (playbook,) = load_folder(a_folder(("approval: one", f"approval: {approval}"), ("[complaint]", f"[{label}]")))
    return playbook


@pytest.mark.parametrize(
    ("labels", "platform", "need"),
    [
        (("praise",), "x", "one"),
        (("complaint",), "x", "two"),
        (("complaint",), "facebook", "one"),
        (("praise",), "facebook", "none"),
        (("praise", "complaint"), "facebook", "one"),
        (("complaint", "praise"), "x", "two"),
        ((), "x", "one"),
    ],
)
def test_the_closest_override_counts_and_of_several_labels_the_strictest(a_folder, labels, platform, need):
    playbook = a_playbook(a_folder, "one" + OVERRIDES)

    assert needed(playbook, labels=labels, platform=platform, unattended=["praise"]) == need
    assert playbook.approval == "two persons"


def test_of_two_overrides_as_close_the_stricter_counts(a_folder):
    playbook = a_playbook(
        a_folder, "one\napproval_overrides:\n  - {platforms: [x], approval: two}\n  - {platforms: [x], approval: one}"
    )

    assert needed(playbook, labels=("praise",), platform="x") == "two"


@pytest.mark.parametrize(
    ("labels", "unattended", "exposed", "need"),
    [
        (("praise",), ("praise",), False, "none"),
        (("praise",), (), False, "one"),
        (("praise", "suggestion"), ("praise",), False, "one"),
        (("praise",), ("praise",), True, "one"),
        ((), ("none",), False, "one"),
    ],
)
def test_nobody_is_enough_only_where_the_setting_names_every_label_and_nobody_is_exposed(
    a_folder, labels, unattended, exposed, need
):
    playbook = a_playbook(a_folder, "none")

    assert needed(playbook, labels=labels, platform="x", unattended=unattended, exposed=exposed) == need


@pytest.mark.parametrize("label", sorted(NEVER_UNATTENDED))
def test_danger_abuse_and_requests_for_records_need_a_person_whatever_is_set(a_folder, label):
    playbook = a_playbook(a_folder, "none", label)

    assert needed(playbook, labels=(label,), platform="x", unattended=(label,)) == "one"
    assert needed(playbook, labels=("praise", label), platform="x", unattended=("praise", label)) == "one"


def test_a_playbook_about_exposed_information_needs_a_person(a_folder):
    (playbook,) = load_folder(a_folder(("approval: one", "approval: none"), ("labels: [complaint]", "exposed: true")))

    assert needed(playbook, labels=("praise",), platform="x", unattended=("praise",)) == "one"
