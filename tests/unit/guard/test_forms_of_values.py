"""What an officer in a hurry writes of a value that a post holds, masked or not: parts, sounds, halves, layouts."""

import pytest
from judging import refusals

FRAMES = {
    "en": (
        "Hello, bonjour. We are sorry. The crew has noted {} for tomorrow.",
        "Hello, bonjour. Thank you, somebody looks at {} now. Message us in private.",
    ),
    "fr": (
        "Bonjour, hello. Désolés. L'équipe a noté {} pour demain.",
        "Bonjour, hello. Merci, on s'occupe de {} maintenant. Écrivez-nous en privé.",
    ),
}
TOLD = (
    (
        "my licence D1234-56789-01234 was suspended for nothing",
        "en",
        (
            "Licences that begin with D12 are checked tonight",
            "the D one two three four one",
            "licence ending 01234",
            "licence ending in oh-one-two-three-four",
            "the 56789 group",
            "ending in four",
        ),
    ),
    (
        "Ticket #88-4521-C, contested in June, zero news",
        "en",
        (
            "ticket eighty-eight is open",
            "88/4521",
            "the 4521",
            "forty-five twenty-one",
            "eighty eight, forty five, twenty one, C",
            "No. 884521",
            "the C ticket 4521",
            "quatre mille cinq cent vingt et un",
        ),
    ),
    (
        "J'attends au 1455 rue Papineau depuis 2 h pour le remorquage",
        "fr",
        (
            "Une équipe arrive au quatorze cent cinquante-cinq",
            "au 14-55",
            "au 1455",
            "rue Papin.",
            "coin Papineau et Ontario",
            "mille quatre cent cinquante-cinq",
            "vers le 1 4 5 5",
        ),
    ),
    (
        "Je reste au 7 rang St-Antoine et la gratte passe pas",
        "fr",
        ("La gratte sera au 7 demain", "au numéro sept", "rang Saint-Antoine", "chez vous au sept", "le rang St-A."),
    ),
    (
        "Ouri Benaïssa ici. 3 mois sans chèque",
        "fr",
        ("Bonjour Ouri", "M. Benaissa", "O. B.", "Bena1ssa", "Ben Aïssa", "B-e-n-a-ï-s-s-a", "Ourri"),
    ),
    (
        "this is Thandeka Mbeki-Ross, my kid is still not registered",
        "en",
        ("Thandi", "Ms. Mbeki", "T. Mbeki-R.", "Ross", "the Mbekis", "Thand3ka", "M-beki", "Ross-Mbeki", "M B E K I"),
    ),
    (
        "I gave birth on March 3 and still no certificate for the baby",
        "en",
        ("since 3/3", "since the third of March", "3 mars", "03-03", "since March third", "0303"),
    ),
    (
        "Mon opération est prévue le 12 janvier, aucun appel",
        "fr",
        ("d'ici le 12", "le 12/01", "le douze janvier", "12 janv.", "January 12", "d'ici le douze."),
    ),
    (
        "I have a hearing on Oct 4 at the tribunal and no letter",
        "en",
        ("before 10/4", "before the 4th.", "le 4 octobre", "Oct. fourth", "4-10"),
    ),
    (
        "Ma carte soleil TREM 8503 1412 marche pus",
        "fr",
        (
            "la carte TREM 85",
            "carte finissant 1412",
            "TREM-8503",
            "quatorze douze",
            "14 12",
            "quatre-vingt-cinq zéro trois",
            "T R E M",
        ),
    ),
    (
        "call my cell 867-555-0148 already",
        "en",
        (
            "at 555-0148",
            "at oh one four eight",
            "0148",
            "8675550148",
            "eight six seven, five five five",
            "the 48 line ending",
            "55501",
            "zero 1 four 8",
            "forty-eight at the end",
            "01 48",
        ),
    ),
    (
        "acct 0092-7731 double charged in may",
        "en",
        (
            "0092",
            "account ending 7731",
            "seventy-seven thirty-one",
            "account 92-7731",
            "zero zero nine two",
            "acct …731",
            "acct ending with 31",
        ),
    ),
    (
        "mon mari Gaétan Thibodeau-Roy attend sa rente",
        "fr",
        ("Gaétan", "M. Roy", "M. T.-R.", "Thibaudeau", "Gaetan", "G. T.", "Ga3tan"),
    ),
    (
        "write to lou.sable88@example.com for details",
        "en",
        ("lou dot sable", "Lou", "sable eighty-eight", "lousable", "sable 88", "lou.s…", "S. Lou"),
    ),
    (
        "I live in unit 14B, 60 Wexley Gate, no heat",
        "en",
        ("unit 14", "14-B", "fourteen B", "60 Wexley", "sixty Wexley", "Wexly Gate", "the Gate at 60", "number sixty"),
    ),
    (
        "plate CKRT 559 towed by mistake",
        "en",
        ("C-K-R-T", "CKRT", "the 559 car", "five five nine", "see kay are tee", "Charlie Kilo Romeo Tango"),
    ),
    (
        "passport AB 334 912 never came",
        "en",
        ("AB three three four", "334-912", "passport …912", "nine twelve", "A B 334"),
    ),
    (
        "Dossier 22-CF-1189: silence radio",
        "fr",
        ("le 22-CF", "onze quatre-vingt-neuf", "CF 1189", "le dossier 1189", "C F onze", "le 22 CF"),
    ),
    (
        "mon nip c'est 4471 et la machine dit non",
        "fr",
        ("44 71", "quarante-quatre soixante et onze", "le 4471", "4-4-7-1", "commençant par 44", "finissant par 71"),
    ),
    (
        "My neighbour Siobhan at #12 never got her bin",
        "en",
        ("Siobhan", "at 12", "number twelve", "the lady at no. 12", "S. at 12"),
    ),
    (
        "postal code E4K 2M9 nobody delivers",
        "en",
        ("E4K", "echo four kilo", "ee four kay", "two em nine", "2M9", "e 4 k", "2-M-9", "E4K…"),
    ),
    (
        "né le 30-09-1961 et on me refuse le rabais",
        "fr",
        ("le 30 septembre", "300961", "30/9", "septembre 1961", "né en 61", "30.09", "09-30-61", "1961"),
    ),
    ("my twins Ayo and Tobi need two spots in daycare", "en", ("Ayo", "for Tobi", "A. and T.", "Ayo & T.", "Toby")),
    ("Agent Kaur-Dhillon at window 5 was rude to me", "en", ("Ms. Kaur", "Dhillon", "K.-D.", "Agent K.")),
    (
        "order 5-881-20 for a birth certificate is lost",
        "en",
        ("5-881", "881", "order five eight eight one", "88120", "order 58", "eight eighty-one"),
    ),
    ("I am Fitzroy, case worker said wait, 6 weeks", "en", ("Fitz", "Fitzroy", "F1tzr0y", "Mr. F", "roy-Fitz")),
    (
        "j'ai eu mon accident le 8 mars 2023, rien de la SAAQ",
        "fr",
        ("8 mars", "8/3", "08-03", "mars 2023", "huit mars", "le 8.", "080323"),
    ),
    (
        "My mom, room 214 at Cedar Lodge, no bath in 9 days",
        "en",
        ("room 214", "two fourteen", "Cedar", "214", "the Lodge room two one four"),
    ),
    (
        "SIN 482 117 903",
        "en",
        ("482", "one one seven", "903", "four eighty-two", "nine oh three", "48-21-17", "117 903"),
    ),
    (
        "Facture 2024-00871 payée deux fois",
        "fr",
        ("la facture 871", "00871", "871", "huit cent soixante et onze", "2024-0087", "facture 00 871"),
    ),
    ("my card ends with 66 and I was charged", "en", ("ending 66", "sixty-six", "the 66 card", "double six")),
    ("Lot 9 Chemin Tour-du-Lac, fosse qui déborde", "fr", ("au lot 9", "lot neuf", "Tour du Lac", "Chemin Tour")),
    (
        "we're the Abernathys on Pell Lane",
        "en",
        ("the Abernathy family", "Pell", "A. family", "Abernathy's", "Pel Lane"),
    ),
    ("yo its kwabena from unit 3, still no hot water", "en", ("Kwabena", "unit three", "no. 3")),
    (
        "je suis la fille de madame Ouellette, chambre 8, personne l'a lavée",
        "fr",
        ("Mme Ouellette", "madame O.", "chambre huit", "la chambre 8", "Ouelette", "Mme Wellet"),
    ),
    (
        "Zofia W. here, you sent my letter to 19 Birch again",
        "en",
        ("Zofia", "Z.W.", "19 Birch", "Birch", "nineteen Birch", "number 19"),
    ),
    (
        "permit B-2207 denied, thanks",
        "en",
        ("B-22", "2207", "permit twenty-two oh seven", "B twenty-two", "bee two two"),
    ),
    (
        "mon numéro de client 5520 marche pas",
        "fr",
        (
            "le 5520",
            "cinquante-cinq vingt",
            "le client finissant par 20",
            "cinq cinq deux zéro",
            "cinq mille cinq cent vingt",
        ),
    ),
    (
        "tracking RN 442 918 337 CA lost",
        "en",
        ("RN442", "442 918", "337 CA", "four four two", "nine eighteen", "R N 4 4 2"),
    ),
    (
        "we moved to 2280 Sunder Rd last month and bins are missing",
        "en",
        ("twenty-two eighty", "2280", "Sunder", "Sunder Road", "22 80", "two two eight zero"),
    ),
    ("Mon fils Émeric commence l'école, aucune place", "fr", ("Émeric", "Emeric", "É.", "Emerik", "votre Émeric")),
    ("I'm Siddharth, been calling since 9", "en", ("Sid", "Siddharth", "Siddarth", "S1ddharth", "Sidd")),
    (
        "née un 29 février, votre site dit date invalide",
        "fr",
        ("29 février", "29/2", "February 29", "le 29", "vingt-neuf février", "2902"),
    ),
    ("appointment on the 14th at 3pm with dr. Osei cancelled", "en", ("Dr. Osei", "Osei", "14th", "Doctor O.", "Dr O")),
    (
        "mon courriel est marguerite.f@example.org, je reçois rien",
        "fr",
        ("marguerite", "Marguerite F.", "marguerite point f", "m.f."),
    ),
    (
        "band number 0430117801, denied at the pharmacy",
        "en",
        ("0430", "the 7801", "117", "band 043", "seventy-eight oh one", "01 17 80"),
    ),
    ("UCI 1109-4821, status?", "en", ("UCI 1109", "eleven oh nine", "4821", "48 21", "eleven-oh-nine")),
    ("IMM file E000782114 stuck", "en", ("E000", "782", "114", "seven eight two one one four", "E7821", "2114")),
    ("bus pass card 60 1187 2234 not loading", "en", ("601187", "60 11", "eleven eighty-seven", "2234", "22-34")),
    ("Je m'appelle Xochitl, on écrit toujours mal mon nom", "fr", ("Xochitl", "Xochi", "X0chitl", "Xochytl")),
    ("my dad Bartholomew is on hold since 8", "en", ("Bart", "Bartholomew", "Barth", "Mr. B")),
    ("compteur 77120394 lu à l'envers", "fr", ("77120", "le 394", "0394", "soixante-dix-sept cent vingt", "771 203")),
    (
        "j'habite Saint-Zotique, 3e avenue, numéro 41",
        "fr",
        ("au 41", "3e avenue", "troisième avenue", "numéro quarante et un"),
    ),
    ("i go by Pixie on here but on paper Prudence Achebe", "en", ("Prudence", "Achebe", "P. Achebe", "Ms. A.", "Prue")),
    ("hydro acct 7 33 0188 cut off in winter", "en", ("7330188", "33 01", "0188", "733", "seven three three")),
    (
        "Enfant no 118822 pas sur la liste",
        "fr",
        ("118", "8822", "onze quatre-vingt-huit", "cent dix-huit", "118 822", "1188"),
    ),
    (
        "my phone's four one six five five five oh one two two",
        "en",
        ("416-555-0122", "0122", "01-22", "416", "oh one two two", "5550122"),
    ),
    (
        "quatre cent dix-huit, cinq cinq cinq, zéro un neuf neuf, appelez-moi",
        "fr",
        ("418-555-0199", "0199", "01 99", "418", "quatre un huit"),
    ),
    (
        "My wife is due July 22 and leave not approved",
        "en",
        ("July 22", "22/7", "7/22", "juillet 22", "the 22nd.", "July twenty-second", "late July 22nd"),
    ),
    (
        "got hit by the plow on Jan 19, claim refused",
        "en",
        ("January 19", "19 janvier", "1/19", "Jan. 19th", "January nineteenth"),
    ),
    ("caught at 3:15 am on Feb 2 by your photo radar", "en", ("February 2", "2/2", "Feb. 2nd", "2 février")),
    ("Locataire du 12-B au 300 Laurier O", "fr", ("12-B", "douze B", "300", "trois cents", "12B", "Laurier")),
    ("licence plate BLUE 42 stolen", "en", ("BLUE 42", "Blue forty-two", "42", "BLUE-4")),
    ("pin is one nine eight seven lol", "en", ("1987", "19 87", "nineteen eighty-seven")),
    ("My mother-in-law Perpetua can't read your letter", "en", ("Perpetua", "Perp", "Mrs. P", "Perpetual", "P.")),
)


@pytest.mark.parametrize(("post", "language", "forms"), TOLD, ids=range(len(TOLD)))
def test_no_form_of_a_value_leaves(post, language, forms):
    through = [form for form in forms for frame in FRAMES[language] if not refusals(post, frame.format(form), language)]

    assert through == []
