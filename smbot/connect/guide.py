"""Leads a person, or a script, through a platform's steps; what holds is stored and passed over the next time."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from smbot.connect.account import Account
from smbot.connect.walk import Walk
from smbot.core.errors import InputError, SmbotError
from smbot.core.messages import Message, msg
from smbot.platforms.ports import Ask, Choice, Finding, Learned, Step, hold
from smbot.secrets import variable


class Left(Exception):
    """The person left, or nobody is there who could mend what does not hold."""


class Person(Protocol):
    """Somebody who can be asked. Whoever leaves raises an exception of their own, which nothing here catches."""

    def type(self, ask: Ask, current: Message | str | None) -> str:
        """Return what was typed, "" to keep what there is; `current` is shown, None where there is nothing.

        Raises:
            InputError: What was typed cannot be read.
        """

    def choose(self, choices: Sequence[Choice], current: int | None) -> int:
        """Return the number of a choice, from 0."""

    def ready(self) -> None:
        """Wait until the person has done what the step says."""

    def again(self) -> bool:
        """Say whether to try again."""


class Voice(Protocol):
    """Tells how the walk goes."""

    def step(self, step: Step, number: int, total: int) -> None:
        """Show a step's title and text."""

    def passed(self, step: Step, number: int, total: int) -> None:
        """Say that a step holds without anybody having typed anything."""

    def findings(self, findings: Sequence[Finding]) -> None:
        """Show what a check found."""

    def say(self, message: Message) -> None:
        """Say something."""

    def choice(self, choice: Choice) -> None:
        """Show a choice with the settings by which it can be given."""

    def error(self, error: SmbotError) -> None:
        """Say what is wrong with what was typed, and how to mend it."""

    def waiting(self) -> AbstractContextManager[None]:
        """Show that the platform is being asked."""


