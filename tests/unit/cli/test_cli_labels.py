"""Labels on the command line: corrections, their approval, the weekly sample, training and versions of the model."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import NOW, redacted

from smbot.classify.model import SHIPPED, load
from smbot.classify.versions import Versions
from smbot.cli.triage_training import train_here
from smbot.core.clock import SystemClock
from smbot.core.errors import Conflict
from smbot.core.ids import new_member_id
from smbot.core.roles import Member, Role
from smbot.core.spans import Span
from smbot.storage.tables import MentionRow
from smbot.training.gold import read_gold
from smbot.training.learning import Learning, make_current, rebuilt
from smbot.training.triage_data import examples
from tests.unit.training.test_train_triage import SAYINGS, Letters


@pytest.fixture
def team(an_installation):
    """Two officers and a reviewer beside the administrator of the installation, who is an officer too."""
    roles = {"chloe": Role.COMPLIANCE, "omar": Role.COMPLIANCE, "rita": Role.REVIEWER, "adam": Role.ADMINISTRATOR}
    with an_installation.store.write() as tx:
        for name, role in roles.items():
            tx.add_member(Member(id=new_member_id(), name=name, roles=frozenset({role})), "hash")


class Deaf(Letters):
    """An encoder that tells nothing apart."""

    def encode(self, texts):
        return 0 * super().encode(texts)


@pytest.fixture
def corpus(tmp_path):
    """A tiny corpus: every label said by several hands in both languages."""
    for part, hands in (("train", 4), ("dev", 1)):
        folder = tmp_path / "corpus" / part
        folder.mkdir(parents=True)
        for hand in range(hands):
            for at, language in enumerate(("en", "fr")):
                said = [f"%% voice: hand-{hand}; lang: {language}; platform: x"]
                for label, sayings in SAYINGS.items():
                    said += [f"== {label}", sayings[at]]
                (folder / f"{language}-{part}-{hand}.posts").write_text("\n".join(said), "utf-8")
    return tmp_path / "corpus"


@pytest.fixture
def administrator(an_installation):
    """The installation's first member, who holds every role while alone."""
    with an_installation.store.read() as tx:
        return next(member for member in tx.members() if member.name == "Alice")


def versions_of(application):
    return [(each.name, each.is_current) for each in application.model_versions.listed()]


def events(application):
    with application.store.read() as tx:
        return [body for body in tx.audit_of("") if b'"model.' in body]


def test_labels_are_corrected_and_set_back(smbot, config, stored, team):
    mention = stored()

    done = smbot("queue", "labels", mention, "question", "urgent", "--member", "rita")
    shown = json.loads(smbot("queue", "show", mention, "--json", "--member", "rita").out)
    told = smbot("queue", "show", mention, "--member", "rita").out
    back = smbot("queue", "labels", mention, "--back", "--member", "rita", "--json")

    assert (done.code, done.out) == (0, f"{mention}\turgent, question\n")
    assert "once an officer has approved it" in done.err
    assert shown["labels"] == ["urgent", "question"]
    assert (shown["label_correction"]["by"], shown["label_correction"]["standing"]) == ("rita", "waiting")
    assert (
        "rita set these labels; before: complaint. Learning: an officer has not approved it for training yet." in told
    )
    assert json.loads(back.out) == {"mention": mention, "labels": ["complaint"], "standing": "undone"}


@pytest.mark.parametrize("arguments", [(), ("question", "--back"), ("nonsense",), ("none", "praise")])
def test_what_cannot_be_is_refused(smbot, config, stored, team, arguments):
    mention = stored()

    done = smbot("queue", "labels", mention, *arguments, "--member", "rita")

    assert done.code != 0
    assert done.out == ""


def test_corrections_wait_for_another_officer(smbot, config, stored, team):
    mention = stored()
    smbot("queue", "labels", mention, "question", "--member", "chloe")
    [waiting] = json.loads(smbot("labels", "waiting", "--json", "--member", "omar").out)

    own = smbot("labels", "approve", waiting["number"], "--member", "chloe")
    not_theirs = smbot("labels", "approve", waiting["number"], "--member", "rita")
    done = smbot("labels", "approve", waiting["number"], "--member", "omar")

    assert (waiting["mention"], waiting["by"], waiting["after"]) == (mention, "chloe", ["question"])
    assert (own.code, not_theirs.code, done.code) == (1, 1, 0)
    assert "another officer must approve it" in own.err
    assert "No correction of labels waits." in smbot("labels", "waiting", "--member", "omar").err


def test_a_declined_correction_waits_no_more(smbot, config, stored, team):
    smbot("queue", "labels", stored(), "question", "--member", "rita")
    row = smbot("labels", "waiting", "--member", "omar").out.split("\t")

    done = smbot("labels", "decline", row[0], "--member", "omar")

    assert done.code == 0
    assert smbot("labels", "decline", row[0], "--member", "omar").code == 1


