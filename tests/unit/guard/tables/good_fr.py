"""French replies that may leave, near misses among them: the post, the reply."""

# ruff: noqa: E501 - a reply stands on one line

BONJOUR = "Bonjour, hello. "
LONGUE = "La file au comptoir était de trois heures et le commis était bête avec tout le monde."
CHEQUE = "Où est mon chèque? J’ai appelé quatre fois et personne ne sait rien."
THERESE = "Je m’appelle Thérèse Gagnon, j’attends depuis trois heures. Mon numéro : 418 555-0142."
ERABLES = "J’habite au 27, rue des Érables, Rimouski, G5L 3K9 et mon avis n’arrive jamais."
QUAND = "Quand ouvre le bureau? Le site ne dit rien au sujet du congé."
PECHE = "Quel formulaire pour le permis de pêche, et c’est combien?"
BUS = "La 22 ne passe jamais à l’heure le matin. Une vraie farce!"
PANNE = "Le site est en panne depuis ce matin, impossible de renouveler quoi que ce soit."
NID = "Le nid-de-poule devant l’aréna brise les autos."
IDEE = "Vous devriez ouvrir le samedi pour le monde qui travaille."
ACCES = "Comment obtenir une copie de tout ce que vous avez sur moi?"

GOOD = [
    (LONGUE, "Merci de nous en faire part. Pour en parler en privé, utilisez le bouton de message sous cette réponse."),
    (LONGUE, "Nous sommes désolés de l’apprendre. La courtoisie est due à tout le monde. Écrivez-nous en privé."),
    (LONGUE, "Merci de votre commentaire. Nous le transmettrons à l’équipe du comptoir."),
    (LONGUE, "Nous comprenons votre frustration. L’attente est longue cette semaine à cause du congé."),
    (LONGUE, "Merci de votre patience. Nous répondons d’ici deux jours ouvrables, du lundi au vendredi."),
    (LONGUE, "Par prudence, ne publiez aucun renseignement personnel ici et effacez ceux qui y sont."),
    (
        LONGUE,
        "N’inscrivez jamais votre numéro de dossier ici. Si vous avez un dossier chez nous, écrivez-nous en privé.",
    ),
    (LONGUE, "Évitez de publier votre numéro d’assurance maladie ou votre date de naissance."),
    (LONGUE, "Pour votre sécurité, retirez votre numéro de cette publication, puis écrivez-nous en privé."),
    (LONGUE, "Nous ne demandons jamais votre numéro de carte en public. Écrivez-nous en privé."),
    (LONGUE, "À quel bureau était-ce, et vers quelle heure? Nous voulons en parler avec l’équipe."),
    (
        LONGUE,
        "Si vous attendez une réponse de notre part, appelez au 1 800 555-0100, de 8\u00a0h\u00a030 à 16\u00a0h\u00a030.",
    ),
    (LONGUE, "Nous ne discutons d’aucune situation ici. Écrivez-nous en privé et une personne répondra."),
    (LONGUE, "Un deuxième commis s’ajoute en mai. Nous espérons que votre prochaine visite ira mieux."),
    (LONGUE, "Votre opinion compte. Merci d’avoir pris le temps de nous écrire."),
    (LONGUE, "La marine, la pierre et les roses n’y peuvent rien : il faut plus de monde au comptoir."),
    (
        CHEQUE,
        "Merci de nous écrire. Nous ne parlons des paiements de personne en public. Utilisez le bouton de message.",
    ),
    (CHEQUE, "Les paiements du programme partent le 20 de chaque mois. Pour le reste, écrivez-nous en privé."),
    (CHEQUE, "Si un chèque est en retard, appelez au 1 800 555-0100 et ayez la lettre en main."),
    (CHEQUE, "Si vous n’avez rien reçu le 25, écrivez-nous en privé."),
    (CHEQUE, "Toute personne qui attend un chèque peut appeler au 1 800 555-0100."),
    (CHEQUE, "L’attente est dure, nous le savons. Écrivez-nous en privé pour que nous puissions vous aider."),
    (CHEQUE, "Écrivez-nous en privé avec votre nom et votre numéro de dossier, pas en commentaire."),
    (CHEQUE, "Écrivez-nous en privé. Dans ce message, laissez votre téléphone pour qu’on vous appelle."),
    (CHEQUE, "Envoyez votre numéro de dossier par message privé seulement, jamais ici."),
    (CHEQUE, "Les chèques sont en retard partout à cause de la grève des postes; tout le monde sera payé."),
    (CHEQUE, "Le dépôt direct est plus rapide qu’un chèque. Pour s’inscrire : 1 800 555-0100."),
    (THERESE, "Merci de nous écrire. Votre publication peut montrer des renseignements personnels : supprimez-la."),
    (THERESE, "Nous sommes désolés de l’attente. Pour nous parler en privé, utilisez le bouton de message."),
    (THERESE, "Notre numéro est le 1 800 555-0100, du lundi au vendredi de 8\u00a0h\u00a030 à 16\u00a0h\u00a030."),
    (THERESE, "Police, pompiers, ambulance : 911. De l’aide à toute heure : 9-8-8, par téléphone ou texto."),
    (ERABLES, "Nous sommes désolés que le courrier tarde. Écrivez-nous en privé avec le bouton de message."),
    (ERABLES, "Retirez l’adresse de cette publication, puis écrivez-nous en privé."),
    (ERABLES, "Notre bureau est au 1 Harbour Square. Le comptoir ouvre à 8\u00a0h\u00a030."),
    (QUAND, "Nos bureaux sont fermés le lundi 19 mai et rouvrent mardi à 8\u00a0h\u00a030."),
    (QUAND, "Le bureau du 1 Harbour Square est ouvert du lundi au vendredi, et le samedi jusqu’à midi."),
    (QUAND, "Merci de votre question. Nous ouvrons de 9\u00a0h à 17\u00a0h, sauf les jours fériés."),
    (QUAND, "Appelez le 311 à toute heure pour les heures d’ouverture, ou le 1 800 555-0100."),
    (QUAND, "Nous fermons à midi le 24 décembre et rouvrons le 2 janvier 2026."),
    (QUAND, "Présentez-vous à n’importe quel comptoir avec votre carte et deux pièces d’identité."),
    (QUAND, "On nous joint aussi au compte @servicenord, en français comme en anglais."),
    (PECHE, "Il faut le formulaire RC-4210; les frais sont de 25,50\u00a0$. Vous en trouverez à tout comptoir."),
    (PECHE, "Un permis de pêche coûte 28\u00a0$ par année. On l’achète au comptoir ou par téléphone."),
    (PECHE, "Pour renouveler votre permis, apportez l’ancien et une preuve d’adresse."),
    (PECHE, "Il faut deux pièces d’identité et une preuve d’adresse."),
    (PECHE, "C’est gratuit pour les 65 ans et plus. Les enfants de moins de 16 ans n’en ont pas besoin."),
    (PECHE, "Gardez votre permis sur vous quand vous pêchez; une copie au téléphone suffit."),
    (BUS, "La 22 est en retard à cause des travaux du pont, jusqu’au 30 juin."),
    (BUS, "Merci de nous prévenir. À quel arrêt et à quelle heure? Nous le dirons à l’équipe des chauffeurs."),
    (BUS, "Composez le 511 pour l’état des routes, ou le 311 pour signaler un problème."),
    (
        "Merci mille fois, la dame au comptoir a été merveilleuse!",
        "Merci de vos bons mots. Ils font chaud au cœur de nos équipes.",
    ),
    (
        "Merci mille fois, la dame au comptoir a été merveilleuse!",
        "Quel beau message! Nous le partagerons avec l’équipe.",
    ),
    (PANNE, "Le site est de retour depuis 10\u00a0h\u00a040. Merci de nous avoir prévenus."),
    (PANNE, "Il y a eu une erreur dans notre système ce matin; tout est rétabli."),
    (PANNE, "Le renouvellement en ligne est en panne. L’équipe y travaille; les échéances sont reportées au 6 juin."),
    (PANNE, "Merci du signalement. On peut aussi renouveler à tout comptoir d’ici là."),
    (PANNE, "La page de paiement a été réparée à midi. Si vous voyez encore une erreur, dites-nous quel navigateur."),
    (NID, "Merci de nous le dire. Composez le 311 et donnez l’intersection la plus proche."),
    (NID, "Une équipe passera cette semaine. La rue de l’aréna est sur la liste des travaux de juin."),
    (IDEE, "Merci de cette idée. Les suggestions nous aident à voir nos services du point de vue des gens."),
    (IDEE, "Bonne idée, merci. Certains bureaux ouvrent déjà le samedi matin en été."),
    (ACCES, "Si vous cherchez des documents, nous pouvons vous aider en privé : utilisez le bouton de message."),
    (ACCES, "Toute personne peut demander des documents. C’est gratuit; nous expliquons comment en privé."),
    (ACCES, "Merci de poser la question. Une demande d’accès se fait par écrit, la réponse vient en 30 jours."),
    (
        "La patinoire ouvre quand? Mon gars de 7 ans a hâte.",
        "La patinoire ouvre en novembre. C’est gratuit pour les enfants de 5 à 12 ans.",
    ),
    (
        "Service Canada est fermé vendredi?",
        "Les bureaux de Service Canada sont fermés le Vendredi saint et rouvrent lundi.",
    ),
    ("Ça prend combien de temps un passeport?", "Un passeport prend 10 jours ouvrables au bureau et 20 par la poste."),
    (
        "pire service au monde!!!",
        "Nous sommes désolés de l’apprendre. Pour en dire plus en privé, utilisez le bouton de message.",
    ),
    (
        "Je vais être expulsé de mon logement",
        "Composez le 211 dès maintenant : c’est gratuit, à toute heure. Écrivez-nous aussi en privé.",
    ),
    (
        "L’eau de la rue est encore brune",
        "Le rinçage des conduites dure jusqu’à 16\u00a0h. Laissez couler l’eau froide 5 minutes.",
    ),
    (
        "C’est quand la date limite des impôts?",
        "La date limite est le 30 avril. Des cliniques gratuites ont lieu en mars.",
    ),
    ("Parlez-vous anglais?", "Nous pouvons vous servir en français ou en anglais. We can also answer you in English."),
    (
        "Personne ne répond au téléphone",
        "Les lignes sont occupées de 9\u00a0h à 11\u00a0h. On peut demander un rappel au 1 800 555-0100.",
    ),
    (
        "J’ai perdu ma carte, je fais quoi",
        "Si votre carte est perdue ou volée, appelez au 1 800 555-0100 à toute heure pour la bloquer.",
    ),
    ("le formulaire est trop compliqué", "Nous aidons à remplir le formulaire à tout comptoir, ou par téléphone."),
    ("Des nouvelles de l’aréna?", "Le conseil tranche le 12 juin à 19\u00a0h. La séance est ouverte à tout le monde."),
    # of other voices
    (
        "Mon chèque d’invalidité n’est toujours pas arrivé, troisième mois de suite, aidez-moi",
        "Ce doit être stressant, et nous voulons aider. Utilisez le bouton de message pour en parler en privé.",
    ),
    (
        "Mon chèque d’invalidité n’est toujours pas arrivé, troisième mois de suite, aidez-moi",
        "Nous sommes désolés de cette attente. Nous ne pouvons rien vérifier ici, mais une personne répond aux messages privés.",
    ),
    (
        "Mon chèque d’invalidité n’est toujours pas arrivé, troisième mois de suite, aidez-moi",
        "Si vos prestations ont cessé, appelez au 1 800 555-0100 ou écrivez-nous en privé. Besoin d’aide ce soir : 211.",
    ),
    (
        "Mon chèque d’invalidité n’est toujours pas arrivé, troisième mois de suite, aidez-moi",
        "Nous aimerions regarder cela avec vous : écrivez-nous en privé, une personne répond d’ici deux jours ouvrables.",
    ),
    (
        "Mon chèque d’invalidité n’est toujours pas arrivé, troisième mois de suite, aidez-moi",
        "Les prestations d’invalidité sont versées le dernier jour ouvrable du mois. Un congé peut retarder la poste.",
    ),
    (
        "Mon chèque d’invalidité n’est toujours pas arrivé, troisième mois de suite, aidez-moi",
        "Un paiement en retard peut être retracé après cinq jours ouvrables. Une agente vous dira comment au 1 800 555-0100.",
    ),
    (
        "Mon chèque d’invalidité n’est toujours pas arrivé, troisième mois de suite, aidez-moi",
        "Un retard de paiement, c’est dur. Pour protéger vos renseignements, parlons-en en privé.",
    ),
    (
        "Mon chèque d’invalidité n’est toujours pas arrivé, troisième mois de suite, aidez-moi",
        "Ne publiez aucun numéro de dossier, de réclamation ou de carte. Écrivez-nous plutôt en privé.",
    ),
    (
        "Mon chèque d’invalidité n’est toujours pas arrivé, troisième mois de suite, aidez-moi",
        "Beaucoup de chèques sont retenus par la grève des postes. Nous regrettons les soucis que cela cause.",
    ),
    (
        "Mon chèque d’invalidité n’est toujours pas arrivé, troisième mois de suite, aidez-moi",
        "Une avance d’urgence est parfois possible. Nous expliquons comment en privé.",
    ),
    (
        "Trois heures d’attente à votre bureau pis la commis m’a renvoyé chez nous. Une vraie farce.",
        "Désolés de cette attente. Dites-nous en privé ce qui s’est passé et à quel bureau.",
    ),
    (
        "Trois heures d’attente à votre bureau pis la commis m’a renvoyé chez nous. Une vraie farce.",
        "Ce n’est pas le service que nous voulons offrir. Écrivez-nous le bureau et l’heure par message privé.",
    ),
    (
        "Trois heures d’attente à votre bureau pis la commis m’a renvoyé chez nous. Une vraie farce.",
        "Merci de le dire. Vos commentaires ont été transmis aux gestionnaires de nos bureaux.",
    ),
    (
        "Trois heures d’attente à votre bureau pis la commis m’a renvoyé chez nous. Une vraie farce.",
        "Nous avons lu votre commentaire et comprenons votre colère.",
    ),
    (
        "Trois heures d’attente à votre bureau pis la commis m’a renvoyé chez nous. Une vraie farce.",
        "Nous voyons que vous êtes déçu, et nous en sommes désolés.",
    ),
    (
        "Trois heures d’attente à votre bureau pis la commis m’a renvoyé chez nous. Une vraie farce.",
        "Nous avons reçu plusieurs commentaires sur l’attente et embauchons pour l’été.",
    ),
    (
        "Trois heures d’attente à votre bureau pis la commis m’a renvoyé chez nous. Une vraie farce.",
        "On peut prendre rendez-vous par téléphone pour éviter la file.",
    ),
    (
        "Trois heures d’attente à votre bureau pis la commis m’a renvoyé chez nous. Une vraie farce.",
        "Apportez vos reçus et une pièce d’identité avec photo; c’est plus calme le mercredi.",
    ),
    (
        "Trois heures d’attente à votre bureau pis la commis m’a renvoyé chez nous. Une vraie farce.",
        "Notre sondage sur le service se termine le 31 octobre : votre avis compte.",
    ),
    (
        "le bureau est ouvert lundi?",
        "Oui, de 8\u00a0h\u00a030 à 16\u00a0h\u00a030. Ayez votre ancien permis avec vous.",
    ),
    ("le bureau est ouvert lundi?", "Non, c’est férié. Nos bureaux rouvrent le mardi 2 juillet."),
    (
        "Je reste au 55, rue King et mes vidanges n’ont pas été ramassées",
        "Merci de nous le dire. La collecte est en retard aujourd’hui; ce sera fini à 20\u00a0h.",
    ),
    (
        "Textez-moi au 514 555-0123 pour la 105",
        "Retirez votre numéro de cette publication, s’il vous plaît. La 105 fait un détour jusqu’à vendredi.",
    ),
    (
        "mon compte d’hydro a doublé",
        "Les factures sont plus élevées ce mois-ci, car la lecture couvre 45 jours au lieu de 30.",
    ),
    (
        "mon compte d’hydro a doublé",
        "Les tarifs ont augmenté de 3\u00a0% le 1er avril. Pour revoir une facture avec une agente : 1 800 555-0100.",
    ),
    (
        "traversier annulé ENCORE",
        "La traversée de 15\u00a0h a été annulée à cause des vents. La prochaine part à 17\u00a0h\u00a030.",
    ),
    (
        "l’eau goûte le chlore",
        "L’eau est bonne à boire. Le taux de chlore a été augmenté après l’orage et reviendra à la normale jeudi.",
    ),
    (
        "les poubelles sont pas passées",
        "La collecte a été retardée par la neige. Laissez les bacs au chemin; les camions passeront demain avant 18\u00a0h.",
    ),
    (
        "votre centre d’appels m’a raccroché au nez",
        "C’est fâchant, nous en sommes désolés. Une panne coupait les appels ce matin; elle a été réparée à 11\u00a0h.",
    ),
    (
        "erreur 500 sur le site des prêts",
        "Le site a eu une panne de 8\u00a0h à 10\u00a0h. Les demandes commencées avant ont été conservées.",
    ),
    (
        "erreur 500 sur le site des prêts",
        "Merci de la capture d’écran; nos techniciens ont trouvé la cause et ce sera réparé cette nuit.",
    ),
    ("c’est quand les paiements", "Les paiements sont habituellement émis deux jours ouvrables après le rapport."),
    (
        "la carte soleil prend des mois",
        "Le renouvellement prend de quatre à six semaines. Une carte expirée est acceptée jusqu’au 31 décembre.",
    ),
    ("la commis a été si fine avec mon père", "Que c’est gentil, merci! Nous le dirons à l’équipe."),
    ("la commis a été si fine avec mon père", "Merci de nous l’avoir raconté. Cela fait grand plaisir au comptoir."),
    (
        "la piscine est ouverte?",
        "La piscine est ouverte de 6\u00a0h à 21\u00a0h; le bain familial est à 13\u00a0h le samedi.",
    ),
    (
        "pourquoi la contravention a augmenté",
        "Le conseil a fixé l’amende à 60\u00a0$ en janvier. On a 15 jours pour contester.",
    ),
    (
        "je veux porter plainte contre un agent",
        "Toute personne peut porter plainte au commissaire, par téléphone ou par écrit. Nous expliquons comment en privé.",
    ),
    (
        "deux heures d’attente au téléphone",
        "L’attente est plus longue le lundi. De 16\u00a0h à 18\u00a0h, c’est plus calme. Désolés pour les deux heures.",
    ),
    (
        "des fraudeurs textent en votre nom",
        "Merci de l’avertissement. Nous ne textons jamais de lien et ne demandons jamais de numéro de carte.",
    ),
    (
        "des fraudeurs textent en votre nom",
        "Ne donnez jamais votre NAS ou vos renseignements bancaires par texto. Dans le doute, raccrochez.",
    ),
    (
        "votre site dit fermé mais vous étiez ouverts",
        "Merci, nous avons corrigé les heures sur la page. Désolés du détour!",
    ),
    ("réparez les lumières du pont", "Une équipe a remplacé les lumières hier soir. Merci du signalement."),
    ("réparez les lumières du pont", "Nous l’avons transmis à l’organisme qui s’occupe du pont."),
    (
        "l’aide sociale c’est une farce",
        "Nous savons que c’est difficile. Il existe de l’aide pour la nourriture et le chauffage : composez le 211.",
    ),
    (
        "comment on conteste une décision",
        "Une décision peut être contestée dans les 30 jours. Le formulaire est offert à tout comptoir.",
    ),
    (
        "comment on conteste une décision",
        "Si vous n’êtes pas d’accord avec une décision, vous pouvez demander une révision. Écrivez-nous en privé.",
    ),
    (
        "je déménage, je change mon adresse comment",
        "On change son adresse au comptoir ou au 1 800 555-0100. Ne l’écrivez pas ici, s’il vous plaît.",
    ),
    (
        "personne nous a avertis de la fermeture",
        "Un avis a été livré à chaque porte le 2 mai, mais certaines ont été oubliées, et nous en sommes désolés.",
    ),
    (
        "la charrue a brisé ma boîte à malle",
        "C’est fâchant. On peut signaler les bris au 311 jusqu’au 31 mai, avec une photo.",
    ),
    (
        "mon fils autiste a besoin d’aide",
        "Il existe des programmes pour les familles. Composez le 211 ou écrivez-nous en privé.",
    ),
    ("c’est combien la passe", "La passe mensuelle coûte 75\u00a0$, et 40\u00a0$ pour les aînés et les étudiants."),
    (
        "répondez donc à vos courriels",
        "Merci du rappel. Nous avons reçu 900 messages après la tempête et y répondons dans l’ordre.",
    ),
    (
        "Pierre angulaire de rien, votre règlement",
        "Merci de votre avis. Le conseil entendra les citoyens le 12 juin; chacun aura cinq minutes.",
    ),
    (
        "allo y a tu quelqu’un",
        "Oui! Une personne répond ici de 8\u00a0h\u00a030 à 16\u00a0h\u00a030. Dites-nous tout en privé.",
    ),
    (
        "C’est rendu qu’on peut pu rien savoir",
        "Vous avez raison, la page n’était pas à jour. Nous l’avons refaite ce matin. Merci de l’avoir dit.",
    ),
    # of other voices
    (
        "Ici Marc-Antoine Bélanger-Roy, 88 ch. du Lac, Lac-Mégantic G6B 1A9, permis B6214-190788-03. Réglez ça!",
        "Nous sommes désolés. Écrivez-nous en privé, et retirez vos renseignements de cette publication.",
    ),
    (
        "Ici Marc-Antoine Bélanger-Roy, 88 ch. du Lac, Lac-Mégantic G6B 1A9, permis B6214-190788-03. Réglez ça!",
        "Merci de nous écrire. Une personne répond aux messages privés d’ici deux jours ouvrables.",
    ),
    (
        "Ma tante Georgette Thibodeau (506 555-0139) paye son loyer pis vous la harcelez. Compte 0012-445-8890123.",
        "Personne ne devrait se sentir harcelé. Écrivez-nous en privé, ou appelez au 1 800 555-0100.",
    ),
    (
        "Ma tante Georgette Thibodeau (506 555-0139) paye son loyer pis vous la harcelez. Compte 0012-445-8890123.",
        "Votre publication montre les renseignements d’une autre personne : supprimez-la, s’il vous plaît.",
    ),
    (
        "trois semaines pour un certificat de naissance, c’est-tu une blague",
        "Les certificats prennent de 15 à 20 jours ouvrables, la demande étant forte. Nous savons que c’est long.",
    ),
    (
        "trois semaines pour un certificat de naissance, c’est-tu une blague",
        "Un certificat urgent s’obtient en 3 jours pour 35\u00a0$ de plus. Demandez-le au comptoir.",
    ),
    (
        "trois semaines pour un certificat de naissance, c’est-tu une blague",
        "La demande a doublé depuis mars. Nous avons embauché six personnes pour rattraper le retard.",
    ),
    (
        "trois semaines pour un certificat de naissance, c’est-tu une blague",
        "Les commandes de mai sont en cours d’impression. Merci de votre patience.",
    ),
    (
        "trois semaines pour un certificat de naissance, c’est-tu une blague",
        "Pour s’informer d’une commande : 1 800 555-0100, avec le numéro de confirmation en main.",
    ),
    ("merci à Marc au guichet 4", "Merci! Nous transmettrons vos bons mots à l’équipe."),
    ("la rampe de la rue Bell est ouverte?", "La rampe de la rue Bell rouvre lundi à 6\u00a0h."),
    (
        "on n’a plus de courant depuis 6 heures",
        "Environ 400 foyers sont privés de courant. Les équipes prévoient le rétablir vers 21\u00a0h.",
    ),
    (
        "pouvez-vous annuler mes frais de retard",
        "Les frais peuvent être annulés dans certains cas. Expliquez-nous le vôtre en privé.",
    ),
    (
        "y a-tu une liste d’attente pour la garderie",
        "Oui, on peut s’inscrire dès la grossesse. L’attente moyenne est de neuf mois.",
    ),
    (
        "toujours rien pour ma plainte",
        "On répond aux plaintes en 20 jours ouvrables. Pour en parler, écrivez-nous en privé.",
    ),
    ("je veux parler à un gestionnaire", "Bien sûr. Appelez au 1 800 555-0100 et demandez la personne de garde."),
    (
        "J’ai été traité comme un numéro",
        "Nous sommes désolés que vous ayez été traité ainsi. Personne n’est un numéro. Dites-nous en privé ce qui est arrivé.",
    ),
    (
        "la clinique Rose-Hébert est fermée?",
        "La clinique est fermée aujourd’hui à cause d’un dégât d’eau. Elle devrait rouvrir demain à 9\u00a0h.",
    ),
    (
        "ça fait deux mois que j’attends pour le régime dentaire de mon gars!!",
        "Le régime dentaire couvre les enfants de moins de 12 ans. L’inscription prend environ six semaines.",
    ),
    (
        "ça fait deux mois que j’attends pour le régime dentaire de mon gars!!",
        "Deux mois, c’est long. Écrivez-nous en privé et une personne regardera cela avec vous.",
    ),
    (
        "ça fait deux mois que j’attends pour le régime dentaire de mon gars!!",
        "Depuis l’ouverture du régime en mai, nous recevons dix fois plus de formulaires. Merci de votre indulgence.",
    ),
    (
        "ça fait deux mois que j’attends pour le régime dentaire de mon gars!!",
        "Les parents peuvent suivre une inscription au 1 800 555-0100. N’écrivez pas le nom de l’enfant ici.",
    ),
    (
        "vous avez saisi mon salaire par erreur",
        "Ce serait grave, et nous voulons comprendre. Appelez au 1 800 555-0100 ou écrivez-nous en privé.",
    ),
    (
        "vous avez saisi mon salaire par erreur",
        "Une saisie est ordonnée par un tribunal. S’il y a erreur, le bureau du recouvrement explique comment la faire réviser.",
    ),
    (
        "vous avez saisi mon salaire par erreur",
        "Toute personne qui croit qu’on lui a pris de l’argent par erreur peut demander une révision.",
    ),
    (
        "le formulaire a encore changé",
        "Le formulaire a été refait en mars à la suite de vos commentaires. L’ancien est accepté jusqu’au 31 juillet.",
    ),
    (
        "qui a décidé de fermer notre bureau",
        "La décision a été prise par le conseil le 3 avril, après trois séances publiques.",
    ),
    (
        "chèques encore en retard",
        "Les chèques ont quitté l’usine mardi; avec la grève, la poste prend jusqu’à dix jours.",
    ),
    (
        "chèques encore en retard",
        "Les paiements de juin ont été retardés par une panne. Tous étaient partis mercredi soir.",
    ),
    (
        "le chauffeur a passé tout droit",
        "Cela ne devrait pas arriver. Dites-nous le circuit, l’arrêt et l’heure, et nous parlerons au chauffeur.",
    ),
    (
        "le monde a ri de mon accent",
        "Nous sommes désolés que vous ayez été traité ainsi. Tout le monde est bienvenu ici. Dites-nous-en plus en privé.",
    ),
    (
        "votre appli est mêlante",
        "Merci de l’avoir essayée! Le menu sera plus simple en octobre. Qu’est-ce qui était difficile à trouver?",
    ),
    (
        "il me faut une copie de vieilles factures",
        "On imprime les factures à tout comptoir. Apportez une pièce d’identité et le numéro de compte.",
    ),
    (
        "c’est où le bureau le plus proche",
        "Dites-nous le nom de votre ville et nous vous donnerons l’adresse du bureau le plus proche.",
    ),
    ("merci pour le trottoir", "Avec plaisir! L’équipe sera contente de le lire."),
    ("puis-je payer au comptoir", "Oui, en argent, par débit ou par chèque. Apportez la facture."),
    # of other voices
    (
        "j’ai demandé le remboursement du chauffage en février, rien. faites mieux",
        "Un remboursement prend de huit à dix semaines. Pour s’informer : 1 800 555-0100.",
    ),
    (
        "j’ai demandé le remboursement du chauffage en février, rien. faites mieux",
        "Nous voulons faire mieux, merci de le dire. Écrivez-nous en privé.",
    ),
    (
        "j’ai demandé le remboursement du chauffage en février, rien. faites mieux",
        "L’hiver coûte cher, nous le savons. Le programme a reçu 40 000 demandes et rattrape son retard.",
    ),
    (
        "j’ai demandé le remboursement du chauffage en février, rien. faites mieux",
        "Les demandes reçues avant le 31 mars seront payées d’ici la fin de juin.",
    ),
    (
        "j’ai demandé le remboursement du chauffage en février, rien. faites mieux",
        "On peut savoir où en est une demande par téléphone; nous ne pouvons pas le vérifier ici.",
    ),
    (
        "j’ai demandé le remboursement du chauffage en février, rien. faites mieux",
        "Toute personne qui a fait une demande en février devrait avoir une lettre à la mi-mai. Sinon, appelez-nous.",
    ),
    (
        "9 mois pour mon permis de travail, pourquoi",
        "Un permis de travail prend neuf mois en ce moment, et nous savons ce que cela veut dire pour les familles.",
    ),
    (
        "mon remboursement d’impôt manque depuis avril",
        "Un remboursement est émis deux semaines après une déclaration électronique, huit pour le papier.",
    ),
    (
        "vous avez remorqué mon char pour rien!!",
        "Les autos sont remorquées pendant les opérations de déneigement. Pour en retrouver une : 311.",
    ),
    (
        "refusée encore pour l’invalidité, sans-cœur",
        "Nous sommes désolés; c’est dur à recevoir. Écrivez-nous en privé pour voir ce qui est possible.",
    ),
    (
        "le transport de mes enfants jamais organisé",
        "Le transport scolaire relève de chaque centre. Si un enfant n’a pas de place : 1 800 555-0100.",
    ),
    (
        "facture d’eau de 900 $, êtes-vous malades",
        "Une facture élevée vient souvent d’une fuite. Fermez tous les robinets : si le compteur tourne, il y a une fuite.",
    ),
    (
        "permis suspendu pour une erreur de paperasse",
        "Une erreur peut arriver, et nous voulons la corriger vite. Écrivez-nous en privé.",
    ),
    (
        "il manque 400 à la pension de ma mère",
        "Les pensions sont ajustées chaque juillet selon le revenu. Nous l’expliquons en privé.",
    ),
    (
        "7 ans sur la liste de logement",
        "Sept ans, c’est beaucoup trop. Il y a 3 200 familles sur la liste et 140 logements en construction.",
    ),
    (
        "perdu ma preuve de vaccin, la clinique dit que vous l’avez",
        "Une preuve vaccinale s’obtient par téléphone ou en pharmacie. N’écrivez pas votre numéro ici.",
    ),
    # of other voices
    (
        "Votre bureau a perdu les papiers de ma mère pis personne l’admet",
        "C’est très inquiétant, et nous en sommes désolés. Écrivez-nous en privé, ou que votre mère appelle au 1 800 555-0100.",
    ),
    (
        "Votre bureau a perdu les papiers de ma mère pis personne l’admet",
        "Les papiers laissés au comptoir sont numérisés et retournés en dix jours.",
    ),
    (
        "quatre appels pour l’allocation familiale, quatre réponses différentes",
        "Quatre réponses, c’est trois de trop. Écrivez-nous en privé et une seule personne fera le suivi.",
    ),
    (
        "quatre appels pour l’allocation familiale, quatre réponses différentes",
        "L’allocation change chaque juillet selon le revenu de la famille. Nos agents expliquent le calcul.",
    ),
    (
        "examen de conduite réservé, j’arrive, personne avait mon nom",
        "Désolés du déplacement inutile. Écrivez-nous en privé pour trouver une autre date.",
    ),
    (
        "examen de conduite réservé, j’arrive, personne avait mon nom",
        "Un examen se reporte sans frais quand l’erreur est la nôtre.",
    ),
    (
        "quatre appels pour l’allocation familiale, quatre réponses différentes",
        "Tous les agents ont été formés de nouveau la semaine passée.",
    ),
    (
        "Votre bureau a perdu les papiers de ma mère pis personne l’admet",
        "Nous avons demandé à chaque bureau de vérifier ses comptoirs ce soir.",
    ),
]
GOOD = [(post, BONJOUR + reply) for post, reply in GOOD]
