"""Finds questions for personal information that do not name it: by its signs, where it stands, what it tells."""

import re
from collections.abc import Iterator

from smbot.core.asking_words import points_to_private
from smbot.core.flat import flatten
from smbot.guard.places import Place

_MANY = (
    r"(?:\d+|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|one|two|three|four|five|seven|eight|nine|ten|"
    r"premiers?|premieres?|derniers?|dernieres?|first|last|quelques|a few|some|those|these|ces)"
)
_SIGNS = (
    r"(?:caracteres?|chiffres?|characters?|digits?|signes?|(?<=premieres )lettres|(?<=dernieres )lettres|"
    r"(?<=first )letters|"
    r"(?<=last )letters)"
)
_HELPS = (
    r"(?:nous |us )?(?:aider(?:a|ait|aient|ont)|suffi\w+|suffir\w+|permett\w+|faciliter\w+|would help|will help|helps?|"
    r"would be enough|will do|would do|is enough|are enough|is all we need|are all we need|accelerer\w+|"
    r"would speed|et le tour est joue|et c'est regle|and we are done|and we're done|and it's done|and you are set)"
)
_TELL = (
    r"(?:ecrivez|donnez|dites|indiquez|envoyez|precisez|mettez|laissez|inscrivez|nommez|confiez|glissez|write|give|tell|send|"
    r"put|leave|drop|share|add|post|include|type)(?:-(?:nous|moi|le|la|les))*(?: (?:us|me|juste|just|simplement|"
    r"simply|ici|here))*"
)
_OF_A_FORM = (
    r"(?:(?:la |the )?(?:ligne|line|case|box) \d+|(?:le |the )?(?:montant|chiffre|total|amount|figure|"
    r"number)(?: \w+){0,3}? "
    r"(?:de |a |sur |on |in |at |of )?(?:la |the )?(?:ligne|line|case|box) \d+)"
)
_OF_A_LIFE = (
    r"(?:(?:votre|ton|la|l'|your|the)? ?(?:mois|annee|jour|lieu|ville|pays|month|year|day|place|town) "
    r"(?:de (?:votre )?naissance|ou vous etes nee?|of (?:your )?birth|(?:that |in which )?you were born)|"
    r"(?:votre|your) (?:age|signe|initiales?|initials?|surnom|nickname|petit nom|occupation|metier|salaire|salary|wage|"
    r"profession|sign|birthday))"
)
_ASKING = re.compile(
    r"(?<![^\W_])(?:"
    rf"(?:(?:les|la|le|l'|the) ?)?{_MANY} (?:\w+ )?{_SIGNS}(?: [\w']+){{0,6}}? {_HELPS}"
    r"|(?:ce qu'il y a d'ecrit|ce qui est (?:ecrit|inscrit|imprime)|what is (?:written|printed)|what it says|"
    r"what's (?:written|printed))"
    rf"(?: [\w']+){{1,8}}? {_HELPS}"
    r"|(?:le|la|the) (?:petit |small )?(?:code|numero|number|chiffre|nom|name|mot|word)(?: \w+)? (?:au dos|au verso|"
    r"sur|inscrit|ecrit|on|at|"
    rf"under|printed|written)(?: [\w']+){{1,6}}? {_HELPS}"
    rf"|{_TELL} (?:(?!blank|empty|vide)[\w',]+ ){{0,6}}?(?:{_OF_A_FORM}(?! (?:blank|empty|vide|en blanc))|{_OF_A_LIFE})"
    rf"|(?:quel(?:le)?|what|which) (?:montant|chiffre|nombre|total|amount|figure|number)(?: \w+){{0,3}}? "
    r"(?:a |sur |on |in |at )(?:la |the |votre |your )?(?:ligne|line|case|box) \d+"
    r"|(?:de|sur|dans|a|c'est)? ?(?:quelle rue|quelle adresse|quel coin de rue) (?:(?:s'agit|parle)[- ]|est-ce|parlez|"
    r"au juste|"
    r"exactement)[\w' -]{0,16}\?|c'est (?:sur |dans )?quelle (?:rue|adresse)[\w' ]{0,12}\?"
    r"|(?:which|what) (?:street|address|unit|door|house|apartment) (?:is (?:it|that|this)|are we talking|"
    r"would that be)[\w ]{0,16}\?"
    r"|vous (?:etes|restez|habitez|vivez|demeurez) (?:dans |de |d'|du )?quel(?:le)?"
    r"|(?:vous etes|etes-vous|are you|you are|you're) (?:d[eu'] ?|from |in )?(?:quel(?:le)?|which|what) (?:coin|bout|"
    r"quartier|rue|part|"
    r"area|street)|(?:what|which) (?:part|side|end|area) of (?:town|the city|the village) (?:are|do) you"
    r"|(?:savoir|know|dire|tell us|dites-nous) (?:comment (?:vous vous appelez|on vous appelle|vous appeler)|"
    r"qui vous etes|"
    r"who you are|what you are called|what you're called|what to call you|where you live|ou vous (?:habitez|restez|"
    r"demeurez)|"
    r"when you were born|how old you are|quel age vous avez)"
    r"|(?:si vous|if you) (?:nous )?(?:(?:le|la|l'|les) ?)?(?:indiquez|ecrivez|donnez|mettez|laissez|glissez|write|"
    r"put|give|leave|post|"
    r"share|type)(?: (?:it|them|that))?(?: us)? (?:ici|ci-dessous|plus bas|en commentaire|sous|here|below|"
    r"in the comments)"
    r"|(?:vous pouvez|you can|n'hesitez pas a|feel free to) (?:l'|le |la |les |nous l')?(?:laisser|ecrire|mettre|"
    r"glisser|inscrire|"
    r"indiquer|leave|write|put|drop|type|post)(?: (?:it|them|that))? (?:sous ce|ici(?! en prive)|ci-dessous|plus bas|"
    r"en commentaire|"
    r"under (?:this|your)|here(?! in private)|below|in (?:the |a )?comments?)"
    rf"|quelques (?:chiffres|lettres|caracteres) et (?:le tour|c'est)|a few (?:digits|letters|characters|"
    rf"numbers) and (?:we|it|you)"
    r")(?![^\W_])?"
)
_FORBIDS = re.compile(
    r"(?<![^\W_])(?:never|not|don't|dont|avoid|without|ne|jamais|evitez|sans|pas|plutot|aucun\w*|retirez|remove|no)(?![^\W_])|\bn'"
)
_SENTENCE = re.compile(r"[^.!?;\n\u2026]+[.!?;]?")


def asked_indirectly(reply: str) -> Iterator[Place]:
    """Yield where `reply` asks so, and neither forbids it nor points to a private channel."""
    flat, places = flatten(reply)
    for sentence in _SENTENCE.finditer(flat):
        match = _ASKING.search(sentence[0])
        if match is None or _FORBIDS.search(sentence[0], 0, match.end()):
            continue
        start, end = sentence.start() + match.start(), sentence.start() + match.end()
        if not points_to_private(f"{sentence[0][: match.start()]} {sentence[0][match.end() :]}"):
            yield places[start], places[end - 1] + 1
