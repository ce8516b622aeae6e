"""What is told: sentences about alarms and days, rendered in the reader's language with its numbers."""

from collections.abc import Mapping, Sequence

from babel import Locale
from babel.numbers import format_currency, format_decimal

from smbot.core.durations import duration
from smbot.core.messages import Message, msg, say
from smbot.core.money import in_usd
from smbot.core.words import account_name, platform_name
from smbot.notify.alarms import AlarmKind, Changes
from smbot.notify.vitals import Vitals

LOCALES = {"en": Locale("en", "CA"), "fr": Locale("fr", "CA")}

CLEARED: Mapping[str, Message] = {
    AlarmKind.TOKEN: msg("its token holds again"),
    AlarmKind.ACCOUNT: msg("the account works again"),
    AlarmKind.BUDGET: msg("the budget has room again"),
    AlarmKind.OVERDUE: msg("no mention is overdue"),
    AlarmKind.QUARANTINE: msg("nothing new is in quarantine"),
    AlarmKind.DOUBT: msg("no reply is in doubt"),
    AlarmKind.EXPOSED: msg("the post that exposed personal information is hidden, gone or dealt with"),
    AlarmKind.INBOX: msg("the inbox moves"),
    AlarmKind.PART: msg("this part of smbot works again"),
    AlarmKind.DISK: msg("there is room on the disk"),
    AlarmKind.LOG: msg("the audit log is whole"),
    AlarmKind.REQUEST_DUE: msg("the access request is settled, or has time again"),
    AlarmKind.REQUEST_UNSEEN: msg("the possible access request was seen to"),
    AlarmKind.REQUEST_NOT_PASSED: msg("passing the access request to the coordinator goes on, or is not needed"),
}
OVER = msg("it is over")


def alarm_text(changes: Changes, desk: str, language: str) -> tuple[str, str]:
    """Return subject and text of what has changed; `desk` is the desk's address, or empty."""
    lines: list[str] = []
    for alarm, _ in changes.alarms:
        lasts = [_say(msg("It is so for {time} by now.", time=duration(alarm.lasts)), language)] if alarm.lasts else []
        lines += [_say(alarm.what, language), *lasts, _say(alarm.mend, language), *_link(desk, alarm.page), ""]
    for row in changes.cleared:
        over = CLEARED.get(row.kind, OVER)
        told = msg("Mended – {subject}: {what}.", subject=row.subject, what=over) if row.subject else None
        lines += [_say(told or msg("Mended: {what}.", what=over), language), ""]
    if changes.alarms:
        subject = msg("smbot needs a person: {count}", count=len(changes.alarms))
    else:
        subject = msg("smbot: mended")
    return _say(subject, language), _signed(lines, language)


def daily_text(vitals: Vitals, desk: str, language: str) -> tuple[str, str]:
    """Return subject and text of the daily digest."""
    counts = (
        msg("New in the last 24\u00a0h: {count}", count=vitals.new_today),
        msg("Answered in the last 24\u00a0h: {count}", count=vitals.answered_today),
        msg("Waiting for a person: {count}", count=vitals.waiting),
        msg("Overdue: {count}", count=vitals.overdue),
        msg("Possible access requests that wait: {count}", count=vitals.access_requests),
        msg("In quarantine: {count}", count=vitals.quarantined),
    )
    lines = [_say(line, language) for line in counts]
    if vitals.drawn_to_answer:
        line = msg("Sample: is this an access request? Posts to look at: {count}", count=vitals.drawn_to_answer)
        lines.append(_say(line, language))
    if vitals.label_corrections_waiting:
        line = msg("Corrected labels that wait for approval: {count}", count=vitals.label_corrections_waiting)
        lines.append(_say(line, language))
    for budget in vitals.budgets:
        line = msg(
            "Spent on reading {platform} this month: {spent} of {limit}",
            platform=platform_name(budget.platform),
            spent=_money(budget.spent_micros, language),
            limit=_money(budget.limit_micros, language),
        )
        lines.append(_say(line, language))
    for health in vitals.accounts:
        name = account_name(health.account)
        paused = msg("The account {account} is paused ({code}).", account=name, code=health.paused)
        works = msg("The account {account} works.", account=name)
        lines.append(_say(paused if health.paused else works, language))
    if vitals.sending_paused:
        lines.append(_say(msg("Sending is paused."), language))
    lines += ["", *_link(desk, "/queue")]
    subject = msg("smbot today: {waiting} waiting, {overdue} overdue", waiting=vitals.waiting, overdue=vitals.overdue)
    return _say(subject, language), _signed(lines, language)


def trial_text(language: str) -> tuple[str, str]:
    """Return subject and text of the message that `smbot doctor --send-test` sends."""
    text = msg("This is a test, asked for on smbot’s machine. You will be told here what needs a person.")
    return _say(msg("smbot: a test"), language), _signed([_say(text, language), ""], language)


def _say(message: Message, language: str) -> str:
    return say(_counted(message, language), language)


def _counted(message: Message, language: str) -> Message:
    """Return a message whose numbers are written as its reader writes them."""

    def counted(value: object) -> object:
        if isinstance(value, Message):
            return _counted(value, language)
        return format_decimal(value, locale=LOCALES[language]) if isinstance(value, int) else value

    return Message(message.template, {name: counted(value) for name, value in message.values.items()})


def _money(micros: int, language: str) -> str:
    return format_currency(in_usd(micros), "USD", locale=LOCALES[language])


def _link(desk: str, page: str) -> list[str]:
    return [f"{desk}{page}"] if desk else []


def _signed(lines: Sequence[str], language: str) -> str:
    return "\n".join([*lines, _say(msg("smbot sends this by itself. Nobody reads an answer to it."), language)])
