"""What a clause says of one person's dealings with us, in both languages: a table of claims, each beside what it says.

Patterns are over folded text. `smbot.core.client_words` asks them of sentences that are no question, and not of what is
said of anybody, under a condition or as a possibility.
"""

_HANDLED = (
    r"mailed|cashed|deposited|issued|reissued|credited|refunded|approved|denied|declined|reset|reinstated|misfiled|"
    r"scanned|renewed|booked|rebooked|recalculated|reassigned|unlocked|couriered|paid|released|rescheduled|"
    r"reactivated"
)
_TRAITE = (
    r"(?:encaisse|emis|reemis|poste|depose|rembourse|renouvele|reassigne|debloque|approuve|refuse|verse|credite|"
    r"reactive|"
    r"reporte(?! (?:du|d'un)\b| en raison| a cause| pour tou)|recalcule|numerise|egare|mal classe|classe (?:au|dans|"
    r"sous))e?s?"
)
_OURS_EN = (
    r"appointment|account|access|payment|cheque|claim|card|benefits?|slot|booking|refund|deposit|renewal|pension|"
    r"application|visa|permit|coverage|licen[cs]e|allowance|subsidy|grant|loan|enrolment|meeting|hearing|instalments?"
)
_OURS_FR = (
    r"rendez\W?vous|compte|acces|paiement|cheque|reclamation|carte|prestations?|plage|reservation|remboursement|"
    r"depot|"
    r"renouvellement|pension|rente|demande|visa|permis|couverture|allocation|subvention|pret|inscription|rencontre|"
    r"audience|aide|dossier|versement"
)
_KIN_EN = r"mother|father|mom|mum|dad|son|daughter|husband|wife|partner|brother|sister|parents?|grand\w+|child|kid"
_KIN_FR = r"mere|pere|maman|papa|fils|fille|mari|femme|conjointe?|frere|soeur|parents?|grand\W\w+|enfant"
_SOMEBODY_EN = r"tenant|client|recipient|beneficiary|patient|student|claimant|applicant|member"
_SOMEBODY_FR = (
    r"prestataire|locataire|beneficiaire|client|cliente|patiente?|etudiante?|demandeu(?:r|se)|abonnee?|membre"
)
_STANDING_FR = (
    r"inscrite?|admissible|prestataire|suivie?|cliente?|patiente?|couverte?|beneficiaire|locataire|titulaire|"
    r"etudiante?|"
    r"au depot direct|au programme|sur (?:notre|la) liste"
)
_NOT_AFTER_EN = (
    r"(?! (?:page|system|line|portal|process|fees?|forms?|site|counter|desk|date|rules?|period|office|team|act|"
    r"board))"
)
_COUNT_EN = r"two|three|four|five|six|seven|eight|nine|ten|\d+"
_COUNT_FR = r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+"
_NO_TELLING = (
    r"(?!lu|note|transmis|partage|entendu|dit|signale|compris|fait|corrige|repare|ajoute|appris|mentionne|"
    r"retire|masque|"
    r"cache|vu|su|aime|regrette)"
)

