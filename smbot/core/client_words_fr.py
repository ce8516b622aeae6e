"""French words that tell the public that somebody is a client, as patterns over folded text; one space is any."""

_YOUR = r"(?:votre|vos|ton|ta|tes)"
RELATION = (
    r"abonnements?|adhesion|admissibilite|admission|allocations?|arrieres|audience|assurance|avis de cotisation|bail|cas|"
    r"cheques?|cotisations?|couverture|depots?|dettes?|dossiers?|factures?|inscription|paiements?|"
    r"pensions?|plaintes?|prets?|prestations?|primes?|profil|reclamations?|reference|remboursements?|rendez\W?vous|rdv|"
    r"renouvellement|rentes?|requetes?|reservations?|soldes?|statut|subventions?|trop-percus?|trop-payes?|"
    r"versements?|virements?|demandes?|agente?s?|conseillere?s?|intervenante?s?|travailleu(?:r|se)s? sociale?s?|"
    r"chirurgie|place sur la liste|gestionnaire de cas|retours? d'impots?|admissibilite"
)
DOCUMENT = (
    r"cartes?|certificats?|declarations?|formulaires?|immatriculation|passeports?|permis|plaques?|"
    r"visites?(?= (?:de|du|d'|au|a))"
)
SINGULAR = (
    r"demande|dossier|cheque|paiement|versement|virement|remboursement|reclamation|plainte|rendez\W?vous|carte|permis|"
    r"passeport|lettre|formulaire|decision|inscription|renouvellement|pret|subvention|prestation|depot|requete|appel|"
    r"colis|certificat|reservation|montant|argent|rente|allocation|abonnement|compte|cas|rdv"
)
GENERAL = (
    r"messages?|publications?|commentaires?|questions?|suggestions?|avis|remarques?|opinions?|signalements?|idees?|mots?|"
    r"temoignages?|reactions?|preoccupations?|securite|vie|confidentialite|patience|frustration|experience|interet|"
    r"quartier|region|ville|rue|comprehension|confiance|propos|voix|observations?|retroaction|inquietudes?|impatience|"
    r"deception|ras-le-bol|mecontentement"
)
_WHO = r"(?:nous|on|je|j'|notre (?:equipe|personnel|bureau)|nos (?:agents?|equipes?)|une? (?:de nos )?(?:agente?s?|collegues?))"
_ADV = r"(?: bien| deja| maintenant| aussi| toujours| encore| enfin| finalement| recemment| bel et| justement| effectivement| la| tout| juste| pas| dument)*"
_DONE = (
    r"(?:re)?envoye|poste|emis|reemis|approuve|refuse|rejete|traite|recu|examine|revise|evalue|depose|transfere|rouvert|"
    r"ouvert|ferme|assigne|attribue|complete|paye|verse|annule|reporte|deplace|confirme|enregistre|achemine|transmis|"
    r"accepte|corrige|credite|rembourse|retrouve|localise|signale|verifie|reactive|suspendu|retabli|renouvele|"
    r"imprime|expedie|regle|regularise|mis a jour|pris en charge|priorise|livre|parti"
)
_DONE_F = rf"(?:{_DONE})(?:e?s?)"
_STATE = (
    r"en route|dans la poste|au courrier|en attente|en retard|en traitement|en cours(?: de \w+)?|a l'etude|entre les mains|"
    r"prete?s?(?! a)|en regle|a jour|sur (?:le|mon|notre) bureau|en chemin|en souffrance|sur le point|a l'examen"
)
_TOUCHED = (
    r"appele|telephone|ecrit|paye|dit|informe|avise|servi|aide|rencontre|envoye|laisse|contacte|parle|joint|rejoint|"
    r"rembourse|inscrit|assigne|poste|explique|donne|remis|verse|texte|transmis|recu|promis|repondu par"
)
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|aujourd'hui|hier|le \d|du \d|ce)"
_BE = r"(?:vous etes|vous etiez|tu es|t'es|vous avez ete|vous serez|vous seriez)"
_PASSIVE = (
    r"(?:a ete|a deja ete|a bien ete|ont ete|ont deja ete|ont bien ete|est|sont|sera|seront|vient d'etre|viennent d'etre|"
    r"etait|n'a pas ete|avait ete|va etre)"
)
_NOT_UPSET = (
    r"(?! (?:\w+ )?(?:decu|fache|frustr|mecontent|inquiet|tanne|decourag|stress|en colere|fatigue|perdu|trouve la|vecu|"
    r"ressent|raison|attendu))"
)

