"""Posts made to hurt: corpus posts cut, joined, repeated and pumped, with characters of every plane between.

The same seed gives the same post, as long as the corpus is the same.
"""

import random
from collections.abc import Callable, Sequence
from functools import cache

from smbot.redact.engine import MAX_CHARACTERS
from smbot.training.posts import CORPUS, read_folder

HOSTILE = (
    "\0", "\x1b[31m", "\r\n", "\t", "\u00a0", "\u00ad", "\u034f", "\u061c", "\u115f", "\u180e", "\u200b", "\u200d",
    "\u202e", "\u2028", "\u2060", "\u2066", "\ufe0f", "\ufeff", "\ufffc", "\ufffe", "\ud800", "\udfff", "\U000e0041",
    "\U0010ffff", "\u0301", "\u0345", "\u0489", "\u20e3", "\u0130", "\u0131", "\u00df", "\ufb03", "\u1e9e", "\ufdfa",
    "\u33ae", "\u2167", "\u2474", "\u24d0", "\uff11", "\u0661", "\u0967", "\U0001d7d8", "\U0001f1e8", "\U0001f468",
    "\u0430", "\u03bf", "\u1100", "\u11a8", "\u0e33", "\u0915\u094d", "&#x41;", "&amp;", "&#0;", "&#xd800;", "&lt;",
    "&#1114112;", "[PERSON 1]", "[[PERSON|", "]]", "%s", "{0}", "$(x)", "';--", "<b>", "\\", "*", "_", "~", "`", "|",
)  # fmt: skip
"""Controls, invisible and combining characters, halves of surrogate pairs, noncharacters, forms that grow when folded,
look-alikes, entities, and what means something to programs."""

PUMPED = (
    "1", "1 ", "1-", "12 ", "604 555 ", "(604) ", "+1 ", "a", "a ", "A ", "Aa ", "A1", "A1A ", "@", "a@", "@a", "a@a.",
    "a.a.", "a at ", "at dot ", "a dot ", "arobase ", "point ", "six ", "six oh ", "double ", "triple five ", "cent ",
    "quatre vingt ", "two thousand ", "the first of ", "le premier ", "dix-neuf cent ", "s i x ", "a.b.c.", "a-", "a_",
    "- ", ". ", ", ", ": ", "(", ")", "\n", "\n\n", "'", "\u2019", '"', "#", "#Aa", "&", "&amp;", "&#", "[", "unit 1 ",
    "12 rue ", "12 Main St ", "12 rue de la ", "PO Box 1 ", "apt ", "case ", "file # ", "dossier ", "pin ", "mot ",
    "password is ", "born ", "né le ", "1 jan ", "my name is ", "je m'appelle ", "M. ", "Mme Aa ", "my son ", "Aa Bb ",
    "Aa, ", "agent ", "::", "a:", "1.1.", "ffff:", "4111 ", "4111-1111-", "DE89 ", "http://", "http://a/", "www.",
    "a/", "?a=", "%20", "\u200b", "1\u200b", "a\u0301", "\u0301", "\U0001f600", "\ufdfa", "\u33ae", "\ud800", "\u0661",
    "\u4e00", "\u0430", "l", "O", "o0", "thr33 ", "5ive ", "h8 ", "oh ", "x", "xx ", "ext ", "poste ", "plate ",
)  # fmt: skip

Change = Callable[[random.Random, str, Sequence[str]], str]


@cache
def corpus() -> tuple[str, ...]:
    """Return the texts of the posts that come with smbot to train on."""
    return tuple(post.text for post in read_folder(CORPUS / "train"))


def hostile_post(seed: int, texts: Sequence[str] | None = None) -> str:
    """Return the hostile post of `seed`, of at most `MAX_CHARACTERS` characters; `texts` stand for the corpus."""
    rng = random.Random(seed)  # noqa: S311 - the same posts each time
    posts = corpus() if texts is None else texts
    if rng.random() < 0.03:
        text = _anything(rng)
    else:
        text = rng.choice(posts)
        for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 5))):
            text = rng.choice(CHANGES)(rng, text, posts)
    if rng.random() < 0.01:
        text = _long(rng, text, posts)
    return text[:MAX_CHARACTERS]


