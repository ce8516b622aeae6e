"""Canadian French typography in the texts of playbooks.

A no-break space (U+00A0) stands before `:` and inside « », before % and $; none stands before `;`,
`!` and `?` (Office québécois de la langue française; shared with the catalogs, ux.md, section 4).
The narrow no-break space is refused as well: X counts it as two characters.
"""

import re
from collections.abc import Iterator

from smbot.core.messages import Message, msg

_NO_BREAK = "\u00a0"
_COLON = re.compile(r"(?<!\d):|:(?!\d)")
_TIGHT = re.compile(r"\s[;!?]")
_BEFORE = re.compile(r"[»%$]")


def typography(text: str) -> Iterator[tuple[Message, Message]]:
    """Yield what is wrong in a French text, with how to mend it; hours such as 8:30 are left alone."""
    mend = msg("In a French text put a no-break space (U+00A0) there.")
    if any(text[: m.start()][-1:] != _NO_BREAK for m in _COLON.finditer(text)):
        yield msg("A colon has no no-break space before it."), mend
    if any(text[m.end() : m.end() + 1] != _NO_BREAK for m in re.finditer("«", text)):
        yield msg("An opening quotation mark has no no-break space after it."), mend
    for sign in sorted({m[0] for m in _BEFORE.finditer(text) if text[: m.start()][-1:] != _NO_BREAK}):
        yield msg("The sign {sign} has no no-break space before it.", sign=sign), mend
    for pair in sorted({m[0] for m in _TIGHT.finditer(text)}):
        yield (
            msg("A space stands before {sign}.", sign=pair[1]),
            msg("In Canadian French nothing stands there: remove the space."),
        )
