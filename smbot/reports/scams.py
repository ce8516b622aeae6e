"""Frauds in our name, and people who tell of one, apart from each other; in plain text of both languages.

A fraud speaks as if it were us (or as one of our agents) and asks for what we never ask by post: money by gift card,
bitcoin or transfer, passwords, card or insurance numbers, a click. A report says that somebody got such a message, or
that somebody poses as us. Posts that call *us* a fraud ("what a scam, 38 dollars") are neither.
"""

import re

from smbot.reports.model import Evidence, FindingKind
from smbot.reports.plain import plain

_CHANNEL = (
    r"(?:text(?: message)?s?|sms|e-?mails?|calls?|phone calls?|voicemails?|messages?|dms?|letters?|texto|textos"
    r"|courriels?"
    r"|appels?|coups? de fil|lettres?|telephone)"
)
_ASK = re.compile(
    r"\b(?:click|tap|press|cliqu\w+)\b(?! on any)|\b(?:gift ?cards?|cartes?-cadeaux?|bitcoins?|crypto\w*|itunes"
    r"|google play)\b"
    r"|\b(?:e-?transfer|interac|virement)\b|\b(?:enter|send|provide|give|confirm|verify|update|share|reply|respond"
    r"|repond\w+|wants?|wanted|asks?|asked"
    r"|dm us|entre[zr]?|envoye[zr]|fournisse[zr]|donne[zr]|confirme[zr]|valide[zr]|voulait|veut|demand\w+)\b"
    r"(?:[^\w.!?]+\w+){0,5}?[^\w.!?]+(?:sin|nas|password|mot de passe|mots de passe|bank\w*|bancaires?|card numbers?"
    r"|numeros? de cartes?"
    r"|pin|nip|credentials|account|compte|coordonnees|identity|identite|photos? de permis|licence photos?)\b"
    r"|\b(?:unless you|or else|a moins de|sous peine|sinon)\b(?:\W+\w+){0,4}?\W*\b(?:verify|confirm|pay|click"
    r"|valid\w+|confirm\w+|pay\w+)\b"
    r"|\b(?:suspended|suspendue?s?|arrest\w*|arret(?:e|ee|es|er)|warrant|mandat)\b|\.(?:top|xyz|click|info|ru)\b"
    r"|\b(?:claim|reclame[zr]|release|debloque[zr]|unlock)\b(?:\W+\w+){0,3}\W+(?:refund|payment|benefit|money|file"
    r"|account"
    r"|remboursement|paiement|prestation|dossier|compte|argent)\b"
    r"|\b(?:whatsapp|telegram)\b|\b(?:text|inbox|dm|message) (?:me|us)\b|\b(?:ecri\w+|contact\w+)(?:-| )(?:moi|nous"
    r"|me|us)\b"
)
_POSES = re.compile(
    r"\b(?:pretend(?:s|ing|ed)? (?:to be|they're|to work)|posing as|poses? as|impersonat\w+|imitat\w+"
    r"|claim(?:s|ing|ed)? (?:to be|they're|they are|to come|to work)|said (?:he|she|they) (?:was|were)|sa(?:ys|id"
    r"|ying) (?:he|she|they|it)(?:'s| is| was|'re| are|"
    r" were)? (?:calling )?from|(?:se|s'est|s'etait) (?:fait|font|faisai\w+|faisant) passer pour|pretend(?:s|ent"
    r"|ait|ant)? (?:etre|travailler)"
    r"|se pretend(?:ent)? (?:de|du|etre)|usurp\w+|(?:dit|disait|disent|disant) (?:qu'(?:il|elle|ils|elles) (?:est"
    r"|etait|sont|etaient)|etre) (?:de|du"
    r"|avec|un agent)"
    r"|utilis\w+ (?:votre|leur|notre) (?:nom|logo)|in (?:your|their) name|using (?:your|their) (?:name|logo)"
    r"|copy\w* your (?:logo|name|page)|copi\w+ votre (?:logo|page|nom)"
    r"|(?:a|en) votre (?:place|nom)|au nom d[eu])\b"
)
_FAKE = re.compile(
    r"\b(?:fake|bogus|phony|fraudulent|lookalike|spoofed|faux|fausses?|frauduleu\w+|bidon)\b(?:\W+\w+){0,4}?\W+"
    r"(?:web ?sites?|sites?|accounts?|profiles?|pages?|texts?|e-?mails?|calls?|agents?|employees?|numbers?|comptes?"
    r"|profils?"
    r"|textos?|courriels?|appels?|employe\w*|numeros?)\b"
    r"|\b(?:sites?|comptes?|pages?|textos?|courriels?|profils?) (?:frauduleu\w+|bidons?|fausses?|faux)\b"
    r"|\b(?:site|page|website)\b(?:\W+\w+){0,3}\W+(?:looked|looks|identique|pareille?|ressembl\w+)"
)
_FRAUD = re.compile(
    r"\b(?:scam\w*|phish\w*|fraud(?:s|sters?|ulent)?|smishing|arnaqu\w+|fraudes?|fraudeu\w+|hameconn\w+|escroc\w*)\b"
)
_ALERT = re.compile(
    r"\b(?:warning|beware|alert|careful|watch out|psa|heads up|attention|mefie\w*|alerte|prudence|going around"
    r"|circul\w+"
    r"|ces jours-ci|signale\w*|warn|avertisse\w*|reported|report)\b"
)
_DOUBT = re.compile(
    r"\b(?:is (?:it|this|that) (?:legit\w*|real|really you|you|a scam)|that'?s not you|not you right"
    r"|looks? (?:phishy|fishy"
    r"|suspicious|weird|sketchy)|sketchy|suspicious|phishy|fishy|c'est(?:-tu)? (?:bien )?vous|c'est pas vous"
    r"|c'est louche|louche"
    r"|c'est (?:pas mal |vraiment |ben )?suspect|c'est(?:-tu)? legitime|legitime|est-ce (?:bien )?vous|bizarre)\b"
    r"|\breal ?\?|\bc'est vrai(?: ca)? ?\?"
)
_GOT = re.compile(
    rf"\b(?:got|get|getting|received|receiving|recu|recois|recevoir|a recu|eu)\b(?:\W+\w+){{0,4}}?\W+{_CHANNEL}\b"
    rf"|\b{_CHANNEL}\b[^.!?]{{0,20}}\bfrom\b|\b(?:on|by|over|au|par) (?:the )?(?:phone|telephone|texto|text|courriel)\b"
    rf"|\b(?:someone|somebody|quelqu'un|a guy|a man|a woman|un gars|un homme|une femme) \w*(?:call|phon|text|appel"
    rf"|telephon)"
    r"|^\W*(?:\w+\W+){0,2}(?:texto|courriel|sms|text message|e-?mail)\W"
)
_NEVER = re.compile(
    r"\b(?:will|would|does|do|we)?(?:n't| not)? ?(?:never|not ever) (?:ask|call|text|request|demand)\w*"
    r"|\b(?:ne|n')? ?(?:vous )?demande(?:ra|ront|nt|rons|ns)?(?: pas)? jamais|\bjamais (?:de )?demand"
)
_ABOUT_US = re.compile(
    r"\b(?:is|are|c'est|what|such|total|complete|pure|une vraie|quelle?|toute|vous etes|you|bunch of|bande de|gang de)"
    r"\W+(?:such |just |all |nothing but |qu'|juste |toute )*(?:an? |une? |la |de )?(?:big |pure |total |vraie "
    r"|grosse )?"
    r"(?:scam\w*|fraud\w*|arnaqu\w+|escroc\w*)"
)
_PREVENTION = re.compile(
    r"\bfraud (?:prevention|department|unit|team|specialist|course|alert service)|prevention (?:de la|des) fraude"
    r"|fiscale?s?\b"
)
_SELF = re.compile(
    r"\b(?:this is|we are|we're|i am|i'm|nous sommes|je suis|i work for|je travaille pour|ici (?:le|la|l'|les"
    r"|votre)|our team|notre equipe)\b"
    r"|\b(?:refund department|support team|help ?desk|customer (?:care|service|support)|refunds? (?:team|office)"
    r"|service des remboursements|equipe de soutien|service a la clientele|assistance|centre d'aide"
    r"|support technique)\b"
)
_YOURS = re.compile(
    r"\b(?:you are owed|you're owed|your (?:\w+ )?(?:refund|benefit|account|licence|license|payment|file|card"
    r"|banking)|dear"
    r"|votre (?:\w+ )?(?:remboursement|prestation|compte|permis|paiement|dossier|carte)|vos (?:coordonnees"
    r"|renseignements)"
    r"|cher client|nous vous devons|owes you|vous doit|will be cancelled|sera (?:annulee?|bloquee?|desactivee?)"
    r"|every resident|chaque resident|giving (?:away|every)|donne \d)\b"
)
_NO_EXAM = re.compile(
    r"\b(?:without |no |sans |pas d')(?:the |any |a )?(?:road |driving |written )?(?:test|tests|exam|examen|examens)\b"
    r".{0,120}\b(?:bitcoin|interac|e-?transfer|inbox|dm|whatsapp|telegram|prive|cash|crypto)\b"
)
_FRAUD_MESSAGE = re.compile(
    rf"\b(?:scam|phishing|smishing|fraud|fraudulent)\W+{_CHANNEL}\b|\b{_CHANNEL} (?:d'|de )?(?:hameconn|arnaqu"
    rf"|fraud)\w+"
)
_POSES_SURE = re.compile(
    r"\b(?:pretend|posing|poses?|impersonat|usurp|fait passer|faisant passer|font passer|claim\w* to be|your logo"
    r"|votre logo|said they were)"
)
_GRAVE = re.compile(
    r"\b(?:gift ?cards?|cartes?-cadeaux?|bitcoins?|crypto\w*|arrest\w*|sin|nas|password|mot de passe|don't click"
    r"|cliquez pas)\b|\.(?:top|xyz|click|ru)\b"
)
_SIGNED = re.compile(r"\W*[\w@ -]{3,40} ?: ")
"""How a message begins that names its own sender."""
_LURES = re.compile(
    r"\b(?:refund|rebate|owed|owes|pin|nip|card number|cancelled|annulee|identite|numero de carte|benefit|payment"
    r"|suspended|unlock|verify|password|sin|bitcoin|gift ?cards?|fast track|whatsapp|telegram|bank(?:ing)?|arrest"
    r"|release"
    r"|remboursement|devons|prestation|paiement|suspendu|debloquer|confirmez|mot de passe|nas|accelerer"
    r"|cartes?-cadeaux?|bancaires?|arrestation|coordonnees)\b"
)


