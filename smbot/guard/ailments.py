"""Finds what a reply says of the health of who wrote a post that tells of it, in whatever words."""

import re
from collections.abc import Iterator

from smbot.core.flat import flatten
from smbot.guard.places import Place

_FAMILIES = (
    r"depress\w*|depression|deprim\w*|anxi\w*|mood disorders?|mood swings|troubles? de l'humeur|"
    r"sante mentale|mental health|burn-?out\w*|epuisement|bipolar\w*|bipolaires?|"
    r"schizophren\w*|psych(?:ose|osis|otic|iatr\w+|olog\w+)|suicid\w*|panic attacks?|attaques? de panique|ptsd|tspt|"
    r"trauma\w*|troubles? alimentaires?|eating disorders?|anorex\w*|therap\w+",
    r"diabet\w*|insulin\w*|glycemi\w*|blood sugar|taux de sucre",
    r"desintox\w*|cure|rehab\w*|detox\w*|sobriete|sobriety|sober|sobre|abstinen\w*|alcool\w*|alcohol\w*|drogues?|drugs?|"
    r"toxicoman\w*|addict\w*|dependance|sevrage|withdrawal|recovery|consommation",
    r"autis\w*|asperger|tsa|asd|spectre|spectrum|tdah?|adhd|hyperacti\w*|attention deficit|deficit d'attention|"
    r"trisom\w*|down'?s? syndrome|deficience|learning disabilit\w+|"
    r"dyslex\w*",
    r"cancer\w*|survivante?s?|survivors?|remission|mastectom\w*|tumeur|tumou?r|chimio\w*|chemo\w*|radiotherap\w*|leucemie|leuk(?:a?emia)|oncolog\w*|palliati\w*|"
    r"phase terminale|terminally ill",
    r"handicap\w*|disab\w+|fauteuil(?: roulant)?|wheelchair|paraly\w*|amput\w*|mobilite reduite|invalidite|"
    r"quadripleg\w*|"
    r"parapleg\w*|aveugle|blind\w*|malvoyant\w*|sourde?s?|surdite|deaf\w*|malentendant\w*",
    r"enceinte|grossesse|pregnan\w*|accouch\w*|fausse couche|miscarr\w*|bebe a venir|avort\w*|abortion|fertil\w*",
    r"vih|hiv|sida|aids|hepatit\w*",
    r"cardia\w*|(?:maladie|probleme|malade|operee?) (?:du|de|au) coeur|heart (?:attacks?|disease|condition|failure|"
    r"problems?|surgery)|avc|stroke|pontage|bypass|infarctus|pacemaker",
    r"epilep\w*|parkinson\w*|alzheimer\w*|demence|dementia|sclerose(?: en plaques)?|multiple sclerosis|\bms\b|"
    r"fibromyalg\w*|arthri\w*|asthm\w*|mpoc|copd|dialys\w*|rein|kidney|crohn|lupus|maladie chronique|"
    r"chronic (?:illness|pain)",
    r"chirurgie|surgery|operation|opere|hospital\w*|convalescen\w*|concussion|commotion|fracture|blessure|injur\w*|"
    r"accident de travail|mal de dos|back pain",
)
"""Words for one another of one ailment, in both languages, folded."""
_ILL = (
    r"malad\w+|ill(?:ness)?|sick(?:ness)?|etat(?: de sante)?|health(?! (?:card|insurance|number|service|supplement|"
    r"benefit|line|centre|center|care|unit))|(?<!carte )(?<!supplement )(?<!assurance )(?<!centre de )sante|condition|"
    r"diagnosti\w+|diagnosis|episode|"
    r"traitement|treatment|therap\w+|medica\w+|medic(?:ine|ation)s?|symptom\w*|crise|rechute|relapse|flare-?up|"
    r"retablissement|guerison|recovery|healing|convalescence|demarche|parcours de soins|souffrance|combat|fight|battle|"
    r"fragilite|limitations?|besoins particuliers|special needs|specialiste|specialist"
)
"""What any of them may be called."""
_THEMSELVES = re.compile(
    r"(?<![^\W_])(?:i|im|i'm|i've|chu|chui|ch'|my|me|we|our|je|j'ai|j'|ma|mon|mes|moi|notre|nos|on)(?![^\W_])|\bj'"
)
_YOUR = r"(?:votre|vos|ton|ta|tes|your)"
_KIN = (
    r"(?:fille|fils|garcon|gars|boy|girl|enfants?|mere|pere|mari|femme|conjointe?|soeur|frere|maman|papa|bebe|parents?|daughter|son|"
    r"child|kids?|mother|father|mom|mum|dad|husband|wife|partner|sister|brother|baby)"
)
_LIKE = re.compile(
    rf"(?<![^\W_])(?:comme (?:vous|toi|{_YOUR} {_KIN}|la votre|le votre|les votres)|(?:just )?like (?:you|yourself|"
    rf"yours|"
    rf"{_YOUR} {_KIN})|tout comme vous|ainsi que vous|dans (?:votre|cette|une telle) (?:situation|condition)|"
    r"in (?:your|this|that) (?:situation|condition|position)|(?:a |une? )\w+ (?:comme (?:la|le) votre|"
    r"like yours))(?![^\W_])"
)
_PERSON_LIKE = re.compile(
    r"(?<![^\W_])(?:enfants?|jeunes?|personnes?|gens|child|children|person|people|kids?|survivante?s?|survivors?|"
    r"patiente?s?|patients?) "
    r"(?:comme|like) (?:lui|elle|vous|la votre|le votre|him|her|you|yours)(?![^\W_])"
)
_FOR_YOU = re.compile(r"(?<![^\W_])(?:pour vous|for you|dans votre cas|in your case)(?![^\W_])")
_WISH = re.compile(
    r"(?<!lui souhaitons un )(?<!leur souhaitons un )(?<!him a )(?<!her a )(?<!them a )"
    r"(?<![^\W_])(?:bon(?:ne)? (?:retablissement|"
    r"guerison|convalescence|cure|traitement|therapie|sobriete|grossesse)|"
    r"prompt retablissement|(?:meilleurs |nos )+voeux de (?:sante|retablissement)|best wishes for your (?:health|"
    r"recovery)|remettez-vous (?:vite|bien)|soignez-vous|guerissez|get well|speedy recovery|feel better|"
    r"good luck (?:in|with) (?:your |the )?(?:rehab|recovery|treatment|surgery|therapy|chemo)|"
    r"prenez soin de (?:votre sante|vous et de votre sante)|take care of your (?:mental )?health|wish you a (?:full|"
    r"quick) recovery|"
    r"(?:ce que|tout ce que) vous (?:avez )?(?:traverse|endure|vivez depuis|combatt)\w*|what you (?:went|have been|"
    r"are going) through in)"
    r"(?![^\W_])"
)
_SENTENCE = re.compile(r"[^.!?;\n\u2026]+")
_GENERAL = re.compile(r"(?<![^\W_])(?:si|s'il|if|when|quand|lorsque|whether|toute personne|anyone|quiconque)(?![^\W_])")


