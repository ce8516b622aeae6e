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
        ako ang ano at ba bakit dahil din hindi ito ka kami kasi kayo ko kung lang mga mo na naman namin ng ni nila
    niya nya pa para pero po sa salamat siya sila tayo talaga wala yung
    """),
    "ro": word_set("""
        acest aici asta când că cu cum despre din după dar este fost fără foarte mai meu mea mulțumesc nici nu pentru
    până sunt sau să și tot trebuie unde vă îmi într
    """),
    "es": word_set(
        "al como con del donde el ella está esta gracias hola las los mi muy para pero por porque qué sin tengo y yo"
    ),
    "pt": word_set("com como da do dos ela ele em eu meu minha mas muito na não no obrigado os para por que uma você"),
    "it": word_set("che con della di e è gli grazie ho il io lo ma mi mio nella non per perché più sono una"),
    "de": word_set(
        "aber auch auf das dem den der die ein eine für ich ist mein mit nicht noch seit sie und warten wir zu"
    ),
    "nl": word_set("aan al dat de een en er het hij ik is maar met mijn niet nog of ook van voor wat we ze"),
    "so": word_set("aan aad ayaa baan buu iyo ka ku la laakiin oo uga waa waan waxaan waxay"),
    "id": word_set("ada apa belum bisa dan dari dengan di ini itu ke kenapa saya sudah tidak untuk yang"),
}
"""Languages that slang, names and misspelling resemble: two of their commonest words must stand in the post."""
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
        if (script := self._other_script(clean, letters)) is not None:
            return script
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


def _code(language: Language) -> str:
    code: IsoCode639_1 = language.iso_code_639_1
    return code.name.lower()


def _distinct(words: list[str], known: frozenset[str]) -> int:
    return len(Counter(word for word in words if word in known))


def _is_latin(character: str) -> bool:
    return character.isascii() or unicodedata.name(character, "").startswith("LATIN")
