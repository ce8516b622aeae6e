"""What an invented organisation watches, for tests of reports."""

from smbot.reports.model import Fact, Name, Subject, Watched

BIRTH = Fact(
    name=Name(en="birth certificate", fr="acte de naissance"),
    kind="fee",
    words=(
        "birth certificate",
        "birth certificates",
        "acte de naissance",
        "actes de naissance",
        "certificat de naissance",
    ),
    right=("35",),
)
PLATE = Fact(
    name=Name(en="licence plate renewal", fr="renouvellement de plaque"),
    kind="fee",
    words=(
        "plate renewal",
        "plate renewals",
        "plate sticker renewal",
        "renewing your plates",
        "plates renewed",
        "renouvellement de plaque",
        "renouvellements de plaque",
        "renouveler sa plaque",
        "plaque renouvelée",
    ),
    right=("84.50",),
)
_COUNTERS = (
    "counter",
    "counters",
    "Northern Services office",
    "Northern Services offices",
    "office",
    "comptoir",
    "comptoirs",
    "bureau",
    "bureaux",
)
HOURS = Fact(
    name=Name(en="counter hours", fr="heures des comptoirs"), kind="hours", words=_COUNTERS, right=("08:30-16:30",)
)
DAYS = Fact(
    name=Name(en="opening days", fr="jours d’ouverture"),
    kind="day",
    words=_COUNTERS,
    right=("monday", "tuesday", "wednesday", "thursday", "friday"),
)
DEADLINE = Fact(
    name=Name(en="plate renewal deadline", fr="date limite de renouvellement"),
    kind="deadline",
    words=(
        "plate renewal",
        "renew your plates",
        "plates",
        "plates renewed",
        "renouvellement de plaque",
        "plaque",
        "plaques",
    ),
    right=("03-31",),
)
FACTS = (BIRTH, PLATE, HOURS, DAYS, DEADLINE)
OWN = ("Northern Services", "Services du Nord", "Service Nord", "@servicenord")
WATCHED = Watched(
    own=OWN,
    subjects=(
        Subject(name=Name(en="Dufferin counter", fr="comptoir Dufferin"), words=("Dufferin",)),
        Subject(name=Name(en="birth certificates", fr="actes de naissance"), words=BIRTH.words),
    ),
    facts=FACTS,
)