def test_the_sample_is_answered_on_the_command_line(smbot, config, stored, team, an_installation):
    missed, right = stored(), stored()
    with an_installation.store.write() as tx:
        for mention in (missed, right):
            tx.session.get_one(MentionRow, mention).collected_at = NOW - timedelta(days=7)
    an_installation.samples().draw()
    waiting = json.loads(smbot("labels", "sample", "--json", "--member", "chloe").out)

    yes = smbot("labels", "answer", missed, "yes", "--member", "chloe")
    no = smbot("labels", "answer", right, "no", "--member", "chloe")

    assert {each["id"] for each in waiting} == {missed, right}
    assert (yes.code, no.code) == (0, 0)
    assert "No drawn post waits" in smbot("labels", "sample", "--member", "chloe").err
    shown = json.loads(smbot("queue", "show", missed, "--json", "--member", "chloe").out)
    assert shown["labels"] == ["access_request", "complaint"]


def test_training_makes_a_version_of_corpus_and_approved_corrections_and_the_audit_tells_it(
    an_installation, administrator, stored, corpus
):
    mention = stored()
    an_installation.label_corrections().correct(administrator, mention, ["question"])  # the only officer

    outcome = train_here(an_installation, administrator, Letters(), corpus)

    assert (outcome.corrections, outcome.left_out, outcome.regressions) == (1, 0, [])
    assert versions_of(an_installation) == [("shipped", False), (outcome.version, True)]
    model = an_installation.model_versions.load_current()
    assert (model.card.corrections, model.card.encoder) == (1, "letters-1")
    trained, chosen = events(an_installation)
    assert b'"model.trained"' in trained
    assert f'"version":"{outcome.version}"'.encode() in chosen
    assert b'"before":"shipped"' in chosen


def test_what_is_not_approved_or_beyond_the_cap_is_not_learnt(an_installation, administrator, stored, corpus, team):
    corrections = an_installation.label_corrections()
    corrections.correct(administrator, stored(), ["question"])  # waits: there are other officers

    outcome = train_here(an_installation, administrator, Letters(), corpus)

    assert (outcome.corrections, outcome.left_out) == (0, 0)


def test_a_contradicted_correction_is_not_told_as_left_out_and_one_that_cannot_be_read_uses_up_no_share(
    an_installation, administrator, stored, corpus
):
    corrections = an_installation.label_corrections()
    plain, contradicted, odd = stored(), stored(), stored(text=redacted("Odd words, said by nobody else"))
    for mention in (plain, contradicted, odd):
        corrections.correct(administrator, mention, ["question"])
    with an_installation.store.write() as tx:
        tx.session.get_one(MentionRow, contradicted).labels = ["praise"]
    learning = Learning(
        store=an_installation.store,
        versions=an_installation.model_versions,
        labels=an_installation.labels,
        rules=an_installation.rules_of_triage,
        find=lambda text: [Span(start=0, end=3, entity="PERSON", score=1.0, recognizer="odd")] * ("Odd" in text),
        per_person=1,
    )

    outcome = learning.run(administrator, Letters(), corpus)

    assert (outcome.corrections, outcome.left_out) == (1, 1)
    assert (outcome.agrees.of, outcome.agreed.of) == (1, 1)


def test_a_version_that_became_current_during_a_training_is_not_replaced(an_installation, administrator, corpus):
    versions, chosen = an_installation.model_versions, []

    def choose(_step):
        if not chosen:
            chosen.append(versions.add(load(SHIPPED)))
            versions.point_to(chosen[0])

    with pytest.raises(Conflict, match="became current while"):
        train_here(an_installation, administrator, Letters(), corpus, choose)

    assert versions.current == chosen[0]
    assert events(an_installation) == []


def test_the_log_tells_a_choice_before_it_holds(an_installation, administrator):
    class Broken(Versions):
        def point_to(self, name):
            raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        make_current(
            an_installation.store, Broken(folder=an_installation.model_versions.folder), administrator, "shipped"
        )

    [told] = events(an_installation)
    assert b'"model.chosen"' in told


def test_a_worse_model_is_refused_and_nothing_changes(an_installation, administrator, corpus):
    good = train_here(an_installation, administrator, Letters(), corpus)
    before = events(an_installation)
    for file in (corpus / "train").iterdir():
        lines = file.read_text("utf-8").splitlines()
        file.write_text("\n".join(line if line.startswith(("%%", "==")) else "all the same" for line in lines))

    outcome = train_here(an_installation, administrator, Deaf(), corpus)

    assert outcome.version == ""
    assert {fallen.label for fallen in outcome.regressions} >= {"urgent", "complaint", "praise"}
    assert versions_of(an_installation) == [("shipped", False), (good.version, True)]
    [refused] = [body for body in events(an_installation) if body not in before]
    assert b'"model.refused"' in refused
    assert b'"urgent en f1"' in refused
    assert {fallen.beside for fallen in outcome.regressions} == {"current", "shipped"}


