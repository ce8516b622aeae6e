"""The kinds of personal information that masks name, in the order in which they win a tie."""

from typing import Final

ENTITIES: Final = (
    "STREET_ADDRESS",
    "EMAIL_ADDRESS",
    "CREDIT_CARD",
    "CA_SIN",
    "CA_HEALTH_NUMBER",
    "CA_DRIVER_LICENCE",
    "CA_PASSPORT",
    "CA_IMMIGRATION_ID",
    "CA_ID_CARD",
    "IBAN_CODE",
    "CA_BANK_ACCOUNT",
    "PHONE_NUMBER",
    "DATE_OF_BIRTH",
    "CA_POSTAL_CODE",
    "CREDENTIAL",
    "CASE_NUMBER",
    "LICENCE_PLATE",
    "IP_ADDRESS",
    "PERSON",
    "HANDLE",
    "URL",
)

URL: Final = "URL"
"""What of a web address is hidden in case: nobody was seen in it."""
TAGGER: Final = "tagger"
"""The recognizer's name in what the tagger finds."""
RECALLED: Final = "recalled"
"""The same for what is found because the conversation hid it before."""
ANNOUNCED: Final = "person"
"""The same for names of which the text itself says that they are some: "my name is …"."""
