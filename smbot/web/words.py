"""The names that pages give to states, labels, actions and the rest; every page uses these words."""

from collections.abc import Mapping

from babel import Locale

from smbot.core import words as shared
from smbot.core.codes import Code
from smbot.core.events import Act
from smbot.core.messages import Message, msg
from smbot.core.roles import Role
from smbot.core.spans import Mask, Operator
from smbot.core.states import Mode, ReplyState
from smbot.review import words as review_words
from smbot.review.ports import ReplyStatus
from smbot.review.transitions import Action

STATES, LABELS, ENTITIES, ROLES = shared.STATES, shared.LABELS, shared.ENTITIES, shared.ROLES
PARTS, PART_WITHHELD = shared.PARTS, shared.PART_WITHHELD
NO_LABEL, label_name = shared.NO_LABEL, shared.label_name
platform_name, account_name = shared.platform_name, shared.account_name
ACTIONS = review_words.ACTIONS
OTHER_ENTITY = msg("personal information")

DONE: Mapping[Action, Message] = {
    Action.CLAIM: msg("You hold this mention now."),
    Action.RELEASE: msg("The mention is back in the queue."),
    Action.EDIT: msg("The draft is saved."),
    Action.APPROVE: msg("The reply is approved."),
    Action.UNDO: msg("The approval is undone. The reply has not left."),
    Action.REJECT: msg("The draft is rejected."),
    Action.NO_REPLY: msg("Noted: no reply is due."),
    Action.ESCALATE: msg("The mention is escalated."),
    Action.ANSWERED: msg("Noted: answered by hand."),
    Action.REOPEN: msg("The mention is open again."),
    Action.RECALL: msg("The mention is passed to no role any more."),
    Action.CLOSE: msg("The mention is closed."),
}

INVERSE: Mapping[Action, Action] = {
    Action.CLAIM: Action.RELEASE,
    Action.RELEASE: Action.CLAIM,
    Action.APPROVE: Action.UNDO,
    Action.REJECT: Action.REOPEN,
    Action.NO_REPLY: Action.REOPEN,
    Action.ESCALATE: Action.REOPEN,
    Action.ANSWERED: Action.REOPEN,
    Action.CLOSE: Action.REOPEN,
}
"""What undoes an act; the others stay as they are."""

REPLIES: Mapping[ReplyState, Message] = {
    ReplyState.PENDING: msg("The reply waits to leave."),
    ReplyState.SENDING: msg("The reply is leaving now."),
    ReplyState.SENT: msg("The reply is out."),
    ReplyState.REFUSED: msg("The reply was refused. Nothing is out. Undo the approval, mend the text, approve again."),
    ReplyState.UNKNOWN: msg("The reply may be out: the answer was lost. smbot will look whether it stands there."),
    ReplyState.NEEDS_PERSON: msg("Nobody can tell whether the reply is out. Open the post, look, and say so below."),
    ReplyState.RETRACTED: msg("The reply was taken back. Nothing is out."),
}

REPLY_STOPPED = msg("The reply was stopped. Nothing is out.")
NO_MENDING = frozenset({Code.ANSWERED_BY_HAND, Code.DELETED})
"""Codes of refused replies that no other text would mend."""

MODES: Mapping[Mode, Message] = {
    Mode.LISTEN: msg("listen"),
    Mode.SHADOW: msg("shadow"),
    Mode.LIVE: msg("live"),
}
MODE_MEANS: Mapping[Mode, Message] = {
    Mode.LISTEN: msg("Nothing can be sent from here. Copy a reply and post it on the platform yourself."),
    Mode.SHADOW: msg("A rehearsal: everything is decided and shown, nothing leaves."),
    Mode.LIVE: msg("Approved replies leave when their undo window closes."),
}

