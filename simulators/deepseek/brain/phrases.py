"""What the stand-in says, in the four languages it writes; others get English."""

LANGUAGES = ("en", "de", "es", "ru")
Phrase = dict[str, str]

GREETING: Phrase = {
    "en": "Hello! How can I help you?",
    "de": "Guten Tag! Wie kann ich Ihnen helfen?",
    "es": "¡Hola! ¿En qué puedo ayudarle?",
    "ru": "Здравствуйте! Чем могу помочь?",
}
HELLO: Phrase = {"en": "Hello!", "de": "Guten Tag!", "es": "¡Hola!", "ru": "Здравствуйте!"}
THANKS: Phrase = {
    "en": "You are very welcome! Let us know if you need anything else.",
    "de": "Sehr gern! Melden Sie sich, wenn Sie noch etwas brauchen.",
    "es": "¡Con mucho gusto! Avísenos si necesita algo más.",
    "ru": "Всегда пожалуйста! Напишите, если понадобится что-то ещё.",
}
GLAD: Phrase = {
    "en": "That is lovely to hear, thank you!",
    "de": "Das freut uns sehr, vielen Dank!",
    "es": "¡Nos alegra mucho, gracias!",
    "ru": "Очень рады это слышать, спасибо!",
}
SORRY: Phrase = {
    "en": "I am sorry about that.",
    "de": "Das tut mir leid.",
    "es": "Lo siento.",
    "ru": "Мне очень жаль.",
}
UNKNOWN: Phrase = {
    "en": "I do not have reliable information on that. A colleague will answer you here.",
    "de": "Dazu habe ich keine verlässliche Auskunft. Eine Kollegin oder ein Kollege meldet sich "
    "hier bei Ihnen.",
    "es": "No tengo información segura sobre eso. Un compañero le responderá aquí mismo.",
    "ru": "У меня нет точной информации об этом. Вам ответит наш сотрудник здесь, в чате.",
}
COMPLAINT: Phrase = {
    "en": "I am very sorry about this. I have told the team, and a colleague will take care of it.",
    "de": "Das tut mir sehr leid. Ich habe das Team informiert, jemand kümmert sich darum.",
    "es": "Lamento mucho lo ocurrido. He avisado al equipo y un compañero se ocupará de ello.",
    "ru": "Приносим извинения. Я сообщил команде, наш сотрудник займётся этим.",
}
HUMAN: Phrase = {
    "en": "Of course. I am passing you on to a colleague, who will write to you here.",
    "de": "Natürlich. Ich gebe an eine Kollegin oder einen Kollegen weiter, die sich hier melden.",
    "es": "Por supuesto. Le paso con un compañero, que le escribirá aquí.",
    "ru": "Конечно. Передаю ваш вопрос сотруднику, он напишет вам здесь.",
}
RESTRICTED: Phrase = {
    "en": "This is something my colleagues decide. I have passed it on; they will answer you here.",
    "de": "Darüber entscheiden meine Kollegen. Ich habe es weitergegeben, sie melden sich hier.",
    "es": "Esto lo deciden mis compañeros. Se lo he trasladado y le responderán aquí.",
    "ru": "Это решают мои коллеги. Я передал ваш вопрос, они ответят вам здесь.",
}
REQUEST: Phrase = {
    "en": "Thank you, I have passed your request on to the team. A colleague will confirm it here.",
    "de": "Danke, ich habe Ihren Wunsch an das Team weitergegeben. Jemand bestätigt ihn hier.",
    "es": "Gracias, he pasado su petición al equipo. Un compañero se la confirmará aquí.",
    "ru": "Спасибо, я передал вашу просьбу команде. Сотрудник подтвердит её здесь.",
}
QUOTED: Phrase = {
    "en": "Here is what the hotel says: “{text}”",
    "de": "Dazu die Angabe des Hotels: „{text}“",
    "es": "Esto es lo que indica el hotel: «{text}»",
    "ru": "Вот информация отеля: «{text}»",
}
PRICE: Phrase = {
    "en": "Price: {prices}.",
    "de": "Preis: {prices}.",
    "es": "Precio: {prices}.",
    "ru": "Цена: {prices}.",
}
UNITS: dict[str, Phrase] = {
    "night": {"en": "per night", "de": "pro Nacht", "es": "por noche", "ru": "за ночь"},
    "day": {"en": "per day", "de": "pro Tag", "es": "por día", "ru": "за день"},
    "person": {"en": "per person", "de": "pro Person", "es": "por persona", "ru": "с человека"},
    "hour": {"en": "per hour", "de": "pro Stunde", "es": "por hora", "ru": "в час"},
    "stay": {"en": "per stay", "de": "pro Aufenthalt", "es": "por estancia", "ru": "за проживание"},
}
PHONE: Phrase = {
    "en": "Phone: {phone}.",
    "de": "Telefon: {phone}.",
    "es": "Teléfono: {phone}.",
    "ru": "Телефон: {phone}.",
}
WIFI: Phrase = {
    "en": "Wi-Fi network: {network}, password: {secret}.",
    "de": "WLAN-Netz: {network}, Passwort: {secret}.",
    "es": "Red Wi-Fi: {network}, contraseña: {secret}.",
    "ru": "Сеть Wi-Fi: {network}, пароль: {secret}.",
}
WIFI_SECRET: Phrase = {
    "en": "The Wi-Fi password is {secret}.",
    "de": "Das WLAN-Passwort lautet {secret}.",
    "es": "La contraseña del Wi-Fi es {secret}.",
    "ru": "Пароль от Wi-Fi: {secret}.",
}
# For entries in another language than the guest's: a sentence around the entry's own hours.
HOURS: dict[str, Phrase] = {
    "breakfast": {
        "en": "Breakfast is served {hours}.",
        "de": "Frühstück: {hours} Uhr.",
        "es": "El desayuno se sirve: {hours}.",
        "ru": "Завтрак подают {hours}.",
    },
    "checkout": {
        "en": "Check-out: {hours}.",
        "de": "Check-out: {hours} Uhr.",
        "es": "Salida: {hours}.",
        "ru": "Выезд: {hours}.",
    },
    "late_checkout": {
        "en": "Late check-out: {hours}.",
        "de": "Später Check-out: {hours} Uhr.",
        "es": "Salida tardía: {hours}.",
        "ru": "Поздний выезд: {hours}.",
    },
    "checkin": {
        "en": "Check-in: {hours}.",
        "de": "Check-in: {hours} Uhr.",
        "es": "Entrada: {hours}.",
        "ru": "Заезд: {hours}.",
    },
    "pool": {
        "en": "The pool is open {hours}.",
        "de": "Der Pool ist {hours} Uhr geöffnet.",
        "es": "La piscina abre: {hours}.",
        "ru": "Бассейн открыт {hours}.",
    },
    "spa": {
        "en": "The spa is open {hours}.",
        "de": "Der Wellnessbereich ist {hours} Uhr geöffnet.",
        "es": "El spa abre: {hours}.",
        "ru": "Спа открыт {hours}.",
    },
    "gym": {
        "en": "The gym is open {hours}.",
        "de": "Der Fitnessraum ist {hours} Uhr geöffnet.",
        "es": "El gimnasio abre: {hours}.",
        "ru": "Спортзал открыт {hours}.",
    },
    "restaurant": {
        "en": "The restaurant is open {hours}.",
        "de": "Das Restaurant ist {hours} Uhr geöffnet.",
        "es": "El restaurante abre: {hours}.",
        "ru": "Ресторан открыт {hours}.",
    },
    "bar": {
        "en": "The bar is open {hours}.",
        "de": "Die Bar ist {hours} Uhr geöffnet.",
        "es": "El bar abre: {hours}.",
        "ru": "Бар открыт {hours}.",
    },
    "reception": {
        "en": "Reception is open {hours}.",
        "de": "Die Rezeption ist {hours} Uhr besetzt.",
        "es": "La recepción atiende: {hours}.",
        "ru": "Стойка регистрации работает {hours}.",
    },
    "room_service": {
        "en": "Room service: {hours}.",
        "de": "Zimmerservice: {hours} Uhr.",
        "es": "Servicio de habitaciones: {hours}.",
        "ru": "Обслуживание в номер: {hours}.",
    },
    "quiet": {
        "en": "Quiet hours: {hours}.",
        "de": "Ruhezeit: {hours} Uhr.",
        "es": "Horas de silencio: {hours}.",
        "ru": "Тихие часы: {hours}.",
    },
}
PRICED: dict[str, Phrase] = {
    "parking": {
        "en": "Parking is available, {prices}.",
        "de": "Parkplätze sind vorhanden, {prices}.",
        "es": "Hay aparcamiento, {prices}.",
        "ru": "Парковка есть, {prices}.",
    },
    "pets": {
        "en": "Pets are welcome, {prices}.",
        "de": "Haustiere sind willkommen, {prices}.",
        "es": "Se admiten mascotas, {prices}.",
        "ru": "С животными можно, {prices}.",
    },
    "tourist_tax": {
        "en": "Tourist tax: {prices}.",
        "de": "Kurtaxe: {prices}.",
        "es": "Tasa turística: {prices}.",
        "ru": "Туристический налог: {prices}.",
    },
    "airport": {
        "en": "Airport transfer: {prices}.",
        "de": "Flughafentransfer: {prices}.",
        "es": "Traslado al aeropuerto: {prices}.",
        "ru": "Трансфер в аэропорт: {prices}.",
    },
}


def say(phrase: Phrase, language: str, **values: str) -> str:
    return phrase.get(language, phrase["en"]).format(**values)
