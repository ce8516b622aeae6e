"""French words that tell the public that somebody is a client, as patterns over folded text; one space is any."""

_YOUR = r"(?:votre|vos|ton|ta|tes)"
RELATION = (
    r"abonnements?|adhesion|admissibilite|admission|allocations?|arrieres|audience|assurance|avis de cotisation|"
    r"bail|cas|"
    r"cheques?|cotisations?|couverture|depots?|dettes?|dossiers?|factures?|inscription|paiements?|"
    r"pensions?|plaintes?|prets?|prestations?|primes?|profil|reclamations?|reference|remboursements?|"
    r"rendez\W?vous|rdv|"
    r"renouvellement|rentes?|requetes?|reservations?|soldes?|statut|subventions?|trop-percus?|trop-payes?|"
    r"versements?|virements?|demandes?|commandes?|agente?s?|conseillere?s?|intervenante?s?|travailleu(?:r|"
    r"se)s? sociale?s?|"
    r"chirurgie|place sur la liste|gestionnaire de cas|retours? d'impots?|admissibilite"
)
DOCUMENT = (
    r"cartes?|certificats?|declarations?|formulaires?|immatriculation|passeports?|permis|plaques?|"
    r"visites?(?= (?:de|du|d'|au|a))"
)
SINGULAR = (
    r"demande|dossier|cheque|paiement|versement|virement|remboursement|reclamation|plainte|rendez\W?vous|carte|"
    r"permis|"
    r"passeport|lettre|formulaire|decision|inscription|renouvellement|pret|subvention|prestation|depot|requete|appel|"
    r"colis|certificat|reservation|montant|argent|rente|allocation|abonnement|compte|cas|rdv|commande"
)
GENERAL = (
    r"messages?|publications?|commentaires?|questions?|suggestions?|avis|remarques?|opinions?|signalements?|"
    r"idees?|mots?|"
    r"temoignages?|reactions?|preoccupations?|securite|vie|confidentialite|patience|frustration|experience|interet|"
    r"quartier|region|ville|rue|comprehension|confiance|propos|voix|observations?|retroaction|inquietudes?|"
    r"impatience|"
    r"deception|ras-le-bol|mecontentement"
)
_WHO = (
    r"(?:nous|on|je|j'|notre (?:equipe|personnel|bureau)|nos (?:agents?|equipes?)|"
    r"une? (?:de nos )?(?:agente?s?|collegues?))"
)
_ADV = (
    r"(?: bien| deja| maintenant| aussi| toujours| encore| enfin| finalement| recemment| bel et| justement|"
    r" effectivement| la| tout| juste| pas| dument)*"
)
_DONE = (
    r"(?:re)?envoye|poste|emis|reemis|approuve|refuse|rejete|traite|recu|examine|revise|evalue|depose|transfere|"
    r"rouvert|"
    r"ouvert|ferme|assigne|attribue|complete|paye|verse|annule|reporte|deplace|confirme|enregistre|achemine|transmis|"
    r"accepte|corrige|credite|rembourse|retrouve|localise|signale|verifie|reactive|suspendu|retabli|renouvele|"
    r"imprime|expedie|regle|regularise|mis a jour|pris en charge|priorise|livre|parti"
)
_DONE_F = rf"(?:{_DONE})(?:e?s?)"
_STATE = (
    r"en route|dans la poste|au courrier|en attente|en retard|en traitement|en cours(?: de \w+)?|a l'etude|"
    r"entre les mains|"
    r"prete?s?(?! a)|en regle|a jour|sur (?:le|mon|notre) bureau|en chemin|en souffrance|sur le point|a l'examen"
)
_TOUCHED = (
    r"appele|telephone|ecrit|paye|dit|informe|avise|servi|aide|rencontre|envoye|laisse|contacte|parle|joint|rejoint|"
    r"rembourse|inscrit|assigne|poste|explique|donne|remis|verse|rappele|retelephone|texte|transmis|recu|promis|"
    r"repondu par"
)
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|aujourd'hui|hier|le \d|du \d|ce)"
_BE = r"(?:vous etes|vous etiez|tu es|t'es|vous avez ete|vous serez|vous seriez)"
_PASSIVE = (
    r"(?:a ete|a deja ete|a bien ete|ont ete|ont deja ete|ont bien ete|est|sont|sera|seront|vient d'etre|"
    r"viennent d'etre|"
    r"etait|n'a pas ete|avait ete|va etre)"
)
_NOT_UPSET = (
    r"(?! (?:\w+ )?(?:decu|fache|frustr|mecontent|inquiet|tanne|decourag|stress|en colere|fatigue|perdu|trouve la|"
    r"vecu|"
    r"ressent|raison|attendu))"
)