ACTS: Mapping[Act, Message] = {
    Act.INSTALLATION_CREATED: msg("smbot was installed"),
    Act.INSTALLATION_MOVED: msg("smbot was moved to another database"),
    Act.SYSTEM_STARTED: msg("smbot started"),
    Act.SYSTEM_STOPPED: msg("smbot stopped"),
    Act.SENDING_PAUSED: msg("sending was paused"),
    Act.SENDING_RESUMED: msg("sending was resumed"),
    Act.ACCOUNT_PAUSED: msg("an account was paused"),
    Act.ACCOUNT_RESUMED: msg("an account works again"),
    Act.ACCOUNT_PREPARED: msg("what an account needs was stored"),
    Act.ACCOUNT_CONNECTED: msg("an account was connected"),
    Act.ACCOUNT_FORGOTTEN: msg("an account's secrets were taken away"),
    Act.MONITOR_ENABLED: msg("a search was switched on"),
    Act.MONITOR_DISABLED: msg("a search was switched off"),
    Act.PAGE_COLLECTED: msg("posts were collected"),
    Act.MENTION_REDACTED: msg("the post was masked and stored"),
    Act.MENTION_QUARANTINED: msg("the post was put into quarantine"),
    Act.MENTION_EDITED: msg("its author changed the post"),
    Act.MENTION_DELETED: msg("the post is gone from its platform: its text was deleted here too"),
    Act.MENTION_QUOTE_DELETED: msg("the post that it quotes was deleted"),
    Act.MENTION_HIDDEN: msg("the post was hidden"),
    Act.MENTION_SHOWN: msg("the post was shown again"),
    Act.MENTION_TRIAGED: msg("labels were given"),
    Act.MENTION_DRAFTED: msg("a playbook was chosen"),
    Act.MENTION_CLAIMED: msg("the mention was claimed"),
    Act.MENTION_RELEASED: msg("the mention was put back"),
    Act.MENTION_ESCALATED: msg("the mention was escalated"),
    Act.MENTION_SNOOZED: msg("the mention was put off"),
    Act.MENTION_WOKEN: msg("the mention is put off no longer"),
    Act.MENTION_ASSIGNED: msg("the mention was given to a member, or to nobody"),
    Act.MENTION_NOTED: msg("a note was added to the mention"),
    Act.MENTION_RECALLED: msg("the mention is passed to no role any more"),
    Act.MENTION_ROLE_ASKED: msg("whoever holds a role is to be told"),
    Act.MENTION_ROLE_TOLD: msg("whoever holds a role was told"),
    Act.MENTION_ROLE_NOT_TOLD: msg("nobody with a role could be told"),
    Act.MENTION_REDIRECTED: msg("the draft leads to the right door"),
    Act.MENTION_RESTS: msg("it waits for an answer"),
    Act.MENTION_HEARD: msg("its author answered"),
    Act.MENTION_WAITED: msg("the time to wait is over"),
    Act.MENTION_CLOSED: msg("the mention was closed"),
    Act.MENTION_LEFT_TO_PERSON: msg("its reply needs a person after all"),
    Act.MENTION_REJECTED: msg("the draft was rejected"),
    Act.MENTION_NO_REPLY: msg("it was decided that no reply is due"),
    Act.MENTION_REOPENED: msg("the mention was reopened"),
    Act.MENTION_ANSWERED_BY_HAND: msg("the post was answered by hand"),
    Act.MENTION_OPENED: msg("the post was opened on its platform"),
    Act.MASK_ADDED: msg("an officer masked what had been missed"),
    Act.MASK_CHANGED: msg("an officer said what kind of information a mask hides"),
    Act.MASK_CONFIRMED: msg("an officer looked at masks and found them right"),
    Act.MASK_DISPUTED: msg("an officer disputed a mask"),
    Act.LABELS_CORRECTED: msg("a person gave it other labels"),
    Act.LABELS_UNDONE: msg("a person set its labels back"),
    Act.LABELS_APPROVED: msg("an officer lets training learn from its corrected labels"),
    Act.LABELS_DECLINED: msg("an officer keeps its corrected labels out of training"),
    Act.SAMPLE_DRAWN: msg("the week’s sample was drawn"),
    Act.SAMPLE_ANSWERED: msg("an officer looked at it for the week’s sample"),
    Act.SAMPLE_TAKEN_BACK: msg("an officer took back the answer for the week’s sample"),
    Act.MODEL_TRAINED: msg("a model of triage was trained here"),
    Act.MODEL_REFUSED: msg("a model of triage that was trained here was worse, and was not kept"),
    Act.MODEL_CHOSEN: msg("another version of the model of triage was chosen"),
    Act.DRAFT_EDITED: msg("the draft was changed"),
    Act.REPLY_APPROVED_FIRST: msg("the reply got the first of two approvals"),
    Act.REPLY_APPROVED: msg("the reply was approved"),
    Act.REPLY_RETRACTED: msg("the approval was undone"),
    Act.REPLY_STOPPED: msg("the guard stopped the reply"),
    Act.REPLY_SENDING: msg("an attempt to send began"),
    Act.REPLY_SENT: msg("the reply was sent"),
    Act.REPLY_POSTPONED: msg("sending was put off"),
    Act.REPLY_REFUSED: msg("the platform refused the reply"),
    Act.REPLY_UNKNOWN: msg("the platform’s answer was lost"),
    Act.REPLY_NEEDS_PERSON: msg("a person must look whether the reply is out"),
    Act.REPLY_RESOLVED: msg("a person said what became of the reply"),
    Act.REPLY_CORRECTED: msg("our reply was corrected"),
    Act.REPLY_REMOVED: msg("our reply was deleted"),
    Act.REPLY_LOOKED_AT: msg("smbot looked at our reply"),
    Act.REPLY_GONE: msg("our reply is no longer on its platform"),
    Act.ORDER_GIVEN: msg("an order was given"),
    Act.ORDER_PROPOSED: msg("words for the platform were proposed"),
    Act.ORDER_TAKEN_BACK: msg("an order was taken back"),
    Act.DELIVERY_REFUSED: msg("a delivery could not be read"),
    Act.PLAYBOOKS_CHANGED: msg("a playbook was changed"),
    Act.PLAYBOOKS_REFUSED: msg("a changed playbook was refused"),
    Act.PLAYBOOKS_CHECKED: msg("the playbooks’ files were read at once"),
    Act.DOCKET_OPENED: msg("the post was put onto the docket"),
    Act.DOCKET_JOINED: msg("another post was added to the entry"),
    Act.DOCKET_CONFIRMED: msg("an officer said that it is an access request"),
    Act.DOCKET_REJECTED: msg("an officer said that it is no access request"),
    Act.DOCKET_ACKNOWLEDGED: msg("the author was told that the post was seen"),
    Act.DOCKET_ASKED: msg("the author was asked what is missing"),
    Act.DOCKET_ANSWERED: msg("the author answered what was asked"),
    Act.DOCKET_PASSED: msg("the entry was passed to the access coordinator"),
    Act.DOCKET_PASSING: msg("to be passed to the access coordinator"),
    Act.DOCKET_PASSING_TAKEN_BACK: msg("passing to the access coordinator was taken back"),
    Act.DOCKET_NOT_PASSED: msg("the access coordinator was not reached"),
    Act.DOCKET_EXTENDED: msg("the time for an answer was extended"),
    Act.DOCKET_PAUSED: msg("the legal clock was stopped"),
    Act.DOCKET_RESUMED: msg("the legal clock goes on"),
    Act.DOCKET_CHANGED: msg("the entry was put under another law"),
    Act.DOCKET_CLOSED: msg("the entry was closed"),
    Act.DOCKET_REOPENED: msg("the entry was taken up again"),
    Act.DOCKET_EXPORTED: msg("the evidence of the entry was exported"),
    Act.CASE_OPENED: msg("a case was opened"),
    Act.CASE_MENTION_ADDED: msg("another post was put on the case"),
    Act.CASE_NOTED: msg("a note was added to the case"),
    Act.CASE_DESCRIBED: msg("the case was described anew"),
    Act.CASE_TASK_ADDED: msg("somebody was given a task"),
    Act.CASE_TASK_DONE: msg("a task was done"),
    Act.CASE_ASSIGNED: msg("the case was given to a colleague"),
    Act.CASE_HANDED_OVER: msg("the case was handed over"),
    Act.CASE_WAITS: msg("the case waits for the citizen"),
    Act.CASE_RESUMED: msg("work on the case goes on"),
    Act.CASE_RESOLVED: msg("a person said how the case ended"),
    Act.CASE_CLOSED: msg("the case was closed"),
    Act.CASE_REOPENED: msg("the case was taken up again"),
    Act.CASE_ESCALATED: msg("the case was escalated"),
    Act.CASE_SUGGESTED: msg("it may be the same fault as another incident"),
    Act.CASE_SUGGESTION_DECLINED: msg("a person said that it is not the same fault"),
    Act.CASE_JOINED: msg("the incident was put into a problem"),
    Act.CASE_SEPARATED: msg("the incident was taken out of its problem"),
    Act.CASE_PERSON_JOINED: msg("another account of the same person was joined"),
    Act.PAGE_RAISED: msg("people on call are needed"),
    Act.PAGE_TOLD: msg("somebody on call was told"),
    Act.PAGE_ACKNOWLEDGED: msg("a call was acknowledged"),
    Act.SURVEY_OFFERED: msg("the person was asked two questions"),
    Act.SURVEY_ANSWERED: msg("the two questions were answered"),
    Act.CODE_MADE: msg("a case code was made"),
    Act.CODE_RENEWED: msg("a case code holds longer"),
    Act.CODE_REVOKED: msg("a case code was shut for good"),
    Act.CODE_CLAIMED: msg("the person set a passphrase"),
    Act.PRIVATE_RECEIVED: msg("the person wrote in private"),
    Act.PRIVATE_OPENED: msg("the private thread was opened"),
    Act.PRIVATE_REFUSED: msg("the private thread was refused to somebody"),
    Act.PRIVATE_ANSWERED: msg("the person was answered in private"),
    Act.PRIVATE_ASSIGNED: msg("the private thread was given to a colleague"),
    Act.PRIVATE_DELETION_ASKED: msg("the person asked to have deleted what they wrote"),
    Act.PRIVATE_DELETED: msg("what the person wrote was destroyed"),
    Act.PERSON_TOLD: msg("the person was told that an answer waits"),
    Act.PERSON_NOT_TOLD: msg("the person could not be told that an answer waits"),
    Act.OFFER_MADE: msg("the reply greeted in both languages, by an office’s order"),
    Act.MEMBER_OFFICE_SET: msg("a member’s office or languages were set"),
    Act.AUTHOR_OPTED_OUT: msg("the author asked us not to write to them"),
    Act.AUTHOR_OPTED_IN: msg("the author may be written to again"),
    Act.MASK_REVEALED: msg("an officer opened what a mask hides"),
    Act.MASK_NOT_REVEALED: msg("what a mask hides could not be shown"),
    Act.HOLD_PLACED: msg("a legal hold was placed"),
    Act.HOLD_LIFTED: msg("a legal hold was lifted"),
    Act.DISPOSAL_HELD: msg("a legal hold kept it from disposal"),
    Act.EXPORT_MADE: msg("records were exported"),
    Act.RECORDS_DISPOSED: msg("records whose time was over were disposed of"),
    Act.KEY_ROTATED: msg("a new key took the place of an older one"),
    Act.KEYS_REWRAPPED: msg("data keys were sealed anew to the new key"),
    Act.KEYS_DRILLED: msg("it was tried whether the keys open what is sealed"),
    Act.BACKUP_MADE: msg("a backup was made"),
    Act.BACKUP_RESTORED: msg("the installation was put back from a backup"),
    Act.BREACH_KEPT: msg("a breach report was written"),
    Act.BREACH_EXPORTED: msg("a breach report was exported"),
    Act.MEMBER_CONFIRMED: msg("a member proved anew who they are"),
    Act.MEMBER_ADDED: msg("a team member was added"),
    Act.MEMBER_SIGNED_IN: msg("a member signed in"),
    Act.MEMBER_SIGNED_OUT: msg("a member signed out"),
    Act.SIGN_IN_REFUSED: msg("a sign-in was refused"),
    Act.MEMBER_ROLE_CHANGED: msg("a member’s roles were changed"),
    Act.MEMBER_PASSWORD_RESET: msg("a member was given a one-time password"),
    Act.MEMBER_PASSWORD_CHANGED: msg("a member changed their password"),
    Act.MEMBER_SECOND_FACTOR_ADDED: msg("a member set up a second factor"),
    Act.MEMBER_SECOND_FACTOR_RESET: msg("a member’s second factor was taken away"),
    Act.MEMBER_DISABLED: msg("a member’s account was disabled"),
    Act.MEMBER_ENABLED: msg("a member’s account was enabled"),
    Act.MEMBER_SESSIONS_ENDED: msg("a member was signed out everywhere"),
    Act.MEMBER_IDENTITY_BOUND: msg("a member was bound to an account of the sign-in service"),
    Act.MEMBER_IDENTITY_REMOVED: msg("a member is no longer bound to an account of the sign-in service"),
    Act.TOKEN_CREATED: msg("a token for a program was made"),
    Act.TOKEN_REVOKED: msg("a token for a program was revoked"),
    Act.AUDIT_EXPORTED: msg("a copy of the log was made"),
    Act.AUDIT_VERIFIED: msg("the log was checked"),
}

