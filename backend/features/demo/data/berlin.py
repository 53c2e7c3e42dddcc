"""Hotel Linden, Berlin: business guests and weekends, German and English."""

from backend.domain.words import AlertKind, AlertStatus, MessageStatus, MoodLevel
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
    Sheet("Breakfast", "Breakfast is served from 6:30 to 10:30, on weekends until 11:00, on the ground floor. It costs 19 EUR; children under 6 eat free.", "en", "Food"),
    Sheet("Check-in and check-out", "Check-in from 15:00, check-out until 11:00. Late check-out until 14:00 costs 25 EUR and depends on the day; ask the evening before.", "en", "Stay"),
    Sheet("Wi-Fi", "Network: Linden Guest. No password; accept the page that opens. The same network works in the courtyard.", "en", "Room"),
    Sheet("Parking", "Garage under the house, 22 EUR a night, height 1.95 m. No reservation; two places charge electric cars at 11 kW.", "en", "Arrival"),
    Sheet("From the airport", "From BER take the FEX train to Hauptbahnhof (30 min), then tram M5 three stops to Monbijouplatz. A taxi costs about 60 EUR.", "en", "Arrival"),
    Sheet("Luggage", "We keep your luggage before check-in and after check-out, free of charge, on the day itself.", "en", "Stay"),
    Sheet("Pets", "Dogs are welcome for 15 EUR a night, not in the breakfast room.", "en", "Stay"),
    Sheet("Sauna and gym", "Sauna 16:00 to 22:00, gym around the clock, both on the sixth floor with your room card.", "en", "House"),
    Sheet("Room service", "Cold dishes from 18:00 to 23:00. Order at the reception or here.", "en", "Food"),
    Sheet("Ironing and laundry", "Iron and board are brought to the room on request. Laundry given before 9:00 is back at 18:00.", "en", "Room"),
    Sheet("Quiet hours", "22:00 to 7:00. Call the reception at any hour when something disturbs you.", "en", "House"),
    Sheet("Invoices", "The invoice is sent by e-mail after check-out. For a company name or tax number tell us before departure.", "en", "Stay"),
    Sheet("Frühstück", "Frühstück gibt es von 6:30 bis 10:30 Uhr, am Wochenende bis 11:00 Uhr, im Erdgeschoss. Es kostet 19 EUR; Kinder unter 6 Jahren frühstücken kostenlos.", "de", "Food"),
    Sheet("Anreise und Abreise", "Check-in ab 15:00 Uhr, Check-out bis 11:00 Uhr. Später bis 14:00 Uhr für 25 EUR, je nach Belegung; bitte am Abend vorher fragen.", "de", "Stay"),
    Sheet("Parken", "Tiefgarage im Haus, 22 EUR pro Nacht, Höhe 1,95 m. Keine Reservierung; zwei Plätze laden Elektroautos mit 11 kW.", "de", "Arrival"),
    Sheet("WLAN", "Netz: Linden Guest, ohne Passwort; bitte die Seite bestätigen, die sich öffnet.", "de", "Room"),
    Sheet("Sauna und Fitness", "Sauna 16 bis 22 Uhr, Fitnessraum rund um die Uhr, beides im sechsten Stock mit der Zimmerkarte.", "de", "House"),
    Sheet("Petit-déjeuner", "Le petit-déjeuner est servi de 6h30 à 10h30, le week-end jusqu'à 11h, au rez-de-chaussée, pour 19 EUR.", "fr", "Food"),
)  # fmt: skip

