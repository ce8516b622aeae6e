"""Playbooks that hold, to change one thing of."""

A_PLAYBOOK = """\
schema: 2
name: complaint
version: 3
title:
  en: Complaint
  fr: Plainte
why:
  en: Thank the author.
  fr: Remerciez la personne.
when:
  labels: [complaint]
steps:
  - public_reply: draft
replies:
  en:
    - "{greeting} Thank you. Use {private_channel}. We answer {service_standard}."
  fr:
    - "{greeting} Merci. Utilisez {private_channel}. Nous répondons {service_standard}."
  both:
    - en: Thank you. Use {private_channel}.
      fr: Merci. Utilisez {private_channel}.
escalate_to: approver
approval: one
"""

A_FIRST_PLAYBOOK = """\
name: complaint
version: 3
title:
  en: Complaint
  fr: Plainte
why:
  en: Thank the author.
  fr: Remerciez la personne.
when:
  labels: [complaint]
reply:
  en: "{greeting} Thank you. Use {private_channel}. We answer {service_standard}."
  fr: "{greeting} Merci. Utilisez {private_channel}. Nous répondons {service_standard}."
  both:
    en: Thank you. Use {private_channel}.
    fr: Merci. Utilisez {private_channel}.
hide: never
escalate_to: approver
approval: one person
"""
"""As schema 1 had it."""
