"""E-mail addresses that people disguise: "anne (at) example [dot] ca", "anne arobase exemple point ca"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from smbot.normalise.offsets import Edit
from smbot.normalise.words import word_set

_PROVIDERS = word_set("""
    aol bell cogeco eastlink fastmail globetrotter gmail gmx hey hotmail icloud live mail msn outlook
    proton protonmail rogers sasktel shaw sympatico telus videotron vidéotron yahoo ymail
""")
"""Hosts of private mailboxes: "anne at gmail.com" is an address, "look at canada.ca" is not."""
_ONLY_MAIL = word_set("gmail hotmail outlook yahoo icloud protonmail proton gmx ymail sympatico msn aol")
"""Those that are nothing else, so that their name without an end will do."""

_NOT_LOCAL = word_set("""
    account address adresse aimed aller allez am apply are available be bureau buy c'est call chat check compte courriel
    email est found her here him info is it leur live located look looking lui là mail me meet message moi nous now
    online out page photo pay pm post posted read rendez-vous retrouve sale see seen shop site sommes stay suis support
    team them there up us va vais visit voir vous was website work worked working works you
    and arrive arrived at be by et for from go goes going in on or of ou où pas the to
""")
_LEAD = re.compile(
    r"(?<!\w)(?:e-?mails?|mails?|courriels?|contact(?:ez)?|write|reply|send|gmail|reach|address|adresse|adel|mél|"
    r"[ée]crire|[ée]crivez|[ée]cris|r[ée]pon(?:se|dre|dez)|envoy(?:er|ez|é|ee|ée)|joindre|joignez|rejoindre|paypal|etransfer|"
    r"e-transfer|interac|virement|correo|c'est|it's|inbox)(?:[\s:,]{1,3}(?:is|me|us|my|mine|to|the|at|it|est|moi|à|a|au|"
    r"le|la|lui|nous|mon|ma|par|chez|daughter's|his|her|son|sa))*[\s:,(]{1,3}$",
    re.IGNORECASE,
)
"""What an address is announced by."""

_WRAP, _UNWRAP = r"[(\[{<*~\u27e8\u27e6_/|-]", r"[)\]}>*~\u27e9\u27e7_/|-]"
_AROBASE = r"arr?ob(?:as?e?s?)?|arroba|aro|aroba"
_AT = re.compile(
    rf"(?P<inside>\s{{0,2}}{_WRAP}\s?(?:(?:[\w-]{{1,12}}\s){{0,2}}(?:at|a|@|à|{_AROBASE}|a commercial|chez|curl|"
    rf"squiggle|snail|escargot|swirl|æt|at[ -]?sign)|(?:the |un |le )?(?:curly|squiggly)[ -](?:a|thing))\s?"
    rf"{_UNWRAP}\s{{0,2}})"
    rf"|(?P<sign>\s{{0,2}}[\u2709\U0001f4e7\U0001f4e9]\ufe0f?\s{{0,2}})"
    r"|(?P<emoji>(?<=\w)[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?(?=\w))"
    rf"|(?P<said>[\s,]{{1,3}}(?:then )?(?:the )?(?:{_AROBASE}|a commercial|at[ -]sign|att{{2,5}}|"
    rf"curly a|curl|squiggle|ma\u0142pa)[\s,]{{1,3}})"
    r"|(?P<bare>\s{1,2}(?:at|chez|à)\s{1,2})"
    r"|(?P<plain>[\s,\u00b7\u2022]{0,2}@[\s,\u00b7\u2022]{0,2})",
    re.IGNORECASE,
)
_DOTS = r"[.\u00b7\u2022\u2219\u22c5\u26ab\u25cf\u30fb\u3002]"
_DOT_WORD = r"(?:dott*|d0t|points?|pt|punto|ponto|punkt|kropka|ponctuation|period|full stop)"
_DOT = (
    rf"(?:\s?[(\[{{<*~\u27e8\u27e6]\s?(?:[^\W_][\w -]{{0,12}}|{_DOTS})\s?[)\]}}>*~\u27e9\u27e7]\s?|"
    rf"[_|/-]{_DOT_WORD}[_|/-]|[\s,]{{1,2}}(?:then )?{_DOT_WORD}"
    r"(?:[\s,]{1,2}|-)(?:then )?"
    rf"|\s?{_DOTS}{{1,3}}\s?|\s?,\s?)"
)
_TLD = (
    rf"(?:(?:qc|gc|gov|on|bc)(?:{_DOT})ca|"
    r"ca|com|org|net|info|fr|edu|gov|io|me|co|biz|quebec|us|uk|dev|test|example|exemple)"
)
_TAIL = re.compile(
    rf"(?P<host>[\w\-]{{2,40}}(?:\s[\w\-]{{2,20}})?(?:{_DOT}[\w\-]{{2,40}}){{0,3}}?)"
    rf"(?:\s?\([^()\n]{{0,16}}(?:spaces?|espaces?|word|mot)\)\s?)?(?P<dot>{_DOT})(?P<tld>{_TLD})(?![\w@])"
    r"(?!\s+(?:dot|point|punto|ponto)\s+(?:ca|com|org|net)\b)",
    re.IGNORECASE,
)
_BARE_HOST = re.compile(r"[^\W\d_]{3,14}(?![\w.@])", re.IGNORECASE)
_LOST_DOT = re.compile(r"\s{1,2}(com|ca|fr|net|org)(?![\w@])", re.IGNORECASE)
_NAMED = r"(?:underscore|tiret bas|souligné|barre de soulignement|tiret|dash|hyphen|plus)"
_INNER = rf"(?:\s?{_WRAP}\s?{_DOT_WORD}\s?{_UNWRAP}\s?|\s(?:{_DOT_WORD}|{_NAMED})\s|\s?{_DOTS}\s?|\s?[_+-]\s?)"
_WORD = r"[\w.+\u00b7\u22c5\-]{1,64}+"
_LOCAL = re.compile(rf"(?<![\w.+\-@]){_WORD}(?:{_INNER}[\w.+\-]{{1,40}}+){{0,4}}$", re.IGNORECASE)
_LONE_WORDS = re.compile(r"(?<![\w.+\-@])(?:[\w.+\-]{1,30} ){1,3}$")
_ASIDE = re.compile(
    r"(?:,\s|\s\(|\s)[^,()\n]{0,16}(?:one word|no spaces?|together|attaché|ensemble|junto|"
    r"sans accents?|lower ?case|minuscules?)\)?$",
    re.IGNORECASE,
)
_REACH = 100
_SIGNS = (
    (re.compile(r"\s{0,2}\b(?:underscore|tiret bas|souligné|barre de soulignement)\b\s{0,2}", re.IGNORECASE), "_"),
    (re.compile(r"\s{0,2}\b(?:dash|tiret|hyphen)\b\s{0,2}", re.IGNORECASE), "-"),
    (re.compile(r"\s{0,2}\bplus\b\s{0,2}", re.IGNORECASE), "+"),
    (re.compile(rf"{_WRAP}?\s{{0,2}}(?:\b{_DOT_WORD}\b|{_DOTS})\s{{0,2}}[)\]}}>*~\u27e9\u27e7]?", re.IGNORECASE), "."),
)
_SPACED = re.compile(r"(?<!\S)(?>(?:[\w.+\-@] ){7,80})[\w.+\-@](?!\S)")
_GATE = re.compile(
    rf"@|\w[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\w|\u2709|[\U0001f4e7\U0001f4e9]|\ba?at+\b|"
    rf"\b(?:{_AROBASE})\b|a commercial|squig|curl|ma\u0142pa|\bat[ -]sign"
    rf"|{_WRAP}\s?\w{{0,12}} ?(?:a|à|at|æt|chez|snail|escargot|swirl)\s?{_UNWRAP}|\b(?:à|chez)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Local:
    start: int
    text: str
    announced: bool


def disguised_emails(text: str) -> Iterator[Edit]:
    """Write disguised e-mail addresses as plain ones; at most one edit for each place."""
    if not _GATE.search(text):
        return
    taken = 0
    for edit in sorted(_edits(text), key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= taken:
            taken = edit.end
            yield edit


def spaced_emails(text: str) -> Iterator[Edit]:
    """Join addresses spelled letter by letter ("j o h n @ e x a m p l e . c a")."""
    for match in _SPACED.finditer(text):
        if match[0].count("@") == 1:
            yield Edit(match.start(), match.end(), match[0].replace(" ", ""))


def _edits(text: str) -> Iterator[Edit]:
    for match in _AT.finditer(text):
        local = _local(text, match.start())
        if local is None:
            continue
        tail = _TAIL.match(text, match.end())
        if tail is not None and _is_address(match, local, tail):
            host = f"{_plain(tail['host'])}.{_plain(tail['tld'])}"
            yield Edit(local.start, tail.end(), f"{_plain(local.text)}@{host}")
        elif tail is None and (host_only := _BARE_HOST.match(text, match.end())) is not None:
            host = host_only[0].lower()
            if host in _PROVIDERS and _is_short(match, local, host):
                end = _LOST_DOT.match(text, host_only.end())
                tld = end[1].lower() if end else "com"
                yield Edit(local.start, end.end() if end else host_only.end(), f"{_plain(local.text)}@{host}.{tld}")


def _local(text: str, end: int) -> _Local | None:
    """Return what stands before an at sign, as far as it belongs to the address."""
    first = max(0, end - _REACH, text.rfind("\n", 0, end) + 1)
    head = text[first:end].rstrip(" ,")
    if (aside := _ASIDE.search(head)) is not None:
        head = head[: aside.start()]
    match = _LOCAL.search(head)
    if match is None or not any(c.isalnum() for c in match[0]):
        return None
    start = match.start()
    lead = _LEAD.search(head, 0, start)
    if lead is None and (more := _LONE_WORDS.search(head, 0, start)) is not None:
        words = more[0].split()
        for index in range(len(words)):
            at = start - len(" ".join(words[index:])) - 1
            if at >= 0 and words[index].lower() not in _NOT_LOCAL and _LEAD.search(head, 0, at):
                return _Local(first + at, head[at:], announced=True)
    return _Local(first + start, head[start:], lead is not None)


def _is_address(at: re.Match[str], local: _Local, tail: re.Match[str]) -> bool:  # noqa: PLR0911 - one a habit
    dot, host = tail["dot"].strip(), tail["host"].lower()
    tight, odd = tail["dot"] == ".", tail["dot"].strip() not in {".", ","}
    if at["inside"] or at["sign"]:
        return not (dot == "," and not local.announced)
    if at["emoji"]:
        return odd
    if local.text.lower() in _NOT_LOCAL or host.split()[0] in _NOT_LOCAL or (" " in host and not (odd or at["said"])):
        return False
    account = local.announced or any(c.isdigit() or c in "_.+" for c in local.text)
    known = host in _PROVIDERS
    if at["said"]:
        return tight or odd or account
    if at["plain"]:
        if at[0] == "@" and tail["dot"] == ".":
            return any(c.isspace() or c in "\u00b7\u22c5" for c in tail["host"] + tail["tld"] + local.text)
        if dot == ",":
            return known or (local.announced and tail["tld"].lower() != "ca")
        return known or odd or account or tail["dot"].startswith(" ")
    if dot == ",":
        return False
    if at[0].strip().lower() == "at":
        return known or odd or account
    return (
        known or (odd and (account or tail["tld"].lower() != "ca")) or (account and tight and at[0].strip() == "chez")
    )


def _is_short(at: re.Match[str], local: _Local, host: str) -> bool:
    """Say whether an address without its end is one ("jean chez gmail")."""
    if local.text.lower() in _NOT_LOCAL:
        return False
    if at["inside"] or at["sign"] or at["said"]:
        return True
    return host in _ONLY_MAIL and (
        local.announced or any(c.isdigit() or c in "_." for c in local.text) or bool(at["plain"])
    )


def _plain(part: str) -> str:
    for pattern, sign in _SIGNS:
        part = pattern.sub(sign, part)
    return re.sub(r"[\s,()\[\]{}<>\u27e6\u27e7\u27e8\u27e9]+", "", part).strip(".")
