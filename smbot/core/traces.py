"""What a part of somebody's personal information gives away: last digits, initials, a nickname, half a name, a day.

`smbot.core.canon.tokens` are the words and numbers of a value as a whole. A reply can give it away by less. So at
redaction keyed digests of these traces are kept beside those of the tokens, and the guard makes the same of a reply.
A trace has its kind before a colon, which no token holds: a kind says in which surroundings it counts.

| trace          | of what                      | a reply gives it away by                                     |
|----------------|------------------------------|--------------------------------------------------------------|
| initials:jt    | a name of two words or more  | "J.T.", "J T", "JT"                                          |
| initial:t      | a name's first letter        | it, as a capital with a full stop, where a name could stand  |
| part:trem      | a name's beginning or end    | a capital ("Trem", "Tremmy"), or a cut word ("tremb.")       |
| near:trembly   | a word with a letter left out| a word that differs in one letter ("Trembley")               |
| bones:trmbl    | a word without its vowels    | a word that has none ("Trmbl")                               |
| skeleton:tbd   | a name's consonants, as heard| an unknown capital ("Tibbodo"), or "Tee-bo-doh"             |
| heard:spn      | its consonants by kinds      | an unknown word by which somebody is addressed ("Shivaun")   |
| letters:abelmrty| its letters, in order       | a word of the same letters ("Blaytrem")                      |
| sound:tibodo   | how a word sounds in French  | a word that sounds alike ("Thibaudeau")                      |
| spelt:karl     | how a name may also be spelt | a capital that differs in such letters alone ("Karl", "Jon") |
| twice:yo       | a name's first or last two   | "Yoyo"                                                       |
| cap:ng         | a name too short or too usual| a capital ("Ng", "West")                                     |
| run:0187       | four digits of a number      | a number of four digits or more, all of them in it           |
| tri:018        | three digits of a number     | a number of three digits                                     |
| pair:77        | two digits written apart     | these, where a house number could stand                      |
| tail:187       | the last one to three digits | these; one only where the reply says that it is the last     |
| head:130       | the first two or three digits| these, where the reply says that they are first               |
| group:046      | three digits written apart   | these, alone                                                 |
| house:742      | a house number               | it, alone; one or two digits only after "at" or "number"     |
| code:8xkr482   | letters and digits of a code | the same, of which some look alike ("BXKR4B2")               |
| piece:bxk      | a code's beginning or end, any part with letters and digits | it, in capitals or with a digit |
| unit:c         | the number or letter of a unit| "unit C", "room 17"                                         |
| street:nd      | the initials of a street     | "N.-D.", "rue des É.", "K. Street"                           |
| ord:5          | a numbered street            | "Fifth Avenue"                                               |
| day:03-14      | a date's month and day       | "March 14", "14/03"                                          |
| month:03       | a date's month               | "born in March", "your birthday in March"                    |
| year:87        | a date's year, cut           | "'87", "in 87"                                               |
| mday:14        | a date's day                 | "on the 14th.", with neither month nor thing after it        |
"""

import re
from collections.abc import Iterator
from itertools import combinations, groupby, pairwise

from smbot.core.canon import ADDRESS_WORDS, fold
from smbot.core.nicknames import nicknames
from smbot.core.numbers import TooManyReadings, numbers

MIN_PART = 3
"""Letters of a name's part; less than that is in every word."""
MIN_NEAR = 5
"""Letters of a word in which one letter may differ; shorter words differ in one letter from too many others."""
RUN = 4
MAX_INITIALS = 5
MIN_CODE = 5
MAX_CODE = 20
"""Signs of a code that mixes letters and digits; a name and number of a street have more."""
MAX_PIECE = 8
"""Signs of a code's part that is told as such; a longer one holds one of these."""
_ALIKE = str.maketrans("oilbszg", "0118526")
_MONTHS = """
january jan janvier janv | february feb fevrier fevr fev | march mar mars | april apr avril avr | may mai |
june jun juin | july jul juillet juil | august aug aout aou | september sept sep septembre | october oct octobre |
november nov novembre | december dec decembre
"""
MONTHS = {name: number for number, names in enumerate(_MONTHS.split("|"), start=1) for name in names.split()}
"""The months in both languages, folded, with their numbers."""

