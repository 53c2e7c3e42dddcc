"""What guests ask about, as words in four languages that lead to one topic."""

from simulators.deepseek.brain.words import Stems

_WORDS = {
    "late_checkout": (
        "late_checkout late_check_out check_out_later later_check_out check_out_late "
        "spater_auschecken spater_aus spatere_abreise later_departure salida_tardia "
        "salir_mas_tarde salida_tarde поздний_выезд поздн_выезд выехать_позже позднего_выезда"
    ),
    "early_checkin": (
        "early_check_in early_checkin check_in_early arrive_early fruher_einchecken "
        "fruhe_anreise early_arrival entrada_temprana llegar_antes llegada_anticipada "
        "ранний_заезд раньше_заехать заехать_раньше раннего_заезда"
    ),
    "checkout": (
        "check_out checkout checking_out departure vacate auschecken abreise abreisen salida "
        "desocupar dejar_la_habitacion выезд выехать выселен съехать"
    ),
    "checkin": (
        "check_in checkin checking_in arrival arrive einchecken anreise anreisen ankunft "
        "entrada llegada registro заезд заехать заселен приезд"
    ),
    "breakfast": "breakfast brunch fruhstuck fruehstueck desayun завтрак",
    "wifi": (
        "wifi wlan wi_fi internet wireless password passwort kennwort contrasena clave_del "
        "вайфай вай_фай интернет пароль"
    ),
    "pool": "pool swimming swim schwimmbad schwimmen becken piscina nadar alberca бассейн плава",
    "spa": "spa sauna massage wellness hammam jacuzzi whirlpool masaje массаж сауна баня спа",
    "parking": (
        "parking park_my garage car_park parken parkplatz parkhaus tiefgarage stellplatz "
        "aparcamiento aparcar estacionamiento parquear парковк паркинг стоянк припарк"
    ),
    "charging": (
        "electric_car charging_station ev_charger ladestation elektroauto wallbox "
        "coche_electrico cargador_electrico зарядк_для_авто электромобил"
    ),
    "pets": (
        "pet pets dog dogs cat cats haustier hund. hunde. katze mascota mascotas perro perros "
        "gato животн собак кошк питом"
    ),
    "gym": (
        "gym fitness workout fitnessraum fitnessstudio gimnasio ejercicio тренаж фитнес спортзал"
    ),
    "taxi": "taxi cab uber такси",
    "airport": "airport shuttle transfer flughafen aeropuerto traslado аэропорт трансфер шаттл",
    "towels": "towel handtuch handtucher badetuch toalla полотен",
    "bedding": "pillow blanket duvet kissen decke bettdecke almohada manta подушк одеял",
    "cleaning": (
        "housekeeping clean_my clean_the_room cleaning make_up_my_room zimmerreinigung "
        "reinigung putzen saubermachen limpieza limpiar уборк убрать убрат"
    ),
    "restaurant": (
        "restaurant dinner lunch menu_card abendessen mittagessen speisekarte cena cenar "
        "comida almuerzo almorzar ресторан ужин обед"
    ),
    "bar": "bar cocktail drinks getranke bebidas copas бар коктейл напитк",
    "room_service": (
        "room_service zimmerservice servicio_de_habitacion servicio_a_la_habitacion "
        "обслуживание_в_номер рум_сервис еду_в_номер"
    ),
    "luggage": "luggage baggage suitcase bags gepack koffer equipaje maleta багаж чемодан вещи",
    "safe": "safe tresor caja_fuerte сейф",
    "aircon": (
        "air_conditioning aircon heating heater klimaanlage heizung aire_acondicionado "
        "calefaccion кондиционер отоплен"
    ),
    "iron": "ironing iron bugeleisen bugeln plancha утюг",
    "laundry": (
        "laundry dry_cleaning wash_my_clothes wascherei wasche reinigungsservice lavanderia "
        "lavar_la_ropa прачечн химчистк постирать"
    ),
    "hairdryer": "hairdryer hair_dryer fohn haartrockner secador фен",
    "cot": (
        "cot cots crib baby_bed babybett kinderbett gitterbett cuna. детская_кроватк кроватк люльк"
    ),
    "extra_bed": (
        "extra_bed additional_bed zustellbett zusatzbett cama_extra cama_supletoria "
        "дополнительная_кровать дополнительную_кровать"
    ),
    "smoking": "smoke smoking rauchen raucher fumar курить курени",
    "payment": (
        "pay_by payment credit_card cash_only bezahlen zahlen kreditkarte barzahlung pagar "
        "tarjeta efectivo оплат оплач карт наличн"
    ),
    "tourist_tax": (
        "tourist_tax city_tax kurtaxe ortstaxe bettensteuer tasa_turistica impuesto_turistico "
        "туристический_налог курортный_сбор"
    ),
    "invoice": "invoice receipt rechnung beleg quittung factura recibo счет чек квитанц",
    "reception": "reception front_desk rezeption empfang recepcion ресепшен ресепшн рецепц стойк",
    "address": (
        "address located location directions how_to_get adresse anfahrt wo_liegt direccion "
        "ubicacion como_llegar адрес добраться как_доехать находитесь"
    ),
    "transport": (
        "bus metro subway tram train. trains. station strassenbahn u_bahn bahnhof zug autobus "
        "tren estacion tranvia автобус метро трамвай вокзал поезд"
    ),
    "sights": (
        "sightseeing museum things_to_do recommend tour. tours. sehenswurdigkeit ausflug "
        "empfehl museo que_ver turismo excursion recomienda музей достопримечат экскурс "
        "посмотреть посоветуе"
    ),
    "doctor": (
        "doctor pharmacy hospital arzt apotheke krankenhaus medico farmacia hospital врач "
        "аптек больниц"
    ),
    "minibar": "minibar mini_bar минибар мини_бар",
    "coffee": "kettle coffee tea wasserkocher kaffee tee hervidor cafe cafetera чайник кофе чай",
    "tv": "tv television netflix fernseher television телевизор",
    "quiet": (
        "quiet_hours quiet_time ruhezeit nachtruhe horas_de_silencio descanso_nocturno "
        "тихий_час часы_тишины"
    ),
    "bikes": "bike bicycle bikes fahrrad fahrrader rad_leihen bicicleta bici велосипед",
    "beach": "beach strand playa пляж",
    "kids": (
        "playground kids_club children kinder spielplatz ninos parque_infantil дети детск ребен"
    ),
    "diet": (
        "vegan vegetarian gluten allerg lactose vegetarisch laktose vegano vegetarian celiac "
        "веган вегетариан глютен аллерг"
    ),
    "wake_up": "wake_up wake_me weckruf wecken despertador despertar разбуд будильник",
    "adapter": (
        "adapter plug socket charger steckdose ladegerat adaptador enchufe cargador адаптер "
        "розетк зарядк переходник"
    ),
    "elevator": "elevator lift aufzug fahrstuhl ascensor лифт",
    "accessibility": (
        "wheelchair accessible barrierefrei rollstuhl silla_de_ruedas accesible инвалид коляск"
    ),
    "cancellation": "cancel cancellation stornier stornierung cancelar cancelacion отмен",
    "bathrobe": "bathrobe slippers bademantel hausschuhe albornoz zapatillas халат тапочк",
    "key": "key_card room_key zimmerkarte schlussel llave tarjeta_llave ключ",
}
TOPICS = {name: Stems(stems) for name, stems in _WORDS.items()}
# A narrower topic silences the wider one whose words it contains.
NARROWER = {
    "late_checkout": ("checkout",),
    "early_checkin": ("checkin",),
    "room_service": ("restaurant",),
    "charging": ("adapter",),
    "minibar": ("bar",),
    "key": ("payment",),
}


def topics_of(text: str) -> list[str]:
    """Topics in the order of this table, without those a narrower one covers."""
    found = [name for name, stems in TOPICS.items() if stems.match(text)]
    silenced = {wide for name in found for wide in NARROWER.get(name, ())}
    return [name for name in found if name not in silenced]
