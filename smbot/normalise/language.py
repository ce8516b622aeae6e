"""Tell the language of a post: English, French, both, another one, or nothing to tell from."""

import re
import unicodedata
from collections import Counter

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from smbot.normalise.words import word_set

UNDETERMINED = "und"
MIXED = "mixed"
OURS = ("en", "fr")
READ_AS = (*OURS, MIXED)
"""Languages in which posts are read; what is neither English nor French alone is read as both."""

_NOISE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|(?<!\S)[^\s@]++@\S+|&\w+;|\d+|\b(?:rt|via|http)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")

_ENGLISH = word_set("""
    about after all and any are at because been before being but by can't could did didn't do does
    doesn't don't every for from get got had has have he her here his how i i'm if in into is isn't it's
    its just more my never not of only other our out over please she should so some still than thanks
    that the their them then there these they this those to up was we were what when where which who why
    will with won't would you your
""")
_FRENCH = word_set("""
    allez après au aussi aux avant avec avez avoir ben bien c'est ce cela ces cette chez comment d'un
    d'une dans depuis des donc du elle elles en encore est et faire fait il ils j'ai jamais je la le les
    leur leurs ma mais merci mes mon même n'ai n'est ne nos notre nous ont ou où pas pis plus pour
    pourquoi qu'il quand que qui rien sans sont suis sur svp ton toujours tous tout toute très tu une va
    vais vos votre vous y'a ça était êtes être
""")
_THIRD = (
    Language.SPANISH, Language.PORTUGUESE, Language.ITALIAN, Language.GERMAN, Language.DUTCH, Language.POLISH,
    Language.TAGALOG, Language.VIETNAMESE, Language.TURKISH, Language.ROMANIAN, Language.SOMALI, Language.INDONESIAN,
    Language.RUSSIAN, Language.UKRAINIAN, Language.ARABIC, Language.PERSIAN, Language.URDU, Language.HINDI,
    Language.PUNJABI, Language.BENGALI, Language.GUJARATI, Language.TAMIL, Language.TELUGU, Language.CHINESE,
    Language.JAPANESE, Language.KOREAN, Language.HEBREW, Language.GREEK,
)  # fmt: skip
"""The commonest mother tongues of Canada besides English and French (census of 2021), as far as lingua knows them."""

