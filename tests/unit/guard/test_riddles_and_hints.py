"""A name or number that a reply only hints at: letters, sums, years of events, other spellings; and what looks so."""

import pytest
from judging import refusals

from smbot.guard.links import links
from smbot.guard.riddles import riddles
from smbot.platforms.facebook.rules import RULES as FACEBOOK

GREETING = {"en": "Hello, bonjour. ", "fr": "Bonjour, hello. "}

NAMED = {
    "en": "Call me back, I have waited for weeks. Annette Burke",
    "fr": "Rappelez-moi, j'attends depuis des semaines. Ginette Bélanger",
}
HOUSED = {
    "en": "I live at 47 Maple Street and my bin is full",
    "fr": "J'habite au 47, rue des Érables, mon bac est plein",
}
FILED = {"en": "My file is B-1907, nobody answers", "fr": "Mon dossier est le B-1907, personne ne répond"}
NAMESAKES = {"en": "I signed it too. Daisy Whitlock", "fr": "Je l'ai signée aussi. Marguerite Sioui"}

HINTS = [
    (NAMED, "en", "Thanks for your patience, A.B.!"),
    (NAMED, "en", "A.B., an agent will call."),
    (NAMED, "en", "Ask for A, double N, E, double T, E."),
    (NAMED, "en", "It is spelled A, two Ns, E, two Ts, E."),
    (NAMED, "en", "It is spelled A, N twice, E, T twice, E."),
    (NAMED, "en", "Our agent will ask for Anet in the hall."),
    (NAMED, "en", "Your first name rhymes with a small trumpet."),
    (NAMED, "fr", "Demandez G, I, N, E-deux-T, E au comptoir."),
    (NAMED, "fr", "Épelez B, E accent aigu, L, A, N, G, E, R au comptoir."),
    (NAMED, "fr", "Cela s'écrit G, I, N, E, T deux fois, E."),
    (NAMED, "fr", "Comme votre prénom l'indique, vous êtes patiente."),
    (NAMESAKES, "en", "A daisy among thorns is always welcome."),
    (NAMESAKES, "en", "You stand as tall as the flower you are named after."),
    (NAMESAKES, "fr", "Une marguerite parmi les épines, ça fait du bien."),
    (NAMESAKES, "fr", "Comme la fleur dont vous portez le nom, vous tenez bon."),
    (HOUSED, "en", "The truck stops at the door two more than 45."),
    (HOUSED, "en", "Think of 50 minus 3: the truck will be there."),
    (HOUSED, "en", "The truck comes to half of 94 tomorrow."),
    (HOUSED, "en", "The truck stops at a four followed by a seven."),
    (HOUSED, "en", "The first digit is 4, the last 7: noted."),
    (HOUSED, "en", "A four and a seven, got it."),
    (HOUSED, "en", "The truck comes to M. Street tomorrow."),
    (HOUSED, "fr", "Le camion passe à la porte deux de plus que 45."),
    (HOUSED, "fr", "Pensez à 50 moins 3 : le camion y sera demain."),
    (HOUSED, "fr", "Le camion passe à la moitié de 94 demain."),
    (HOUSED, "fr", "Le camion passe à la porte quatre suivie d'un sept."),
    (HOUSED, "fr", "Le premier chiffre est 4, le dernier 7 : c'est noté."),
    (HOUSED, "fr", "Le camion passe rue des É. demain."),
    (FILED, "en", "To remember it: the year the bridge fell, with a B in front."),
    (FILED, "en", "The code is the year in which the bridge fell."),
    (FILED, "fr", "Pour vous en souvenir, c'est l'année où le pont tomba, avec un B devant."),
    (FILED, "fr", "Facile à retenir : l'année du pont."),
]
LOOKALIKES = [
    (NAMED, "en", "The Moncton, N.B. office opens at nine."),
    (NAMED, "en", "Names from A to L go to counter 2."),
    (NAMED, "en", "Take a ticket marked A or B at the door."),
    (NAMED, "fr", "Nos bureaux du N.-B. sont fermés lundi."),
    (NAMED, "fr", "N.B. : les bureaux ferment à midi le vendredi."),
    (NAMED, "fr", "Prenez un billet à la lettre G ou à la lettre H."),
    (NAMED, "fr", "Le formulaire se remplit en deux temps."),
    (NAMESAKES, "en", "The community garden gives away seeds."),
    (NAMESAKES, "fr", "Le jardin communautaire donne des semences."),
    (HOUSED, "en", "Put it out before 7; pickup takes 4 to 6 days."),
    (HOUSED, "en", "Two more bins cost $45."),
    (HOUSED, "fr", "La collecte dure de 4 à 6 jours au nord de la rivière."),
    (HOUSED, "fr", "Deux bacs de plus coûtent 45 $."),
    (FILED, "en", "It is the year of the horse; happy new year!"),
    (FILED, "en", "The number to remember is 1-800-555-0100."),
    (FILED, "fr", "Le service existe depuis l'année où la loi a été adoptée."),
    (FILED, "fr", "Le numéro à retenir est le 1-800-555-0100."),
]


