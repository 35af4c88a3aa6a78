"""Invented song titles in the artists' own languages and scripts."""

from __future__ import annotations

from setlist_app.sandbox.titles import bank

SPANISH = bank(
    """El ascensor no baja|Sobremesa|Martes de nadie|La vecina del quinto|Paraguas prestado|Nube baja
    Último colectivo|Mar de fondo|Azotea|Contestador automático|Domingo en obras|Luz de nevera
    Se alquila corazón|Tormenta en un vaso|El mapa equivocado|Calle sin salida""",
    """Carta|Postales|Bolero|Fantasmas|Bicicletas|Mariposas|Promesas|Ventanas|Canción|Relojes|Faroles|Naranjas
    Un tango|Secretos""",
    """de medianoche|en la cocina|bajo la lluvia|para nadie|sin remitente|de segunda mano|en el andén
    de otro verano|a la deriva|con sal|de papel|frente al mar|en voz baja""",
)

PORTUGUESE = bank(
    """Guarda-chuva amarelo|Garoa|Domingo de chuva|Elevador de serviço|Feira livre|Café requentado
    Saudade elétrica|O bonde errado|Quintal|Telefone mudo|Maré de abril|A vizinha toca piano|Linha da costa
    Lua na caixa d'água|Varal|Sem recado""",
    """Samba|Bilhete|Janelas|Barquinhos|Cartas|Promessas|Um choro|Cigarras|Relógios|Sombras|Andorinhas|Um fado
    Lanternas""",
    """de madrugada|na varanda|para ninguém|debaixo d'água|sem juízo|de papel|no fim da linha|de outro carnaval
    ao contrário|de sal|na contramão|em câmara lenta""",
)

JAPANESE = bank(
    """終電ワルツ|雨宿り商店街|銭湯の月|コインランドリーの夏|ガラスの傘|回転寿司ブルース|踏切のむこう
    線香花火計画|猫と定期券|屋上プール|留守番電話|夕立まで五分|自販機の灯り|押入れの宇宙|サイダーの泡
    写真のない卒業|日曜日の脱走|東の改札""",
    """真夜中の|雨上がりの|忘れられた|夏休みの|硝子の|青い|三丁目の|さよなら前の|遠回りの|借りものの|眠れない
    冬の駅の""",
    """交差点|メトロノーム|喫茶店|観覧車|手紙|天気図|ラジオ|屋上|水族館|自転車|鍵盤|約束|星座|洗濯物""",
    joint="",
)

ARABIC = bank(
    """ظل النخيل|قمر مستعار|قهوة الساعة ثلاثة|مفتاح البيت القديم|رسالة بلا عنوان|آخر مركب|شباك البحر
    بائع الفوانيس|يوم الثلاثاء|صوت الجيران|شارع بلا اسم|ياسمين الدرج|مطر في آب|سطح الدار|نصف أغنية
    قطار الفجر""",
    """أغنية|حكاية|ليلة|نافذة|وردة|رقصة|ذاكرة|خطوات|مرآة|ضحكة|فناجين|طيور""",
    """من ورق|تحت المطر|على الشاطئ|بعد منتصف الليل|لا تنام|في آخر الصيف|بلا وداع|من بعيد|قبل الفجر|على السطح
    في المرآة|من رمل""",
)

RUSSIAN = bank(
    """Снег по вторникам|Северный балкон|Чай без сахара|Последняя маршрутка|Окна во двор|Ключ под ковриком
    Соседи сверху|Кассета номер семь|Полярный лифт|Пельмени в полночь|Зонт на двоих|Черновик апреля|Варежки
    Трамвай уходит в парк|Тёплый подъезд""",
    """Письмо|Вальс|Песня|Разговор|Танец|Ночь|Дорога|Прогулка|Колыбельная|Открытка|Прощание|Сказка""",
    """без адреса|в пустом вагоне|на крыше|под снегом|после дождя|для двоих|у окна|в три часа ночи|на память
    вполголоса|перед рассветом""",
)

UKRAINIAN = bank(
    """Вишневий ліфт|Липень у конверті|Дощ на Подолі|Кава з димом|Сусідка з п'ятого|Ключі від моря
    Останній тролейбус|Паперовий місяць|Гойдалка|Ранок без кави|Пароль від неба|Тиша на балконі|Дві парасолі
    Абрикосова вулиця""",
    """Лист|Пісня|Казка|Танець|Дорога|Розмова|Ніч|Колискова|Прогулянка|Листівка|Мандрівка""",
    """без адреси|під дощем|на даху|для двох|біля вікна|після зими|на згадку|опівночі|перед світанком
    у порожньому трамваї""",
)

