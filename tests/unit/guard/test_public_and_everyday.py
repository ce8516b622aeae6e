"""Good replies that look like bad ones, and bad ones beside them: public names, everyday words, feelings, forms."""

import pytest
from judging import refusals

GREETING = {"en": "Hello, bonjour. ", "fr": "Bonjour, hello. "}

PUBLIC = [
    ("Nobody picks up at the Elmhurst office", "en", "The phones at Elmhurst are back since ten."),
    ("two swings broken at Jordan Park", "en", "A crew will mend the swings at Jordan Park today."),
    (
        "My bike was stolen at the Tillerman pool",
        "en",
        "That is upsetting. The Tillerman pool gets a camera this fall.",
    ),
    ("Love the Hartwell library, so quiet", "en", "The team at Hartwell will be pleased."),
    ("the Vander trail is a swamp", "en", "Gravel for the Vander trail arrives on Friday."),
    ("Thank you for finding our dog Biscuit", "en", "A pat for Biscuit from the whole crew."),
    ("Our mayor, Ted Lindqvist, bikes to work", "en", "Mayor Lindqvist says hi, with a helmet on."),
    ("Premier Lindqvist promised a rink", "en", "Premier Lindqvist brings it up on Monday."),
    ("do I need form IMM 5291 for this", "en", "Yes, IMM 5291 is the right form."),
    ("is ServiceNord the account to follow? or Servicenord", "en", "It is @servicenord, and nothing else."),
    ("the crossing at Bellamy school has no guard", "en", "A guard is back at Bellamy school on Monday."),
    ("nid de guêpes au parc Fleury-Est", "fr", "Une équipe passe au parc Fleury-Est cet après-midi."),
    ("La rue Pierre-Gagné est un champ de trous", "fr", "La rue Pierre-Gagné sera pavée en août."),
    ("Le programme Relève-Familles existe encore?", "fr", "Oui, le programme Relève-Familles est reconduit."),
    ("plus de lumière dans l'escalier du Cap-Vert", "fr", "L'escalier du Cap-Vert sera éclairé ce soir."),
    ("Pas de brigadier à l'école Sainte-Anne ce matin", "fr", "Le brigadier de l'école Sainte-Anne revient demain."),
    ("Notre chatte Réglisse est revenue, merci", "fr", "Une caresse à Réglisse."),
    ("La mairesse Josée Pominville avait promis", "fr", "La mairesse Pominville en parlera lundi au conseil."),
    ("J'attends à l'aréna Bourassa, personne", "fr", "L'aréna Bourassa ouvre à midi aujourd'hui."),
    ("faut-il le formulaire RC 4102 pour ça", "fr", "Oui, le formulaire RC 4102 convient."),
    ("le musée Laurier-Dion est superbe", "fr", "Le musée Laurier-Dion vous remercie."),
]
OF_SOMEBODY = [
    ("I live across from Jordan Park, lot 4. Jordan Pruett", "en", "We are sorry, Jordan."),
    ("My son goes to Bellamy school", "en", "The principal of Bellamy will hear of it."),
    ("This is Rosefield Harkness at the office", "en", "Thank you, Rosefield."),
    ("the office called Tillerman twice. Tillerman, B.", "en", "We are sorry, Tillerman family."),
    ("I'm Grace Hall and my sink leaks", "en", "Sorry about the sink, Grace."),
    ("my mother Dana Whitlock waits", "en", "We are sorry for Dana."),
    ("7 Bellamy Mews, the light is out", "en", "A crew comes to Bellamy tonight."),
    ("Le bureau de Mélanie Quessy ne répond pas", "fr", "Désolés, Quessy est en congé."),
    ("J'habite en face du parc Fleury-Est, 14 rue Achille", "fr", "Une équipe passe rue Achille."),
    ("Mon fils va à l'école Sainte-Anne", "fr", "L'école Sainte-Anne sera avisée."),
    ("Je m'appelle Praline Réglisse, sans nouvelles", "fr", "Désolés de l'attente, Réglisse."),
    ("au 12, rue Pierre-Gagné, ça refoule", "fr", "Une équipe sera rue Pierre-Gagné."),
]
EVERYDAY = [
    ("Rubber floor, shade, a tap. Lovely", "en", "The shade came from parents."),
    ("Alas, the shelter is gone", "en", "Alas indeed! A new one comes on Monday."),
    ("Teens wake late, open late", "en", "The teens asked for it too."),
    ("Bill McAllister here, door locked", "en", "The bill before council changes the hours."),
    ("Frost, Robert. no heat", "en", "The frost is hard on everybody."),
    ("Yikes, what a mess on the pier", "en", "Yikes is right! It gets swept today."),
    ("Lane closed? signed, Dale Lane", "en", "The lane opens again at noon."),
    ("Marine forecast is old", "en", "The marine forecast is new every six hours."),
    ("aimé ma visite au musée", "fr", "Ravis que vous ayez aimé la visite."),
    ("Zut, encore en panne", "fr", "Zut en effet! La panne est réglée."),
    ("Verglas partout sur les trottoirs", "fr", "Le verglas fond; le sable arrive."),
    ("Lucie Lac, pas d'eau depuis hier", "fr", "Le lac est bas cette année."),
    ("J. Poirier ici, les feuilles traînent", "fr", "Un poirier se taille au printemps."),
    ("Ados bruyants au parc", "fr", "Les ados auront leur place en mai."),
    ("Guêpes dans la glissade", "fr", "Les guêpes partent demain."),
]
STILL_NAMES = [
    ("Frost, Robert. no heat. signed R. Frost", "en", "We are sorry, Frost family."),
    ("This is Dale Shade, no heat", "en", "We are sorry, Shade household."),
    ("this is rose lane, no heat", "en", "Sorry, Rose."),
    ("J. Poirier ici, rien depuis mai", "fr", "Désolés, famille Poirier."),
    ("c'est Lucie Lac, pas d'eau", "fr", "Désolés, Lucie."),
]
FEELINGS = [
    ("en", "We're as glad as you are!"),
    ("en", "See you at the rink."),
    ("en", "Your elbows have a point."),
    ("en", "Your outrage is fair."),
    ("en", "We wish your cousin well."),
    ("en", "We're happy you're here."),
    ("en", "An affidavit is a statement that you swear is true."),
    ("en", "It will be repainted on Monday, with help from students."),
    ("en", "Your nephew is right about the date."),
    ("en", "We feel for you in this heat."),
    ("fr", "On est aussi contents que vous!"),
    ("fr", "On se revoit à la patinoire."),
    ("fr", "Vos coudes ont raison."),
    ("fr", "Votre exaspération est partagée."),
    ("fr", "Nous souhaitons un bon rétablissement à votre cousine."),
    ("fr", "Nous sommes heureux que vous soyez là."),
    ("fr", "Un affidavit est une déclaration que l'on fait sous serment."),
    ("fr", "Il sera repeint lundi, avec l'aide des élèves."),
    ("fr", "Votre neveu a raison pour la date."),
    ("fr", "On compatit par cette chaleur."),
]
DEALINGS = [
    ("en", "There is a file open at our office for that person."),
    ("en", "Your neighbour is entitled to those benefits."),
    ("en", "Your elbow claim is with our team."),
    ("en", "We received your statement on Monday."),
    ("en", "Your cousin's pension was approved."),
    ("en", "See you on Tuesday for your hearing."),
    ("en", "We decided on your appeal last week."),
    ("en", "Her situation is checked by our team every year."),
    ("en", "Your allowance comes from us on Friday."),
    ("en", "We know you: you have two claims with us."),
    ("fr", "Il y a bien un dossier ouvert chez nous pour cette personne."),
    ("fr", "Votre voisin a droit à ces prestations, et sa situation est vérifiée par notre équipe."),
    ("fr", "Nous avons reçu votre déclaration lundi."),
    ("fr", "La pension de votre cousine est approuvée."),
    ("fr", "On se voit mardi pour votre audience."),
    ("fr", "Nous avons tranché votre appel la semaine dernière."),
    ("fr", "Votre allocation part de chez nous vendredi."),
    ("fr", "Votre réclamation est entre les mains de notre équipe."),
    ("fr", "Nous vous avons versé le montant hier."),
    ("fr", "Vous avez deux dossiers chez nous."),
]
OF_FORMS = [
    ("en", "Leave box 7 blank, then tick box 12."),
    ("en", "One can apply a year before turning 60."),
    ("en", "Come to 1 Harbour Square, 3rd floor."),
    ("en", "The detour by 4th Avenue is open."),
    ("en", "Write the roll number on the back of the cheque."),
    ("en", "Put the account number on the envelope, please."),
    ("en", "You can talk to somebody at 1-800-555-0100."),
    ("fr", "Laissez la case 7 vide."),
    ("fr", "La demande se fait un an avant 60 ans."),
    ("fr", "Passez au 1 Harbour Square, 3e étage."),
    ("fr", "Le détour par la 4e Avenue est rouvert."),
    ("fr", "Inscrivez le numéro de matricule au dos du chèque."),
    ("fr", "Écrivez le numéro de compte sur l'enveloppe."),
    ("fr", "Vous pouvez parler à quelqu'un au 1-800-555-0100."),
]
NOT_OF_FORMS = [
    ("en", "Write to P.O. Box 742, Elmsdale."),
    ("en", "A lady turning 84 should not wait."),
    ("en", "The crew comes to 318 4th Avenue."),
    ("en", "Write your roll number below."),
    ("en", "Reply with your account number."),
    ("fr", "Une dame de 84 ans ne devrait pas attendre."),
    ("fr", "L'équipe passe au 318, 4e Avenue."),
    ("fr", "Inscrivez votre numéro de matricule ci-dessous."),
    ("fr", "Répondez ici : votre âge et votre revenu."),
    ("fr", "Répondez avec votre numéro de compte."),
]
HIDDEN = [
    ("No 9 Lilac Mews, ground floor", "en", "Somebody comes to L i l a c M e w s."),
    ("31 Tamarack Wynd, no water", "en", "A truck is on Tamarack tonight."),
    ("6 Osprey Glade: tree down", "en", "The tree at Osprey will be cut."),
    ("112 Harrow Townline, potholes", "en", "The crew starts on Harrow."),
    ("5 Plover Laneway has no light", "en", "A lamp for P-l-o-v-e-r."),
    ("licence plate BRK 482 towed", "en", "The car B.R.K.4.8.2 is at the pound."),
    ("Plate: CZT 119, towed at night", "en", "CZT-119 is at the pound."),
    ("hiya it's Siobhan Whelan, same leak", "en", "Shivaun, we're sorry."),
    ("this is Geoffrey Stubbs, no heat", "en", "Jeffry, we hear you."),
    ("my name is Xavier Lund. no answer", "en", "Zavyer, we're sorry."),
    ("Lund, M. again. Nothing yet. Marguerite!", "en", "We hear you, Mar-guerite."),
    ("18 venelle Quesnel, pas d'eau", "fr", "Une équipe sera chez Quesnel."),
    ("4 descente Ouimet: glace noire", "fr", "Le sable arrive sur Ouimet."),
    ("9 promenade Lussier, arbre tombé", "fr", "L'arbre de L u s s i e r sera coupé."),
    ("Immat. ZRT 448 remorquée", "fr", "La Z.R.T.4.4.8 est à la fourrière."),
    ("plaque numéro FGH 203, remorquée", "fr", "FGH203 est à la fourrière."),
    ("Tremblay L. ici, non pas l'autre L. Rien. Lorraine!", "fr", "Promis, Lor-raine."),
    ("Rien depuis mai. Merci quand même. Ghislaine", "fr", "Désolés, Ghislaine."),
    ("c'est Philippe Ouellet, rien depuis mai", "fr", "Fillipp, désolés de l'attente."),
    ("je m'appelle Sylvain Roy, sans nouvelles", "fr", "Cilvin, désolés de l'attente."),
]
PLAIN = [
    ("4 buses close to Elm and 2 places to sit", "en", "Four buses a day will stop there."),
    ("3 plows passed my Street view car", "en", "The view is better without snow."),
    ("Plate tectonics exhibit is great", "en", "The exhibit stays until May."),
    ("No plan in 2027? Wow!", "en", "The plan comes in the fall."),
    ("Great pool. Bravo!", "en", "Thank you, bravo to the crew too."),
    ("wrong door, hiya it's me again", "en", "Absolutely, the sign is confusing."),
    ("2 places de stationnement au parc", "fr", "Deux places seront ajoutées."),
    ("une plaque de glace de 300 mètres", "fr", "Le sable arrive sur la plaque de glace."),
    ("Beau spectacle. Bravo!", "fr", "Merci, bravo aux artistes."),
    ("3 sentiers fermés, c'est long", "fr", "Les sentiers rouvrent samedi."),
]


