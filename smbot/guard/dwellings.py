"""Reads where somebody lives from what nothing masked in a post: a unit, a box, a number in words before a street."""

import re
from collections.abc import Iterator

from smbot.core.canon import fold, tokens
from smbot.core.marked import GAP
from smbot.core.numbers import Number, TooManyReadings, numbers
from smbot.core.traces import MONTHS, alike, traces
from smbot.normalise.words import word_set

_OF_OFFICES = re.compile(
    r"\W+(?:(?:at|of|in|de|du|a|au|dans) )?(?:(?:the|your|la|le|l'|votre|vos|nos) ?)?"
    r"(?:city hall|town hall|hotel de ville|mairie|court|counter|comptoir|office|bureau|library|bibliotheque|school|"
    r"ecole|arena|service)\b"
)
"""What has rooms and doors that everybody may know."""
_OF_CARS = re.compile(r"lot\W+[a-h]")
"""A lot that has a letter is for cars."""
_UNIT = re.compile(
    r"(?<![^\W_])(?:unit|unite|apt|app|apartment|appartement|appart|logement|log|room|rm|chambre|lot|site|suite|door|"
    r"porte|p\.? ?o\.? box|po box|c\.? ?p\.?|case postale|casier|stall|pad|bldg|building|batiment)"
    r"(?: (?:number|no|numero|nº|n°))?[.:#\s]{1,3}(\d{1,5}[a-h]?|[a-h])(?![^\W_]|'|[.,]\d|[:/-]\d)"
)
_BEFORE_MASK = re.compile(rf"(?<![^\W_]|[$.,:-])(?!(?:19|20)\d\d)(\d{{1,5}}[a-h]?) ?,? {GAP}")
_UNIT_OF = re.compile(
    rf"(?<![^\W_]|[$.,:-])(\d{{1,4}}[- ]?[a-h]|\d{{1,4}}),? (?:au|at|of|du)\s+(?:{GAP}|\d{{2,5}} [a-z])"
)
"""A unit before the address of its building."""
_NUMBER = re.compile(
    r"(?<!bus )(?<!route )(?<!line )(?<!form )(?<!ligne )\b(?:number|civic|civique) (\d{3,4})(?![^\W_])"
)
_AT_A_STREET = re.compile(
    r"(?: [a-z'-]+){1,3} (?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|crt|crescent|cres|place|pl|boulevard|"
    r"blvd|boul|way|close|mews|terrace|hill|gate|trail|heights|row|circle|square|park|grove|bay|cove|point|"
    r"ridge|view|"
    r"walk|loop|path|rise|landing|manor|gardens?|crossing|hollow|bend|green|common)(?![^\W_])"
    r"|,? (?:de la |du |des )?(?:rue|avenue|av|boul|boulevard|chemin|ch|rang|croissant|place|impasse|allee|"
    r"montee|cote|"
    rf"ruelle|route|rg)(?![^\W_])|,? +{GAP}"
)

_TYPE = (
    r"(?:rue|avenue|av\.?|boul(?:evard|\.)?|bd|blvd|chemin|ch\.|rang|croissant|impasse|allee|montee|(?<!a )cote|"
    r"ruelle|rg)"
)
_KIND = (
    r"(?:street|st\.?|avenue|ave\.?|road|rd\.?|drive|dr\.?|lane|ln\.?|court|crescent|cres\.?|boulevard|blvd\.?|"
    r"terrace|close|way|trail|gate|circle|grove)"
)
_ARTICLE = r"(?:de la |de l'|des |du |de |d')?"
_HOUSE = (
    r"(?!\d+(?:e|er|re|eme|st|nd|rd|th)(?![^\W_]))(?P<house>\d{1,5}[a-h]?)(?![^\W_]|[.,:-]\d|"
    r" (?:this|in the|every|ce|du|tonight|o'clock)(?![^\W_])|"
    rf" ?(?:h|am|pm|a\.m|p\.m|heures?|\$|%|km|metres?|{'|'.join(MONTHS)})(?![^\W_]))"
)
"""The number of a house, and neither an hour, a day nor an amount."""
_BEHIND = (
    r"(?:,? (?:au|aux|at|no|n[°ºo]|number|numero|civique|(?:at|au) (?:number|numero|no\.?|#))\.? ?#?|,? ?#|"
    r", (?=\d+[a-h]?(?:\W*$|[.,;!?)\n]| (?:et|mais|and|but) )))"
)
_STREETS = (
    # the number behind the street
    re.compile(rf"(?<![^\W_]){_TYPE} {_ARTICLE}(?P<street>[a-z'-]+(?: [a-z'-]+){{0,3}}?){_BEHIND}{_HOUSE}"),
    re.compile(rf"(?<![^\W_])(?P<street>[a-z'-]+(?: [a-z'-]+)?) {_KIND}{_BEHIND}{_HOUSE}"),
    re.compile(
        rf"(?<![^\W_])(?:on|off|sur) (?P<street>[a-z'-]{{3,}}(?: [a-z'-]+)?),? "
        rf"(?:at|au) (?:number|numero|no\.?|#) ?{_HOUSE}"
    ),
    # and before it
    re.compile(
        rf"(?<![^\W_]|[$.,:#-])(?P<house>\d{{1,5}}[a-h]?),? (?:de la |du |des )?{_TYPE} {_ARTICLE}"
        rf"(?P<street>[a-z'-]{{3,}}(?:-[a-z'-]+)*)"
    ),
)
"""A street and the number of a house in it."""
_NO_STREET = word_set("""
    our the this that your his her their same whole main one every each any down across off from near along side back
    next another wrong street road rue avenue notre votre cette ces des les une aux par sur dans meme toute chaque
    principale and for
""")
"""What stands before or behind "street" and names none, or one that every town has."""
_LONG_WORD = re.compile(r"[a-z]{3,}")
_AFTER_MASK = re.compile(rf"{GAP},? +(?:au|at|no|number|numero|(?:at|au) (?:number|numero|no\.?|#))\.? ?#?{_HOUSE}")


