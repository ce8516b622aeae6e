import pytest
from making_playbooks import A_FIRST_PLAYBOOK

from smbot.core.errors import PlaybookError
from smbot.playbooks.load import load_folder, read_folder


def test_a_playbook_is_read_with_the_lines_of_its_fields(a_folder):
    playbooks = load_folder(a_folder())

    (source,) = playbooks.sources
    assert playbooks.get("complaint") is source.playbook
    assert source.playbook.when.labels == ("complaint",)
    assert source.file == "complaint.yaml"
    assert source.line("replies.both.0.fr") == 21
    assert source.line("when.labels.0") == 11
    assert source.line("replies.nothing") == 14


BAD = [
    ("an unknown field", ("approval: one", "approval: one\nurgency: 1"), 24, "Unknown field urgency."),
    ("an unknown condition", ("labels: [complaint]", "label: complaint"), 11, "Unknown field when.label."),
    ("an unknown step", ("public_reply: draft", "public_replay: draft"), 13, "Unknown field steps.0.public_replay."),
    ("a missing field", ("escalate_to: approver\n", ""), 1, "The field escalate_to is missing."),
    ("another schema", ("schema: 2", "schema: 3"), 1, "The value of schema is not one of the choices."),
    ("a missing language", ("  fr: Plainte\n", ""), 4, "The language fr of title is missing."),
    ("a missing half", ("      fr: Merci. Utilisez {private_channel}.\n", ""), 20, "The language fr of replies.both.0"),
    ("no text in both", ("  both:\n    - en: Thank you. Use {private_channel}.\n      fr: Merci. Utilisez "
     "{private_channel}.\n", ""), 14, "The language both of replies is missing."),
    ("no variant", ("  both:\n    - en: Thank you. Use {private_channel}.\n      fr: Merci. Utilisez "
     "{private_channel}.\n", "  both: []\n"), 19, "The value of replies.both does not hold"),
    ("an unknown place", ("Thank you. Use {private_channel}. We", "Dear {author}, {private_channel}. We"), 16,
     "{author} is not a field"),
    ("an attribute", ("Merci. Utilisez {private_channel}. N", "{greeting.__class__} N"), 18,
     "{greeting.__class__} is not a field"),
    ("a stray brace", ("    - en: Thank you.", "    - en: Thank} you."), 20, "} is not a field"),
    ("a wrong choice", ("public_reply: draft", "public_reply: soon"), 13, "The value of steps.0.public_reply is not"),
    ("a wrong role", ("escalate_to: approver", "escalate_to: boss"), 22, "The value of escalate_to is not one"),
    ("a role told of none", ("public_reply: draft", "public_reply: draft\n  - notify: administrator"), 14,
     "The value of steps.1.notify is not one"),
    ("a role that sees none", ("public_reply: draft", "public_reply: draft\n  - escalate: administrator"), 14,
     "The value of steps.1.escalate is not one"),
    ("a wrong approval", ("approval: one", "approval: three"), 23, "The value of approval is not one of the"),
    ("a version in words", ("version: 3", "version: three"), 3, "The value of version does not hold"),
    ("a number as text", ("version: 3", 'version: "3"'), 3, "The value of version does not hold"),
    ("no reason", ("  labels: [complaint]", "  platforms: [x]"), 10, "Nothing says what the post is about."),
    ("no step", ("steps:\n  - public_reply: draft", "steps: []"), 12, "The value of steps does not hold"),
    ("an empty step", ("public_reply: draft", "public_reply:"), 13, "A step has exactly one key."),
    ("two keys in a step", ("public_reply: draft", "public_reply: draft\n    close: answered"), 13, "exactly one key"),
    ("no step for the replies", ("public_reply: draft", "close: answered"), 1, "has replies and the step public_reply"),
    ("two times", ("approval: one", "approval: one\nservice_standard: {business_days: 2, business_hours: 3}"), 24,
     "in business_days or in business_hours"),
    ("an override of nothing", ("approval: one", "approval: one\napproval_overrides:\n  - approval: two"), 25,
     "An override names labels, platforms"),
    ("a test of nothing", ("approval: one", "approval: one\ntests:\n  - platform: x"), 25, "A test has either a post"),
    ("a field twice", ("approval: one", "approval: one\napproval: one"), 24, "for the second time"),
    ("broken YAML", ("  en: Complaint", "  en: Complaint: a bad one"), 5, "This is not YAML."),
    ("anchors without end", ("approval: one", "approval: &a [*a]"), 23, ""),
]  # fmt: skip


