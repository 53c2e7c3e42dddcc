"""Honest texts that need no model, in the languages most guests write.

None of them promises a time: nobody knows when a colleague is free.
"""

from backend.domain.language import base_language

Texts = dict[str, str]

HOLDING: Texts = {
    "en": "Thank you for your message. A colleague will answer you here as soon as possible.",
    "de": "Vielen Dank für Ihre Nachricht. Jemand aus unserem Team antwortet Ihnen hier so bald"
    " wie möglich.",
    "es": "Gracias por su mensaje. Un compañero le responderá aquí lo antes posible.",
    "ru": "Спасибо за сообщение. Наш сотрудник ответит вам здесь при первой возможности.",
    "fr": "Merci pour votre message. Un collègue vous répondra ici dès que possible.",
    "it": "Grazie per il suo messaggio. Un collega le risponderà qui appena possibile.",
    "pt": "Obrigado pela sua mensagem. Um colega responderá aqui assim que possível.",
    "nl": "Bedankt voor uw bericht. Een collega antwoordt u hier zo snel mogelijk.",
    "pl": "Dziękujemy za wiadomość. Nasz pracownik odpowie tutaj tak szybko, jak to możliwe.",
    "tr": "Mesajınız için teşekkür ederiz. Bir çalışanımız en kısa sürede buradan yanıt verecek.",
    "uk": "Дякуємо за повідомлення. Наш співробітник відповість вам тут якнайшвидше.",
}

HUMAN_COMES: Texts = {
    "en": "Of course. I have told my colleagues, and one of them will write to you here.",
    "de": "Gern. Ich habe das Team verständigt, und jemand schreibt Ihnen hier.",
    "es": "Por supuesto. He avisado al equipo y una persona le escribirá aquí.",
    "ru": "Конечно. Я сообщил коллегам, и один из них напишет вам здесь.",
    "fr": "Bien sûr. J'ai prévenu l'équipe et quelqu'un vous écrira ici.",
    "it": "Certo. Ho avvisato il team e qualcuno le scriverà qui.",
    "pt": "Claro. Avisei a equipe e alguém escreverá para você aqui.",
    "nl": "Natuurlijk. Ik heb het team gewaarschuwd en iemand schrijft u hier.",
    "pl": "Oczywiście. Przekazałem sprawę zespołowi i ktoś do Państwa tutaj napisze.",
    "tr": "Elbette. Ekibimize haber verdim, bir çalışanımız size buradan yazacak.",
    "uk": "Звичайно. Я повідомив колег, і хтось із них напише вам тут.",
}

CANNOT_OPEN: Texts = {
    "en": "Thank you. I cannot open this myself, so a colleague will look at it and answer here.",
    "de": "Vielen Dank. Ich kann das nicht selbst öffnen; jemand aus dem Team sieht es sich an und"
    " antwortet hier.",
    "es": "Gracias. No puedo abrirlo yo mismo; un compañero lo mirará y le responderá aquí.",
    "ru": "Спасибо. Я не могу открыть это сам; сотрудник посмотрит и ответит вам здесь.",
    "fr": "Merci. Je ne peux pas l'ouvrir moi-même ; un collègue le regardera et répondra ici.",
    "it": "Grazie. Non posso aprirlo da solo; un collega lo guarderà e risponderà qui.",
    "pt": "Obrigado. Não consigo abrir isto; um colega vai ver e responder aqui.",
    "nl": "Bedankt. Ik kan dit zelf niet openen; een collega bekijkt het en antwoordt hier.",
    "pl": "Dziękuję. Nie mogę tego otworzyć; pracownik obejrzy to i odpowie tutaj.",
    "tr": "Teşekkürler. Bunu kendim açamıyorum; bir çalışanımız bakıp buradan yanıt verecek.",
    "uk": "Дякую. Я не можу відкрити це сам; співробітник подивиться й відповість тут.",
}

GREETING: Texts = {
    "en": "Hello! How can we help you?",
    "de": "Guten Tag! Wie können wir Ihnen helfen?",
    "es": "¡Hola! ¿En qué podemos ayudarle?",
    "ru": "Здравствуйте! Чем мы можем помочь?",
    "fr": "Bonjour ! Comment pouvons-nous vous aider ?",
    "it": "Buongiorno! Come possiamo aiutarla?",
    "pt": "Olá! Como podemos ajudar?",
    "nl": "Goedendag! Hoe kunnen we u helpen?",
    "pl": "Dzień dobry! W czym możemy pomóc?",
    "tr": "Merhaba! Size nasıl yardımcı olabiliriz?",
    "uk": "Вітаємо! Чим можемо допомогти?",
}


def say(texts: Texts, *languages: str | None) -> str:
    """In the first of the languages there is a text in, else in English."""
    for language in filter(None, languages):
        if base_language(language) in texts:
            return texts[base_language(language)]
    return texts["en"]


def is_fixed(text: str) -> bool:
    """Whether it is one of these texts, as it stands here."""
    return any(text == known for texts in _ALL for known in texts.values())


_ALL = (HOLDING, HUMAN_COMES, CANNOT_OPEN, GREETING)
