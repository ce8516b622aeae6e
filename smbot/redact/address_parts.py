"""What stands around the number and street of an address: unit, floor, building, rural box, town, province, code.

Abbreviations follow Canada Post's addressing guidelines, and what people make of them.
"""

import re
from typing import Final

from smbot.redact.address_words import IN_WORDS, TOWNS
from smbot.redact.not_names import is_common

DIRECTION: Final = (
    r"(?:north(?:east|west)?|south(?:east|west)?|east|west|nord(?:-est|-ouest)?|sud(?:-est|-ouest)?|est|ouest|"
    r"n\.?[ew]\.?|s\.?[ewo]\.?|n\.?o\.?|[nsewo]\.?)"
)
_NUMBER = (
    rf"(?:no\.? ?|n[o°] ?|#)?(?:[A-Z]?[ \-]?[\dlIO][\dlIOZ]{{0,4}}(?:[ \-]?[A-Z](?!\w))?|[A-Z](?!['\u2019])|{IN_WORDS})"
)
FLOOR: Final = (
    r"(?:basement(?: suite| unit| apt| apartment)?|bsmt(?: unit| suite| apt)?|(?:au )?sous[\- ]sol|s/s|"
    r"upper(?: unit| floor)?|"
    r"lower(?: unit| floor)?|main(?: floor| level)?|rear(?: unit| door)?|back door|side door|in (?:the )?back|"
    r"upstairs|downstairs|ground floor|top floor|(?:le )?rez-de-chauss[ée]e|rdc|(?:en |d['\u2019]en )?(?:haut|bas)|"
    r"(?:logement|bureau|appartement|app\.?|logis|porte)(?: du| d['\u2019]en| de| en| au)?[ ](?:haut|bas|"
    r"rez-de-chauss[ée]e|"
    r"arri[èe]re|en avant|avant|c[ôo]t[ée]|gauche|droite|sous-sol|bleue?|rouge|verte?|blanche?|brune?|noire?)|"
    r"garden suite|laneway(?: house| suite)?|granny suite|"
    r"\d{1,2}(?:st|nd|rd|th)[ ](?:floor|flr|fl)|\d{1,2}(?:e|[èe]me|er)[ ][ée]tage)"
)
UNIT_WORD: Final = (
    r"(?:unit|apt|apartment|suite|ste|app|appt|apart|appartement|bureau|bur|local|unit[ée]|porte|logement|log|logis|"
    r"loft|[ée]tage|floor|flr|fl|flat|trailer|room|rm|lot|pad|stall|townhouse|townhome|th|bloc|block|blk|bldg|building|"
    r"b[âa]timent|b[âa]t|tower|tour|penthouse|ph|chambre|chalet|casier|condo|cabin|ch)"
)
UNIT: Final = rf"(?:{FLOOR}(?!\w)|(?:{UNIT_WORD}(?:\.(?=[ #]))?[ #]{{0,3}}|#[ ]?){_NUMBER}(?!\w))"
RURAL: Final = (
    r"(?:(?:site|comp(?:artment)?|box|bo[iî]te|bte|lot|blk|block|group|grp|emplacement|"
    r"house)\.?[ ]?#?[ ]?\d{1,5}[A-Z]?|"
    r"R\.?[ ]?R\.?[ ]?#?[ ]?\d{1,3}|(?:P\.?[ ]?O\.?[ ]?Box|C\.?P\.?|case postale)[ ]?\d{1,5}|"
    r"(?:stn|station|succ\.?|succursale)[ ][\w\-]{1,20}|via [A-Z][\w\-]{2,20}(?: [A-Z][\w\-]{2,20})?)(?!\w)"
)
POSTAL: Final = r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ \-]{0,2}\d[ABCEGHJ-NPRSTV-Z]\d"
_SHORT_PROVINCE = (
    r"Q\.?C\.?|P\.?Q\.?|Qu?[ée]\.|ON|ONT\.?|AB|ALTA\.?|ALB\.?|B\.? ?C\.?|C\.?-?B\.?|MB|MAN\.?|SK|SASK\.?|"
    r"N\.?S\.?|N\.?B\.?|"
    r"N\.?-[BÉE]\.?|P\.?E\.?I\.?|PE|[ÎI]\.?-?P\.?-?[ÉE]\.?|N\.?L\.?|NFLD\.?|T\.?-N\.?(?:-L\.?)?|Y\.?T\.?|YK|"
    r"N\.?W\.?T\.?|"
    r"NT|NU|T\.?N\.?-?O\.?"
)
PROVINCE: Final = (
    r"(?:(?:qu[ée]bec|ontario|alberta|british columbia|colombie-britannique|manitoba|saskatchewan|nova scotia|"
    r"nouvelle-[ée]cosse|new brunswick|nouveau-brunswick|newfoundland(?: and labrador| & labrador)?|labrador|"
    r"terre-neuve(?:-et-labrador)?|prince edward island|[îi]le-du-prince-[ée]douard|yukon|nunavut|"
    r"northwest territories|"
    r"territoires du nord-ouest)"
    rf"|(?-i:{_SHORT_PROVINCE}|Qc|Ont\.?|Alta\.?|Sask\.?|Man\.?|Que\.?)|(?:{_SHORT_PROVINCE})(?=,?[ ]{{1,2}}{POSTAL}))"
)
"""In lower case "on" is a word, unless a postal code follows."""
CITY: Final = (
    r"(?!(?:le |the |my |mon )?(?:code|postal)\b)[^\W\d_][\w'\u2019.\-]{1,30}(?:[ ][^\W\d_][\w'\u2019.\-]{1,30}){0,3}?"
)
_IN = r"(?:,[ ]{0,2}|[ ]{1,2}(?:in |[àa] |at |near )?|[ ]?\()"
TAIL: Final = (
    rf"(?:[ ]{{1,2}}{DIRECTION}(?!\w))?"
    rf"(?:,?[ ]{{1,2}}{UNIT}(?!\w))?"
    rf"(?:{_IN}(?:{CITY})(?:,[ ]{{0,2}}|[ ]{{1,2}}\(?)(?:{PROVINCE}(?!\w)\)?(?:,?[ ]{{1,2}}{POSTAL}(?!\w))?|"
    rf"{POSTAL}(?!\w))"
    rf"|,?[ ]{{1,2}}{PROVINCE}(?!\w)(?:,?[ ]{{1,2}}{POSTAL}(?!\w))|,?[ ]{{1,2}}{POSTAL}(?!\w))?"
    r"(?:,?[ ]Canada(?!\w))?"
)
"""What may follow a street, as far as a province or a postal code says that the word before is a town."""