PHRASES = (
    r"(?:nos|vos|les) (?:dossiers|registres|systemes|fichiers|archives|notes)(?: nous)? (?:indiquent|montrent|confirment|disent|"
    r"font etat|revelent)",
    r"(?:selon|d'apres|suivant|dans|a) (?:nos|vos|votre|notre|le|mes) (?:dossiers?|registres?|fichiers?|notes|bases? de "
    r"donnees)(?! (?:de |des )?(?:sante|politique|public|decision))",
    r"(?:nos|vos) (?:dossiers|registres)",
    r"(?:d'apres|selon) (?:notre|le) systeme",
    r"(?:notre|le) (?:systeme|registre|dossier|fichier|base de donnees)(?: nous)? (?:indique|montre|confirme|dit|affiche)",
    r"(?:en tant que|a titre de|comme|etes|es|etiez|fidele) (?:une? |l'une? de )?(?:nos |notre |bonne? |fidele |ancienne? |"
    r"nouvelle? )*(?:clientes?|clients?|beneficiaires?|prestataires?|demandeurs?|demandeuses?|assure[es]*|"
    r"usageres? du programme|pensionnee?s?|abonnee?s?|locataires?|patiente?s?|membres?|titulaires?)",
    r"client(?:e|s|es)? comme vous",
    rf"{_BE}{_ADV} (?:inscrite?s?|admissibles?|inadmissibles?|approuvee?s?|refusee?s?|enregistree?s?|acceptee?s?|"
    r"couverte?s?|assuree?s?|prevue?s?|attendue?s?|sur (?:la|notre|une) (?:\w+ )?liste|dans (?:le|notre) (?:systeme|"
    r"programme|base)|(?:la |le )?prochaine?|due?s? pour|confirmee?s?|eligibles?|payee?s?|suivie?s?|en attente d[eu']|"
    r"connue?s? de nos|chez nous depuis|avec nous depuis|convoquee?s?|au programme|notre cliente?)",
    r"vous (?:n')?(?:avez|etes)(?: pas| bien| deja)? (?:droit|admissible)",
    r"vous (?:nous )?devez (?:encore |toujours )?(?:\d|[\w-]+ dollars|un (?:montant|solde)|de l'argent)",
    r"(?:vous (?:avez|aviez)|tu as|t'as|vous nous avez)(?: deja| bien| recemment| aussi| d'abord| effectivement)* "
    r"(?:depose|presente|soumis|fait (?:une|la|votre|le) (?:demande|reclamation|changement|paiement)|rendez\W?vous|recu (?:un|"
    r"votre|le|la) (?:paiement|versement|lettre|cheque|decision|avis)|rempli|produit|appele|telephone|parle (?:a|avec)|"
    r"rencontre|postule|renouvele|inscrit|envoye|transmis|paye|une? (?:dossier|demande|reclamation|rendez|solde|compte))",
    r"vous vous etes (?:\w+ )?(?:inscrite?|presentee?|enregistree?)",
    r"(?:quand|lorsque|depuis que|apres que) vous (?:avez|etes|nous avez)(?: \w+)? (?:appele|telephone|venue?|passee?|parle|"
    r"depose|demande|inscrite?|ecrit|visite|demenagee?)",
    rf"(?:votre|ta|l'|cet?|le|la) ?(?:appel|visite|rencontre|entrevue|sejour|courriel|lettre|entretien|passage|conversation)s? "
    rf"(?:de |du |d'|au |a |avec |en date )(?:{_DAY}|notre|nos|l'agent|la semaine|mois|janvier|fevrier|mars|avril|mai|juin|"
    r"juillet|aout|septembre|octobre|novembre|decembre)",
    r"merci (?:d'avoir|de vous etre) (?:soumis|depose|paye|renouvele|inscrite?|presente|choisi|rempli|produit|transmis)",
    r"merci (?:d'etre|de votre (?:fidelite|paiement|inscription))",
    rf"(?:a|on se voit|on vous attend|rendez-vous) (?:{_DAY}) (?:prochain )?(?:a|vers) \d",
    rf"(?:on se voit|nous vous attendons|on vous attend) (?:{_DAY})",
    rf"{_WHO} (?:vous |t'|lui )(?:avons|a|ai|ont|avions|aurons)(?: bien| deja| aussi| toujours| tout juste| recemment|"
    rf" pourtant| encore)* (?:{_TOUCHED})e?s?(?! faire)",
    rf"{_WHO} ?(?:l'|les |vous l'|vous les )(?:avons|a|ai|ont)(?: bien| deja| finalement)* (?:{_DONE_F})",
    rf"{_WHO} ?(?:avons|a|ai|ont|venons de|vient de|viens de|allons|va|vais|sommes en train de)(?: bien| deja| aussi| toujours| recemment|"
    rf" tout juste| encore)* (?:{_DONE_F}|recevoir|traiter|envoyer|poster|examiner|verifier|rouvrir|fermer|evaluer|regarde|"
    r"regarder|consulte|consulter|retrouve|retrouver|trouve|mis a jour|annule|jete un \w+ a|fait suivre|suivi|pris) "
    rf"(?:dans |sur |a |en charge )?(?:{_YOUR} (?!(?:{GENERAL})\b)[\w'-]+|(?:la|le|cette|ce|l')"
    rf" ?(?:{SINGULAR})(?! (?:de service|en ligne|d'information|a (?:tous|toutes)))\b)",
    rf"{_WHO}(?: \w+)? (?:traitons|traite|examinons|examine|verifions|verifie|regardons|etudions|etudie|avons|voyons|vois|ouvrons|"
    rf"rouvrons|fermons|consulte|consultons) (?:bien |deja |ici |aussi |en ce moment )*(?:{_YOUR} (?!(?:{GENERAL})\b)\w+|(?:la|le|cette|ce) "
    rf"(?:{SINGULAR})(?=\s*(?:[.,;!?]|$)| (?:de madame|de monsieur|que vous|en question|dans|sur)))",
    rf"(?:la|le|cette|ce|cet|l'|un|sa|son) ?(?:\w+ )?(?:{SINGULAR})(?: (?:de \w+|que vous [^.;!?]{{0,40}}?|en question|dont "
    rf"vous [^.;!?]{{0,30}}?|pour vous))? (?:vous )?(?:(?:{_PASSIVE}){_ADV} (?:{_DONE_F})|(?:est|sont|reste|demeure|etait){_ADV} "
    rf"(?:{_STATE})|(?:est|sont){_ADV} (?:parti|rendu|arrive)e?s?|s'en vient|arrive (?:bientot|lundi|mardi|mercredi|jeudi|vendredi|"
    r"demain)|vous parviendra|sera dans)(?! (?:en ligne|a (?:tous|toutes|chaque)|chaque|tous|automatiquement|aux|par (?:le "
    r"conseil|la ville|le gouvernement)))",
    rf"(?:il|elle|ils|elles|ca|tout){_ADV} (?:vous )?(?:a ete|ont ete|vient d'etre|sera|seront|vous sera){_ADV} (?:postee?s?|deposee?s?|approuvee?s?|refusee?s?|emise?s?|"
    r"traitee?s?|versee?s?|envoyee?s? (?:a|par|hier|le|la))",
    rf"(?:la|le|cette|ce|cet|l') ?(?:{SINGULAR}) (?:que vous|dont vous|a laquelle vous|auquel vous) (?:mentionn|parl|avez|"
    r"attend|evoqu|faites|demand|evoqu|decriv)\w*",
    r"(?:les|ces|tous les) (?:documents?|papiers|formulaires?|recus|photos|pieces) (?:que )?vous (?:nous )?(?:avez|aviez) "
    r"(?:envoye|transmis|fourni|remis|depose|apporte|televerse|donne)\w*",
    rf"(?:sa|son|ses) (?:{RELATION})(?= (?:a|est|sera|ont|sont|avance))",
    rf"{_YOUR} (?!(?:\w+ )?(?:{GENERAL})\b)(?:[\w'-]+ ){{1,3}}?(?:{_PASSIVE}){_ADV} (?:{_DONE_F}|{_STATE})",
    r"vous (?:allez |devriez |devez |pouvez vous attendre a )?(?:recevoir|recevrez|l'aurez|aurez) (?:bientot |sous peu |"
    r"prochainement )?(?:votre|vos|le (?:cheque|paiement|versement|remboursement|montant|permis)|la (?:carte|decision|"
    r"lettre|somme)|un (?:cheque|paiement|remboursement)|l'argent)",
    r"(?:(?:nous|je|on)(?: vous)?(?: pouvons| peux| peut| tenons a)?(?: vous)? (?:confirmons|confirme|confirmer)|nous avons le plaisir de vous "
    r"confirmer) (?:que (?:vous|votre|vos|le|la|c'est)|la reception|avoir recu|votre|vos|reception|l'avoir)",
    rf"(?:nous|je|on)(?: ne)? (?:voyons|vois|voit|constatons|constate|remarquons|notons)(?: ici| bien| dans \w+)? que "
    rf"vous (?:avez|etes|aviez|n'avez|etiez){_NOT_UPSET}",
    r"comme (?:on|nous|notre agente?|l'agente?)(?: vous l')?(?: vous)?(?: l')?(?:a|avons|avait|l'a|l'avons)? ?(?:explique|dit|convenu|discute|mentionne|"
    r"promis|ecrit|precise) ?(?:au telephone|hier|par|dans|lors|ensemble|a l'agent|$|,)",
    r"comme (?:convenu|discute|entendu)(?: (?:ensemble|avec|au|par|hier|lors))?",
    r"(?:suite a|apres|depuis|lors de|dans) (?:notre|votre|nos|vos) (?:derniere? |recente? |precedente? )*(?:conversation|appel|"
    r"discussion|lettre|echanges?|rencontre|entretien|courriel)",
    r"(?:ajoute|mis|laisse|inscrit) une (?:note|mention|remarque) (?:a|au|sur|dans|a votre)",
    rf"{_YOUR} (?:ancien |nouveau |propre |numero de )?compte",
    r"(?:est|a ete|sont|ont ete)(?: bien| deja| maintenant| dument)* enregistree?s?",
    r"(?:nous (?:vous )?avons|on a|on vous a|nous vous retrouvons|je vous ai|on vous retrouve)(?: bien| deja)* (?:dans "
    r"(?:le|notre|nos) (?:systeme|dossiers?|liste|registres?)|au dossier|sur (?:la|notre) liste|comme \w+|d'inscrite?)",
    r"(?:nous|on) vous (?:doit|devons)",
)