MATTER = (
    r"suspension|remorquage|deuxieme dose|certificat|commande|permis|passeport|supplement|bourse|credit d'impot|"
    r"visa|evaluation|inspection|audience|"
    r"saisie|"
    r"cheque(?: de remplacement)?|depot(?: direct)?|paiement|versement|"
    r"virement|remboursement|reclamation|"
    r"renouvellement|remplacement|dossier|"
    r"cas|demande|lettre|inscription|prestation|subvention|pret|rente|pension|correction|ajustement|compte|"
    r"requete|plainte|colis|carte|"
    r"trop-paye|reservation|rendez\W?vous|allocation|retroactif|montant"
)
_OF_ALL = (
    r"(?![^.!?;]{0,60}\b(?:tou(?:s|te|tes|t le monde)|chaque|familles|prestataires|residents|gens|citoyens|"
    r"conseil|personnes)\b)"
)
_STAFF = (
    r"(?:une?|la|le|l'|notre|votre|ma|mon|un de nos|une de nos) ?(?:\w+ )?(?:superviseure?|agente?|gestionnaire|"
    r"equipe|tribunal|banque|collegue|commis|"
    r"specialiste|analyste|evaluat(?:eur|rice)|comite|direct(?:eur|rice)|infirmiere?|medecin|intervenante?|arbitre|"
    r"service|conseillere?|employee?|chef|responsable|unite|inspect(?:eur|rice)|commission)|quelqu'un(?: (?:de|du|"
    r"des|chez|d'ici) (?:\w+ )?\w+)?"
)
_DONE_TO_YOU = (
    r"payee?|retiree?|coupee?|facturee?|evaluee?|reevaluee?|approuvee?|refusee?|inscrite?|radiee?|remboursee?|"
    r"creditee?|suspendue?|retablie?|"
    r"transferee?|assignee?|ajoutee?|placee?|selectionnee?|acceptee?|rejetee?|avisee?|contactee?|appelee?|"
    r"verifiee?|signalee?|jointe?|"
    r"annulee?|jugee?|enlevee?|mise? (?:sur|en|dans)|deplacee?|convoquee?|exclue?|reconnue?|desinscrite?|"
    r"penalisee?|trop payee?|surpayee?|"
    r"rappelee?|notifiee?|exemptee?|certifiee?|debitee?|cotisee?"
)
_PAPER = (
    r"(?:documents?|formulaires?|signatures?|billets?|preuves?|pages?|papiers?|lettres?|recus?|pieces?|"
    r"photos?|copies?|renseignements?|informations?|notes?|talons?)"
)

RIGHT = (
    r"(?:au (?:francais|respect)|a l'anglais|au service en|a (?:des excuses|une (?:reponse|explication))|"
    r"a votre (?:langue|opinion)|d'etre (?:servi|entendu|ecoute)e?)\b"
)
"""Ce à quoi chacun a droit."""

