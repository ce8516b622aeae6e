"""Finds what a post tells of people although nothing masked it there: the guard's second line."""

import re
from collections.abc import Iterator
from functools import lru_cache

from smbot.core.canon import fold, tokens
from smbot.core.flat import flatten
from smbot.core.marked import GAP
from smbot.core.traces import MONTHS, dates, traces
from smbot.guard.dwellings import addresses, dwellings
from smbot.guard.everyday import NEVER_NAMES
from smbot.guard.feasts import FEASTS
from smbot.guard.public_names import IMPERSONAL, SENTENCES, public_words
from smbot.guard.signed import signatures
from smbot.guard.slots import slots
from smbot.guard.spelling import respelled
from smbot.guard.usual import is_anything_else, is_called_so, is_listed_name, is_somebodys, is_two_names

MIN_DIGITS = 4
"""Digits from which a number of a post is not repeated, if it is no year, amount or quantity."""
MIN_ANNOUNCED = 2
"""The same of one that the post calls a number, an address, a file, an end of one."""
MIN_STRANGE = 4
"""Letters of a word that no list knows, to be taken for a name."""

_OWN_DAY = re.compile(
    r"\b(?:appointments?|appt|hearing|surgery|interview|court|exam|booked|booking|born|birth\w*|applied|"
    r"turn(?:s|ed|ing)?|"
    r"rendez\W?vous|rdv|audience|operation|chirurgie|entrevue|tribunal|examen|nee?s?|naissance|anniversaire|fete|"
    r"accident\w*|crash|collision|accouch\w*|due (?:date|on|in)|deliver(?:y|ed)|livr(?:e|ee|aison)|mov(?:ed|ing)|"
    r"demenag\w*|died|dece(?!mb)\w+|passed away|funeral|funerailles|hired|embauch\w*|married|wedding|mariage|fell|"
    r"tombee?|hospital\w*|arrested|arrete|evict\w*|evince\w*|laid off|congedi\w*|diagnos\w*|landed|immigr\w*)\b"
)
"""What a day of the post is when it is one person's."""
_PUBLIC_DAY = re.compile(
    r"\b(?:deadline|(?:tax(?:es)?|bills?|payments?|returns?|fees?|forms?) (?:is|are|was|were) due|ceremon\w+|"
    r"clos(?:e|es|ed|ing|ure)|opens?|opening|opened|until|starts?|ends?|election|vote|voting|budget|"
    r"festival|parade|event|strike|meeting|council|holiday|season|pickup|collection|garbage|recycling|program\w*|law|"
    r"date limite|echeance|ferm\w+|ouvr\w+|ouvert\w*|jusqu\w*|debut\w*|fini\w*|election\w*|greve|seance|conseil|"
    r"ferie|travaux|roadwork|construction|"
    r"collecte|ordures|recyclage|saison|loi|consultation|noel|christmas|canada day|saint-jean|"
    rf"(?:avant|by|before)(?: le| the)? (?=\d|(?:{'|'.join(MONTHS)})\b)|"
    r"tax(?:es)?|impots?|passe en vigueur|vigueur)\b"
)
"""What a day is when it is everybody's."""
_FULL_DATE = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:er|st|nd|rd|th)?[\s/.-]{{1,2}}(?:{'|'.join(MONTHS)}|"
    rf"\d{{1,2}})\.?[\s/.,-]{{1,2}}(?:19\d\d|200\d)(?!\d)"
    rf"|(?:{'|'.join(MONTHS)})\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19\d\d|200\d)(?!\d)"
    r"|(?<!\d)(?:19\d\d|200\d)[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
)
"""A day of a year in which people who write to us were born."""
_LIFE = (
    r"(?<![^\W_])(?:born|birth(?:days?)?|nee?s?|naissance|anniversaire|died|dece(?:s|de|dee|des)|"
    r"passed away|mort|morte)"
)
_YEAR_OF_LIFE = re.compile(
    rf"{_LIFE}(?:day|s|es)? (?:(?:was|is|est|etait|back|sometime|year|annee) )?(?:in |en |of |:)? ?(19\d\d|200\d)(?!\d)"
)
"""The year of somebody's birth or death, without a day."""
_FEAST_OF_LIFE = re.compile(
    rf"{_LIFE}(?![^\W_])[^.!?\n]{{0,30}}?(?<![^\W_])({'|'.join(sorted(FEASTS, key=len, reverse=True))})(?![^\W_])"
)
"""Such a day that is called by its feast."""
_SENTENCE = re.compile(r"[^!?\n]+")