ORDER_ACTS: Mapping[Act, Message] = {
    Act.REPLY_STOPPED: msg("it was stopped before it left"),
    Act.REPLY_SENDING: msg("an attempt began"),
    Act.REPLY_SENT: msg("it was done on the platform"),
    Act.REPLY_POSTPONED: msg("it was put off"),
    Act.REPLY_REFUSED: msg("the platform refused it"),
    Act.REPLY_NEEDS_PERSON: msg("a person must look whether it was done"),
    Act.REPLY_RESOLVED: msg("a person said what became of it"),
}
"""What events tell that name a purpose: they are of an order, not of the reply."""
NOTHING: Mapping[str, str] = {}

ACTORS: Mapping[str, Message] = {
    "system": msg("smbot itself"),
    "citizen": msg("the person, on the secure page"),
}
"""Who acts without being a member."""
MIXED = msg("English and French")
UNKNOWN_LANGUAGE = msg("language unknown")
LOCALES = {"en": Locale("en", "CA"), "fr": Locale("fr", "CA")}


ACT_OF: Mapping[Action, frozenset[Act]] = {
    Action.CLAIM: frozenset({Act.MENTION_CLAIMED}),
    Action.RELEASE: frozenset({Act.MENTION_RELEASED}),
    Action.EDIT: frozenset({Act.DRAFT_EDITED}),
    Action.APPROVE: frozenset({Act.REPLY_APPROVED, Act.REPLY_APPROVED_FIRST}),
    Action.UNDO: frozenset({Act.REPLY_RETRACTED}),
    Action.REJECT: frozenset({Act.MENTION_REJECTED}),
    Action.NO_REPLY: frozenset({Act.MENTION_NO_REPLY}),
    Action.ESCALATE: frozenset({Act.MENTION_ESCALATED}),
    Action.ANSWERED: frozenset({Act.MENTION_ANSWERED_BY_HAND}),
    Action.REOPEN: frozenset({Act.MENTION_REOPENED}),
    Action.RECALL: frozenset({Act.MENTION_RECALLED}),
    Action.CLOSE: frozenset({Act.MENTION_CLOSED}),
}
"""The trace that each act leaves; a page tells of an act only where its trace stands."""