def find_scam(text: str, named: re.Pattern[str]) -> Evidence | None:
    """Return where a text tries a fraud in our name, or tells of one; `named` finds our names."""
    folded = plain(text)
    kind, place = FindingKind.SCAM_REPORT, _report(folded)
    if place is None:
        kind, place = FindingKind.SCAM, _attempt(folded, named)
    if place is None or _NEVER.search(folded) or _PREVENTION.search(folded):
        return None
    return Evidence(kind=kind, start=place.start(), end=place.end())


def _report(text: str) -> re.Match[str] | None:
    """Return the words that tell of a fraud."""
    poses = _POSES.search(text)
    if poses and any(sign.search(text) for sign in (_POSES_SURE, _FRAUD, _DOUBT, _ASK)):
        return poses
    if fake := _FAKE.search(text):
        return fake
    fraud, doubt, grave = _FRAUD.search(text), _DOUBT.search(text), _GRAVE.search(text)
    if not (fraud or doubt or grave):
        return None
    got = _GOT.search(text)
    if got and grave and _ASK.search(text):
        return got
    if _ABOUT_US.search(text):
        return None
    if got and (fraud or doubt):
        return got
    if fraud:
        return _FRAUD_MESSAGE.search(text) or (fraud if _ALERT.search(text) else None)
    return None


def _attempt(text: str, named: re.Pattern[str]) -> re.Match[str] | None:
    """Return the words that ask, where a text speaks as if it were us."""
    no_exam = _NO_EXAM.search(text)
    lured = _LURES.search(text) and (_SELF.search(text) or _YOURS.search(text) or _SIGNED.match(text))
    if not (no_exam or lured) or named.search(text) is None:
        return None
    return no_exam or _ASK.search(text)
