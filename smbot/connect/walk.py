"""The walk through a platform's steps: which is next, what was typed and what was learned. Nothing is asked here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from pydantic import BaseModel, JsonValue, ValidationError

from smbot.core.clock import Clock
from smbot.core.errors import InputError, SmbotError
from smbot.core.messages import Message, msg
from smbot.platforms.ports import Adapter, Ask, Choice, Finding, Learned, Step
from smbot.settings import what_is_wrong

LONGEST = 8192
"""Characters of one typed value: tokens are a few hundred long, and what is longer was pasted by mistake."""

ENABLED = "enabled"
AGAIN = msg("Try again; if it stays so, report these words.")


@dataclass(frozen=True, kw_only=True)
class Walk:
    """How far connecting has come. What is `kept` is stored; what is `fresh` waits for a check that holds.

    `passing` is what was typed under a name that is neither a setting nor a secret of the adapter, such as a token
    that is exchanged for another: it lives as long as the walk. `done` names the steps that are behind us.
    """

    adapter: Adapter
    kept_settings: Mapping[str, JsonValue] = field(default_factory=dict)
    kept_secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    fresh_settings: Mapping[str, JsonValue] = field(default_factory=dict)
    fresh_secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    passing: Mapping[str, str] = field(default_factory=dict, repr=False)
    done: tuple[str, ...] = ()

    @property
    def settings(self) -> dict[str, JsonValue]:
        """Return the settings so far."""
        return {**self.kept_settings, **self.fresh_settings}

    @property
    def secrets(self) -> dict[str, str]:
        """Return the secrets so far, and what is only passing."""
        return {**self.kept_secrets, **self.fresh_secrets, **self.passing}

    def steps(self) -> Sequence[Step]:
        """Return the steps; what was chosen in one may change those after it."""
        return self.adapter.steps(self.settings)

    def next(self) -> Step | None:
        """Return the first step that is not behind us."""
        return next((step for step in self.steps() if step.name not in self.done), None)

    def has(self, ask: Ask) -> bool:
        """Say whether there is a value for `ask`."""
        return bool(self.secrets.get(ask.name)) or self.settings.get(ask.name) not in {None, ""}

    def has_fresh(self, ask: Ask) -> bool:
        """Say whether a value for `ask` was typed, given or learned in this walk."""
        return ask.name in {**self.fresh_settings, **self.fresh_secrets, **self.passing}

    def lasts(self, ask: Ask) -> bool:
        """Say whether the value of `ask` is stored: it is a setting's or a secret's, and not only passing."""
        return ask.name in self.adapter.settings_model.model_fields or ask.name in self.adapter.secret_names

    def missing(self, step: Step) -> list[Ask]:
        """Return what must be typed before the step can be checked."""
        return [ask for ask in step.asks if not ask.optional and not self.has(ask)]

    def begun(self, step: Step) -> bool:
        """Say whether anything is there that this step, or one after it, asks for."""
        steps = list(self.steps())
        later = steps[[s.name for s in steps].index(step.name) :]
        return any(self.has(ask) for s in later for ask in s.asks)

    def typed(self, name: str, value: JsonValue) -> "Walk":
        """Take one value.

        Raises:
            InputError: It cannot be a value of that name. The error does not show it.
        """
        if name in self.adapter.settings_model.model_fields:
            return self._with({name: self._setting(name, value)}, {})
        return self._with({}, {name: _plain(name, value)})

    def check(self, step: Step, clock: Clock) -> Learned:
        """Call the step's check; whatever it raises is a finding."""
        if step.check is None:
            return Learned()
        try:
            return step.check(self.settings, self.secrets, clock)
        except Exception as error:  # noqa: BLE001 - a check that breaks is itself a finding
            return Learned(findings=(broken(step.name, error),))

    def learn(self, learned: Learned, choice: Choice | None = None) -> "Walk":
        """Take what a check that holds found out, and the choice that was made."""
        settings = {**learned.settings, **(choice.settings if choice else {})}
        secrets = {**learned.secrets, **(choice.secrets if choice else {})}
        return self._with(settings, secrets)

    def chosen(self, choices: Sequence[Choice], given: Mapping[str, JsonValue]) -> int | None:
        """Return which choice was made already: by what was given for this walk, else by what is stored."""
        named = [
            number
            for number, choice in enumerate(choices)
            if given.keys() & choice.settings.keys()
            and all(str(given[n]) == str(v) for n, v in choice.settings.items() if n in given)
        ]
        if named:
            return named[0] if len(named) == 1 else None
        if any(given.keys() & choice.settings.keys() for choice in choices):
            return None  # what was given is none of them
        stored = [n for n, c in enumerate(choices) if c.settings and c.settings.items() <= self.kept_settings.items()]
        return stored[0] if len(stored) == 1 else None

    def storable(self, step: Step) -> "Walk":
        """Return this walk with that alone as fresh which may be stored after `step`.

        A step without a check proves nothing: what it would put in place of a stored secret waits for the next check.
        """
        if step.check is not None:
            return self
        new = {name: value for name, value in self.fresh_secrets.items() if name not in self.kept_secrets}
        return replace(self, fresh_secrets=new)

    def stored(self, what: "Walk", step: str = "") -> "Walk":
        """Count as kept what was fresh in `what`, and the step as done."""
        return replace(
            self,
            kept_settings={**self.kept_settings, **what.fresh_settings},
            kept_secrets={**self.kept_secrets, **what.fresh_secrets},
            fresh_settings={n: v for n, v in self.fresh_settings.items() if n not in what.fresh_settings},
            fresh_secrets={n: v for n, v in self.fresh_secrets.items() if n not in what.fresh_secrets},
            done=(*self.done, step) if step else self.done,
        )

    def probe(self, clock: Clock) -> list[Finding]:
        """Ask the platform about the account as it would be switched on; whatever this raises is a finding."""
        name = self.adapter.name
        try:
            settings = self.adapter.settings_model.model_validate({**self.settings, ENABLED: True})
        except ValidationError as error:
            return [_incomplete(name, error)]
        secrets = {n: v for n, v in self.secrets.items() if n in self.adapter.secret_names}
        try:
            return list(self.adapter.probe(settings, secrets, clock))
        except Exception as error:  # noqa: BLE001 - a check that breaks is itself a finding
            return [broken(name, error)]

    def _with(self, settings: Mapping[str, JsonValue], secrets: Mapping[str, str]) -> "Walk":
        """Take values as fresh, but for those that are stored already just so."""
        fresh = {**self.fresh_settings, **settings}
        ours = {name: value for name, value in secrets.items() if name in self.adapter.secret_names}
        fresh_secrets = {**self.fresh_secrets, **ours}
        return replace(
            self,
            fresh_settings={
                n: v for n, v in fresh.items() if n not in self.kept_settings or self.kept_settings[n] != v
            },
            fresh_secrets={n: v for n, v in fresh_secrets.items() if self.kept_secrets.get(n) != v},
            passing={**self.passing, **{n: v for n, v in secrets.items() if n not in ours}},
        )

    def _setting(self, name: str, value: JsonValue) -> JsonValue:
        """Return a setting as the file writes it: what is typed is text, and the model says what it means."""
        model: type[BaseModel] = self.adapter.settings_model
        text = _plain(name, value) if isinstance(value, str) else value
        try:
            whole = model.model_validate({**self.settings, ENABLED: False, name: text})
        except ValidationError as error:
            wrong = [e for e in error.errors(include_url=False, include_input=False) if e["loc"][:1] in {(name,), ()}]
            if wrong:
                raise InputError(what_is_wrong(wrong[0]), where=name) from None
            return text
        return cast("JsonValue", whole.model_dump(mode="json")[name])