GERMAN = bank(
    """Kuchenkrieg|Sahne drauf|Krümelmonarchie|Bienenstich und Barrikade|Die Torte des Monats|Kehrwoche
    Treppenhausgespräche|Rückgaberecht|Fensterplatz|Pfandflaschenwalzer|Der Letzte macht das Licht
    Bitte nicht anlehnen|Sonntagsruhe|Leise Maschine|Nachtspeicher|Wartesaal|Zwischenmieter|Aufzugmusik
    Gleis elf fällt aus|Hausordnung""",
    """Regenschirme|Sperrstunde|Leuchtreklame|Funkstille|Kleingeld|Nachtbusse|Postkarten|Fernweh|Rollkoffer
    Herbstlaub|Kachelöfen|Glühbirnen|Straßenbahnen|Plattenbau""",
    """im Regen|ohne Gewähr|auf Raten|nach Mitternacht|für Anfänger|am Stadtrand|mit Verspätung|unter Vorbehalt
    auf Zeit|im Halbschlaf|hinter Glas|für immer und Dienstag|bei offenem Fenster""",
)

FRENCH = bank(
    """Parapluie rouge|Ministère du brouillard|Dernier métro pour nulle part|La concierge rêve|Pamplemousse
    Rue des averses|Le chat du notaire|Café renversé|Dimanche en panne|Sonnette muette|Carambole
    Quai numéro zéro|Une valise trop légère|Verglas|Le facteur danse|Sous-sol""",
    """Une valse|Des fantômes|La lettre|Un dimanche|Les lampions|Une promesse|Le silence|Un détour|Les fenêtres
    La pluie|Un refrain|Les voisins""",
    """de minuit|sans adresse|à crédit|au ralenti|de papier|en hiver|sur les toits|pour personne|à voix basse
    hors saison|d'occasion|dans l'ascenseur""",
)

NORWEGIAN = bank(
    """Fjordkontoret|Matpakke i måneskinn|Regntøy|Hytte uten nøkkel|Brunost og bensin|Siste ferje
    Trikk til sommeren|Nordlys på lån|Vaffeltid|Lapp på døra|Kald kaffe|Dugnad|Tåkelur|Strikkegenser""",
    """Brev|Vals|Sanger|Skygger|Lykter|Fotspor|Løfter|Vinduer|Måker|Drømmer""",
    """i regnet|uten adresse|etter stengetid|på is|fra en annen sommer|ved kaia|for to|på veien hjem|i mørket
    til låns""",
)

SWEDISH = bank(
    """Kalla händer|Köksbordet|Tvättstuga nummer två|Sista spårvagnen|Kanelbulle i motvind|Glödlampa
    Grannens hund|Regn på Södermalm|Nattöppet|Paraplydans|Lånad cykel|Balkong mot norr|Fika i fiendeland
    Snöfall i maj""",
    """Brev|Vals|Sånger|Skuggor|Lyktor|Fotspår|Löften|Fönster|Vinterljus|Drömmar""",
    """i regnet|utan adress|efter stängning|på lån|från en annan sommar|vid kajen|för två|på väg hem|i mörkret
    till salu""",
)

FINNISH = bank(
    """Talvipuutarha|Viimeinen raitiovaunu|Kahvia kolmelta|Sateenvarjo nurkassa|Marraskuun valot
    Naapurin saksofoni|Saunailta yksin|Lainattu pyörä|Hiljainen hissi|Lumityöt|Järvi kuuntelee
    Pulla ja pakkanen|Kello käy väärin|Postikortti pohjoisesta""",
    """Valssi|Kirje|Laulu|Tanssi|Iltapäivä|Unelma|Muisto|Lupaus|Varjo|Tähti""",
    """ilman osoitetta|lumen alla|kahdelle|laiturilla|ennen aamua|hitaasti|toisesta kesästä|vailla nimeä
    ikkunalla|velaksi""",
)

POLISH = bank(
    """Zebra na dachu|Północ w windzie|Herbata z prądem|Ostatni tramwaj|Parasol po babci|Niedziela handlowa
    Klucz pod wycieraczką|Sąsiad gra walca|Pierogi o świcie|Mgła nad Wisłą|Budka telefoniczna
    Guzik z pętelką|Kot prezesa|Winda donikąd""",
    """List|Walc|Piosenka|Taniec|Spacer|Sen|Rozmowa|Kołysanka|Obietnica|Pocztówka""",
    """bez adresu|w deszczu|na dachu|dla dwojga|po północy|na kredyt|przy oknie|w pustym wagonie|na pamiątkę
    półgłosem""",
)

KOREAN = bank(
    """새벽 세탁소|옥상 라디오|종이배|막차를 놓치고|우산은 하나|골목의 고양이|편의점 달빛|엘리베이터 안에서
    느린 우체통|여름 감기|빈 그네|낡은 열쇠|장마 일기|삼층 창문""",
    """비 오는|잠 못 드는|잊혀진|마지막|푸른|오래된|조용한|빌려 온|겨울의|이름 없는""",
    """정류장|편지|골목|오후|극장|약속|자전거|놀이터|노래|시계""",
)

