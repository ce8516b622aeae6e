"""What is not a private person's name, by transparent rules: common words, titles of office, organisations, places."""

import re

from smbot.normalise.words import phrase_set, word_set

_COMMON = word_set("""
    postes someone nobody stay safe plz pls ignore like rest more features départ
    a about account after afternoon again agence agency agent agente agentes agents ai alberta all allez
    allo allons alors also always am amazon an and android angry another any anyone août app apple apps
    april après are as at au august aussi autre aux avant avec avez avoir avons avril back bad bc be
    because been before being best bien bon bonjour bonne bonsoir bravo broken bureau but by c'est call
    called calling can canada canadian canadien canadienne car card carte case ce cela center centre ceo
    ces cet cette changed chez christ cinq city comme comment commis commune compte contre correct could
    county courriel covid customer c’est d' dame dans day days de dear december department depuis
    dernier dernière des desk deux did different dimanche directeur directrice dix dm dms do doctor does
    donc dont dossier down du during décembre déjà désolé désolée each early eight elle elles email
    encore english ensuite entre es est et eu evening every everybody everyone facebook faire fait
    fatigué february federal femme file fire first five for form formulaire four french friday from
    fâché février gens gmail god good google gouvernement government great guy had haha hahaha happy has
    have he health hein hello help her here hey hi his homme hospital how huit hôpital i i'd i'll i'm
    i've ici if il ils immigration in inconnu incorrect instagram internet iphone is it its j'ai jamais
    january janvier je jesus jeudi john_doe juillet juin july june just juste l' la lady last late later
    laughter le les leur leurs ligne line listed lmao lol lord lost lundi là ma madame mademoiselle mai
    mairie mais mal mal-écrit man manager manquant march mardi mars mauvais may mdr me men merci
    mercredi mes microsoft might mine minister ministre ministry ministère missing misspelled mla mme
    mna moins mon monday monsieur month morning mp mpp mr mud must my même netflix neuf never new next
    night nine no nobody non nope nos not notre nous nouveau nouvelle november novembre now number
    numéro nurse october octobre of off office officer ok okay old omfg omg on one only ont ontario or
    oracle other ou ouais oui our out over où page par parce pas pei pendant people perdu person
    personne phone pic please plus pm police pour pourquoi premier première private provincial prêt ptdr
    public puis qu'elle qu'il quand quatre que quebec quelqu'un quelqu'une qui quoi québec ready revenu
    revenue rien right rt sa sad salut same samedi sans santé saturday school secret sept september
    septembre serious service service-client services ses seven she should si since site six so some
    somebody someone sommes son sont soon sorry sous spelled spotify still stolen such suis sunday
    supervisor support sur svp sérieux ta tanné teacher ten tes text thank thanks that the their them
    then there these they this those three thursday tiktok time times tired to today tomorrow ton too
    toujours tous tout tout-le-monde toute toutes town trois trop très tu tuesday twitter two téléphone
    ugh uk un under une unknown up url us usa va vais vas vendredi vers very via video vieille vieux
    ville volé vont vos votre vous vs waiting was we web wednesday week were wesh what when where while
    who why wikileaks will windows with within without woman women would wow written wrong wtf yeah year
    years yep yes yesterday you your youtube yup à ça école écrit épelé était êtes être
""")
_NOT_PEOPLE = phrase_set("""
    hydro-québec, hydro quebec, hydro one, bc hydro, tim hortons, jean coutu, couche-tard, desjardins,
    canadian tire, shoppers drug mart, loblaws, sobeys, metro, rona, saint-hubert, st-hubert, harvey's,
    roots, sephora, walmart, costco, ikea, wendy's, mcdonald's, starbucks, prince george, prince rupert,
    prince albert, prince edward, prince edward island, fort mcmurray, thunder bay, victoria, regina,
    sault ste marie, port hardy, lloydminster, grande prairie, st john's, saint john, st. john's,
    queen's park, john a macdonald, sydney, kelowna, montréal, québec, laval, gatineau, longueuil,
    sherbrooke, trois-rivières, lévis, saguenay, rimouski, chicoutimi, jonquière, toronto, ottawa,
    hamilton, london, windsor, brampton, mississauga, halifax, moncton, fredericton, charlottetown,
    winnipeg, brandon, saskatoon, calgary, edmonton, lethbridge, red deer, vancouver, surrey, burnaby,
    nanaimo, whitehorse, yellowknife, iqaluit, lions gate, rogers, telus, bell, shaw, fido, koodo,
    vidéotron, videotron, cogeco, air canada, westjet, via rail, purolator, sunwing, porter, greyhound,
    scotiabank, manulife, sun life, great west life, blue cross, croix bleue, canada life, pierre
    elliott trudeau, lester b pearson, terry fox, remembrance day, saint-jean-baptiste, mother nature,
    santa claus, père noël, jesus christ, jésus, allah, charlie hebdo, harry potter, star wars, game
    boy, mère nature, american legion, royal canadian legion, canada post, ebay, google chrome, chrome, edge,
    firefox, mozilla firefox, safari, microsoft edge, internet
    explorer, brave,
    opera, maria chapdelaine, anne of green gables, evangeline, louis riel, gabriel dumont, terry fox, samuel de
    champlain, jacques cartier, john cabot, rosa parks, mary poppins, petit prince, le petit prince, robin hood, robin
    des bois, saint nicolas, north pole, pôle nord, lamèque, caraquet, shippagan, tracadie, bathurst, miramichi,
    edmundston, campbellton, dieppe, sackville, amherst, truro, antigonish, lunenburg, bridgewater, yarmouth, digby,
    cape breton, baie-comeau, sept-îles, rouyn-noranda, val-d'or, amos, gaspé, matane, drummondville, granby,
    saint-hyacinthe, saint-jérôme, terrebonne, repentigny, mascouche, blainville, joliette, shawinigan, victoriaville,
    thetford mines, saint-georges, alma, roberval, la tuque, mont-laurier, mont-tremblant, sudbury, timmins, north bay,
    kenora, dryden, thunder bay, sault ste. marie, kingston, belleville, peterborough, oshawa, whitby, ajax, pickering,
    markham, vaughan, barrie, orillia, guelph, kitchener, waterloo, cambridge, brantford, niagara, niagara falls, st.
    catharines, welland, sarnia, chatham, cornwall, pembroke, cobourg, thompson, flin flon, the pas, dauphin, portage la
    prairie, steinbach, selkirk, gimli, moose jaw, swift current, yorkton, north battleford, estevan, weyburn, la ronge,
    medicine hat, fort saskatchewan, sherwood park, st. albert, spruce grove, leduc, airdrie, cochrane, canmore, banff,
    jasper, kamloops, vernon, penticton, cranbrook, nelson, terrace, kitimat, dawson creek, fort st. john, williams
    lake, quesnel, campbell river, courtenay, duncan, richmond, delta, langley, abbotsford, chilliwack, coquitlam,
    dawson city, watson lake, hay river, fort smith, inuvik, rankin inlet, corner brook, gander, grand falls, happy
    valley, goose bay, labrador, nova scotia, new brunswick, newfoundland, manitoba, saskatchewan, british columbia,
    yukon, nunavut, new york, los angeles, san francisco, las vegas, hong kong, paris, london ontario
""")
"""Companies, places and figures with the look of a name; an installation adds its own to the allowed names."""
_TITLES = (
    r"(?:prime minister|premier ministre|premi[èe]re ministre|premier|premi[èe]re|ministers?|"
    r"ministres?|min\.|mayor|mairesse|maire|mp|mpp|mla|mna|d[ée]put[ée]e?s?|senators?|"
    r"s[ée]nat(?:eur|rice)|"
    r"presidents?|pr[ée]sidente?s?|chancellor|chanceli[èe]re?|governor(?: general)?|"
    r"gouverneure?(?: g[ée]n[ée]rale?)?|lieutenant[ -]governor|councill?ors?|conseill[èe]re? munic"
    r"ipale?|chief justice|juge en chef|justice|king|queen|roi|reine|prince|princess|"
    r"princesse|pope|pape|secretary|secr[ée]taire d['\u2019][ée]tat|chef du|leader|attorney genera"
    r"l|candidate?|ambassad(?:or|eur|rice)|reporter|journalist|journaliste|anchor|host|"
    r"animat(?:eur|rice)|chroniqueu(?:r|se)|coach|singer|chanteu(?:r|se)|actor|"
    r"actress|act(?:eur|rice)|rapper|author|auteure?|striker|goalie|gardien|commissioner|"
    r"commissaire|sen|rep|gov|pm|pres|chairman|chair|ceo|pdg|ombudsman|protect(?:eur|"
    r"rice) du citoyen)"
)
_TITLE = re.compile(rf"(?:{_TITLES}|sir|saint|sainte|st|ste)\.?", re.IGNORECASE)
_PUBLIC = re.compile(
    rf"(?<!\w)(?i:{_TITLES})\.?,?[ ]{{1,2}}"
    r"(?:(?:(?i:of|for|the|and|de|du|des|la|le|les|et|aux?|à|responsable)|"
    r"(?:[ldLD]['\u2019])?[A-ZÀ-Þ][\w'\u2019.\-]*),?[ ]{1,2}){0,6}$"
)
_PUBLIC_AFTER = re.compile(
    (
        rf"[ ]?,[ ](?:(?:the|our|le|la|notre|l['’]) ?)?{_TITLES}(?!\w)|[ ]?\((?:NDP|Liberal|"
        rf"Conservative|Bloc|CAQ|PLQ|PQ|QS|PCC|NPD|PLC)"
    ),
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    (
        r"(?:services?|programs?|programmes?|department|minist[èe]re|ministry|creek|highway|autoroute|district|"
        r"suite|division|"
        r"concert|orchestra|channel|magazine|journal|presse|app|cloud|model|mod[èe]le|"
        r"inc|ltd|lt[ée]e|corp|co|llc|bank|banque|caisse|hospital|h[ôo]pital|school|[ée]cole|"
        r"college|coll[èe]ge|c[ée]gep|universit[yé]|street|rue|st|avenue|ave|road|rd|drive|"
        r"dr|blvd|boulevard|park|parc|bridge|pont|"
        r"lake|lac|river|rivi[èe]re|island|[îi]le|county|city|ville|airport|a[ée]roport|"
        r"station|gare|centre|center|arena|stadium|stade|[ée]glise|foundation|"
        r"fondation|award|awards|cup|coupe|loi|show|fm|tv|news|"
        r"radio|records|club|fc|united|festival|hotel|h[ôo]tel|museum|mus[ée]e|library|"
        r"biblioth[èe]que|mall|plaza|square|place|tower|tour|beach|mountain|mont|saint|sainte|"
        r"ste|south|east|nord|sud|est|ouest|"
        r"memorial|institute|institut|society|soci[ée]t[ée]|association|syndicat|council|"
        r"conseil|commission|team|[ée]quipe|league|ligue|series|game|film|album|"
        r"song|tour|prix|effect|disease|syndrome|theorem)\.?"
    ),
    re.IGNORECASE,
)


