"""Long numbers that people say, mix, space out or take apart with signs, folded to digits in their usual groups."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from smbot.normalise.number_words import AND, SIGNS, TIMES, Part, loose_part, parts
from smbot.normalise.offsets import Edit
from smbot.normalise.spoken import Number, numbers

MIN_DIGITS = 7
"""Shorter runs stay as they are ("one or two", "cinq à sept") unless they are said digit by digit."""
_MIN_SAID = 4
_MIN_GLUED = 3
_MIN_DATE = 5
_MIN_WORDS = 3
_MIN_LONE = 6
_SIN_DIGITS = 9
_MAX_WHOLE = 16
_PLAIN_GAPS = frozenset({"", " ", "-", ".", "/", ", ", ") ", ")", " (", ")-"})
_KEPT_GAPS = frozenset({" ", "-", ".", "/"})
_TOKEN = re.compile(r"(?:[^\W_]|\u25cb)+")
_GAP = re.compile(r"(?!: )[^\w\n$\u20ac\u00a3%#@+\u25cb]{0,6}|_| _|_ | _ |_{2,3}")
_GATE = re.compile(r"\d|\u25cb|(?:zero|z[ée]ro|oh|one|two|three|four|five|six|seven|eight|nine|un|deux|trois|quatre|"
                   r"cinq|sept|huit|neuf|cero|[㆐-龥])", re.IGNORECASE)  # fmt: skip
_SHAPES: dict[int, tuple[tuple[int, ...], ...]] = {
    7: ((3, 4),),
    8: ((4, 4),),
    9: ((3, 3, 3), (5, 4)),
    10: ((3, 3, 4), (2, 4, 4), (4, 3, 3)),
    11: ((1, 3, 3, 4),),
    15: ((4, 6, 5), (5, 3, 7)),
    16: ((4, 4, 4, 4),),
}
"""Groups in which numbers are written: telephones, SIN, health numbers, UCI, cards, bank accounts."""
_CALLED = re.compile(
    r"(?<!\w)(?:transit|folio|compte|cpte|account|acct|institution|inst|caisse|succ|succursale|pin|nip|code|num[ée]ro|num|"
    r"number|no|n\u00b0|file|dossier|r[ée]f|case|id|client|ticket|billet|cvv|password|passe|n[ée]e?s?|"
    r"born(?: on)?|dob|naissance|birth|ddn|bday)[\s.:#(]{1,3}"
    r"(?:is |est |the |c'est |de |le )?$",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"(?<!\w)(?:n[ée]e?s?|born|dob|d\.o\.b|naissance|birth|birthdate|birthday|ddn|bday|f[êe]te)[\s.:#(,]{1,3}(?:is |est |the |on |"
    r"c'est |le |date )?$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"1?[2-9]\d{2}[2-9]\d{6}")


def long_numbers(text: str) -> Iterator[Edit]:
    """Write long numbers in digits: what is said becomes digits, odd signs between usual groups become spaces."""
    if not _GATE.search(text):
        return
    for run in _runs(text):
        found = list(numbers(run))
        if found:
            yield from _edits(text, found)


def _runs(text: str) -> Iterator[list[Part]]:
    """Yield the parts of numbers, and the words between them, that nothing else parts."""
    run: list[Part] = []
    waiting: list[Part] = []
    end = 0
    for match in _TOKEN.finditer(text):
        token, start = match[0], match.start()
        if run and (not _GAP.fullmatch(text, end, start) or _begins_sentence(text[end:start], token)):
            yield run
            run, waiting = [], []
        found = parts(token)
        if not found and run and len(waiting) < 2:  # noqa: PLR2004 - at most "slash et" stands between two numbers
            word = token.lower()
            if word in SIGNS or word in AND or word in TIMES:
                waiting.append((word, start, match.end()))
                end = match.end()
                continue
            if meant := loose_part(token, run):
                found = ((meant, 0, len(token)),)
        if found:
            run += waiting
            waiting = []
            run += [(word, start + first, start + last) for word, first, last in found]
            end = match.end()
        elif run:
            yield run
            run, waiting = [], []
    if run:
        yield run


def _begins_sentence(gap: str, token: str) -> bool:
    return gap.endswith((". ", "! ", "? ")) and token[:1].isupper() and not token.isupper()


def _edits(text: str, found: Sequence[Number]) -> Iterator[Edit]:
    if len(found) > 1 and _counts(text, found[0], found[1]):
        found = found[1:]
    digits = "".join(number.digits for number in found)
    said = [number for number in found if number.spoken or text[number.start : number.end] != number.digits]
    gaps = _gaps(text, found)
    dated = _dated(found, gaps) or _born_on(text, found)
    if len(digits) < (_MIN_DATE if dated else _least(text, found, said, gaps)):
        return
    if _is_address(found, gaps):
        groups, sign = [[number] for number in found], "."
    elif dated is not None:
        groups, sign = dated, "/"
    elif (cut := _before_a_sin(found, gaps)) and said:
        yield from _edits(text, found[:cut])
        return
    elif (shaped := _shaped(found, gaps, digits, bool(said))) is not None:
        groups, sign = shaped, " "
    elif cut := _cut(found, gaps, digits):
        yield from _edits(text, found[:cut])
        yield from _edits(text, found[cut:])
        return
    elif said or (len(found) >= _MIN_LONE and all(len(number.digits) == 1 for number in found)):
        whole = said and len(digits) <= _MAX_WHOLE and not any("," in gap or ";" in gap for gap in gaps)
        groups, sign = [list(found)] if whole else _joined(found, gaps), ""
    elif any(word in SIGNS for gap in gaps for word in gap.lower().split()):
        groups, sign = [[number] for number in found], ""
    else:
        return
    yield from _written(text, groups, sign)


def _counts(text: str, first: Number, second: Number) -> bool:
    """Say whether "one" or "un" before a number in digits is only a word ("the new one 82721-001")."""
    return (
        first.spoken
        and first.digits == "1"
        and text[first.end : second.start] == " "
        and not second.spoken
        and len(second.digits) > 2  # noqa: PLR2004
    )


def _least(text: str, found: Sequence[Number], said: Sequence[Number], gaps: Sequence[str]) -> int:
    """Return the fewest digits that make a run worth writing in digits."""
    if said and "" in gaps:
        return _MIN_GLUED
    if len(said) >= _MIN_WORDS and all(len(number.digits) == 1 for number in said):
        return _MIN_SAID
    if said and _CALLED.search(text, max(0, found[0].start - 24), found[0].start):
        return _MIN_SAID
    return MIN_DIGITS


def _gaps(text: str, found: Sequence[Number]) -> list[str]:
    return [text[left.end : right.start] for left, right in pairwise(found)]


def _before_a_sin(found: Sequence[Number], gaps: Sequence[str]) -> int:
    """Return where nine digits in three groups begin after a comma; 0 for nowhere."""
    last = [len(number.digits) for number in found[-3:]]
    return len(found) - 3 if len(found) > len(last) and last == [3, 3, 3] and "," in gaps[-3] else 0


def _dated(found: Sequence[Number], gaps: Sequence[str]) -> list[list[Number]] | None:
    """Return day, month and year of a date in digits that signs or gaps take apart ("2 6 . 0 7 . 9 9")."""
    cores = ["" if left.digits == "0" and gap == "-" else _core(gap) for left, gap in zip(found, gaps, strict=False)]
    if sum(core in {"/", ".", "-"} for core in cores) != 2 or not set(cores) <= {"", "/", ".", "-"}:  # noqa: PLR2004
        return None
    groups = [[found[0]]]
    for number, core in zip(found[1:], cores, strict=True):
        if core:
            groups.append([number])
        else:
            groups[-1].append(number)
    first, month, last = ("".join(number.digits for number in group) for group in groups)
    if len(first) == 4:  # noqa: PLR2004 - a year in digits
        first, last = last, first
    sized = len(first) <= 2 and len(month) <= 2 and len(last) in {2, 4}  # noqa: PLR2004
    if not sized or not (0 < int(first) <= 31 and 0 < int(month) <= 31):  # noqa: PLR2004
        return None
    return groups if len(found) > 3 or any(n.spoken for n in found) else None  # noqa: PLR2004


def _cut(found: Sequence[Number], gaps: Sequence[str], digits: str) -> int:
    """Return where a run that fits no usual shape is cut so that one part is a telephone number or a SIN; 0: nowhere."""
    length = 0
    for cut, number in enumerate(found[:-1], start=1):
        length += len(number.digits)
        if gaps[cut - 1] == gaps[0] == gaps[-1] and len(gaps) > 1:
            continue
        for part, value in ((found[cut:], digits[length:]), (found[:cut], digits[:length])):
            if (_PHONE.fullmatch(value) and _regrouped(part, (3, 3, 4))) or (
                len(value) == _SIN_DIGITS and "," in gaps[cut - 1] and _regrouped(part, (3, 3, 3))
            ):
                return cut
    return 0


def _born_on(text: str, found: Sequence[Number]) -> list[list[Number]] | None:
    """Return day, month and year of a date of birth said in numbers ("né le vingt-deux zéro-trois quatre-vingt-sept")."""
    if not any(number.spoken for number in found):
        return None
    if not _BORN.search(text, max(0, found[0].start - 24), found[0].start):
        return None
    groups: list[list[Number]] = []
    for number in found:
        last = groups[-1] if groups else []
        if last and ([n.digits for n in last] == ["0"] or (len(groups) == 3 and last[0].digits in {"19", "20"})):  # noqa: PLR2004
            last.append(number)
        else:
            groups.append([number])
    sizes = [sum(len(number.digits) for number in group) for group in groups]
    return groups if len(groups) == 3 and max(sizes[:2]) <= 2 and sizes[2] in {2, 4} else None  # noqa: PLR2004


def _written(text: str, groups: Sequence[Sequence[Number]], sign: str) -> Iterator[Edit]:
    for index, group in enumerate(groups):
        start, end = group[0].start, group[-1].end
        if text[start:end] != (new := "".join(number.digits for number in group)):
            yield Edit(start, end, new)
        if index + 1 < len(groups):
            gap = text[end : groups[index + 1][0].start]
            written = sign or _sign(gap)
            if gap and gap != written and (sign == "." or gap not in _KEPT_GAPS):
                yield Edit(end, groups[index + 1][0].start, written)


def _sign(gap: str) -> str:
    """Return what is written for what stands between two groups."""
    said = [SIGNS[word] for word in re.findall(r"[^\W_]+", gap.lower()) if word in SIGNS]
    return said[0] if said else " "


def _core(gap: str) -> str:
    return _sign(gap) if gap.strip(" ")[:1].isalpha() else gap.strip(" ()[]{}<>\u27e6\u27e7")


def _is_address(found: Sequence[Number], gaps: Sequence[str]) -> bool:
    """Say whether four numbers are an address of the Internet with its points disguised."""
    return (
        len(found) == 4  # noqa: PLR2004
        and all(_core(gap) == "." for gap in gaps)
        and all(int(number.digits) < 256 for number in found)  # noqa: PLR2004
    )


def _shaped(found: Sequence[Number], gaps: Sequence[str], digits: str, said: bool) -> list[list[Number]] | None:
    """Return the numbers in the groups of a usual shape, if they are in need of it and fit one."""
    sizes = tuple(len(number.digits) for number in found)
    odd = any(gap not in _PLAIN_GAPS for gap in gaps)
    lone = sizes.count(1)
    if lone == len(sizes) or not (odd or said or lone > 1 or max(sizes) < len(digits) // 3):
        return None
    if not said and all(gap == "." for gap in gaps):
        return None
    tight = not any(" " in gap or "," in gap for gap in gaps)
    for shape in _SHAPES.get(len(digits), ()):
        if shape[-3:] == (3, 3, 4) and not _PHONE.fullmatch(digits):
            continue
        if not said and sizes != shape and not (1 in sizes or (tight and shape == (3, 3, 4))):
            continue
        if (groups := _regrouped(found, shape)) is not None:
            return groups
    return None


def _regrouped(found: Sequence[Number], shape: Sequence[int]) -> list[list[Number]] | None:
    groups: list[list[Number]] = []
    rest = iter(found)
    for size in shape:
        group: list[Number] = []
        while sum(len(number.digits) for number in group) < size:
            group.append(next(rest))
        if sum(len(number.digits) for number in group) != size:
            return None
        groups.append(group)
    return groups


def _joined(found: Sequence[Number], gaps: Sequence[str]) -> list[list[Number]]:
    """Put digits said one by one together, and what stands in one word."""
    groups = [[found[0]]]
    for number, gap in zip(found[1:], gaps, strict=True):
        last = groups[-1][-1]
        if not gap or len(last.digits) == len(number.digits) == 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups
