import pytest

from smbot.core.errors import PlaybookError
from smbot.playbooks.load import load_folder, read_folder


def test_a_playbook_is_read_with_the_lines_of_its_fields(a_folder):
    playbooks = load_folder(a_folder())

    (source,) = playbooks.sources
    assert playbooks.get("complaint") is source.playbook
    assert source.playbook.when.labels == ("complaint",)
    assert source.file == "complaint.yaml"
    assert source.line("reply.both.fr") == 16
    assert source.line("when.labels.0") == 10
    assert source.line("reply.nothing") == 11


BAD = [
    ("an unknown field", ("approval: one person", "approval: one person\nurgency: 1"), 20, "Unknown field urgency."),
    ("an unknown inner field", ("labels: [complaint]", "label: complaint"), 10, "Unknown field when.label."),
    ("a missing field", ("hide: never\n", ""), 1, "The field hide is missing."),
    ("a missing language", ("  fr: Plainte\n", ""), 3, "The language fr of title is missing."),
    ("a missing half", ("    fr: Merci. Utilisez {private_channel}.\n", ""), 14, "The language fr of reply.both"),
    ("no text in both", ("  both:\n    en: Thank you. Use {private_channel}.\n    fr: Merci. Utilisez "
     "{private_channel}.\n", ""), 11, "The language both of reply is missing."),
    ("an unknown place", ("Thank you. Use {private_channel}. We", "Dear {author}, {private_channel}. We"), 12,
     "{author} is not a field"),
    ("an attribute", ("Merci. Utilisez {private_channel}. N", "{greeting.__class__} N"), 13,
     "{greeting.__class__} is not a field"),
    ("a stray brace", ("    en: Thank you.", "    en: Thank} you."), 15, "} is not a field"),
    ("a wrong choice", ("hide: never", "hide: sometimes"), 17, "The value of hide is not one of the choices."),
    ("a wrong role", ("escalate_to: approver", "escalate_to: boss"), 18, "The value of escalate_to is not one"),
    ("a version in words", ("version: 3", "version: three"), 2, "The value of version does not hold"),
    ("a number as text", ("version: 3", 'version: "3"'), 2, "The value of version does not hold"),
    ("no reason", ("  labels: [complaint]", "  platforms: [x]"), 9, "either labels or exposed"),
    ("two reasons", ("  labels: [complaint]", "  labels: [complaint]\n  exposed: true"), 9, "either labels or exp"),
    ("reply and no reply", ("hide: never", "no_reply: true\nhide: never"), 1, "either a reply or no_reply"),
    ("a field twice", ("hide: never", "hide: never\nhide: never"), 18, "for the second time"),
    ("broken YAML", ("  en: Complaint", "  en: Complaint: a bad one"), 4, "This is not YAML."),
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

    with pytest.raises(PlaybookError, match=r"b\.yaml:1: The name complaint is taken by a\.yaml"):
        load_folder(a_folder(name="b"))


def test_every_problem_of_every_file_is_reported_at_once(a_folder):
    a_folder(("hide: never", "hide: no"), ("version: 3", "version: 0"), name="a")
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
