"""The survey's page in both official languages: a citizen reads it before any catalog is asked."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SurveyWords:
    """The sentences of the page in one language."""

    title: str
    intro: str
    solved: str
    own_language: str
    yes: str
    no: str
    send: str
    private: str
    thanks: str
    before: str
    over: str
    incomplete: str


WORDS: Mapping[str, SurveyWords] = {
    "en": SurveyWords(
        title="Two questions about our service",
        intro="Your case is closed. Two answers help us to serve you better.",
        solved="Did we solve what you came for?",
        own_language="Did we serve you in your language?",
        yes="Yes",
        no="No",
        send="Send my answers",
        private="We keep your answers without your name. They change nothing about your case.",
        thanks="Thank you. Your answers have been kept.",
        before="These questions have been answered. Thank you.",
        over="This link is not complete, or its time is over.",
        incomplete="Please answer both questions.",
    ),
    "fr": SurveyWords(
        title="Deux questions sur notre service",
        intro="Votre dossier est fermé. Deux réponses nous aident à mieux vous servir.",
        solved="Avons-nous réglé ce qui vous amenait?",
        own_language="Vous avons-nous servi dans votre langue?",
        yes="Oui",
        no="Non",
        send="Envoyer mes réponses",
        private="Nous gardons vos réponses sans votre nom. Elles ne changent rien à votre dossier.",
        thanks="Merci. Vos réponses ont été conservées.",
        before="On a déjà répondu à ces questions. Merci.",
        over="Ce lien est incomplet ou n’est plus valide.",
        incomplete="Veuillez répondre aux deux questions.",
    ),
}
