"""Words too common to tell anything, in plain letters (without accents), written for this project."""

from smbot.normalise.words import word_set

ENGLISH = word_set("""
    a about above across after again against ago all almost along already also although always am among an and
    another any anybody anymore anyone anything anyway anywhere are aren't around as at away back be became
    because become been before behind being below beside best better between both but by came can can't cannot
    come comes coming could couldn't day days did didn't do does doesn't doing don't done down during each
    either else enough etc even ever every everybody everyone everything far few first for from full gave get
    gets getting give given gives go goes going gone gonna good got gotta great guess guys had hadn't half has
    hasn't have haven't having he he's hello her here here's hers herself hey hi him himself his how however i
    i'd i'll i'm i've if im in instead into is isn't it it'd it'll it's its itself just keep kept kind know last
    later least less let let's like little lol long look looking lot lots made make makes making many may maybe
    me mean might mine more most much must my myself need needs neither never new next nice no nobody none nor
    not nothing now of off often oh ok okay old on once one ones only onto or other others our ours out over own
    people per perhaps please put quite rather re really right said same saw say saying says see seem seems seen
    she she's should shouldn't since so some somebody someone something sometimes somewhere soon sorry still
    stuff such sure take takes taking tell than thank thanks that that'll that's the their theirs them
    themselves then there there's these they they'd they'll they're they've thing things think this those though
    three through thru till time times to today told tomorrow too took totally toward try trying two u under
    until up upon ur us use used using very via wanna want wants was wasn't way we we'd we'll we're we've well
    went were weren't what what's when where where's whether which while who who's whole whom whose why will
    wish with within without won't would wouldn't wow yeah year years yes yesterday yet you you'd you'll you're
    you've your yours yourself week weeks month months hour hours minute minutes monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september october november
    december
""")

FRENCH = word_set("""
    a afin ai aie aient ailleurs ainsi ait allait alle aller allez allo alors apres as assez astheure au aucun
    aucune aujourd'hui auparavant aura aurai auraient aurais aurait auront aussi autant autour autre autres aux
    avaient avais avait avant avec avez aviez avoir avons ayant beau beaucoup belle ben bien bon bonjour bonne
    bref bye c'est ca car ce ceci cela celle celles celui cent cependant ces cet cette ceux chacun chaque chez
    chose choses ci combien comme comment contre correct d dans de debout deja demain depuis derniere dernier
    des dessus deux devant devoir devra devrait dire dis disait disent dit dites doit doivent donc donne donner
    dont du dur durant elle elles en encore enfin ensuite entre envers environ es est et etaient etais etait
    etant ete etes etiez etre eu eut eux face faire fais faisait fait faites faits faut faudrait fera ferait
    fois font force fort furent fut grand grande grosse gros guere hein hier hors hui ici il ils j je jamais
    jour journee jours jusqu jusque juste l la laisse le les leur leurs loin lors lorsqu lorsque lui m ma
    maintenant mais mal malgre me meme memes merci mes met mets mettre mieux mine moi moins mon n ne ni non nos
    notre nous nouveau nouvelle nulle on ont ou ouais oui outre par parce parfois parler parmi partout pas passe
    pendant peu peut peuvent peux pis place plein plus plusieurs plutot point pour pourquoi pourrait pouvait
    pouvez pouvoir premier premiere prend prendre prends presque pris pu puis puisqu puisque qu quand quant que
    quel quelle quelles quelqu quelque quelques quels qui quoi rendu rien s sa salut sans sauf savez savoir se
    sera serait seront ses seul seulement si sien sinon soi soient sois soit sommes son sont sous souvent suis
    sur sure surtout svp t ta tandis tant te tel telle tellement tels temps tes tiens toi ton toujours tous tout
    toute toutefois toutes tres trois trop trouve tu un une va vais vas venir vers veulent veut veux vient voici
    voila voir voire vois vont vos votre voulez vouloir vous voyons vrai vraiment y ya zut an annee annees ans
    heure heures matin midi minute minutes mois semaine semaines soir lundi mardi mercredi jeudi vendredi samedi
    dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
""")

STOP_WORDS = {"en": ENGLISH, "fr": FRENCH}