_UNIT_AFTER = re.compile(
    rf"(?:,?[ ]{{1,2}}|,|[ ]?-[ ]|[ ]?\(|,? and |,? et )(?:{UNIT}|{RURAL}|{DIRECTION}(?!\w)(?=[ ]?(?:[,.;)\n#]|$|"
    rf"{UNIT})))\)?",
    re.IGNORECASE,
)
_TOWN = (
    r"[A-ZÀ-Ý][\w'\u2019\-]{1,25}(?:\.(?=[ \-][A-Z]))?(?:[ \-](?:(?:of|de|du|des|la|le|les|sur|the|aux|et)[ \-]){0,2}"
    r"[A-ZÀ-Ý][\w'\u2019\-]{1,25}){0,3}"
)
_TOWN_AFTER = re.compile(
    rf"(?:,[ ]{{0,2}}|[ ]\(|[ ](?:in|à|near)[ ])(?P<town>{_TOWN})\)?(?=[ ]?(?:[.,;:!?)\n(/]|$|"
    rf"[ ](?:[A-Z]{{2}}(?!\w)|[a-zà-ÿ&]|\()))"
)
_KNOWN_TOWN = re.compile(rf",?[ ]\(?(?:{TOWNS})(?![\w\-])(?:[ ]?\([^\W\d_]{{3,20}}\)|\))?", re.IGNORECASE)
_END_AFTER = re.compile(
    rf",?[ ]?\(?{PROVINCE}(?!\w)\)?(?:,?[ ]{{1,2}}{POSTAL}(?!\w))?|,?[ ]{{1,2}}{POSTAL}(?!\w)", re.IGNORECASE
)
_BUILDING = (
    r"(?:(?:[A-Z][\w'\u2019\-]{1,20}[ ]){1,2}(?:House|Tower|Towers|Motel|Hotel|Manor|Residence|Lodge|Apartments|"
    r"Hall|Inn|"
    r"Place|Court|Village|Estates|Villa)|(?:Tower|Residence|R[ée]sidence|Tour|Pavillon|Bloc|Block|Bldg|Building|"
    r"Camp|PMQ)"
    r"[ ](?:[A-Z0-9]{1,4}(?:[ ]\d{1,5})?|[A-Z][\w\-]{2,20}))"
)
_LEAD = re.compile(
    rf"(?<![\w#$/])(?:(?i:{UNIT}(?:,?[ ]{{1,2}}|,|[ ]?-[ ]?|:[ ])|{RURAL},?[ ]{{1,2}}|(?:{UNIT_WORD}\.?[ ]{{0,2}})?\#"
    rf"|{UNIT_WORD}\.?[ ]{{1,2}}|(?:c/o|a/s)[ ])|{_BUILDING}(?:,[ ]|[ ]-[ ]|[ ])|"
    rf"(?<![.,])\d{{1,5}}[A-Z]?[ ]?[\-,][ ]?)$"
)
_BUILDING_LEAD = re.compile(rf"(?<!\w){_BUILDING}(?:,[ ]|[ ])$")
_POINT = re.compile(r"(?<=[ ][NSEWO])\.(?=,?[ ])")
LONGEST_LEAD: Final = 32
MOST_LEADS: Final = 2
MOST_PARTS: Final = 6


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of the address whose number and street stand at ``text[start:end]``, with what is around."""
    for n in range(MOST_LEADS):
        if start < 2 or text[start - 1] not in " ,-#":
            break
        pattern = _LEAD if n == 0 or text[start - 2] in ",-" else _BUILDING_LEAD
        lead = pattern.search(text, max(0, start - LONGEST_LEAD), start)
        if lead is None:
            break
        start = lead.start()
    return start, whole_end(text, end)


def whole_end(text: str, end: int) -> int:
    """Return where the address ends with what follows it: units, boxes, town, province, postal code."""
    end += 1 if _POINT.match(text, end) else 0
    for _ in range(MOST_PARTS):
        more = _UNIT_AFTER.match(text, end) or _KNOWN_TOWN.match(text, end) or _END_AFTER.match(text, end)
        if more is None:
            town = _TOWN_AFTER.match(text, end)
            if town is None or is_common(town["town"].split()[0]):
                break
            more = town
        end = more.end()
    return end