class Guide:
    """One walk. `only` names the one step to go to; without a person nothing is asked, and what is missing ends it."""

    def __init__(self, account: Account, person: Person | None, voice: Voice, *, only: str = "") -> None:
        self._account, self._person, self._voice, self._only = account, person, voice, only
        self._walk: Walk = account.walk()
        self._names: list[str] = []
        self.at: Message = msg("the beginning")

    def run(self) -> bool:
        """Walk to the end; False where other steps are left to do.

        Raises:
            Left: Something does not hold.
            InputError: A value is missing or not possible, and nobody can be asked.
            ConfigurationError: Something cannot be written.
        """
        if self._only:
            self._take(self._named(self._only))
            left = [step.title for step in self._walk.steps() if step.name != self._only and not self._stands(step)]
            if left:
                self._voice.say(msg("Left to do: {step}", step=left[0]))
                return False
        while not self._only and (step := self._walk.next()) is not None:
            self._take(step)
        self._finish()
        return True

    def _named(self, name: str) -> Step:
        steps = self._walk.steps()
        for step in steps:
            if step.name == name:
                return step
        names = ", ".join(step.name for step in steps)
        raise InputError(
            msg("There is no step of this name."), where=name, mend=msg("Use one of: {names}.", names=names)
        )

    def _take(self, step: Step) -> None:
        self.at = step.title
        for ask in step.asks:
            value = self._account.given.get(ask.name)
            if value is not None:
                self._walk = self._walk.typed(ask.name, value)
        steps = [s.name for s in self._walk.steps()]
        number, total = steps.index(step.name) + 1, len(steps)
        learned = self._check(step) if self._may_pass(step) else None
        if learned is not None and learned.holds:
            self._keep(step, learned)
            if step.asks or step.check is not None:
                self._voice.passed(step, number, total)
            self._voice.findings([f for f in learned.findings if f.fix])
            return
        self._voice.step(step, number, total)
        missing = self._walk.missing(step)
        if learned is not None and not missing:
            self._voice.findings(learned.findings)
        if self._person is not None:
            self._ask_until_it_holds(step, self._person)
        elif missing:
            raise self._nobody_gave(missing)
        else:
            raise Left

    def _may_pass(self, step: Step) -> bool:
        """Say whether to check the step before anything is asked."""
        walk = self._walk
        if any(walk.lasts(ask) for ask in walk.missing(step)):
            return False
        if self._person is None:
            return True
        if step.name == self._only:
            return False
        if not step.asks:
            # Its text tells what no check can see; who has gone beyond it, or is connected, has read it.
            return self._account.enabled or walk.begun(step)
        lasting = [ask for ask in step.asks if walk.lasts(ask)]
        # A step that asks only for what is not kept may have stored what it was exchanged for.
        return any(walk.has(ask) for ask in step.asks) or (not lasting and bool(walk.kept_secrets))

    def _ask_until_it_holds(self, step: Step, person: Person) -> None:
        while True:
            for ask in step.asks:
                self._ask(ask, person)
            if not step.asks:
                person.ready()
            learned = self._check(step)
            self._voice.findings(learned.findings)
            if learned.holds:
                self._keep(step, learned)
                return
            if not person.again():
                raise Left

    def _ask(self, ask: Ask, person: Person) -> None:
        while True:
            try:
                typed = person.type(ask, self._current(ask))
                if typed.strip():
                    self._walk = self._walk.typed(ask.name, typed)
                    return
            except InputError as error:
                self._voice.error(error)
                continue
            if ask.optional or self._walk.has(ask):
                return
            self._voice.say(msg("This is needed to go on. Ctrl+C leaves; what held is stored."))

    def _current(self, ask: Ask) -> Message | str | None:
        """Return how to show that there is a value: a secret by where it is, anything else by itself."""
        if not self._walk.has(ask):
            return None
        if not ask.secret and ask.name in self._walk.settings:
            return str(self._walk.settings[ask.name])
        return msg("typed") if self._walk.has_fresh(ask) else msg("stored")

    def _check(self, step: Step) -> Learned:
        if step.check is None:
            return Learned()
        with self._voice.waiting():
            return self._walk.check(step, self._account.clock)

    def _keep(self, step: Step, learned: Learned) -> None:
        walk = self._walk.learn(learned, self._choose(step, learned))
        what = walk.storable(step)
        self._store(what, step.name)
        self._walk = walk.stored(what, step.name)

    def _store(self, walk: Walk, step: str) -> None:
        self._account.keep(walk.fresh_settings, walk.fresh_secrets, step)
        self._names += [*walk.fresh_settings, *walk.fresh_secrets]

    def _choose(self, step: Step, learned: Learned) -> Choice | None:
        choices = learned.choices
        if not choices:
            return None
        given = self._account.given.among(tuple({name for choice in choices for name in choice.settings}))
        number = self._walk.chosen(choices, given)
        if self._person is not None and (number is None or step.name == self._only) and len(choices) > 1:
            number = self._person.choose(choices, number)
        if number is None and len(choices) == 1 and not given:
            number = 0
        if number is None:
            raise self._nobody_chose(step, choices)
        self._voice.say(msg("Chosen: {name}", name=choices[number].name))
        return choices[number]

    def _nobody_chose(self, step: Step, choices: Sequence[Choice]) -> InputError:
        names = sorted({name for choice in choices for name in choice.settings})
        for choice in choices:
            self._voice.choice(choice)
        variables = ", ".join(variable(f"{self._account.name}.{name}") for name in names)
        return InputError(
            msg("One of these must be chosen."),
            where=step.name,
            mend=msg("Set one of {variables}, or name a file with --from.", variables=variables),
        )

    def _nobody_gave(self, missing: Sequence[Ask]) -> InputError:
        names = ", ".join(ask.name for ask in missing)
        variables = ", ".join(variable(f"{self._account.name}.{ask.name}") for ask in missing)
        return InputError(
            msg("These values are missing: {names}.", names=names),
            where=self._account.name,
            mend=msg("Set {variables}, or name a file with --from.", variables=variables),
        )

    def _stands(self, step: Step) -> bool:
        walk = self._walk
        if any(walk.lasts(ask) for ask in walk.missing(step)):
            return False
        return bool(walk.missing(step)) or self._check(step).holds

    def _finish(self) -> None:
        self.at = msg("the last check")
        for name in self._account.adapter.secret_names:
            value = self._account.given.get(name)
            if value is not None:
                self._walk = self._walk.typed(name, value)
        while True:
            with self._voice.waiting():
                findings = self._walk.probe(self._account.clock)
            self._voice.findings(findings)
            if hold(findings):
                break
            if self._person is None or not self._person.again():
                raise Left
        self._store(self._walk, "")
        self._account.switch_on(self._names)
