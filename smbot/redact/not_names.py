"""What is not a private person's name, by transparent rules: common words, titles of office, organisations, places."""

import re

_COMMON = frozenset(
    # English: pronouns, verbs and nouns that begin sentences or follow "call", "agent", "contact".
    "i i'm i've i'll i'd the a an and or but so if of to in on at by for from with about as is are was were be been am do does did has have had can could will would should may might must not no yes "
    "my your our his her their its we you they he she it me us them this that these those there here who what when where why how all any some every each other another same such "
    "please thanks thank hello hi hey dear sorry good bad great best happy sad morning afternoon evening night today tomorrow yesterday now then later soon again still never always just only very too also back up down out off over "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december "
    "canada canadian ontario quebec alberta service services office government federal provincial minister ministry department agency revenue immigration health hospital school police fire city town county "
    "customer support help desk line number phone email web site page card account case file form person people someone anyone everyone nobody everybody somebody guy lady man woman men women agent agents officer manager supervisor nurse doctor teacher "
    "wrong right new old first last next late early lost stolen broken missing ready waiting tired angry serious mine mud john_doe time times day days week month year years god lord jesus christ lol omg wtf "
    "being calling called spelled written changed different misspelled incorrect correct unknown secret private public still under never listed because since while after before during without within "
    "english french centre center call text dm dms mp mpp mla mna pm ceo vs rt via one two three four five six seven eight nine ten "
    # French.
    "le la les un une des du de d' l' et ou mais donc car si je j'ai tu il elle on nous vous ils elles mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces qui que quoi dont où quand comment pourquoi "
    "est sont était suis es êtes sommes ai as a avons avez ont va vais vas allons allez vont fait faire être avoir pas plus moins très trop bien mal aussi encore toujours jamais déjà rien tout toute tous toutes autre même "
    "bonjour bonsoir salut allo merci svp désolé désolée bravo oui non lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "québec canadien canadienne gouvernement ministère ministre agence revenu santé hôpital école ville commune mairie bureau ligne numéro téléphone courriel carte compte dossier formulaire personne gens quelqu'un quelqu'une tout-le-monde monsieur madame mademoiselle mme mr dame homme femme "
    "agente agents agentes commis directeur directrice chez avec sans pour par dans sur sous depuis pendant après avant vers contre entre parce comme alors puis ensuite ici là ça cela c'est c’est qu'il qu'elle mauvais bon bonne nouveau nouvelle vieux vieille premier première dernier dernière "  # noqa: RUF001
    "perdu volé manquant prêt tanné fatigué fâché sérieux écrit mal-écrit épelé inconnu juste deux trois quatre cinq six sept huit neuf dix service-client".split()
)
_TITLES = (
    r"(?:prime minister|premier ministre|premi[èe]re ministre|premier|premi[èe]re|ministers?|ministres?|min\.|mayor|mairesse|maire|mp|mpp|mla|mna|d[ée]put[ée]e?s?|senators?|s[ée]nat(?:eur|rice)|"
    r"presidents?|pr[ée]sidente?s?|chancellor|chanceli[èe]re?|governor(?: general)?|gouverneure?(?: g[ée]n[ée]rale?)?|lieutenant[ -]governor|councill?ors?|conseill[èe]re? municipale?|chief justice|juge en chef|justice|king|queen|roi|reine|prince|princess|"
    r"princesse|pope|pape|secretary|secr[ée]taire d['’][ée]tat|chef du|leader|attorney general|candidate?|ambassad(?:or|eur|rice)|reporter|journalist|journaliste|anchor|host|animat(?:eur|rice)|chroniqueu(?:r|se)|coach|singer|chanteu(?:r|se)|actor|"  # noqa: RUF001
    r"actress|act(?:eur|rice)|rapper|author|auteure?|striker|goalie|gardien|commissioner|commissaire|sen|rep|gov|pm|pres|chairman|chair|ceo|pdg|ombudsman|protect(?:eur|rice) du citoyen)"
)
_PUBLIC = re.compile(rf"(?<!\w){_TITLES}\.?[ ,]{{1,2}}(?:[^\W\d_][\w'’.\-]*[ ]){{0,2}}$", re.IGNORECASE)  # noqa: RUF001
_PUBLIC_AFTER = re.compile(
    rf"[ ]?,[ ](?:(?:the|our|le|la|notre|l['’]) ?)?{_TITLES}(?!\w)|[ ]?\((?:NDP|Liberal|Conservative|Bloc|CAQ|PLQ|PQ|QS|PCC|NPD|PLC)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:inc|ltd|lt[ée]e|corp|co|llc|bank|banque|caisse|hospital|h[ôo]pital|school|[ée]cole|college|coll[èe]ge|c[ée]gep|universit[yé]|street|rue|st|avenue|ave|road|rd|drive|dr|blvd|boulevard|park|parc|bridge|pont|"
    r"lake|lac|river|rivi[èe]re|island|[îi]le|county|city|ville|airport|a[ée]roport|station|gare|centre|center|arena|stadium|stade|hall|church|[ée]glise|foundation|fondation|award|awards|cup|coupe|law|loi|act|bill|show|fm|tv|news|"
    r"radio|records|club|fc|united|festival|day|hotel|h[ôo]tel|museum|mus[ée]e|library|biblioth[èe]que|mall|plaza|square|place|tower|tour|beach|mountain|mont|saint|sainte|ste|north|south|east|west|nord|sud|est|ouest|"
    r"memorial|institute|institut|society|soci[ée]t[ée]|association|union|syndicat|council|conseil|commission|board|team|[ée]quipe|league|ligue|series|game|movie|film|album|song|tour|prize|prix|effect|disease|syndrome|theorem)\.?",
    re.IGNORECASE,
)


def is_common(word: str) -> bool:
    """Say whether a word is one that names nobody."""
    plain = word.lower().strip(".,:;!?\"'()«»").replace("\u2019", "'")
    return plain in _COMMON or (len(plain) < 2 and not word.endswith("."))


def is_public_title(text: str, start: int) -> bool:
    """Say whether a title of public office or of a public role stands just before `start`."""
    return _PUBLIC.search(text, max(0, start - 60), start) is not None


def is_public_after(text: str, end: int) -> bool:
    """Say whether such a title, or a party, stands just after `end`."""
    return _PUBLIC_AFTER.match(text, end) is not None


def is_organisation(name: str) -> bool:
    """Say whether a word of `name` belongs to organisations, places, laws or shows."""
    return any(_ORGANISATION.fullmatch(word) for word in name.split())