_PLACE_WORD = (
    r"school|street|st|avenue|ave|road|rd|drive|park|centre|center|hospital|arena|rink|bridge|library|highway|"
    r"hwy|square|"
    r"boulevard|blvd|ferry|boat|building|tower|station|terminal|clinic|college|university|high school|elementary|"
    r"secondary|"
    r"public school|community|memorial|airport|beach|lake|river|island|day|stadium|theatre"
)
_PLACE_AFTER = re.compile(rf"[ ](?:{_PLACE_WORD})(?!\w)", re.IGNORECASE)
_PLACE_BEFORE = word_set("""
    école ecole rue boul boulevard avenue av chemin traversier ferry bateau navire mv m/v m.v nm n.m hms hmcs ncsm livre
    roman film novel book movie play pièce piece hôpital hopital pont parc place aréna arena centre stade aéroport
    aeroport
    station métro metro bibliothèque bibliotheque cégep cegep collège college université universite clsc lac rivière
    riviere île ile mont browser navigateur café cafe auberge resto restaurant hurricane ouragan tempête tempete storm
    tunnel autoroute barrage statue loi route quartier village ville bay fort cape lake mount port secondaire primaire
""")
_TOWN_OF = re.compile(r"\b(?:town|city|statue|village|ville)[ ](?:of|de)[ ]$", re.IGNORECASE)