def ailments(reply: str, post: str) -> Iterator[Place]:
    """Yield where `reply` ties an ailment of `post` to its author or somebody of theirs.

    General help may name what it is for ("adapted transit has a stream for autistic children").
    """
    told = flatten(post)[0]
    families = [words for words in _FAMILIES if _said(words).search(told)]
    if not families or not _THEMSELVES.search(told):
        return
    named = "|".join(families)
    theirs = re.compile(
        rf"(?<![^\W_]){_YOUR} (?:[\w'-]+ ){{0,3}}?(?:{named}|{_ILL})(?![^\W_])"
        rf"|(?<![^\W_])(?:vous (?:etes|vivez avec|avez|souffrez d[e']|traversez)|you(?:'re| are| have| live with|"
        rf" suffer from)) ?"
        rf"(?:[\w'-]+ ){{0,2}}?(?:{named})(?![^\W_])"
        rf"|(?<![^\W_])(?:to live|living|vivre|composer|cope|coping) (?:with|avec) "
        rf"(?:an? |une? |la |le |les |des |the )?"
        rf"(?:\w+ )?(?:{named})(?![^\W_])"
        rf"|(?<![^\W_])(?:{named}) (?:de |d'|of ){_YOUR} {_KIN}(?![^\W_])"
    )
    flat, places = flatten(reply)
    for sentence in _SENTENCE.finditer(flat):
        words = sentence[0]
        tied = theirs.search(words)
        if tied and not _GENERAL.search(words, 0, tied.start()):
            yield places[sentence.start() + tied.start()], places[sentence.start() + tied.end() - 1] + 1
            continue
        if person := _PERSON_LIKE.search(words):
            yield places[sentence.start() + person.start()], places[sentence.start() + person.end() - 1] + 1
            continue
        like = (
            _LIKE.search(words) or _FOR_YOU.search(words) or re.search(rf"(?<![^\W_]){_YOUR} {_KIN}(?![^\W_])", words)
        )
        if (like and _said(f"{named}|{_ILL}").search(words)) or (like := _WISH.search(words)):
            yield places[sentence.start() + like.start()], places[sentence.start() + like.end() - 1] + 1


def _said(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])")
