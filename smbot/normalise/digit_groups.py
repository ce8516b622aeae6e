"""The groups in which long numbers are written, and where a run of numbers is cut to fit them."""

import re
from collections.abc import Sequence

from smbot.normalise.number_words import SIGNS
from smbot.normalise.spoken import Number

MIN_DIGITS = 7
"""Shorter runs stay as they are ("one or two", "cinq à sept") unless they are said digit by digit."""
_SIN_DIGITS = 9
WORDS = re.compile(r"[^\W\d_]+")
_PLAIN_GAPS = frozenset({"", " ", "-", ".", "/", ", ", ") ", ")", " (", ")-"})
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
_BORN = re.compile(
    r"(?<!\w)(?:n[ée]e?s?|born|dob|d\.o\.b|naissance|birth|birthdate|birthday|ddn|bday|f[êe]te)[\s.:#(,]{1,3}"
    r"(?:is |est |the |on |c'est |le |date )?$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"1?[2-9]\d{2}[2-9]\d{6}")


def is_list(gaps: Sequence[str], digits: str) -> bool:
    """Say whether what stands between numbers in digits makes them hours, thousands, or a list."""
    if any(":" in gap or gap == "," for gap in gaps):
        return True
    if any(word not in SIGNS for gap in gaps for word in WORDS.findall(gap)):
        return True
    said_singly = len(gaps) + 1 == len(digits)
    return len(gaps) > 1 and set(gaps) == {", "} and not (said_singly and _PHONE.fullmatch(digits))


def without_a_word(found: Sequence[Number], gaps: Sequence[str]) -> Sequence[Number]:
    """Return a number in digits without the one number word beside it ("my two 604 555 0187"); empty for none."""
    if not gaps or sum(number.spoken for number in found) != 1:
        return ()
    for word, gap, rest in ((found[0], gaps[0], found[1:]), (found[-1], gaps[-1], found[:-1])):
        if word.spoken and gap == " " and sum(len(number.digits) for number in rest) >= MIN_DIGITS:
            return rest
    return ()


def before_a_sin(found: Sequence[Number], gaps: Sequence[str]) -> int:
    """Return where nine digits in three groups begin after a comma; 0 for nowhere."""
    last = [len(number.digits) for number in found[-3:]]
    return len(found) - 3 if len(found) > len(last) and last == [3, 3, 3] and "," in gaps[-3] else 0


def dated_groups(found: Sequence[Number], gaps: Sequence[str], *, said: bool) -> list[list[Number]] | None:
    """Return day, month and year of a date in digits that signs or gaps take apart ("2 6 . 0 7 . 9 9")."""
    cores = ["" if left.digits == "0" and gap == "-" else _core(gap) for left, gap in zip(found, gaps, strict=False)]
    if sum(core in {"/", ".", "-"} for core in cores) != 2 or not set(cores) <= {"", "/", ".", "-"}:
        return None
    groups = [[found[0]]]
    for number, core in zip(found[1:], cores, strict=True):
        if core:
            groups.append([number])
        else:
            groups[-1].append(number)
    first, month, last = ("".join(number.digits for number in group) for group in groups)
    if len(first) == 4:
        first, last = last, first
    sized = len(first) <= 2 and len(month) <= 2 and len(last) in {2, 4}
    if not sized or not (0 < int(first) <= 31 and 0 < int(month) <= 31):
        return None
    return groups if said or len(found) > 3 else None


def cut_place(found: Sequence[Number], gaps: Sequence[str], digits: str) -> int:
    """Return where a run of no usual shape is cut so that one part is a telephone number or a SIN; 0 for nowhere."""
    length = 0
    for cut, number in enumerate(found[:-1], start=1):
        length += len(number.digits)
        alike = found[cut - 1].spoken == found[cut].spoken
        if alike and gaps[cut - 1] == gaps[0] == gaps[-1] and len(gaps) > 1:
            continue
        for part, value in ((found[cut:], digits[length:]), (found[:cut], digits[:length])):
            if (_PHONE.fullmatch(value) and _regrouped(part, (3, 3, 4))) or (
                len(value) == _SIN_DIGITS and "," in gaps[cut - 1] and _regrouped(part, (3, 3, 3))
            ):
                return cut
    return 0


def born_groups(text: str, found: Sequence[Number]) -> list[list[Number]] | None:
    """Return day, month and year of a date of birth said in numbers ("né le vingt-deux zéro-trois septante")."""
    if not any(number.spoken for number in found):
        return None
    if not _BORN.search(text, max(0, found[0].start - 24), found[0].start):
        return None
    groups: list[list[Number]] = []
    for number in found:
        last = groups[-1] if groups else []
        if last and ([n.digits for n in last] == ["0"] or (len(groups) == 3 and last[0].digits in {"19", "20"})):
            last.append(number)
        else:
            groups.append([number])
    sizes = [sum(len(number.digits) for number in group) for group in groups]
    return groups if len(groups) == 3 and max(sizes[:2]) <= 2 and sizes[2] in {2, 4} else None


def sign_between(gap: str) -> str:
    """Return what is written for what stands between two groups."""
    said = [SIGNS[word] for word in re.findall(r"[^\W_]+", gap.lower()) if word in SIGNS]
    return said[0] if said else " "


def _core(gap: str) -> str:
    return sign_between(gap) if gap.strip(" ")[:1].isalpha() else gap.strip(" ()[]{}<>\u27e6\u27e7")


def is_address(found: Sequence[Number], gaps: Sequence[str]) -> bool:
    """Say whether four numbers are an address of the Internet with its points disguised."""
    return (
        len(found) == 4 and all(_core(gap) == "." for gap in gaps) and all(int(number.digits) < 256 for number in found)
    )


def shaped_groups(found: Sequence[Number], gaps: Sequence[str], digits: str, said: bool) -> list[list[Number]] | None:
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


def joined_groups(found: Sequence[Number], gaps: Sequence[str]) -> list[list[Number]]:
    """Put digits said one by one together, and what stands in one word."""
    groups = [[found[0]]]
    for number, gap in zip(found[1:], gaps, strict=True):
        last = groups[-1][-1]
        if not gap or len(last.digits) == len(number.digits) == 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups
