"""Words that ask for personal information where everybody reads it, in both languages.

Asking in private is right, and so is warning not to write it in public: only what asks here, or does not say where, is
found. Patterns are over folded text with one space for any.
"""

import re
from collections.abc import Iterator
from typing import Final

from smbot.core.flat import flatten

_EN_THING = (
    r"(?:(?!(?:bus|route|stop|form|pole|hydrant|model|sign|wicket|building|flight|train|vehicle|car|toll|our|this|"
    r"that|same|right|a|large|small|high|great|free|the) numbers?)"
    r"[a-z]+ (?:numbers?|no\.|#)|sin|s\.?i\.?n\.?|social insurance(?: number)?|health (?:card|number|"
    r"insurance)(?: number)?|date of birth|d\.?o\.?b\.?|"
    r"birth ?(?:date|day)|phone(?: ?number)?s?|telephone(?: number)?|cell(?: ?phone)?(?: number)?|"
    r"numbers?(?! of (?:the|people"
    r"|routes?|bus))|e-?mails?(?: address(?:es)?)?|(?:home |mailing |street |civic |full )?address(?:es)?|"
    r"postal codes?|"
    r"zip code|version codes?|expir(?:y|ation) dates?|"
    r"(?:full |first |last |legal |real |family |complete )*names?|surname|initials|age|"
    r"(?:file|case|claim|client|account|reference|ticket|application|confirmation|tracking|permit|licen[cs]e|member|"
    r"membership|policy|employee|patient|student|invoice|bill|passport|card|badge|id|plate|tax|bank|transit|order|"
    r"unit|"
    r"apartment|registration|request|complaint)(?: ?(?:numbers?|no\.?|#|id|info(?:rmation)?|details?|"
    r"and [a-z]+ number))|"
    r"(?:licen[cs]e )?plates?|passport|passwords?|pin|id|identification|particulars|credentials|bank(?:ing)? "
    r"(?:info(?:rmation)?|details)|(?:contact|personal|account|identifying|file|case|claim) (?:info(?:rmation)?|"
    r"details?)|"
    r"info(?:rmation)?|details|(?:birth|marriage|medical) (?:certificate|records?|info(?:rmation)?)|"
    r"case worker(?:'s name)?|"
    r"(?:a )?(?:photo|picture|screenshot|copy|scan)s? of (?:your|the|both sides of)(?: \w+){0,2} (?:id|card|"
    r"licen[cs]e|letter|"
    r"cheque|statement|passport|notice|bill|form|permit|document|file)s?|income|diagnosis|medications?|employer|"
    r"last (?:three|four|3|4) digits(?: of [\w ]{3,30})?|contact)"
)
_EN_YOUR = r"(?:your|ur|a|the|us your|me your|both your|her|his|their|the child's|your \w+'s)"
_EN_VERB = (
    r"(?:send|give|tell|provide|share|post|comment|reply|respond|answer|leave|include|drop|write|confirm|text|"
    r"message|forward|"
    r"submit|list|add|put|state|specify|indicate|show|type|supply|let (?:us|me) (?:know|have)|need|require|want|"
    r"have|get|ask "
    r"you for|asking for|looking for|verify|attach|upload|enter|repeat|spell|sharing|sending|giving|telling (?:us|"
    r"me)|providing|posting|leaving|adding|including|confirming|dropping|typing|"
    r"commenting|replying|dm(?:ing)?)"
)
_EN_ASK = (
    rf"{_EN_VERB}(?: (?!in private|privately|never|not|on|from|you\b)[\w',&+-]+){{0,6}}? (?:with |by |us |me |here |"
    rf"below |back )*(?:{_EN_YOUR} "
    rf"(?:\w+ ){{0,2}}{_EN_THING}|(?:sin|date of birth|dob|full name|postal code|file number|case number|claim number|"
    rf"phone number|health card number|account number))",
    rf"(?:what(?:'s| is| was| are)|which is|may (?:we|i) (?:have|get|ask)|can (?:we|i) (?:have|get|ask)|"
    rf"could (?:we|i) (?:have|get))"
    rf"(?: \w+)? (?:your|ur|the)(?:(?: \w+){{0,2}}? )?(?:{_EN_THING})",
    r"(?:under (?:what|which|whose) name|(?:the )?(?:best|right|good) (?:phone |e-?mail )?(?:number|e-?mail|"
    r"address|way)(?: \w+)? to (?:reach|call|contact|text|find) you|"
    r"how (?:can|could|do|may) (?:we|i|our team|a manager) (?:reach|contact|call|find|get hold of) you|(?:an?|"
    r"your) (?:phone|e-?mail|number)(?: or (?:an? )?(?:phone|e-?mail|number)(?: number)?)? "
    r"will do|what (?:number|e-?mail|name) (?:can|should|do|is|was)|where (?:can|should) we (?:reach|send|mail|"
    r"call))",
    r"(?:which|what|in what|on what|in which|on which) (?:building|street|unit|apartment|floor|house|address|"
    r"complex|town|neighbou?rhood)(?: \w+)? (?:do|are|is|did) (?:you|your|it|he|she)(?: live)?|do you live|"
    r"you live (?:in|at|on)(?= \w+\?)",
    r"(?:photos?|pictures?|pics?|screenshots?|cop(?:y|ies)|scans?) of (?:the|your|that|both|it|a|"
    r"any) (?:\w+ )?(?:receipt|letter|form|notice|bill|reference|cheque|statement|id|card|licen[cs]e|permit|"
    r"document|envelope|"
    r"stub|passport|prescription|decision|assessment|ticket|invoice|lease|slip)s?",
    r"(?:where (?:exactly )?do you live|when were you born|how old (?:are you|is (?:he|she|your))|"
    r"what(?:'s| is| are) (?:his|her|their|(?:the|your) \w+'s?) (?:full |first |last )?(?:names?|age|"
    r"birthday)|which school does|(?:which|what) (?:address|name|account|number) is (?:it|this|that)|(?:give|send|"
    r"tell|leave|write) (?:us |me )?(?:names?|phone|numbers?|address|"
    r"e-?mail|dob|sin)(?=[, ]|$)|(?:share|post|show|publish|upload|send)(?: us| me)? (?:the|"
    r"your) (?:\w+ )?(?:notice|letter|bill|receipt|statement|form|cheque|decision|page)s?(?=[^.!?]*\b(?:here|"
    r"below|thread|comments?))|whose (?:\w+ ){1,3}(?:is|are|was)|when (?:were|was|are|is) (?:they|he|she|you|"
    r"your \w+) born|"
    r"what (?:e-?mail|name|address|number|phone)(?: address| number)? (?:did|do|are|is|have) (?:you|it)|"
    r"who (?:is your (?:employer|"
    r"doctor|case ?worker|worker|landlord)|are you)|what(?:'s| is) your (?:name|situation exactly|income|diagnosis)|"
    r"what (?:street|address|unit|apartment) (?:do|are) you|what do (?:we|they) call you|where do you work)",
    rf"{_EN_THING}(?:,| and|,? please)? (?:here )?(?:please|pls)\s*(?=[?!.]|$)",
    r"(?:please|pls|kindly|and|with|just),? (?:your )?(?:sin|date of birth|dob|full name|postal code|"
    r"file (?:number|#)|case (?:number|#)|"
    r"claim (?:number|#)|phone (?:number|#)|health card number|account (?:number|#)|e-?mail address|home address)",
)
_FR_THING = (
    r"(?:nas|n\.?a\.?s\.?|nam|n\.?a\.?m\.?|(?:numeros?|nos?\.?|n°|#) (?:(?:de|d'|du) ?)?(?:(?:la |l'|votre |"
    r"vos )?)(?!(?:bus|autobus|circuit|ligne|arret|formulaire|poteau|route|train|guichet|modele|vehicule|urgence|"
    r"service|la ligne|cette|notre|nos)\b)(?:pret|assurance|dossier|client|telephone|"
    r"cellulaire|cell|tel|compte|reference|reclamation|demande|permis|passeport|carte|plaque|confirmation|membre|"
    r"contrat|"
    r"matricule|facture|employe|patient|suivi|appartement|porte|immatriculation|identification|prestataire|abonne|"
    r"pensionne)[\w ']{0,24}|numeros?|date de naissance|telephone|cellulaire|courriels?|(?:adresse|"
    r"adresses)(?: (?:courriel|postale|complete|civique|"
    r"de courriel|exacte|actuelle))?|codes? posta(?:l|ux)|noms?(?: (?:complet|de famille|au complet|et prenom|"
    r"legal))?(?: et "
    r"(?:votre )?(?:prenom|numero|telephone|adresse)s?)?|prenoms?|age|initiales|plaque(?: d'immatriculation)?|"
    r"passeport|mot de passe|nip|"
    r"coordonnees|renseignements?|informations?|infos?|identite|pieces? d'identite|carte (?:soleil|"
    r"d'assurance maladie)|"
    r"(?:photo|copie|capture(?: d'ecran)?)s? (?:de|d'|du|recto verso de) ?(?:votre|la|vos|le)?(?: \w+){0,2}|"
    r"(?:trois|quatre|3|4) derniers chiffres[\w' ]{0,30}|dossier|revenu|diagnostic|employeur|"
    r"nom de (?:votre|l') ?(?:agente?|intervenante?|conseiller))"
)
_FR_YOUR = r"(?:votre|vos|ton|ta|tes|un|une|le|la|les|l'|son|sa|ses)"
_FR_VERB = (
    r"(?:envoye[rz]|donne[rz]|dites|dire|fournir|fournissez|partage[rz]|publie[rz]|commente[rz]|repond(?:re|ez)|"
    r"laisse[rz]|inclu(?:re|ez)|"
    r"ecri(?:re|vez)|confirme[rz]|texte[rz]|transmett(?:re|ez)|ajoute[rz]|mett(?:re|ez)|precise[rz]|indique[rz]|"
    r"inscri(?:re|vez)|communique[rz]|montre[rz]|faites(?: nous)? (?:parvenir|savoir)|faire parvenir|besoin|faut|"
    r"faudrait|voulons|aimerions|avoir|"
    r"obtenir|demand(?:er|ons)|rappele[rz]|donne|envoie|ecris|dis|mets|verifie[rz]|valide[rz]|televerse[rz]|"
    r"joigne[rz]|connaitre|"
    r"epele[rz]|nomme[rz]|mentionne[rz]|identifie[rz])"
)
_FR_ASK = (
    rf"{_FR_VERB}(?:-(?:nous|moi|le|la|les))*(?: (?!en prive|par message|jamais|pas)[\w',&+-]+){{0,5}}? (?:avec |"
    rf"par |ici |ci-dessous |bien )*{_FR_YOUR} ?(?:\w+ )?{_FR_THING}",
    rf"(?:quel(?:le)?s? (?:est|sont|etait)|c'est quoi|pouvons-nous avoir|puis-je avoir|peut-on avoir|"
    rf"pourrait-on avoir|"
    rf"peut-on savoir|on peut savoir|peut-on connaitre|j'aimerais savoir|on aimerait savoir|"
    rf"pouvez-vous (?:nous )?(?:donner|dire|fournir|indiquer)|"
    rf"pourriez-vous (?:nous )?(?:donner|dire|fournir|indiquer)|on peut avoir|je peux avoir) (?:le |la |l'|"
    rf"les )?(?:{_FR_YOUR} ?)?(?:\w+ )?{_FR_THING}",
    r"(?:(?:a|sous|au) quel nom|a quel (?:numero|courriel|telephone)(?: \w+)? (?:peut-on|pouvons|pourrait|on peut|"
    r"vous|doit|est)|"
    r"(?:comment|ou) (?:pouvons-nous|peut-on|on peut|pourrait-on)? ?(?:vous )?(?:joindre|rejoindre|contacter|"
    r"appeler)|"
    r"un (?:courriel|telephone|numero)(?: ou un (?:courriel|telephone|numero))? suffi\w+)",
    r"(?:dans|a|sur|sous|de) quel(?:le)?s? (?:immeuble|logement|appartement|rue|adresse|etage|batiment|edifice|"
    r"quartier|ville)(?: \w+)? (?:habitez|demeurez|etes|restez|vivez|est-ce|c'est)|"
    r"comment s'appelle|(?:le |la |l')?(?:nom|prenom|age|adresse|numero) de (?:votre|vos|la|l') ?(?:mere|pere|"
    r"fils|fille|enfants?|mari|femme|conjointe?|patiente?|medecin|agente?|proprietaire)(?=[^.!]*[?])|"
    r"a quelle ecole va|(?:pour|de|a) quel(?:le)? (?:adresse|nom|numero|compte)(?=[^\w]*[?])|"
    r"(?:donnez|envoyez|laissez|ecrivez|indiquez|dites)(?:-nous|"
    r"-moi)? (?:noms?|telephone|numeros?|courriel|adresse|prenom|date)(?=[, ]|$)|"
    r"(?:montrez|partagez|publiez|mettez|envoyez)(?:-nous|-moi)? (?:la|le|l'|votre|les) ?(?:\w+ )?(?:avis|lettre|"
    r"facture|recu|releve|formulaire|cheque|decision|page)s?(?=[^.!?]*\b(?:ici|dessous|fil|"
    r"commentaires?))|(?:habitez|demeurez|restez|vivez)-vous|quel(?:le)? (?:courriel|nom|numero|adresse|"
    r"telephone)(?: \w+)? (?:avez|aviez|utilisez|as|est)|"
    r"\w+ (?:de|a) qui,? (?:et|est)|nee? (?:quand|en quelle|a quelle)",
    r"(?:photos?|copies?|captures?(?: d'ecran)?|numerisations?|scans?) (?:de|du|d'|des) ?(?:la |le |l'|votre |"
    r"vos |ce |cette |un |une )?(?:\w+ )?(?:recu|lettre|formulaire|avis|facture|cheque|releve|carte|permis|document|"
    r"enveloppe|talon|passeport|ordonnance|decision|billet|bail|piece)s?",
    r"(?:ou (?:habitez|demeurez|restez|travaillez)[- ]vous|quand etes[- ]vous nee?|quel age (?:avez|a)[- ]|"
    r"comment vous appelez[- ]vous|"
    r"qui est votre (?:employeur|medecin|agente?|proprietaire|intervenante?)|a quelle adresse (?:habitez|demeurez|"
    r"etes|restez)|vous "
    r"(?:habitez|demeurez|restez) ou|(?:et )?vous etes nee? (?:quand|le combien)|dans quelle rue|sur quelle rue)",
    rf"(?:{_FR_YOUR} ?)?{_FR_THING},? (?:svp|s'il vous plait|s\.v\.p\.?)",
    r"(?:avec|svp,?|s'il vous plait,?|et|juste) (?:votre )?(?:numero de (?:dossier|telephone|client|reference)|"
    r"date de naissance|nom complet|"
    r"code postal|adresse complete|nas|numero d'assurance)",
)
_ASKING: Final = re.compile(rf"(?<![\w'])(?:{'|'.join((*_EN_ASK, *_FR_ASK))})(?!\w)")
_PRIVATE: Final = re.compile(
    r"\b(?:private(?:ly)?|in confidence|confidential\w*|dms?|d\.m\.|direct messages?|inbox|message button|"
    r"messenger|secure (?:page|form|"
    r"message|site|link|portal)|by (?:phone|telephone|e-?mail|mail|message)|over the phone|on the phone|e-?mail us|"
    r"(?:call|calling|phone|dial|ring) (?:us|our|the|1|\d{3}|when)|when you (?:call|visit|come|arrive)|(?:at|to|"
    r"in) (?:the|our|any|a|your \w+) "
    r"(?:\w+ )?(?:counter|office|branch|desk|centre|kiosk)|in person|our (?:form|page|portal)|that message|"
    r"(?:write|print|put|mark) [^.!?]{3,40} on (?:the (?:back|front|memo line|bottom) of )?(?:the|your|each|every) "
    r"(?:cheque|check|envelope|form|label|bag|stub|money order)|"
    r"(?:inscrivez|inscrire|ecrivez(?!-)|ecrire|indiquez(?!-)|mettez|notez) [^.!?]{3,40} (?:au (?:dos|verso|recto) du|"
    r"sur (?:le|la|l'|chaque)) ?(?:cheque|formulaire|enveloppe|etiquette|talon|mandat)|"
    r"the message|your message|off(?:line| of here)|"
    r"en prive|prive(?:e|s|es)?|confidentiel\w*|mp|message (?:prive|direct)|messagerie|bouton|par (?:telephone|"
    r"courriel|"
    r"message|la poste)|au telephone|appelez|telephonez|composez|page securisee|formulaire securise|portail|"
    r"lien securise|"
    r"au (?:comptoir|bureau)|a (?:notre|nos|un|l'un de nos) (?:comptoir|bureau|point)\w*|en personne|sur place|"
    r"dans (?:ce|votre|le) message|"
    r"ecrivez-nous la(?=[.,;:!?]|\W*$| (?:pour|et|si|quand|plutot|directement|en)\b)|quand vous (?:appelez|appellerez|"
    r"viendrez)|lors de votre (?:appel|visite))\b"
)
_THERE: Final = re.compile(r"\b(?:there|in it|with it|in that|that way|then|la|la-bas|y|alors|dans ce cas)\b")
_PUBLIC: Final = re.compile(
    r"(?<!not )(?<!never )(?<!n't )\b(?:(?:right |down |just )?here(?! (?:in private|privately|by))|below|(?:in|"
    r"under|to) (?:the |this |your |a )?(?:comments?|thread|repl(?:y|ies)|"
    r"post|tweet|wall|page)|publicly|in public|reply (?:to this |here )?with|as a (?:comment|reply)|on (?:this|"
    r"your|our) "
    r"(?:post|page|wall|thread)|reply to this)\b"
    r"|(?<!pas )(?<!jamais )(?<!rien )\b(?:ici(?: meme)?|ci-dessous|plus bas|en (?:commentaire|reponse)s?|"
    r"dans (?:les |un |vos |le )?(?:commentaire|fil|reponse)s?|"
    r"sous (?:cette|la|votre) publication|en public|publiquement|repond(?:ez|re)(?: \w+)? (?:avec|en (?:indiquant|"
    r"donnant|inscrivant))|sur (?:ce fil|cette page|votre mur))\b"
)
_NOT_HERE: Final = re.compile(
    r"\b(?:not|never|rather than|instead of|nothing|without|no \w+|don't \w+(?: \w+){0,4}|"
    r"never \w+(?: \w+){0,4}) (?:\w+ )?(?:here|below|in public|publicly|(?:in|under) the comments?)|\b(?:pas|"
    r"jamais|plutot qu'?|rien|"
    r"et non|au lieu d'?|aucun\w*(?: \w+){1,4}) ?(?:\w+ )?(?:ici|en public|publiquement|en commentaire|"
    r"dans les commentaires|ci-dessous)"
)
_FORBIDS: Final = re.compile(
    r"\b(?:never|not|don't|dont|won't|can't|cannot|avoid|without|refrain|no need|instead of|rather than|remove|"
    r"delete|hide|nobody|no one|"
    r"ne|jamais|evitez|sans|abstenez|inutile|pas besoin|plutot que|au lieu|retirez|effacez|supprimez|masquez|"
    r"enlevez|pas de|aucun\w*)\b|\bn'"
)
_SENTENCE: Final = re.compile(r"[^.!?;\n\u2026]*(?:\.(?=\w)[^.!?;\n\u2026]*)*[.!?;\n\u2026]*")
_NOT_PERSONAL: Final = re.compile(
    r"\b(?:bus|route|stop|form|pole|hydrant|model|sign|wicket|building|flight|train|vehicle|car|toll|usual|window|"
    r"counter|asset|meter|light) (?:numbers?|no\.|#)|"
    r"\b(?:names?|address|numbers?) of (?:your |the |that )?(?:town|city|office|park|stop|route|street|road|"
    r"school|arena|building|branch|program|form|"
    r"clinic|ferry|village|bridge|library|driver)|\b(?:noms?|adresse|numeros?) (?:de |du |de la |de l'|de votre |"
    r"d'une? )(?:ville|bureau|parc|arret|circuit|rue|route|ecole|arena|edifice|"
    r"succursale|programme|formulaire|service|clinique|traversier|village|pont|bibliotheque|autobus|bus|poteau|"
    r"chauffeur)"
)
"""What a reply may ask of anybody."""
_NEED: Final = re.compile(r"(?:need|have|want|get|show|require|avoir|obtenir|besoin)\b")
_THEY: Final = re.compile(r"\b(?:you|people|they|anyone|who|must|vous|on|to|pour|il faut)(?: \w+)? $")
"""What somebody needs or has to show is no question to them."""