def is_a_places_name(text: str, start: int, end: int) -> bool:
    """Say whether what stands around ``text[start:end]`` makes it a school's, street's, ship's or book's name."""
    before = text[max(0, start - 20) : start].rstrip(" \u00a0\"'\u00ab\u201c").rpartition(" ")[2]
    return (
        before.lower().rstrip(".") in _PLACE_BEFORE
        or _PLACE_AFTER.match(text, end) is not None
        or (before.lower() in {"of", "de"} and _TOWN_OF.search(text, max(0, start - 12), start) is not None)
    )


_SAINT = re.compile(r"(?:saint|sainte|st|ste)\.?", re.IGNORECASE)
"""In the middle of a name it is a surname's first word ("Léo St. Amour")."""


def is_common(word: str) -> bool:
    """Say whether a word is one that names nobody."""
    if len(word) == 2 and word[0].isupper() and word[1] == ".":
        return False
    plain = word.lower().strip(".,:;!?\"'()«»").replace("\u2019", "'")
    return plain in _COMMON or (len(plain) < 2 and not word.endswith("."))


def is_public_title(text: str, start: int) -> bool:
    """Say whether a title of public office or of a public role stands just before `start`."""
    if text[max(0, start - 2) : start - 1] in {":", ";", "!", "?"}:
        return False
    return _PUBLIC.search(text, max(0, start - 60), start) is not None


def is_title(word: str) -> bool:
    """Say whether a word is itself a title of public office or role."""
    return _TITLE.fullmatch(word) is not None


def is_public_after(text: str, end: int) -> bool:
    """Say whether such a title, or a party, stands just after `end`."""
    return _PUBLIC_AFTER.match(text, end) is not None


def is_organisation(name: str) -> bool:
    """Say whether `name` is one of an organisation, place, law or show, or holds a word for one."""
    if name.lower().replace("\u2019", "'").strip(" .") in _NOT_PEOPLE:
        return True
    words = name.split()
    return any(
        _ORGANISATION.fullmatch(word)
        for place, word in enumerate(words)
        if not (_SAINT.fullmatch(word) and 0 < place < len(words) - 1)
    )


def is_organisations_word(word: str) -> bool:
    """Say whether a word is one of those that organisations and places are called by: "Services", "Park"."""
    return _ORGANISATION.fullmatch(word) is not None