ENGLISH = (
    # what somebody else has with us
    r"(?:there is|there's|we (?:do )?have)(?: indeed| already)? an? (?:\w+ )?(?:file|case|claim|account|application) "
    r"(?:\w+ ){0,4}?(?:for|on|about|under|in the name of) (?:that|this|him|her|them|your|the) ?(?:person|name|"
    r"neighbou?r|man|woman|lady|famil\w+|tenant|landlord|ex)?(?=\s*(?:[.,;!]|$))",
    r"(?:his|her|their|your \w+'s) (?:situation|income|file|status|claim|eligibility) (?:is|was|has been|gets) "
    r"(?:checked|verified|reviewed|assessed|followed)\b",
    rf"your (?:neighbou?r|ex|tenant|landlord|{_KIN_EN}) (?:is|was|has been) entitled to\b",
    # what a letter says of them, and what they owe or get
    r"(?:the|your|that|this|our) (?:letter|notice|proof|document|statement|confirmation|e-?mail|paper|form|slip) "
    r"(?:that |which )?(?:says?|saying|shows?|showing|proves?|proving|confirms?|confirming|states?|stating|means|"
    r"explains|explaining)(?: that| why)? you(?:'re| are| were|'ve| have|'ll| will)?(?: still| now| no longer| to)* "
    r"(?:receiv\w+|gett?(?:ing)?|on|owe|owing|paid|paying|enrolled|registered|live|living|eligible|qualify|lost|denied|"
    r"approved|repay|have to|must|pay)\b",
    r"(?:the|that|this) (?:\w+ )?(?:balance|amount|money|sum|debt|overpayment|arrears|rent|fees?|fine)"
    r"(?: that| which)? "
    r"(?:you(?:'re| are)?(?: still| now)? (?:owe|owing|owed)|you (?:have|must|need) to (?:repay|pay back|return))\b",
    r"you(?:'ll| will)?(?: now| still)? (?:must|have to|need to|had to) (?:repay|pay back|return|reimburse|refund)"
    r"(?: us| to us)? (?:an?|the|that|this|your|some|part of) (?:\w+ )?(?:overpayment|benefits?|assistance|loan|"
    r"amount|money|grant|advance|debt|balance)\b",
    r"you(?:'re| are)? (?:now |still |currently )?(?:receiv(?:e|ing)|get(?:ting)?|collect(?:ing)?) (?:[\w-]+ ){1,4}"
    r"from (?:us|our \w+)\b",
    # where they stand with us
    rf"your (?:{_KIN_EN})(?:'s| is| was| has been)(?: already| now| still| also| indeed)* (?:number|next (?:in|"
    rf"on|for)|"
    rf"(?:first|second|third|[a-z]+th|\d+(?:st|nd|rd|th)?) (?:in|on)|on (?:our|the) (?:\w+ )?list|in line|in our|"
    rf"enrolled|registered|eligible|covered|accepted|approved|admitted)\b",
    r"you(?:'ve)? (?:already|still) (?:been )?(?:get|getting|receiv(?:e|ing)|have|collect(?:ing)?|draw(?:ing)?) "
    r"(?:the|our|an?|your) (?:[\w-]+ ){1,4}(?:through|from|with|via|by) (?:us|our|this)\b",
    r"(?:count|counting|have|having) you (?:among|as one of|with) our\b|among our "
    r"(?:clients|recipients|tenants|members) like you\b",
    r"we(?:'re| are) (?:only |just |still )?missing (?:only |just )?(?:your|one|a page|the page|the signature)\b",
    r"you (?:do |still )?(?:appear|figure|show(?: up)?) (?:on|in|as) (?:our|the) (?:\w+ )?(?:list|roll|register)\b",
    # what became of it
    rf"(?:it|they|both|these|those|one)(?: was| were| has been| have been|'s been| got| is being| will be|'ll be)"
    rf"(?: already| just| now| never| since| finally)* (?:{_HANDLED})\b",
    r"(?:it|they|both) (?:cleared|bounced|went out|shipped|went through|came back)\b",
    r"(?:both|two|those|these|your|the) (?:copies|papers|documents|forms|letters|photos)(?: have| just)? (?:arrived|"
    r"came in|"
    r"reached us|are here|are in\b|are safe|are with)",
    rf"(?:payment|cheque|refund|claim|deposit|renewal|form|package)s? (?:{_HANDLED}|sent|received|"
    rf"processed)(?=\s*(?:[.,!]|$))",
    rf"(?<!is )(?<!are )(?<!the )(?:done|yes|ok|okay|sorted|good news),? (?:{_HANDLED})\b",
    r"(?<!sincerely )(?<!truly )(?<!kindly )(?<!choice is )(?<!about )(?<!explain )(?<!ask for )\byours\b"
    r"(?! (?:sincerely|truly|to (?:choose|keep|make)))",
    r"(?:hold|stop payment|block|freeze|flag|lien) (?:\w+ ){0,2}?on (?:it|this|that|the) ?(?:cheque|payment|account|"
    r"file)?",
    # what we did
    rf"(?:we|i|our \w+|someone|they)(?:'ve| have| had| just| already| also| since)* (?!need|feed|exceed)\w+ed (?:the|"
    rf"that|this|"
    rf"her|his|both|a new|another) (?:\w+ )?(?:{_OURS_EN})\b{_NOT_AFTER_EN}(?=\s*(?:[.,;!]|$)| (?:and|so|but|because|"
    rf"last|this|on|"
    r"yesterday|today|for you|to you|when|after|by mistake|you)\b)",
    r"(?:we|i|they)(?:'ve| have| had| just| already)* (?!fixed|passed|shared|noted|heard|appreciated|missed|"
    r"forwarded|"
    r"reported|"
    r"mentioned|flagged|removed|repaired|discussed|learned|loved|enjoyed|raised|posted|needed|received|opened|closed|"
    r"wanted)"
    r"\w+ed (?:it|them) (?:when|because|after|for you|to you|at your|until|as you)\b",
    r"(?:we|i)(?:'ve| have| had| just| already)* (?:settled|sorted|fixed|resolved|reviewed|discussed|went over|"
    r"gone over|talked|"
    r"spoke|arranged|agreed|set)(?: \w+){0,3} with you\b",
    r"we(?: do| still| now)* have (?:those|them|both|all of them)(?=\s*(?:[.,;!]|$))",
    r"(?:misplaced|lost|mislaid|mixed up|shredded|misread) (?:what|the \w+|everything) you (?:gave|sent|mailed|left|"
    r"dropped|"
    r"brought|filed)",
    # what we see
    r"(?:our|the) (?:\w+ )?(?:calendar|logs?|register|agenda|schedule|booking system|ledger|"
    r"tracker)(?: still)? (?:shows?|says?|"
    r"indicates?|has) (?!the (?:holidays|hours|closures))",
    r"(?:according to|going by|per|says) (?:our|the) (?:logs?|calendar|register|ticket|ledger|system)|our (?:logs?|"
    r"register) says?",
    r"i see (?:from|in|on) (?:our|the) (?:system|screen|notes|log|register)|(?:i|we)(?: can)? see (?:an?|one|two|"
    r"three|several|"
    r"no|the|both) (?:\w+ )?(?:attempts?|payments?|notes?|log-?ins?|visits?|tickets?|entries|orders?)",
    # what they are and have
    r"you(?:'re| are| were|'ve been| have been)(?: already| now| all| still| currently)* (?:covered|locked out|"
    r"served|"
    r"seen at|"
    r"number|rebooked|re-?enrolled|paid up|insured|on direct deposit|in our (?:system|records|care)|with our|"
    r"a tenant|"
    r"a student (?:here|with|of)|(?:the )?\d+(?:st|nd|rd|th)?(?: in line| on the list|\b))",
    r"you(?:'ve got|'ve| have| had| hold| rent| own| get| receive)(?: (?!to\b|shared|any|been|"
    r"with)[\w'-]+){1,4} with us\b",
    r"(?:since|as|because|given that) you(?:'re| are|'ve| have| were)? already\b",
    r"(?:since|with|given) (?:your|the) (?:\w+ )?(?:demerit|points|balance|arrears|overpayment|income)\b",
    rf"(?:your|the|with) (?:{_COUNT_EN}) (?:\w+ )?(?:points|claims|files|copies|payments|accounts|applications|"
    rf"tickets you)\b",
    r"you(?:'ve| have)? (?:checked|signed) in\b|you missed it by|there is nothing (?:more|else|left) for you to do|"
    r"you do not need to do anything (?:more|else)",
    r"your (?:new |current |next |old )?(?:time|slot|documents?|papers|access|copies|paperwork|spot|turn|worker|"
    r"session|"
    r"subscription|placement|referral|photo|signature)s? (?:is|are|was|were|has|have|expired|timed|came|got|"
    r"will be)\b",
    # when what they get begins, and where what they asked for stands
    r"your (?:\w+ )?(?:visits?|lessons?|classes|sessions?|treatments?|therapy|meals?|deliver(?:y|ies)|care|coaching|"
    r"home help|"
    r"training|placement|lease|shifts?|job)(?: will| does| do)? (?:starts?|begins?|resumes?|continues?|restarts?)"
    r"(?= (?:on|at|this|next|in|from|again|tomorrow|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|"
    r"\s*(?:[.,;!]|$))",
    r"your (?:\w+ ){0,2}?(?:check|screening|clearance|background check|assessment|interview|evaluation|review|"
    r"investigation|"
    r"inspection|audit|fingerprints?|references?|trial period|probation)s? (?:is|are|was|were|has been|have been|has|"
    r"came back|"
    r"have)(?: now| all| already| just)* (?:complete|completed|done|finished|cleared|over|under way|underway|passed|"
    r"positive|"
    r"negative|clean|clear|back|in progress|approved|in)\b",
    r"(?:it|he|she|they|this|yours)(?:'s| is| was|'re| are| has| have)?(?: now| already| just| finally| still|"
    r" currently)* "
    r"(?:at|in|reached|passed|moved to|gone to|through|entered|past) (?:the|its|their|"
    r"our) (?:\w+ ){0,2}?(?:assessment|review|"
    r"analysis|"
    r"approval|verification|decision|evaluation|final|last|next|second|third|first|payment)? ?(?:stage|step|phase|"
    r"round)\b",
    # others
    rf"(?:he|she|they)(?:'s| is| was| has been|'s been| are| were)(?: already| now| still| also| no longer|"
    rf" indeed)* (?:an? )?"
    rf"(?:{_SOMEBODY_EN}|on our|registered|eligible|covered|enrolled|receiving|in our (?:program|care|system))\b",
    rf"(?:the|that|this) (?:{_SOMEBODY_EN}) (?:was|has|had|is|did|got|already|still|owes|moved|left|received)\b",
    rf"your (?:{_KIN_EN})'?s? (?:\w+ )?(?:surgery|treatment|stay|pension|care|claim|file|benefits?|application|"
    rf"admission|"
    r"appointment|operation|cheque|coverage|allowance|case|assessment|test|results?|place)\b",
    r"the \w+ you (?:mention|describe|refer to|speak of|talk about|ask about)(?:ed|d)?,? (?:was|were|has been|"
    r"have been|had been)"
    r"(?: already| just| never)* (?!caused|meant|due)\w+(?:ed|en|t)\b",
    # what was received, and what state it is in
    r"(?:got|received|have) (?:them|(?:all|both|each|the three) of (?:it|them)|all your \w+)(?= on| and| last|"
    r" this| safely|"
    r" yesterday| today|,? thank|\s*(?:[.,;!]|$))|(?:well|safely|duly) received|received (?:yesterday|today|"
    r"with thanks|on "
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    r"(?:your|both|the (?:two|three|four|five)|all (?:of )?(?:your|the|two|three|four|five)(?: of your)?) (?:\w+ )?"
    r"(?:documents|docs|papers|forms|pages|files|letters|pictures|photos|uploads) (?:are|have come|"
    r"came) (?:all |both )?"
    r"(?:in|through|here)(?= and|\s*(?:[.,;!]|$))",
    r"(?:the|your|that|this) (?:application|candidacy|request|form|file|claim|submission|resume) (?:is|are)"
    r"(?: now| all| already)* (?:complete|in(?: and|(?=[.,;!])| our system| the system)|with (?:the|our) \w+)"
    r"(?! (?:if|when|once|as soon|only))",
    r"(?:a|an|the) (?:\w+ ){0,2}?(?:client|customer|member|subscriber|tenant|patient|patron)(?: (?:of|"
    r"for) [\w ]{1,16})? "
    r"(?:like|such as) you|your (?:long )?loyalty|(?:for|of) being (?:a|our) (?:\w+ )?(?:client|customer|member|"
    r"subscriber|tenant|patient)",
)
"""English claims."""

