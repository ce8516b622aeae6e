"""Names that stand where names stand: before a telephone number, at a counter, in a correction, in a hashtag."""

import re
from collections.abc import Iterator
from typing import Final

from smbot.normalise.words import word_set
from smbot.redact.not_names import is_a_places_name, is_common, is_organisation, is_public_after, is_public_title

_FIRST = r"(?:[A-ZÀ-ÖØ-Þ][\w'\u2019\-]{1,24}|[A-ZÀ-ÖØ-Þ]\.)"
CAP: Final = rf"(?:(?:[dl]['\u2019])?{_FIRST})"
"""One word of a name after the first: "Tremblay", "d'Entremont", "Oduya-Smith", "J."."""
_PARTICLE = r"(?:(?:de|du|des|la|le|van|von|der|den|el|al|bin|ben|da|dos|di|St\.?|Ste\.?)[ ]){0,2}"
CAPS: Final = rf"(?P<name>{_FIRST}(?>(?:[ ]{_PARTICLE}{CAP}){{0,3}}))"
_TWO = rf"(?P<name>{_FIRST}(?:[ ]{_PARTICLE}{CAP}){{1,3}})"
_ONE = r"(?P<name>[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ][\w'\u2019\-]{1,20}(?:[ ][A-ZÀ-ÖØ-Þ][\w'\u2019\-]{1,20})?)"
_LONG_WORD = re.compile(r"[^\W\d_](?:[\w'\u2019.\-]*[^\W_])?")
_HANDLES = re.compile(r"(?:\bRT\b|[@#]\w+|https?://\S+)[:,]?")
_COUNTER = (
    r"(?:guichet|comptoir|wicket|counter|desk|window|front desk|reception|r[ée]ception|accueil|bureau|kiosk|"
    r"kiosque|booth|"
    r"service counter|call cent(?:re|er)|centre d['\u2019]appels?)"
)
_ADDRESS = (
    r"(?:\(?\d{3}\)?[ .\-]{0,2}\d{3}[ .\-]\d{4}|[\w.+\-]{1,40}@[\w\-]{1,30}\.|"
    r"\d{1,5},? (?:rue|av\.|avenue|boul\.?|chemin|rang|[A-ZÀ-Ý][\w\-]+ (?:[A-Z][\w\-]+ )?(?:St|Street|Ave|Avenue|Rd|"
    r"Road|Dr|Drive|Cres|Crescent|Crt|Court|Lane|Way|Place|Blvd|Terrace)\b)|"
    r"(?:tel|t[ée]l|cell?|phone|ph)[.:]?[ ]?\(?\d)"
)

