"""The duty to assist: questions to the author about what a request does not say, in both languages, for private use.

They are data, not sentences of smbot: a colleague sends them in the author's language, whatever their own.
"""

from collections.abc import Iterable, Mapping

from smbot.access.laws import Both
from smbot.access.names import Element, RequestKind

NEUTRAL_HELP = Both(
    en="Thank you for writing. To protect your privacy, we can help you with this in private.",
    fr="Merci de nous avoir écrit. Pour protéger votre vie privée, nous pouvons vous aider à ce sujet en privé.",
)
"""All that may be said in public: it confirms neither a request nor that the author is a client."""

ASKED: Mapping[tuple[RequestKind, Element], Both] = {
    (RequestKind.GENERAL, Element.WHO): Both(
        en="Which office, program or person do you think holds these records?",
        fr="Quel bureau, quel programme ou quelle personne détient ces documents, selon vous?",
    ),
    (RequestKind.GENERAL, Element.WHAT): Both(
        en="Which records are you looking for? For example reports, e-mails, contracts or statistics, and on what.",
        fr="Quels documents cherchez-vous? Par exemple des rapports, des courriels, des contrats ou des statistiques, "
        "et à quel sujet.",
    ),
    (RequestKind.GENERAL, Element.WHEN): Both(
        en="Which dates or years should the records cover?",
        fr="Quelles dates ou quelles années les documents doivent-ils couvrir?",
    ),
    (RequestKind.OWN_FILE, Element.WHO): Both(
        en="Do you ask for your own file, or for somebody who has let you act for them?",
        fr="Demandez-vous votre propre dossier, ou celui d’une personne qui vous a permis d’agir en son nom?",
    ),
    (RequestKind.OWN_FILE, Element.WHAT): Both(
        en="Which part of the file do you need, or what should be corrected in it, and to what?",
        fr="De quelle partie du dossier avez-vous besoin, ou que faut-il y corriger, et comment?",
    ),
    (RequestKind.OWN_FILE, Element.WHEN): Both(
        en="From when to when should we look?",
        fr="De quelle date à quelle date devons-nous chercher?",
    ),
}


def suggestions(kind: RequestKind, missing: Iterable[Element]) -> tuple[Both, ...]:
    """Return questions about the missing elements, in the order of `Element`; never for a public reply."""
    wanted = frozenset(missing)
    return tuple(ASKED[kind, element] for element in Element if element in wanted)
