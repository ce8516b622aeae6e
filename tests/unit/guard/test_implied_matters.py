"""What a reply tells of the author without naming it: their matter, their health, what it asks of them."""

import pytest
from judging import refusals

GREETING = {"en": "Hello, bonjour. ", "fr": "Bonjour, hello. "}

CARD = {
    "en": "Can I pick up my card without an appointment?",
    "fr": "Est-ce que je peux ramasser ma carte sans rendez-vous?",
}
LISTED = {"en": "check in your computer if I am registered", "fr": "vérifiez donc dans votre ordi si je suis inscrite"}
INSPECTED = {"en": "did my inspection pass or not?", "fr": "mon inspection est passée ou pas?"}
SISTER = {
    "en": "I applied in January, my sister in February, and she has an answer",
    "fr": "ma demande date de janvier, celle de ma soeur de février, et elle a sa réponse",
}
HOUSING = {"en": "I was 46th on my housing list. And now?", "fr": "Ma demande de logement, j'étais 46e. Et là?"}
DEPRESSED = {
    "en": "Since my depression in 2022 I cannot fill in your forms",
    "fr": "Depuis ma dépression en 2022 je ne peux pas remplir vos formulaires",
}
AUTISTIC = {
    "en": "My daughter is autistic and you refused her transit",
    "fr": "Ma fille est autiste et vous avez refusé son transport",
}
REHAB = {"en": "I'm in rehab until June, does aid continue?", "fr": "je suis en cure de désintox, l'aide continue?"}
NEIGHBOUR = {"en": "My neighbour blocked the yard, what now?", "fr": "Mon voisin a barré la cour, que faire?"}

