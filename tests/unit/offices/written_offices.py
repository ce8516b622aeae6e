"""A small directory: an office in Toronto, one in Québec, and the city's own line."""

from smbot.offices.model import Directory

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def both(text: str, french: str = "") -> dict[str, str]:
    return {"en": text, "fr": french or f"{text} (fr)"}


def office(**changes: object) -> dict[str, object]:
    """Return an office as its file says it."""
    fields: dict[str, object] = {
        "id": "dufferin",
        "name": both("Dufferin counter", "comptoir Dufferin"),
        "programs": ("civil", "driving"),
        "words": {"en": ("Dufferin",), "fr": ("Dufferin",)},
        "province": "ON",
        "time_zone": "America/Toronto",
        "address": {
            "street": both("100 Example Street", "100, rue Exemple"),
            "city": "Toronto",
            "postal_code": "A1A 1A1",
        },
        "website": "https://services.example.ca",
        "hours": dict.fromkeys(WEEKDAYS, "08:30-16:30"),
        "channels": (
            {"kind": "phone", "at": "416-555-0123", "languages": ("en",)},
            {"kind": "phone", "at": "416-555-0125", "languages": ("fr",)},
            {"kind": "email", "at": both("counter@example.ca", "comptoir@example.ca"), "languages": ("en", "fr")},
            {"kind": "counter", "languages": ("en", "fr")},
        ),
        "numbers": ("416-555-0124",),
        "accounts": {"x": "@servicenord"},
    }
    return fields | changes


def directory(**changes: object) -> Directory:
    fields: dict[str, object] = {
        "programs": (
            {
                "id": "civil",
                "name": both("Civil status", "État civil"),
                "words": {"en": ("birth certificate", "marriage certificate"), "fr": ("acte de naissance",)},
            },
            {"id": "driving", "name": both("Driving", "Conduite"), "words": {"en": ("licence",), "fr": ("permis",)}},
        ),
        "services": (
            {
                "id": "birth",
                "program": "civil",
                "name": both("Birth certificate", "Certificat de naissance"),
                "words": {"fr": ("acte de naissance",)},
                "documents": (both("a photo card", "une carte avec photo"),),
            },
            {"id": "marriage", "program": "civil", "name": both("Marriage certificate", "Certificat de mariage")},
        ),
        "offices": (
            office(),
            office(
                id="laurier",
                name=both("Laurier counter", "comptoir Laurier"),
                programs=("civil",),
                words={"en": ("Laurier",), "fr": ("Laurier",)},
                province="QC",
                address={
                    "street": both("5 Example Avenue", "5, avenue Exemple"),
                    "city": both("Quebec City", "Québec"),
                    "postal_code": "A1A 2B2",
                },
                channels=({"kind": "phone", "at": "418-555-0123", "languages": ("en", "fr")},),
                numbers=(),
                accounts={},
            ),
        ),
        "other_bodies": (
            {
                "id": "city",
                "name": both("the city"),
                "does": both("garbage"),
                "words": {"en": ("fishing licence", "garbage"), "fr": ("ordures", "nid-de-poule", "nids-de-poule")},
                "phone": "311",
            },
            {
                "id": "passports",
                "name": both("the passport program", "le programme de passeport"),
                "does": both("passports"),
                "words": {"en": ("passport",), "fr": ("passeport",)},
                "site": "https://passport.example.ca",
            },
        ),
    }
    return Directory.model_validate(fields | changes)
