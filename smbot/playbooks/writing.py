"""Writes the file of a new playbook: whole, valid, commented, in both languages, to be made one's own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from smbot.playbooks.fields import Bilingual
from smbot.playbooks.schema import FIRST_LINE

_REPLIES = """\
replies:
  # Variants take turns, and nobody gets the same words twice in a row: write two or three that say the same.
  # Fields: {greeting} {organisation} {private_channel} {service_standard}
  en:
    - >-
      {greeting} Thank you for writing. We can talk about it in private: use {private_channel}.
      Please share no personal information here. We answer {service_standard}.
    - >-
      {greeting} Thank you for your message. To go on in private, use {private_channel}. Please
      post no personal information here. We answer {service_standard}.
  fr:
    - >-
      {greeting} Merci de nous écrire. Nous pouvons en parler en privé\u00a0: utilisez
      {private_channel}. Ne publiez aucun renseignement personnel ici. Nous répondons
      {service_standard}.
    - >-
      {greeting} Merci de votre message. Pour poursuivre en privé, utilisez {private_channel}.
      N’écrivez aucun renseignement personnel ici. Nous répondons {service_standard}.
  # To an author whose language is mixed or unsure: a short half in each, without the greeting.
  both:
    - en: >-
        Thank you for writing. Post nothing personal here: use {private_channel}. Reply
        {service_standard}.
      fr: >-
        Merci de nous écrire. Rien de personnel ici\u00a0: utilisez {private_channel}. Réponse
        {service_standard}.
    - en: >-
        Thank you for your message. Nothing personal here: use {private_channel}. Reply
        {service_standard}.
      fr: >-
        Merci de ce message. Rien de personnel ici\u00a0: utilisez {private_channel}. Réponse
        {service_standard}.
"""


@dataclass(frozen=True, kw_only=True)
class NewPlaybook:
    """What is asked before a file is written. Without `labels` it is about exposed personal information."""

    name: str
    title: Bilingual
    labels: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    office: str = ""
    replies: bool = True
    approval: str = "one"
    case_kind: str = ""


def write_new(new: NewPlaybook) -> str:
    """Return the content of the new file."""
    return "\n".join(_lines(new)) + "\n"


def _lines(new: NewPlaybook) -> Iterator[str]:
    yield FIRST_LINE
    yield "# What this playbook is for, in one line / À quoi sert ce guide, en une ligne."
    yield "schema: 2"
    yield f"name: {new.name}"
    yield "version: 1"
    yield "title:"
    yield f"  en: {_quoted(new.title.en)}"
    yield f"  fr: {_quoted(new.title.fr)}"
    yield "# What the person who approves should weigh / Ce que doit peser la personne qui approuve."
    yield "why:"
    yield "  en: Say here what is meant, what to look at, and when to pass it on."
    yield "  fr: Dites ici de quoi il s’agit, ce qu’il faut vérifier et quand passer le relais."
    yield "# All conditions must hold; of several playbooks the one with the most conditions is chosen."
    yield "when:"
    yield f"  labels: {_list(new.labels)}" if new.labels else "  exposed: true"
    for name, chosen in (("platforms", new.platforms), ("languages", new.languages), ("programs", new.programs)):
        if chosen:
            yield f"  {name}: {_list(chosen)}"
    yield f"  office: {new.office}" if new.office else "  # office: closed             # open or closed"
    yield "  # repeats: {at_least: 3, days: 7}  # from the author's third post in seven days on"
    yield "# Done in this order; what the platform does not allow is skipped, with its reason."
    yield "steps:"
    if not new.labels:
        yield "  - hide: when-possible"
    if new.replies:
        yield "  - public_reply: draft"
    if new.case_kind:
        yield f"  - open_case: {new.case_kind}"
    if new.replies:
        yield "  - wait: {business_days: 5, until: answer}"
    yield f"  - close: {'handed-off' if new.replies else 'no-reply'}"
    if new.replies:
        yield _REPLIES.rstrip("\n")
    yield "# Who takes it where an agent cannot go on: reviewer, approver, compliance."
    yield "escalate_to: approver"
    yield "# How many persons approve a reply before it leaves: one or two."
    yield f"approval: {new.approval}"
    yield "# How soon we answer; without it, the organisation's own / À défaut, celui de l’organisme."
    yield "# service_standard: {business_days: 2}"
    yield "# Run by: smbot playbooks test"
    yield "tests:"
    yield f"  - labels: {_list(new.labels)}" if new.labels else "  - exposed: [PHONE_NUMBER]"
    yield from (f"    {line}" for line in _narrowed(new))
    yield "    expect:"
    yield f"      playbook: {new.name}"


def _narrowed(new: NewPlaybook) -> Iterator[str]:
    """Yield what a test must say so that the new playbook's conditions hold."""
    if new.platforms:
        yield f"platform: {new.platforms[0]}"
    if new.languages:
        yield f"language: {'und' if new.languages[0] == 'other' else new.languages[0]}"
    if new.programs:
        yield f"programs: {_list(new.programs[:1])}"
    if new.office:
        yield f"office: {new.office}"


def _list(values: tuple[str, ...]) -> str:
    return f"[{', '.join(values)}]"


def _quoted(text: str) -> str:
    """Return a text in double quotation marks, which YAML reads as JSON does."""
    return json.dumps(text, ensure_ascii=False)
