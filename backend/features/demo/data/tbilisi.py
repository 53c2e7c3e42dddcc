"""Vake Garden, Tbilisi: families and long stays, Russian and English."""

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
    Sheet("Breakfast", "Breakfast is a buffet from 8:00 to 11:00 on the terrace, in winter in the hall. It is part of every rate.", "en", "Food"),
    Sheet("Check-in and check-out", "Check-in from 14:00, check-out until 12:00. Half a day more costs half a night.", "en", "Stay"),
    Sheet("Wi-Fi", "Network: Vake Garden, password: pomegranate.", "en", "Room"),
    Sheet("Pool", "The garden pool is open from 9:00 to 20:00, May to October. Towels are at the bar.", "en", "House"),
    Sheet("Airport transfer", "A driver with a sign waits at arrivals, 60 GEL, also at night. Tell us the flight number a day before.", "en", "Arrival"),
    Sheet("Parking", "Free parking in the yard for guests, the gate opens with the room key.", "en", "Arrival"),
    Sheet("Kitchen", "Apartments have a kitchen with stove and washing machine. Extra dishes are brought on request.", "en", "Room"),
    Sheet("Baby cots", "Cots and high chairs are free of charge; please ask a day before.", "en", "Room"),
    Sheet("Money", "We take cards and lari. The nearest exchange is in Chavchavadze Avenue 12, open until 22:00.", "en", "City"),
    Sheet("Doctor", "An English- and Russian-speaking doctor comes within two hours; the reception calls one at any time.", "en", "House"),
    Sheet("Smoking", "Only on the terrace. A fine of 200 GEL is charged for smoking in rooms.", "en", "House"),
    Sheet("Cleaning", "Rooms are cleaned daily between 10:00 and 15:00, linen is changed every third day.", "en", "Room"),
    Sheet("Завтрак", "Завтрак «шведский стол» с 8:00 до 11:00 на террасе, зимой в зале. Входит в любой тариф.", "ru", "Food"),
    Sheet("Заезд и выезд", "Заезд с 14:00, выезд до 12:00. Ещё полдня стоят половину суток.", "ru", "Stay"),
    Sheet("Бассейн", "Бассейн в саду работает с 9:00 до 20:00, с мая по октябрь. Полотенца в баре.", "ru", "House"),
    Sheet("Трансфер", "Водитель с табличкой встречает в зале прилёта, 60 лари, ночью тоже. Номер рейса нужен за день.", "ru", "Arrival"),
    Sheet("Wi-Fi и пароль", "Сеть: Vake Garden, пароль: pomegranate.", "ru", "Room"),
    Sheet("Kinder", "Kinderbetten und Hochstühle sind kostenlos; bitte einen Tag vorher Bescheid geben.", "de", "Room"),
)  # fmt: skip

