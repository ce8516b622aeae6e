"""The days of the year that are called by a feast, in both languages, folded, each with its date; and their names."""

import re
from collections.abc import Iterator

from smbot.guard.places import Place

FEASTS = {
    name: date
    for date, names in (
        ("january 1", "new year's day|new years day|new year's|jour de l'an|premier de l'an"),
        ("february 14", "valentine's day|valentines day|valentine's|saint-valentin|st-valentin"),
        ("march 17", "saint patrick's day|st. patrick's day|st patrick's day|saint-patrick|st-patrick"),
        ("june 24", "saint-jean-baptiste|saint-jean|st-jean|saint jean baptiste"),
        ("july 1", "canada day|fete du canada"),
        ("october 31", "halloween|hallowe'en"),
        ("november 1", "all saints' day|all saints day|la toussaint"),
        ("november 11", "remembrance day|jour du souvenir"),
        ("december 24", "christmas eve|veille de noel"),
        ("december 25", "christmas day|christmas|jour de noel|noel"),
        ("december 26", "boxing day|lendemain de noel"),
        ("december 31", "new year's eve|new years eve|veille du jour de l'an|saint-sylvestre|st-sylvestre"),
    )
    for name in names.split("|")
}

_NAMED = re.compile(
    r"(?<![^\W_])(?i:march[ée]s?|f[êe]tes?|cong[ée]s?|temps|arbres?|sapins?|parade|d[ée]fil[ée]|p[èe]re|veille|jour|"
    r"souper|paniers?|guignol[ée]e|party|vacances|chants?|concert|repas|lumi[èe]res|d[ée]corations?|p[ée]riode|lendemain|"
    r"cadeaux?|semaine|matin|soir|horaires?|spectacles?|ateliers?|activit[ée]s?|soir[ée]es?|brunch|messe|cr[èe]che|"
    r"collecte|lev[ée]e|campagne|bazar|films?|musique|chorale|village|tirage|magie|esprit|cartes|b[ûu]che|d[îi]ner|gala|"
    r"d[ée]jeuner|saison|festival|foire|vente|ouverture|fermeture) de (?P<feast>No[ëe]l)(?![^\W_])"
    r"|(?i:joyeux) (?P<wished>No[ëe]l)(?![^\W_])"
)


def feasts(reply: str) -> Iterator[Place]:
    """Yield where « Noël » is the feast and nobody's name: « le marché de Noël », « Joyeux Noël »."""
    yield from (match.span(match.lastgroup or 0) for match in _NAMED.finditer(reply))