PHRASES = (
    r"(?:les|ses|ces) (?:papiers|documents|formulaires|photos|lettres|effets) (?:ont ete|n'ont|sont|"
    r"etaient)(?: jamais| pas| bien| deja| tous)* (?:ete )?(?:retrouve|perdu|localise|numerise|retourne|envoye|"
    r"poste|recu|egare|"
    r"recupere|en securite|ici|chez|entre)e?s?",
    r"(?:au|sur le|dans le|du meme) (?:compte|dossier)(?! @)(?! (?:sante|public|de presse))\b|c'est (?:confirme|note|"
    r"inscrit|reporte|remis|reserve) (?:dans|pour|a|au|le|sur)",
    r"(?:communiquera|communiquerons|parlera|parlerons|appellera|joindra|ecrira|contactera) (?:avec |a )?(?:votre|"
    r"vos) \w+",
    r"vous (?:avait|avaient|a|avions|avons|ont) (?:bien )?(?:sur|dans) (?:sa|la|notre|leur|une) (?:liste|horaire|"
    r"dossier|agenda)",
    rf"{_WHO} (?:vous|t') ?(?:avons|a|ai|ont|avions)(?: bien| deja| aussi| toujours| pourtant| encore|"
    rf" d'abord)* (?!entendu|compris|lu|donne rendez)\w+(?:e|i|u|is|it|ert)e?s?\b",
    r"vous (?:avez|aviez)(?: deja| aussi| encore| maintenant)* (?:(?:eu|recu) \w+|(?:une?|deux|trois|quatre|cinq|"
    r"plusieurs) (?!(?:\w+ )?(?:jours?|semaines?|mois|heures?|ans|annees?|options?|facons?|choix|questions?|minutes?|"
    r"enfants?|idees?|commentaires?|suggestions?|preoccupations?|message|inquietude|probleme|urgence|besoin|"
    r"doute))\w+)",
    r"vous (?:etes|seriez)(?: maintenant| toujours| actuellement)* (?:au |le |la |en )?(?:\d+\w*|retard|defaut|"
    r"souffrance|dette)",
    r"(?:avions|avons|avait|a) (?:la|le|l'|une?|aucune?) ?(?:\w+ ){1,3}pour vous\b|(?:c'a|ca a|"
    r"c'est)(?: ete)? (?:finalise|annule|traite|approuve|complete|renverse)",
    r"(?:notre|la|cette) decision (?:du|de|datee) (?:\d|janvier|fevrier|mars|avril|mai|juin|juillet|aout|"
    r"septembre|octobre|novembre|decembre)",
    r"(?:notes?|rapport|lettre|billet|formulaire|dossier) (?:de l'|du |de la |de votre )(?:agente?|medecin|"
    r"employeur|specialiste|inspect\w+|evaluat\w+|arbitre|intervenante?)",
    r"(?:deux|trois|quatre|\d+|votre|vos) (?:\w+ )?(?:constats?|contraventions?|factures?|amendes?|"
    r"soldes?|frais|paiements?|rapports?|feuillets?) (?:impaye|en retard|du|manquant|en souffrance)e?s?",
    r"sur (?:cette|ce) (?:plaque|dossier|compte|carte|permis|nom|adresse)|"
    r"[\w' -]{3,30} de votre part(?<!reponse de votre part)",
    r"votre nom (?:est|a|figure|apparait|sort)|(?:regarde|verifie|lu|inspecte) (?:le|votre) compteur",
    r"(?:credite|rembourse|depose|facture|deduit|retenu|verse|paye|preleve) (?:\d+|cent|deux cents|"
    r"trois cents) ?(?:\$|dollars)|dollars (?:dus|que vous)|"
    r"ne (?:nous|m') ?(?:a|ont) (?:jamais|pas|rien|pas encore) (?:envoye|transmis|fourni|retourne|remis|donne)",
    r"(?:nous|on|votre \w+) (?:doit|devez) (?:nous )?(?:retourner|renvoyer|fournir|remplir|signer|payer)",
    r"(?:nous|on|je|j') ?l'(?:avons|a|ai)(?: bien)? recue?s? (?:le|en|hier|la|au|lundi|mardi|mercredi|jeudi|"
    r"vendredi)",
    rf"(?:le|la|l'|votre|ce|cette|son|sa) ?(?:\w+ )?(?:{SINGULAR}|dossier) (?:est|etait|semble)(?: maintenant|"
    rf" bien| aussi| toujours| deja| encore| n')* (?:complete?|incomplete?|fermee?|ouverte?|active?|actif|"
    r"approuvee?|refusee?|en retard|en suspens|admissible|reglee?|finale?|parfaite?)(?! (?:en|aux?|a tous|de|du|"
    r"jusqu))",
    r"vous n'(?:etiez|etes|avez ete|serez)(?: pas| plus| jamais) (?:\w+ )?(?:admissible|inscrite?|eligible|"
    r"couverte?|approuvee?|acceptee?|payee?|sur la liste)s?",
    r"vous a(?: deja| bien)? ete (?:assigne|attribue|envoye|poste|verse|paye|rembourse|accorde|refuse|transmis|"
    r"remis)e?s?|votre nom (?:est|figure|apparait|n'est)",
    r"(?:devant|avant) vous (?:sur|dans)|sur (?:le|son) bureau de (?:notre|nos|l')|(?:on|nous) vous (?:a|"
    r"avons) (?:ecrit|appelee?s?|avisee?s?|envoye|joint)",
    r"(?:formulaire|lettre|document|demande|dossier|avis|inscription)s?(?: d'\w+| de \w+)? (?:nous|m') ?(?:est|"
    r"sont|a|etait)(?: bien)? (?:parvenu|arrive|rendu|revenu)e?s?",
    r"(?:couverture|prestations?|versements?|rente|subvention|regime|retenue|contrat|"
    r"admissibilite)(?: \w+)? (?:de|pour|d') ?(?:votre|vos|son|sa) \w+",
    r"(?:revise|examine|etudie|evalue|regarde|analyse|connait|connaissons|revisons|examinons|etudions|"
    r"analysons) (?:bien |deja )?votre (?:situation|realite)",
    rf"(?:la|le|l'|cette|ce) ?(?:saisie|dette|ordre|creance|trop-paye|trop-percu|entente|couverture|solde|"
    rf"montant) (?:est|etait|a|sera|remonte|date|correspond|debute|commence|vient|prend)\b{_OF_ALL}",
    r"il (?:nous |me )?(?:fallait|manquait|faut encore|reste) (?:une autre|un autre|encore|votre|une|"
    r"un) ?\w* ?(?:signature|document|preuve|page|formulaire|copie|piece|billet)",
    r"(?:vous|tu) (?:n'|ne )?(?:nous )?(?:l'|les )?(?:avez|as|aviez)(?: pas| jamais| deja| bien| aussi|"
    r" peut-etre)* (?:retourne|envoye|rempli|signe|fourni|declare|demande (?:un|une|le|la|en)|commande|change|gagne|"
    r"paye|manque|donne|apporte|telecopie|depose|complete|encaisse|choisi|consenti|autorise|reclame|travaille|"
    r"numerise|oublie (?:de|la|le|votre)|coche|inscrit|remis|"
    r"joint|televerse|repondu a (?:notre|la)|produit|quitte|demenage)e?s?(?! (?:un|ce|votre) (?:message|"
    r"commentaire|mot))",
    r"(?:il|elle|ils|elles|votre (?:fils|fille|gars|bebe|mere|pere|mari|femme|conjointe?|enfant|"
    r"bebe))(?: n')? ?(?:est|"
    r"etait|sera|sont|seront)(?: pas| deja| bien| toujours| maintenant| encore| aussi)* (?:sur (?:la|notre|"
    r"une) (?:\w+ )?liste|"
    r"inscrite?s?|prevue?s? (?:le|en|pour)|approuvee?s?|admissibles?|attendue?s?|assignee?s?|(?:la |"
    r"le )?prochaine?s?|couverte?s?|acceptee?s?|perdue?s?,|a (?:notre|l')\s?(?:\w+ )?"
    r"(?:usine|entrepot|imprimerie|traitement)|chez le (?:messager|courrier)|avec (?:notre|l')\s?(?:equipe|unite)|"
    r"en (?:traitement|revision|route|transit|cours)|entre les mains)",
    r"(?:sa|son|ses|leur) (?:\w+ )?(?:evaluation|place|traitement|operation|ordonnance|examen|resultats?|audience|"
    r"visa|permis|plan|transport|intervenante?|"
    rf"{MATTER}) (?:est|a|sera|sont|ont|avance|etait)",
    rf"(?:le|la|les|l'|ce|cette) ?(?:\w+ )?(?:{MATTER}|dossiers|prestations|inscription) (?:de|du|d'|"
    rf"a) ?(?:votre|vos|son|sa|ses|madame|monsieur|mme|m\.)",
    r"(?:on|nous|je|j')(?: ne)? ?(?:voyons|voit|vois|trouvons|trouve|retrouve|retrouvons|comptons|compte)(?: bien|"
    r" ici| aussi| seulement| juste| que)* (?:une?|deux|trois|quatre|cinq|plusieurs|aucune?|les|des|le|la) "
    r"(?:\w+ )?(?:prets?|demandes?|declarations?|dossiers?|paiements?|cheques?|comptes?|lettres?|formulaires?|"
    r"rendez|depots?|retenues?|dettes?|reclamations?|appels?|adresses?|"
    r"inscriptions?|employeurs?|soldes?)",
    r"(?:parti|envoye|poste|livre|depose|verse|expedie|transmis|arrive|rendu|retourne|"
    r"laisse)e?s?(?: \w+){0,2}? (?:chez vous|a votre (?:adresse|domicile|porte|banque|medecin|employeur|ancienne|"
    r"nouvelle|fils|"
    r"fille|mere|pere|proprietaire)|dans votre (?:compte|boite|courriel)|sur votre (?:carte|compte))",
    r"(?:nous|je|on|j') ?(?:l'|les |vous )?(?:avons|ai|a|l'ai|l'avons)(?: deja| aussi|"
    r" tout)* (?:\w+)(?: \w+){0,4}? (?:pour vous|en revision|en haut de la pile|dans le systeme|sur la liste|"
    r"a votre nom)",
    r"(?:nous|je|on|j') ?l'(?:avons|ai|a)(?: enfin| finalement| bien| deja)* (?:retrouve|approuve|poste|reemis|"
    r"rouvert|traite|imprime|debloque|localise|refuse|corrige dans)e?s?",
    r"(?:avons|a|ai|recu) (?:bien )?tout ce (?:qu'il (?:nous |me )?faut|dont (?:nous|on|j')|que (?:nous|on))",
    r"(?:probleme|erreur|souci|ecart|confusion|faute) (?:avec|dans|sur|de|d'|a) ?(?:votre|vos|la photo|l'adresse|"
    r"le formulaire|la signature|le nom|la date|la demande|le dossier|le paiement|le compte|"
    r"le cheque|le depot)(?! (?:en ligne|du site|de service))",
    r"(?:formulaire|document|rapport|preuve|signature|photo|declaration|lettre|piece|recu)s?(?: (?:annuel|mensuel|"
    r"manquant|medical|requis)\w*)? (?:n'(?:a|est|ont|etait|etaient|avait)(?: pas| jamais| plus)|"
    r"(?:est|etait|sont|etaient|a ete) (?:manquant|en retard|incomplet|flou|refuse|rejete|illisible|perime|"
    r"errone)\w*|manqu(?:e|ait|ent))",
    r"(?:retenue|gel|blocage|suspension|saisie|penalite|deduction|arret) (?:sur|de|au|du|a|dans) ?(?:votre|vos|"
    r"le (?:dossier|compte|paiement)|la (?:demande|prestation))",
    rf"(?:la|le|l'|votre|vos|les) ?(?:\w+-)?(?:\w+ )?(?!demande\b)(?:{MATTER}|supplement|couverture|prestations|"
    rf"versements|"
    rf"aide)(?: vous)? (?:a|ont) (?:cesse|arrete|pris fin|repris|expire|diminue|augmente|double|change|"
    rf"ete coupee?s?) (?:parce|car|depuis|quand|a cause|le|en|apres|faute|puisque)",
    r"pas d'inquietude,? (?:tout|c'est|votre|vos)|tout est (?:maintenant )?(?:regle|correct|beau|en ordre|"
    r"en regle)(?: maintenant)?(?=\s*[.!,;]|$)",
    r"(?:vous etes|te voila|vous voila)(?: maintenant| tout| bien)* (?:correcte?|a jour|en regle|tout bon|pret|"
    r"prete|cense\w*)(?=\s*[.!,;]|$)",
    rf"(?:vous|tu) (?:n')?(?:avez|aviez|as|aurez)(?: pas)? ete{_ADV} (?:{_DONE_TO_YOU})s?",
    rf"(?:vous|tu) (?:serez|etes|seriez|seras){_ADV} (?:{_DONE_TO_YOU})s?",
    r"(?:vous|tu) (?:avez|as)(?: deja| bien| encore| toujours)* (?:une?|deux|trois|"
    r"plusieurs) (?:\w+ )?(?:dossiers?|demandes?|reclamations?|soldes?|comptes?|rendez|"
    r"dettes?|paiements?|cheques?|trop|credits?|permis actif|agente?|intervenante?)(?: \w+)?",
    r"(?:a|sous|au) (?:votre|ton) nom",
    rf"(?:la|le|l'|ce|cet|cette|un|une|l'autre) ?(?:\w+ )?(?:{MATTER})(?: (?:(?:de|du|des|de la|d'une?) \w+|"
    rf"que vous \w+(?: \w+){{0,4}}?|"
    rf"manquante?|en question|qui manque))?"
    rf"(?: ne)?(?: vous)? (?:est{_ADV} (?:passee?|restee?|entree?|levee?|liberee?|debloquee?|sortie?|rentree?|"
    rf"revenue?|partie?|"
    rf"arrivee?|rendue?|bloquee?|"
    rf"tombee?|retournee?|active?|actif|a jour|perdue?|"
    rf"en\b|dans\b|sur\b|chez\b|avec\b|prevue?|due?|manquante?|coincee?|retardee?)|n'est (?:pas|plus)|"
    rf"a{_ADV} (?:ete|recu|change|passe|quitte|rebondi|fait)|"
    rf"devrait (?:arriver|etre|suivre|paraitre|rentrer)|va (?:arriver|suivre|partir|etre)|arrivera|partira|suivra|"
    rf"parviendra|rentrera|"
    rf"vient d'\w+|reste|demeure|attend|avait|avance)\b{_OF_ALL}",
    rf"(?:{_STAFF})(?: l')?(?: a| ont| l'a)?(?: deja| bien| aussi| tout| personnellement)* (?:{_DONE_F}|revu|vu|"
    rf"regarde|signe|rendu (?:une|sa) decision|pris (?:une|sa) decision|retourne|"
    rf"confirme|bloque|arrete|debloque|a|examine|etudie|s'occupe de|traite)(?: tout)? (?:tout|cela|ca|l'ensemble|"
    rf"{_YOUR} (?!(?:{GENERAL})\b)\w+|(?:la|le|l'|ce|cette) ?(?:{MATTER})|et)",
    rf"(?:{_STAFF}|on|nous) (?:vous|t') ?(?:(?:r?appell?er|telephoner|ecrir|contacter|texter|joindr)\w*|(?:va|"
    rf"allons) (?:\w+ )?(?:r?appeler|telephoner|"
    rf"joindre|contacter|ecrire))(?: (?:{_DAY}|au sujet|a propos|cette|cet|la semaine|d'ici|sous|pour (?:votre|"
    rf"vos|le|les)))",
    r"(?:on|nous|j'|je)(?: avons| ai| a| ai|ai)?(?: tout| bien| juste| deja| re)* ?(?:verifie|regarde|consulte|"
    r"jete un \w+|contre-verifie)s?,? (?:et |mais |: )?(?:tout|c'est|ca|"
    r"votre|vos|le (?:cheque|paiement|dossier|depot)|la (?:demande|reclamation)|il n'y a|vous|a (?:votre|vos))",
    r"tout (?:est|semble|parait) (?:correct|beau|en ordre|en regle|regle|complet|bon|a jour|conforme|"
    r"la)(?: \w+)? (?:de notre|chez nous|de votre|dans|a (?:votre|notre)|pour vous)",
    r"(?:attendez-(?:le|la|les|vous)|surveillez (?:la poste|le courrier|votre|la boite)|vous l'aurez|"
    r"vous le recevrez|vous la recevrez|vous devriez l'avoir|"
    r"vous devriez (?:le|la) recevoir|ca devrait arriver|ca s'en vient|ca vous parviendra|il s'en vient|"
    r"elle s'en vient|il arrive(?! qu)|c'est parti)(?!\w)",
    rf"(?:il (?:nous |vous |y )?manque|on attend|nous attendons|il ne manque|il manquait|"
    rf"en attente d[e'u])(?: encore| juste| plus que| toujours| qu')* ?(?:un|une|le|la|l'|votre|vos|des|deux|"
    rf"que|de votre|d'un|d'une)? ?(?:\w+ )?{_PAPER}",
    rf"(?:une|la|cette) (?:\w+ )?decision (?:a ete|a deja ete|sera|est|vient d'etre){_ADV} (?:rendue|prise|"
    rf"envoyee|postee|renversee|maintenue|emise|transmise|tombee){_OF_ALL}",
    r"c'(?:est|etait)(?: deja| encore| bien)? dans (?:la (?:file|pile|poste|queue)|le (?:systeme|courrier))|"
    r"c'etait (?:bloque|refuse|suspendu|retenu|manquant|incomplet)",
    r"(?:l'|d')?(?:adresse|numero|courriel|nom|coordonnees|renseignements|telephone) (?:que )?(?:nous|on|"
    r"j') ?(?:avons|a|ai) (?:pour vous|au dossier|de vous|ici|est|n'est)",
    r"vous (?:l'aurez|les aurez|devriez l'avoir|le recevrez|la recevrez)",
    r"(?:nous|on)(?: avons| a)? (?:re)verifie\w*\s*[,:;]? (?:et |mais )?c'",
    r"(?:a votre|a ton) (?:sujet|egard|dossier|compte)",
    r"c'est (?:approuve|accepte|refuse|traite|poste|regle pour vous|en traitement|depose|rentre dans|passe dans)",
    r"(?:nous|on) (?:vous )?(?:suivons|travaillons|travaille|aidons|accompagnons|accompagne|suit) (?:avec vous |"
    r"ensemble )?(?:depuis|ensemble)",
    r"(?:reemettr|reemet|renverr|reposter|debloquer|reemission)\w*",
    r"(?:nous|on)(?: bel et)? (?:avons|a|avons bel et|a bel et) (?:bien |deja |bel et bien )*(?:une?|le|la|votre|"
    r"deux|plusieurs) (?:\w+ )?(?:dossiers?|demandes?|reclamations?|comptes?|inscriptions?|"
    r"rendez|formulaires?|cheques?|notes?|paiements?) (?:a|pour|de|sur|au|ici|chez|en|ouvert)",
    r"(?:votre|cet|l') ?appel (?:d'hier|de la decision|de ce matin|d'aujourd'hui|a ete|est)",
    r"(?:nos|vos|les) (?:dossiers|registres|systemes|fichiers|archives|notes)(?: nous)? (?:indiquent|montrent|"
    r"confirment|disent|"
    r"font etat|revelent)",
    r"(?:selon|d'apres|suivant|dans|a) (?:nos|vos|votre|notre|le|mes) (?:dossiers?|registres?|fichiers?|notes|"
    r"bases? de "
    r"donnees)(?! (?:de |des )?(?:sante|politique|public|decision))",
    r"(?:nos|vos) (?:dossiers|registres)",
    r"(?:d'apres|selon) (?:notre|le) systeme",
    r"(?:notre|le) (?:systeme|registre|dossier|fichier|base de donnees)(?: nous)? (?:indique|montre|confirme|dit|"
    r"affiche)",
    r"(?:en tant que|a titre de|comme|etes|es|etiez|fidele) (?:une? |l'une? de )?(?:nos |notre |bonne? |fidele |"
    r"ancienne? |"
    r"nouvelle? )*(?:clientes?|clients?|beneficiaires?|prestataires?|demandeurs?|demandeuses?|assure[es]*|"
    r"usageres? du programme|pensionnee?s?|abonnee?s?|locataires?|patiente?s?|membres?|titulaires?)",
    r"client(?:e|s|es)? comme vous",
    rf"{_BE}{_ADV} (?:inscrite?s?|admissibles?|inadmissibles?|approuvee?s?|refusee?s?|enregistree?s?|acceptee?s?|"
    r"couverte?s?|assuree?s?|prevue?s?|attendue?s?|sur (?:la|notre|une) (?:\w+ )?liste|dans (?:le|notre) (?:systeme|"
    r"programme|base)|(?:la |le )?prochaine?|due?s? pour|confirmee?s?|eligibles?|payee?s?|suivie?s?|"
    r"en attente d[eu']|"
    r"connue?s? de nos|chez nous depuis|avec nous depuis|convoquee?s?|au programme|notre cliente?)",
    rf"vous (?:n')?(?:avez|etes)(?: pas| bien| deja)? (?:droit(?! {RIGHT})|admissible)",
    r"vous (?:nous )?devez (?:encore |toujours )?(?:\d|[\w-]+ dollars|un (?:montant|solde)|de l'argent)",
    r"(?:vous (?:avez|aviez)|tu as|t'as|vous nous avez)(?: deja| bien| recemment| aussi| d'abord| effectivement)* "
    r"(?:depose|presente|soumis|fait (?:une|la|votre|le) (?:demande|reclamation|changement|paiement)|"
    r"rendez\W?vous|recu (?:un|"
    r"votre|le|la) (?:paiement|versement|lettre|cheque|decision|avis)|rempli|produit|appele|telephone|parle (?:a|"
    r"avec)|"
    r"rencontre|postule|renouvele|inscrit|envoye|transmis|paye|une? (?:dossier|demande|reclamation|rendez|solde|"
    r"compte))",
    r"vous vous etes (?:\w+ )?(?:inscrite?|presentee?|enregistree?)",
    r"(?:quand|lorsque|depuis que|apres que) vous (?:avez|etes|nous avez)(?: \w+)? (?:appele|telephone|venue?|"
    r"passee?|parle|"
    r"depose|demande|inscrite?|ecrit|visite|demenagee?)",
    rf"(?:votre|ta|l'|cet?|le|la) ?(?:appel|visite|rencontre|entrevue|sejour|courriel|lettre|entretien|passage|"
    rf"conversation)s? "
    rf"(?:de |du |d'|au |a |avec |en date )(?:{_DAY}|notre|nos|l'agent|la semaine|mois|janvier|fevrier|mars|avril|"
    rf"mai|juin|"
    r"juillet|aout|septembre|octobre|novembre|decembre)",
    r"merci (?:d'avoir|de vous etre) (?:soumis|depose|paye|renouvele|inscrite?|presente|choisi|rempli|produit|"
    r"transmis)",
    r"merci (?:d'etre|de votre (?:fidelite|paiement|inscription))",
    rf"(?:a|on se voit|on vous attend|rendez-vous) (?:{_DAY}) (?:prochain )?(?:a|vers) \d",
    rf"(?:on se voit|nous vous attendons|on vous attend) (?:{_DAY})",
    rf"{_WHO} (?:vous |t'|lui )(?:avons|a|ai|ont|avions|aurons)(?: bien| deja| aussi| toujours| tout juste|"
    rf" recemment|"
    rf" pourtant| encore)* (?:{_TOUCHED})e?s?(?! faire)",
    rf"{_WHO} ?(?:l'|les |vous l'|vous les )(?:avons|a|ai|ont)(?: bien| deja| finalement)* (?:(?:re)?(?:poste|"
    rf"emis|envoye)|approuve|refuse|rejete|traite|depose|verse|rembourse|retrouve|imprime|"
    r"expedie|reactive|renouvele|paye|rouvert)e?s?",
    rf"{_WHO} ?(?:avons|a|ai|ont|venons de|vient de|viens de|allons|va|vais|sommes en train de)(?: bien| deja|"
    rf" aussi| toujours| recemment|"
    rf" tout juste| encore)* (?:{_DONE_F}|recevoir|traiter|envoyer|poster|examiner|verifier|rouvrir|fermer|"
    rf"evaluer|regarde|"
    r"regarder|consulte|consulter|retrouve|retrouver|trouve|mis a jour|annule|jete un \w+ a|fait suivre|suivi|pris) "
    rf"(?:dans |sur |a |en charge )?(?:{_YOUR} (?!(?:{GENERAL})\b)[\w'-]+|(?:la|le|cette|ce|l')"
    rf" ?(?:{SINGULAR})(?! (?:de service|en ligne|d'information|a (?:tous|toutes)))\b)",
    rf"{_WHO}(?: \w+)? (?:traitons|traite|examinons|examine|verifions|verifie|regardons|etudions|etudie|avons|"
    rf"voyons|vois|ouvrons|"
    rf"rouvrons|fermons|consulte|consultons) (?:bien |deja |ici |aussi |"
    rf"en ce moment )*(?:{_YOUR} (?!(?:{GENERAL})\b)\w+|(?:la|le|cette|ce) "
    rf"(?:{SINGULAR})(?=\s*(?:[.,;!?]|$)| (?:de madame|de monsieur|que vous|en question|dans|sur)))",
    rf"(?:la|le|cette|ce|cet|l'|sa|son) ?(?:\w+ )?(?:{SINGULAR})(?: (?:de \w+|que vous [^.;!?]{{0,40}}?|"
    rf"en question|dont "
    rf"vous [^.;!?]{{0,30}}?|pour vous))? (?:vous )?(?:(?:{_PASSIVE}){_ADV} (?:{_DONE_F})|(?:est|sont|reste|"
    rf"demeure|etait){_ADV} "
    rf"(?:{_STATE})|(?:est|sont){_ADV} (?:parti|rendu|arrive)e?s?|s'en vient|arrive (?:bientot|lundi|mardi|"
    rf"mercredi|jeudi|vendredi|"
    r"demain)|vous parviendra|sera dans)(?! (?:en ligne|a (?:tous|toutes|chaque)|chaque|tous|automatiquement|aux|"
    r"par (?:le "
    r"conseil|la ville|le gouvernement)))",
    rf"(?:il|elle|ils|elles|ca|tout){_ADV} (?:vous )?(?:a ete|ont ete|vient d'etre|sera|seront|"
    rf"vous sera){_ADV} (?:postee?s?|deposee?s?|approuvee?s?|refusee?s?|emise?s?|"
    r"traitee?s?|versee?s?|envoyee?s? (?:a|par|hier|le|la))",
    rf"(?:la|le|cette|ce|cet|l') ?(?:{SINGULAR}) (?:que vous|dont vous|a laquelle vous|auquel vous) (?:mentionn|"
    rf"parl|avez|"
    r"attend|evoqu|faites|demand|evoqu|decriv)\w*",
    r"(?:les|ces|tous les) (?:documents?|papiers|formulaires?|recus|photos|"
    r"pieces) (?:que )?vous (?:nous )?(?:avez|aviez) "
    r"(?:envoye|transmis|fourni|remis|depose|apporte|televerse|donne)\w*",
    rf"(?:sa|son|ses) (?:{RELATION})(?= (?:a|est|sera|ont|sont|avance))",
    rf"{_YOUR} (?!(?:\w+ )?(?:{GENERAL})\b)(?:[\w'-]+ ){{1,3}}?(?:{_PASSIVE}){_ADV} (?:{_DONE_F}|{_STATE})",
    r"vous (?:allez |devriez |devez |pouvez vous attendre a )?(?:recevoir|recevrez|l'aurez|aurez) (?:bientot |"
    r"sous peu |"
    r"prochainement )?(?:votre|vos|le (?:cheque|paiement|versement|remboursement|montant|permis)|la (?:carte|"
    r"decision|"
    r"lettre|somme)|un (?:cheque|paiement|remboursement)|l'argent)",
    r"(?:(?:nous|je|on)(?: vous)?(?: pouvons| peux| peut| tenons a)?(?: vous)? (?:confirmons|confirme|confirmer)|"
    r"nous avons le plaisir de vous "
    r"confirmer) (?:que (?:vous|votre|vos|le|la|c'est)|la reception|avoir recu|votre|vos|reception|l'avoir)",
    rf"(?:nous|je|on)(?: ne)? (?:voyons|vois|voit|constatons|constate|remarquons|notons)(?: ici| bien|"
    rf" dans \w+)? que "
    rf"vous (?:avez|etes|aviez|n'avez|etiez){_NOT_UPSET}",
    r"comme (?:on|nous|notre agente?|l'agente?)(?: vous l')?(?: vous)?(?: l')?(?:a|avons|avait|l'a|"
    r"l'avons)? ?(?:explique|dit|convenu|discute|mentionne|"
    r"promis|ecrit|precise) ?(?:au telephone|hier|par|dans|lors|ensemble|a l'agent|$|,)",
    r"comme (?:convenu|discute|entendu)(?: (?:ensemble|avec|au|par|hier|lors))?",
    r"(?:suite a|apres|depuis|lors de|dans) (?:notre|votre|nos|vos) (?:derniere? |recente? |"
    r"precedente? )*(?:conversation|appel|"
    r"discussion|lettre|echanges?|rencontre|entretien|courriel)",
    r"(?:ajoute|mis|laisse|inscrit) une (?:note|mention|remarque) (?:a|au|sur|dans|a votre)",
    rf"{_YOUR} (?:ancien |nouveau |propre |numero de )?compte",
    r"(?:est|a ete|sont|ont ete)(?: bien| deja| maintenant| dument)* enregistree?s?",
    r"(?:nous (?:vous )?avons|on a|on vous a|nous vous retrouvons|je vous ai|on vous retrouve)(?: bien|"
    r" deja)* (?:dans "
    r"(?:le|notre|nos) (?:systeme|dossiers?|liste|registres?)|au dossier|sur (?:la|notre) liste|comme \w+|"
    r"d'inscrite?)",
    r"(?:nous|on) vous (?:doit|devons)(?! (?:des excuses|une (?:explication|reponse)|mieux|bien))",
)

