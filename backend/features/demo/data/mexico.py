"""Casa Jacaranda, Mexico City: a small house with a restaurant, Spanish and English."""

from backend.domain.words import AlertKind, MoodLevel
from backend.features.demo.shapes import (
    DAY,
    HOUR,
    AlertPlan,
    HotelPlan,
    Line,
    Sheet,
    StayPlan,
    Talk,
)

SHEETS = (
    Sheet("Desayuno", "El desayuno se sirve de 7:30 a 11:00 en el patio. Chilaquiles, fruta y pan de la casa; incluido en la tarifa.", "es", "Food"),
    Sheet("Entrada y salida", "Entrada desde las 15:00, salida hasta las 12:00. Guardamos el equipaje todo el día.", "es", "Stay"),
    Sheet("Wifi", "Red: Jacaranda, contraseña: bugambilia.", "es", "Room"),
    Sheet("Restaurante", "La cocina abre de 13:00 a 22:30, cerrada los lunes. Reserve mesa por este chat.", "es", "Food"),
    Sheet("Estacionamiento", "Valet en la entrada, 250 MXN por noche.", "es", "Arrival"),
    Sheet("Aeropuerto", "Un taxi autorizado desde el aeropuerto cuesta unos 350 MXN y tarda 40 minutos. Podemos mandar chofer por 650 MXN.", "es", "Arrival"),
    Sheet("Mascotas", "Se aceptan perros pequeños, 300 MXN por estancia.", "es", "Stay"),
    Sheet("Azotea", "La terraza de la azotea abre de 10:00 a 22:00. No se permite música después de las 21:00.", "es", "House"),
    Sheet("Lavandería", "Se entrega antes de las 10:00 y se devuelve al día siguiente, 40 MXN por prenda.", "es", "Room"),
    Sheet("Agua", "El agua de la llave no se bebe. Hay garrafones en cada piso y botellas en la habitación.", "es", "House"),
    Sheet("Factura", "Para la factura mándenos su RFC y el uso de CFDI antes de salir.", "es", "Stay"),
    Sheet("Médico", "Un médico llega en una hora, a cualquier hora; la recepción lo llama.", "es", "House"),
    Sheet("Breakfast", "Breakfast is served from 7:30 to 11:00 in the patio and is part of the rate.", "en", "Food"),
    Sheet("Check-in and check-out", "Check-in from 15:00, check-out until 12:00. We keep your luggage all day.", "en", "Stay"),
    Sheet("From the airport", "An authorised taxi costs about 350 MXN and takes 40 minutes. We can send a driver for 650 MXN.", "en", "Arrival"),
    Sheet("Tap water", "Do not drink tap water. There are large bottles on each floor and small ones in the room.", "en", "House"),
    Sheet("Roof terrace", "The roof terrace is open from 10:00 to 22:00; no music after 21:00.", "en", "House"),
    Sheet("Frühstück", "Frühstück gibt es von 7:30 bis 11:00 Uhr im Patio, es ist im Preis enthalten.", "de", "Food"),
)  # fmt: skip