_LETTERS = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset(
    ["de", "du", "des", "la", "le", "les", "van", "von", "der", "den", "el", "al", "bin", "da", "di"]
)
_SOUNDS = tuple(
    (re.compile(spelled), said)
    for spelled, said in (
        (r"^des(?=[^aeiouy])", "de"),
        (r"e?aux?", "o"), (r"o[tsdx]$", "o"), (r"ph", "f"), (r"th|tt", "t"), (r"ck|qu|q|c(?![eiyh])|ch(?=[rl])", "k"),
        (r"y|ie$|ee$", "i"), (r"ai|ei|ay|et$|er$|ez$", "e"), (r"z|ss|c(?=[eiy])", "s"), (r"h|e$|"
        r"(?<=.)[sxtd]$", ""), (r"w", "v"),
    )
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouy]")
_HEARD = tuple(
    (re.compile(spelled), said)
    for spelled, said in (
        (r"sch|sh|tch|ch|(?<=[aeiou])ti(?=on)", "j"), (r"ph|gh(?=$|t)", "f"), (r"mb(?=e?s?$)", "m"),
        (r"ck|qu|q|c(?![eiy])", "k"),
        (r"x", "ks"),
        (r"z|c", "s"), (r"g(?=[eiy])|dj|dg", "j"), (r"(?:ou|oo|w)(?=[aeiouy])", "w"), (r"v", "f"), (r"th", "t"),
        (r"(?<=[aeiouy])[mn](?=[mn])", ""), (r"[aeiouyh]", ""), (r"w$", ""),
    )
)  # fmt: skip
_KINDS = tuple(
    (re.compile(spelled), said)
    for spelled, said in (
        (r"sch|sh|tch|ch|[jzxs]|c(?=[eiy])|g(?=[eiy])|(?<=[aeiou])ti(?=on)", "s"), (r"[bmp]h|gh(?=$|t)|[bpvf]", "p"),
        (r"gh|[ckqg]", "k"), (r"th|[dt]", "t"), (r"[mn]", "n"), (r"[aeiouyhw]", ""),
    )
)  # fmt: skip
_SPELT = tuple(
    (re.compile(spelled), said)
    for spelled, said in (
        (r"ph", "f"), (r"sch|sh", "ch"), (r"ck|qu|q|c(?![eiyh])|ch(?=[rl])", "k"), (r"c(?=[eiy])|z", "s"),
        (r"ie$|ee$|ey$|ye$|y", "i"), (r"w", "v"), (r"(?<![cs])h", ""), (r"(?<=..)e$", ""),
    )
)  # fmt: skip
MIN_HEARD = 3
"""Consonants from which they tell a name."""
_DIGIT = re.compile(r"\d")
_LONG = re.compile(r"\d(?:[ .-]?\d){4,}")
_SHORT = frozenset(
    ["al", "be", "bo", "cy", "di", "ed", "jo", "ky", "lo", "lu", "mo", "ri", "ro", "ry", "si", "su", "ti", "ty", "vi"]
)
"""What people are called by the first two letters of their name."""
_TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "dre", "mme", "mlle", "monsieur", "madame", "prof"])
_SPELLED = re.compile(r"(?<![^\W_])(?:[^\W\d_][-. _\u00b7]){2,}[^\W\d_](?![^\W_])")
_PAIR = re.compile(r"(?<![\d$.,/-])(\d{1,2})[-/.](\d{1,2})(?![\d%/-]|[.,]\d| ?[$h]| ?[ap]\.?m)")
_FIGURES = re.compile(r"(\d{1,4})\s?[-/.\s]\s?(\d{1,2})\s?[-/.\s]\s?(\d{1,4})")
_UNITS = (
    "first one un premier", "second two deux deuxieme", "third three trois troisieme", "fourth four quatre quatrieme",
    "fifth five cinq cinquieme", "sixth six sixieme", "seventh seven sept septieme", "eighth eight huit huitieme",
    "ninth nine neuf neuvieme", "tenth ten dix dixieme", "eleventh eleven onze onzieme",
    "twelfth twelve douze douzieme", "thirteenth thirteen treize treizieme",
    "fourteenth fourteen quatorze quatorzieme", "fifteenth fifteen quinze quinzieme",
    "sixteenth sixteen seize seizieme", "seventeenth seventeen dix-sept", "eighteenth eighteen dix-huit",
    "nineteenth nineteen dix-neuf", "twentieth twenty vingt vingtieme",
)  # fmt: skip
DAYS = (
    {word: number for number, words in enumerate(_UNITS, start=1) for word in words.split()}
    | {f"{tens}-{word}": number + least for number, words in enumerate(_UNITS[:9], start=1) for word in words.split()
       for tens, least in (("twenty", 20), ("vingt", 20))}
    | {"vingt-et-un": 21, "vingt-et-unieme": 21, "thirtieth": 30, "thirty": 30, "trente": 30, "thirty-first": 31,
       "thirty-one": 31, "trente-et-un": 31}
)  # fmt: skip
"""The days of a month in words of both languages, folded, with a hyphen between two."""
_DAY_WORD = "|".join(sorted(DAYS, key=len, reverse=True)).replace("-", r"[\s-]")
DAY = rf"\d{{1,2}}(?!\d)|(?<![^\W_])(?:{_DAY_WORD})(?![^\W_])"
"""A day of the month in figures or in folded words, as a pattern."""
_NAMED = re.compile(
    rf"(?:({DAY})\s?(?:st|nd|rd|th|er|e)?[\s.,-]*(?:(?:jour )?(?:of|de) |d'|day of )?)?"
    rf"(?<![^\W\d_])({'|'.join(MONTHS)})(?![^\W\d_])"
    rf"[\s.,-]*(?:the |le )?({DAY})?"
)
_AND = r"\s?(?:st|nd|rd|th|er|e)?,? ?(?:and|et|or|ou|to|au|&|-|/) ?(?:of |the |du |le |au )*"
_TWO = rf"(\d{{1,2}}){_AND}(\d{{1,2}})"
_BOTH = re.compile(
    rf"{_TWO}\s?(?:st|nd|rd|th|er|e)?[\s.,-]*(?:of |de |d')?(?<![^\W\d_])({'|'.join(MONTHS)})(?![^\W\d_])"
    rf"|(?<![^\W\d_])({'|'.join(MONTHS)})[\s.,]+(?:the )?{_TWO}(?![\d:]| ?(?:h|am|pm)\b)"
)
"""Two days of one month, in figures: in words one day may be two numbers ("vingt et un")."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)(\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d-])\d{1,2}[-/. ]{1,2}\d{1,2}[-/. ]{1,2}'?(\d\d)(?!\d)")
_ORDINAL = re.compile(r"(?<![^\W_])(\d{1,3})\s?(?:st|nd|rd|th|e|er|re|eme|ieme)(?![^\W_])")
_POSTAL = re.compile(r"(?<![^\W_])([a-z]\d[a-z])[\s-]?(\d[a-z]\d)(?![^\W_])")
_UNIT = re.compile(
    r"(?<![^\W_])(?:unit|unite|apt|app|apartment|appartement|suite|logement|log|room|chambre|door|porte|lot|building|"
    r"bldg|batiment|bat)\W{1,3}(\d{1,5}[a-z]?|[a-z])(?![^\W_])"
)
_NAMES = frozenset({"PERSON", "HANDLE", "EMAIL_ADDRESS"})
_OTHER = frozenset({"STREET_ADDRESS", "DATE_OF_BIRTH", "URL"})


def traces(value: str, entity: str) -> frozenset[str]:
    """Return the traces of a value, and those tokens of it that only its kind tells (the halves of a postal code)."""
    folded = fold(value)
    if entity == "PERSON":
        return frozenset((*_of_name(folded), *_letter_runs(folded), *_halves(folded)))
    if entity in _NAMES:
        local = folded.partition("@")[0] if entity == "EMAIL_ADDRESS" else folded
        return frozenset((*_of_words(local), *_letter_runs(local), *_initials(_LETTERS.findall(local))))
    if entity == "STREET_ADDRESS":
        return frozenset((*_of_address(folded), *_halves(folded), *_long_numbers(folded)))
    if entity == "DATE_OF_BIRTH":
        return frozenset(_of_date(folded))
    if entity in _OTHER:
        return frozenset(_long_numbers(folded))
    phone = entity == "PHONE_NUMBER"
    said = (*_of_said_number(folded, phone=phone), *_of_code(folded))
    words = (*_of_words(folded), *_letter_runs(folded)) if entity == "CREDENTIAL" else ()
    return frozenset((*_of_number(folded, phone=phone), *_halves(folded), *said, *words))


def squeezed(word: str) -> str:
    """Return a folded word with each repeated letter once: "Treemblaay" is "tremblay"."""
    return "".join(letter for letter, _ in groupby(word))


def near(word: str) -> Iterator[str]:
    """Yield the traces that a folded word shares with every word that differs from it in one letter."""
    short = squeezed(word)
    if len(short) >= MIN_NEAR:
        yield f"near:{short}"
        for at in range(len(short)):
            yield f"near:{short[:at]}{short[at + 1 :]}"


def sound(word: str) -> str:
    """Return how a folded word sounds, roughly, in French: "Thibodeau" and "Thibaudeau" are one."""
    for spelled, said in _SOUNDS:
        word = spelled.sub(said, word)
    return squeezed(word)


def spelt(word: str) -> str:
    """Return one of the ways in which a folded name may be spelt: "Carl" is "karl", "Kathy" and "Cathie" "kati"."""
    for spelled, said in _SPELT:
        word = spelled.sub(said, word)
    return squeezed(word)


def skeleton(word: str) -> str:
    """Return the consonants of a folded word as they are heard in either language: "Olumide" is "lmd"."""
    for spelled, said in _HEARD:
        word = spelled.sub(said, word)
    return squeezed(word)


def coarse(word: str) -> str:
    """Return the kinds of a folded word's consonants: "Siobhan" and "Shivaun" are both "spn"."""
    for spelled, said in _KINDS:
        word = spelled.sub(said, word)
    return squeezed(word)


def shuffled(word: str) -> str:
    """Return the letters of a folded word in the alphabet's order."""
    return "".join(sorted(word))


def bones(word: str) -> str:
    """Return a folded word without its vowels: "Trmbl" is "Tremblay"."""
    return _VOWELS.sub("", word)


def day(month: int, number: int) -> str:
    """Return the trace of a day of the year."""
    return f"day:{month:02}-{number:02}"


def _of_name(folded: str) -> Iterator[str]:
    words = [word for word in _LETTERS.findall(folded) if word not in _TITLES]
    yield from _initials(words)
    yield from _initials([word for word in words if word not in _PARTICLES])
    yield from _of_words(folded)
    for spelled in _SPELLED.findall(folded):
        yield (name := "".join(_LETTERS.findall(spelled)))
        yield from _of_words(name)
    for word in words:
        yield from (f"part:{other}" if len(other) >= MIN_PART else f"cap:{other}" for other in nicknames(word))
        if len(word) == 2 or word in ADDRESS_WORDS:
            yield f"cap:{word}"
        elif word[:2] in _SHORT:
            yield f"cap:{word[:2]}"
    for word, following in pairwise(words):
        if len(word) <= MIN_PART:
            yield word + following
    yield from (f"initial:{word[0]}" for word in words)
    yield from (f"spelt:{spelt(word)}" for word in words if len(word) >= MIN_PART)
    yield from (f"heard:{kinds}" for kinds in map(coarse, words) if len(kinds) >= MIN_HEARD)
    yield from (f"twice:{half}" for word in words if len(word) > MIN_PART for half in (word[:2], word[-2:]))


