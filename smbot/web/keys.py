"""The keys of the desk, for the page that tells them; each presses what stands on the page with `data-key`."""

from dataclasses import dataclass

from smbot.core.messages import Message, msg


@dataclass(frozen=True, kw_only=True)
class Key:
    """Keys that do one thing. `press` holds them in order; those of one tuple are pressed one after the other."""

    press: tuple[tuple[str, ...], ...]
    does: Message
    together: bool = False


ENTER = "Enter"

KEYS = (
    Key(press=(("j",), ("k",)), does=msg("next, previous mention")),
    Key(press=((ENTER,),), does=msg("open the mention in focus")),
    Key(press=(("n",),), does=msg("show what is new, else open the first mention of the list")),
    Key(press=(("u",),), does=msg("back to the list")),
    Key(press=(("c",),), does=msg("claim")),
    Key(press=(("r",),), does=msg("put back")),
    Key(press=(("e",),), does=msg("edit the draft; Escape leaves the text")),
    Key(press=(("Ctrl", ENTER),), does=msg("save the draft while you type"), together=True),
    Key(press=(("a",),), does=msg("approve the reply")),
    Key(press=(("z",),), does=msg("undo what you did last")),
    Key(press=(("x",),), does=msg("no reply is due")),
    Key(press=(("f",),), does=msg("it asks for records: an access request")),
    Key(press=(("l",),), does=msg("correct the labels")),
    Key(press=(("s",),), does=msg("put off, or take up again")),
    Key(press=(("v",),), does=msg("choose the mention in focus, for an act on several")),
    Key(press=(("h",),), does=msg("escalate to a higher role")),
    Key(press=(("o",),), does=msg("open the post on its platform")),
    Key(press=(("/",),), does=msg("filters")),
    Key(
        press=(("g", "q"), ("g", "m"), ("g", "d"), ("g", "s")),
        does=msg("go to the queue, to your mentions, to the audit log, to sending"),
    ),
    Key(press=(("?",),), does=msg("this page")),
)