@pytest.mark.parametrize(("posts", "language", "reply"), HINTS, ids=[f"{one[1]}-{one[2][:30]}" for one in HINTS])
def test_a_hint_at_a_name_or_number_of_the_author_is_refused(posts, language, reply):
    rules = {rule for rule, _ in refusals(posts[language], GREETING[language] + reply, language)}

    assert rules & {"echo", "personal"}


@pytest.mark.parametrize(
    ("posts", "language", "reply"), LOOKALIKES, ids=[f"{one[1]}-{one[2][:30]}" for one in LOOKALIKES]
)
def test_what_only_looks_like_a_hint_may_leave(posts, language, reply):
    assert refusals(posts[language], GREETING[language] + reply, language) == []


@pytest.mark.parametrize(
    ("post", "language", "reply"),
    [
        ("Carl-Éric ici, vous dites dix jours", "fr", "Nos excuses à vous, Karl et tous les autres."),
        ("Catherine Pell. My street is not plowed", "en", "The plow comes tonight, thanks to Katherine too."),
        ("Jon Fisk here, the bus was late", "en", "We are sorry about the bus, John and all."),
        ("la boîte en face du 631 Notre-Dame est défoncée", "fr", "Dites qu'elle est à N.-D., six-trente-et-un."),
        ("the mailbox in front of 631 King is smashed", "en", "Tell them it is by six hundred thirty-one."),
        ("My SIN starts with 274, is that right?", "en", "Box 4 is for the two hundred and seventy-fours."),
        ("mon dossier 48-20731 dort", "fr", "Celui dont le dernier chiffre est un 1 attend."),
    ],
)
def test_another_spelling_or_reading_of_what_is_the_authors_is_refused(post, language, reply):
    assert {rule for rule, _ in refusals(post, GREETING[language] + reply, language)} & {"echo", "personal"}


@pytest.mark.parametrize(
    ("sum_", "comes_to"),
    [
        ("it is 40 plus seven", "47"),
        ("it is 4 times 12", "48"),
        ("it is twice 24", "48"),
        ("c'est trois de moins que cinquante", "47"),
        ("c'est deux fois 24", "48"),
        ("le tiers de 141", "47"),
        ("a two, then an eight", "28"),
    ],
)
def test_a_sum_counts_for_what_it_comes_to(sum_, comes_to):
    assert list(riddles(sum_, "", (), {f"house:{comes_to}"}.__contains__))
    assert not list(riddles(sum_, "", (), {"house:99"}.__contains__))


def test_a_sum_that_the_playbook_makes_is_its_own():
    assert not list(riddles("it is 40 plus seven", "", ((0, 19),), {"house:47"}.__contains__))


def test_a_year_of_an_event_is_a_hint_only_where_the_post_has_a_number():
    reply = "Easy to remember: the year the bridge fell."

    assert list(riddles(reply, "My file is 48-20731", (), lambda token: False))
    assert not list(riddles(reply, "When do you open", (), lambda token: False))


@pytest.mark.parametrize(
    "link",
    [
        "www.quick-forms.ca/rl31",
        "https://www.credit-express.net",
        "aide-loyer.info",
        "freetax dot com",
        "example.ca.evil.com",
    ],
)
def test_a_link_to_a_strangers_site_is_refused_where_ours_is_known(a_context, link):
    context = a_context(platform=FACEBOOK, published=("info@service.example.ca", "service.example.ca"))

    assert list(links(f"See {link} for it", context))


@pytest.mark.parametrize(
    "link",
    [
        "www.quebec.ca/rl31",
        "canada.ca",
        "https://www2.gov.bc.ca/rl31",
        "https://service.example.ca/forms",
        "forms.service.example.ca",
        "ville.rimouski.qc.ca/taxes",
    ],
)
def test_a_link_to_our_site_or_a_public_bodys_may_leave(a_context, link):
    context = a_context(platform=FACEBOOK, published=("info@service.example.ca",))

    assert list(links(f"See {link} for it", context)) == []


def test_where_nothing_of_ours_is_published_a_site_cannot_be_told_for_a_strangers(a_context):
    assert list(links("See www.quick-forms.ca/rl31 for it", a_context(platform=FACEBOOK))) == []
