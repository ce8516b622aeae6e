"""Whatever an organisation puts in the fields: what lints clean fits, and nothing else gets in."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from smbot.core.platform_rules import PlatformRules
from smbot.platforms.x.weight import weighted_length
from smbot.playbooks.choose import Situation, choose
from smbot.playbooks.fields import Bilingual, Organisation
from smbot.playbooks.lint import lint
from smbot.playbooks.load import load_folder
from smbot.playbooks.model import LABELS
from smbot.playbooks.render import render

SHIPPED = load_folder(Path(__file__).parents[2] / "playbooks")
X = PlatformRules(
    platform="x",
    title="X",
    limit=280,
    count=weighted_length,
    links=False,
    answers_unsummoned=False,
)
GREETINGS = {
    ("bilingual", "en"): "Hello, bonjour.",
    ("bilingual", "fr"): "Bonjour, hello.",
    ("english", "en"): "Hello.",
    ("english", "fr"): "Hello.",
    ("french", "en"): "Bonjour.",
    ("french", "fr"): "Bonjour.",
}

words = st.text(alphabet="abcdeéèçœ’ -{}\u00a0\u2026\U0001f600", min_size=1, max_size=60)
bilingual = st.builds(Bilingual, en=words, fr=words)
organisations = st.builds(
    Organisation,
    name=bilingual,
    offer=st.sampled_from(["bilingual", "french", "english"]),
    first_language=st.sampled_from(["en", "fr"]),
    private_channel=bilingual,
    service_standard=bilingual,
)
playbooks = st.sampled_from(list(SHIPPED))
languages = st.one_of(st.sampled_from(["en", "fr", "EN", "fr-CA", "mixed", "und"]), st.text(max_size=5))


@given(organisation=organisations)
def test_a_reply_is_reported_as_too_long_exactly_when_one_does_not_fit(organisation):
    drafts = [
        render(p, language=language, organisation=organisation) for p in SHIPPED for language in ("en", "fr", "und")
    ]

    fits = all(X.count(draft.text) <= X.limit for draft in drafts if draft is not None)
    reported = [p for p in lint(SHIPPED, {"x": X}, organisation) if "are allowed" in str(p.what)]

    assert fits == (not reported)


@given(playbook=playbooks, language=languages, organisation=organisations)
def test_a_rendering_begins_with_the_greeting_and_is_in_a_language_of_the_offer(playbook, language, organisation):
    draft = render(playbook, language=language, organisation=organisation)

    assert (draft is None) == playbook.no_reply
    if draft is not None:
        assert draft.text.startswith(GREETINGS[organisation.offer, organisation.first_language] + " ")
        assert (
            draft.language
            in {"bilingual": {"en", "fr", "mul"}, "french": {"fr"}, "english": {"en"}}[organisation.offer]
        )


@given(playbook=playbooks, language=languages, organisation=organisations)
def test_nothing_but_the_playbook_and_the_fields_is_in_a_rendering(playbook, language, organisation):
    """Take the values away and what remains is the file's own text: the author's words cannot be there."""
    marked = Organisation(
        name=Bilingual(en="\ue000", fr="\ue000"),
        offer=organisation.offer,
        first_language=organisation.first_language,
        private_channel=Bilingual(en="\ue000", fr="\ue000"),
        service_standard=Bilingual(en="\ue000", fr="\ue000"),
    )

    draft, frame = (render(playbook, language=language, organisation=each) for each in (organisation, marked))

    if draft is None or frame is None:
        assert draft is frame
        return
    rest = draft.text
    for piece in frame.text.split("\ue000"):
        assert piece in rest
        rest = rest.partition(piece)[2]


@given(
    labels=st.lists(st.sampled_from(LABELS), unique=True).map(tuple),
    exposed=st.frozensets(st.sampled_from(["PERSON", "HANDLE", "PHONE_NUMBER", "CA_SIN"])),
    summoned=st.booleans(),
)
def test_the_shipped_playbooks_answer_every_situation_and_the_order_of_labels_does_not_matter(
    labels, exposed, summoned
):
    def chosen(order):
        situation = Situation(labels=order, scores={}, platform="x", language="en", exposed=exposed, summoned=summoned)
        return choose(SHIPPED, situation)

    choice = chosen(labels)

    assert choice.playbook is not None
    assert choice == chosen(tuple(reversed(labels)))
    assert (choice.playbook.name == "urgent") == ("urgent" in labels)