_CONTACT = re.compile(
    rf"(?<![\w@#&'\u2019\-]){_TWO}(?!\w)[ ]?(?:[,:;(\u2013\u2014|/\-]|at|au|[àa])?[ ]{{0,2}}(?={_ADDRESS})"
)
_CONTACT_ONE = re.compile(
    rf"(?:[.!?\u2026\n][ ]{{1,2}}|[ ][\u2013\u2014\-][ ]?){_ONE}(?!\w)[ ]?[,:(\u2013\-]?[ ]{{1,2}}(?={_ADDRESS})"
)
_LAST = re.compile(
    rf"(?:[.!?\u2026\n)][ ]{{0,2}}|(?i:(?:merci|thanks|thank you|thx|cheers|regards|cordialement|sincerely|"
    rf"salutations|best|best regards|all the best|yours|yours truly|signed|"
    rf"sign[ée]e?)(?: (?:beaucoup|so much|a lot|d['\u2019]avance|in advance|"
    rf"bien))?)[ ]?[,.!\n\u2013\-:]{{1,3}}[ ]{{0,2}})"
    rf"[\u2013\u2014~\-]?[ ]?{_TWO}[ ]?[.!]?\s*$"
)
_LAST_ONE = re.compile(
    rf"(?i:(?:merci|thanks|thank you|thx|tks|cheers|regards|cordialement|sincerely|salutations|bien [àa] vous|"
    rf"best|yours)"
    rf"(?: (?:beaucoup|so much|a lot|d['\u2019]avance|in advance|bien))?)[ ]?[,.\n\u2013\-]{{1,3}}[ ]{{0,2}}{_ONE}"
    rf"[ ]?[.]?\s*$"
)
_AT_COUNTER = re.compile(
    rf"(?<![\w@#&'\u2019\-]){_ONE}[ ](?:[a-zà-ÿ]{{2,10}}[ ]){{0,2}}(?i:(?:du|au|de la|de l['\u2019]|[àa] la|"
    rf"[àa] l['\u2019]|from|at|behind)"
    rf"(?: the| your| votre)?[ ]?(?:(?-i:[A-Z][a-z]+) )?{_COUNTER})(?!\w)"
)
_SAID_TO_ME = re.compile(
    rf"(?<!\ba )(?<!\bthe )(?<!\bmy )(?<!\bour )(?<!\ble )(?<!\bla )"
    rf"(?<![\w@#&'\u2019.\-]){_ONE}[ ](?i:(?:just |then |also |even )?(?:told|helped|called|gave|served|answered|"
    rf"ignored|promised|"
    rf"assured|emailed|texted|refused|hung up on|yelled at|laughed at|lied to|said to|transferred|sent) (?:me|us|my)|"
    rf"(?:me l['\u2019]a|m['\u2019]a|m['\u2019]avait|nous a) (?:dit|aid|r[ée]pond|servi|promis|raccroch|ri|cri|"
    rf"jur|confirm|rappel|appel|envoy|"
    rf"transf|refus|expliqu|regard)\w*)"
)
_YOU_PUT = re.compile(
    rf"(?<!\w)(?i:(?:you|they|u|vous|ils|on) (?:put|wrote|typed|printed|spelled|have|got|(?:avez|ont|a) (?:mis|"
    rf"[ée]crit|tap[ée]|imprim[ée])))"
    rf"[ ][\"'«\u201c]?{CAPS}[\"'»\u201d]?,?[ ](?i:(?:and |but |mais |et |when |alors que )?(?:it['\u2019]?s|"
    rf"c['\u2019]est|should be|instead of|"
    rf"au lieu de|not|pas|it is))[ ][\"'«\u201c]?(?P<other>{_FIRST}(?>(?:[ ]{CAP}){{0,2}}))"
)
_CORRECTED = re.compile(
    rf"(?<!\w)(?i:should (?:be|read|say)|should['\u2019]ve been|supposed to (?:be|say)|devrait (?:[êe]tre|se lire|"
    rf"dire)|"
    rf"doit (?:[êe]tre|se lire)|(?:it['\u2019]?s|it is|c['\u2019]est|i['\u2019]?m|je suis))(?: [ée]crit|"
    rf" spelled)?[ ][\"'«\u201c]?[ \u00a0]?{CAPS}"
    rf"[ \u00a0]?[\"'»\u201d]?,?[ ](?i:(?:and|et) )?(?i:not|pas|non|plut[ôo]t que|instead of|"
    rf"au lieu de)[ ](?:[àa] )?[\"'«\u201c]?[ \u00a0]?"
    rf"(?P<other>{CAP}(?>(?:[ ]{CAP}){{0,2}}))"
)
_IT_IS_BORN = re.compile(
    rf"(?<!\w)(?i:it['\u2019]?s|it is|c['\u2019]est|this is|for|pour|i am|i['\u2019]m|"
    rf"je suis)[ ]{CAPS},?[ ]\(?(?i:born|n[ée]e?|d\.?o\.?b|ddn|b\.)(?!\w)"
)
_LABEL = re.compile(
    rf"(?<!\w)(?i:moi|elle|lui|him|her|me|wife|husband|mari|femme|conjointe?|son|daughter|fils|fille|p[èe]re|"
    rf"m[èe]re|mother|father|"
    rf"child|enfant|spouse|[ée]poux|[ée]pouse|parent|applicant|demandeu(?:r|se)|client|cliente|patient|patiente|"
    rf"contact|signed|sign[ée]e?|"
    rf"att|attn|a/s|c/o|from|de la part de|tenant|locataire)(?:[ ]?:|(?<=[Aa]tt)\.|(?<=[Aa]ttn)\.|"
    rf"(?<=/[so])\.?)[ ]{{1,2}}{CAPS}"
)
_GREETED = re.compile(
    rf"(?<!\w)(?i:welcome(?: to the (?:team|family),?)?|bienvenue(?: [àa])?|tell|told|dites [àa]|dis [àa]|"
    rf"dire [àa]|thank you|thx|props to|"
    rf"say hi to|this is for|"
    rf"(?:son|daughter|mother|father|wife|husband|parent) of|good job|bon travail|congrats(?: to)?|"
    rf"congratulations(?: to)?|f[ée]licitations [àa]|"
    rf"bonne f[êe]te|happy birthday)"
    rf"[,]?[ ]{CAPS}"
)
_PERSON_WORD = re.compile(
    rf"(?<!\w)(?i:(?:that|this|the|a|some|your|one|an)[ ](?:[a-z]{{1,12}}[ ])?(?-i:kid|guy|lady|gentleman|girl|"
    rf"dude|fella|fellow|clerk|man|"
    rf"woman|employee|worker|rep|agent|boy|gal|receptionist|cashier|security guard|"
    rf"person)(?: at the desk)?(?:,? (?:named|called))?|"
    rf"(?:le|la|un|une|ce|cet|cette|votre)[ ](?:[a-zà-ÿ]{{1,12}}[ ])?(?-i:monsieur|madame|gars|fille|dame|homme|"
    rf"femme|jeune|commis|employ[ée]e?|"
    rf"agente?|pr[ée]pos[ée]e?|pr[ée]nomm[ée]e?|dénomm[ée]e?|r[ée]ceptionniste|petite?|p['\u2019]tite?)),?[ ]{CAPS}"
)
_MINE = re.compile(
    rf"(?<!\w)(?i:his|hers|mine|le sien|la sienne|le mien|la mienne|(?:his|her|their|our|my|the) (?:\w+ )?name|"
    rf"(?:mon|son|ton|notre|leur|votre) (?:vrai |bon |pr[ée]|sur)?(?:nom|pr[ée]nom)(?: complet| de famille|"
    rf" de jeune fille)?)"
    rf"(?i:['\u2019]?s|[ ](?:is|was|est|[ée]tait|c['\u2019]est|is now|is actually|spelled|s['\u2019][ée]crit)|"
    rf"[ ]?:)[ ]{{1,2}}{CAPS}"
)
_FOR = re.compile(
    rf"(?<!\w)(?i:ask(?:ed|ing)? (?:pour|for)|demand(?:e[rz]?|[ée]) (?:pour|apr[èe]s)?|in the name of|letter for|"
    rf"lettre pour|mail for|"
    rf"addressed to|adress[ée]e? [àa]|card for|carte pour|file for|dossier de|licence for|passport for|passeport de|"
    rf"birth certificate for|certificat (?:de naissance )?(?:de|pour)|on behalf of|au nom de|"
    rf"refus[ée]e? [àa])[ ]{{1,2}}[\"'«\u201c]?[ \u00a0]?{_TWO}"
)
_ALSO = re.compile(rf"[ ]?(?:,|&|and|et|or|ou|\+|/)[ ]{{1,2}}(?:(?i:my|mon|ma|son|sa|her|his) \w{{2,12}},? )?{CAPS}")
_HASHTAG = re.compile(r"#(?P<tag>[^\W_]{6,60})(?!\w)")
_CAMEL = re.compile(r"(?:Mc|Mac|De|Le|La|Di|Van|O)?[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+")
_TAG_LEAD = re.compile(
    r"(?:.*(?:For|Pour|Free|Help|Save|Aidez|Aider|Sauvez|Lib[ée]rez|Find|Bring|Justice|Merci|Thank|Thanks|"
    r"ThankYou|Support|Soutien|"
    r"With|Avec|Je[Ss]uis|IAm|IStandWith|Stand|RIP|Welcome|Bienvenue|Home|Remember|Missing|Where|WhereIs|"
    r"Souvenir|À))(?=[A-ZÀ-Ý])"
)
_TAG_NOT_NAME = word_set("""
    action aid air all animal animals answers army art autism baby bank better big black blue books bring broadband
    budget bus buses bus business canada canadian care cash cause change child childcare children choice citoyens
    city class clean climat climate climatique coast college community cops cost country culture customer day deal
    democracy dental dignity disability disabled doctors droits eau earth easy eau école écoles education élèves
    emploi enfants equal equality everyone everybody fair faith families
    families famille familles farm farmers faster ferry firefighters first food foot free freedom friend friends fund
    future game general girls gold good great green gun health healthcare heart help hero heroes home homeless homes
    hope house housing human humanity hungry hydro indigenous internet island jobs justice kids kind labour land
    lanka law leader leaders less liberté life lives local logement love low luck mental merci mom moms money more
    mothers music my national nation native nature new news nord north nothing nous nurse nurses ocean office old
    open our parents park parks passport pay peace people permit pets place planet planète plan plus poor power press
    pride prix profs public québec queer rail real refugees rent
    respect responsibility rights road roads rural safe safety santé save school schools science sea security seniors
    service services sick social soins south standing puerto speed sport staff state street strike strong students
    super survivors syria system tax team teachers them time today together town trains transit transport travail
    travailleurs trees truth ukraine union us vaccine veterans victims victory victoire vie vote wage war water we
    west wildlife win women work workers world year you young your youth
    un une le la les des du de et en au aux the of and to in on
""")