def broken(check: str, error: Exception, *, otherwise: Message = AGAIN) -> Finding:
    """Return the finding that a check could not be carried out; another's error is told by its type alone.

    `otherwise` says what to do about such an error.
    """
    if isinstance(error, SmbotError):
        return Finding(
            check=check,
            what=error.what,
            why=msg("In {where}.", where=error.where) if error.where else None,
            fix=error.mend or msg("Mend what is named, then try again."),
        )
    return Finding(
        check=check,
        what=msg("This could not be checked ({error}).", error=type(error).__name__),
        fix=otherwise,
    )


def _incomplete(platform: str, error: ValidationError) -> Finding:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(["platforms", platform, *map(str, first["loc"])])
    return Finding(
        check=platform,
        what=what_is_wrong(first),
        why=msg("In {where}.", where=where),
        fix=msg("Mend it in the configuration file."),
    )


def _plain(name: str, value: JsonValue) -> str:
    """Return a typed text without the white space round it.

    Raises:
        InputError: It is empty, endless, or holds what no eye sees.
    """
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        raise InputError(msg("A text is needed here."), where=name)
    if len(text) > LONGEST:
        raise InputError(msg("This is too long: at most {highest} characters.", highest=LONGEST), where=name)
    if not text.isprintable():
        raise InputError(
            msg("This holds a line break or an invisible character."), where=name, mend=msg("Copy it again, alone.")
        )
    return text
