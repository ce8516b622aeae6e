"""E-mail addresses that people disguise: "anne (at) example [dot] ca", "anne arobase exemple point ca"."""

import re
from collections.abc import Iterator

from smbot.normalise.offsets import Edit
from smbot.normalise.words import word_set

_TLD = (
    r"(?:(?:qc|gc|gov|on|bc)\s?(?:\.|\bpoint\b|\bdot\b)\s?ca|ca|com|org|net|info|fr|edu|gov|io|me|co|biz|quebec|"
    r"us|uk|dev|test|example)"
)
_PROVIDERS = word_set("""
    aol bell cogeco eastlink fastmail globetrotter gmail gmx hey hotmail icloud live mail msn outlook
    proton protonmail rogers sasktel shaw sympatico telus videotron yahoo ymail
""")
"""Hosts of private mailboxes: "anne at gmail.com" is an address, "look at canada.ca" is not."""

_NOT_LOCAL = word_set("""
    aimed aller allez apply are available be buy c'est est found her here him info is it leur live
    located look looking lui là me meet moi nous now online out post posted read rendez-vous retrouve
    sale see seen shop sommes stay suis them there up us va vais visit voir vous was work working works
    you
""")
_AT = r"(?:[(\[{<*]\s{0,2}(?:at|arobase|arobas|a commercial|@|à|chez)\s{0,2}[)\]}>*]|_at_|-at-)"
_DOT = r"(?:[(\[{<*]\s{0,2}(?:dot|point|pt|\.)\s{0,2}[)\]}>*]|_dot_|-dot-|-point-)"
_BARE_AT = r"(?:at|arobase|arobas|a commercial|chez|à|@)"
_BARE_DOT = r"(?:dot|point|\.)"
_LOCAL = (
    r"[\w+\-]{1,40}+(?:\s{0,2}(?:\.|\b(?:dot|point|underscore|tiret bas|tiret|dash)\b)"
    r"\s{0,2}[\w+\-]{1,40}+){0,3}"
)

_WRAPPED = re.compile(
    rf"(?<![\w.+\-])(?P<local>[\w.+\-]{{1,64}}+(?:\s{{0,2}}{_DOT}\s{{0,2}}[\w+\-]{{1,40}}+){{0,3}})\s{{0,2}}{_AT}\s{{0,2}}"
    rf"(?P<host>[\w\-]{{2,40}}+(?:\s{{0,2}}(?:{_DOT}|{_BARE_DOT})\s{{0,2}}[\w\-]{{2,40}}+){{1,3}})",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![\w.+\-])(?P<local>{_LOCAL})\s{{1,2}}(?P<at>{_BARE_AT})\s{{1,2}}"
    rf"(?P<host>[\w\-]{{2,40}}+)(?P<dot>\s{{0,2}}{_DOT}\s{{0,2}}|\s{{1,2}}(?:dot|point)"
    rf"\s{{1,2}}|\s{{0,2}}\.\s{{0,2}})(?P<tld>{_TLD})\b(?!\.\w)",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    (
        rf"(?<![\w.+\-])(?P<local>[\w.+\-]{{1,64}}+)(?P<gap>\s{{0,2}}@\s{{0,2}})(?P<host>[\w\-]{{2,40}}"
        rf"+)(?P<dot>\s{{0,2}}(?:{_DOT}|\.)\s{{0,2}}|\s{{1,2}}(?:dot|point)\s{{1,2}})(?P<tld>{_TLD})"
        rf"\b"
    ),
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?<!\S)(?>(?:[\w.+\-@] ){7,80})[\w.+\-@](?!\S)")
_GATE = re.compile(
    r"@|\bat\b|_at_|-at-|arobas|a commercial|[([{<*]\s?(?:à|chez)|\b(?:à|chez)\s+\w+\s*(?:\.|point)",
    re.IGNORECASE,
)
_NAMED = (
    (re.compile(r"\s{0,2}\b(?:underscore|tiret bas)\b\s{0,2}", re.IGNORECASE), "_"),
    (re.compile(r"\s{0,2}\b(?:dash|tiret)\b\s{0,2}", re.IGNORECASE), "-"),
    (re.compile(rf"\s{{0,2}}(?:{_DOT}|\b(?:dot|point)\b|\.)\s{{0,2}}", re.IGNORECASE), "."),
)


def _plain(part: str) -> str:
    for pattern, sign in _NAMED:
        part = pattern.sub(sign, part)
    return re.sub(r"\s+", "", part)


def disguised_emails(text: str) -> Iterator[Edit]:
    """Write disguised e-mail addresses as plain ones; at most one edit for each place."""
    if not _GATE.search(text):
        return
    taken = 0
    edits = sorted(_edits(text), key=lambda edit: (edit.start, -edit.end))
    for edit in edits:
        if edit.start >= taken:
            taken = edit.end
            yield edit


def _edits(text: str) -> Iterator[Edit]:
    for match in _SPACED.finditer(text):
        if match[0].count("@") == 1:
            yield Edit(match.start(), match.end(), match[0].replace(" ", ""))
    for match in _WRAPPED.finditer(text):
        yield Edit(match.start(), match.end(), f"{_plain(match['local'])}@{_plain(match['host'])}")
    for match in _BARE.finditer(text):
        local = re.split(r"\s", match["local"])[-1] if match["at"] == "@" else match["local"]
        at, dot = match["at"].lower(), match["dot"].strip().lower()
        known = match["host"].lower() in _PROVIDERS
        if match["local"].lower() in _NOT_LOCAL or local.lower() in _NOT_LOCAL:
            continue
        if known or at.startswith("arob") or at == "a commercial" or (dot != "." and at != "chez"):
            yield Edit(match.start(), match.end(), (f"{_plain(match['local'])}@{match['host']}.{_plain(match['tld'])}"))
    for match in _LOOSE.finditer(text):
        spaced = match["gap"] != "@"
        odd = match["dot"] != "."
        if not (spaced or odd) or (
            match["dot"].startswith(".") and match["dot"] != "." and match["host"].lower() not in _PROVIDERS
        ):
            continue
        if spaced and not odd and match["gap"].startswith((" ", "\n")) and match["host"].lower() not in _PROVIDERS:
            continue
        yield Edit(match.start(), match.end(), f"{match['local']}@{match['host']}.{_plain(match['tld'])}")
