"""Words of addresses: kinds of streets, words for living somewhere, larger towns."""

from typing import Final

from smbot.normalise.words import phrase_set, word_set
from smbot.redact.context import words

TYPE_EN: Final = (
    r"(?:street|st|avenue|ave|av|road|rd|drive|dr|drv|boulevard|blvd|lane|ln|crescent|cres|cresc|cr|"
    r"court|crt|ct|place|pl|way|wy|terrace|terr|circle|cir|"
    r"highway|hwy|parkway|pkwy|trail|trl|close|gate|grove|square|sq|mews|landing|hill|"
    r"heights|hts|run|concession|sideroad|side road|townline|line|path|common|commons|manor|point|pt|ridge|view|green|"
    r"gardens|gdns|quay|esplanade|wynd|hollow|glen|lookout|crossing|"
    r"promenade|range rd|township rd|twp rd|township road|range road|loop|walk|alley|bay|cove|row|"
    r"chase|bend|link|rise|park|mall)\b\.?"
)
TYPE_FR: Final = (
    r"(?:rue|avenue|ave|av|boulevard|boul|bd|bld|blvd|chemin|ch|che|rang|rg|route|rte|place|"
    r"pl|c[ôo]te|mont[ée]e|all[ée]e|impasse|promenade|prom|croissant|crois|terrasse|tsse|"
    r"square|carr[ée]|esplanade|"
    r"ruelle|cours|quai|autoroute|cercle|sentier|voie|parc|passage|domaine|faubourg|chauss[ée]e)\b\.?"
)
NAMED_ALONE: Final = (
    r"(?:Kingsway|Broadway|Esplanade|Queensway|Danforth|Spadina|Lakeshore|Lougheed|Portage|Whyte|Jasper|"
    r"Boardwalk|Queensbury|Bloor|Yonge|Dundas|Bathurst|Eglinton|Finch|Steeles|Lansdowne|Sherbourne|Barrington|"
    r"Gottingen|Hochelaga|Sherbrooke|Saint-Denis|St-Denis|Saint-Laurent|St-Laurent|Ren[ée]-L[ée]vesque|Papineau)"
)
"""Streets that need no word for a street."""
LIVES: Final = words("""
    live at, lives at, living at, live on, lives on, address, address is, my address, home, moved to, i'm at, i
    am at, reside at, adresse, mon adresse, habite au, habite, demeure au, demeure, j'habite, reste au, reste,
    chez moi, chez nous, domicile, déménagé au, résidant au, located at, my place, my house, house, neighbour
    at, neighbor at, voisin du, mail to, mail it, mailed to, send to, sent to, delivered to, livraison, envoyer
    au, envoyez à, loge au, poster au, ship to, c/o, we are at, he's at, she's at, they're at, it's at, c'est
    au, elle est au, il est au, je suis au, chu au, malle, come to, venez au, stuck at, lives in, rent at, loyer
    au, maison
""")
AT: Final = r"(?:\b(?:at|au|of|from|@|house|around)[ ])$"
NOT_IN_NAME: Final = word_set("""
    i i'm can can could will would should you have has had do does did not if so as be been there then can't
    don't way a about across after almost along am an and ans are around at au autos aux avec before billion
    block blocks bucks bus buses by calls car cars cent cents clock cours dans day days de degrees des dollars
    down du each en et every feet fois for free from gens guys he her heure heures his homes hour hours houses
    human in into is it its jour jours just kids kilometres km la lane lanes le les long m men meters metres
    million min mins minute minutes mois month months more most my new no of off on one only or other ou our
    over par people per percent person personnes pm points pour routes sans se secondes semaines security she
    stop stops straight sur than that the their these they this those thousand through till times to train
    trains trees un under une units until up us voitures vs was we week weeks were with women year years your am
    passengers passagers employees employés students étudiants complaints plaintes emails courriels posts
    stations eastern pacific central mountain atlantic hrs zulu noon midi minuit
""")
WEAK_TYPES: Final = word_set("""
    av bay bend ch chase close common commons cours court cove cr crossing domaine dr gate glen green hill
    hollow line link lookout loop mall no parc park passage path pl place point pt quay ridge rise row run
    square st view voie walk way
""")
WEAK_FRENCH: Final = frozenset({"route", "rang", "parc", "place", "cours", "autoroute", "passage", "voie", "che", "rg"})
NUMBERED: Final = word_set("""
    street st avenue ave av road rd rue boulevard boul concession line sideroad rang chemin route rte range
    township
""")
"""Streets that have numbers for names."""
_TOWNS = phrase_set("""
    Abbotsford, Airdrie, Ajax, Alma, Anjou, Aurora, Baie-Comeau, Barrie, Bathurst, Belleville, Blainville,
    Boisbriand, Boucherville, Brampton, Brandon, Brantford, Brossard, Burlington, Burnaby, Calgary, Cambridge,
    Campbell River, Châteauguay, Chatham, Chicoutimi, Chilliwack, Clarington, Cochrane, Coquitlam, Cornwall,
    Courtenay, Cranbrook, Dartmouth, Delta, Dieppe, Dollard-des-Ormeaux, Dorval, Drummondville, Edmonton,
    Edmundston, Estevan, Fort McMurray, Fort St. John, Fredericton, Gaspé, Gatineau, Granby, Grande Prairie,
    Guelph, Halifax, Hamilton, Iqaluit, Joliette, Jonquière, Kamloops, Kelowna, Kingston, Kirkland, Kitchener,
    La Prairie, Lachine, Lachute, Langford, Langley, LaSalle, Laval, Leduc, Lethbridge, Lévis, Lloydminster,
    London, Longueuil, Magog, Maple Ridge, Markham, Mascouche, Matane, Medicine Hat, Milton, Mirabel, Miramichi,
    Mission, Mississauga, Moncton, Mont-Laurier, Mont-Royal, Mont-Tremblant, Montréal, Montréal-Nord, Moose Jaw,
    Nanaimo, New Westminster, Newmarket, Niagara Falls, North Bay, North Vancouver, North York, Oakville,
    Orillia, Oshawa, Ottawa, Outremont, Owen Sound, Penticton, Peterborough, Pickering, Pierrefonds,
    Pointe-Claire, Port Alberni, Port Coquitlam, Port Moody, Prince Albert, Prince George, Prince Rupert,
    Québec, Red Deer, Regina, Repentigny, Richmond, Richmond Hill, Rimouski, Rivière-du-Loup, Rosemont,
    Rouyn-Noranda, Saguenay, Saint John, Saint-Eustache, Saint-Georges, Saint-Hyacinthe,
    Saint-Jean-sur-Richelieu, Saint-Jérôme, Saint-Laurent, Saint-Léonard, Salaberry-de-Valleyfield, Sarnia,
    Saskatoon, Sault Ste. Marie, Scarborough, Sept-Îles, Shawinigan, Sherbrooke, Sorel-Tracy, Spruce Grove, St.
    Albert, St. Catharines, St. John's, St. Thomas, Ste-Foy, Sainte-Foy, Stratford, Sudbury, Surrey, Swift
    Current, Sydney, Terrebonne, Thetford Mines, Thunder Bay, Timmins, Toronto, Trois-Rivières, Truro, Val-d'Or,
    Vancouver, Vaudreuil-Dorion, Vaughan, Verdun, Vernon, Victoria, Victoriaville, Waterloo, Welland, West
    Kelowna, West Vancouver, Westmount, Whitby, White Rock, Whitehorse, Windsor, Winnipeg, Woodstock, Yarmouth,
    Yellowknife, Yorkton, Charlottetown, Summerside, Corner Brook, Gander, Mount Pearl, Labrador City, Beauport,
    Charlesbourg, Etobicoke, Saint-Boniface, St. Boniface, Mtl, MTL
""")
_SPELT = {
    "é": "[ée]", "è": "[èe]", "ô": "[ôo]", "î": "[îi]", "Î": "[ÎI]", "â": "[âa]", " ": "[ -]", "-": "[ -]",
    ".": r"\.?", "'": "['\u2019]?",
}  # fmt: skip
TOWNS: Final = "|".join(
    "".join(_SPELT.get(c, c) for c in town) for town in sorted(_TOWNS, key=lambda town: (-len(town), town))
)
"""Towns that people write after a street without a comma, as a source for patterns."""
_ONES = (
    "un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|"
    "cinquante|soixante|septante|nonante|cents?|mille|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    "hundred|thousand|oh|zero|zéro"
)
IN_WORDS: Final = rf"(?>(?:{_ONES})(?!\w))(?:[ \-](?:et[ \-]|and[ \-])?(?>(?:{_ONES}|\d{{1,3}})(?!\w))){{0,6}}"
"""A house number that is spoken, as a source for patterns."""
