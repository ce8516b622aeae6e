"""Everyday words, folded, that the lists of names hold too, or that no list holds."""

from smbot.normalise.words import word_set

WORDS_TOO = word_set("""
    abbot amber archer ash bacon bain baker ball ban banks barber barker barley bass bay beach bean bear bell
    belt berry bill bird bishop blade bliss block bloom bond booth bow bowl bower bowman bracket branch brand
    brass bridge bright brook broom brown buck bull bunch burn bush butcher button buzz cable canyon carol carpenter
    carrier cart carter cash cave chain chance chapel charity chase cherry chip christmas church clark clay
    clerk cliff close cloud clover coffin cold cole colt cook coral cork cotton court cove coward crane cream
    creek crisp cross crow crown crystal curry daisy dale dawn day dean deck desire dial diamond dill dish dock
    dodge dove drake draper drift drum duck duke dust eagle earl east eden eve faith fall falls farmer fern
    field finch fish fisher flag flint flood flower flowers foot ford forest forge fountain fox freed freeze
    frost fry fuller gage gale gallop game garden garland garner gate gem gene gentle gentry ginger glass glen
    glove gold good gore grace grain grange grant grass gray green grey grove guard guest guy hale hall ham hand
    hang harbor harbour harder hardy harp harsh hart harvest haven hawk hay hazel heard heath heather hedge helm
    hill hills hitch hoard hog holder holiday hollow holly honey hood hook hope horn hose house hound hull hung
    hunt hunter hurst ice iris iron isle ivory ivy jade jay jewel jolly joy judge juniper just keel keen key
    king kitchen kite kitty knife knight knot lace lake lamb lamp lance land lane lark lash laurel law lawn
    leach leaf lean leather leaves lemon lever lilac lily link lion lively loan lock lodge long loop lord loss
    lot love low luck mail main major mallet manor maple march marina marine marsh marshal mason mast master may
    mayor mead meadow melody mercy merry mild mile miles mill miller mills mine minor mint misty monday moody
    moon moor moore moose moss mount mountain myrtle nail nest noble noon norm north oak ocean olive opal orange
    page painter palm pane paradise park parker parsley parsons pat patch patience peace peach peak pear pearl
    pease peck pen penny pepper pick pickle pike pine pink pitch pitcher place plank plant plum poe pole pond
    pool poole poor pope poppy porch porter post pot potter pound powder power powers precious price pride
    priest prime prince proctor prophet pump purse queen quick quill rain rains ram ranch rand range raven ray
    read reader reed reef rice rich ridge ring rink river rivers roach road robin rock rod roll roof rook rose
    rosemary rowan rubber ruby rush rust rye sad saddle sage sailor sale sales salmon salt sand sands savage
    savory seal sergeant shade shadow sharp shark shed shelf shell shepherd shield ship shore short shovel silk
    silver singer sky slate sleep slim small smart smith smoke snow soft south spade spark sparks sparrow spear
    speed spence spencer spice spike spring spruce stable stack staff stamp standard star steel stem step stern
    stock stone storm story strange stream street strong style summer summers sun sunny swan sweet swift sword
    tailor tall tan tank tanner taylor teens temple terrace thorn thrift thunder tide till timber tool topping
    tower towers town trail train trapper travers treat treasure tree trout true tuck turner vale valley vice
    viola violet wade wagner wagon wait walker wall walls ward warden ware warm warner wash water waters way
    weather weaver webb wedge weed week weeks well wells west wheat wheel wheeler whistle white wild wilde will
    willow wind window wine wing winner winter winters wise wolf wood woods wool word work worth wren wright
    yard young zoo abricot agneau aigle aime aimee alarie allard ange anis arbre archambault aube aubin aurore
    avoine avril balle baril baron barre barriere beau beaulieu bec belle berger bergeron bien bienvenu bijou
    blanc blanche bleu bois boisvert bon bonhomme bonne bonnet boisseau bordeaux bouchard boucher bouclier
    boulanger bourgeois bourque bras brebis breton brisebois brise brun brune bureau cadet campagne canard
    capucine cardinal carre carriere castor cerf cerise chagnon champ champagne champs chantal chapelle charbon
    charpentier charron chasse chat chaton chatel chenevert cheval chevalier chevre chretien clair claire
    clement clemence cloche cloutier coin colombe comeau comte corbeau corbeil cordeau cote couture couturier
    crepeau croix cyr dame dauphin desert doux droit droite duc ducharme durand dur eglantine emeraude etoile
    etoiles fabre faucher faucon ferme fidele fleur fleurs fleury foin fontaine foret forget forte fortune
    fournier franc france frappier frenette gagne garant garde garneau gendre gendron germain gille girard givre
    grand grande gravel grenier grenouille grillon gris gros grosse guerin guimond hamel haut hetu hiver horloge
    houle huard huile ile innocent jardin jasmin jean jeans jeune joie joli jolie jolicoeur journal joyal juste
    labelle lac lachance lafleur laine lambert lamoureux lamy lanterne large lavoie lebel leger legere leclair
    lepage liberte lievre lilas limoges lorrain loup lumiere lune loyer lys magnolia maillet marchand marche
    marguerite marin marquis marteau martel masse masson menard mercier merle merveille messier meunier michaud
    mimosa moineau monde mont moreau morin moulin mousse muguet noel noir noire nuage oiseau olivier or orage
    paille pain papillon papineau paquet paquette paradis parent parfait patry pelletier perle perron petit
    petite petits picard piche pierre pierres pigeon pilon pin pinson piquette plante plantes plourde poirier
    poisson poivre pomme pommier pont portelance poste potvin poulin prairie prefontaine prevost provost prune
    prudent racine rainville rameau raymond regard reine renard rivage riviere robe robert rocher roche roi
    romain rond ronde roseau rossignol rouge rouleau roux roy royal ruelle sable saule sauvage sauve savoie
    seigneur serin serrurier seul sire soleil solide sommet source souris soucy tailleur talon tardif taupe
    tendre terre tessier tour tourterelle tremble trepanier trudel vache vachon vaillant val valet vallee vent
    verger vermette verrier vert verte victoire vigne vigneault villeneuve violette voyer vrai zephyr
""")
"""Lower case behind an article or "have", they are words and nobody's name."""
NEVER_NAMES = word_set("""
    ah aha ahem alas amen argh aw bah blah boo bravo bro bummer bye cheers congrats congratulations cripes
    crikey dang darn dear dude duh eek eh eureka felicitations folks fyi gah gee geez gosh gotcha grr guys ha
    haha hallelujah heck hey hmm ho hooray hoorah hurrah hurray huh jeez kudos lol meh mmm nah nope oh ok okay
    omg oof oops oopsie ouch ow phew phooey please props psst pfft rip sheesh shoot shucks sigh smh snap thx tsk
    ugh uh uhoh um ummm welp whatever whew whoa whoops woah wohoo woohoo wow wtf yay yeah yep yes yikes yippee
    yo yup zowie zut aie aille allo alleluia basta ben bof bon bonte bordel bougre calvaire caline chapeau chut
    ciao coudonc crime dame dehors desole diantre dommage enfin euh fi flute fichtre franchement gars hein helas
    hola hop hou hourra maudit maudite mautadit merci mince minute misere mosus oie ouah ouais ouche ouf oui
    oups ouste ouuu pantoute parbleu pardon patate patience peuchere pfff pff pouah pouf quoi rebonjour
    sacrament sacrebleu sapristi seigneur stop tabarnak tabarnouche tabarouette tant tiens tonnerre tse
    turlututu viarge vite vive voila voyons wouah youpi zoup plastic metal concrete gravel asphalt rubber lumber
    teens toddlers seniors commuters cyclists joggers skateboarders motorists pedestrians campers renters
    homeowners boaters paramedics firefighters lifeguards librarians crossing mosquitoes raccoons skunks coyotes
    geese seagulls squirrels wasps hornets ticks beavers potholes sinkhole sewage playground splash skatepark
    bandshell gazebo bleachers washrooms porta hydro outage brownout blackout smog wildfire ados aines bambins
    cyclistes pietons automobilistes coureurs campeurs locataires moustiques mouffettes goelands bernaches
    ecureuils guepes frelons castors nids beton asphalte gravier plastique egouts lampadaires estrade toilettes
    panne verglas poudrerie canicule
""")
"""How people begin a sentence, and what they write to a public body about: no names, though no list knows them."""
