"""The active offer off the platforms: signature block, voice mail, out-of-office, automatic messages; pure.

All are made from the directory and the organisation's settings, in the languages of its offer and in the office's
order. What a person must fill in stands in square brackets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.core.offer import Order, greeting
from smbot.core.platform_rules import PlatformRules
from smbot.offices.hours_in_words import NO_BREAK, week_in_words
from smbot.offices.model import Office
from smbot.offices.words import Bilingual, Language

_PROVINCES: Mapping[str, str] = {
    "AB": "Alberta",
    "BC": "Colombie-Britannique",
    "MB": "Manitoba",
    "NB": "Nouveau-Brunswick",
    "NL": "Terre-Neuve-et-Labrador",
    "NS": "Nouvelle-Écosse",
    "NT": "Territoires du Nord-Ouest",
    "NU": "Nunavut",
    "ON": "Ontario",
    "PE": "Île-du-Prince-Édouard",
    "QC": "Québec",
    "SK": "Saskatchewan",
    "YT": "Yukon",
}

AUTOMATIC_LIMIT = 500
"""Characters, on any platform: forms for instant replies take fewer than messages do, and nobody reads more."""


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who speaks in a text: the organisation, one of its offices, and the languages offered, in order.

    `standard` ends a sentence, as in "within two working days".
    """

    organisation: Bilingual
    office: Office
    order: Order
    standard: Bilingual

    @property
    def bilingual(self) -> bool:
        """Say whether both languages are offered."""
        return len(self.order) > 1

    def hours(self, language: Language) -> str:
        """Return the sentence that says when the office is open, with a space before it, or nothing."""
        week = week_in_words(self.office.hours, language)
        if not week:
            return ""
        if language == "en":
            return f" We are open {week}{', except on public holidays' if self.office.holidays else ''}."
        return f" Heures d’ouverture{NO_BREAK}: {week}{', sauf les jours fériés' if self.office.holidays else ''}."

    def phone(self, language: Language) -> str:
        """Return the number to call, or nothing."""
        return next(iter(self.office.reached_by("phone", language)), "")

    def email(self, language: Language) -> str:
        """Return the address to write to, or nothing."""
        return next(iter(self.office.reached_by("email", language)), "")


def signature(speaker: Speaker) -> str:
    """Return the block below an e-mail."""
    name = {"en": "[First name, last name]", "fr": "[Prénom, nom]"}[speaker.order[0]]
    return "\n\n".join([name, *("\n".join(_signature(speaker, language)) for language in speaker.order)])


def voice_mail(speaker: Speaker) -> str:
    """Return what the answering machine says."""
    return "\n\n".join([greeting(speaker.order), *(_voice_mail(speaker, each) for each in speaker.order)])


def out_of_office(speaker: Speaker) -> str:
    """Return the automatic answer to e-mails of somebody who is away."""
    return "\n\n".join([greeting(speaker.order), *(_out_of_office(speaker, each) for each in speaker.order)])


def automatic_message(speaker: Speaker, rules: PlatformRules) -> str:
    """Return what an account answers at once to a private message: the fullest text that the platform takes.

    On X it stays within the length of a post, so that the same words can be pinned in public.

    Raises:
        ConfigurationError: Not even the shortest fits.
    """
    limit = min(rules.private_limit or rules.limit, rules.limit, AUTOMATIC_LIMIT)
    for text in _automatic(speaker):
        if rules.count(text) <= limit:
            return text
    raise ConfigurationError(
        msg("The automatic message does not fit {platform}: {limit} characters.", platform=rules.title, limit=limit),
        where="organisation.service_standard",
        mend=msg("Shorten it."),
    )


def texts_of(speaker: Speaker, platforms: Sequence[PlatformRules]) -> dict[str, str]:
    """Return every text by its kind."""
    return {
        "signature": signature(speaker),
        "voice_mail": voice_mail(speaker),
        "out_of_office": out_of_office(speaker),
        **{f"automatic_{rules.platform}": automatic_message(speaker, rules) for rules in platforms},
    }


def address_line(office: Office, language: Language) -> str:
    """Return where the counter is, in one line as each language writes it, or nothing."""
    if (address := office.address) is None:
        return ""
    street, city = address.street.get(language), address.city.get(language)
    if language == "en":
        return f"{street}, {city} {office.province}  {address.postal_code}"
    return f"{street}, {city} ({_PROVINCES[office.province]})  {address.postal_code}"


