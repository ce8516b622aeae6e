"""Names of an initial and a surname, and streets with their numbers, that no recognizer may have masked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import refusals

from smbot.core.canon import tokens
from smbot.core.flat import flatten
from smbot.guard.dwellings import dwellings
from smbot.guard.signed import signatures

SIGNED = [
    ("k. thistlewood again. no callback. 3rd time.", "en", "Sorry about that, Thistlewood family."),
    ("m tremblay again, still nothing", "en", "So sorry, Tremblay family."),
    ("still waiting on hold. signed, p. okonjo-bell", "en", "We hear you, okonjo."),
    ("nobody picks up the phone — R. VANTERPOOL", "en", "The Vanterpool household deserves better."),
    ("three weeks for a plow. Thistlewood, K.", "en", "We are sorry, Thistlewood family."),
    ("this is d. abernethy, hello?", "en", "Hello, abernethy."),
    ("no heat since monday. j.p. gulliford", "en", "It is cold, Gulliford."),
    ("b. quillfeather here, anybody there", "en", "Here we are, Quillfeather!"),
    ("k. thibodeau ici, personne rappelle", "fr", "Désolés pour l'attente, famille Thibodeau."),
    ("toujours rien, c'est m. ouellette", "fr", "Nous regrettons l'attente, famille Ouellette."),
    ("trois semaines sans réponse. signé: r. vaillancourt", "fr", "C'est long, Vaillancourt."),
    ("le bac a pas été vidé — G. QUESSY", "fr", "Le camion repasse chez les Quessy."),
    ("bonjour, j.-f. lachapelle-roy, encore moi", "fr", "Rebonjour, lachapelle."),
    ("ça sonne dans le vide. s. bolduc", "fr", "Merci de votre patience, Bolduc."),
    ("f tchoumi encore, pas de chauffage", "fr", "Le chauffage revient, Tchoumi."),
]
AT_HOME = [
    ("On habite boul. Taschereau au 9055, le bruit à 5 h du matin là", "fr", "Désolés pour le bruit sur Taschereau."),
    ("On habite boul. Taschereau au 9055, le bruit à 5 h du matin là", "fr", "Un inspecteur passera au 90 55."),
    ("Le gros orme au 1903 av. des Pionniers va tomber", "fr", "Un arboriste passera avenue des Pionniers demain."),
    ("Le gros orme au 1903 av. des Pionniers va tomber", "fr", "Un arboriste passera au 1 9 0 3, demain matin."),
    ("pas de collecte rue des Mésanges, numéro 44", "fr", "Le camion repasse rue des Mésanges."),
    ("l'égout refoule chemin Larocque #212", "fr", "Une équipe sera sur Larocque ce soir."),
    ("no plow on Elm at number 40 since friday", "en", "A plow will reach Elm tonight."),
    ("no plow on Elm at number 40 since friday", "en", "A plow will be at number forty tonight."),
    ("our place is Wexley street at 318, bins missed", "en", "The truck goes back to Wexley today."),
    ("our place is Wexley street at 318, bins missed", "en", "The truck goes back to 3 1 8 today."),
    ("lights out Quarry Road, 77, all week", "en", "A crew will visit number seventy-seven."),
    ("pothole at 12 Larch street", "en", "We will look at Larch."),
    ("bruit au 77, rue Lorne", "fr", "Une équipe passe au 77."),
    ("water main burst Dunmore Ave no. 1960", "en", "A crew is on Dunmore now."),
]
PLAIN = [
    ("any update on the Pierre Trudel bridge lanes", "en", "Both lanes of the Pierre Trudel bridge open on Friday."),
    ("when does the Grace Hall library reopen", "en", "The Grace Hall library opens again on Monday."),
    ("Are cooling centres open overnight?", "en", "Yes: the arena, the central library and Grace Hall are open."),
    ("La rue Saint-Paul est fermée jusqu'à quand au juste", "fr", "La rue Saint-Paul est fermée jusqu'au 9 août."),
    ("le pont Pierre-Laporte est ouvert?", "fr", "Oui, le pont Pierre-Laporte est ouvert."),
    ("Est-ce que le bureau est ouvert le 24 décembre?", "fr", "Oui, le bureau est ouvert le 24 décembre."),
    ("are you open on december 24?", "en", "Yes, the counter is open on December 24 until noon."),
    ("C'est quoi le 9-8-8 au juste?", "fr", "Le 9-8-8 est la ligne d'aide en prévention du suicide."),
    ("what is 9-8-8 for", "en", "Call or text 9-8-8 at any hour: it is the suicide crisis line."),
    ("je cherche le rapport annuel 2022-2023", "fr", "Le rapport annuel 2022-2023 est offert au greffe."),
    ("where is the annual report 2022-2023", "en", "The annual report 2022-2023 is at the library."),
    ("a plow cleared our street at 5 this morning", "en", "Thank you, this made our morning. The crew starts at 5."),
    ("arbre dangereux à côté de la banque au 2e étage", "fr", "Merci, la banque est avisée."),
    ("rue des Pins, 3 semaines sans collecte", "fr", "La collecte reprend dans 3 jours."),
    ("travaux rue Laurier du 2 au 5 mai?", "fr", "Les travaux vont du 2 au 5 mai."),
    ("c cool, merci", "fr", "C'est cool en effet, merci!"),
    ("u guys again. unreal", "en", "We hear you guys. It is unreal, and we are sorry."),
]
DEALINGS = [
    ("en", "The letter that says you receive social assistance can be picked up tomorrow."),
    ("en", "That letter means you have to repay part of it."),
    ("en", "The balance you owe can be paid over a year."),
    ("en", "The amount that you still owe us is small."),
    ("en", "You have to repay an overpayment."),
    ("en", "You receive disability support from us, so call."),
    ("fr", "Le solde que vous nous devez peut être étalé."),
    ("fr", "La lettre veut dire que vous devez rembourser un trop-payé d'aide sociale."),
    ("fr", "Vous devez rembourser un trop-payé."),
    ("fr", "L'attestation confirmant que vous recevez la rente sera prête demain."),
    ("fr", "La somme que vous devez rembourser est petite."),
]
OF_ANYBODY = [
    ("en", "If you owe a balance, call us about a plan."),
    ("en", "A letter that says where somebody lives is enough."),
    ("en", "People who have to repay an overpayment can do so over a year."),
    ("fr", "Si vous devez rembourser un trop-payé, une entente est possible."),
    ("fr", "Toute personne qui doit un solde peut l'étaler sur un an."),
    ("fr", "Une lettre qui dit où l'on habite suffit."),
]
GREETING = {"en": "Hello, bonjour. ", "fr": "Bonjour, hello. "}
SURNAMES = st.text("bcdfglmnprstv", min_size=2, max_size=4).map(lambda letters: "qu" + "o".join(letters) + "ax")


@pytest.mark.parametrize(("post", "language", "reply"), [*SIGNED, *AT_HOME])
def test_what_tells_who_signed_or_where_they_live_is_refused(post, language, reply):
    assert refusals(post, GREETING[language] + reply, language)


@pytest.mark.parametrize(("post", "language", "reply"), PLAIN)
def test_what_is_everybodys_leaves(post, language, reply):
    assert refusals(post, GREETING[language] + reply, language) == []


@pytest.mark.parametrize(("language", "reply"), DEALINGS)
def test_what_somebody_owes_or_gets_is_refused(language, reply):
    rules = {rule for rule, _ in refusals("merci / thanks", GREETING[language] + reply, language)}

    assert "client" in rules


@pytest.mark.parametrize(("language", "reply"), OF_ANYBODY)
def test_what_anybody_may_owe_or_bring_leaves(language, reply):
    assert refusals("merci / thanks", GREETING[language] + reply, language) == []


@settings(max_examples=60, deadline=None)
@given(
    surname=SURNAMES,
    initial=st.sampled_from("bcdfgkmprst"),
    stop=st.sampled_from([".", ""]),
    frame=st.sampled_from(["{} again, no answer", "no answer. {}", "no answer, signed {}", "rien encore, c'est {}"]),
)
def test_any_unknown_surname_behind_an_initial_is_read(surname, initial, stop, frame):
    post = frame.format(f"{initial}{stop} {surname}")

    told = set(signatures(flatten(post)[0]))

    assert tokens(surname) <= told


@settings(max_examples=60, deadline=None)
@given(
    street=SURNAMES,
    number=st.integers(2, 9999),
    frame=st.sampled_from(
        ["boul. {s} au {n}", "rue {s}, {n}", "{s} street at {n}", "on {s} at number {n}", "{n} rue {s}"]
    ),
)
def test_any_street_with_its_number_is_read(street, number, frame):
    told = set(dwellings(flatten(frame.format(s=street, n=number))[0]))

    assert tokens(street) <= told
    assert {f"house:{number}", f"run:{number}", str(number)} & told
