"""What guests read around surveys and complaints, in the languages of the fixed texts."""

from backend.domain.fixed_texts import Texts

QUESTION: Texts = {
    "en": "How is your stay so far? Please answer with a number from 1 (bad) to 5 (excellent).",
    "de": "Wie gefällt es Ihnen bei uns? Bitte antworten Sie mit einer Zahl von 1 (schlecht) bis 5"
    " (ausgezeichnet).",
    "es": "¿Qué tal su estancia? Responda con un número del 1 (mal) al 5 (excelente).",
    "ru": "Как вам у нас? Ответьте числом от 1 (плохо) до 5 (отлично).",
    "fr": "Comment se passe votre séjour ? Répondez par un chiffre de 1 (mauvais) à 5 (excellent).",
    "it": "Come va il suo soggiorno? Risponda con un numero da 1 (male) a 5 (eccellente).",
    "pt": "Como está a sua estadia? Responda com um número de 1 (ruim) a 5 (excelente).",
    "nl": "Hoe bevalt uw verblijf? Antwoord met een cijfer van 1 (slecht) tot 5 (uitstekend).",
    "pl": "Jak przebiega Państwa pobyt? Proszę odpowiedzieć liczbą od 1 (źle) do 5 (doskonale).",
    "tr": "Konaklamanız nasıl? Lütfen 1 (kötü) ile 5 (mükemmel) arasında bir sayı yazın.",
    "uk": "Як вам у нас? Відповідайте числом від 1 (погано) до 5 (відмінно).",
}
THANKS: Texts = {
    "en": "Thank you, that makes us happy.",
    "de": "Vielen Dank, das freut uns.",
    "es": "Gracias, nos alegra mucho.",
    "ru": "Спасибо, нам очень приятно.",
    "fr": "Merci, cela nous fait plaisir.",
    "it": "Grazie, ci fa piacere.",
    "pt": "Obrigado, ficamos felizes.",
    "nl": "Dank u wel, dat doet ons plezier.",
    "pl": "Dziękujemy, bardzo nas to cieszy.",
    "tr": "Teşekkürler, çok sevindik.",
    "uk": "Дякуємо, нам дуже приємно.",
}
REVIEW: Texts = {
    "en": "If you like, tell others about it here:",
    "de": "Wenn Sie mögen, erzählen Sie anderen hier davon:",
    "es": "Si lo desea, cuénteselo a otros aquí:",
    "ru": "Если хотите, расскажите об этом другим здесь:",
    "fr": "Si vous le souhaitez, dites-le aux autres ici :",
    "it": "Se vuole, lo racconti ad altri qui:",
    "pt": "Se quiser, conte a outros aqui:",
    "nl": "Vertel het gerust hier aan anderen:",
    "pl": "Jeśli mają Państwo ochotę, prosimy o opinię tutaj:",
    "tr": "Dilerseniz bunu başkalarıyla burada paylaşın:",
    "uk": "Якщо бажаєте, розкажіть про це іншим тут:",
}
SORRY: Texts = {
    "en": "Thank you for telling us. We are sorry; a colleague will look after it and write here.",
    "de": "Danke für Ihre Offenheit. Es tut uns leid; jemand kümmert sich darum und schreibt hier.",
    "es": "Gracias por decírnoslo. Lo sentimos; un compañero se ocupará y le escribirá aquí.",
    "ru": "Спасибо, что сказали. Нам жаль; сотрудник займётся этим и напишет вам здесь.",
    "fr": "Merci de nous le dire. Nous sommes désolés ; un collègue s'en occupe et vous écrit ici.",
    "it": "Grazie di avercelo detto. Ci dispiace; un collega se ne occuperà e le scriverà qui.",
    "pt": "Obrigado por nos dizer. Lamentamos; um colega vai tratar disso e escrever aqui.",
    "nl": "Dank dat u het zegt. Het spijt ons; een collega kijkt ernaar en schrijft hier.",
    "pl": "Dziękujemy za szczerość. Przykro nam; pracownik zajmie się tym i napisze tutaj.",
    "tr": "Söylediğiniz için teşekkürler. Üzgünüz; bir çalışanımız ilgilenip buradan yazacak.",
    "uk": "Дякуємо, що сказали. Нам шкода; співробітник займеться цим і напише тут.",
}
IS_IT_FIXED: Texts = {
    "en": "We have looked after it. Is everything all right now? Please answer yes or no.",
    "de": "Wir haben uns darum gekümmert. Ist jetzt alles in Ordnung? Bitte antworten Sie mit Ja"
    " oder Nein.",
    "es": "Nos hemos ocupado. ¿Está todo bien ahora? Responda sí o no.",
    "ru": "Мы этим занялись. Теперь всё в порядке? Ответьте «да» или «нет».",
    "fr": "Nous nous en sommes occupés. Tout va bien maintenant ? Répondez oui ou non.",
    "it": "Ce ne siamo occupati. Ora è tutto a posto? Risponda sì o no.",
    "pt": "Já tratamos disso. Está tudo bem agora? Responda sim ou não.",
    "nl": "We hebben het opgepakt. Is alles nu in orde? Antwoord met ja of nee.",
    "pl": "Zajęliśmy się tym. Czy teraz wszystko w porządku? Proszę odpowiedzieć tak lub nie.",
    "tr": "Bununla ilgilendik. Şimdi her şey yolunda mı? Lütfen evet veya hayır yazın.",
    "uk": "Ми цим зайнялися. Тепер усе гаразд? Відповідайте так або ні.",
}
