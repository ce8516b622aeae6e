"""What kinds of record are called wherever people read of their schedules."""

from collections.abc import Mapping

from smbot.core.messages import Message, msg
from smbot.retention.model import RecordKind

RECORDS: Mapping[RecordKind, Message] = {
    RecordKind.ORIGINAL: msg("Sealed originals"),
    RecordKind.MENTION: msg("Masked posts, with our replies"),
    RecordKind.PRIVATE: msg("What was said in private"),
    RecordKind.CASE: msg("Cases: notes, tasks, people"),
    RecordKind.DOCKET: msg("Docket: reasons of an entry"),
}
