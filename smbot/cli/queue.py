"""`smbot queue …`: the acts of the review queue."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli import labels, orders, queue_aside
from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import language, show, show_json, table, tell, tr
from smbot.cli.views import (
    COMMANDS,
    IdArgument,
    ReasonOption,
    due_json,
    item_json,
    item_lines,
    item_row,
    plan_lines,
    platform_lines,
    possible_lines,
    read_words,
    reply_word,
    rule_json,
    rule_line,
    state_word,
    step_json,
)
from smbot.core.errors import InputError, NotAllowed
from smbot.core.ids import MentionId
from smbot.core.messages import msg, say
from smbot.core.states import MentionState, ReplyState
from smbot.core.words import LABELS

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.core.roles import Member
    from smbot.review.desk import Desk
    from smbot.review.ports import QueueItem


def build() -> typer.Typer:
    """Return the commands of the queue."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list", help=tr("List mentions, the most urgent first."))(list_items)
    app.command("show", help=tr("Show one mention with its draft and what can be done."))(show_item)
    app.command("claim", help=tr("Take a mention."))(claim)
    app.command("release", help=tr("Put a mention back."))(release)
    app.command("edit", help=tr("Replace the draft by a text, a file or standard input."))(edit)
    app.command("approve", help=tr("Approve the draft; it leaves when the undo window closes."))(approve)
    app.command("undo", help=tr("Take an approved reply back."))(undo)
    app.command("reject", help=tr("Set the draft aside as unfit."))(reject)
    app.command("no-reply", help=tr("Decide that no reply is due."))(no_reply)
    app.command("escalate", help=tr("Pass a mention to a higher role."))(escalate)
    app.command("answered", help=tr("Note that it was answered on the platform itself."))(answered)
    app.command("reopen", help=tr("Undo an escalation, a rejection, “no reply”, “answered” or “close”."))(reopen)
    app.command("close", help=tr("Say how a mention that was answered ended."))(close)
    app.command("open", help=tr("Show the post's address on its platform; this is logged."))(open_post)
    app.command("reply-status", help=tr("Say where a reply stands."))(reply_status)
    app.command("opt-out", help=tr("Note that the author asked us not to write to them."))(opt_out)
    app.command("resolve", help=tr("Say what became of a reply in doubt."))(resolve)
    orders.add_to(app)
    labels.add_to(app)
    queue_aside.add_to(app)
    return app


def list_items(
    state: Annotated[list[MentionState] | None, typer.Option(help=tr("Only these states."))] = None,
    label: Annotated[str, typer.Option(help=tr("Only this first label."))] = "",
    lang: Annotated[str, typer.Option(help=tr("Only this language."))] = "",
    words: Annotated[str, typer.Option(help=tr("Only with these words, or their beginnings, in the text."))] = "",
    unsure: Annotated[bool, typer.Option("--unsure", help=tr("Only posts with masks in doubt."))] = False,
    view: Annotated[str, typer.Option(help=tr("A view that is kept by this name, in place of filters."))] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help=tr("At most so many."))] = 50,
    offset: Annotated[int, typer.Option(min=0, help=tr("Leave out so many first."))] = 0,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """List mentions."""
    from smbot.bootstrap.deadlines import Reckoner
    from smbot.review.ports import Filter
    from smbot.review.queue import Listing
    from smbot.web.aside_words import MASKED

    application, desk, who = _open(config, member)
    deadlines = Reckoner(application, desk).deadlines()
    if label and label not in LABELS:
        raise InputError(
            msg("There is no label of this name."),
            where=label,
            mend=msg("Use one of: {names}.", names=", ".join(LABELS)),
        )
    if application.aside().is_personal(words):
        raise NotAllowed(MASKED)
    filters = Filter(states=frozenset(state or ()), label=label, language=lang, words=words, doubtful=unsure)
    if view and filters != Filter():
        raise InputError(msg("A kept view has its own filters: name it alone."), where="--view")
    wanted = queue_aside.kept_view(application, who, view).wanted(who, deadlines.today) if view else filters
    listing = Listing(items=(), total=0)
    if wanted is not None:
        listing = desk.listing(who, wanted, limit=limit, offset=offset)
    newest_only = wanted is not None and bool(wanted.words) and desk.are_common(who, wanted.words)
    if json:
        show_json(
            {
                "total": listing.total,
                "newest_only": newest_only,
                "items": [{**item_json(item), **due_json(deadlines.of(item))} for item in listing.items],
            }
        )
        return
    if newest_only:
        tell(
            msg(
                "Very many posts hold these words: only the newest of them are looked through. "
                "Add a word to reach the older ones."
            )
        )
    if not listing.items and (wanted != Filter() or offset):
        tell(msg("Nothing here matches these filters."))
        return
    if not listing.items:
        tell(msg("Nothing waits here. New posts appear when “smbot run” collects them, or after “smbot import”."))
        return
    columns = (tr("Id"), tr("State"), tr("Labels"), tr("Language"), tr("Text"))
    table(columns, [item_row(item, language()) for item in listing.items])
    tell(msg("{shown} of {total}", shown=len(listing.items), total=listing.total))