_STREET_TYPE = (
    r"Abbey|Acres|Alley|Avenue|Ave|Bay|Beach|Bend|Boulevard|Blvd|Bypass|Byway|Cape|Chase|Circle|Circuit|Close|Common|"
    r"Concession|Corners|Court|Crt|Cove|Crescent|Cres|Crest|Crossing|Crossroads|Cul-de-sac|Dale|Dell|Downs|Drive|Dr|"
    r"End|"
    r"Esplanade|Estates|Extension|Field|Gardens|Gate|Glade|Glen|Green|Grounds|Grove|Harbour|Heath|Heights|Highlands|"
    r"Hill|"
    r"Hollow|Inlet|Island|Key|Knoll|Landing|Lane|Ln|Laneway|Lawn|Line|Link|Lookout|Loop|Manor|Maze|Meadows?|Mews|Moor|"
    r"Mount|Orchard|Parade|Park|Parkway|Passage|Path|Pathway|Pines|Place|Pl|Plateau|Plaza|Point|Private|Promenade|Quay|"
    r"Ramp|Range|Ridge|Rise|Road|Rd|Route|Row|Run|Sideroad|Square|Street|St|Terrace|Terr|Thicket|Towers|Townline|Trail|"
    r"Turnabout|Vale|Via|View|Village|Villas|Vista|Walk|Way|Wharf|Wood|Woods|Wynd"
)
_STREET_TYPE_FR = (
    r"rue|avenue|boulevard|chemin|rang|all[ée]e|autoroute|carr[ée]|carrefour|cercle|c[ôo]te|cour|cours|croissant|"
    r"cul-de-sac|descente|domaine|[ée]changeur|esplanade|faubourg|[îi]le|impasse|jardins?|mail|mont[ée]e|parc|passage|"
    r"place|plateau|pointe|promenade|quai|rond-point|route|ruelle|sente|sentier|square|terrasse|traverse|venelle|villa|"
    r"voie"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'\u2019-]+"
_ADDRESSES = (
    re.compile(
        rf"(?<![\w$.,:-])(?P<house>\d{{1,5}}[A-Ha-h]?),? (?P<street>{_CAPITAL}(?: {_CAPITAL})?) (?:{_STREET_TYPE})\b"
    ),
    re.compile(
        rf"(?<![\w$.,:-])(?P<house>\d{{1,5}}[A-Ha-h]?),? (?i:{_STREET_TYPE_FR}) "
        rf"(?:de la |de l['\u2019]|des |du |de |d['\u2019])?(?P<street>{_CAPITAL})"
    ),
)
"""A house and its street, written with capitals; the kinds of streets are those of Canada Post's guidelines."""
_AT_HOME = (
    r"(?<![^\W_])(?:(?i:my|our|mom['\u2019]?s|dad['\u2019]?s|mum['\u2019]?s) (?:(?i:own|front|back|side|"
    r"parents['\u2019]?|mother['\u2019]?s) )?"
    r"(?i:door|doorstep|house|home|place|driveway|basement|porch|lawn|yard|building|step|steps|stairs|apartment|gate|"
    r"garage|fence|curb|mailbox|roof|kitchen|sidewalk)|(?i:(?:i|we) (?:live|are|reside)|(?:i|we)['\u2019](?:m|re))|"
    r"(?i:chez (?:moi|nous|ma m[èe]re|mon p[èe]re)|(?:ma|notre|mon) (?:porte|maison|entr[ée]e|sous-sol|galerie|cour|"
    r"balcon|logement|appart\w*|toit|perron|terrain|stationnement|bo[îi]te|b[âa]timent|immeuble|garage|cl[ôo]ture|trottoir)|"
    r"(?:j['\u2019]habite|on habite|je reste|on reste|je demeure)(?: au)?))"
)
_WITHOUT_TYPE = (
    r"(?P<house>\d{1,5}[A-Ha-h]?),? (?:de la |de l['\u2019]|des |du |de |d['\u2019])?"
    rf"(?!(?i:{'|'.join(MONTHS)}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?![^\W_])|[A-Z]+(?![^\W_]))"
    rf"(?P<street>{_CAPITAL})"
)
_HOMES = (
    re.compile(rf"{_AT_HOME}[^.!?\n\d]{{0,20}}?(?:[,:(–—-] ?|(?i:at|au|is|est) ){_WITHOUT_TYPE}"),
    re.compile(rf"(?:^|[.!?\n] ?|(?i:at|au) ){_WITHOUT_TYPE}(?=[,:;)–—-])[^.!?\n]{{0,40}}?{_AT_HOME}"),
)
"""A house and its street, of which the kind is left out, beside what is somebody's home."""
_BESIDE = re.compile(
    r"(?<![^\W_])(?i:in front of|outside|across from|next to|opposite|beside|behind|near|by|en face d[ue]|"
    r"devant(?: le)?|"
    r"[àa] c[ôo]t[ée] d[ue]|derri[èe]re(?: le)?|vis-[àa]-vis(?: d[ue]| le)?|pr[èe]s d[ue]) "
    rf"(?i:(?:the|le|no|num[ée]ro|number|#) ?)?{_WITHOUT_TYPE}"
)
"""What stands before a house that is told without the kind of its street: "en face du 631 Notre-Dame"."""
_OF_A_LINE = re.compile(
    r"(?<![^\W_])(?:bus|route|line|stop|tram|train|autobus|ligne|circuit|arr[êe]t|office|bureau|counter|comptoir|"
    r"library|biblioth[èe]que|school|[ée]cole)s?(?![^\W_])",
    re.IGNORECASE,
)
"""What has a number and a name that everybody may read."""


def addresses(post: str) -> Iterator[str]:
    """Yield the tokens and traces of addresses of a post that are written with capitals."""
    at_home = (
        match
        for kind in (*_HOMES, _BESIDE)
        for match in kind.finditer(post)
        if not _OF_A_LINE.search(post, max(0, match.start() - 40), match.end() + 12)
    )
    for match in (*(match for kind in _ADDRESSES for match in kind.finditer(post)), *at_home):
        yield from traces(f"{match['house']} {match['street']}", "STREET_ADDRESS") | tokens(match["house"])
        yield from (token for word in _LONG_WORD.findall(fold(match["street"])) for token in tokens(word))


def dwellings(flat: str) -> Iterator[str]:
    """Yield the tokens and traces of dwellings that a folded post tells of."""
    for match in _UNIT.finditer(flat):
        if not (_OF_OFFICES.match(flat, match.end()) or _OF_CARS.match(match[0])):
            yield from tokens(match[1]) | traces(f"unit {match[1]}", "STREET_ADDRESS")
    for match in _UNIT_OF.finditer(flat):
        unit = "".join(filter(str.isalnum, match[1]))
        yield from (f"piece:{alike(unit)}", *traces(f"unit {unit}", "STREET_ADDRESS"))
    for match in (*_BEFORE_MASK.finditer(flat), *_NUMBER.finditer(flat), *_AFTER_MASK.finditer(flat)):
        yield from traces(match[1], "STREET_ADDRESS") | tokens(match[1])
    for match in (each for street in _STREETS for each in street.finditer(flat)):
        words = [word for word in _LONG_WORD.findall(match["street"]) if word not in _NO_STREET]
        if words and match["street"].split()[-1] not in _NO_STREET:
            yield from traces(f"{match['house']} {' '.join(words)}", "STREET_ADDRESS") | tokens(match["house"])
            yield from (token for word in words for token in tokens(word))
    for number in _in_words(flat):
        if _AT_A_STREET.match(flat, number.end):
            yield from traces(number.digits, "STREET_ADDRESS") | tokens(number.digits)


def _in_words(flat: str) -> Iterator[Number]:
    try:
        yield from (each for each in numbers(flat) if each.alone and flat[each.start].isalpha() and int(each.digits))
    except TooManyReadings:
        return