OWNED = rf"{_YOUR} (?!(?:nom|prenom)s? |numeros? )(?:[\w'-]+ ){{0,3}}?(?:{RELATION})"
OWNED_DOCUMENT = rf"{_YOUR} (?:[\w'-]+ ){{0,2}}?(?:{DOCUMENT})"
INSTRUCTING = (
    r"\b(?:apporte[rz]|presente[rz]|montre[rz]|renouvele[rz]|renouvellement de|remplace[rz]|ayez|avoir|garde[rz]|conserve[rz]|"
    r"obtenir|obtenez|commande[rz]|perd(?:u|re|ez)|cache[rz]|masque[rz]|retire[rz]|efface[rz]|supprime[rz]|munissez-vous de|prenez|"
    r"utilise[rz]|protege[rz]|remplir|remplissez|imprime[rz]|mettez|mettre|validez?|change[rz]|recharge[rz]|muni|munie|"
    r"echange[rz]|acheter|payer|paye[rz]|ajoute[rz]|annule[rz]|produi(?:re|sez)|faire|faites)\b(?:(?! votre ).){0,50}$"
)
CONDITION = (
    r"\b(?:si|s'il|s'ils|toute personne|toutes? celles|ceux|quiconque|les (?:gens|personnes|citoyens|residents|familles|"
    r"clients) (?:qui|dont|ayant)|au cas ou|a moins|avant de|avant que|en cas)\b"
)
FORBIDDING = (
    r"(?:\bne\b|\bn'|\bjamais\b|\bevite[rz]|\bsans\b|\babstenez|\binutile\b|\bpas besoin\b|\bplutot que\b|\bau lieu\b|\bpas de\b|"
    r"\binterdit\b)(?:(?![,;]).){0,50}?"
    r"(?:publi|partag|ecri|envoy|inclu|donn|mett|revel|divulgu|mentionn|tap|commen|laiss|montr|affich|demand|inscri|"
    r"indiqu|discut|parl|confirm|voir|voyons|consult|acces|expos|transm|communiqu|fourni)\w*(?:(?![;]).){0,80}$"
    r"|\b(?:retirez|effacez|supprimez|masquez|enlevez|cachez|gardez)\b(?:(?![,;]).){0,40}$"
)