TOLD_MATTER = (
    rf"(?:le|la|l'|ce|cet|cette|votre|son|sa|vos) ?(?:(?!meme|nouve|proch|prem)\w+ )?(?:{MATTER}|supplement|"
    rf"paperasse|rapport)(?! (?:de (?:service|paiement|la ville)|du (?:site|conseil|comptoir)|en "
    r"ligne|est (?:de|gratuit|offert)|d'(?:acces|information)))"
)
TELLING = (
    r"(?:a ete|ont ete|etait|etaient|n'a|n'ont|avait|avaient|a (?:bien |deja |aussi )?\w+(?:e|i|u|is|it|ert)e?s?|"
    r"ont \w+(?:e|i|u)s?|est (?:bien |deja )?(?:parti|arrive|reste|passe|"
    r"revenu|sorti|tombe|rendu)e?s?|vient d|viennent d|avons|ai|j'ai)"
)
OF_ALL = (
    r"(?:tou(?:s|te|tes)|chaque|toute personne|gens|residents|citoyens|familles|prestataires|la plupart|plusieurs|"
    r"peut|peuvent|pouvez|on peut|"
    r"conseil|gouvernement|province|loi|budget|programme|si|dont|qui|mois|ans|partout|augmente|double|fortes?|"
    r"arrets?)"
)
DONE = (
    r"(?:vous|tu) (?:nous |l'|les |n'|ne )?(?:avez|as|aviez)(?: pas| deja| bien| aussi| jamais|"
    r" \w+ment)* (?!(?:pris|ecrit|dit|vu|vecu|attendu|partage|souleve|mentionne|decrit|ressenti|remarque|subi|"
    r"connu|constate|eu|"
    r"pose|publie|signale|aime|apprecie|essaye|trouve|lu|entendu|perdu|fait|voulu|raconte|exprime|nomme|du|cru|"
    r"pense|propose|souligne|evoque|releve|rapporte|demande|suggere|rencontre|"
    r"eprouve|endure|traverse|choisi d|pu|su|confie|droit|raison|tort|compris|entre|jour\w*|besoin|faim|envie|"
    r"mis le doigt|exclu|perdus|depuis|parmi|envie|demeure|interpelle|tag\w*|"
    r"onze|douze|treize|quatorze|quinze|seize|trente|quarante|cinquante|soixante|"
    r"manque (?:l'autobus|le bus|l'arret))e?s?\b)\w{2,}(?:e|i|u|is|it|ert)e?s?\b"
)
_NOT_ON = (
    r"(?!(?:vie|securite|protection|patience|confidentialite|nous|vous|on|je|ils|elles|et|a|pour|en|dans|ou|si|"
    r"quand)\b)"
)
"""What ends a phrase: « pour votre sécurité nous traitons les demandes »."""
OWNED = rf"{_YOUR} (?!(?:nom|prenom)s? |numeros? )(?:{_NOT_ON}[\w'-]+ ){{0,3}}?(?:{RELATION})"
OWNED_DOCUMENT = rf"{_YOUR} (?:[\w'-]+ ){{0,2}}?(?:{DOCUMENT})"
INSTRUCTING = (
    r"\b(?:apporte[rz]|presente[rz]|montre[rz]|renouvele[rz]|renouvellement de|remplace[rz]|ayez|avoir|garde[rz]|"
    r"conserve[rz]|"
    r"obtenir|obtenez|commande[rz]|perd(?:u|re|ez)|cache[rz]|masque[rz]|retire[rz]|efface[rz]|supprime[rz]|"
    r"munissez-vous de|prenez|"
    r"utilise[rz]|protege[rz]|remplir|remplissez|imprime[rz]|mettez|mettre|validez?|change[rz]|recharge[rz]|muni|"
    r"munie|"
    r"echange[rz]|acheter|payer|paye[rz]|ajoute[rz]|annule[rz]|produi(?:re|sez)|faire|"
    r"faites)\b(?:(?! votre ).){0,50}$"
)
CONDITION = (
    r"\b(?:si|s'il|s'ils|toute personne|toutes? celles|ceux|quiconque|les (?:gens|personnes|citoyens|residents|"
    r"familles|"
    r"clients) (?:qui|dont|ayant)|au cas ou|a moins|avant de|avant que|en cas|une fois(?! (?:de plus|encore))|des que|"
    r"jusqu'a ce que|il arrive qu)\b|"
    r"\b(?:quand|lorsque) (?=(?:votre|le|la|un|une) [\w ]{1,25} (?:est|sont|expire|arrive)\b)"
)
HELP = (
    r"(?:\b(?:vous|on|chacun|les gens) (?:pouvez|peut|peuvent|pourrez|pourriez)(?: aussi| toujours| maintenant)?|"
    r"\bpour|"
    r"\bcomment|^\W*)"
    r" ?(?:voir|verifier|verifiez|suivre|suivez|consulter|consultez|modifier|changer|annuler|renouveler|deposer|"
    r"presenter|"
    r"contester|soumettre|commencer|completer|prendre|gerer|retrouver|ouvrir|ouvrez|connectez-vous a)\b(?:(?! que |"
    r" votre | vos )[^.;!?]){0,40}$"
)
"""What anybody can do about what is theirs."""
FORBIDDING = (
    r"(?:\bne\b|\bn'|\bjamais\b|\bevite[rz]|\bsans\b|\babstenez|\binutile\b|\bpas besoin\b|\bplutot que\b|"
    r"\bau lieu\b|\bpas de\b|"
    r"\binterdit\b)(?:(?![,;]).){0,50}?"
    r"(?:publi|partag|ecri|envoy|inclu|donn|mett|revel|divulgu|mentionn|tap|commen|laiss|montr|affich|demand|inscri|"
    r"indiqu|discut|parl|confirm|voir|voyons|consult|acces|expos|transm|communiqu|fourni)\w*(?:(?![;]).){0,80}$"
    r"|\b(?:retirez|effacez|supprimez|masquez|enlevez|cachez|gardez)\b(?:(?![,;]).){0,40}$"
)
