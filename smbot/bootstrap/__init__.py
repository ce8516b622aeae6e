"""The composition root: the only place that knows concrete classes. Nothing is opened before it is asked for."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from smbot import settings
from smbot.bootstrap.access import intake_of
from smbot.bootstrap.platforms import UNLIMITED, Connected
from smbot.bootstrap.private import filled_by
from smbot.bootstrap.reveals import reveals_of
from smbot.bootstrap.sending import limits_of
from smbot.bootstrap.stages import Stages
from smbot.classify.access import Level
from smbot.core.events import Event
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg
from smbot.core.roles import Permission, Role
from smbot.core.sending_rules import refusal
from smbot.core.states import Mode
from smbot.members.acts import Members
from smbot.members.passwords import hash_password
from smbot.offices.offer import OfferMade, languages_made, offer_event
from smbot.offices.published import referred
from smbot.oversight import Oversight
from smbot.playbooks.approval import needed
from smbot.playbooks.choose import ORDINARY
from smbot.playbooks.fields import Organisation
from smbot.playbooks.steps import StepKind
from smbot.review.aside import Aside
from smbot.review.at_platform import AtPlatform, OrderPolicy
from smbot.review.correction_ports import Making
from smbot.review.corrections import Corrections
from smbot.review.desk import Desk
from smbot.review.hindrances import DeskPolicy, stands
from smbot.review.label_ports import LabelTransaction
from smbot.review.labels import LabelCorrections
from smbot.review.ports import GuardProblems, QueueItem, ReviewTransaction
from smbot.review.reveal import Reveals
from smbot.review.together import Together
from smbot.send.dispatch import Dispatching
from smbot.send.outbox import OutboxReply, Policy
from smbot.settings import Configuration
from smbot.shipped import example_configuration
from smbot.steps.carry import ask_role
from smbot.steps.model import RoleNotice
from smbot.steps.unattended import Unattended
from smbot.storage.store import Transaction
from smbot.training.correction_examples import made_example
from smbot.training.surrogates import like
from smbot.vault.revealed import Revealed

__all__ = ["UNLIMITED", "Application", "Connected", "bare"]


class Application(Stages):
    """Everything one process may need, built when first used."""

    def unattended(self) -> Unattended:
        """Return what lets replies leave without a person, where playbooks and settings allow it."""
        desk = self.desk()
        return Unattended(
            store=self.store, clock=self.clock, policy=desk.policy, guard=self.guard(), allowed=self._needs_nobody
        )

    def _needs_nobody(self, item: QueueItem) -> bool:
        playbook = self.shelf.current().get(item.playbook)
        return (
            playbook is not None
            and playbook.revision() == item.playbook_version
            and (
                needed(
                    playbook,
                    labels=item.labels,
                    platform=item.platform,
                    exposed=any(mask.entity not in ORDINARY for mask in item.all_masks()),
                    unattended=self.settings.playbooks.unattended,
                )
                == "none"
            )
        )

    def desk(self) -> Desk:
        """Return the review queue."""
        oversight = self._oversight()
        policy = DeskPolicy(
            mode=self.settings.sending.mode,
            undo=timedelta(seconds=self.settings.sending.undo_seconds),
            claim_for=timedelta(minutes=self.settings.review.claim_minutes),
            answer_within=timedelta(hours=self.settings.review.answer_hours),
            why_not_by_api=self._why_not_by_api,
            needs_two=self._needs_two,
            approvers=self._approvers,
            greeted=oversight.greeted,
            filled=filled_by(self),
            ask_role=self._ask_role,
        )
        return Desk(self.store, self.clock, guard=oversight.findings, mask=oversight.mask, policy=policy)

    def aside(self) -> Aside:
        """Return the acts beside the answer: to put off, to give to somebody, notes, kept views."""
        review = self.settings.review
        return Aside(
            store=self.store,
            clock=self.clock,
            mask=self._oversight().mask,
            is_personal=self.scanner.is_personal,
            claim_for=timedelta(minutes=review.claim_minutes),
            assignment=review.assignment,
        )

    def together(self) -> Together:
        """Return the acts on many mentions at once."""
        return Together(store=self.store, desk=self.desk(), aside=self.aside(), labels=self.label_corrections())

    def _ask_role(self, tx: ReviewTransaction, item: QueueItem, role: Role, by: str) -> None:
        if not isinstance(tx, Transaction):  # storage's own does what both ask
            raise TypeError(type(tx).__name__)
        reason = f"{StepKind.ESCALATE}:{item.version}"
        ask_role(tx, RoleNotice(mention=item.id, reason=reason, role=role, at=self.clock.now()), by)

    def corrections(self) -> Corrections:
        """Return what compliance officers can say of masks."""
        return Corrections(
            store=self.store,
            clock=self.clock,
            making=Making(
                digest_token=self.digester.token,
                digest_value=self.digester.value,
                invent=like,
                example=partial(made_example, find=self.scanner.find),
            ),
        )

    def label_corrections(self) -> LabelCorrections:
        """Return what people can say of labels."""
        intake = intake_of(self)

        def requested(tx: LabelTransaction, mention: MentionId, by: str) -> None:
            if not isinstance(tx, Transaction):  # storage's own does what both stages ask
                raise TypeError(type(tx).__name__)
            intake.possible(tx, mention, level=Level.ASSERT, asked=None, by=by)

        return LabelCorrections(
            store=self.store,
            clock=self.clock,
            names=self.labels.names,
            officers=self._label_officers,
            requested=requested,
        )

    def _label_officers(self) -> frozenset[str]:
        """Return who may approve corrections of labels now."""
        with self.store.read() as tx:
            return frozenset(member.name for member in tx.members() if member.may(Permission.CORRECT_MASKS))

    def at_platform(self) -> AtPlatform:
        """Return the orders about mentions on their platforms."""
        oversight = self._oversight()
        policy = OrderPolicy(
            mode=self.settings.sending.mode,
            undo=timedelta(seconds=self.settings.sending.undo_seconds),
            rules=self._connected_rules,
            needs_two=self._needs_two,
            approvers=self._approvers,
            limits=lambda name: limits_of(self, name),
            prepared=oversight.prepared,
            filled=filled_by(self),
        )
        return AtPlatform(self.store, self.clock, guard=oversight.findings, mask=oversight.mask, policy=policy)

    def reveals(self) -> Reveals[Revealed]:
        """Return the act that opens what one mask hides."""
        return reveals_of(self, self._oversight().mask)

    def guard(self) -> GuardProblems:
        """Return what checks words about a mention, in public or in private."""
        return self._oversight().findings

    def dispatching(self) -> Dispatching:
        """Return what dispatching works with."""
        return Dispatching(
            store=self.store,
            handles=self._handles(),
            refuses=self._oversight().refusing_rule,
            mask=self.scanner.mask_changed,
            clock=self.clock,
            policy=Policy(quiet=timedelta(seconds=self.settings.sending.quiet_seconds)),
            live=self.settings.sending.mode == Mode.LIVE,
            rules=self._connected_rules,
            limits=lambda name: limits_of(self, name),
            told=self._offer_made,
            per_minute=self.settings.sending.most_per_minute,
        )

    def _offer_made(self, reply: OutboxReply) -> tuple[Event, ...]:
        ordered = self.greeting_as(reply.platform, reply.approved_by).ordered
        made = OfferMade(
            reply=reply.id,
            office=ordered.office,
            employee=reply.approved_by,
            order=ordered.order,
            languages=languages_made(reply.text),
            at=self.clock.now(),
        )
        return (offer_event(made),)

    def members(self, *, on_oneself: bool = True) -> Members:
        """Return the acts on team members."""
        issuer = self.settings.sign_in.oidc.issuer
        return Members(self.store, hash_password, issuer=issuer, on_oneself=on_oneself)

    def _approvers(self) -> frozenset[str]:
        """Return who may approve now: a rule of two persons needs two."""
        with self.store.read() as tx:
            return frozenset(member.name for member in tx.members() if member.may(Permission.APPROVE))

    def _needs_two(self, item: QueueItem) -> bool:
        playbooks, problems = self.playbooks()
        playbook = playbooks.get(item.playbook)
        if playbook is None:
            if problems and item.drafted_by:
                # Its playbook may be the one that is damaged, and may ask for two persons or a fixed text.
                raise problems[0].error()
            return False
        two = needed(playbook, labels=item.labels, platform=item.platform) == "two"
        return two and len(self._approvers()) > 1

    def _why_not_by_api(self, item: QueueItem) -> Message | None:
        if item.platform not in self.platforms:
            return msg("{platform} is not connected: copy the text and answer there.", platform=item.platform)
        refused = refusal(self.at_platform().verdicts(item, item.reply_purpose, item.draft))
        return refused.sentence if refused else None

    def _oversight(self) -> Oversight:
        return Oversight(
            store=self.store,
            digester=self.digester,
            scanner=self.scanner,
            speaking=self._speaking,
            playbooks=self.shelf.current,
            rules=self.rules,
            published=self.leaves_alone,
            page=self.settings.citizen.public_url,
        )

    def leaves_alone(self) -> tuple[str, ...]:
        """Return what the guard leaves alone: what we publish, the secure page, and whom people are referred to."""
        page = self.settings.citizen.public_url
        return (*self.published, *((page,) if page else ()), *sorted(referred(self.directory)))

    def _speaking(self, item: QueueItem) -> Organisation:
        """Return the organisation as it greets where this mention is answered: by who approved, or holds it."""
        approved = item.reply.approved_by if item.reply is not None and stands(item) else ""
        return self.greeting_as(item.platform, approved or item.claimed_by).organisation


def bare(published: Sequence[str] = ()) -> Application:
    """Return an application without an installation, for redacting and labelling: no keys, no database.

    Settings are those of the example file, but what its invented organisation publishes: that is `published`.
    """
    return publishing(settings.load(example_configuration()), published)


def publishing(configuration: Configuration, published: Sequence[str]) -> Application:
    """Return an application whose organisation publishes `published`, and nothing else."""
    organisation = configuration.settings.organisation.model_copy(update={"published": tuple(published)})
    chosen = configuration.settings.model_copy(update={"organisation": organisation})
    return Application(Configuration(chosen, configuration.file))
