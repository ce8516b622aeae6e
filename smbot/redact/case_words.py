"""Words that people put around the numbers of their files, and around numbers that are everybody's."""

import re

from smbot.redact.context import words

NOUN = (
    r"case|cas|file|fichier|filing|claim|reference|r[ée]f[ée]rences?|r[ée]f\.?|refs?\.?|confirmation|conf\.?|clients?|"
    r"client[eè]le|customer|tracking|suivi|applications?|app|complaint|plainte|request|requ[êe]te|demandes?|incident|"
    r"service request|account|compte|acct|booking|reservation|r[ée]servation|r[ée]sa|membership|member|membre|"
    r"adh[ée]rent|"
    r"policy|police|permit|permis|pass|passe|invoice|facture|re[çc]u|receipt|r[ée]c[ée]piss[ée]|"
    r"accus[ée](?: de r[ée]ception)?|"
    r"ack(?:nowledg(?:e)?ment)?(?: says)?|appointment|rendez-vous|rdv|submission|soumise?|dossiers?|r[ée]clamation|"
    r"sinistre|inscription|enrol(?:l)?ment|registration|avis|notice|cotisation|assessment|eform|certificate|certificat|"
    r"cert\.?|licen[cs]e|carte|card|sr|wo|work order|bon de travail|id|docket|ticket|billet|constat|infraction|"
    r"contravention|amende|fine|order|commande|rapport|report|record|matricule|matr\.?|employ[ée]e?s?|emp\.?|"
    r"staff|badge|"
    r"student|[ée]tudiante?|[ée]l[èe]ve|candidature|candidate?|competition|bursary|bourse|pr[êe]t|loan|lease|bail|"
    r"contrat|contract|grievance|grief|rider|usager|patient|chart|mrn|pri|sn|bn|rt|neq|service|luggage|baggage|"
    r"bagages?|tag|parcel|colis|shipment|procuration|proc\.?|mandat|warrant|saisie|garnishment|hearing|audience|"
    r"d[ée]cision|enqu[êe]te|investigation|inspection|permission|autorisation|authorization|transaction|"
    r"paiement|payment|"
    r"virement|d[ée]p[ôo]t|deposit|versement|token|waitlist|liste d['\u2019]attente"
)
NUMBER = r"(?:numbers?|num|no\.?|nbr\.?|nb\.?|n[o°º]s?\.?|nr\.?|n[uú]m[eé]ros?|numero|id|code|\#)(?![^\W_])"
TOLD = words("""
    file, case, claim, cert, slip, order, reference, ref, confirmation, conf, tracking, application, complaint,
    request, booking, account, acct, member, member id, membership, policy, permit, submission, certificate, licence,
    license, certificat, dossier, réclamation, référence, réf, demande, plainte, suivi, requête, réservation, police,
    membre, inscription, compte, permis, numéro de dossier, marriage certificate, birth certificate, acte, client,
    customer, client id, docket, receipt, reçu, record, enrolment, enregistrement, registration, grievance, grief,
    notice, avis, ticket, billet, constat, contravention, amende, fine, sinistre, commande, facture, invoice, report,
    rapport, student, étudiant, étudiante, employee, employé, employée, matricule, candidature, accusé, récépissé,
    atip, foi, résa, rendez-vous, appointment, number, numéro, it has a number, bourse, bursary, prêt, loan, contrat
""")
TOLD_NUMBER = words("""
    file number, file no, case number, case no, claim number, claim no, reference number, ref number, confirmation
    number, confirmation code, confirmation no, tracking number, application number, member id, member number,
    membership number, policy number, permit number, certificate number, certificate no, account number, account no,
    customer number, client number, client id, registration number, numéro de dossier, no de dossier, numéro de
    réclamation, numéro de référence, no de référence, numéro de confirmation, no de confirmation, code de
    confirmation, numéro de suivi, numéro de demande, numéro de membre, no de membre, numéro de certificat, no de
    certificat, numéro de compte, no de compte, numéro de client, numéro de permis, mon dossier, my file, my claim,
    card number, card no, numéro de carte, no de carte, my case, ma réclamation, ma demande, my application,
    my account, mon compte, référence, reference, student number, employee number, numéro d'employé, matricule,
    numéro d'étudiant, numéro de candidature, numéro de sinistre, ticket number, my ticket, mon billet, numéro de
    billet, numéro de constat, numéro de plainte, complaint number, booking number, receipt number
""")
EVERYBODYS = re.compile(
    r"(?<!\w)(?:tenders?|rfp|rfq|rfi|appels? d['\u2019]offres|soumissions?|seao|march[ée]s?|"
    r"by-?laws?|r[èe]glements?|routes?|bus|ligne|line|flight|vol|bill|loi|sections?|articles?|room|salle|local|stop|"
    r"arr[êe]t|model|mod[èe]le|bulletin|d[ée]cret|order in council|autoroute|highway|hwy|chapter|chapitre|annexe|"
    r"schedule|ex\.|e\.g\.|guide|publication|postal code|code postal|isbn|issn|part|pi[èe]ce|serial|s[ée]rie|"
    r"error|erreur|errors?|"
    r"err|rfc|promo|coupon|rabais|version|firmware|build|sku|upc|item|article|lot de vente|course|cours|port|iso|csa|"
    r"astm|norme|standard|jugement|citation|radio|fm|unit[ée]? mod[èe]le|wicket|guichet|coque|hull|standard|desk|"
    r"parking stall|zone|bus stop|fr[ée]quence|paragraphe?|cca class|box|suite|apt|app|unit|room number|gst|tps|tvq|"
    r"hst|charity|bienfaisance|poteau|pole|hydrant|vessel|v[ée]hicule|train|engine|locomotive|avion|tail|tournoi)"
    r"(?: (?:number|no\.?|num[ée]ro|n[o°]|code|is|est|called|le|the|#|de s[ée]rie|d['\u2019]erreur|public|message))?"
    r"[ :#(\"'«\[]{1,3}$",
    re.IGNORECASE,
)
"""What stands before the numbers of everybody: forms, contracts, lines, laws."""
SHORT = re.compile(r"(?<!\w)(?:forms?|formulaires?|contra(?:c)?ts?)[ ]\D{0,8}$", re.IGNORECASE)
"""What stands before everybody's numbers where they are short, and before somebody's where they are long."""
NO_LETTERS = re.compile(
    r"(?:IMM|JAN|FEB|F[ÉE]V|MAR|AVR|APR|MAI|MAY|JUI?NE?|JUI?LY?|AO[ÛU]T|AUG|SEPT?|OCT|NOV|D[ÉE]C|CAD|USD|EUR|"
    r"COVID|ISO|ISBN|ISSN|RFC|RER|CELI|REER|TFSA|RRSP|ERR|ERROR|ERREUR|SEAO|TEL|PHONE|FAX|CALL|TEXT|SMS|WHATSAPP|VIBER|"
    r"SIN|NAS|PHN|NAM|OHIP|DOB|DDN|NIP|PIN|UCI|IUC|IP)(?![A-Za-z])"
    r"|(?:HP|KM|RPM|CH|CP|TPS|TVQ|HST|GST|PST|BOX|RR|PO|LOT|APT|UNIT|ROOM|STE|FM|HWY|BUS|TO|OF|AT|IN|UP|LES?|LA|AU|UN|"
    r"PM|AM|IS|ON|AND|OR|DE|EN|ET|DU|MY|GET|FOR|FROM|CELL|PH)(?:[ ]|\d)",
    re.IGNORECASE,
)
"""Letters that are a word or a unit; a sign between them and the digits makes some of them a code ("LA-599762")."""