def asking_phrases(text: str) -> tuple[tuple[int, int], ...]:
    """Return where `text` asks for personal information in public, as (start, end) in code points."""
    flat, places = flatten(text)
    line = "".join(" " if sign.isspace() and sign != "\n" else sign for sign in flat)
    return tuple((places[start], places[end - 1] + 1) for start, end in _found(line))


def points_to_private(text: str) -> bool:
    """Say whether `text` names a private channel, and no public place beside it."""
    flat = flatten(text)[0].replace("\n", " ")
    return _PRIVATE.search(flat) is not None and _PUBLIC.search(_NOT_HERE.sub(" ", flat)) is None


def _found(flat: str) -> Iterator[tuple[int, int]]:
    private_before = False
    for sentence in _SENTENCE.finditer(flat):
        words = sentence[0]
        private = _PRIVATE.search(words) is not None
        public = _PUBLIC.search(_NOT_HERE.sub(" ", words)) is not None
        there = private_before and (_THERE.search(words) is not None or not public)
        for match in _ASKING.finditer(words):
            before = words[max(0, match.start() - 60) : match.start()].rpartition(",")[2]
            if _FORBIDS.search(before + match[0]):
                continue
            if _NOT_PERSONAL.search(words, match.start(), min(len(words), match.end() + 24)):
                continue
            if _NEED.match(match[0]) and _THEY.search(before):
                continue
            if public or not (private or there):
                yield sentence.start() + match.start(), sentence.start() + match.end()
                break
        private_before = private or (private_before and there)