def _place(rng: random.Random, text: str) -> int:
    return rng.randint(0, len(text))


def _piece(rng: random.Random, text: str) -> str:
    start = _place(rng, text)
    return text[start : start + rng.randint(1, 30)] or " "


def _character(rng: random.Random) -> str:
    plane = rng.choice((0, 0, 0, 0, 1, 1, 2, 3, 14, 15, 16))
    return chr(plane * 0x10000 + rng.randrange(0x10000))


def _anything(rng: random.Random) -> str:
    return "".join(_character(rng) for _ in range(rng.randint(1, 400)))


def _insert_hostile(rng: random.Random, text: str, _posts: Sequence[str]) -> str:
    for _ in range(rng.randint(1, 12)):
        at = _place(rng, text)
        text = text[:at] + rng.choice(HOSTILE) + text[at:]
    return text


def _insert_anything(rng: random.Random, text: str, _posts: Sequence[str]) -> str:
    for _ in range(rng.randint(1, 8)):
        at = _place(rng, text)
        text = text[:at] + _character(rng) + text[at:]
    return text


def _between_all(rng: random.Random, text: str, _posts: Sequence[str]) -> str:
    start = _place(rng, text)
    end = start + rng.randint(1, 60)
    return text[:start] + rng.choice((*HOSTILE, *" .-_*/")).join(text[start:end]) + text[end:]


def _repeat(rng: random.Random, text: str, _posts: Sequence[str]) -> str:
    at = _place(rng, text)
    return text[:at] + _piece(rng, text) * rng.choice((2, 3, 10, 30)) + text[at:]


def _pump(rng: random.Random, text: str, _posts: Sequence[str]) -> str:
    at = _place(rng, text)
    return text[:at] + rng.choice(PUMPED) * rng.choice((3, 10, 30, 100)) + text[at:]


def _splice(rng: random.Random, text: str, posts: Sequence[str]) -> str:
    other = rng.choice(posts)
    return text[: _place(rng, text)] + other[_place(rng, other) :]


def _cut(rng: random.Random, text: str, _posts: Sequence[str]) -> str:
    start = _place(rng, text)
    return text[:start] + text[start + rng.randint(1, 30) :]


def _swap_case(rng: random.Random, text: str, _posts: Sequence[str]) -> str:
    return rng.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _shuffle(rng: random.Random, text: str, _posts: Sequence[str]) -> str:
    words = text.split(" ")
    rng.shuffle(words)
    return rng.choice((" ", "", "\n", ", ")).join(words)


def _wide(rng: random.Random, text: str, _posts: Sequence[str]) -> str:
    first = rng.choice((0xFF01 - 0x21, 0x1D400 - 0x41, 0x24B6 - 0x41))
    start = _place(rng, text)
    end = start + rng.randint(1, 60)
    wide = "".join(chr(first + ord(c)) if "A" <= c <= "Z" else c for c in text[start:end].upper())
    return text[:start] + wide + text[end:]


def _long(rng: random.Random, text: str, posts: Sequence[str]) -> str:
    how = rng.randrange(4)
    if how == 0:
        return rng.choice(PUMPED) * MAX_CHARACTERS
    if how == 1:
        return "".join(rng.choices(PUMPED, k=MAX_CHARACTERS))
    if how == 2:
        return (_piece(rng, text) + rng.choice(PUMPED)) * MAX_CHARACTERS
    return rng.choice((" ", "\n", "")).join([text, *rng.choices(posts, k=100)])


CHANGES: tuple[Change, ...] = (
    _insert_hostile, _insert_anything, _between_all, _repeat, _pump, _splice, _cut, _swap_case, _shuffle, _wide,
)  # fmt: skip