_MUST_SHOW = {
    "tl": word_set("""
        ako aling ang ano at ba bakit dahil din hindi ito ka kahapon kami kasi kayo ko kung lang maganda mga mo na nasa
        naman namin natin ng ngayon ni nila niya niyo nya nyo opo pa para pero po rin sa salamat siya sila tayo talaga
        wala walang yung
    """),
    "ro": word_set("""
        acest aici asta când că cu cum despre din după dar este fost fără foarte mai meu mea mulțumesc nici nu pentru
        până sunt sau să și tot trebuie unde vă îmi într
    """),
    "es": word_set("""
        ahora al algo aquí ayuda como con cuando cómo del desde donde dónde el ella ellos eso esta estaba este esto
        estoy está están favor fue gracias hace hasta hay hola la las les llevo lo los me mi mis mucha muchas mucho muy
        más nada nadie ni nos nunca para pero por porque qué quién se señor señora siempre sin sobre soy su sus también
        tengo tiene todo todos un una usted ustedes y ya yo
    """),
    "pt": word_set("""
        ainda ajuda aqui até com como da das de depois do dos ela ele eles em então era essa esse esta estou está eu
        foi fui há isso já lá mais mas me meu meus mim minha minhas muito muita na nada ninguém no nos nossa não o
        obrigada obrigado os para pela pelo por porque quando que quem se sem ser seu sua são também tem tenho tudo um
        uma você vocês é às à
    """),
    "it": word_set("""
        allo anche ancora anni che chi ci come con cosa da dal dalla dei del della delle di dopo dove e ed era fatto
        gli grazie ha hanno ho i il in io la le lei lo loro ma mai mesi mi mia mio molto nel nella nessuno non nostra
        nostro o ogni per perché più poi quando quella quello questa questo sempre senza si sono stata stato sul sulla
        tutti tutto un una è
    """),
    "de": word_set("""
        aber als am an auch auf aus bei bin bitte bis danke das dass dem den der des die doch ein eine einem einen
        einer es frau für habe haben hat herr hier ich ihr im immer ist ja jetzt kann kein keine leider mein meine mich
        mir mit muss nach nicht nie niemand noch nur oder schon sehr seit sich sie sind um und uns von vor warten warte
        warum was wenn wer wie wieder wir wird zu zum zur über
    """),
    "nl": word_set("""
        aan al bij dan dat de die dit door een en er geen graag heb heeft het hij hoe ik in is ja jullie kan maar meer
        met mij mijn naar niemand niet nog nu of om ook op te tot uit van veel voor waarom was wat we weer wij wordt ze
        zijn zo
    """),
    "so": word_set("""
        aad aan ayaa ayay baan buu cidna fadlan fariin ii iga iyo ka kale ku kuma la laakiin leh mahadsanid maanta mid
        oo soo sugaya sugayaa uga waa waan waxaa waxaan waxaay waxay wax xafiiska
    """),
    "id": word_set("ada apa belum bisa dan dari dengan di ini itu ke kenapa saya sudah tidak untuk yang"),
    "pl": word_set("""
        ale bardzo bo by czekam czemu czy dla dlaczego do dziękuję gdzie ja jak jest jeszcze już kiedy kto mam mi mnie
        mojej moja mój mój na nas nie nigdy nikt od pan pani po proszę przez się są tak tam też to tylko w z za że
    """),
    "tr": word_set("""
        adim ama bana bekliyorum ben beni benim bir biz bu bugün çok da daha de değil dün en gibi hanim hiç için
        ile kadar kimse kizim lütfen mi nasil ne neden oğlum olarak otobüs sonra telefonum tekrar teşekkür
        teşekkürler ve veya var yine yok şimdi
    """),
    "vi": word_set("""
        ai bị cảm chị cho chưa có con của cũng đã đang đến để được giúp gì hôm không là lại làm mà mấy mình mới một
        muốn nay này nhiều như những ông ơn quá rất ra rồi sao sáng số tại tên thì thêm tới tôi trong trả từ và vẫn về
        với vì xin xe
    """),
    "ht": word_set("""
        alè anpil avèk ekri gen janm jodi kijan konnen kote lekòl mande mèsi mwen m'ap nan nou pitit pwen pèsonn
        poukisa rele reponn tanpri tann timoun travay vini yo yon
    """),
}
"""Languages that slang, names and misspelling resemble: two of their commonest words must stand in the post."""
_ALSO_OURS = (
    _ENGLISH
    | _FRENCH
    | word_set("""
    a aan ad ai al ale allo als am an ba bin bis bitte bo bon by c chi ci co com come como con da dan das dat de del
    den der die dit do door e ed el em en er era es et fin foi fui hay het hier i ii il im in ini is ja ka ko la las lo
    los m mal man mas me mes met mi mid mil mim mit mo mon na nan nas ne ni nie no nom non nos not nu o od of om on oo
    op opa or os pa pan para pas per po poco pot qui quota ra rin sa san se sem si sin sind so son sta sua sur t tak te
    ter tot tu tur u um un una uns us uit van var ve ver via voor w wa was wat we wie xe xin y ya yo z ze zo zu
""")
)
"""Words of those languages that are also written in English or French, slang, abbreviations and names among them."""
_TELLING = {code: words - _ALSO_OURS for code, words in _MUST_SHOW.items()}
_ONLY_OURS = (_ENGLISH | _FRENCH) - frozenset().union(*_MUST_SHOW.values())
"""Words that tell English or French from all of those."""
MIN_SHOWN = 2
MIN_LETTERS = 6
MIN_LETTERS_THIRD = 24
SURE_THIRD = 0.92
MIN_EACH_MIXED = 3


