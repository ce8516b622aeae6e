"""The days of the year that are called by a feast, in both languages, folded, each with its date."""

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