FRENCH = (
    # ce que quelqu'un d'autre a chez nous
    r"il y a (?:bien |deja )?une? (?:\w+ )?(?:dossier|demande|compte|cas|reclamation) (?:[\w'-]+ ){0,5}?(?:pour|sur|"
    r"concernant|au nom de) (?:cette|ce|cet|lui|elle|eux|votre|la|le)\b(?: (?:personne|nom|voisine?|homme|femme|dame|"
    r"famille|ex))?(?=\s*(?:[.,;!]|$))",
    r"(?:sa|leur|cette) situation (?:est|a ete|sera) (?:verifiee|revue|examinee|evaluee|suivie|analysee)",
    rf"votre (?:voisine?|ex|locataire|proprietaire|{_KIN_FR}) (?:a|avait|aurait) (?:bien )?droit (?:a|aux|au)\b",
    # ce qu'une lettre dit d'eux, ce qu'ils doivent ou reçoivent
    r"(?:la|cette|votre|notre|l'|le|ce|cet) ?(?:lettre|preuve|attestation|avis|document|releve|courriel|papier|"
    r"confirmation) (?:qui |veut )?(?:dit|dire|disant|atteste|attestant|confirme|confirmant|prouve|prouvant|montre|"
    r"montrant|indique|indiquant|signifie|explique)(?: bien)? (?:que|pourquoi) vous (?:n'|ne |nous |en )?(?:etes|avez|"
    r"recevez|touchez|devez|habitez|payez|perdez|serez|aurez)\b",
    r"(?:le|la|l'|les|ce|cette|ces) ?(?:solde|montant|somme|argent|dette|trop\W(?:paye|percu)|arrieres|loyer|"
    r"amende|frais) (?:que vous (?:nous )?(?:devez|deviez)|que vous (?:avez a|devez) (?:rembourser|remettre)|"
    r"dont vous etes redevable)\b",
    r"vous (?:devez|devrez|avez a|aurez a|deviez)(?: encore| maintenant| nous| toujours)* (?:rembourser|remettre|"
    r"repayer|redonner) (?:un|une|le|la|l'|ce|cette|les|des|votre|cet|une partie du) ?(?:\w+ )?(?:trop\W(?:paye|percu)|"
    r"prets?|dette|montant|somme|aide|prestations?|argent|solde|avance|subvention)\b",
    r"vous (?:recevez|touchez|percevez)(?: bien| encore| toujours| deja)* (?:\w+ |d'|de l')*(?:aide sociale|"
    r"prestations?|rente|allocation|supplement|indemnites?) (?:de (?:nous|chez nous|notre)|chez nous|par nous)\b",
    # where they stand with us
    r"vous (?:figurez|apparaissez|paraissez)(?: bien| deja| toujours| encore)* (?:sur|dans|parmi|a|au) (?:la|le|"
    r"notre|"
    r"nos|les)\b",
    r"vous (?:compter|avoir) (?:parmi|comme|chez) (?:nos|nous|cliente?|locataire|prestataire)\b",
    r"vous (?:recevez|touchez|beneficiez|percevez)(?: bien)? (?:deja|toujours|encore) (?:le|la|l'|du|de|une?|"
    r"notre)\b",
    r"il (?:ne )?(?:nous )?(?:ne )?manque (?:plus |seulement |encore |juste |que |qu')+(?:votre|vos|une|un|la|le)\b",
    rf"votre (?:{_KIN_FR}) (?:est|a ete|figure)(?: deja| bien| toujours| encore| maintenant)* (?:sur|[a-z]+ieme|"
    rf"prochaine?|premi\w+|inscrite?|admise?|admissible|accepte|couvert|\d+e)",
    rf"(?:il|elle|ils|elles|ca|cela|les deux|tout)(?: vous)? (?:n')?(?:a ete|ont ete|est|sont|etait|"
    rf"vient d'etre|sera|"
    rf"seront|"
    rf"avait ete|n'a (?:pas|jamais) ete)(?: bien| deja| enfin| finalement| depuis)* {_TRAITE}\b",
    rf"c'est (?:fait|regle|ok|bon|beau)?,? ?{_TRAITE}\b",
    r"(?:les deux|les|vos|ces|tous les) (?:copies|papiers|documents|formulaires|lettres|pieces)(?: \w+)? (?:sont|"
    r"vous ont ete|"
    r"etaient) (?:bien |deja |tous |toutes )*(?:arrive|ici|rendu|en securite|envoye|poste|transmis|remis|"
    r"chez nous)e?s?",
    rf"(?:paiement|cheque|remboursement|depot|renouvellement|versement|formulaire|colis|"
    rf"demande)s? (?:bien )?(?:{_TRAITE}|envoyee?s?|"
    r"traitee?s?|recue?s?)(?=\s*(?:[.,!]|$))",
    r"(?<!nous )(?<!expliquer )(?:le|la|les|au|du|des) (?:votres?|tiens?|tiennes?)\b",
    r"(?:retenue|arret de paiement|opposition|saisie|blocage|gel)(?: \w+){0,3}? (?:sur|contre) (?:ce|cette|le|la|l')",
    rf"(?:nous|on|je|j'|notre \w+|quelqu'un) ?(?:avons|a|ai|ont)(?: bien| deja| tout juste| aussi)* (?!besoin|"
    rf"eu )\w+(?:e|i|u|is|it) "
    rf"(?:le|la|l'|les|un nouveau|une nouvelle|son|sa|ses) ?(?:\w+ )?(?:{_OURS_FR})\b(?! (?:en ligne|de service|"
    rf"du site))"
    r"(?=\s*(?:[.,;!]|$)| (?:et|donc|mais|parce|hier|lundi|mardi|mercredi|jeudi|vendredi|ce|cette|pour vous|"
    r"par erreur|de|quand)\b)",
    rf"(?:nous|on|je|j') ?l(?:'|es )(?:a|avons|ai)(?: bien| deja)* {_NO_TELLING}\w+(?:e|i|u|is|it)e?s? (?:quand|"
    rf"parce|"
    rf"pour vous|"
    r"lorsque|apres|par erreur|a votre|chez vous|hier|lundi|mardi|mercredi|jeudi|vendredi)\b",
    r"(?:nous venons|on vient|je viens) de (?:le |la |les |l'|vous )?(?:rouvrir|envoyer|poster|emettre|debloquer|"
    r"traiter|regler|"
    r"inscrire|approuver|renouveler|rappeler|rembourser|verser|annuler|reporter|retrouver|"
    r"corriger)\b(?! (?:un message|un avis))",
    r"(?:nous avons|on a|j'ai) (?:\w+ment |deja |bien )?\w+(?:e|i|u) (?:ca |cela |tout |en )?(?:\w+ )?avec vous\b",
    r"nous les avons(?=\s*(?:[.,;!]|$))|(?:on|qu'on|nous|que nous) (?:a|ait|avons|ayons) (?:egare|perdu|"
    r"melange) (?:ce que|les \w+ que) "
    r"vous",
    r"(?:notre|nos|le|l'|la) ?(?:agenda|registre|journal|calendrier|grille|liste de rendez\W?vous) (?:montre|dit|"
    r"indique|affiche|"
    r"porte)",
    r"(?:d'apres|selon|suivant) (?:notre|le|nos) (?:registre|journal|agenda|billet|systeme|calendrier|grille)s?\b",
    r"(?:je|on|nous) (?:vois|voit|voyons)(?: bien| ici)?(?: dans (?:le|notre) systeme| au systeme|"
    r" a l'ecran)? ?(?:que vous etes arrivee?|"
    r"(?:une?|deux|trois|plusieurs|aucun|le|la|les) (?:\w+ )?(?:essais?|tentatives?|paiements?|notes?|connexions?|"
    r"billets?|"
    r"visites?|commandes?))",
    rf"vous (?:etes|etiez|serez|avez ete)(?: deja| bien| maintenant| toujours| encore|"
    rf" bel et bien)* (?:{_STANDING_FR}|servie?|"
    r"recasee?|debloquee?|le numero|la? \d+e|au \d+e rang|arrivee? a \d|rendue? (?:au|a l'etape)|en regle|a jour)\b",
    r"vous (?:figurez|touchez|recevez|percevez|encaissez|louez) (?!(?:un|une|des|le|la) (?:message|texto|courriel|"
    r"avis|lettre))",
    r"vous (?:n')?y (?:avez|aviez)(?: pas| bien| deja)? droit\b",
    r"(?:comme|puisque|vu que|etant donne que) vous (?:etes|avez|touchez|recevez) deja\b",
    rf"(?:vos|les|avec|tes) (?:{_COUNT_FR}) (?:\w+ )?(?:points|reclamations|dossiers|copies|paiements|comptes|"
    rf"demandes)\b",
    r"vous (?:l'avez|l'aviez) (?:manque|rate)e? de|vous n'avez (?:plus )?rien (?:d'autre )?a (?:faire|envoyer|"
    r"fournir)|"
    r"rien de plus a faire de votre cote|de votre cote(?=\s*(?:[.,;!]|$))",
    r"(?:votre|vos|ta|tes) (?:nouvelle |nouveau |prochaine |ancien )?(?:heure|plage|documents?|papiers?|acces|copies|"
    r"paperasse|"
    r"tour|seance|abonnement|placement|photo|signature|retenue)s? (?:est|sont|etait|a|ont|sera|seront|vous)\b",
    rf"(?:il|elle|ils|elles)(?: n')? ?(?:est|etait|a ete|sont|etaient)(?: deja| bien| bel et bien| toujours|"
    rf" pas| plus|"
    rf" encore)* (?:une? )?(?:{_STANDING_FR})\b",
    rf"(?:ce|cet|cette|le|la|l') ?(?:{_SOMEBODY_FR}) (?:fait|a|est|etait|avait|doit|recoit|n'est|n'a|touche)\b",
    rf"(?:operation|chirurgie|dossier|demande|rente|pension|prestations?|aide|subvention|admission|traitement|sejour|"
    rf"place|"
    rf"rendez\W?vous|cheque|evaluation) de (?:votre|ta) (?:{_KIN_FR})\b",
    rf"(?:son|sa|ses) (?:aide|{_OURS_FR}) (?:est|a|n'a|n'est|sera|avait|ont|sont|etait)\b",
    r"(?:le|la|l'|les) ?\w+ (?:dont vous parlez|que vous (?:mentionnez|evoquez|decrivez)),? (?:a ete|ont ete|"
    r"avait ete|est|sont) "
    r"(?:deja |bien )?(?!trop|long|due?|cause|inacceptable)\w+(?:e|i|u|is|it)e?s?\b",
    # quand commence ce qu'ils reçoivent, où en est ce qu'ils ont demandé
    r"(?:votre|vos|ton|ta|tes) (?:\w+ )?(?:visites?|cours|lecons|seances?|traitements?|therapie|repas|livraisons?|"
    r"soins|"
    r"formation|stage|bail|quarts?|emploi)(?: (?:a|de|d'|du) ?\w+)? (?:commencent?|debutent?|debutera|debuteront|"
    r"commencera|"
    r"commenceront|reprennent|reprend|reprendra|reprendront)\b",
    r"(?:votre|vos|ton|ta|tes) (?:enquete|verification|evaluation|etude|analyse|entrevue|revision|examen|inspection|"
    r"references?|antecedents|empreintes|periode d'essai|probation)s?(?: (?:de|d'|du|"
    r"des)(?: la)? ?\w+(?: \w+)?)? (?:est|sont|"
    r"a ete|ont ete|etait|s'est|sera)(?: bien| deja| maintenant| enfin| toutes?| tous)* (?:terminee?|completee?|"
    r"finie?|conclue?|"
    r"commencee?|reussie?|faite?|concluante?|positive?|negative?|en cours|passee?|approuvee?|bonne|arrivee?|"
    r"verifiee?|revenue?|"
    r"complete)s?\b",
    r"(?:il|elle|ils|elles|ca|cela|ce|c'|tout)(?: en)? ?(?:est|sont|etait|a|passe|arrive)(?: bien| deja| maintenant|"
    r" enfin|"
    r" presentement| actuellement)* (?:(?:rendue?s?|arrivee?s?|parvenue?s?|passee?s?|atteint) )?(?:a |au |aux |en |"
    r"dans )?"
    r"(?:l'|la |le |sa )?(?:(?:derniere|premiere|deuxieme|troisieme|prochaine|ultime) )?(?:etape|phase)\b",
    r"(?:il|elle|ils|elles|ca|c')(?: en)? ?(?:est|sont|etait)(?: bien| deja| maintenant| enfin| presentement|"
    r" actuellement)* "
    r"rendue?s? (?:a|au|aux|chez|en|devant) ?(?:l'|la |le |les )?(?:\w+ )?(?:analyse|evaluation|revision|approbation|"
    r"decision|"
    r"verification|comite|signature|agente?|analyste|conseil|finances|direction|paiement|etude)\b",
    # what was received, and what state it is in
    r"(?:c'est |oui,? )?bien (?:recue?s?|rentree?s?|entree?s?)(?= (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche|"
    r"hier|ce matin|aujourd'hui|la semaine|le \d))|c'est (?:bien )?(?:recu|rentre|entre)(?=\s*(?:[.,;!]|$)|"
    r" (?:lundi|mardi|"
    r"mercredi|jeudi|vendredi|hier|ce matin|et|depuis|dans))|(?:on|nous) (?:l'|les )(?:a|ai|"
    r"avons) (?:bien )?recue?s?",
    r"(?:vos|les (?:deux|trois|quatre|cinq)|tous (?:vos|les)) (?:\w+ )?(?:documents|papiers|formulaires|pages|"
    r"pieces|lettres|"
    r"photos|preuves) (?:sont|ont ete) (?:tous |toutes |bien )?(?:la|entres?|entrees?|rentres?|rentrees?|arrives?|"
    r"arrivees?|recus?|recues?)(?= et|\s*(?:[.,;!]|$)| hier| lundi| mardi)",
    r"(?:la|le|votre|ta|ton) ?(?:demande|candidature|dossier|formulaire|reclamation|inscription|soumission|cv) est"
    r"(?: bien| deja| maintenant)* (?:complete?|au systeme|dans (?:notre|le) systeme|rendue?s? (?:au|a|chez)|"
    r"entre les "
    r"mains|devant le|chez (?:le|la|l'))(?! (?:si|quand|lorsque|des que|une fois|seulement))",
    r"une? (?:\w+ )?(?:client|cliente|abonnee?|membre|locataire|patiente?|usager|usagere)(?: fidele)?(?: de(?:puis)? "
    r"[\w ]{1,16})? comme (?:vous|toi)|votre (?:longue )?fidelite|(?:d'etre|etes) (?:une? |notre )(?:client|"
    r"cliente|abonnee?|"
    r"membre)",
)
"""French claims."""
