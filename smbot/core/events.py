"""The names of everything that is written to the audit log; log lines use the same names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SYSTEM = "system"
"""The actor of what no person did."""

Detail = str | int | float | bool | None | list[str]


class Act(StrEnum):
    """One kind of event, ``subject.verb``. The comment of each member is its documentation."""

    INSTALLATION_MOVED = "installation.moved"  # `smbot db move` copied everything to PostgreSQL
    INSTALLATION_CREATED = "installation.created"  # `smbot init` made configuration, keys and database
    SYSTEM_STARTED = "system.started"  # `smbot run` began
    SYSTEM_STOPPED = "system.stopped"  # `smbot run` ended in order
    SENDING_PAUSED = "sending.paused"  # nothing leaves until somebody resumes
    SENDING_RESUMED = "sending.resumed"  # replies may leave again
    ACCOUNT_PAUSED = "account.paused"  # credentials, permission, credit or budget: a person must act
    ACCOUNT_RESUMED = "account.resumed"  # the account works again
    ACCOUNT_PREPARED = "account.prepared"  # settings or secrets of an account were stored, by a step of connecting
    ACCOUNT_CONNECTED = "account.connected"  # every check of connecting held: the platform was switched on
    ACCOUNT_FORGOTTEN = "account.forgotten"  # an account's stored secrets were taken away, the platform switched off
    MONITOR_ENABLED = "monitor.enabled"  # a search was switched on, with its estimated cost
    MONITOR_DISABLED = "monitor.disabled"  # a search was switched off
    PAGE_COLLECTED = "page.collected"  # one page of posts was sealed into the inbox
    MENTION_REDACTED = "mention.redacted"  # a post was masked and stored
    MENTION_QUARANTINED = "mention.quarantined"  # a post is held without showing text
    MENTION_EDITED = "mention.edited"  # its author changed the post on the platform
    MENTION_DELETED = "mention.deleted"  # the post is gone from its platform: its text and original were purged
    MENTION_QUOTE_DELETED = "mention.quote-deleted"  # a post that it quotes is gone: what it carried of it was dropped
    MENTION_HIDDEN = "mention.hidden"  # others no longer see the post on its platform
    MENTION_SHOWN = "mention.shown"  # others see it again
    MENTION_TRIAGED = "mention.triaged"  # labels were given, with model and rule versions
    MENTION_DRAFTED = "mention.drafted"  # a playbook was chosen, and a reply drafted if it has one
    PLAYBOOKS_CHANGED = "playbooks.changed"  # a playbook's file changed or was removed: it counts from now on
    PLAYBOOKS_REFUSED = "playbooks.refused"  # a playbook's file does not hold: its last good version stays
    PLAYBOOKS_CHECKED = "playbooks.checked"  # an administrator had the files of playbooks read at once
    MENTION_CLAIMED = "mention.claimed"  # a person took it
    MENTION_RELEASED = "mention.released"  # a person put it back, or the claim expired
    MENTION_ESCALATED = "mention.escalated"  # passed to a named higher role
    MENTION_RECALLED = "mention.recalled"  # it is passed to no role any more
    MENTION_ROLE_ASKED = "mention.role-asked"  # whoever holds a role is to be told of it, by its playbook or a person
    MENTION_ROLE_TOLD = "mention.role-told"  # whoever holds the role was told
    MENTION_ROLE_NOT_TOLD = "mention.role-not-told"  # nobody with the role could be told: no channel, or none took it
    MENTION_REDIRECTED = "mention.redirected"  # its draft names the door that the directory has for it
    MENTION_RESTS = "mention.rests"  # what its playbook says was sent: it waits until then
    MENTION_HEARD = "mention.heard"  # its author answered while it waited: a person goes on
    MENTION_WAITED = "mention.waited"  # the time to wait is over, and no answer came
    MENTION_CLOSED = "mention.closed"  # it is at its end, with its outcome
    MENTION_LEFT_TO_PERSON = "mention.left-to-person"  # its reply might have left without a person, and may not
    MENTION_REJECTED = "mention.rejected"  # the draft is unfit
    MENTION_NO_REPLY = "mention.no-reply"  # a person decided that no reply is due
    MENTION_SNOOZED = "mention.snoozed"  # a person put it off until a time
    MENTION_WOKEN = "mention.woken"  # put off no longer: its time came, its conversation went on, or a person said so
    MENTION_ASSIGNED = "mention.assigned"  # it was given to a member, or to nobody any more
    MENTION_NOTED = "mention.noted"  # a colleague added a masked note
    MENTION_REOPENED = "mention.reopened"  # a decision was undone
    MENTION_ANSWERED_BY_HAND = "mention.answered-by-hand"  # a person answered on the platform itself
    MENTION_OPENED = "mention.opened"  # a person opened the post on its platform
    MASK_ADDED = "mask.added"  # an officer marked a stretch that the redactor had missed: it is masked
    MASK_CHANGED = "mask.changed"  # an officer said what kind of personal information a mask hides
    MASK_CONFIRMED = "mask.confirmed"  # an officer found a doubtful mask right, or nothing missing after an edit
    MASK_DISPUTED = "mask.disputed"  # an officer said that a mask hides nothing personal, with its value or without
    LABELS_CORRECTED = "labels.corrected"  # a person gave a mention other labels
    LABELS_UNDONE = "labels.undone"  # a person set the labels of a mention back
    LABELS_APPROVED = "labels.approved"  # an officer lets training learn from a correction of labels
    LABELS_DECLINED = "labels.declined"  # an officer keeps a correction of labels out of training
    SAMPLE_DRAWN = "sample.drawn"  # posts that triage called no access request were drawn for an officer to look at
    SAMPLE_ANSWERED = "sample.answered"  # an officer said whether a drawn post is an access request
    SAMPLE_TAKEN_BACK = "sample.taken-back"  # an officer took such an answer back: the post waits again
    DOCKET_OPENED = "docket.opened"  # a post may be an access request: it stands on the docket, and its clock runs
    DOCKET_JOINED = "docket.joined"  # another post of the same author and conversation belongs to an entry
    DOCKET_CONFIRMED = "docket.confirmed"  # an officer said that an entry is an access request
    DOCKET_REJECTED = "docket.rejected"  # an officer said that an entry is no access request, and why
    DOCKET_ACKNOWLEDGED = "docket.acknowledged"  # an officer told the author that the post was seen
    DOCKET_ASKED = "docket.asked"  # an officer asked the author what is missing to find the records
    DOCKET_ANSWERED = "docket.answered"  # the author answered such a question
    DOCKET_PASSING = "docket.passing"  # an officer ordered that an entry be passed to the access coordinator
    DOCKET_PASSING_TAKEN_BACK = "docket.passing-taken-back"  # such an order was taken back before it was carried out
    DOCKET_PASSED = "docket.passed"  # an entry was passed to the access coordinator
    DOCKET_NOT_PASSED = "docket.not-passed"  # the access coordinator could not be reached: it was given up
    DOCKET_EXTENDED = "docket.extended"  # an officer noted that the time for an answer was extended, and why
    DOCKET_PAUSED = "docket.paused"  # an officer noted that the legal clock stands still, and why
    DOCKET_RESUMED = "docket.resumed"  # the legal clock goes on
    DOCKET_CHANGED = "docket.changed"  # an officer put an entry under another law, and why
    DOCKET_CLOSED = "docket.closed"  # an entry needs nothing more, and why
    DOCKET_REOPENED = "docket.reopened"  # an entry was taken up again, and why
    DOCKET_EXPORTED = "docket.exported"  # an officer made a bundle of an entry's evidence
    MODEL_TRAINED = "model.trained"  # a model of triage was trained here, from the corpus and approved corrections
    MODEL_REFUSED = "model.refused"  # a model of triage that was trained here was worse, and was not kept
    MODEL_CHOSEN = "model.chosen"  # another version of the model of triage was made the current one
    CASE_OPENED = "case.opened"  # a person, or a playbook's step, opened a case or a problem
    CASE_MENTION_ADDED = "case.mention-added"  # another post of its author joined a case
    CASE_NOTED = "case.noted"  # a colleague added a masked note to a case
    CASE_DESCRIBED = "case.described"  # a case got another priority, language, program or office
    CASE_TASK_ADDED = "case.task-added"  # somebody was given something to do for a case
    CASE_TASK_DONE = "case.task-done"  # it is done
    CASE_ASSIGNED = "case.assigned"  # a case was taken, or given to a colleague
    CASE_HANDED_OVER = "case.handed-over"  # a colleague handed a case to another, with the reason
    CASE_WAITS = "case.waits"  # the citizen was asked something: the service clock rests
    CASE_RESUMED = "case.resumed"  # work on a case, and its service clock, go on
    CASE_RESOLVED = "case.resolved"  # a person said how a case ended
    CASE_CLOSED = "case.closed"  # a case was closed, by itself or with its problem
    CASE_REOPENED = "case.reopened"  # a case was taken up again, by itself or with its problem
    CASE_ESCALATED = "case.escalated"  # a case climbed its escalation path: its time passed, or a person sent it
    CASE_SUGGESTED = "case.suggested"  # an incident may be about the same fault as another: a person decides
    CASE_SUGGESTION_DECLINED = "case.suggestion-declined"  # a person said that two are not the same fault
    CASE_JOINED = "case.joined"  # a person put an incident into a problem
    CASE_SEPARATED = "case.separated"  # a person took an incident out of its problem
    CASE_PERSON_JOINED = "case.person-joined"  # two accounts are one person's, as that person said in private
    PAGE_RAISED = "page.raised"  # people on call are needed at once
    PAGE_TOLD = "page.told"  # somebody on call, or a room, was told of it
    PAGE_ACKNOWLEDGED = "page.acknowledged"  # somebody took it: nobody is told again
    SURVEY_OFFERED = "survey.offered"  # the person of a closed case was asked two questions
    SURVEY_ANSWERED = "survey.answered"  # they were answered
    CODE_MADE = "code.made"  # a case code was made, to be given to a person
    CODE_RENEWED = "code.renewed"  # a case code holds longer
    CODE_REVOKED = "code.revoked"  # a case code was shut for good; visits under it ended
    CODE_CLAIMED = "code.claimed"  # the first visitor of a case code set its passphrase
    PRIVATE_RECEIVED = "private.received"  # a person wrote in private to a case: sealed
    PRIVATE_OPENED = "private.opened"  # the assignee of a case opened its private thread; written before it is shown
    PRIVATE_REFUSED = "private.refused"  # somebody else tried to
    PRIVATE_ANSWERED = "private.answered"  # the assignee answered in private
    PRIVATE_ASSIGNED = "private.assigned"  # a private thread was given to a colleague
    PRIVATE_DELETION_ASKED = "private.deletion-asked"  # the person asked the team to delete what they wrote
    PRIVATE_DELETED = "private.deleted"  # what a person wrote was shredded
    PERSON_TOLD = "person.told"  # a person was told, without its words, that an answer waits
    PERSON_NOT_TOLD = "person.not-told"  # that could not be done
    DRAFT_EDITED = "draft.edited"  # a person changed the draft
    REPLY_APPROVED_FIRST = "reply.approved-first"  # the first of two approvals
    REPLY_APPROVED = "reply.approved"  # the reply is in the outbox
    REPLY_RETRACTED = "reply.retracted"  # undone before it left
    REPLY_STOPPED = "reply.stopped"  # the guard refused it before sending
    REPLY_SENDING = "reply.sending"  # an attempt begins; written before any byte leaves
    AUTHOR_OPTED_OUT = "author.opted-out"  # an author asked us not to write to them, as a person noted, and why
    AUTHOR_OPTED_IN = "author.opted-in"  # a person noted that an author may be written to again, and why
    REPLY_SENT = "reply.sent"  # the platform has it
    OFFER_MADE = "offer.made"  # in which languages a reply greeted, by which office's order: the active offer
    REPLY_POSTPONED = "reply.postponed"  # not posted; it will be tried again
    REPLY_REFUSED = "reply.refused"  # the platform said no
    REPLY_UNKNOWN = "reply.unknown"  # it may have been posted: to be reconciled
    REPLY_NEEDS_PERSON = "reply.needs-person"  # reconciliation could not tell: a person decides
    REPLY_CORRECTED = "reply.corrected"  # our reply has other words on the platform
    REPLY_REMOVED = "reply.removed"  # we deleted our reply on the platform
    REPLY_LOOKED_AT = "reply.looked-at"  # our reply was read as the platform has it
    REPLY_GONE = "reply.gone"  # our reply is no longer there, and it was not smbot that deleted it
    ORDER_GIVEN = "order.given"  # a person, or a policy, ordered something there: hide, write in private…
    ORDER_PROPOSED = "order.proposed"  # words for the platform wait until another approver orders them
    ORDER_TAKEN_BACK = "order.taken-back"  # a person took such an order back before it was carried out
    DELIVERY_REFUSED = "delivery.refused"  # a webhook's delivery cannot be read: it is kept sealed
    REPLY_RESOLVED = "reply.resolved"  # a person said what became of it
    MASK_REVEALED = "mask.revealed"  # an officer was about to see what one mask hides; written before it is opened
    MASK_NOT_REVEALED = "mask.not-revealed"  # it could not be opened, or its place is not certain: nothing was shown
    HOLD_PLACED = "hold.placed"  # an officer ordered that nothing of a post, author, case or entry is disposed of
    HOLD_LIFTED = "hold.lifted"  # an officer lifted such an order, and why
    DISPOSAL_HELD = "disposal.held"  # something should have been disposed of, and a legal hold keeps it
    RECORDS_DISPOSED = "records.disposed"  # records whose time was over were destroyed: how many, by which rule, digest
    KEY_ROTATED = "key.rotated"  # a new pair of keys took the place of an older one
    KEYS_REWRAPPED = "keys.rewrapped"  # data keys were sealed anew, to the new key
    KEYS_DRILLED = "keys.drilled"  # it was tried whether the keys open what is sealed, with what result
    BACKUP_MADE = "backup.made"  # a backup was written and read back, with the digests of its files
    BACKUP_RESTORED = "backup.restored"  # an installation was put back from a backup; what was destroyed stays so
    EXPORT_MADE = "export.made"  # an officer took out records of a period, redacted; with the manifest's digest
    BREACH_KEPT = "breach.kept"  # an officer wrote a version of a report of a breach of privacy
    BREACH_EXPORTED = "breach.exported"  # an officer took out such a report
    MEMBER_CONFIRMED = "member.confirmed"  # somebody proved anew, in their session, that it is they
    MEMBER_ADDED = "member.added"  # a team member was added
    MEMBER_SIGNED_IN = "member.signed-in"  # a session began
    MEMBER_SIGNED_OUT = "member.signed-out"  # a session ended
    SIGN_IN_REFUSED = "member.sign-in-refused"  # a wrong name, password or code
    MEMBER_ROLE_CHANGED = "member.role-changed"  # roles were given or taken, also where duties were parted
    MEMBER_PASSWORD_RESET = "member.password-reset"  # an administrator made a one-time password; sessions ended
    MEMBER_PASSWORD_CHANGED = "member.password-changed"  # a member chose a new password; sessions ended
    MEMBER_SECOND_FACTOR_ADDED = "member.second-factor-added"  # a member set up or renewed a second factor
    MEMBER_SECOND_FACTOR_RESET = "member.second-factor-reset"  # an administrator took a lost one away; sessions ended
    MEMBER_OFFICE_SET = "member.office-set"  # a member was given a home office, or the languages they serve in
    MEMBER_DISABLED = "member.disabled"  # an account was shut; sessions ended, claims fell back
    MEMBER_ENABLED = "member.enabled"  # a shut account was opened again
    MEMBER_SESSIONS_ENDED = "member.sessions-ended"  # an administrator signed a member out everywhere
    MEMBER_IDENTITY_BOUND = "member.identity-bound"  # a member was bound to an account of the sign-in service
    MEMBER_IDENTITY_REMOVED = "member.identity-removed"  # a member is bound to none any more; sessions ended
    TOKEN_CREATED = "token.created"  # a member made a token for a program, with which scopes and until when
    TOKEN_REVOKED = "token.revoked"  # a token was ended by its member or an administrator
    AUDIT_EXPORTED = "audit.exported"  # a copy of the log was made
    AUDIT_VERIFIED = "audit.verified"  # the log was checked, with what result


@dataclass(frozen=True, kw_only=True)
class Event:
    """Who did what to what, and why. `detail` holds ids, counts, versions, reasons – never a post's text."""

    act: Act
    actor: str = SYSTEM
    subject: str = ""
    detail: Mapping[str, Detail] = field(default_factory=dict)
