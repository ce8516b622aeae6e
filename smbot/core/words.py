"""The words people read for states, labels, roles and kinds of personal information: one place for all pages."""

from smbot.core.messages import Message, msg

STATES: dict[str, Message] = {
    "redacted": msg("masked"),
    "triaged": msg("no reply suggested"),
    "drafted": msg("ready to review"),
    "claimed": msg("claimed"),
    "approved": msg("approved"),
    "answered": msg("answered"),
    "quarantined": msg("withheld"),
    "no-reply": msg("no reply"),
    "rejected": msg("draft rejected"),
    "escalated": msg("escalated"),
    "disposed": msg("disposed"),
    "pending": msg("waiting to leave"),
    "sending": msg("being sent"),
    "sent": msg("sent"),
    "refused": msg("refused"),
    "unknown": msg("in doubt"),
    "needs-person": msg("needs a person"),
    "retracted": msg("taken back"),
}

ROLES: dict[str, Message] = {
    "viewer": msg("viewer"),
    "reviewer": msg("agent"),
    "approver": msg("approver"),
    "compliance": msg("compliance officer"),
    "administrator": msg("administrator"),
}

ENTITIES: dict[str, Message] = {
    "PERSON": msg("name"),
    "PHONE_NUMBER": msg("telephone"),
    "EMAIL_ADDRESS": msg("e-mail"),
    "STREET_ADDRESS": msg("address"),
    "CA_POSTAL_CODE": msg("postal code"),
    "DATE_OF_BIRTH": msg("date of birth"),
    "CA_SIN": msg("social insurance number"),
    "CA_HEALTH_NUMBER": msg("health number"),
    "CA_DRIVER_LICENCE": msg("driver’s licence"),
    "CA_PASSPORT": msg("passport"),
    "CA_IMMIGRATION_ID": msg("immigration number"),
    "CA_ID_CARD": msg("identity card"),
    "CREDIT_CARD": msg("payment card"),
    "CA_BANK_ACCOUNT": msg("bank account"),
    "IBAN_CODE": msg("bank account"),
    "CASE_NUMBER": msg("file number"),
    "LICENCE_PLATE": msg("licence plate"),
    "CREDENTIAL": msg("password"),
    "IP_ADDRESS": msg("IP address"),
    "HANDLE": msg("account name"),
}


def word(table: dict[str, Message], key: str) -> Message:
    """Return the word for `key`; the key itself where a third party's entity has none."""
    return table.get(key) or Message("{key}", {"key": key})
