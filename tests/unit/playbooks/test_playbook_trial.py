import pytest

from smbot.playbooks.load import load_folder
from smbot.playbooks.trial import Bench, Triaged, judge, taken_as_given, trials


@pytest.fixture
def outcome(a_folder, x, facebook, an_organisation):
    """Return what a test, written as in a file, says of a playbook that answers complaints."""

    def run(*lines, triaged=None):
        written = "".join(f"\n    {line}" for line in lines[1:])
        folder = a_folder(("approval: one", f"approval: one\ntests:\n  - {lines[0]}{written}"))
        playbooks = load_folder(folder)
        (trial,) = trials(playbooks)
        assert trial.where == "complaint.yaml:25"
        bench = Bench(playbooks=playbooks, rules={"x": x, "facebook": facebook}, organisation=an_organisation)
        return [str(each) for each in judge(trial, triaged or taken_as_given(trial.example), bench)]

    return run


COMPLAINT = Triaged(labels=("complaint",), scores={"complaint": 0.9}, exposed=frozenset(), language="fr")


@pytest.mark.parametrize(
    "lines",
    [
        ["labels: [complaint]"],
        ["labels: [complaint]", "language: fr", "expect: {language: fr, has: [merci], lacks: [dossier]}"],
        ["labels: [complaint]", "language: und", "expect: {language: both}"],
        ["labels: [complaint]", "expect: {steps: [public_reply], approval: one}"],
        ["labels: [complaint]", "summoned: false", "expect: {steps: []}"],
        ["labels: [complaint]", "summoned: false", "platform: facebook", "expect: {steps: [public_reply]}"],
    ],
)
def test_a_test_that_holds_says_nothing(outcome, lines):
    assert outcome(*lines) == []


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (["labels: [praise]"], "The playbook is –, not complaint (labels: praise; exposed: –)."),
        (["labels: [complaint]", "expect: {playbook: other}"], "The playbook is complaint, not other"),
        (["labels: [complaint]", "expect: {steps: [hide, public_reply]}"], "The steps are public_reply, not hide, pub"),
        (["labels: [complaint]", "expect: {language: fr}"], "The reply is in en, not in fr."),
        (["labels: [complaint]", "expect: {has: [Merci]}"], "Variant 1 lacks “Merci”."),
        (["labels: [complaint]", "expect: {lacks: [THANK]}"], "Variant 1 holds “THANK”."),
        (["labels: [complaint]", "expect: {approval: two}"], "Approvals needed: one, not two."),
        (["labels: [complaint]", "platform: myspace"], "There is no platform myspace."),
    ],
)
def test_a_test_that_does_not_hold_says_what_came_out(outcome, lines, what):
    (said,) = outcome(*lines)

    assert said.startswith(what)


def test_of_a_post_what_triage_says_counts(outcome):
    assert outcome("post: Trois semaines.", "expect: {language: fr}", triaged=COMPLAINT) == []
    assert outcome("post: Trois semaines.", "expect: {language: en}", triaged=COMPLAINT) != []
