"""Given names and what people called so are called besides, where it is not merely the name's beginning."""

from functools import cache

_GROUPS = """
abigail abby | adelaide addie | agnes nessie | albert bert al bertie | alexander alexandre alejandro aleksandr sandy
sasha xander lex alec alex | alexandra sandra sandy sasha lexie | alfred fred alf freddy | alphonse fonse fonzie |
amelie mel | andrew drew andy | anthony antoine antonio tony toine titoine | archibald archie | arnold arnie |
arthur art artie | augustin gus tintin | barbara babs barb bobbie | bartholomew bart | benoit ben | bernard bernie |
bernadette bernie detta | beatrice bea trixie | caroline carrie caro lina | catherine katherine kathryn katharine
kate kathy katie kat kitty kay cathy katia cath | cecilia cissy | charles chuck charlie charly chaz | charlotte
lottie charlie | christine christina tina chris | christopher kit topher chris | clarence clare | claudette clo |
constance connie | cornelius neil | cynthia cindy | cyrus cy | daniel danny dan | david dave davey | deborah deb
debbie | dolores lola | dominique dom | donald don donnie | dorothy dot dottie dolly | edmund ed ted ned | edouard
doudou ed | edward ed ted teddy ned eddie | eleanor elinor nell nora ellie | elizabeth elisabeth liz beth betty
lizzie libby betsy babette lisa eliza bette | emmanuel manu manny | emmanuelle manu | esther essie | etienne tienne
| eugene gene | ferdinand fernand ferd | florence flo flossie | frances fran fanny frankie | francis francisco
francois frank paco pancho frankie | francoise frannie | frederic frederick fred fritz freddy | gabriel gab gaby |
gabrielle gab gaby | genevieve gen viv ginette | gerald jerry gerry | gerard gerry | gilbert gil bert | guadalupe
lupe | guillaume gui will | harold harry hal | helen helena nell lena | henri henry hank harry riton | herbert bert
herb | hubert hub bert | isabelle isabel isabella izzy bella isa belle zabelle | jacqueline jackie jacquie | jacob
jake | jacques jacquot | james jim jimmy jamie | jean jeannot ti-jean | jeanne jeannette | jennifer jen jenny jenn |
jessica jess | john johnny jack | jonathan jon johnny | joseph jose joe joey pepe jos jojo | josephine jo josee fifi
| joshua josh | judith judy | juan juanito | katarina kat | lawrence laurence larry laurie | leonard lenny leo len |
louis lou ti-lou | louise lou | lucille lucy | madeleine mado maddie | margaret marguerite peggy maggie mags meg greta
marge margie daisy margot rita | maria marie mary molly polly mimi | martha marty patty | martin marty | mathieu
matthieu matthew matt mat | maxime maximilien max | melanie mel | michael mike mikey mick mickey micky | michel
mitch mike | michelle shelly mimi | mildred millie | mohammed muhammad mohamed mo moe hamid | nancy nan | nathalie
natalie nat | nathaniel nathan nate nat | nicholas nicolas nick nico klaus | olivier oli | pamela pam | patricia pat
patty tricia trish patsy | patrick paddy pat | peter pete | philip philippe pip phil | pierre pierrot ti-pierre |
prudence prue | rebecca becky becca | reginald reg reggie | regina gina | richard dick rick ricky rich richie |
robert bob bobby rob robbie bert | rodrigue rod | roland rolly | ronald ron ronnie | rosalie rosie rose | rosemary
rosie rose | roxanne roxy | russell russ | samantha sam sammy | samuel sam sammy | sarah sally sadie | sebastien seb
bastien | simone sim | sophie soso | stanislas stan | stephanie steph steffie | stephen steven stefan steve stevie
steph | stephane steph | susan suzanne sue suzie susie suzy | theodore ted teddy theo | theresa therese teresa terry
tess tessa | thomas tom tommy | timothy tim timmy | tobias toby | valerie val | vanessa nessa | veronica veronique
vero ronnie | victoria vicky tori | victor vic | vincent vince vinny | virginia ginny | virginie gigi | vladimir
vova | walter walt wally | wilfred wilfrid fred will | william will bill billy willie liam | xavier xav | yvonne
vonnie | zachary zack zach | zoe zozo
"""


@cache
def nicknames(name: str) -> frozenset[str]:
    """Return what somebody called `name` (folded) may be called besides, in canonical form."""
    return frozenset(other for group in _groups() if name in group for other in group) - {name}


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in _GROUPS.split("|"))