TALKS = (
    Talk(
        "Katharina Brandt", "+4915112340101", "de",
        stay=StayPlan("214", -1, 3, note="Allergikerin: keine Daunen"), unread=2,
        alert=AlertPlan(AlertKind.COMPLAINT, "Noise at night and no reply from the front desk"),
        lines=(
            Line(26 * HOUR, "guest", "Guten Tag, wir sind gerade angekommen. Gibt es ein Kissen ohne Daunen?"),
            Line(26 * HOUR - 3, "staff", "Herzlich willkommen! Ein Kissen aus Kunstfaser bringt Ihnen gleich jemand aufs Zimmer."),
            Line(26 * HOUR - 20, "guest", "Danke, ist da.", mood=(MoodLevel.POSITIVE, 0.5)),
            Line(74, "guest", "Die Klimaanlage über uns brummt seit drei Uhr früh. Wir haben kaum geschlafen.", mood=(MoodLevel.NEGATIVE, -0.6)),
            Line(12, "guest", "Ich habe zweimal an der Rezeption angerufen, niemand geht ran. Das ist wirklich ärgerlich. Ich möchte ein anderes Zimmer.", mood=(MoodLevel.COMPLAINT, -0.9)),
        ),
    ),
    Talk(
        "James Whitfield", "+447700900123", "en", vip=True,
        stay=StayPlan("602", -2, 5, "Suite", "Corporate", "Prefers a high floor; espresso machine"),
        lines=(
            Line(2 * DAY + 180, "guest", "Hi, my train gets in at 13:20. Any chance of an early check-in?"),
            Line(2 * DAY + 179, "ai", "Check-in is from 15:00. We gladly keep your luggage before that, free of charge, and I have asked the reception whether the suite can be ready earlier.", source="Check-in and check-out"),
            Line(2 * DAY + 150, "staff", "Good afternoon Mr Whitfield, the suite will be ready at 13:30. Safe trip."),
            Line(2 * DAY + 148, "guest", "Perfect, thank you!", mood=(MoodLevel.POSITIVE, 0.9)),
            Line(DAY + 600, "guest", "Where can I get a shirt ironed before tomorrow 8am?"),
            Line(DAY + 599, "ai", "An iron and board can be brought to your room right away. If you would rather hand the shirt in: laundry given before 9:00 is back at 18:00.", source="Ironing and laundry"),
            Line(DAY + 590, "guest", "Iron please. Room 602"),
            Line(DAY + 588, "staff", "On its way up, five minutes."),
            Line(DAY + 400, "guest", "And the gym, is it open late?"),
            Line(DAY + 399, "ai", "Yes, the gym is open around the clock. It is on the sixth floor, next to your suite; your room card opens it.", source="Sauna and gym"),
            Line(300, "guest", "I need the invoice on my company: Whitfield & Rao Ltd, VAT GB 123 4567 89"),
            Line(299, "ai", "Thank you, I have passed the company name and the tax number on. The invoice is sent by e-mail after check-out.", source="Invoices"),
            Line(295, "guest", "Great service as always", mood=(MoodLevel.POSITIVE, 0.9)),
        ),
    ),
    Talk(
        "Sofia Lindholm", "+46701740605", "en", stay=StayPlan("118", 0, 2), unread=1,
        lines=(
            Line(41, "guest", "Hello! We land at BER at 16:10. What is the best way to the hotel?"),
            Line(40, "ai", "From BER take the FEX train to Hauptbahnhof, about 30 minutes, then tram M5 three stops to Monbijouplatz. A taxi costs about 60 EUR.", source="From the airport"),
            Line(6, "guest", "And can we leave the car seat somewhere? 🙂"),
        ),
    ),
    Talk(
        "Matthias Vogel", "+4915112340104", "de", stay=StayPlan("305", -1, 2, source="Booking.com"), held=True,
        alert=AlertPlan(AlertKind.HUMAN_ASKED, "The guest asks for a person", AlertStatus.ACKNOWLEDGED),
        lines=(
            Line(95, "guest", "Ist die Garage auch für einen Sprinter hoch genug?"),
            Line(94, "ai", "Die Einfahrt ist 1,95 m hoch; ein Sprinter passt leider nicht hinein.", source="Parken"),
            Line(90, "guest", "Dann möchte ich bitte mit einem Menschen sprechen."),
            Line(88, "staff", "Guten Tag Herr Vogel, hier ist Jonas von der Rezeption. Zwei Straßen weiter in der Linienstraße dürfen Sie über Nacht stehen, ich schicke Ihnen die Stelle."),
            Line(86, "guest", "Super, danke Ihnen."),
        ),
    ),
    Talk(
        "Claire Dubois", "+33612345678", "fr", stay=StayPlan("411", 2, 3, source="Expedia"),
        lines=(
            Line(7 * HOUR, "guest", "Bonjour, à quelle heure est le petit-déjeuner le dimanche ?"),
            Line(7 * HOUR - 1, "ai", "Bonjour ! Le dimanche, le petit-déjeuner est servi de 6h30 à 11h, au rez-de-chaussée, pour 19 EUR.", source="Petit-déjeuner"),
        ),
    ),
    Talk(
        "דניאל כהן", "+972501234567", "he", stay=StayPlan("220", 0, 4, "Twin"), unread=1,
        lines=(
            Line(3 * HOUR, "guest", "שלום, האם יש חניה במלון? אנחנו מגיעים עם רכב חשמלי."),
            Line(3 * HOUR - 1, "ai", "שלום! יש חניון מתחת למלון, 22 EUR ללילה, בגובה 1.95 מ'. שני מקומות טוענים רכב חשמלי ב-11 kW.", source="Parking"),
            Line(22, "guest", "מצוין, תודה. אפשר גם צ'ק-אין ב-13:00?"),
        ),
    ),
    Talk(
        "Petra Neumann", "+4915112340107", "de", resolved=True, stay=StayPlan("109", -5, 3),
        lines=(
            Line(2 * DAY + 300, "guest", "Wir haben ein Ladekabel im Zimmer 109 vergessen."),
            Line(2 * DAY + 250, "staff", "Gefunden! Wir schicken es Ihnen heute mit der Post an die Adresse der Buchung."),
            Line(2 * DAY + 245, "guest", "Das ist sehr nett, vielen Dank!", mood=(MoodLevel.POSITIVE, 0.9)),
            Line(DAY + 60, "phone", "Paket ist unterwegs, Nummer liegt bei. Grüße aus Berlin"),
        ),
    ),
    Talk(
        "Oleksandr Kovalenko", "+380501234567", "ru", opted_out=True, stay=StayPlan("318", -1, 2),
        lines=(
            Line(20 * HOUR, "guest", "СТОП"),
            Line(19 * HOUR, "guest", "Автоматические сообщения мне не нужны. Если что, я сам напишу."),
        ),
    ),
    Talk(
        "Emily Carter", "+12025550143", "en", stay=StayPlan("507", 5, 2, source="Website"),
        lines=(
            Line(3 * DAY, "guest", "Hi, are dogs allowed? She is small and very calm."),
            Line(3 * DAY - 1, "ai", "Dogs are welcome, for 15 EUR a night. Only the breakfast room is without dogs.", source="Pets"),
            Line(3 * DAY - 9, "guest", "Lovely, see you next week", mood=(MoodLevel.POSITIVE, 0.7)),
        ),
    ),
    Talk(
        "Lukas Hoffmann", "+4915112340110", "de", stay=StayPlan("212", -3, 3),
        lines=(
            Line(9 * HOUR, "guest", "Wir brauchen morgen um 6 Uhr ein Taxi zum BER, drei Personen."),
            Line(9 * HOUR - 6, "staff", "Bestellt: 6:00 Uhr vor der Tür, etwa 60 EUR.", status=MessageStatus.FAILED),
        ),
    ),
    Talk(
        "Yuki Tanaka", "+819012345678", "en", stay=StayPlan("415", -1, 4, "Twin"),
        lines=(
            Line(5 * HOUR, "guest", "Good morning. Is there sauna today?"),
            Line(5 * HOUR - 1, "ai", "Yes, the sauna is open from 16:00 to 22:00 on the sixth floor. Your room card opens the door.", source="Sauna and gym"),
            Line(5 * HOUR - 4, "guest", "Thank you very much", quotes=1, mood=(MoodLevel.POSITIVE, 0.6)),
        ),
    ),
    Talk("Anna-Lena Schulz", "+4915112340112", "de", stay=StayPlan(None, 9, 2, source="Booking.com")),
)  # fmt: skip

HOTEL = HotelPlan(
    key="linden",
    name="Hotel Linden",
    timezone="Europe/Berlin",
    language="de",
    phone="+49 30 5557 0120",
    website="https://linden.example",
    people=(("manager", "Martina Vogt"), ("agent", "Jonas Richter"), ("viewer", "Sabine Kurz")),
    sheets=SHEETS,
    talks=TALKS,
    keywords=("taxi", "transfer", "shuttle"),
)