BY_DETAIL: Mapping[tuple[Act, str], tuple[str, Message]] = {
    (Act.SIGN_IN_REFUSED, "why"): ("own account", msg("a member did not prove anew who they are")),
    (Act.PAGE_TOLD, "who"): ("rooms", msg("the channels that several people read were told")),
}
"""Events that are told otherwise where one of their details has this value."""


def entity_name(entity: str) -> Message:
    """Return the name of a kind of personal information."""
    return ENTITIES.get(entity, OTHER_ENTITY)


def mask_name(mask: Mask) -> Message:
    """Return what a mask says, in words that read well aloud too."""
    entity = entity_name(mask.entity)
    if mask.operator == Operator.LAST:
        return msg("{entity} ending in {digits}", entity=entity, digits=mask.mark)
    if mask.operator == Operator.DROP:
        return msg("removed: {entity}", entity=entity)
    return Message("{entity}\u00a0{mark}", {"entity": entity, "mark": mask.mark or mask.number})


def role_name(role: str) -> Message:
    """Return a role's name."""
    return ROLES[Role(role)] if role in set(Role) else Message("{role}", {"role": role})


def actor_name(actor: str) -> Message:
    """Return who did something."""
    return ACTORS.get(actor) or Message("{name}", {"name": actor})


def reply_told(reply: ReplyStatus) -> Message:
    """Return what became of a reply."""
    if reply.state == ReplyState.REFUSED and reply.code in NO_MENDING:
        return REPLY_STOPPED
    return REPLIES[reply.state]