def find_placed(text: str, *, headline: bool) -> Iterator[tuple[int, int, float]]:
    """Yield places and scores of names in such places; the caller trims common words off them.

    In a `headline` capitals say little: only places that say outright that a name follows count.
    """
    for pattern, score, gate in _PATTERNS:
        if headline and pattern in _NOT_IN_HEADLINES:
            continue
        first = max(0, len(text) - TAIL) if pattern in _AT_THE_END else 0
        if gate is not None and not gate.search(text):
            continue
        read = 0
        for match in pattern.finditer(text, first):
            if match.start() < read or _is_no_one(text, match):
                continue
            read = match.end("name")
            yield match.start("name") + _lead(match["name"]), match.end("name"), score
            if "other" in pattern.groupindex:
                yield match.start("other"), match.end("other"), score
    yield from _in_hashtags(text)


def find_also(text: str, end: int) -> tuple[int, int] | None:
    """Return the place of a second name that "and" joins to one that ends at `end`."""
    match = _ALSO.match(text, end)
    if match is None or _is_no_one(text, match):
        return None
    return match.start("name"), match.end("name")


_PATTERNS: Final[tuple[tuple[re.Pattern[str], float, re.Pattern[str] | None], ...]] = (
    (_CONTACT, 0.7, re.compile(_ADDRESS)),
    (_CONTACT_ONE, 0.6, re.compile(_ADDRESS)),
    (_LAST, 0.6, None),
    (_LAST_ONE, 0.6, None),
    (_AT_COUNTER, 0.65, re.compile(_COUNTER, re.IGNORECASE)),
    (_SAID_TO_ME, 0.6, re.compile(r"(?i:\b(?:me|us|my|a|avait)\b)")),
    (_YOU_PUT, 0.7, None),
    (_CORRECTED, 0.7, re.compile(r"(?i:not|pas|non|plut[ôo]t|lieu|instead)[ ]")),
    (_IT_IS_BORN, 0.8, re.compile(r"(?i:born|n[ée]|d\.?o\.?b|ddn|b\.)")),
    (_LABEL, 0.6, re.compile(r"[.:/] ")),
    (_GREETED, 0.55, None),
    (_PERSON_WORD, 0.65, None),
    (_MINE, 0.75, None),
    (_FOR, 0.65, None),
)
"""Each with its score and a quick look whether it can match at all."""


