"""Names in other letters, homes without a kind of street, days of a life, what state a person's matter is in."""

import pytest
from judging import refusals

from smbot.guard.dwellings import addresses

GREETING = {"en": "Hello, bonjour. ", "fr": "Bonjour, hello. "}

GIVEN_BACK = [
    # a name in other letters
    ("My name is Kateryna Hrytsenko, no answer for weeks", "en", "We are sorry, Катерина."),
    ("Oleksandr Shevchuk here. Still waiting on the permit", "en", "Sorry for the wait, Олександр!"),
    ("signed, Dmitri Volkov. The bus never came", "en", "Thank you, Дмитрий, the driver was told."),
    ("This is Svetlana Morozova, your phone line hangs up", "en", "Pardon us, Светлана, the line is mended."),
    ("Yiannis Papadopoulos, third call today", "en", "Try the counter, Παπαδόπουλος family."),
    ("I am Dimitris Karras and my bin was skipped", "en", "The truck comes back today, Δημήτρης."),
    ("Je m'appelle Tetiana Bondarenko, personne ne répond", "fr", "Désolés de l'attente, Тетяна!"),
    ("Ici Mykola Kravchenko, la ligne coupe", "fr", "Merci de l'avoir dit, Микола."),
    ("Anastasia Petrova, sans nouvelles depuis mai", "fr", "Désolés, Анастасия, le comptoir ouvre à 9 h."),
    ("C'est Giorgos Nikolaidis, encore une panne", "fr", "La panne est réglée, Γιώργος."),
    # a home of which the kind of street is left out
    ("burst pipe at my door, 58 Tecumseh", "en", "A crew will be on Tecumseh this afternoon."),
    ("Snow plow buried my driveway again: 214 Ashgrove", "en", "The plow goes back to Ashgrove today."),
    ("We live at 9 Kinsella and nobody salts", "en", "Salt is coming to Kinsella tonight."),
    ("Brown water at our house (77 Pendrith)", "en", "A crew is flushing the pipes on Pendrith."),
    ("31 Marchmount, my basement is full of water", "en", "The pump truck is going to Marchmount."),
    ("raccoons under my porch, 412 Delarosa", "en", "Wildlife control will be on Delarosa on Monday."),
    ("Égout refoulé chez moi, 58 Kirouac", "fr", "Une équipe sera sur Kirouac cet après-midi."),
    ("Arbre tombé devant ma porte, 12 des Sittelles", "fr", "Une équipe passe rue des Sittelles ce soir."),
    ("J'habite au 340 Thibeault et rien n'est déneigé", "fr", "La charrue repasse sur Thibeault aujourd'hui."),
    ("Plus d'eau dans notre immeuble, 26 Bellerive", "fr", "L'eau revient sur Bellerive à midi."),
    # a day of somebody's life
    (
        "My brother was born on Christmas Day 1950, not the 24th",
        "en",
        "To correct it to 25 December 1950 see the registrar.",
    ),
    ("Mom was born on Canada Day and her card is wrong", "en", "The registrar can put July 1 on the card."),
    ("Dad died on New Year's Eve, what now", "en", "Our condolences. The form asks for December 31."),
    ("My birthday is Halloween, licence says the 30th", "en", "October 31 can be put right at the counter."),
    ("I was born in 1951 and the machine says no", "en", "Anyone born in 1951 can use the counter."),
    ("The twins were born on October 5, 2019 around midnight", "en", "The acts of October 5 and 6 need form 11."),
    ("Nées le 5 octobre 2019, mes jumelles ont deux dates", "fr", "Les actes du 5 et du 6 octobre se corrigent."),
    ("Mon fils est né le jour de Noël et son acte dit le 24", "fr", "L'acte du 25 décembre se corrige au greffe."),
    ("Née à la Saint-Jean, et mon permis dit autre chose", "fr", "Le 24 juin peut être inscrit au comptoir."),
    ("Ma mère, née en 1944, ne peut pas s'inscrire", "fr", "Une personne de 1944 s'inscrit au comptoir."),
    ("Mes garçons sont nés le 2 mars 2018", "fr", "Les actes du 2 et 3 mars se corrigent sans frais."),
]
LEAVES = [
    ("Do you have forms in Ukrainian", "en", "Yes, ask for Українська at the counter."),
    ("My name is Karen Whitlock, is there help in Russian", "en", "Yes, the leaflet is called Добро пожаловать."),
    ("Signed, Bogdan Stanescu. Greek market this year?", "en", "Yes, look for the sign Καλημέρα by the pier."),
    ("Je m'appelle Irène Pominville, y a-t-il un guide en ukrainien", "fr", "Oui, il s'intitule Вітаємо."),
    ("Is the 58 Tecumseh running tonight", "en", "Yes, the 58 Tecumseh runs until midnight."),
    ("Stop 58 Tecumseh is ankle deep in slush near my door", "en", "A crew shovels the Tecumseh stop tonight."),
    ("My home is cold, 12 March and no heat order", "en", "The heat rules apply until May."),
    ("La 58 Lachine passe-t-elle ce soir", "fr", "Oui, la 58 Lachine passe jusqu'à minuit."),
    ("Are you open on Christmas Day", "en", "No, closed on December 25 and 26."),
    ("Is the rink open Canada Day? my kids love it", "en", "Yes, on July 1 from noon to six."),
    ("Who was born in this town that is famous", "en", "The library has a shelf on that."),
    ("My taxes for 2004 were never kept", "en", "Returns of 2004 are kept at the archive."),
    ("Le bureau ferme-t-il à Noël", "fr", "Oui, du 25 décembre au 2 janvier."),
    ("Y a-t-il une fête à la Saint-Jean", "fr", "Oui, le 24 juin au parc, dès midi."),
]
OF_ALL = [
    "The bus by my house, 58 Tecumseh, is always late",
    "At my door at last: stop 58 Tecumseh is shovelled",
    "My place to be, the library at 200 Marchmount",
    "Our bus home: 12 Kitimat",
    "I live by the school, 40 Pupils in a class",
    "My basement is dry since, 12 March to be exact",
    "My house is worth $450, 12 times yours",
    "L'autobus devant chez moi, 12 Thibeault, est en retard",
    "Ma maison est loin du bureau, 200 Bellerive",
    "J'habite au bout de la ligne, 58 Lachine",
    "Chez nous, 24 Juin est sacré",
]
CONFIRMS = [
    ("en", "Your visits start on Tuesday at 10."),
    ("en", "Your lessons begin next Monday."),
    ("en", "Your meal deliveries resume tomorrow."),
    ("en", "Your security check is complete."),
    ("en", "Good news, your background screening has cleared."),
    ("en", "It is at the final review stage."),
    ("en", "It has reached the assessment stage."),
    ("fr", "Votre enquête de sécurité est terminée."),
    ("fr", "Vos visites à domicile commencent mardi."),
    ("fr", "Votre vérification d'antécédents est concluante."),
    ("fr", "Elle est rendue à l'étape de l'analyse financière."),
    ("fr", "Il en est à la dernière étape."),
    ("fr", "Elle est rendue au comité."),
]
CONFIRMS_NOTHING = [
    ("en", "Visits start at 10 and last an hour."),
    ("en", "Swimming lessons begin next Monday."),
    ("en", "A security check takes about six weeks."),
    ("en", "The review of the bylaw is complete."),
    ("en", "The bridge work is at the paving stage."),
    ("en", "From age 65 the pass is half price."),
    ("en", "Until age 18 the card is free."),
    ("en", "You are entitled to French at every counter."),
    ("fr", "Les visites commencent mardi à dix heures."),
    ("fr", "Une enquête de sécurité prend six semaines."),
    ("fr", "Le chantier est rendu à l'étape du pavage."),
    ("fr", "Vous avez droit au français partout chez nous."),
    ("fr", "Vous avez droit à une explication."),
    ("fr", "Dès l'âge de 65 ans, le laissez-passer est à moitié prix."),
]
DOING = [
    ("hey it's Bo (Boleslaw) Czarnecki. Busking permit??", "en", "Busking permits are $20 a season."),
    ("Tobogganing hill still closed?", "en", "Tobogganing starts with the first snow."),
    ("Kayaking dock is broken", "en", "Kayaking resumes on Friday."),
]


@pytest.mark.parametrize(("post", "language", "reply"), GIVEN_BACK)
def test_what_tells_of_somebody_in_other_letters_or_words_is_refused(post, language, reply):
    assert {rule for rule, _ in refusals(post, GREETING[language] + reply, language)} & {"echo", "personal"}


@pytest.mark.parametrize(("post", "language", "reply"), LEAVES + DOING)
def test_what_only_looks_like_it_leaves(post, language, reply):
    assert refusals(post, GREETING[language] + reply, language) == []


@pytest.mark.parametrize("post", OF_ALL)
def test_the_number_of_a_line_an_office_or_a_day_is_no_home(post):
    assert list(addresses(post)) == []


@pytest.mark.parametrize(("language", "reply"), CONFIRMS)
def test_the_state_of_ones_matter_is_refused(language, reply):
    assert "client" in {rule for rule, _ in refusals("?", GREETING[language] + reply, language)}


@pytest.mark.parametrize(("language", "reply"), CONFIRMS_NOTHING)
def test_rules_and_public_works_leave(language, reply):
    assert refusals("?", GREETING[language] + reply, language) == []