TALKS = (
    Talk(
        "Valeria Gómez", "+525512345601", "es", stay=StayPlan("4", -1, 3, "Suite"), unread=1,
        lines=(
            Line(DAY, "guest", "Hola, ¿hay mesa para dos esta noche a las 8?"),
            Line(DAY - 5, "staff", "¡Hola, Valeria! Mesa en el patio a las 20:00, a su nombre."),
            Line(DAY - 7, "guest", "¡Perfecto, gracias!", mood=(MoodLevel.POSITIVE, 0.8)),
            Line(15, "guest", "¿A qué hora cierra la azotea?"),
        ),
    ),
    Talk(
        "Ricardo Salinas", "+525512345602", "es", stay=StayPlan("9", -2, 4), unread=2,
        alert=AlertPlan(AlertKind.COMPLAINT, "The guest was charged twice for breakfast"),
        lines=(
            Line(50, "guest", "Me cobraron dos veces el desayuno y está incluido en mi tarifa.", mood=(MoodLevel.NEGATIVE, -0.6)),
            Line(9, "guest", "Sigo esperando. Es una falta de respeto, quiero hablar con el gerente.", mood=(MoodLevel.COMPLAINT, -0.9)),
        ),
    ),
    Talk(
        "Megan Foster", "+12025550171", "en", stay=StayPlan("2", 0, 5, source="Website"),
        lines=(
            Line(4 * HOUR, "guest", "Hi! Can someone pick us up at the airport at 7pm? AA 1207"),
            Line(4 * HOUR - 1, "ai", "We can send a driver for 650 MXN. An authorised taxi costs about 350 MXN and takes 40 minutes.", source="From the airport"),
            Line(4 * HOUR - 6, "guest", "Driver please, 2 people"),
            Line(4 * HOUR - 14, "staff", "Booked: Don Luis waits at gate 4 with your name."),
            Line(4 * HOUR - 16, "guest", "You are wonderful", mood=(MoodLevel.POSITIVE, 0.9)),
        ),
    ),
    Talk(
        "Andreas Keller", "+4915112340304", "de", stay=StayPlan("6", -1, 3), held=True,
        lines=(
            Line(85, "guest", "Kann man hier das Leitungswasser trinken?"),
            Line(84, "ai", "Bitte nicht: Leitungswasser ist kein Trinkwasser. Auf jedem Stockwerk stehen große Flaschen, kleine sind im Zimmer.", source="Tap water"),
            Line(60, "guest", "Danke. Ich habe leider schon davon getrunken und mir ist übel."),
            Line(55, "staff", "Wir rufen sofort einen Arzt, er ist in etwa einer Stunde bei Ihnen. Brauchen Sie bis dahin etwas?"),
            Line(50, "guest", "Tee wäre gut."),
        ),
    ),
    Talk(
        "Луиза Ахметова", "+79161234505", "ru", stay=StayPlan("7", 0, 6), unread=1,
        lines=(
            Line(2 * HOUR, "guest", "Добрый день! Мы забронировали номер с видом на патио, всё верно?"),
            Line(2 * HOUR - 12, "staff", "Добрый день! Да, номер 7, окна в патио."),
            Line(25, "guest", "А во сколько завтрак?"),
        ),
    ),
    Talk(
        "Karim Haddad", "+971501234306", "ar", stay=StayPlan("10", 1, 3),
        lines=(
            Line(10 * HOUR, "guest", "مساء الخير، هل لديكم خيارات نباتية في المطعم؟"),
            Line(9 * HOUR, "staff", "مساء الخير! نعم، لدينا قائمة نباتية كاملة، والمطبخ مفتوح من 13:00 إلى 22:30."),
        ),
    ),
    Talk(
        "Paola Medina", "+525512345607", "es", resolved=True, stay=StayPlan("3", -6, 3),
        lines=(
            Line(3 * DAY, "guest", "Olvidé mis lentes en el baño."),
            Line(3 * DAY - 30, "staff", "Los tenemos en recepción. ¿Se los mandamos por paquetería?"),
            Line(3 * DAY - 35, "guest", "Sí, por favor, a la dirección de la reserva."),
            Line(2 * DAY, "phone", "Ya van en camino, llegan mañana."),
            Line(2 * DAY - 10, "guest", "Mil gracias ❤️", mood=(MoodLevel.POSITIVE, 0.95)),
        ),
    ),
    Talk(
        "Chris Nolan Lee", "+12025550188", "en", opted_out=True, stay=StayPlan("8", -2, 3),
        lines=(Line(40 * HOUR, "guest", "stop"),),
    ),
    Talk(
        "Familia Ortega", "+525512345609", "es", vip=True, stay=StayPlan("11", -4, 8, "Family"),
        lines=(
            Line(4 * DAY - 60, "guest", "Ya llegamos. ¿Nos ayudan con las maletas?"),
            Line(4 * DAY - 58, "staff", "¡Bienvenidos! Va Toño por ustedes."),
            Line(3 * DAY, "guest", "¿Me pasan la clave del wifi?"),
            Line(3 * DAY - 1, "ai", "Claro: red Jacaranda, contraseña bugambilia.", source="Wifi"),
            Line(2 * DAY, "guest", "¿Pueden lavar dos vestidos para mañana?"),
            Line(2 * DAY - 1, "ai", "Sí: si los entrega antes de las 10:00, se devuelven al día siguiente; son 40 MXN por prenda.", source="Lavandería"),
            Line(DAY, "guest", "Necesito factura. RFC OEFM800101XX1, uso G03"),
            Line(DAY - 1, "ai", "Gracias, paso su RFC y el uso de CFDI a la recepción.", source="Factura"),
            Line(5 * HOUR, "guest", "Todo excelente, volveremos", mood=(MoodLevel.POSITIVE, 0.95)),
        ),
    ),
    Talk(
        "Isabel Navarro", "+34612345610", "es", stay=StayPlan("5", 3, 2, source="Booking.com"),
        lines=(
            Line(28 * HOUR, "guest", "Hola, viajo con un perrito de 4 kilos, ¿se puede?"),
            Line(28 * HOUR - 1, "ai", "Sí, aceptamos perros pequeños por 300 MXN por estancia.", source="Mascotas"),
        ),
    ),
    Talk(
        "Noah Schneider", "+4915112340311", "en", stay=StayPlan("1", -1, 2),
        lines=(
            Line(6 * HOUR, "guest", "Is breakfast included?"),
            Line(6 * HOUR - 1, "ai", "Yes, breakfast is part of the rate. It is served from 7:30 to 11:00 in the patio.", source="Breakfast"),
            Line(6 * HOUR - 3, "guest", "Nice 👍", quotes=1, mood=(MoodLevel.POSITIVE, 0.6)),
        ),
    ),
    Talk("Lucía Herrera", "+525512345612", "es", stay=StayPlan(None, 15, 4, source="Website")),
)  # fmt: skip

HOTEL = HotelPlan(
    key="jacaranda",
    name="Casa Jacaranda",
    timezone="America/Mexico_City",
    language="es",
    phone="+52 55 5550 0140",
    website="https://jacaranda.example",
    people=(("manager", "Elena Fuentes"), ("agent", "Diego Campos"), ("viewer", "Rosa Mora")),
    sheets=SHEETS,
    talks=TALKS,
    keywords=("taxi", "chofer", "traslado"),
)