def show_item(
    mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False
) -> None:
    """Show one mention."""
    from smbot.bootstrap.deadlines import Reckoner
    from smbot.web.item_facts import own_posts, rules_told, window_left
    from smbot.web.item_plan import ItemPlan
    from smbot.web.telling_words import telling
    from smbot.web.timeline import events_of

    application, desk, who = _open(config, member)
    item = desk.item(who, MentionId(mention))
    actions = desk.actions(who, item)
    findings = [p.message for p in desk.problems(item, item.draft)] if item.draft else []
    at_platform = application.at_platform()
    possible = at_platform.orders(who, item)
    own = own_posts(application, at_platform, item)
    told = rules_told(application, at_platform, item)
    corrected = application.label_corrections().standing(item)
    if json:
        hindered = {action.value: say(why, language()) for action, why in actions.items() if why is not None}
        shown = {
            **item_json(item),
            **due_json(Reckoner(application, desk).deadlines().of(item)),
            "actions": [action.value for action in actions if action.value not in hindered],
            "not_possible": hindered,
            "findings": [say(finding, language()) for finding in findings],
            "orders_possible": [COMMANDS.get(order, order) for order, why in possible.items() if why is None],
            "orders_not_possible": {
                COMMANDS.get(order, order): say(why, language()) for order, why in possible.items() if why is not None
            },
            "own_posts": [{"at": at.isoformat(), "by": "smbot" if ours else "hand"} for at, ours in own.posts],
            "answered_by_hand": own.answered,
            "rules": [rule_json(rule, language()) for rule in told],
            "plan": [step_json(step, language()) for step in ItemPlan(application).of(item)],
            "label_correction": corrected and labels.standing_json(corrected),
        }
        show_json(shown)
        return
    playbooks, _ = application.playbooks()
    for line in item_lines(item, playbooks.get(item.playbook), findings, language()):
        show(line)
    if corrected is not None:
        show(labels.standing_line(corrected, language()))
    hides = item.kind in application.rules(item.platform).hides
    for line in platform_lines(item, own, window_left(application, item), language(), hides=hides):
        show(line)
    timeline = events_of(application.store, item)
    heard = partial(telling, timeline=timeline)
    for line in plan_lines(ItemPlan(application).of(item), heard, language()):
        show(line)
    for rule in told:
        show(rule_line(rule, language()))
    hindrances = {name.value: why for name, why in [*actions.items(), *possible.items()]}
    for line in possible_lines(hindrances, language()):
        show(line)


