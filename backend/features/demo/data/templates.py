"""The templates every demo hotel starts with, in the languages of its guests."""

from backend.features.demo.shapes import Words

WELCOME = Words(
    "Welcome",
    {
        "en": "Hello {{guest_first_name|and welcome}}, this is {{hotel_name}}. "
        "You can write to us here at any time, before and during your stay.",
        "de": "Hallo {{guest_first_name|und willkommen}}, hier ist das {{hotel_name}}. "
        "Schreiben Sie uns hier jederzeit, vor und während Ihres Aufenthalts.",
        "es": "Hola, {{guest_first_name|le damos la bienvenida}}, le escribe {{hotel_name}}. "
        "Puede escribirnos por aquí en cualquier momento, antes y durante su estancia.",
        "ru": "Здравствуйте, {{guest_first_name|дорогой гость}}! Это {{hotel_name}}. "
        "Пишите нам сюда в любое время, до приезда и пока вы у нас.",
    },
)
TRANSFER = Words(
    "Taxi and transfer",
    {
        "en": "We gladly book a car for you. Please tell us the time, the number of people "
        "and where to. The reception is at {{hotel_phone|the front desk}}.",
        "de": "Wir bestellen Ihnen gern ein Auto. Bitte nennen Sie uns Uhrzeit, Zahl der "
        "Personen und Ziel. Die Rezeption erreichen Sie unter {{hotel_phone|der Durchwahl 9}}.",
        "es": "Con gusto le pedimos un coche. Díganos la hora, el número de personas y el "
        "destino. Recepción: {{hotel_phone|en la planta baja}}.",
        "ru": "С удовольствием закажем машину. Напишите время, число пассажиров и куда ехать. "
        "Ресепшен: {{hotel_phone|на первом этаже}}.",
    },
)
APOLOGY = Words(
    "We are looking after it",
    {
        "en": "We are sorry about this. A colleague has been told and writes to you shortly.",
        "de": "Das tut uns leid. Eine Kollegin weiß Bescheid und meldet sich gleich bei Ihnen.",
        "es": "Lo sentimos mucho. Un compañero ya está avisado y le escribe enseguida.",
        "ru": "Нам очень жаль. Коллега уже в курсе и скоро вам напишет.",
    },
)
GOODBYE = Words(
    "Thank you for your stay",
    {
        "en": "Thank you for staying with us, {{guest_first_name|dear guest}}. Have a safe trip.",
        "de": "Danke für Ihren Besuch, {{guest_first_name|lieber Gast}}. Gute Reise.",
        "es": "Gracias por su visita, {{guest_first_name|estimado huésped}}. Buen viaje.",
        "ru": "Спасибо, что были у нас, {{guest_first_name|дорогой гость}}. Хорошей дороги.",
    },
)
EVERYWHERE = (WELCOME, TRANSFER, APOLOGY, GOODBYE)