IMPLIED = [
    ("client", CARD, "en", "Yes, it's waiting for you at the counter."),
    ("client", CARD, "en", "Come before 4:30 and we will hand it over."),
    ("client", CARD, "en", "Yes, it is at the front desk in a sealed envelope."),
    ("client", CARD, "fr", "Passez quand vous voulez, elle vous attend à l'accueil."),
    ("client", CARD, "fr", "Passez avant 16 h 30 : on vous la remettra sur-le-champ."),
    ("client", CARD, "fr", "Oui, la vôtre est rangée à la réception."),
    ("client", LISTED, "en", "We looked: no registration on our end so far."),
    ("client", LISTED, "en", "Nothing comes up on our side."),
    ("client", LISTED, "en", "Yes, you are in there."),
    ("client", LISTED, "fr", "Nous avons regardé : aucune inscription à ce jour."),
    ("client", LISTED, "fr", "Rien n'apparaît chez nous pour l'instant."),
    ("client", LISTED, "fr", "Oui, tout y est."),
    ("client", INSPECTED, "en", "Inspectors leave a report. Yours mentions two points."),
    ("client", INSPECTED, "en", "He noted two minor points, nothing serious."),
    ("client", INSPECTED, "fr", "On remet un rapport. Le sien mentionne deux points."),
    ("client", INSPECTED, "fr", "Deux correctifs mineurs et ce sera bon."),
    ("client", SISTER, "en", "Complete ones go first; your sister's one was complete."),
    ("client", SISTER, "en", "Yours was mailed on Friday."),
    ("client", SISTER, "fr", "Les complètes passent en premier; celle de votre soeur l'était."),
    ("client", SISTER, "fr", "La sienne était complète, la vôtre non."),
    ("client", HOUSING, "en", "The list moves; some fifteen households are ahead of you."),
    ("client", HOUSING, "en", "Your turn comes this winter."),
    ("client", HOUSING, "fr", "La liste avance; il reste une quinzaine de ménages devant vous."),
    ("client", HOUSING, "fr", "Votre tour viendra cet hiver."),
    ("personal", DEPRESSED, "en", "Mention your 2022 episode at 1-800-555-0100."),
    ("personal", DEPRESSED, "en", "After a depression like yours, a short form exists."),
    ("personal", DEPRESSED, "fr", "Mentionnez votre épisode de 2022 au 1-800-555-0100."),
    ("personal", DEPRESSED, "fr", "Une personne dépressive comme vous a droit à de l'aide."),
    ("personal", AUTISTIC, "en", "A refusal for an autistic child like your daughter can be reviewed."),
    ("personal", AUTISTIC, "fr", "Le refus pour un enfant autiste comme votre fille peut être révisé."),
    ("personal", REHAB, "en", "Well done on your recovery!"),
    ("personal", REHAB, "fr", "Bravo pour votre démarche!"),
    ("asks", NEIGHBOUR, "en", "Which street is it?"),
    ("asks", NEIGHBOUR, "en", "The six characters on your card would help us."),
    ("asks", NEIGHBOUR, "en", "Tell us the month you were born."),
    ("asks", NEIGHBOUR, "en", "If you put it here with your initial, we can help."),
    ("asks", NEIGHBOUR, "en", "Write us line 150 of the notice."),
    ("asks", NEIGHBOUR, "fr", "De quelle rue parle-t-on?"),
    ("asks", NEIGHBOUR, "fr", "Les six caractères sur votre carte nous aideraient."),
    ("asks", NEIGHBOUR, "fr", "Écrivez-nous la ligne 150 de l'avis."),
    ("asks", NEIGHBOUR, "fr", "Dites-nous votre mois de naissance."),
    ("asks", NEIGHBOUR, "fr", "Si vous nous l'indiquez ici avec votre initiale, on vous aide."),
]
OF_EVERYBODY = [
    (CARD, "en", "Cards are picked up at reception, without an appointment, before 4:30 pm."),
    (CARD, "en", "Our team is waiting for you at reception from 8:30 to 4:30."),
    (CARD, "fr", "Les cartes se ramassent à l'accueil, sans rendez-vous, avant 16 h 30."),
    (CARD, "fr", "Notre équipe vous attend à l'accueil de 8 h 30 à 16 h 30."),
    (LISTED, "en", "No registration is needed for the workshop."),
    (LISTED, "en", "No appointments are available this week."),
    (LISTED, "fr", "Aucune inscription n'est requise pour l'atelier."),
    (LISTED, "fr", "Aucun rendez-vous n'est disponible cette semaine."),
    (INSPECTED, "en", "An inspection report lists the points to correct."),
    (INSPECTED, "fr", "Un rapport d'inspection mentionne les points à corriger."),
    (SISTER, "en", "Complete requests go first. It takes eight weeks."),
    (SISTER, "fr", "Les demandes complètes passent en premier. Le délai est de huit semaines."),
    (SISTER, "en", "Ours is a small team; thanks for your patience."),
    (HOUSING, "en", "There are about fifteen households on the list."),
    (HOUSING, "fr", "La liste avance d'une trentaine de places par année."),
    (DEPRESSED, "en", "Mental health support is available at 8-1-1."),
    (DEPRESSED, "fr", "Des services de soutien psychologique sont offerts au 8-1-1."),
    (AUTISTIC, "en", "Adapted transit has a stream for autistic children."),
    (AUTISTIC, "fr", "Le transport adapté a un volet pour les enfants autistes."),
    (REHAB, "en", "An absence of under six months does not stop payments."),
    (REHAB, "fr", "Une absence de moins de six mois n'interrompt pas les versements."),
    (NEIGHBOUR, "en", "Never write the digits of your card here."),
    (NEIGHBOUR, "en", "On the form, leave box 9 blank, then tick box 12."),
    (CARD, "en", "If it was mailed and nothing came, call 1-800-555-0100."),
    (CARD, "fr", "Si rien n'arrive chez vous dans dix jours, composez le 1-800-555-0100."),
    (NEIGHBOUR, "fr", "N'écrivez jamais les chiffres de votre carte ici."),
    (NEIGHBOUR, "fr", "Une lettre du propriétaire suffit comme preuve."),
]


@pytest.mark.parametrize(
    ("rule", "posts", "language", "reply"), IMPLIED, ids=[f"{one[2]}-{one[3][:30]}" for one in IMPLIED]
)
def test_what_tells_of_the_author_without_naming_it_is_refused(rule, posts, language, reply):
    rules = {found for found, _ in refusals(posts[language], GREETING[language] + reply, language)}

    assert rule in rules


@pytest.mark.parametrize(
    ("posts", "language", "reply"), OF_EVERYBODY, ids=[f"{one[1]}-{one[2][:30]}" for one in OF_EVERYBODY]
)
def test_what_is_said_of_everybody_may_leave(posts, language, reply):
    assert refusals(posts[language], GREETING[language] + reply, language) == []


def test_the_health_of_somebody_else_may_be_wished_for():
    post = "Ma mère a le cancer, ai-je droit à un congé de proche aidant?"

    assert refusals(post, "Bonjour, hello. Nous lui souhaitons un prompt rétablissement.", "fr") == []
    assert refusals(post, "Bonjour, hello. Bon rétablissement!", "fr")


def test_a_pronoun_that_stands_for_a_word_of_the_reply_tells_of_nobodys_matter():
    post = "where do I drop off my form?"

    assert refusals(post, "Hello, bonjour. Our office is new. It is on the first floor.", "en") == []
    assert refusals(post, "Hello, bonjour. It is still on the desk.", "en")