def claim(mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Take a mention."""
    _, desk, who = _open(config, member)
    _say_state(desk.claim(who, MentionId(mention)))


def release(mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Put a mention back."""
    _, desk, who = _open(config, member)
    _say_state(desk.release(who, MentionId(mention)))


def edit(
    mention: IdArgument,
    text: Annotated[str, typer.Option("--text", help=tr("The new text."))] = "",
    file: Annotated[
        Path | None, typer.Option("--file", help=tr("Read the new text from this file; - for standard input."))
    ] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Replace the draft."""
    _, desk, who = _open(config, member)
    item = desk.edit(who, MentionId(mention), read_words(text, file))
    for problem in desk.problems(item, item.draft):
        tell(msg("Guard: {finding}", finding=problem.message))
    _say_state(item)


def approve(
    mention: IdArgument,
    seen: Annotated[
        int | None,
        typer.Option("--seen", help=tr("Only if nobody changed it since this version, as “queue show” says it.")),
    ] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Approve the draft."""
    _, desk, who = _open(config, member)
    item = desk.approve(who, MentionId(mention), seen_version=seen)
    if item.reply is None:
        tell(msg("First approval noted; a second person must approve too."))
    else:
        tell(
            msg(
                "Approved. “smbot queue undo {id}” takes it back until {time}.",
                id=item.id,
                time=item.reply.next_at.strftime("%H:%M:%S UTC"),
            )
        )
    _say_state(item)


def undo(mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Take an approved reply back."""
    _, desk, who = _open(config, member)
    _say_state(desk.undo(who, MentionId(mention)))


def reject(
    mention: IdArgument, reason: ReasonOption, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = ""
) -> None:
    """Set the draft aside."""
    _, desk, who = _open(config, member)
    _say_state(desk.reject(who, MentionId(mention), reason))


def no_reply(mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Decide that no reply is due."""
    _, desk, who = _open(config, member)
    _say_state(desk.no_reply(who, MentionId(mention)))


def escalate(
    mention: IdArgument,
    role: Annotated[str, typer.Argument(metavar="[ROLE]", help=tr("To which role."))] = "approver",
    reason: Annotated[str | None, typer.Option("--reason", help=tr("Why, in a few words."))] = None,
    undo: Annotated[bool, typer.Option("--undo", help=tr("Take it back from the role."))] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Pass a mention on, or take it back."""
    _, desk, who = _open(config, member)
    if not undo:
        if reason is None:
            raise InputError(msg("Say why, in a few words."), mend=msg("Use --reason."))
        _say_state(desk.escalate(who, MentionId(mention), role, reason))
    elif desk.item(who, MentionId(mention)).state == MentionState.ESCALATED:
        _say_state(desk.reopen(who, MentionId(mention)))
    else:
        _say_state(desk.recall(who, MentionId(mention)))


def close(
    mention: IdArgument,
    outcome: Annotated[
        str, typer.Option("--outcome", help=tr("answered, handed-off, no-reply or misdirected."))
    ] = "answered",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Say how a mention ended."""
    _, desk, who = _open(config, member)
    _say_state(desk.close(who, MentionId(mention), outcome))


def answered(mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Note an answer given by hand."""
    _, desk, who = _open(config, member)
    _say_state(desk.answered_by_hand(who, MentionId(mention)))


def reopen(mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Undo a decision."""
    _, desk, who = _open(config, member)
    _say_state(desk.reopen(who, MentionId(mention)))


def open_post(mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Show where the post stands on its platform."""
    application, desk, who = _open(config, member)
    link = application.permalink(desk.opened(who, MentionId(mention)), MentionId(mention))
    if link:
        show(link)
    else:
        tell(msg("This post came without an address."))


def reply_status(
    mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False
) -> None:
    """Say where a reply stands."""
    _, desk, who = _open(config, member)
    reply = desk.item(who, MentionId(mention)).reply
    if json:
        show_json(item_json(desk.item(who, MentionId(mention)))["reply"])
    elif reply is None:
        tell(msg("No reply has been approved."))
    else:
        show(reply_word(reply.state, language()) + (f" ({reply.code})" if reply.code else ""))


def resolve(
    mention: IdArgument,
    outcome: Annotated[
        ReplyState, typer.Argument(help=tr("sent: it is there; pending: send again; retracted: drop it."))
    ],
    private: Annotated[
        bool, typer.Option("--private", help=tr("The message to the author of a public post is meant."))
    ] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Say what became of a reply in doubt."""
    from smbot.review.ports import RESOLUTIONS

    if outcome not in RESOLUTIONS:
        raise InputError(msg("Use one of: {names}.", names="sent, pending, retracted"))
    application, desk, who = _open(config, member)
    settle = application.at_platform().resolve if private else desk.resolve
    _say_state(settle(who, MentionId(mention), outcome))


def opt_out(
    mention: IdArgument,
    reason: ReasonOption,
    lift: Annotated[bool, typer.Option("--lift", help=tr("They may be written to again."))] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Note that the author asked us not to write to them, or that they may be written to again."""
    _, desk, who = _open(config, member)
    item = desk.opt_out(who, MentionId(mention), reason, lifted=lift)
    if lift:
        tell(msg("Noted: the author may be written to again."))
    else:
        tell(msg("Noted: nothing is sent to this author. “smbot queue opt-out {id} --lift” undoes it.", id=item.id))
    _say_state(item)


def _open(config: Path, member: str) -> "tuple[Application, Desk, Member]":
    application = open_installation(config)
    return application, application.desk(), acting_member(application, member)


def _say_state(item: "QueueItem") -> None:
    show(f"{item.id}\t{state_word(item.state, language())}")
