"""Finds dealings with the author that a reply names by a pronoun alone, beside a post that asks about them.

"Yours was mailed" tells of somebody's matter whatever stands before it. "It is at the counter" does so where the post
asks about the author's own card, and nothing in the reply is what "it" could stand for.
"""

import re
from collections.abc import Iterator

from smbot.core import client_words_en as en
from smbot.core import client_words_fr as fr
from smbot.core.flat import flatten
from smbot.guard.places import Place

_KIN = (
    r"(?:soeurs?|freres?|meres?|peres?|maris?|femmes?|conjointe?s?|fils|filles?|enfants?|parents?|voisine?s?|amie?s?|"
    r"sisters?|brothers?|mothers?|fathers?|mom|mum|dad|husband|wife|partner|sons?|daughters?|child|kids?|parents|"
    r"neighbou?rs?|friends?|cousine?s?|collegues?|colleagues?|roommates?|colocs?)"
)
_SENT = (
    r"(?:joint|envoye|transmis|depose|rempli|signe|fourni|recu|obtenu|complete|presente|paye|demenage|postule|sent|"
    r"submitted|attached|mailed|filled|signed|provided|received|got|applied|enclosed|included|paid|filed)"
)
_VERB_FR = (
    r"(?:n'|ne |en |y |s'|se )?(?:est|sont|a|ont|etai(?:t|ent)|avai(?:t|ent)|ser(?:a|ont)|aur(?:a|ont)|mentionn\w+|"
    r"indiqu\w+|dit|port\w+|prevoi\w+|attend\w*|continu\w+|pass\w+|arriv\w+|part\w*|sui\w+|montr\w+|demand\w+|"
    r"manqu\w+|cess\w+|rest\w+|dat\w+|compt\w+|comport\w+|contien\w+|vien\w+|va|dor\w+|debut\w+|fini\w*|commenc\w+|"
    r"expir\w+|repren\w+|figur\w+|change\w*|roul\w+|roule)"
)
_VERB_EN = (
    r"(?:is|was|are|were|has|had|have|will|says?|said|mentions?|shows?|lists?|needs?|needed|lacks?|lacked|went|goes|"
    r"came|comes|arrived|expires?|expired|starts?|ends?|continues?|stays?|runs?|passed|failed|begins?|began|got|did|"
    r"waits|sits|moved)"
)
_ALWAYS = re.compile(
    rf"(?<![^\W_])(?:(?:le|la|les) (?:sien(?:ne)?s?|votres?) {_VERB_FR}"
    rf"|(?:celles?|celui|ceux) (?:de|du|des) (?:votre|vos) {_KIN}"
    rf"|(?:votre|vos) {_KIN} (?:n')?(?:a|ont|avait|avaient)(?: \w+)? {_SENT}e?s?"
    rf"|(?<!like )(?:yours|hers) {_VERB_EN}|(?<!like )yours'll"
    rf"|your {_KIN}'?s (?:one|ones|left|{_VERB_EN})|your {_KIN}(?: has| had)?(?: already)? {_SENT}"
    r"|(?:votre tour|your turn)(?: \w+)? (?:viendra|arrive\w*|approche\w*|vient|est|comes?|is|will|should)"
    r"|(?:rien|aucune? \w+|nothing|no \w+) (?:a|under|sous|by|for|in) (?:ce|votre|that|this|your) (?:nom|name)"
    r")(?![^\W_])"
)
"""What tells of somebody's matter by itself."""
_GENERAL = re.compile(
    r"(?<![^\W_])(?:si|s'il|if|unless|quand|lorsque|when|whether|chaque|chacun|tou(?:s|te|tes)|every\w*|each|all|any\w*|avis|"
    r"opinions?|messages?|commentaires?|comments?|idees?|ideas?|suggestions?|questions?|voix|voice|patience|temps|time|"
    r"frustration|quartiers?|neighbou?rhoods?|rues?|streets?|villes?|town|city|experience)(?![^\W_])"
)
"""What everybody has, or a condition: « votre avis compte, et le vôtre est lu »."""

