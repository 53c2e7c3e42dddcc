"""What a guest wants beyond information: a person, a service, a decision, small talk."""

from simulators.deepseek.brain.words import Stems, words_of

HUMAN = Stems(
    "human real_person a_person operator speak_to_someone talk_to_someone speak_to_a "
    "talk_to_a agent manager speak_with "
    "mensch menschen mitarbeiter echte_person mit_jemandem manager_sprechen geschaftsfuhr "
    "humano una_persona persona_real operador hablar_con gerente "
    "человек человеком оператор живой сотрудник менеджер администратор"
)
RESTRICTED = Stems(
    "refund compensation money_back discount cheaper lawyer sue legal card_number credit_card_data "
    "other_guest another_guest ignore_previous ignore_all system_prompt your_instructions "
    "ruckerstatt entschadig geld_zuruck rabatt billiger anwalt kartennummer anderer_gast "
    "anweisungen "
    "reembolso compensacion devolver_el_dinero descuento abogado numero_de_tarjeta otro_huesped "
    "instrucciones "
    "возврат компенсац вернуть_деньги скидк дешевле адвокат юрист номер_карты другой_гость "
    "инструкции"
)
REQUEST = Stems(
    "bring send need order book reserve arrange call_me call_us call_a wake_me could_we_get "
    "can_we_get can_i_get could_i_get may_i_have can_i_have could_you_clean please_clean "
    "bring bringen brauche brauchen bestellen reservieren buchen organisieren rufen wecken "
    "hatte_gern hatten_gern konnten_sie schicken "
    "traer traiga traigan necesito necesitamos reservar pedir podrian podria despertar "
    "me_gustaria enviar "
    "принес нужно нужны нужен нужна заказать забронир вызов вызвать разбуд пришлит закажите "
    "можно_еще хотел"
)
SERVICES = frozenset(
    {
        "towels",
        "bedding",
        "cleaning",
        "taxi",
        "wake_up",
        "room_service",
        "iron",
        "cot",
        "extra_bed",
        "luggage",
        "late_checkout",
        "early_checkin",
        "restaurant",
        "spa",
        "bathrobe",
        "hairdryer",
        "airport",
        "invoice",
        "laundry",
        "coffee",
        "adapter",
        "key",
        "bikes",
    }
)
# The guest asks for the thing itself; knowing about it is no answer.
BROUGHT = frozenset(
    {"towels", "bedding", "cleaning", "wake_up", "cot", "bathrobe", "hairdryer", "iron", "key"}
)
GREETING = Stems(
    "hello hi hey good_morning good_evening good_afternoon greetings "
    "hallo guten_tag guten_morgen guten_abend servus moin gruss "
    "hola buenos_dias buenas_tardes buenas_noches buenas "
    "привет здравствуй добрый_день доброе_утро добрый_вечер"
)
THANKS = Stems("thank thanks thx danke dank gracias спасибо благодар")
CLOSING = Stems("ok okay bye goodbye tschuss adios hasta_luego пока хорошо понятно alles_klar vale")
LONGEST_SMALL_TALK = 8


def is_small_talk(text: str) -> bool:
    return len(words_of(text)) <= LONGEST_SMALL_TALK


def asks_whether(text: str) -> bool:
    """A question about a service rather than an order of it."""
    return "?" in text