def _initials(words: list[str]) -> Iterator[str]:
    letters = [word[0] for word in words[:MAX_INITIALS]]
    for size in range(2, len(letters) + 1):
        for some in map("".join, combinations(letters, size)):
            yield f"initials:{some}"
            yield f"initials:{some[::-1]}"


def _of_words(folded: str) -> Iterator[str]:
    """Yield the beginnings and ends of words, and what is near them."""
    for word in _LETTERS.findall(folded):
        if word in ADDRESS_WORDS:
            continue
        yield from (f"part:{word[:size]}" for size in range(MIN_PART, len(word)))
        yield from (f"part:{word[-size:]}" for size in range(MIN_PART + 1, len(word)))
        yield from near(word)
        if len(word) >= MIN_NEAR:
            yield f"sound:{sound(word)}"
            yield f"letters:{shuffled(word)}"
        if len(heard := skeleton(word)) >= MIN_HEARD:
            yield f"skeleton:{heard}"
        if len(bare := bones(word)) >= MIN_PART:
            yield f"bones:{bare}"


def _letter_runs(folded: str) -> Iterator[str]:
    """Yield the letters of words that hold digits too, as tokens: an account "jdoe87" is "jdoe"."""
    for word in re.findall(r"[^\W_]+", folded):
        if not word.isalpha():
            yield from (run for run in _LETTERS.findall(word) if len(run) > MIN_PART)