_MATTER = (
    rf"(?:{en.RELATION}|{en.MATTER}|{en.DOCUMENT}|{fr.RELATION}|{fr.MATTER}|{fr.DOCUMENT}|attestation|evaluation|"
    r"inspection|examen|exam|declaration|returns?|forms?|formulaires?|reponse|answer|place|spot|aide|benefits?|tour|turn|nom|name|bourse|papiers?|papers?|colis|parcel)"
)
_OWN_MATTER = re.compile(
    rf"(?<![^\W_])(?:my|our|ma|mon|mes|notre|nos) (?:[\w'-]+ ){{0,2}}?{_MATTER}(?![^\W_])"
    r"|(?<![^\W_])(?:suis-je|je suis|j'etais|ai-je|si j'ai|serai-je|am i|i am|i'm|was i|did i|have i|if i was|i was) "
    r"(?:\w+ )?(?:inscrite?|acceptee?|admise?|admissible|sur (?:la|votre) liste|registered|accepted|approved|enrolled|"
    r"eligible|in (?:the|your)|on (?:the|your)|\d+e|\d+(?:st|nd|rd|th))(?![^\W_])"
)
"""What a post asks or complains about that is its author's own."""
_DETERMINED = re.compile(
    r"(?<![^\W_])(?:l'|(?:le|la|les|un|une|des|du|au|aux|ce|cet|cette|ces|notre|nos|votre|vos|chaque|the|an?|our|your|this|that|"
    r"these|those|each|every) )(?!vous )[a-z]{3,}"
)
"""A noun, for which a pronoun behind it may stand."""
_STATE = (
    r"(?:au|a l'|a la|dans|chez|en|pret(?:e|s|es)?|ici|sur|bien|deja|toujours|encore|rang\w+|partie?s?|arrivee?s?|"
    r"rendue?s?|passee?s?|la(?: |\W|$)|reglee?s?|faite?s?|approuvee?s?|refusee?s?|refaite?s?)"
)
_HERE = (
    r"(?:at|in|on|with|waiting|ready|here|there|behind|done|approved|complete|under|still|already|all|gone|out|back|"
    r"being|denied|mailed|sent|just)"
)
_PRONOUN = re.compile(
    r"(?<![^\W_])(?:elles? (?:n'|ne |y |en |se |s')?(?:vous (?:attend|reviendr|sera|arriv|parvien)\w*|attend\w*|"
    rf"(?:est|sont|etai(?:t|ent)|sera|seront) {_STATE}|repar\w+|par(?:t|tira|tiront)|arriv\w+|s'en vien\w+|dor\w+|"
    rf"manqu\w+)"
    rf"|ils? (?:n'|ne |y |se |s')?(?:vous (?:attend|reviendr|sera|arriv|parvien)\w*|attend\w*|repar\w+|"
    rf"(?:est|sont|etai(?:t|ent)|sera|seront) {_STATE}(?! \d)|dor\w+|a (?:note|trouve|vu|releve|inscrit|conclu|"
    rf"approuve|refuse))"
    r"|(?:ils?|elles?|it|they)(?: sera| seront| va etre| will be|'ll be| is being) (?:\w+ )?(?:poste|envoye|traite|"
    r"verse|depose|mis|"
    r"paye|emis|remis|mailed|sent|paid|processed|issued|posted|printed)e?s?|(?:it|they)(?:'ll| will) (?:go out|leave|"
    r"arrive|come)"
    r"|(?:nous|on|je) (?:l'|les )(?:avons|a|ai)(?= |\W|$)(?! (?:vu|lu|entendu|dit|note)\b)|"
    r"(?:we|i)(?: do| have| just|'ve)* (?:have|got|hold|received|lost|found|mailed|sent) (?:it|them)"
    rf"|it(?:'s| is| was| has been| will be|'ll be) {_HERE}(?! \d| (?:all|possible|the same))"
    r"|it (?:only |just )?(?:needs|went|came|left|arrived|has your|waits|goes (?:back )?out|passed|failed)"
    r"|(?:he|she) (?:noted|found|saw|wrote|marked|concluded|approved|refused|left|passed)"
    r"|(?:we|on|nous)(?:'ll| will| vous)? ?(?:(?:hand|give|pass|hold|keep|set|bring) (?:it|them)|"
    r"(?:la|le|les) (?:remett|donner|tend|sortir|gard|rend)\w+)"
    r"|la banque (?:l'|les |nous l')\w+|the bank (?:sent|returned|refused|rejected|bounced) (?:it|them)"
    r"|vous (?:le|la|les) (?:verrez|recevrez|aurez|trouverez)|you(?:'ll| will) (?:see|get|have) (?:it|them)"
    r")"
)
_ANSWER = re.compile(
    r"(?<![^\W_])(?:oui|non|yes|no|yep|nope)[,.!: ]+(?:tout (?:y )?est|c'est (?:bien |deja )?(?:le cas|fait|regle|note|"
    r"passe)|vous (?:l'|y )(?:etes|figurez)|it (?:did|does|was|has|went|all|already)|"
    r"you(?: are|'re| were)(?: \w+)? (?:in|on|there|listed|registered|indeed)|everything (?:is|went|came)|"
    r"(?:hier|yesterday|(?:lundi|mardi|mercredi|jeudi|vendredi) dernier|last (?:week|month|\w+day)|"
    r"la semaine derniere|ce matin|"
    r"this morning)|(?:en|in|au)(?: an?| tres| very)? (?:bonne?|good|\w+ieme|\w+th|\d+e) (?:place|position|rang|"
    r"spot))(?![^\W_])"
    r"|(?:^|[.!?] )(?:pret(?:e|s|es)?|ready|partie?s?|envoyee?s?|postee?s?|mailed|sent|approuvee?s?|approved) "
    r"(?:depuis|since|hier|yesterday|lundi|mardi|mercredi|jeudi|vendredi|on|last)(?![^\W_])"
)
_CHECKED = re.compile(
    r"(?<![^\W_])(?:(?:nous avons|on a|j'ai|je viens de|nous venons de|on vient de) (?:bien |deja |tout )?(?:regarder?|"
    r"verifier?|cherche|consulter?|fouille)|verification faite|apres verification|"
    r"(?:we|i)(?: have|'ve| just)* (?:looked|checked|searched|verified)|(?:a )?quick (?:check|look|search) shows?|"
    r"after (?:checking|a check|looking)|having (?:checked|looked))(?: (?:it|cela|ca|pour vous|"
    r"for you))?[ :,;\u2013\u2014-]+"
    r"(?:et |and |that |que )?(?:rien|aucune?|tout|c'est|vous|il n'y a|elle|nothing|no|none|it|everything|all|you|"
    r"there)(?![^\W_])"
)
_NOTHING = re.compile(
    rf"(?<![^\W_])(?:(?:rien|nothing|aucune? trace|no trace|no sign|(?:aucune?|no|pas(?: encore)? d[e']) ?(?!rendez|"
    rf"appointment){_MATTER})"
    rf"(?: (?:of|d[e'u]) ?(?:it|them|\w+)| n'\w+(?: \w+)?| (?:comes? up|shows?(?: up)?|appears?|there|found))?"
    r" ?(?:chez nous|de notre cote|on (?:our|this|my) (?:side|end)|here|on file|au dossier|yet|a ce jour|so far|"
    r"jusqu'ici|"
    r"to date|pour l'instant|pour le moment|dans (?:notre|la|nos|mon|l')\s?\w+|in (?:our|the|my) (?:system|list|"
    r"computer))"
    r"|(?:rien|nothing|pas) (?:(?:ete|been) )?(?:recu|received|arrive|arrived|come in|parvenu|entre|trouve)(?: encore|"
    r" yet)?"
    r"|(?:all|everything|tout|c'|it) ?(?:is|est|looks?|semble|was)(?: \w+){1,3} (?:on our (?:side|end)|de notre cote|"
    r"chez nous)"
    r"|(?:l'ordinateur|l'ordi|l'ecran|the computer|the screen|our screen) (?:dit|says|montre|shows|affiche))(?![^\W_])"
)
_RANK = re.compile(
    r"(?<![^\W_])(?:(?:menages?|personnes?|familles?|noms?|demandes?|gens|places?|autres|candidat\w*|dossiers?|households?|"
    r"people|families|names?|applicants?|others|requests|ones)(?: \w+){0,4}? (?:devant|avant|ahead of|before|"
    r"in front of) "
    r"(?:vous|you|le votre|la votre|yours)|you(?: are|'re)(?: now| currently)? (?:fourth|fifth|sixth|seventh|eighth|"
    r"ninth|"
    r"tenth|eleventh|twelfth|\w+teenth|\w+tieth|\d+(?:st|nd|rd|th)|number \w+)|"
    r"vous etes(?: maintenant| rendue?)* (?:\d+e|\w{3,}ieme|au \d+e? rang)|"
    r"(?:gagne|avance|monte|recule|perdu)(?: de)?(?: \w+)? (?:places|rangs)|moved (?:up|down)(?: \w+)? (?:places|"
    r"spots)?)(?![^\W_])"
)
_WHY = re.compile(
    r"(?<![^\W_])(?:(?:parce|puisque|car) ?(?:qu')?(?:il )?(?:vous |nous |y )?manqu\w+|"
    r"because (?:a|an|the|one|some|your) [\w ]{1,24} (?:is|was|are|were) (?:missing|late|unsigned)|"
    r"(?:(?:depot|versement|paiement|cheque|virement)(?: de ce mois(?:-ci)?)? a ete|(?:deposit|payment|"
    r"cheque)(?: for this month)? (?:was|has been)) (?:retenu|bloque|suspendu|refuse|held|stopped|blocked|suspended|"
    r"returned)e?s?)"
    r"(?![^\W_])"
)
_INSPECTED = re.compile(r"(?<![^\W_])(?:inspect\w+|examen|exam|evaluation|evaluat\w+|assessment|test)(?![^\W_])")
_RESULT = re.compile(
    r"(?<![^\W_])(?:rien de grave|nothing serious|(?:points?|correctifs?|defauts?|problemes?) mineurs?|"
    r"minor (?:points?|issues?|problems?|fix(?:es)?|defects?)|small fix(?:es)?|haut la main|flying colou?rs|"
    r"tout est conforme|"
    r"rien (?:trouve|a signaler|a redire))(?![^\W_])"
)
"""What an inspection came to; people are told so who had one."""
MAX_CONDITION = 60
"""Characters before a matter in which a condition is looked for."""
_IF = re.compile(r"(?<![^\W_])(?:si|s'il|s'ils|if|unless|once|des que|when|quand|lorsque)(?![^\W_])[^.!?;,\n]*$")
_SENTENCE = re.compile(r"[^.!?;\n\u2026]+")


