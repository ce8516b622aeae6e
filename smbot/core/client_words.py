"""Words that tell the public that somebody is a client, in both languages.

A public body's reply never confirms that a person has a file with it (public-service.md, section 3,
rule 3). Both the check of playbooks and the guard of replies look here.
"""

import re

from smbot.core.flat import flatten

_EN_NOUNS = (
    r"account|application|appeal|appointment|assessment|balance|benefit|booking|card|case|cheque|"
    r"claim|complaint|coverage|debt|deposit|eligibility|enrolment|enrollment|file|grant|information on file|"
    r"instalment|licence|license|loan|membership|number|passport|payment|pension|permit|premium|profile|"
    r"record|refund|registration|renewal|request|reservation|statement|status|submission|subsidy|"
    r"ticket|visit"
)
_FR_NOUNS = (
    r"abonnement|adhesion|admissibilite|allocation|assurance|carte|cas|certificat|cheque|"
    r"cotisation|couverture|declaration|demande|depot|dette|dossier|formulaire|immatriculation|inscription|"
    r"numero|paiement|passeport|pension|permis|plainte|pret|prestation|prime|profil|reclamation|reference|"
    r"remboursement|rendez\Wvous|renouvellement|rente|requete|reservation|solde|statut|subvention|"
    r"versement|visite"
)
_PHRASES = (
    # English
    rf"your (?:[\w'-]+ ){{0,2}}(?:{_EN_NOUNS})s?",
    r"(?:our|the) (?:records|files|system|database) (?:shows?|indicates?|says?|confirms?)",
    r"(?:on|in) (?:our|your) (?:files?|records?|system)",
    r"(?:as|being|are) (?:an? |one of )?(?:our |valued |existing |current |registered )*"
    r"(?:client|customer|beneficiary|claimant|applicant|recipient)s?",
    r"you (?:have |had )?(?:already )?(?:applied|registered|enrolled|subscribed|filed|submitted)",
    r"you (?:are|were|have been) (?:already |now )?"
    r"(?:registered|enrolled|approved|denied|accepted|refused|eligible|ineligible|entitled)",
    r"(?:we|we have|we've|we had) (?:already )?(?:received|processed|approved|denied|registered|sent|mailed|"
    r"paid|reviewed|closed|opened) (?:you|your|the (?:application|claim|form|payment|file|request))",
    r"(?:is|has been|was) registered",
    # French, folded
    rf"(?:votre|vos|ton|ta|tes) (?:[\w'-]+ ){{0,2}}(?:{_FR_NOUNS})s?",
    # "votre opinion compte" holds the verb: only few words may stand before the noun
    r"(?:votre|ton) (?:ancien |nouveau |propre )?compte",
    r"(?:nos|vos) (?:dossiers|registres|systemes)",
    r"notre (?:systeme|registre|base de donnees) (?:indique|montre|confirme)",
    r"(?:en tant que|a titre de|comme|etes|es) (?:une? |l'une? de )?(?:nos |notre )?"
    r"(?:clientes?|clients?|beneficiaires?|prestataires?|demandeurs?|demandeuses?|assure[es]*)",
    r"(?:vous (?:avez|aviez)|tu as) (?:deja )?(?:depose|presente|soumis|"
    r"fait (?:une|la) (?:demande|reclamation)|rendez\Wvous|recu (?:un|votre) (?:paiement|versement))",
    r"(?:vous etes|vous etiez|tu es) (?:deja |maintenant |bien )?"
    r"(?:inscrite?s?|admissibles?|approuvee?s?|refusee?s?|enregistree?s?)",
    r"(?:nous avons|on a) (?:bien |deja )?(?:recu|traite|approuve|refuse|enregistre|ferme|ouvert|envoye) "
    r"(?:votre|vos|la (?:demande|reclamation)|le (?:dossier|formulaire|paiement))",
    r"(?:est|a ete|sont|ont ete) (?:bien )?enregistree?s?",
)
_PATTERN = re.compile(r"(?<![\w'])(?:" + "|".join(p.replace(" ", r"\s+") for p in _PHRASES) + r")(?!\w)")


def client_phrases(text: str) -> tuple[tuple[int, int], ...]:
    """Return where `text` confirms a client relation, as (start, end) in code points.

    Case, accents, invisible characters and the kind of apostrophe and space do not matter.
    """
    flat, places = flatten(text)
    return tuple((places[m.start()], places[m.end() - 1] + 1) for m in _PATTERN.finditer(flat))
