"""French replies that may leave, near misses among them: the post, the reply."""

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
    (LONGUE, "N’inscrivez jamais votre numéro de dossier ici. Si vous avez un dossier chez nous, écrivez-nous en privé."),
    (LONGUE, "Évitez de publier votre numéro d’assurance maladie ou votre date de naissance."),
    (LONGUE, "Pour votre sécurité, retirez votre numéro de cette publication, puis écrivez-nous en privé."),
    (LONGUE, "Nous ne demandons jamais votre numéro de carte en public. Écrivez-nous en privé."),
    (LONGUE, "À quel bureau était-ce, et vers quelle heure? Nous voulons en parler avec l’équipe."),
    (LONGUE, "Si vous attendez une réponse de notre part, appelez au 1 800 555-0100, de 8\u00a0h\u00a030 à 16\u00a0h\u00a030."),
    (LONGUE, "Nous ne discutons d’aucune situation ici. Écrivez-nous en privé et une personne répondra."),
    (LONGUE, "Un deuxième commis s’ajoute en mai. Nous espérons que votre prochaine visite ira mieux."),
    (LONGUE, "Votre opinion compte. Merci d’avoir pris le temps de nous écrire."),
    (LONGUE, "La marine, la pierre et les roses n’y peuvent rien : il faut plus de monde au comptoir."),
    (CHEQUE, "Merci de nous écrire. Nous ne parlons des paiements de personne en public. Utilisez le bouton de message."),
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
    ("Merci mille fois, la dame au comptoir a été merveilleuse!", "Merci de vos bons mots. Ils font chaud au cœur de nos équipes."),
    ("Merci mille fois, la dame au comptoir a été merveilleuse!", "Quel beau message! Nous le partagerons avec l’équipe."),
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
    ("La patinoire ouvre quand? Mon gars de 7 ans a hâte.", "La patinoire ouvre en novembre. C’est gratuit pour les enfants de 5 à 12 ans."),
    ("Service Canada est fermé vendredi?", "Les bureaux de Service Canada sont fermés le Vendredi saint et rouvrent lundi."),
    ("Ça prend combien de temps un passeport?", "Un passeport prend 10 jours ouvrables au bureau et 20 par la poste."),
    ("pire service au monde!!!", "Nous sommes désolés de l’apprendre. Pour en dire plus en privé, utilisez le bouton de message."),
    ("Je vais être expulsé de mon logement", "Composez le 211 dès maintenant : c’est gratuit, à toute heure. Écrivez-nous aussi en privé."),
    ("L’eau de la rue est encore brune", "Le rinçage des conduites dure jusqu’à 16\u00a0h. Laissez couler l’eau froide 5 minutes."),
    ("C’est quand la date limite des impôts?", "La date limite est le 30 avril. Des cliniques gratuites ont lieu en mars."),
    ("Parlez-vous anglais?", "Nous pouvons vous servir en français ou en anglais. We can also answer you in English."),
    ("Personne ne répond au téléphone", "Les lignes sont occupées de 9\u00a0h à 11\u00a0h. On peut demander un rappel au 1 800 555-0100."),
    ("J’ai perdu ma carte, je fais quoi", "Si votre carte est perdue ou volée, appelez au 1 800 555-0100 à toute heure pour la bloquer."),
    ("le formulaire est trop compliqué", "Nous aidons à remplir le formulaire à tout comptoir, ou par téléphone."),
    ("Des nouvelles de l’aréna?", "Le conseil tranche le 12 juin à 19\u00a0h. La séance est ouverte à tout le monde."),
]
GOOD = [(post, BONJOUR + reply) for post, reply in GOOD]
