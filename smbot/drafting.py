"""Chooses the playbook of a mention and drafts its reply, with the right door in it where the playbook redirects."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from smbot.consequences import Consequences, ConsequencesTransaction
from smbot.core.ids import MentionId
from smbot.core.mention import Draft, Mention, Triage
from smbot.core.platform_rules import PlatformRules
from smbot.core.post_kinds import PostKind
from smbot.offices.door import Door, named_door, right_door
from smbot.offices.door_words import door_words
from smbot.offices.model import Directory
from smbot.playbooks.approval import needed
from smbot.playbooks.choose import ORDINARY, Situation, choose
from smbot.playbooks.fields import LANGUAGES, Language, Organisation
from smbot.playbooks.model import Playbook, Playbooks
from smbot.playbooks.render import BOTH, render_private, turn, variants
from smbot.playbooks.steps import DIRECTORY, StepKind
from smbot.steps.situation import Situations, SituationTransaction, asked_by


class DraftingTransaction(ConsequencesTransaction, SituationTransaction, Protocol):
    """What drafting needs of a transaction."""

    def replies_to(self, pseudonym: str, mention: MentionId) -> frozenset[str]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A playbook for a mention, in what situation, with the draft of its reply.

    `door` says that the draft names the right door, `alone` that nobody needs to approve it.
    """

    playbook: Playbook
    situation: Situation
    draft: Draft | None
    door: bool
    alone: bool


@dataclass(frozen=True, kw_only=True)
class Drafting:
    """What drafting works with; `speaking` returns the organisation as its account on a platform greets.

    `writes_privately` says whether a platform lets us write in private: what a playbook says there answers a message.
    `unattended` names the labels whose replies may leave without a person.
    """

    playbooks: Callable[[], Playbooks]
    speaking: Callable[[str], Organisation]
    situations: Situations
    directory: Callable[[], Directory]
    rules: Callable[[str], PlatformRules]
    writes_privately: Callable[[str], bool]
    consequences: Consequences
    unattended: tuple[str, ...] = ()

    def choose(self, tx: DraftingTransaction, mention: Mention, triage: Triage) -> Chosen | None:
        """Return what answers a mention, or None where no playbook does."""
        playbooks = self.playbooks()
        situation = self.situations.of(tx, mention, triage.labels, triage.scores, asked_by(playbooks))
        playbook = choose(playbooks, situation).playbook
        if playbook is None:
            return None
        draft = self._draft(tx, mention, playbook)
        led = self._led(tx, mention, triage, playbook, draft) if draft is not None else None
        need = needed(
            playbook,
            labels=triage.labels,
            platform=mention.platform,
            exposed=bool(situation.exposed - ORDINARY),
            unattended=self.unattended,
        )
        return Chosen(
            playbook=playbook, situation=situation, draft=led or draft, door=led is not None, alone=need == "none"
        )

    def follow(self, tx: DraftingTransaction, mention: Mention, chosen: Chosen) -> None:
        """Do what the chosen playbook asks for, in the transaction that keeps the choice."""
        self.consequences.of_choice(
            tx, mention, chosen.situation, chosen.playbook, door=chosen.door, alone=chosen.alone
        )

    def _draft(self, tx: DraftingTransaction, mention: Mention, playbook: Playbook) -> Draft | None:
        organisation = self.speaking(mention.platform)
        if mention.kind == PostKind.MESSAGE:
            private = render_private(playbook, language=mention.language, organisation=organisation)
            if private is not None and self.writes_privately(mention.platform):
                return private
            if playbook.reply is not None and playbook.reply.leads_to_private():
                return None
        drafts = variants(playbook, language=mention.language, organisation=organisation)
        return turn(drafts, seed=mention.id, avoid=tx.replies_to(mention.pseudonym, mention.id))

    def _led(
        self, tx: DraftingTransaction, mention: Mention, triage: Triage, playbook: Playbook, draft: Draft
    ) -> Draft | None:
        """Return the draft with the door to which its playbook leads, as much of it as fits; None where none does."""
        step = playbook.step(StepKind.REDIRECT)
        if step is None or step.redirect is None or mention.text is None or playbook.fixed:
            return None
        directory = self.directory()
        if step.redirect == DIRECTORY:
            door = right_door(triage.labels, mention.text, directory)
        else:
            door = named_door(step.redirect, directory)
        if door is None:
            return None
        rules = self.rules(mention.platform)
        own = None
        if mention.kind != PostKind.MESSAGE:  # in private a playbook has other words, which the draft holds
            own = self._with_own_words(mention, playbook, door, tx.replies_to(mention.pseudonym, mention.id))
        return own or with_door(draft, door, rules, mention.kind)

    def _with_own_words(self, mention: Mention, playbook: Playbook, door: Door, avoid: frozenset[str]) -> Draft | None:
        """Return the playbook's own words for a post with a door, with as much of the door as fits; None without.

        Words that the author was sent before (`avoid`) come last.
        """
        rules = self.rules(mention.platform)
        english, french = (door_words(door, language, links=rules.links) for language in LANGUAGES)
        for place in range(max(len(english), len(french))):
            said: dict[Language, str] = {
                "en": english[min(place, len(english) - 1)],
                "fr": french[min(place, len(french) - 1)],
            }
            organisation = self.speaking(mention.platform)
            made = variants(playbook, language=mention.language, organisation=organisation, door=said)
            fitting = tuple(one for one in made if rules.count(one.text) <= _limit(rules, mention.kind))
            if fitting:
                return turn(fitting, seed=mention.id, avoid=avoid)
        return None


def with_door(draft: Draft, door: Door, rules: PlatformRules, kind: PostKind) -> Draft | None:
    """Return a draft that leads to a door, with as much of it as the platform has room for; None without any room.

    Of a text in both languages each half names it in its own. Where a web address may not stand, none does.
    """
    links = rules.links and kind != PostKind.MESSAGE  # in private no address may stand but that of our secure page
    halves = _halves(draft)
    told = [door_words(door, language, links=links) for language, _ in halves]
    for place in range(max(len(each) for each in told)):
        words = [each[min(place, len(each) - 1)] for each in told]
        text = "\n".join(f"{half} {said}" for (_, half), said in zip(halves, words, strict=True))
        if rules.count(text) <= _limit(rules, kind):
            return replace(draft, text=text)
    return None


def _limit(rules: PlatformRules, kind: PostKind) -> int:
    return rules.private_limit if kind == PostKind.MESSAGE else rules.limit


def _halves(draft: Draft) -> list[tuple[Language, str]]:
    if draft.language != BOTH:
        language: Language = "fr" if draft.language == "fr" else "en"
        return [(language, draft.text)]
    first, _, second = draft.text.partition("\n")
    order = LANGUAGES if not first.partition(". ")[0].casefold().startswith("bonjour") else LANGUAGES[::-1]
    return list(zip(order, (first, second), strict=True))