def act_name(act: str, details: Mapping[str, str] = NOTHING) -> Message:
    """Return what an event tells; what is told of a reply reads otherwise where an order was carried out."""
    if "purpose" in details and act in ORDER_ACTS:
        return ORDER_ACTS[Act(act)]
    for (one, name), (value, told) in BY_DETAIL.items():
        if act == one and details.get(name) == value:
            return told
    try:
        return ACTS[Act(act)]
    except ValueError:
        return Message("{act}", {"act": act})


SUBJECTS: Mapping[str, tuple[Message, str]] = {
    "m": (msg("mention"), "/items/"),
    "c": (msg("case"), "/cases/"),
    "d": (msg("entry of the docket"), "/docket/"),
    "r": (msg("reply"), ""),
    "u": (msg("member"), ""),
}
"""What a record is about, by the beginning of its id; and where its page is, if it has one."""


def kind_of(subject: str) -> Message | None:
    """Return what the subject of a record is; None where it is named by its own word."""
    prefix, _, rest = subject.partition("-")
    return SUBJECTS[prefix][0] if prefix in SUBJECTS and rest else None


def page_of(subject: str) -> str:
    """Return the address of the page of a record's subject, "" where there is none."""
    prefix, _, rest = subject.partition("-")
    folder = SUBJECTS[prefix][1] if prefix in SUBJECTS and rest else ""
    return f"{folder}{subject}" if folder else ""


def language_name(code: str, reader: str) -> str | Message:
    """Return the name of a post's language in the reader's."""
    if code == "mixed":
        return MIXED
    return LOCALES[reader].languages.get(code) or UNKNOWN_LANGUAGE


def quote_language(code: str) -> str:
    """Return the `lang` of a quoted post: several languages are "mul" (ISO 639-2), an unknown one "und"."""
    return {"mixed": "mul", "": "und"}.get(code, code)


def withheld_reason(withheld: str, reader: str) -> Message:
    """Say why a post's text is not shown; `withheld` is "language:CODE", "private:CASE" or "failed:TYPE"."""
    kind, _, what = withheld.partition(":")
    if kind == "private":
        return msg("One private message on case {case}: its assignee reads it there.", case=what)
    if kind == "language":
        return msg(
            "This post is in a language that smbot cannot mask yet ({language}). Its text is withheld.",
            language=language_name(what, reader),
        )
    return msg(
        "smbot could not be sure that all personal information in this post is masked. Its text is withheld ({what}).",
        what=what or withheld,
    )