def _signature(speaker: Speaker, language: Language) -> Iterator[str]:
    english = language == "en"
    yield "[Title]" if english else "[Titre]"
    yield f"{speaker.office.name.get(language)}, {speaker.organisation.get(language)}"
    if address := address_line(speaker.office, language):
        yield address
    if phone := speaker.phone(language):
        yield f"Telephone: {phone}" if english else f"Téléphone{NO_BREAK}: {phone}"
    if email := speaker.email(language):
        yield f"E-mail: {email}" if english else f"Courriel{NO_BREAK}: {email}"
    if speaker.bilingual:
        yield "We serve you in English or French." if english else "Nous vous servons en français ou en anglais."


def _voice_mail(speaker: Speaker, language: Language) -> str:
    organisation, office = speaker.organisation.get(language), speaker.office.name.get(language)
    standard, hours = speaker.standard.get(language), speaker.hours(language)
    if language == "en":
        choice = ", and say whether you wish to be called back in English or French" if speaker.bilingual else ""
        return (
            f"You have reached {organisation}, {office}. Nobody can take your call at the moment.{hours} After the "
            f"tone, leave your name and telephone number{choice}. Please leave no other personal information. We "
            f"answer {standard}. In an emergency, call 911."
        )
    choice = " et dites si vous souhaitez qu’on vous rappelle en français ou en anglais" if speaker.bilingual else ""
    return (
        f"Vous avez joint {organisation}, {office}. Personne ne peut prendre votre appel pour l’instant.{hours} Après "
        f"le signal sonore, laissez votre nom et votre numéro de téléphone{choice}. Ne laissez aucun autre "
        f"renseignement personnel. Nous répondons {standard}. En cas d’urgence, composez le 911."
    )


def _out_of_office(speaker: Speaker, language: Language) -> str:
    email, phone = speaker.email(language), speaker.phone(language)
    if language == "en":
        ways = " or ".join([*([f"write to {email}"] if email else []), *([f"call {phone}"] if phone else [])])
        served = " A colleague will serve you in English or French." if speaker.bilingual else ""
        meanwhile = f" If it cannot wait, {ways}.{served}" if ways else ""
        return f"Thank you for your message. I will be back on [date].{meanwhile}"
    ways = " ou ".join([*([f"écrivez à {email}"] if email else []), *([f"appelez au {phone}"] if phone else [])])
    served = " Une personne de l’équipe vous servira en français ou en anglais." if speaker.bilingual else ""
    meanwhile = f" D’ici là, si c’est pressant, {ways}.{served}" if ways else ""
    return f"Merci de votre message. Je serai de retour le [date].{meanwhile}"


def _automatic(speaker: Speaker) -> Iterator[str]:
    """Yield the automatic message, the fullest first."""
    for left_out in range(5):
        parts = [_automatic_part(speaker, language, left_out) for language in speaker.order]
        yield f"{greeting(speaker.order)} " + "\n".join(parts)


def _automatic_part(speaker: Speaker, language: Language, left_out: int) -> str:
    """Return one language's part; the more is `left_out`: hours, then choice and emergency, name, caution."""
    organisation, standard = speaker.organisation.get(language), speaker.standard.get(language)
    if language == "en":
        thanks = f"Thank you for writing to {organisation}." if left_out < 3 else "Thank you."
        choice = " Write in English or French, as you prefer." if speaker.bilingual else ""
        answer = f" We answer {standard}."
        caution = " Please share no personal information here."
        emergency = " In an emergency, call 911."
    else:
        thanks = f"{organisation}{NO_BREAK}: merci de votre message." if left_out < 3 else "Merci."
        choice = " Écrivez en français ou en anglais, à votre choix." if speaker.bilingual else ""
        answer = f" Nous répondons {standard}."
        caution = " N’écrivez ici rien de personnel."
        emergency = " En cas d’urgence, composez le 911."
    hours = speaker.hours(language)
    parts = ((thanks, 4), (choice, 1), (answer, 4), (hours, 0), (caution, 3), (emergency, 1))
    return "".join(part for part, kept_until in parts if left_out <= kept_until)