@pytest.mark.parametrize(("change", "line", "what"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_file_that_does_not_hold_is_refused_at_its_line(a_folder, change, line, what):
    folder = a_folder(change)

    with pytest.raises(PlaybookError) as raised:
        load_folder(folder)

    assert raised.value.where == f"complaint.yaml:{line}"
    assert what in str(raised.value)
    assert raised.value.mend is not None
    assert str(raised.value.mend)


def test_a_name_used_twice_is_refused(a_folder):
    a_folder(name="a")

    with pytest.raises(PlaybookError, match=r"b\.yaml:2: The name complaint is taken by a\.yaml"):
        load_folder(a_folder(name="b"))


def test_every_problem_of_every_file_is_reported_at_once(a_folder):
    a_folder(("public_reply: draft", "public_reply: no"), ("version: 3", "version: 0"), name="a")
    folder = a_folder(("escalate_to: approver", "escalate: approver"), name="b")

    playbooks, problems = read_folder(folder)

    assert not playbooks.sources
    assert {problem.file for problem in problems} == {"a.yaml", "b.yaml"}
    assert len(problems) == 4


def test_a_folder_without_playbooks_is_refused(tmp_path):
    with pytest.raises(PlaybookError, match="no playbook in this folder"):
        load_folder(tmp_path)
    with pytest.raises(PlaybookError, match="no playbook in this folder"):
        load_folder(tmp_path / "missing")


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"title: \xe9t\xe9", "cannot be read"), (b"- a\n- b\n", "not a list of fields"), (b"", "not a list of fields")],
)
def test_a_file_that_is_no_playbook_at_all_is_refused(tmp_path, content, what):
    (tmp_path / "strange.yml").write_bytes(content)

    with pytest.raises(PlaybookError, match=what):
        load_folder(tmp_path)


def test_a_file_of_schema_1_is_read_as_what_it_was(a_folder):
    folder = a_folder(
        ("hide: never", "hide: when-possible\nfixed: true"),
        ("approval: one person", "approval: two persons"),
        text=A_FIRST_PLAYBOOK,
    )

    (playbook,) = load_folder(folder)

    assert (playbook.hide, playbook.fixed, playbook.approval) == ("when-possible", True, "two persons")
    assert [step.kind for step in playbook.steps] == ["hide", "public_reply"]
    assert playbook.reply is not None
    assert playbook.reply.both.fr == "Merci. Utilisez {private_channel}."


def test_a_file_of_schema_1_without_a_reply_stays_without_one(a_folder):
    head, tail = A_FIRST_PLAYBOOK.split("reply:\n")
    folder = a_folder(("[complaint]", "[access_request]"), text=f"{head}no_reply: true\nhide:{tail.split('hide:')[1]}")

    (playbook,) = load_folder(folder)

    assert playbook.no_reply
    assert [step.kind for step in playbook.steps] == ["open_docket"]


@pytest.mark.parametrize(
    ("change", "line", "what"),
    [
        (("hide: never", "hide: sometimes"), 17, "is not one of the choices"),
        (("    fr: Merci.", "    fr: Merci {you}."), 16, "{you} is not a field"),
        (("approval: one person", "approval: a person"), 19, "The value of approval is not one"),
    ],
)
def test_what_does_not_hold_in_a_file_of_schema_1_is_told_at_its_own_line(a_folder, change, line, what):
    with pytest.raises(PlaybookError, match=what) as raised:
        load_folder(a_folder(change, text=A_FIRST_PLAYBOOK))

    assert raised.value.where == f"complaint.yaml:{line}"
