"""What a mention's page tells people who are no specialists: what to look at before answering, what the law says."""

from collections.abc import Sequence

from smbot.access.words import DISCLAIMER, due_line, law_line
from smbot.core.messages import Message, msg
from smbot.core.states import MentionState
from smbot.core.words import label_name
from smbot.review.ports import QueueItem
from smbot.web.item_matters import Matters

SURE_ENOUGH = 0.7
"""Below this score of its first label a person is asked to look whether the label fits."""

OF_LABEL: dict[str, tuple[Message, ...]] = {
    "urgent": (
        msg("Somebody may be in danger: follow your procedure for emergencies before you answer here."),
        msg("Does the reply name where help is to be had now, by telephone, in the author’s language?"),
    ),
    "access_request": (
        msg("Do not ask why they want the records, and do not judge whether they may have them."),
        msg("Does the reply say where the request goes from here, and who answers it?"),
    ),
    "abuse": (
        msg("Answer the matter, if there is one, and never the tone. No reply is a choice too."),
        msg("Does it threaten somebody? Then pass it on before you do anything else."),
    ),
    "complaint": (
        msg("Does the reply say what happens next, and by when?"),
        msg("Does it ask for details only in private?"),
    ),
    "incident": (
        msg("Do others tell of the same fault? Then one case holds them all, and all get the same answer."),
        msg("Is what the reply says of the fault known, and not guessed?"),
    ),
    "wrong_office": (msg("Is the office that the reply names the right one for this place and this service?"),),
    "question": (msg("Is the answer on our own pages? Then lead there: what stands here gets old."),),
    "suggestion": (msg("Thank them, promise nothing, and pass it to whom it concerns."),),
    "praise": (msg("Thank them, in a few words. Whom they praise should hear of it."),),
    "spam": (msg("No reply is due; look only whether it passes itself off as us."),),
}
"""What to look at, by label; the playbook's own words stand above it."""


def checks(item: QueueItem, *, later: int, two: bool, hide_first: bool) -> Sequence[Message]:
    """Return what to look at before this mention is answered, the weightiest first."""
    told: list[Message] = []
    if item.gone_at is not None or item.state not in {
        MentionState.TRIAGED,
        MentionState.DRAFTED,
        MentionState.CLAIMED,
        MentionState.ESCALATED,
    }:
        return told
    label = item.labels[0] if item.labels else ""
    if hide_first:
        told.append(msg("The post shows what should be hidden: hide it there before you answer, a reply spreads it."))
    score = item.scores.get(label)
    if label and score is not None and score < SURE_ENOUGH:
        told.append(
            msg("smbot is not sure that this is: {label}. Read the post, and correct it.", label=label_name(label))
        )
    if item.recheck or any(mask.doubtful for mask in item.all_masks()):
        told.append(
            msg("A mask is in doubt: read the post once more for names, numbers and places before you quote it.")
        )
    if later:
        told.append(msg("The author, or somebody else, wrote after this post: read that first."))
    if item.edited:
        told.append(msg("The author changed the post: the draft may answer older words."))
    told += OF_LABEL.get(label, ())
    if item.draft and item.draft_language not in {item.language, "both", "mixed"} and item.language in {"en", "fr"}:
        told.append(msg("The draft is not in the language of the post."))
    if two:
        told.append(msg("Two persons approve this reply: the second one reads it as if there were no first."))
    return told


def law(matters: Matters, language: str) -> Sequence[Message]:
    """Return what the law says of a mention that may ask for records."""
    entry = matters.entry
    if entry is None:
        return ()
    told = [law_line(entry.clock.law, language)] if entry.clock.law is not None else []
    return (*told, due_line(entry.clock), DISCLAIMER)
