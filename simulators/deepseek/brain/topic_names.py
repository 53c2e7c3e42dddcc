"""What each topic is called, for sentences around the bare facts of an entry."""

LANGUAGES = ("en", "de", "es", "ru")
_TABLE = """
late_checkout|Late check-out|Später Check-out|Salida tardía|Поздний выезд
early_checkin|Early check-in|Früher Check-in|Entrada temprana|Ранний заезд
checkout|Check-out|Check-out|Salida|Выезд
checkin|Check-in|Check-in|Entrada|Заезд
breakfast|Breakfast|Frühstück|Desayuno|Завтрак
wifi|Wi-Fi|WLAN|Wi-Fi|Wi-Fi
pool|Pool|Pool|Piscina|Бассейн
spa|Spa|Wellness|Spa|Спа
parking|Parking|Parken|Aparcamiento|Парковка
charging|Charging station|Ladestation|Punto de carga|Зарядная станция
pets|Pets|Haustiere|Mascotas|Животные
gym|Gym|Fitnessraum|Gimnasio|Спортзал
taxi|Taxi|Taxi|Taxi|Такси
airport|Airport transfer|Flughafentransfer|Traslado al aeropuerto|Трансфер в аэропорт
towels|Towels|Handtücher|Toallas|Полотенца
bedding|Pillows and blankets|Kissen und Decken|Almohadas y mantas|Подушки и одеяла
cleaning|Housekeeping|Zimmerreinigung|Limpieza|Уборка
restaurant|Restaurant|Restaurant|Restaurante|Ресторан
bar|Bar|Bar|Bar|Бар
room_service|Room service|Zimmerservice|Servicio de habitaciones|Обслуживание в номер
luggage|Luggage|Gepäck|Equipaje|Багаж
safe|Safe|Safe|Caja fuerte|Сейф
aircon|Air conditioning|Klimaanlage|Aire acondicionado|Кондиционер
iron|Iron|Bügeleisen|Plancha|Утюг
laundry|Laundry|Wäscherei|Lavandería|Прачечная
hairdryer|Hairdryer|Föhn|Secador|Фен
cot|Baby cot|Babybett|Cuna|Детская кроватка
extra_bed|Extra bed|Zustellbett|Cama extra|Дополнительная кровать
smoking|Smoking|Rauchen|Fumar|Курение
payment|Payment|Bezahlung|Pago|Оплата
tourist_tax|Tourist tax|Kurtaxe|Tasa turística|Туристический налог
invoice|Invoice|Rechnung|Factura|Счёт
reception|Reception|Rezeption|Recepción|Стойка регистрации
address|Address|Adresse|Dirección|Адрес
transport|Public transport|Nahverkehr|Transporte público|Транспорт
sights|Sights|Sehenswertes|Qué visitar|Достопримечательности
doctor|Doctor and pharmacy|Arzt und Apotheke|Médico y farmacia|Врач и аптека
minibar|Minibar|Minibar|Minibar|Мини-бар
coffee|Coffee and tea|Kaffee und Tee|Café y té|Кофе и чай
tv|Television|Fernsehen|Televisión|Телевизор
quiet|Quiet hours|Ruhezeit|Horas de silencio|Тихие часы
bikes|Bicycles|Fahrräder|Bicicletas|Велосипеды
beach|Beach|Strand|Playa|Пляж
kids|For children|Für Kinder|Para niños|Для детей
diet|Special diets|Besondere Kost|Dietas especiales|Особое питание
wake_up|Wake-up call|Weckruf|Servicio de despertador|Звонок-будильник
adapter|Adapters and chargers|Adapter und Ladegeräte|Adaptadores y cargadores|Адаптеры и зарядки
elevator|Lift|Aufzug|Ascensor|Лифт
accessibility|Accessibility|Barrierefreiheit|Accesibilidad|Доступная среда
cancellation|Cancellation|Stornierung|Cancelación|Отмена
bathrobe|Bathrobe|Bademantel|Albornoz|Халат
key|Room key|Zimmerschlüssel|Llave|Ключ
"""
TOPIC_NAMES: dict[str, dict[str, str]] = {
    topic: dict(zip(LANGUAGES, names, strict=True))
    for topic, *names in (line.split("|") for line in _TABLE.strip().splitlines())
}