TAIL: Final = 160
"""A signature stands in that many last characters."""
_AT_THE_END: Final = frozenset({_LAST, _LAST_ONE})
_NOT_IN_HEADLINES: Final = frozenset(
    {_LAST, _LAST_ONE, _AT_COUNTER, _SAID_TO_ME, _GREETED, _PERSON_WORD, _FOR, _CONTACT_ONE}
)


_GREETINGS: Final = word_set(
    "merci thanks thank bravo hey hi hello bonjour allo salut but then so and et mais puis yes oui"
)


def _lead(name: str) -> int:
    """Return the length of the greeting before a name ("Merci Yolande")."""
    at = 0
    for word in name.split(" ")[:-1]:
        if word.lower() not in _GREETINGS:
            break
        at += len(word) + 1
    return at


def _is_no_one(text: str, match: re.Match[str]) -> bool:
    name = match["name"]
    return (
        is_common(name[_lead(name) :].split()[0])
        or name.isupper()
        or is_organisation(name)
        or is_public_title(text, match.start("name"))
        or is_public_after(text, match.end("name"))
        or is_a_places_name(text, match.start("name"), match.end("name"))
    )


def _in_hashtags(text: str) -> Iterator[tuple[int, int, float]]:
    """Yield a first and last name in camel case at a hashtag's end ("#FixItForDarnellOkoye")."""
    for match in _HASHTAG.finditer(text):
        lead = _TAG_LEAD.match(match["tag"])
        if lead is None:
            continue
        rest = match["tag"][lead.end() :]
        words = _CAMEL.findall(rest)
        if not 2 <= len(words) <= 3 or "".join(words) != rest or is_organisation(" ".join(words)):
            continue
        if any(
            is_common(word) or word.lower() in _TAG_NOT_NAME or (word.endswith("s") and len(words) > 2)
            for word in words
        ):
            continue
        yield match.start("tag") + lead.end(), match.end("tag"), 0.6


def is_headline(text: str) -> bool:
    """Say whether most words begin with a capital, as in headlines and titles, where capitals say nothing."""
    words = [word[0] for word in _LONG_WORD.finditer(_HANDLES.sub("", text)) if len(word[0]) > 3]
    return len(words) >= 5 and sum(word[0].isupper() for word in words) > 0.6 * len(words)
