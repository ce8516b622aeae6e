"""Covers over the few posts that may distress who reads them: what each may hold, told before a reader asks for it.

A cover costs time, and an urgent post has to be read at once. So only evidence covers: a rule that found words of
self-harm, violence, hate or insult, or abuse of which triage is all but certain. That something presses covers nothing.
"""

from collections.abc import Mapping, Sequence

from smbot.core.labels import ACCESS, URGENT
from smbot.core.messages import Message, msg
from smbot.review.ports import QueueItem

ABUSE = "abuse"
CERTAIN_ABUSE = 0.9
"""From this score on abuse is covered where no rule found words: "very likely", as pages call it."""

SELF_HARM = msg("It may speak of self-harm, or of a wish to die.")
VIOLENCE = msg("It may threaten somebody, or describe violence.")
INSULTS = msg("It may hold insults or hate.")

RULES: Mapping[str, tuple[tuple[Message, Sequence[str]], ...]] = {
    URGENT: (
        (SELF_HARM, ("self-harm", "no-wish-to-live", "better-without-me", "wish-to-die", "death-told")),
        (VIOLENCE, ("threat", "told-violence", "blow-to-the-body", "weapon-at-hand", "burn-with-us-in-it")),
    ),
    ABUSE: (
        (VIOLENCE, ("hope-of-harm",)),
        (INSULTS, ("insult", "hard-insult", "curse-at", "sacre-with-insult", "belittling", "hate")),
    ),
}
"""By label: what is covered, and the beginnings of the names of the rules whose words show it."""


def cover_of(item: QueueItem) -> Message | None:
    """Return what a reader is told before they see a post that may distress them; None where it stands open."""
    if item.text is None:
        return None
    for label, kinds in RULES.items():
        if label not in item.labels or (label == URGENT and item.labels[0] == ACCESS):
            continue
        rules = [each.rule.rpartition(".")[2] for each in item.evidence if each.label == label]
        for told, beginnings in kinds:
            if any(rule.startswith(tuple(beginnings)) for rule in rules):
                return told
    if ABUSE in item.labels and item.scores.get(ABUSE, 0) >= CERTAIN_ABUSE:
        return INSULTS
    return None


def no_cover(_item: QueueItem) -> None:
    """Cover nothing: the organisation does without."""