CHINESE = bank(
    """夜市天文臺|借來的雨傘|末班捷運|便利商店的月亮|樓下的貓|芒果冰理論|颱風假|陽台電台|停電那一晚|舊鑰匙
    慢慢走的鐘|豆漿與星星|雨衣情書|轉角書店""",
    """沒有地址的|凌晨三點的|下雨天的|忘記帶走的|藍色的|夏天最後的|安靜的|租來的|遠方的|半透明的""",
    """信|月台|鋼琴|屋頂|咖啡館|電影院|約定|單車|窗口|海""",
    joint="",
)

HINDI = bank(
    """चाय और चाँदनी|आख़िरी लोकल|उधार का छाता|छत पर सितार|बरसात का बिल|पड़ोस का रेडियो|आधी रात की चाय
    पुरानी चाबी|खिड़की वाली सीट|पतंग की डोर|नींद का टिकट|काग़ज़ की नाव|इतवार की धूप|मीठी अफ़वाह""",
    """एक ख़त|एक धुन|एक सपना|एक वादा|एक परछाईं|एक कहानी|एक सुबह|एक गीत|एक सफ़र|एक शाम""",
    """बिना पते का|बारिश के नाम|दो लोगों के लिए|चाँद के साथ|दूर कहीं|धीरे धीरे|तुम्हारे बाद|छत के उस पार
    नदी किनारे|भोर से पहले""",
)

GREEK = bank(
    """Ουράνιο τόξο|Καφενείο δίχως ρολόι|Η τελευταία βάρκα|Ομπρέλα δανεική|Τρίτη βράδυ|Το κλειδί στη γλάστρα
    Θερινό σινεμά|Ταράτσα|Λεμόνι και αλάτι|Ο γείτονας χορεύει|Τραμ για πουθενά|Μισό φεγγάρι
    Καλοκαίρι με δόσεις|Σταθμός Αύριο""",
    """Γράμμα|Βαλς|Τραγούδι|Όνειρο|Παράθυρο|Ταξίδι|Χορός|Παραμύθι|Φως|Αντίο""",
    """στη βροχή|χωρίς διεύθυνση|για δύο|στην ταράτσα|μετά τα μεσάνυχτα|με δόσεις|στο λιμάνι|πριν ξημερώσει
    από χαρτί|στα κρυφά""",
)

HEBREW = bank(
    """שלושה חדרים וחצי|מטרייה שאולה|אוטובוס אחרון|קפה בשלוש בלילה|השכנה מלמעלה|מפתח מתחת לעציץ|גג חם
    יום שלישי פעמיים|רדיו במרפסת|חצי ירח|מכתב ללא כתובת|לימון ומלח|תחנה הבאה|שקט במדרגות""",
    """ריקוד|שיר|חלום|מכתב|ואלס|סיפור|געגוע|מסע|לילה|זיכרון""",
    """בגשם|על הגג|לשניים|בלי כתובת|אחרי חצות|מנייר|ליד החלון|לפני הזריחה|בהקפה|בלחש""",
)

TURKISH = bank(
    """Çay bahçesi|Son vapur|Ödünç şemsiye|Balkonda radyo|Salı akşamı|Komşunun sazı|Limon tuzu|Kırık asansör
    Martı pazarlığı|Yarım simit|Paspasın altında anahtar|Lodos|Gece lambası|Kâğıt gemi""",
    """Bir mektup|Bir vals|Bir rüya|Bir şarkı|Bir söz|Bir gölge|Bir yolculuk|Bir masal|Bir akşam|Bir pencere""",
    """yağmurda|adressiz|iki kişilik|çatı katında|gece yarısı|veresiye|iskelede|sabaha karşı|usulca
    başka bir yazdan""",
)

ITALIAN = bank(
    """Ombrello in prestito|L'ascensore piange|Domenica guasta|Tram notturno|La vicina del terzo piano|Moka
    Sale e limone|Chiave sotto il vaso|Insegna spenta|Mezza luna|Pioggia a rate|Gelato a novembre
    Radio terrazza|Il gatto del notaio""",
    """Un valzer|Una lettera|Un sogno|Una promessa|Un'ombra|Una canzone|Un viaggio|Una favola|Una finestra
    Un saluto""",
    """senza indirizzo|sotto la pioggia|per due|sul tetto|dopo mezzanotte|a rate|di carta|prima dell'alba
    sottovoce|di un'altra estate""",
)

SYMBOLS = bank(
    """∴|∵|∞ ∴ ∞|○ ● ○|△ ▽|◐ ◑ ◒ ◓|≠|⊕|⊗ ⊗ ⊗|≈ ≈|∅|↑ ↓ ↑|⌁|☰ ☷|⟂|≡ ≢""",
    """∴|○|△|≈|⊕|◇|☰|↑""",
    """○|△|≈|⊗|◇|∞|↓|●|▽|◑""",
)
