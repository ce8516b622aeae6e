"""The stages from the inbox to drafts, with what they work with: playbooks, the classifier, the steps."""

from collections.abc import Callable
from functools import cached_property

from smbot.bootstrap.access import intake_of
from smbot.bootstrap.private import writes_privately
from smbot.bootstrap.steps import places_of, situations_of, waiting_until
from smbot.bootstrap.telling import Tellings
from smbot.classify.cascade import Cascade
from smbot.classify.encoder import OnnxEncoder, installed_version
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import Rules
from smbot.consequences import Consequences, Hiding
from smbot.core.events import Event
from smbot.core.platform_rules import PlatformRules
from smbot.drafting import Drafting
from smbot.handoff.arriving import Arrivals
from smbot.pipeline import Pipeline
from smbot.pipeline.drafts import DraftStage
from smbot.pipeline.keeping import Keeping
from smbot.pipeline.labelling import Labelling
from smbot.pipeline.reading import Reading
from smbot.pipeline.redaction import RedactionStage
from smbot.pipeline.triage import TriageStage
from smbot.playbooks.lint import judge
from smbot.playbooks.model import Playbooks
from smbot.playbooks.problem import Problem
from smbot.playbooks.shelf import PlaybookShelf
from smbot.redact.ports import Tagger
from smbot.redact.stage import redact_posts
from smbot.registry import load_platform, platform_names
from smbot.steps.carry import Steps
from smbot.vault.handles import HandleSealer
from smbot.vault.nacl import InboxOpener


class Stages(Tellings):
    """What works on posts before a person sees them."""

    @cached_property
    def shelf(self) -> PlaybookShelf:
        """Return the playbooks as their files are now; `pipeline` makes it tell the log of changes."""
        return self._shelf(None)

    def _shelf(self, tell: Callable[[Event], None] | None) -> PlaybookShelf:
        rules = {name: load_platform(name).rules for name in platform_names()}
        unattended = self.settings.playbooks.unattended
        return PlaybookShelf(
            self.configuration.folder(self.settings.playbooks.folder),
            self.clock,
            judge=lambda source: judge(
                source, rules, self.organisation, unattended=unattended, places=places_of(self.directory)
            ),
            tell=tell,
            kept=self.configuration.database.parent / "playbooks",
        )

    def _record(self, event: Event) -> None:
        with self.store.write() as tx:
            tx.record(event)

    def playbooks(self) -> tuple[Playbooks, tuple[Problem, ...]]:
        """Return the playbooks that hold, and what is wrong with the others."""
        return self.shelf.current(), self.shelf.problems()

    def pipeline(self, tagger: Tagger) -> Pipeline:
        """Return the stages; `tagger` finds what only context gives away."""
        redactor, teller, operators = self.redactor(tagger), self.teller, self.operators
        shelf = self._shelf(self._record)
        shelf.begin()
        consequences = Consequences(intake=intake_of(self), clock=self.clock, steps=self.steps, hiding=self._hiding())
        labelling = Labelling(classifier=self.classifier, precedence=self.labels.names)
        reading = Reading(
            store=self.store,
            inbox=InboxOpener(self.keys.private("inbox")),
            digester=self.digester,
            redact=lambda posts: redact_posts(posts, redactor, teller, operators),
        )
        keeping = Keeping(
            handles=HandleSealer(self.keys.public("dispatch")),
            digester=self.digester,
            labelling=labelling,
            consequences=consequences,
            arrivals=Arrivals(keys=self.private_keys, team=self.keys.public("private"), token=self.digester.token),
        )
        return Pipeline(
            redaction=RedactionStage(store=self.store, reading=reading, keeping=keeping),
            triage=TriageStage(store=self.store, labelling=labelling, consequences=consequences),
            drafts=DraftStage(store=self.store, drafting=self._drafting(shelf, consequences)),
        )

    def _drafting(self, shelf: PlaybookShelf, consequences: Consequences) -> Drafting:
        return Drafting(
            playbooks=shelf.current,
            speaking=lambda platform: self.greeting_as(platform).organisation,
            situations=situations_of(self),
            directory=lambda: self.directory,
            rules=self.rules,
            writes_privately=writes_privately,
            consequences=consequences,
            unattended=self.settings.playbooks.unattended,
        )

    @property
    def steps(self) -> Steps:
        """Return what carries out the steps of playbooks."""
        return Steps(clock=self.clock, rules=self.rules, until=waiting_until(self), intake=intake_of(self))

    @cached_property
    def classifier(self) -> Cascade:
        """Return what labels mentions: rules, the model, and the encoder where its extra is installed."""
        model = self.model_versions.load_current()
        # A model that was fitted to one encoder does not fit another: without its own, words and rules decide.
        encoder = OnnxEncoder() if model.card.encoder == installed_version() else None
        return Cascade(labels=self.labels, rules=self.rules_of_triage, model=model, encoder=encoder)

    @cached_property
    def rules_of_triage(self) -> Rules:
        """Return the rules of triage."""
        return Rules(self.labels, load_rulebook())

    def _hiding(self) -> Hiding | None:
        """Return what hides at once what exposes somebody, where the organisation wants that."""
        table = self.settings.sending
        return Hiding(mode=table.mode, rules=self._connected_rules) if table.hide_exposed == "at-once" else None

    def _connected_rules(self, platform: str) -> PlatformRules | None:
        """Return what a platform allows; None where it is not connected."""
        return self.platforms[platform].adapter.rules if platform in self.platforms else None