TALKS = (
    Talk(
        "Мария Соколова", "+79161234501", "ru", stay=StayPlan("12", -2, 7, "Apartment"), unread=1,
        lines=(
            Line(2 * DAY + 60, "guest", "Здравствуйте! Мы с ребёнком, можно кроватку в номер?"),
            Line(2 * DAY + 55, "staff", "Здравствуйте, Мария! Кроватка и стульчик уже стоят в номере."),
            Line(DAY + 400, "guest", "Спасибо! А бассейн до скольких?"),
            Line(DAY + 399, "ai", "Бассейн в саду работает с 9:00 до 20:00. Полотенца можно взять в баре.", source="Бассейн"),
            Line(18, "guest", "Подскажите, где рядом поменять деньги?"),
        ),
    ),
    Talk(
        "Артём Белов", "+79161234502", "ru", stay=StayPlan("21", -1, 4), unread=1,
        alert=AlertPlan(AlertKind.COMPLAINT, "Hot water has been off since the morning"),
        lines=(
            Line(3 * HOUR, "guest", "Доброе утро. Нет горячей воды."),
            Line(3 * HOUR - 10, "staff", "Доброе утро, приносим извинения, мастер уже смотрит бойлер. Примерно час."),
            Line(8, "guest", "Прошло три часа, воды всё ещё нет. Это никуда не годится, верните деньги за день.", mood=(MoodLevel.COMPLAINT, -0.95)),
        ),
    ),
    Talk(
        "Lena Maurer", "+4915112340203", "de", stay=StayPlan("7", 1, 6, "Family"),
        lines=(
            Line(6 * HOUR, "guest", "Hallo, wir kommen morgen um 3:40 nachts an. Ist dann jemand da?"),
            Line(6 * HOUR - 2, "ai", "Die Rezeption ist rund um die Uhr besetzt. Ein Fahrer mit Schild kann Sie am Flughafen abholen, 60 GEL; dafür brauchen wir die Flugnummer.", source="Airport transfer"),
            Line(6 * HOUR - 15, "guest", "TK 386, zwei Erwachsene, zwei Kinder. Danke!", mood=(MoodLevel.POSITIVE, 0.5)),
            Line(6 * HOUR - 30, "staff", "Notiert: Der Fahrer wartet um 3:40 Uhr mit Ihrem Namen."),
        ),
    ),
    Talk(
        "فاطمة الزهراني", "+966501234567", "ar", stay=StayPlan("15", 0, 5, "Apartment"), unread=1,
        lines=(
            Line(2 * HOUR, "guest", "مرحبا، هل الإفطار مشمول في السعر؟"),
            Line(2 * HOUR - 1, "ai", "مرحبا! نعم، الإفطار مشمول في كل الأسعار، من 8:00 إلى 11:00 على الشرفة.", source="Breakfast"),
            Line(30, "guest", "شكرا. وهل يوجد مطبخ في الشقة؟"),
        ),
    ),
    Talk(
        "Nino Beridze", "+995555123405", "en", resolved=True, stay=StayPlan("3", -9, 2),
        lines=(
            Line(6 * DAY, "guest", "Could you send me the receipt for 3 nights?"),
            Line(6 * DAY - 40, "staff", "Of course, it is in your mailbox. Thank you for staying with us."),
            Line(6 * DAY - 45, "guest", "Got it, thanks!", mood=(MoodLevel.POSITIVE, 0.6)),
        ),
    ),
    Talk(
        "Дмитрий Орлов", "+79161234506", "ru", vip=True, stay=StayPlan("30", -6, 14, "Suite", "Direct", "Постоянный гость"),
        lines=(
            Line(5 * DAY, "guest", "Добрый день. Нужен водитель на завтра в Кахетию."),
            Line(5 * DAY - 20, "staff", "Добрый день, Дмитрий. Гиоргий подъедет к 9:00, весь день 250 лари."),
            Line(4 * DAY, "guest", "Отличный водитель, спасибо!", mood=(MoodLevel.POSITIVE, 0.9)),
            Line(3 * DAY, "guest", "Можно уборку сегодня после 16?"),
            Line(3 * DAY - 5, "staff", "Да, придут в 16:30."),
            Line(2 * DAY, "guest", "Какой пароль у вайфая на террасе?"),
            Line(2 * DAY - 1, "ai", "Сеть Vake Garden, пароль pomegranate, он одинаковый во всём отеле.", source="Wi-Fi и пароль"),
            Line(DAY, "guest", "Завтра выезжаю в 6 утра на экскурсию, можно завтрак с собой?"),
            Line(DAY - 12, "staff", "Соберём два ланч-бокса, будут на стойке в 5:45."),
            Line(DAY - 15, "guest", "Вы лучшие", mood=(MoodLevel.POSITIVE, 0.95)),
        ),
    ),
    Talk(
        "Tom Becker", "+4915112340207", "en", opted_out=True, stay=StayPlan("9", -1, 3),
        lines=(Line(22 * HOUR, "guest", "STOP"),),
    ),
    Talk(
        "Sara Cohen", "+972501234208", "en", stay=StayPlan("18", -1, 3), held=True,
        alert=AlertPlan(AlertKind.AI_HANDED_OVER, "Nothing in the hotel's facts answers this"),
        lines=(
            Line(100, "guest", "Is there a synagogue within walking distance?"),
            Line(92, "staff", "Hello Sara, the nearest is in Kote Abkhazi Street, 15 minutes by taxi. I can book one for you."),
            Line(90, "guest", "Please do, for 18:00"),
        ),
    ),
    Talk(
        "Giorgi Lomidze", "+995555123409", "en", stay=StayPlan("5", 4, 2),
        lines=(
            Line(30 * HOUR, "guest", "Is the pool heated?"),
            Line(30 * HOUR - 1, "ai", "The garden pool is open from 9:00 to 20:00, May to October. I have asked a colleague whether it is heated.", source="Pool"),
            Line(29 * HOUR, "staff", "It is not heated, but the terrace is sunny all afternoon."),
        ),
    ),
    Talk(
        "Ольга Кравец", "+79161234510", "ru", stay=StayPlan("26", 0, 3),
        lines=(
            Line(50, "guest", "Мы приедем раньше, в 11. Можно оставить чемоданы?"),
            Line(49, "ai", "Конечно, чемоданы можно оставить на стойке. Заезд с 14:00.", source="Заезд и выезд"),
            Line(47, "guest", "Спасибо большое", mood=(MoodLevel.POSITIVE, 0.5)),
        ),
    ),
    Talk(
        "Javier Ruiz", "+34612345611", "es", stay=StayPlan("11", -3, 3),
        lines=(
            Line(8 * HOUR, "guest", "¿A qué hora hay que dejar la habitación?"),
            Line(8 * HOUR - 1, "ai", "La salida es hasta las 12:00. Medio día más cuesta la mitad de una noche.", source="Check-in and check-out"),
        ),
    ),
    Talk("Hannah Wright", "+447700900212", "en", stay=StayPlan(None, 12, 7, "Family", "Website")),
)  # fmt: skip

HOTEL = HotelPlan(
    key="vake",
    name="Vake Garden",
    timezone="Asia/Tbilisi",
    language="ru",
    phone="+995 32 255 0130",
    website="https://vake.example",
    people=(("manager", "Тамара Гелашвили"), ("agent", "Nika Javakhishvili"), ("viewer", "Eka Kiknadze")),
    sheets=SHEETS,
    talks=TALKS,
    keywords=("taxi", "transfer", "такси", "трансфер"),
)  # fmt: skip
