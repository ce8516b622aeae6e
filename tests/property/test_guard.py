"""No reply with a token of what the author exposed passes, wherever and however it stands."""

import unicodedata
from pathlib import Path

from hypothesis import assume, example, given
from hypothesis import strategies as st

from smbot.core.canon import fold, tokens
from smbot.core.numbers import is_number_word
from smbot.core.platform_rules import PlatformRules
from smbot.guard.check import check, refused
from smbot.guard.context import GuardContext
from smbot.guard.usual import is_word_too, rarity
from smbot.playbooks.fields import Bilingual, Organisation
from smbot.playbooks.load import load_folder
from smbot.playbooks.render import render

ORGANISATION = Organisation(
    name=Bilingual(en="Service Example", fr="Service Exemple"),
    offer="bilingual",
    first_language="en",
    private_channel=Bilingual(en="the message button below this reply", fr="le bouton de message sous cette réponse"),
    service_standard=Bilingual(en="within two working days", fr="d’ici deux jours ouvrables"),
)
DRAFTS = [
    draft
    for playbook in load_folder(Path(__file__).parents[2] / "playbooks")
    for language in ("en", "fr", "und")
    if (draft := render(playbook, language=language, organisation=ORGANISATION)) is not None
]
TEMPLATE_WORDS = sorted({word.strip(".,:;?()") for draft in DRAFTS for word in draft.text.split()})

letters = st.text(alphabet="abcdeghiklmnoprstuvyzàâçéèêëîïôùûœABCDEGHLMNPRT", min_size=3, max_size=12)
names = st.lists(st.one_of(letters, st.sampled_from(TEMPLATE_WORDS)), min_size=1, max_size=3).map(" ".join)
digits = st.text(alphabet="0123456789", min_size=4, max_size=12)
phones = st.builds(lambda last: f"(604) 555-{last:04d}", st.integers(100, 199))
emails = st.builds(lambda name, number: f"{name}.{number}@example.ca", letters, st.integers(0, 999))
addresses = st.builds(lambda number, name: f"{number}-{number} {name} Street", st.integers(1, 99999), letters)
codes = st.from_regex(r"[A-Z]\d[A-Z] ?\d[A-Z]\d", fullmatch=True)
values = st.one_of(names, digits, phones, emails, addresses, codes)


def a_context(known, draft):
    return GuardContext(
        platform=PlatformRules(
            platform="anywhere", title="Anywhere", limit=10_000, count=len, links=True, answers_unsummoned=True
        ),
        template_text=draft.text,
        masked_text=None,
        is_known=known.__contains__,
        find_personal=lambda text: (),
        tell_language=lambda text: draft.language,
        language=draft.language if draft.language != "mul" else "en",
        offer="bilingual",
        first_language="en",
        first_reply=False,
        fixed=False,
    )


def could_be_a_word(written):
    """Say whether what stands in the reply has an everyday word in lower case, which may stand there as a word."""
    return any(word.islower() and is_word_too(fold(word)) for word in written.split())


def plain(word):
    return word


def spaced(word):
    return " ".join(word)


def shouted(word):
    return f"{word.upper()}!"


def decomposed(word):
    return unicodedata.normalize("NFD", word)


def interrupted(word):
    return "\u200b".join(word)


def bracketed(word):
    return f"(«\u00a0{word}\u00a0»)"


@given(
    value=values,
    draft=st.sampled_from(DRAFTS),
    at=st.integers(0, 60),
    pick=st.integers(0, 100),
    disguise=st.sampled_from([plain, spaced, shouted, decomposed, interrupted, bracketed]),
)
@example(value="Hélène Service", draft=DRAFTS[0], at=0, pick=0, disguise=plain)
def test_a_token_of_the_author_added_anywhere_is_refused(value, draft, at, pick, disguise):
    known = tokens(value)
    assume(known)
    token = sorted(known)[pick % len(known)]
    assume(disguise is not spaced or token.isalnum())
    assume(not could_be_a_word(disguise(token)))
    words = draft.text.split(" ")
    at %= len(words) + 1
    reply = " ".join([*words[:at], disguise(token), *words[at:]])

    assert refused(check(reply, a_context(known, draft)))


@given(value=values, draft=st.sampled_from(DRAFTS), at=st.integers(0, 60))
@example(value="August.0@example.ca", draft=DRAFTS[0], at=0)
def test_the_value_itself_added_anywhere_is_refused(value, draft, at):
    known = tokens(value)
    assume(known and not could_be_a_word(value))
    words = draft.text.split(" ")
    at %= len(words) + 1
    reply = " ".join([*words[:at], value, *words[at:]])

    assert refused(check(reply, a_context(known, draft)))


@given(
    word=st.sampled_from(
        [word for word in TEMPLATE_WORDS if word.isalpha() and tokens(word) and not is_number_word(word)]
    ),
    draft=st.sampled_from(DRAFTS),
    at=st.integers(0, 60),
    written=st.sampled_from([str.title, str.upper]),
)
def test_an_everyday_word_that_is_a_name_is_refused_wherever_it_is_written_as_one(word, draft, at, written):
    words = draft.text.split(" ")
    at %= len(words) + 1
    reply = " ".join([*words[:at], written(word), *words[at:]])

    assert refused(check(reply, a_context(tokens(word), draft)))


@given(value=values, draft=st.sampled_from([draft for draft in DRAFTS if draft.language != "mul"]))
def test_an_untouched_draft_passes_whoever_the_author_is(value, draft):
    assert not refused(check(draft.text, a_context(tokens(value), draft)))


@given(
    words=st.lists(letters.filter(lambda word: rarity(fold(word)) > 8), min_size=5, max_size=12),
    first=st.integers(0, 7),
    draft=st.sampled_from(DRAFTS),
)
def test_five_rare_words_of_the_post_in_a_row_are_refused(words, first, draft):
    first = min(first, len(words) - 5)
    context = a_context(frozenset(), draft)
    context = GuardContext(**{**context.__dict__, "masked_text": " ".join(words)})

    assert refused(check(f"{draft.text} {' '.join(words[first : first + 5]).upper()}", context))