def implied(reply: str, post: str) -> Iterator[Place]:
    """Yield where `reply` tells what became of somebody's matter without naming it."""
    flat, places = flatten(reply)
    found = list(_everywhere(flat))
    if _OWN_MATTER.search(told := flatten(post)[0]):
        found += _answers(flat)
        if _INSPECTED.search(told):
            found += (match.span() for match in _RESULT.finditer(flat))
    yield from ((places[start], places[end - 1] + 1) for start, end in found)


def _everywhere(flat: str) -> Iterator[Place]:
    for sentence in _SENTENCE.finditer(flat):
        match = _ALWAYS.search(sentence[0])
        if match and not _GENERAL.search(sentence[0], 0, match.start()):
            yield sentence.start() + match.start(), sentence.start() + match.end()


def _answers(flat: str) -> Iterator[Place]:
    """Yield what answers a question about one's own matter."""
    begun = match.end() if (match := re.match(r"\W*(?:bonjour|hello)\W+(?:bonjour|hello)\W+", flat)) else 0
    for pattern in (_ANSWER, _CHECKED, _NOTHING, _RANK, _WHY):
        yield from (match.span() for match in pattern.finditer(flat) if not _is_conditional(flat, match.start()))
    for match in _PRONOUN.finditer(flat):
        if not (_DETERMINED.search(flat, begun, match.start()) or _is_conditional(flat, match.start())):
            yield match.span()


def _is_conditional(flat: str, at: int) -> bool:
    """Say whether what stands at `at` is said of whoever it may happen to: « si vous n'avez rien reçu »."""
    return _IF.search(flat, max(0, at - MAX_CONDITION), at) is not None
