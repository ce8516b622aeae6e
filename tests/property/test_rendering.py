"""Whatever an organisation puts in the fields: what lints clean fits, and nothing else gets in."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from smbot.platforms.facebook.rules import RULES as FACEBOOK
from smbot.platforms.x.rules import RULES as X
from smbot.playbooks.choose import Situation, choose
from smbot.playbooks.fields import Bilingual, Organisation
from smbot.playbooks.lint import lint
from smbot.playbooks.load import load_folder
from smbot.playbooks.model import LABELS
from smbot.playbooks.render import render_private, turn, variants

SHIPPED = load_folder(Path(__file__).parents[2] / "playbooks")
PLATFORMS = {"facebook": FACEBOOK, "x": X}
GREETINGS = {
    ("bilingual", "en"): "Hello, bonjour.",
    ("bilingual", "fr"): "Bonjour, hello.",
    ("english", "en"): "Hello.",
    ("english", "fr"): "Hello.",
    ("french", "en"): "Bonjour.",
    ("french", "fr"): "Bonjour.",
}

SOME_ORGANISATION = Organisation(
    name=Bilingual(en="Northern Services", fr="Services du Nord"),
    offer="bilingual",
    first_language="en",
    private_channel=Bilingual(en="the message button", fr="le bouton de message"),
    service_standard=Bilingual(en="within two working days", fr="d’ici deux jours ouvrables"),
)

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
def test_a_reply_is_reported_as_too_long_exactly_when_a_variant_does_not_fit(organisation):
    drafts = [
        draft
        for playbook in SHIPPED
        for language in ("en", "fr", "und")
        for draft in variants(playbook, language=language, organisation=organisation)
    ]

    fits = all(rules.count(draft.text) <= rules.limit for draft in drafts for rules in PLATFORMS.values())
    reported = [p for p in lint(SHIPPED, PLATFORMS, organisation) if "are allowed" in str(p.what)]

    assert fits == (not reported)


words_of_settings = st.sampled_from(
    [
        ("the message button below this reply", "le bouton de message sous cette réponse"),
        ("the Message button", "le bouton Message"),
        ("our secure page", "notre page sécurisée"),
    ]
)
standards = st.sampled_from(
    [("within two working days", "d’ici deux jours ouvrables"), ("today", "aujourd’hui"),
     ("within one working day", "d’ici un jour ouvrable")]
)  # fmt: skip


@given(
    channel=words_of_settings,
    standard=standards,
    offer=st.sampled_from(["bilingual", "french", "english"]),
    first=st.sampled_from(["en", "fr"]),
)
def test_every_playbook_in_every_language_on_every_platform_in_every_order_in_every_variant_fits(
    channel, standard, offer, first
):
    organisation = Organisation(
        name=Bilingual(en="Northern Services", fr="Services du Nord"),
        offer=offer,
        first_language=first,
        private_channel=Bilingual(en=channel[0], fr=channel[1]),
        service_standard=Bilingual(en=standard[0], fr=standard[1]),
    )

    for playbook in SHIPPED:
        for rules in PLATFORMS.values():
            for language in ("en", "fr", "mixed", "und", "de"):
                for draft in variants(playbook, language=language, organisation=organisation):
                    assert rules.count(draft.text) <= rules.limit, (playbook.name, language, rules.platform)
                private = render_private(playbook, language=language, organisation=organisation)
                assert private is None or len(private.text) <= FACEBOOK.private_limit


@given(playbook=playbooks, language=languages, organisation=organisations)
def test_a_rendering_begins_with_the_greeting_and_is_in_a_language_of_the_offer(playbook, language, organisation):
    drafts = variants(playbook, language=language, organisation=organisation)

    assert (not drafts) == playbook.no_reply
    for draft in drafts:
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

    filled, frames = (variants(playbook, language=language, organisation=each) for each in (organisation, marked))

    assert len(filled) == len(frames)
    for draft, frame in zip(filled, frames, strict=True):
        rest = draft.text
        for piece in frame.text.split("\ue000"):
            assert piece in rest
            rest = rest.partition(piece)[2]


@given(
    playbook=playbooks,
    language=languages,
    seed=st.text(max_size=20),
    had=st.lists(st.integers(0, 3), max_size=4),
)
def test_whose_turn_it_is_depends_on_the_mention_alone_and_repeats_nothing_while_it_can(playbook, language, seed, had):
    drafts = variants(playbook, language=language, organisation=SOME_ORGANISATION)
    avoid = [drafts[place % len(drafts)].text for place in had] if drafts else []

    chosen = turn(drafts, seed=seed, avoid=avoid)

    assert chosen == turn(drafts, seed=seed, avoid=list(reversed(avoid)))
    assert (chosen is None) == (not drafts)
    if chosen is not None and set(avoid) < {draft.text for draft in drafts}:
        assert chosen.text not in avoid


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
