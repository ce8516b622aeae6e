"""What tokens are for: a scope for each kind of work, what it means, and which permissions it needs and lends."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from smbot.core.messages import Message, msg
from smbot.core.roles import Member, Permission


class Scope(StrEnum):
    """What a token is for. Whoever may write is answered with what they changed, and may list nothing by that."""

    READ_QUEUE = "read:queue"
    WRITE_QUEUE = "write:queue"
    APPROVE = "approve:queue"
    WRITE_LABELS = "write:labels"
    READ_CASES = "read:cases"
    WRITE_CASES = "write:cases"
    READ_DOCKET = "read:docket"
    WRITE_DOCKET = "write:docket"
    READ_FIGURES = "read:figures"
    READ_OPERATIONS = "read:operations"
    READ_OFFERS = "read:offers"
    READ_ALARMS = "read:alarms"
    READ_AUDIT = "read:audit"
    READ_COMPLIANCE = "read:compliance"
    READ_HOLDS = "read:holds"
    WRITE_HOLDS = "write:holds"
    WRITE_EXPORTS = "write:exports"
    READ_BREACHES = "read:breaches"
    WRITE_BREACHES = "write:breaches"
    READ_SAMPLES = "read:samples"
    WRITE_SAMPLES = "write:samples"
    READ_ADMINISTRATION = "read:administration"
    WRITE_PLAYBOOKS = "write:playbooks"
    WRITE_SENDING = "write:sending"
    WRITE_VIEWS = "write:views"


MEANS: Final[Mapping[Scope, Message]] = {
    Scope.READ_QUEUE: msg("read mentions, masked, with their labels, drafts and history"),
    Scope.WRITE_QUEUE: msg("claim, edit drafts, close, pass on, hide: work on mentions"),
    Scope.APPROVE: msg("approve replies, and order words on a platform"),
    Scope.WRITE_LABELS: msg("give mentions other labels"),
    Scope.READ_CASES: msg("read cases, without what was said in private"),
    Scope.WRITE_CASES: msg("work on cases"),
    Scope.READ_DOCKET: msg("read the docket of possible access requests"),
    Scope.WRITE_DOCKET: msg("decide on entries of the docket"),
    Scope.READ_FIGURES: msg("read figures: what is said about us, how triage fares"),
    Scope.READ_OPERATIONS: msg("read how the service fares: waits, backlog, both languages, incidents"),
    Scope.READ_OFFERS: msg("read the report on the active offer, which names colleagues"),
    Scope.READ_ALARMS: msg("read what needs a person, and how to mend it"),
    Scope.READ_AUDIT: msg("read the audit log"),
    Scope.READ_COMPLIANCE: msg("read what waits for an officer, timelines and disposals"),
    Scope.READ_HOLDS: msg("read legal holds"),
    Scope.WRITE_HOLDS: msg("place and lift legal holds"),
    Scope.WRITE_EXPORTS: msg("take out records of a period, redacted"),
    Scope.READ_BREACHES: msg("read reports of breaches of privacy"),
    Scope.WRITE_BREACHES: msg("write reports of breaches of privacy"),
    Scope.READ_SAMPLES: msg("read the weekly sample, and corrections of labels that wait"),
    Scope.WRITE_SAMPLES: msg("answer the weekly sample, and decide what training learns from"),
    Scope.READ_ADMINISTRATION: msg("read accounts, members, directory, playbooks, settings and checks"),
    Scope.WRITE_PLAYBOOKS: msg("have the files of playbooks read now"),
    Scope.WRITE_SENDING: msg("pause and resume all sending"),
    Scope.WRITE_VIEWS: msg("keep views of the queue by name"),
}

_READ, _WORK, _APPROVE = Permission.READ_QUEUE, Permission.WORK_QUEUE, Permission.APPROVE
_MASKS, _AUDIT, _CONFIGURE = Permission.CORRECT_MASKS, Permission.READ_AUDIT, Permission.CONFIGURE
_REPORTS = Permission.READ_REPORTS

NEEDS: Final[Mapping[Scope, frozenset[Permission]]] = {
    Scope.READ_QUEUE: frozenset({_READ}),
    Scope.WRITE_QUEUE: frozenset({_WORK}),
    Scope.APPROVE: frozenset({_APPROVE}),
    Scope.WRITE_LABELS: frozenset({_WORK, _MASKS}),
    Scope.READ_CASES: frozenset({_READ}),
    Scope.WRITE_CASES: frozenset({_WORK}),
    Scope.READ_DOCKET: frozenset({_MASKS}),
    Scope.WRITE_DOCKET: frozenset({_MASKS}),
    Scope.READ_FIGURES: frozenset({_READ}),
    Scope.READ_OPERATIONS: frozenset({_REPORTS}),
    Scope.READ_OFFERS: frozenset({_APPROVE, _MASKS}),
    Scope.READ_ALARMS: frozenset({_READ, _CONFIGURE}),
    Scope.READ_AUDIT: frozenset({_AUDIT}),
    Scope.READ_COMPLIANCE: frozenset({_AUDIT}),
    Scope.READ_HOLDS: frozenset({_AUDIT}),
    Scope.WRITE_HOLDS: frozenset({_MASKS}),
    Scope.WRITE_EXPORTS: frozenset({_AUDIT}),
    Scope.READ_BREACHES: frozenset({_AUDIT}),
    Scope.WRITE_BREACHES: frozenset({_MASKS}),
    Scope.READ_SAMPLES: frozenset({_MASKS}),
    Scope.WRITE_SAMPLES: frozenset({_MASKS}),
    Scope.READ_ADMINISTRATION: frozenset({_CONFIGURE}),
    Scope.WRITE_PLAYBOOKS: frozenset({_CONFIGURE}),
    Scope.WRITE_SENDING: frozenset({_APPROVE, _CONFIGURE}),
    Scope.WRITE_VIEWS: frozenset({_READ}),
}
"""The permissions of which a member must hold one to use a scope: those of the pages that do the same."""

_OF_NO_POST: Final = frozenset(
    {
        *(Scope.READ_OPERATIONS, Scope.READ_ALARMS, Scope.READ_AUDIT, Scope.READ_HOLDS, Scope.WRITE_HOLDS),
        *(Scope.WRITE_EXPORTS, Scope.READ_BREACHES, Scope.WRITE_BREACHES, Scope.READ_ADMINISTRATION),
        *(Scope.WRITE_PLAYBOOKS, Scope.WRITE_SENDING),
    }
)
PERMITS: Final[Mapping[Scope, frozenset[Permission]]] = {
    scope: needs if scope in _OF_NO_POST else needs | {_READ} for scope, needs in NEEDS.items()
} | {Scope.APPROVE: frozenset({_READ, _WORK, _APPROVE})}
"""What acts find permitted to who comes with a scope, where the member's roles grant it: an act reads what it changes,
and who approves a reply may take it back."""


def usable(member: Member) -> frozenset[Scope]:
    """Return the scopes by which this member's programs could do something."""
    return frozenset(scope for scope in Scope if any(member.may(permission) for permission in NEEDS[scope]))
