"""The one place where the whole situation of a mention is put together: for choosing, for its plan, and for pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from smbot.cases.intake import own_open_case
from smbot.cases.ports import CaseTransaction
from smbot.core.clock import Clock
from smbot.core.ids import MentionId
from smbot.core.post_kinds import PostKind
from smbot.core.redacted import RedactedText
from smbot.offices.door import programs_of
from smbot.offices.model import Directory, Office
from smbot.offices.opening import is_open
from smbot.playbooks.choose import Situation
from smbot.playbooks.model import Playbook


class About(Protocol):
    """What is asked of a mention; the pipeline's and the queue's have it alike."""

    @property
    def id(self) -> MentionId: ...  # noqa: D102
    @property
    def platform(self) -> str: ...  # noqa: D102
    @property
    def pseudonym(self) -> str: ...  # noqa: D102
    @property
    def conversation(self) -> str: ...  # noqa: D102
    @property
    def posted_at(self) -> datetime: ...  # noqa: D102
    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def summoned(self) -> bool: ...  # noqa: D102
    @property
    def kind(self) -> PostKind: ...  # noqa: D102
    @property
    def text(self) -> RedactedText | None: ...  # noqa: D102


class SituationTransaction(CaseTransaction, Protocol):
    """What a situation needs of a transaction."""

    def earlier_posts(  # noqa: D102
        self, pseudonym: str, mention: MentionId, since: datetime, until: datetime
    ) -> list[datetime]: ...


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What playbooks ask of a situation beside what a mention says itself: only that is looked up.

    `back` is the longest time within which one of them counts an author's posts.
    """

    programs: bool = False
    case_kind: bool = False
    office: bool = False
    back: timedelta = timedelta(0)


def asked_by(playbooks: Iterable[Playbook]) -> Asked:
    """Return what these playbooks ask."""
    conditions = [playbook.when for playbook in playbooks]
    return Asked(
        programs=any(when.programs for when in conditions),
        case_kind=any(when.case_kinds for when in conditions),
        office=any(when.office is not None for when in conditions),
        back=timedelta(days=max((when.repeats.days for when in conditions if when.repeats), default=0)),
    )


@dataclass(frozen=True, kw_only=True)
class Situations:
    """Puts situations together. `our_office` returns the office that answers on a platform, None without any."""

    clock: Clock
    directory: Callable[[], Directory]
    our_office: Callable[[str], Office | None]

    def of(
        self,
        tx: SituationTransaction,
        mention: About,
        labels: Sequence[str],
        scores: Mapping[str, float],
        asked: Asked,
    ) -> Situation:
        """Return all that is known of a stored mention, as far as it is `asked`."""
        now = self.clock.now()
        office = self.our_office(mention.platform) if asked.office else None
        return Situation(
            labels=tuple(labels),
            scores=scores,
            platform=mention.platform,
            language=mention.language,
            exposed=frozenset(mask.entity for mask in mention.text.masks) if mention.text else frozenset(),
            summoned=mention.summoned,
            programs=programs_of(mention.text, self.directory()) if asked.programs and mention.text else frozenset(),
            case_kind=self._case_kind(tx, mention) if asked.case_kind else "",
            office_open=is_open(office, now) if office is not None else None,
            earlier=self._earlier(tx, mention, asked.back) if asked.back else (),
            kind=mention.kind,
            age=max(now - mention.posted_at, timedelta(0)),
        )

    def _case_kind(self, tx: SituationTransaction, mention: About) -> str:
        """Return the kind of the open case that the post is on, else of its author's in this conversation or newest."""
        on = next((case for case in tx.cases_of_mention(mention.id) if not case.ended), None)
        case = on or own_open_case(tx, mention.pseudonym, mention.conversation)
        return case.kind.value if case is not None else ""

    def _earlier(self, tx: SituationTransaction, mention: About, back: timedelta) -> tuple[timedelta, ...]:
        posted = mention.posted_at
        earlier = tx.earlier_posts(mention.pseudonym, mention.id, posted - back, posted)
        return tuple(posted - at for at in earlier)
