"""Posts in other languages, each with an invented person in it; what rules must mask is named beside it."""

from typing import Final, NamedTuple


class Post(NamedTuple):
    """A post: the language it is in, its words, and what no mask may leave readable."""

    language: str
    text: str
    gone: tuple[str, ...] = ()


POSTS: Final = (
    # Punjabi
    Post("pa", "ਮੇਰਾ ਨਾਮ ਹਰਲੀਨ ਕੌਰ ਢਿੱਲੋਂ ਹੈ, ਮੇਰਾ ਪਾਸਪੋਰਟ ਤਿੰਨ ਮਹੀਨਿਆਂ ਤੋਂ ਨਹੀਂ ਆਇਆ, ਫ਼ੋਨ 604-555-0121", ("0121",)),
    Post("pa", "ਦਫ਼ਤਰ ਵਾਲੇ ਮੇਰੀ ਗੱਲ ਨਹੀਂ ਸੁਣਦੇ, harleen.d@example.ca ਤੇ ਲਿਖੋ ਜੀ", ("harleen.d@",)),
    Post("pa", "ਬੱਸ 319 ਅੱਜ ਫਿਰ ਲੇਟ ਸੀ, ਗੁਰਨੂਰ ਸਕੂਲ ਨਹੀਂ ਪਹੁੰਚਿਆ"),
    # Mandarin
    Post("zh", "我叫林晓岚，我的枫叶卡等了八个月还没有消息，请打 778-555-0134", ("0134",)),
    Post("zh", "请发邮件到 xiaolan.lin@example.org，窗口的陈先生态度很差", ("xiaolan.lin@",)),
    Post("zh", "市政府什么时候才修我们街上的路灯？赵奶奶昨天摔倒了"),
    # Cantonese
    Post("zh", "我係何嘉儀，排咗三個鐘都未輪到我，唔該打 604 555 0177 搵我", ("0177",)),
    Post("zh", "點解條巴士線又改咗？阿May話佢封信寄去 kayi.ho@example.net 都冇人覆", ("kayi.ho@",)),
    Post("zh", "多謝櫃位嗰位黃小姐幫我搞掂晒啲表格"),
    # Arabic
    Post("ar", "اسمي ليلى حدّاد ولم يصلني جواز السفر منذ ستة أشهر، هاتفي 514-555-0143", ("0143",)),
    Post("ar", "أرجو المراسلة على layla.h@example.com لأن الموظف كريم لا يرد على أحد", ("layla.h@",)),
    Post("ar", "الانتظار في مكتب الهجرة طويل جدا والأستاذ نزار لم يساعدنا"),
    # Spanish
    Post(
        "es",
        "Hola, me llamo Ximena Arriaga y llevo cuatro meses esperando mi permiso, mi número es 647-555-0112",
        ("0112",),
    ),
    Post(
        "es",
        "Nadie contesta en la oficina, por favor escriban a ximena.arriaga@example.com para que me ayuden",
        ("ximena.arriaga@",),
    ),
    Post("es", "La señora Rocío de la ventanilla fue muy amable con mi abuela, muchas gracias a todos"),
    Post("es", "¿Por qué el autobús no pasa los domingos? Mi hermana Yadira siempre llega tarde a su trabajo"),
    # Tagalog
    Post(
        "tl",
        "Ako po si Maricel Dimaculangan, hindi pa rin dumarating ang pasaporte ko, tawagan nyo ako sa 204-555-0166",
        ("0166",),
    ),
    Post(
        "tl",
        "Bakit ang tagal ng pila sa opisina ninyo? Email nyo na lang ako sa maricel.d@example.ca po",
        ("maricel.d@",),
    ),
    Post("tl", "Salamat kay Aling Nena sa counter, mabait siya sa nanay ko kahapon"),
    # Tamil
    Post("ta", "என் பெயர் கயல்விழி சுந்தரம், என் விண்ணப்பம் இன்னும் வரவில்லை, 416-555-0191 அழைக்கவும்", ("0191",)),
    Post("ta", "அலுவலகத்தில் யாரும் பதில் சொல்லவில்லை, kayal.s@example.org", ("kayal.s@",)),
    Post("ta", "முருகன் அண்ணாவின் வீட்டு முன் குப்பை எடுக்கவில்லை"),
    # Urdu
    Post("ur", "میرا نام مہوش قریشی ہے اور میرا کارڈ ابھی تک نہیں آیا، فون 905-555-0108", ("0108",)),
    Post("ur", "براہ کرم mehwish.q@example.com پر جواب دیں، دفتر والے زبیر صاحب سنتے ہی نہیں", ("mehwish.q@",)),
    Post("ur", "بس نمبر بارہ آج پھر نہیں آئی اور بشریٰ اسکول نہ جا سکی"),
    # Persian
    Post("fa", "من نیلوفر کاشانی هستم و هشت ماه است منتظر کارت اقامت هستم، تلفن 604-555-0155", ("0155",)),
    Post("fa", "لطفا به niloufar.k@example.net ایمیل بزنید، آقای بهرام جواب نمی‌دهد", ("niloufar.k@",)),
    Post("fa", "چراغ خیابان ما سه هفته است خراب است و مادر پری زمین خورد"),
    # Russian
    Post("ru", "Меня зовут Зинаида Кольцова, паспорт жду уже полгода, телефон 438-555-0129", ("0129",)),
    Post("ru", "Напишите мне на z.koltsova@example.org, в офисе Геннадий никому не отвечает", ("koltsova@",)),
    Post("ru", "Автобус опять не пришёл, и Лидочка опоздала в школу"),
    # Ukrainian
    Post("uk", "Я Оксана Гнатюк, чекаю на дозвіл на роботу вже пів року, дзвоніть 780-555-0182", ("0182",)),
    Post("uk", "Ніхто не відповідає, пишіть на o.hnatiuk@example.ca будь ласка", ("hnatiuk@",)),
    Post("uk", "Дякую пані Соломії з вікна номер чотири, дуже допомогла"),
    # Korean
    Post("ko", "저는 서하늘입니다, 영주권 카드가 아직 안 왔어요 604-555-0119로 전화 주세요", ("0119",)),
    Post("ko", "사무실에서 아무도 답을 안 해요, haneul.seo@example.com 으로 보내 주세요", ("haneul.seo@",)),
    Post("ko", "창구의 민지 씨가 정말 친절했습니다"),
    # Vietnamese
    Post("vi", "Tôi tên là Lê Thị Bích Trâm, hộ chiếu của tôi vẫn chưa tới, xin gọi số 403-555-0150", ("0150",)),
    Post("vi", "Không ai trả lời cả, làm ơn viết thư cho bichtram.le@example.org giúp tôi", ("bichtram.le@",)),
    Post("vi", "Xe buýt sáng nay lại trễ, con bé Ngọc Hân đi học muộn"),
    # Portuguese
    Post(
        "pt",
        "Meu nome é Jurema Falcão e estou esperando o cartão há seis meses, meu telefone é 416-555-0137",
        ("0137",),
    ),
    Post(
        "pt",
        "Ninguém responde no escritório, por favor escrevam para jurema.f@example.com porque não aguento mais",
        ("jurema.f@",),
    ),
    Post("pt", "O ônibus não passou de novo e a minha filha Thaís chegou atrasada na escola"),
    # Italian
    Post(
        "it", "Mi chiamo Fiorella Bonanno e aspetto il mio passaporto da sei mesi, il numero è 514-555-0173", ("0173",)
    ),
    Post(
        "it",
        "Nessuno risponde in ufficio, per favore scrivete a f.bonanno@example.net perché non ne posso più",
        ("bonanno@",),
    ),
    Post("it", "La signora Ornella allo sportello è stata molto gentile con mia nonna"),
    # German
    Post(
        "de",
        "Ich heiße Roswitha Kleinschmidt und warte seit acht Monaten auf meine Karte, Telefon 519-555-0161",
        ("0161",),
    ),
    Post(
        "de",
        "Niemand antwortet mir, bitte schreiben Sie an r.kleinschmidt@example.org und nicht an die alte Adresse",
        ("kleinschmidt@",),
    ),
    Post("de", "Der Bus ist heute wieder nicht gekommen und meine Tochter Wiebke war zu spät in der Schule"),
    # Polish
    Post("pl", "Nazywam się Bożena Wróblewska i od pół roku czekam na paszport, mój numer to 905-555-0148", ("0148",)),
    Post("pl", "Nikt nie odpowiada, proszę pisać na b.wroblewska@example.com bo już nie mam siły", ("wroblewska@",)),
    Post("pl", "Dziękuję pani Halinie z okienka za pomoc mojej mamie"),
    # Haitian Creole
    Post("ht", "Mwen rele Wideline Destiné, m ap tann papye m yo depi sis mwa, rele m nan 438-555-0114", ("0114",)),
    Post("ht", "Pèsonn pa reponn mwen nan biwo a, tanpri ekri m nan wideline.d@example.ca", ("wideline.d@",)),
    Post("ht", "Bis la pa janm vini alè, pitit fi mwen Lovely te rive an reta lekòl la"),
    # Inuktitut
    Post("iu", "ᐅᕙᖓ ᐊᑎᕋ ᓴᐃᓚ ᐊᐅᓪᓚᖅ, ᐅᖄᓚᐅᑎᒐ 867-555-0126", ("0126",)),
    Post("iu", "ᑎᑎᕋᕐᕕᒋᓗᖓ saila.a@example.org ᖁᔭᓐᓇᒦᒃ", ("saila.a@",)),
    # Cree
    Post("cr", "ᑖᓂᓯ, ᒫᕆ ᓂᑎᓯᔨᐦᑳᓱᐣ, 204-555-0185 ᐁᑳᐧ ᓇᐟᐅᐦᑖᐃᐧᐣ", ("0185",)),
    Post("cr", "ᓇᒨᓇ ᐊᐃᐧᔭᐠ ᓂᓇᐢᑯᒥᐠ, ᒪᓯᓇᐦᐊᒪᐃᐧᐣ m.cree@example.net", ("m.cree@",)),
    # Hindi
    Post("hi", "मेरा नाम अवनि चौरसिया है, मेरा पासपोर्ट अभी तक नहीं आया, फ़ोन 647-555-0152", ("0152",)),
    Post("hi", "कृपया avani.c@example.com पर लिखिए, खिड़की वाले गोपाल जी सुनते नहीं", ("avani.c@",)),
    # Gujarati
    Post("gu", "મારું નામ હેતલ પારેખ છે, મારું કાર્ડ હજી આવ્યું નથી, 905-555-0139", ("0139",)),
    Post("gu", "ઓફિસમાં કોઈ જવાબ આપતું નથી, hetal.p@example.org પર લખો", ("hetal.p@",)),
    # Somali
    Post(
        "so",
        "Magacaygu waa Hodan Warsame, waxaan sugayaa baasaboorkayga lix bilood, iga soo wac 613-555-0194",
        ("0194",),
    ),
    Post("so", "Cidna iima soo jawaabto xafiiska, fadlan ii soo qor hodan.w@example.ca", ("hodan.w@",)),
    Post("so", "Baska maanta waa soo daahay oo gabadhayda Ifrah dugsiga way ka soo daahday"),
    # Amharic
    Post("am", "ስሜ ትዕግስት በቀለ ነው፣ ፓስፖርቴ እስካሁን አልመጣም፣ 416-555-0187", ("0187",)),
    Post("am", "እባክዎ ወደ tigist.b@example.com ይጻፉልኝ", ("tigist.b@",)),
    # Japanese
    Post("ja", "私は小野寺ひなたと申します。永住カードがまだ届きません。電話は 236-555-0103 です", ("0103",)),
    Post("ja", "返事がありません、hinata.o@example.org にメールしてください", ("hinata.o@",)),
    # Hebrew
    Post("he", "שמי נועה ברקוביץ׳ ואני מחכה לדרכון כבר חצי שנה, טלפון 514-555-0116", ("0116",)),
    Post("he", "אף אחד לא עונה, תכתבו לי ל noa.b@example.net בבקשה", ("noa.b@",)),
    # Greek
    Post("el", "Με λένε Ευανθία Καραμήτρου και περιμένω το διαβατήριο έξι μήνες, τηλέφωνο 647-555-0145", ("0145",)),
    Post("el", "Κανείς δεν απαντά, γράψτε μου στο e.karamitrou@example.org", ("karamitrou@",)),
    # Turkish
    Post("tr", "Benim adım Nilgün Özgentürk, altı aydır pasaportumu bekliyorum, telefonum 416-555-0164", ("0164",)),
    Post("tr", "Ofiste kimse cevap vermiyor, lütfen nilgun.o@example.com adresine yazın", ("nilgun.o@",)),
    Post("tr", "Otobüs bugün yine gelmedi ve kızım Elif okula geç kaldı"),
    # Short ones in Latin letters
    Post("es", "Gracias a Yadira por todo", ()),
    Post("tl", "Salamat po Maricel", ()),
    Post("de", "Danke an Frau Kleinschmidt", ()),
    Post("pl", "Gdzie jest Bożena?", ()),
    Post("vi", "Cảm ơn chị Trâm nhiều", ()),
    Post("pt", "Obrigado, Jurema!", ()),
    Post("it", "Grazie mille Fiorella", ()),
    Post("so", "Mahadsanid Hodan", ()),
    Post("tr", "Teşekkürler Nilgün Hanım", ()),
    Post("ht", "Mèsi anpil Wideline", ()),
)