_NUMBER = re.compile(r"\d(?:[\s.\-/()]{0,2}\d)*")
_OF_THINGS = re.compile(
    r"\b(?:arret|stop|form|formulaire|route|bylaw|reglement|poteau|borne|hydrant|pole|asset|lamp|lampadaire|circuit|"
    r"bus|autobus|line|ligne|model|modele|flight|vol|train|channel|"
    r"bill|loi|section|article)s?(?: (?:number|numero|no\.?|n\W))?[ #]*$"
    r"|\b(?:form|formulaire|guide|imm|irm|cit|isp|pptc|t|rc|tp)s? (?:imm|irm|cit|isp|sc|nas|pptc|ctp|t|rc|tp|gst|"
    r"td|cpt|sv|ins|ss|lm)?[ -]*$"
)
_OF_THINGS_AFTER = re.compile(r" ?(?:bus|autobus|line|ligne|route|circuit|tram|train|form|stop|arret|priority|fan)\b")
_ANNOUNCED = re.compile(
    r"(?:\b(?:number|numero|address|adresse|rang|unit|unite|file|dossier|claim|reclamation|confirm\w*|case|cas|"
    r"account|compte|ref\w*|"
    r"card|carte|booking|reservation|order|commande|permit|permis|matricule|civic|civique|finiss\w+|fini\w*|ending|"
    r"ends|termin\w+|last (?:digits|four|three|two|[2-4])|derniers(?: chiffres)?|start(?:s|ing)|begin(?:s|ning)|"
    r"commen\w+)"
    r"(?: (?:number|numero|no\.?|n\W|#|is|est|are|sont|in|with|by|par|en|au|de))*|#)[\s:#.,(-]*$"
)
"""What makes any number somebody's."""
_MEASURE_BEFORE = re.compile(r"[$\u20ac] ?$")
_MEASURE_AFTER = re.compile(
    r" ?(?:[$\u20ac%\u00b0]|(?:k ?)?\$|dollars?\b|(?:k?m|km/h|kwh|kw|mg|kg|ml|cm|mm|litres?|feet|pieds|square|"
    r"degrees|degres|"
    r"people|persons|personnes|residents?|citoyens|times|fois|days|jours|hours|heures|h|am|pm|years|ans|minutes|"
    r"min)\b)"
)
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[-/]\s?(?:19|20)?\d\d)?")
_QUANTITY = re.compile(r"\d{1,3}(?: \d{3}){1,2}")
_THING_AFTER = re.compile(r" (?:d'|de )?[a-z]{3,}")
_POSTAL = re.compile(r"(?<![^\W_])[a-z]\d[a-z][\s-]{0,2}\d[a-z]\d(?![^\W_])")
"""What has a number that everybody may read."""
_CODE = re.compile(r"(?<![^\W_])(?=[A-Z-]*\d)(?=[\d-]*[A-Z])[A-Z\d]+(?:-[A-Z\d]+)*(?![^\W_])")
_OF_CODES = re.compile(
    r"\b(?:conf\w*|codes?|booking|reservation|bon|voucher|coupon|ref\w*|permit|permis|plate|plaque|"
    r"badge|claim|file|dossier|case|order|commande|account|compte)\b"
)
_OF_SOMEBODY = re.compile(
    r"\b(?:my|mon|ma|mes|our|notre)\b[^.!?]{0,12}\b(?:number|numero|no|code|file|dossier|client|account|compte|claim|"
    r"badge|card|carte|pin|nip|matricule|case)\b[^.!?\d]{0,18}$"
)
_PLATE = re.compile(
    r"(?<![^\W_])(?i:immat\w*|plaques?|(?:licen[cs]e )?plates?|lic)"
    r"(?i: (?:number|num[ée]ro|no|is|est|de|d'auto|#))*[\s.:,#(-]{1,4}"
    r"((?=[A-Z\d -]*\d)(?=[\d -]*[A-Z])[A-Z\d]{1,4}(?:[ -]?[A-Z\d]{2,4}){1,2})(?![^\W_])"
)
"""The plate of a car, of which the letters and digits may stand apart."""
MIN_CODE = 6
"""Letters and digits of a code that is taken for somebody's wherever it stands."""
_LEADING = re.compile(rf"(?<![^\W_])([A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)\s+{GAP}")
"""A word that may be the given name before a name that was masked."""
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]+")
_NAMED = re.compile(
    r"(?<![^\W_])(?i:thank(?:s| you)(?: so much| again)? to|kudos to|props to|shout\W?out to|hats off to|bless|"
    r"cheers to|(?:my|our|his|her) (?:son|daughter|mother|mom|mum|father|dad|husband|wife|partner|brother|"
    r"sister|child|"
    r"kid|baby|boy|girl|uncle|aunt|cousin|friend|roommate|neighbou?r|landlord|tenant|boss|ex|grand\w+|niece|"
    r"nephew),?|"
    r"nurse|officer|constable|agent|clerk|caseworker|worker|driver|teacher|principal|named|called|"
    r"merci(?: beaucoup| infiniment)? [àa]|bravo [àa]|chapeau [àa]|f[ée]licitations [àa]|"
    r"(?:mon|ma|notre|son|sa) (?:fils|fille|m[èe]re|p[èe]re|mari|femme|conjointe?|blonde|chum|fr[èe]re|s(?:oe|œ)ur|"
    r"enfant|b[ée]b[ée]|oncle|tante|cousine?|amie?|coloc|voisine?|locataire|propri[ée]taire|ex|ni[èe]ce|neveu|"
    r"beau\W\w+|"
    r"belle\W\w+|grand\W\w+),?|infirmi[èe]re?|agente?|intervenante?|pr[ée]pos[ée]e?|commis|chauffeuse?|"
    r"enseignante?|policier|polici[èe]re|nomm[ée]e?|appel[ée]e?)"
    r" (?P<name>[A-ZÀ-ÖØ-Þ][\w'\u2019-]+(?: [A-ZÀ-ÖØ-Þ][\w'\u2019-]+)?)"
)
"""Who is thanked, related to the author, or at work for us, by name: one that is a place's too counts here."""
_INTRODUCED = re.compile(
    r"(?<![^\W_])(?:(?i:my (?:full |real )?name(?: is|'s|\u2019s)|je m['\u2019]appelle|"
    r"mon nom(?: complet)? (?:est|c['\u2019]est)|"
    r"je me nomme|signed,?|sign[ée]e?,?)\s+(?P<sure>[A-ZÀ-ÖØ-Þ][\w'\u2019-]+(?: [A-ZÀ-ÖØ-Þ][\w'\u2019-]+){0,2})"
    r"|(?i:moi,?|ici|this is|i am|i['\u2019]m|je suis|c['\u2019]est) "
    r"(?P<both>[A-ZÀ-ÖØ-Þ][\w'\u2019-]+(?: [A-ZÀ-ÖØ-Þ][\w'\u2019-]+){1,2}))"
)
"""Who gives a name; behind the weaker words it takes two."""
_HOME = re.compile(
    r"(?<![^\W_])(?i:room|rm\.?|unit|apt\.?|suite|chambre|app\.?|appartement|logement|bed|lit) #?\w{1,5},? "
    r"(?i:at|in|of|à|au|aux|de|du) (?:(?i:the|la|le|l['\u2019]|résidence) ?)?"
    r"((?!City|Town|Hôtel|Mairie|Court|Library|Arena)[A-ZÀ-ÖØ-Þ][\w'\u2019-]+(?: [A-ZÀ-ÖØ-Þ][\w'\u2019-]+)*)"
)
"""The house in which somebody has a room."""
_OF_A_PLACE = re.compile(
    r"(?<![^\W_])(?:in|at|en|[àa]|aux?|program|programme|le|la|the)[ ](?P<after>[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:-[^\W\d_]+)*)|"
    r"(?<![^\W_])(?P<before>[A-ZÀ-ÖØ-Þ][^\W\d_]+)(?=[ ]\d)"
)
_CROSSING = re.compile(
    r"(?<![^\W_])([A-ZÀ-ÖØ-Þ][^\W\d_]+) (?:and|&|et|/|at) ([A-ZÀ-ÖØ-Þ][^\W\d_]+)"
    r"(?![^\W_])(?! (?:are|were|sont|have|ont)\b)"
)
"""Two streets that meet."""
_OFFICE = re.compile(
    r"(?<![^\W_])(?i:mayor|premier|minister|prime minister|councill?or|senator|mp|mpp|mla|president|maire|mairesse|"
    r"premi[eè]re? ministre|ministre|d[eé]put[eé]e?|conseill[eè]re?|s[eé]natrice|s[eé]nateur)"
    r"(?: de [A-ZÀ-ÖØ-Þ][\w'\u2019-]+| of [A-ZÀ-ÖØ-Þ][\w'\u2019-]+)?,? ((?:[A-ZÀ-ÖØ-Þ][\w'\u2019-]+ ?){1,2})"
    r"|([A-ZÀ-ÖØ-Þ][\w'\u2019-]+ [A-ZÀ-ÖØ-Þ][\w'\u2019-]+), (?i:(?:our|the|your|notre|votre|le|la) )?"
    r"(?i:mayor|maire|mairesse|premier)(?![^\W_])"
)
"""Who holds a public office, by name."""
_DOING = re.compile(r"\W*([A-Z][a-z]{2,}ing)(?= [a-z])")
"""What somebody does, at the beginning of a sentence: "Busking permit?" names nobody."""
_NO_NAMES_END = re.compile(r"(?:ically|ingly|fully|ously|ably|ibly|lessly|[aei]ment|amment|emment|tions?|ness|ismes?)$")
"""How a word ends that is nobody's name: "ironically"."""
_DAYS_OF_ALL = frozenset({"Noël", "Noel"})
_FIRST_PERSON = re.compile(
    r"(?<![^\W_])(?:i|im|my|me|mine|we|our|us|he|she|his|her|mr|mrs|ms|je|j|mon|ma|mes|moi|nous|notre|nos|on|m|"
    r"il|elle|"
    r"mme|son|sa|ses|street|road|avenue|rue|lives?|habite|reste|demeure)(?![^\W_])",
    re.IGNORECASE,
)
"""What makes a place of a sentence somebody's."""
_MINE = re.compile(r"(?<![^\W_])(?:i|im|my|me|mine|we|our|us|je|j|mon|ma|mes|moi|nous|notre|nos|m)(?![^\W_])")
"""What makes a day of a folded sentence somebody's."""
_INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?|on|vous|ce)\b|\best-ce\b")
_ASKS = re.compile(
    r"\s*(?:do|does|is|are|when|where|what|which|how|why|who|can|could|will|thanks?|ward|quartier|district|form|"
    r"c['\u2019]est quoi|quand|quel\w*|o[uù]|comment|combien|pourquoi|y a|avez|est-ce|a-t|qu['\u2019]est|merci|bravo)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
"""How a sentence begins that asks or thanks, and complains of nothing at a place."""
_LAST = re.compile(r"[.!?\n]\s*([A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{2,})\s*[.!?]*\s*$")
"""A name alone at the end."""
_WORD = re.compile(r"[^\W\d_]+")
_DISGUISED = re.compile(r"(?<![^\W_])[^\W\d_]+(?:[0134578@$!|]+[^\W\d_]+)+(?![^\W_])")


@lru_cache(maxsize=64)
def told_by(post: str) -> frozenset[str]:
    """Return the tokens and traces of long numbers, names, strange capitals, and days of one person's own."""
    flat = flatten(post)[0]
    found = _figures(flat, post)
    found |= set(dwellings(flat)) | set(addresses(post)) | set(signatures(flat))
    found |= {f"lead:{fold(match[1])[0]}" for match in _LEADING.finditer(post) if not is_anything_else(fold(match[1]))}
    if (last := _LAST.search(post)) and _is_signed_with(last[1], post):
        found |= tokens(last[1]) | traces(last[1], "PERSON")
    shouted = post.isupper()
    for named in (*_NAMED.finditer(post), *_INTRODUCED.finditer(post)):
        for word in _NAME.findall(next(filter(None, named.groups()), "")):
            if is_called_so(word):
                found |= tokens(word) | traces(word, "PERSON")
    for word in (*_nobodys_left_out(post), *_disguised(post)):
        if word.islower():
            found |= tokens(word) if is_two_names(word) else frozenset()
        elif (is_somebodys(word) and fold(word) not in NEVER_NAMES) or _is_strange(word, shouted=shouted):
            found |= tokens(word) | traces(word, "PERSON")
    return frozenset(found)


def _figures(flat: str, post: str) -> set[str]:
    """Return the tokens and traces of numbers, codes and days; `flat` is the folded post."""
    found: set[str] = set()
    for number in _NUMBER.finditer(flat):
        if _is_somebodys_number(flat, number):
            found |= tokens(number[0]) | traces(number[0], "CASE_NUMBER")
    for code in _POSTAL.finditer(flat):
        found |= tokens(code[0]) | traces(code[0], "CA_POSTAL_CODE")
    for code in _CODE.finditer(post):
        signs = sum(map(str.isalnum, code[0]))
        if (signs >= MIN_CODE or _OF_CODES.search(flat, max(0, code.start() - 40), code.start())) and not (
            _OF_THINGS.search(flat, 0, code.start())
        ):
            found |= tokens(code[0]) | traces(code[0], "CASE_NUMBER")
    for plate in _PLATE.finditer(post):
        found |= tokens(plate[1]) | traces(plate[1], "CASE_NUMBER")
    for home in _HOME.finditer(post):
        found |= {token for word in _NAME.findall(home[1]) for token in tokens(word)}
    for year in _YEAR_OF_LIFE.findall(flat):
        found |= tokens(year)
    for feast in _FEAST_OF_LIFE.findall(flat):
        found |= traces(FEASTS[feast], "DATE_OF_BIRTH")
    for sentence in _SENTENCE.findall(flat):
        if _tells_own_day(sentence):
            found |= traces(sentence, "DATE_OF_BIRTH") if any(dates(sentence)) else frozenset()
            found |= (said := set(slots(sentence)))
            found |= {f"mday:{int(each[4:]):02}" for each in said if each.startswith("nth:")}
    return found


def _is_somebodys_number(flat: str, number: re.Match[str]) -> bool:
    """Say whether a number of a post may be somebody's: it is long enough, and neither a thing's nor a measure."""
    before, size = flat[max(0, number.start() - 40) : number.start()], sum(map(str.isdigit, number[0]))
    if _OF_THINGS.search(before):
        return False
    if (_ANNOUNCED.search(before) and not _OF_THINGS_AFTER.match(flat, number.end())) or _OF_SOMEBODY.search(before):
        return size >= MIN_ANNOUNCED
    measured = (
        _MEASURE_BEFORE.search(before)
        or _MEASURE_AFTER.match(flat, number.end())
        or _YEARS.fullmatch(number[0])
        or (_QUANTITY.fullmatch(number[0]) and _THING_AFTER.match(flat, number.end()))
    )
    return size >= MIN_DIGITS + before[-1:].isalpha() and not measured  # "T2201" is everybody's


def _tells_own_day(sentence: str) -> bool:
    """Say whether a day that a sentence names is of somebody's life: a public one is not, nor anybody's."""
    if _FULL_DATE.search(sentence) or _OWN_DAY.search(sentence):
        return True
    if _PUBLIC_DAY.search(sentence):
        return False
    return _MINE.search(sentence) is not None or not (_ASKS.match(sentence) or _INVERTED.search(sentence))


def _nobodys_left_out(post: str) -> Iterator[str]:
    """Yield the words of a post but places in sentences that tell of nobody ("a counter in Rosewood?", "Ward 5")."""
    for match in SENTENCES.finditer(post):
        sentence = match[0]
        places = public_words(sentence, post)
        of_nobody = not _FIRST_PERSON.search(IMPERSONAL.sub(" ", sentence))
        if _ASKS.match(sentence) and of_nobody and GAP not in sentence:
            named = (match["after"] or match["before"] for match in _OF_A_PLACE.finditer(sentence))
            places |= {word for each in named for word in each.split("-")}
        if of_nobody:
            places |= {word for match in _CROSSING.finditer(sentence) for word in match.groups()}
        places |= {word for match in _OFFICE.finditer(sentence) for word in _WORD.findall(match[1] or match[2])}
        places |= _DAYS_OF_ALL
        if doing := _DOING.match(sentence):
            places.add(doing[1])
        yield from (word for word in _WORD.findall(sentence) if word not in places or is_two_names(word))


def _is_signed_with(word: str, post: str) -> bool:
    """Say whether the last word of a post is a given name, or a place's too that an initial before stands for."""
    initial = re.search(rf"(?<![^\W_]){word[0]}\.", post) is not None
    return is_listed_name(word) and (initial or is_somebodys(word))


def _is_strange(word: str, *, shouted: bool) -> bool:
    written = shouted or word[1:].islower()
    plain = fold(word)
    return (
        written
        and len(word) >= MIN_STRANGE
        and not _NO_NAMES_END.search(plain)
        and (is_two_names(word) or not (is_anything_else(plain) or plain in NEVER_NAMES))
    )


def _disguised(post: str) -> Iterator[str]:
    """Yield what words may be in which digits or signs stand for letters."""
    for match in _DISGUISED.finditer(post):
        yield from (reading.capitalize() for reading in respelled(fold(match[0])) if is_somebodys(reading))