def read_as(told: str) -> str:
    """Return the language in which a post is read: without models of its own, those of both try."""
    return told if told in OURS else MIXED


class LanguageTeller:
    """Tells languages; built once, because it loads tables."""

    def __init__(self) -> None:
        ours = (Language.ENGLISH, Language.FRENCH)
        self._two: LanguageDetector = LanguageDetectorBuilder.from_languages(*ours).build()
        self._many: LanguageDetector = (
            LanguageDetectorBuilder.from_languages(*ours, *_THIRD).with_low_accuracy_mode().build()
        )

    def tell(self, text: str, hint: str | None = None) -> str:
        """Return ``en``, ``fr``, ``mixed``, another ISO 639-1 code, or ``und``.

        `hint` is what the platform believes (BCP 47); it decides for posts too short to tell. Another
        language than English and French takes strong evidence, because such a post is withheld.
        """
        clean = _NOISE.sub(" ", text)
        words = _WORD.findall(clean.replace("\u2019", "'").lower())
        letters = sum(map(len, words))
        believed = (hint or "").lower().replace("_", "-").partition("-")[0]
        if letters == 0:
            return UNDETERMINED
        if (other := self._other_script(clean, letters) or _other_by_words(words, believed)) is not None:
            return other
        english, french = _distinct(words, _ENGLISH), _distinct(words, _FRENCH)
        if english >= MIN_EACH_MIXED and french >= MIN_EACH_MIXED:
            return MIXED
        if letters >= MIN_LETTERS_THIRD and (english + french) * 6 <= len(words):
            third = self._third(" ".join(word for word in clean.split() if word.islower()))
            if third is not None:
                return third
        if letters < MIN_LETTERS and believed in OURS:
            return believed
        if english != french and (not english or not french):
            return "en" if english else "fr"
        confidence = self._two.compute_language_confidence(clean, Language.FRENCH)
        if letters < 2 * MIN_LETTERS and believed in OURS and 0.1 < confidence < 0.9:
            return believed
        return "fr" if confidence > 0.5 else "en"

    def _other_script(self, text: str, letters: int) -> str | None:
        """Return the language of a text that is mostly not in Latin letters."""
        foreign = [c for c in text if c.isalpha() and not _is_latin(c)]
        if len(foreign) * 2 <= letters:
            return None
        found = self._many.detect_language_of("".join(c for c in text if not c.isascii() or c == " "))
        return _code(found) if found is not None and _code(found) not in OURS else "mul"

    def _third(self, text: str) -> str | None:
        """Judge by lower-case words alone: names and titles look foreign in any language."""
        if sum(map(str.isalpha, text)) < MIN_LETTERS_THIRD:
            return None
        values = self._many.compute_language_confidence_values(text)
        best = values[0]
        code = _code(best.language)
        if code in OURS or best.value < SURE_THIRD:
            return None
        if code in _MUST_SHOW and _distinct(_WORD.findall(text.lower()), _MUST_SHOW[code]) < MIN_SHOWN:
            return None
        return code


def _other_by_words(words: list[str], believed: str) -> str | None:
    """Return the language whose commonest words are a good part of the post, where hardly one of ours is.

    One such word is enough for the language in which the platform `believed` the post to be.
    """
    ours = _distinct(words, _ONLY_OURS)
    shown = {code: _distinct(words, known) for code, known in _TELLING.items()}
    if not ours and shown.get(believed):
        return believed
    code = max(shown, key=lambda each: shown[each])
    clear = shown[code] >= MIN_SHOWN and shown[code] > 2 * ours and shown[code] * 5 >= len(set(words))
    return code if clear else None


def _code(language: Language) -> str:
    code: IsoCode639_1 = language.iso_code_639_1
    return code.name.lower()


def _distinct(words: list[str], known: frozenset[str]) -> int:
    return len(Counter(word for word in words if word in known))


def _is_latin(character: str) -> bool:
    return character.isascii() or unicodedata.name(character, "").startswith("LATIN")