def _of_address(folded: str) -> Iterator[str]:
    yield from (f"ord:{number}" for number in _ORDINAL.findall(folded))
    without = _POSTAL.sub(" ", _ORDINAL.sub(" ", folded))
    yield from (f"house:{number}" for number in re.findall(r"(?<!\d)\d{1,3}(?!\d)", without))
    for number in re.findall(r"(?<!\d)\d{4,}(?!\d)", without):
        yield from _of_number(number, phone=False)
    yield from (f"unit:{letter}" for letter in _UNIT.findall(folded))
    yield from _street_initials(folded)
    yield from _said_houses(without)
    for word in _LETTERS.findall(without):
        if word not in ADDRESS_WORDS:
            yield from near(word)
            if len(word) >= MIN_NEAR:
                yield from (f"part:{word[:size]}" for size in range(MIN_PART + 1, len(word)))


def _street_initials(folded: str) -> Iterator[str]:
    """Yield the first letter of the words behind a house number, of one to three of them ("Notre-Dame": n, nd)."""
    words = [word for word in _LETTERS.findall(folded) if word not in ADDRESS_WORDS and len(word) > 1]
    yield from ("street:" + "".join(word[0] for word in words[:size]) for size in range(1, min(len(words), 3) + 1))


def _said_houses(folded: str) -> Iterator[str]:
    """Yield the numbers of an address that stand in words ("nineteen Cuttle Lane")."""
    try:
        said = {number.digits for number in numbers(_DIGIT.sub(" ", folded)) if number.alone}
    except TooManyReadings:
        return
    for digits in said:
        if len(digits) > MIN_PART:
            yield digits
        elif int(digits):
            yield f"house:{digits}"


def _of_number(folded: str, *, phone: bool) -> Iterator[str]:
    digits = re.sub(r"\D", "", folded)
    yield from (f"run:{digits[at : at + RUN]}" for at in range(len(digits) - RUN + 1))
    yield from (f"tri:{digits[at : at + MIN_PART]}" for at in range(len(digits) - MIN_PART + 1))
    yield from (f"pair:{group}" for group in re.findall(r"(?<!\d)\d{2}(?!\d)", folded))
    if len(digits) > MIN_PART:
        yield f"tail:{digits[-3:]}"
        yield f"tail:{digits[-2:]}"
        yield f"tail:{digits[-1:]}"
        yield f"head:{digits[:2]}"
        yield f"head:{digits[:3]}"
    elif len(digits) == MIN_PART:
        yield f"group:{digits}"
        yield f"tail:{digits[-2:]}"
    if not phone:  # everybody's telephone number has its area code and exchange
        yield from (f"group:{group}" for group in re.findall(r"(?<!\d)\d{3}(?!\d)", folded))