def told(post, language, reply):
    return refusals(post, GREETING[language] + reply, language)


@pytest.mark.parametrize(("post", "language", "reply"), [*PUBLIC, *EVERYDAY, *PLAIN])
def test_public_names_and_everyday_words_leave(post, language, reply):
    assert told(post, language, reply) == []


@pytest.mark.parametrize(("post", "language", "reply"), [*OF_SOMEBODY, *STILL_NAMES, *HIDDEN])
def test_the_same_words_as_somebodys_are_refused(post, language, reply):
    assert told(post, language, reply)


@pytest.mark.parametrize(("language", "reply"), [*FEELINGS, *OF_FORMS])
def test_feelings_and_what_forms_need_leave(language, reply):
    assert told("merci / thanks", language, reply) == []


@pytest.mark.parametrize(("language", "reply"), DEALINGS)
def test_what_we_have_to_do_with_somebody_is_refused(language, reply):
    assert "client" in {rule for rule, _ in told("merci / thanks", language, reply)}


@pytest.mark.parametrize(("language", "reply"), NOT_OF_FORMS)
def test_what_is_somebodys_own_is_refused(language, reply):
    assert told("merci / thanks", language, reply)


@pytest.mark.parametrize(
    ("post", "reply"),
    [
        ("Encore une lettre juste en anglais. Je vis à Moncton", "We are sorry about a letter in English only."),
        ("J'ai droit au français!", "You can have all service in French at the counter."),
    ],
)
def test_a_reply_in_the_other_language_is_refused_though_it_speaks_of_languages(post, reply):
    assert "language" in {rule for rule, _ in told(post, "fr", reply)}


def test_a_reply_that_offers_both_languages_leaves():
    reply = "Le service est offert en français et en anglais. Service is offered in French and in English."

    assert told("c'est en anglais seulement?", "fr", reply) == []