def test_one_goes_back_to_the_shipped_model_and_forth_again(smbot, config, an_installation, administrator, corpus):
    made = train_here(an_installation, administrator, Letters(), corpus).version

    back = smbot("model", "use", "shipped")
    after_back = json.loads(smbot("model", "list", "--json").out)
    forth = smbot("model", "use", made)

    assert (back.code, forth.code) == (0, 0)
    assert "restart “smbot run”" in back.err
    assert [each["version"] for each in after_back if each["current"]] == ["shipped"]
    assert versions_of(an_installation) == [("shipped", False), (made, True)]
    assert b'"before":"shipped"' in events(an_installation)[-1]


def test_the_list_tells_versions_with_their_posts_and_what_other_rules_made(smbot, config, an_installation):
    old = load(SHIPPED)
    card = old.card.model_copy(update={"rules": "rules of old"})
    name = an_installation.model_versions.add(replace(old, card=card))

    done = smbot("model", "list")

    rows = {line.split("\t")[0]: line for line in done.out.splitlines()}
    assert "current" in rows["shipped"]
    assert "made for other rules: train again" in rows[name]


def test_only_an_administrator_chooses_a_version_and_only_one_that_is_there(smbot, config, team, an_installation):
    not_theirs = smbot("model", "use", "shipped", "--member", "chloe")
    unknown = smbot("model", "use", "deadbeef", "--member", "adam")

    assert (not_theirs.code, unknown.code) == (1, 1)
    assert "no version of this name" in unknown.err
    assert events(an_installation) == []


def test_a_damaged_pointer_is_mended_by_choosing(smbot, config, an_installation):
    versions = an_installation.model_versions
    versions.folder.mkdir(parents=True)
    (versions.folder / "current").write_text("?", "utf-8")

    done = smbot("model", "use", "shipped")

    assert done.code == 0
    assert versions.current == "shipped"


def test_an_installation_reads_its_own_version(an_installation, administrator, corpus):
    made = train_here(an_installation, administrator, Letters(), corpus).version

    assert f"model-{made}" in an_installation.classifier.version
    # Its weights were fitted to an encoder that is not installed: words and rules decide.
    assert "encoder-" not in an_installation.classifier.version


def test_the_shipped_model_is_made_of_the_corpus_alone_and_is_the_same_again(corpus):
    (first, posts), (second, _) = rebuilt(corpus, Letters()), rebuilt(corpus, Letters())

    assert posts == len(examples(read_gold(corpus / "train"))) == first.card.posts
    assert first.card == second.card
    assert (first.words.weights == second.words.weights).all()
    assert first.card.corrections == 0


def test_the_weekly_report_tells_how_triage_fares(smbot, config, stored, team, monkeypatch):
    monkeypatch.setattr(SystemClock, "now", lambda _: NOW + timedelta(hours=1))
    stored(language="fr")
    smbot("queue", "labels", stored(), "question", "--member", "rita")

    people = smbot("report", "weekly", "--member", "rita")
    machine = json.loads(smbot("report", "weekly", "--json", "--member", "rita").out)["triage"]

    assert "How triage fares\nMean confidence in the first label, of 100: 90, in the four weeks before –;" in people.out
    assert "People gave other labels to 1 of 2 posts.\n" in people.out
    assert "\nAll\t0.900\t–\nEnglish\t0.900\t–\n" in people.out
    assert "complaint\t2\t1.000 (0.342–1.000)\t–\t" in people.out
    assert machine["labels"]["complaint"]["now"]["hits"] == 2
    assert machine["corrected"]["now"]["value"] == 0.5
    assert machine["language_gap"]["labels"]["complaint"] == 0
    assert machine["missed_requests"]["estimated"] is None


def test_the_doctor_tells_of_a_model_that_other_rules_or_another_encoder_made_and_of_a_damaged_one(
    smbot, config, an_installation
):
    versions, shipped = an_installation.model_versions, load(SHIPPED)
    told = []
    for changes in (
        {"rules": "rules of old"},
        {"rules": an_installation.rules_of_triage.version, "encoder": "other-1"},
    ):
        versions.point_to(versions.add(replace(shipped, card=shipped.card.model_copy(update=changes))))
        told.append(smbot("doctor").out)
    (versions.folder / versions.current / "card.json").write_text("{}", "utf-8")
    told.append(smbot("doctor").out)

    assert "was made for other rules than these." in told[0]
    assert "was made for another encoder." in told[1]
    assert "The model of triage cannot be read" in told[2]
    assert "smbot model use" in told[2]


def test_versions_are_kept_beside_the_database(an_installation):
    folder = an_installation.configuration.database.parent / "models" / "triage"

    assert an_installation.model_versions == Versions(folder=folder)