def _of_code(folded: str) -> Iterator[str]:
    code = "".join(re.findall(r"[^\W_]+", folded))
    if not (MIN_CODE <= len(code) <= MAX_CODE) or code.isdigit() or code.isalpha():
        return
    yield f"code:{alike(code)}"
    for size in range(MIN_PART, len(code) - 1):
        yield from (f"piece:{piece}" for piece in (code[:size], code[-size:]) if not piece.isdigit())
    for start in range(len(code) - MIN_PART + 1):
        yield from (f"piece:{alike(piece)}" for piece in mixed(code[start : start + MAX_PIECE]))


def mixed(code: str) -> Iterator[str]:
    """Yield each beginning of a code, from three signs on, that has both letters and digits."""
    for size in range(MIN_PART, len(code) + 1):
        if not ((piece := code[:size]).isalpha() or piece.isdigit()):
            yield piece


def alike(code: str) -> str:
    """Return a folded code with the letters that look like digits as digits."""
    return code.translate(_ALIKE)


def _long_numbers(folded: str) -> Iterator[str]:
    """Yield the traces of numbers that are too long for what holds them: an account's within an address."""
    for number in _LONG.findall(folded):
        yield from _of_number(number, phone=False)


def _of_said_number(folded: str, *, phone: bool) -> Iterator[str]:
    """Yield the digits of a number in words or with letters for digits, and their traces."""
    if folded.isdigit():
        return
    try:
        readings = {number.digits for number in numbers(folded) if number.alone and len(number.digits) > MIN_PART}
    except TooManyReadings:
        return
    for digits in readings:
        yield digits
        yield from _of_number(digits, phone=phone)


def _halves(folded: str) -> Iterator[str]:
    for halves in _POSTAL.findall(folded):
        yield from halves
        yield from (f"code:{alike(each)}" for each in (*halves, "".join(halves)))
        yield from _of_code("".join(halves))


def _of_date(folded: str) -> Iterator[str]:
    for trace in dates(folded):
        yield trace
        yield f"month:{trace[4:6]}"
        yield f"mday:{trace[7:]}"
    years = {*_YEAR.findall(folded), *_SHORT_YEAR.findall(folded)}
    yield from (f"year:{short}" for short in years)
    for short in years:
        for trace in dates(folded):
            month, number = trace[4:6], trace[7:]
            for year in (short, f"19{short}", f"20{short}"):
                yield from (year + month + number, number + month + year, month + number + year)
                yield from (f"{int(one)}{int(other)}{year}" for one, other in ((number, month), (month, number)))


def dates(folded: str) -> Iterator[str]:
    """Yield the traces of the days that a folded text names, in words or figures; figures are read both ways."""
    for match in _FIGURES.finditer(folded):
        for one, other in ((match[1], match[2]), (match[2], match[1]), (match[2], match[3]), (match[3], match[2])):
            if 1 <= int(one) <= 12 and 1 <= int(other) <= 31:
                yield day(int(one), int(other))
    for match in _PAIR.finditer(folded):
        for one, other in ((match[1], match[2]), (match[2], match[1])):
            if 1 <= int(one) <= 12 and 1 <= int(other) <= 31:
                yield day(int(one), int(other))
    for match in _NAMED.finditer(folded):
        yield from (day(MONTHS[match[2]], day_number(said)) for said in (match[1], match[3]) if said)
    for match in _BOTH.finditer(folded):
        month = MONTHS[match[3] or match[4]]
        yield from (day(month, day_number(said)) for said in match.group(1, 2, 5, 6) if said)


def day_number(said: str) -> int:
    """Return the day of the month that stands in figures or, folded, in words."""
    return int(said) if said.isdigit() else DAYS[re.sub(r"\s", "-", said)]
