"""The starter journey: eight triggers with their words, off, for a hotel to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backend.domain.words import TriggerEvent
from backend.features.templates.schemas import TemplateDraft
from backend.features.templates.service import OF_THE_PRODUCT, create_template, list_templates
from backend.features.triggers.schemas import TriggerDraft, TriggerView
from backend.features.triggers.service import create_trigger, list_triggers
from backend.work import Work

NIGHT = {"start": "21:00", "end": "09:00", "rule": "defer"}


@dataclass(frozen=True, slots=True)
class Starter:
    name: str
    event: TriggerEvent
    rule: Mapping[str, Any]
    texts: Mapping[str, str]
    """By language."""


def _condition(field: str, operator: str, value: Any) -> dict[str, Any]:
    return {"all": [{"field": field, "operator": operator, "value": value}]}


STARTERS = (
    Starter(
        "Booking thanks",
        TriggerEvent.STAY_BOOKED,
        {"scope": "reservation", "quiet": NIGHT, "priority": 40},
        {
            "en": "Dear {{guest_first_name|guest}}, thank you for booking with {{hotel_name}}. We "
            "look forward to seeing you on {{arrival}}. You can ask us anything here.",
            "de": "Guten Tag {{guest_first_name|lieber Gast}}, danke für Ihre Buchung im "
            "{{hotel_name}}. Wir freuen uns auf Sie am {{arrival}}. Fragen beantworten wir gern "
            "hier.",
            "es": "Hola, {{guest_first_name|estimado huésped}}, gracias por reservar en "
            "{{hotel_name}}. Le esperamos el {{arrival}}. Puede preguntarnos lo que desee por "
            "aquí.",
            "ru": "Здравствуйте, {{guest_first_name|уважаемый гость}}. Спасибо за бронирование в "
            "{{hotel_name}}. Ждём вас {{arrival}}. Любой вопрос можно задать здесь.",
        },
    ),
    Starter(
        "Before arrival",
        TriggerEvent.TIME,
        {
            "timing": {
                "moment": "arrival",
                "amount": 2,
                "unit": "days",
                "side": "before",
                "at": "17:00",
            },
            "scope": "reservation",
            "late": "skip",
            "priority": 50,
        },
        {
            "en": "Hello {{guest_first_name|dear guest}}, you arrive at {{hotel_name}} on "
            "{{arrival}}. At what time may we expect you, and is there anything we can prepare?",
            "de": "Guten Tag {{guest_first_name|lieber Gast}}, am {{arrival}} kommen Sie zu uns "
            "ins "
            "{{hotel_name}}. Wann dürfen wir Sie erwarten, und was können wir vorbereiten?",
            "es": "Hola, {{guest_first_name|estimado huésped}}, llega a {{hotel_name}} el "
            "{{arrival}}. ¿A qué "
            "hora le esperamos y qué podemos preparar para usted?",
            "ru": "Здравствуйте, {{guest_first_name|уважаемый гость}}. Вы приезжаете в "
            "{{hotel_name}} {{arrival}}. В какое время вас ждать и что нам подготовить?",
        },
    ),
    Starter(
        "Check-in day",
        TriggerEvent.TIME,
        {
            "timing": {"moment": "arrival", "amount": 0, "unit": "days", "at": "10:00"},
            "conditions": _condition("status", "is", "booked"),
            "scope": "reservation",
            "late": "send",
            "quiet": NIGHT,
            "priority": 30,
        },
        {
            "en": "Good morning {{guest_first_name|dear guest}}, today is the day. Write to us "
            "here "
            "when you are on your way, and we will be ready for you at {{hotel_name}}.",
            "de": "Guten Morgen {{guest_first_name|lieber Gast}}, heute ist es so weit. Schreiben "
            "Sie uns hier, wenn Sie unterwegs sind: Wir erwarten Sie im {{hotel_name}}.",
            "es": "Buenos días, {{guest_first_name|estimado huésped}}, hoy es el día. Escríbanos "
            "por aquí cuando esté en camino y le esperaremos en {{hotel_name}}.",
            "ru": "Доброе утро, {{guest_first_name|уважаемый гость}}. Сегодня мы вас ждём. "
            "Напишите нам здесь, когда будете в пути, и {{hotel_name}} будет готов вас встретить.",
        },
    ),
    Starter(
        "First night",
        TriggerEvent.TIME,
        {
            "timing": {"moment": "check_in", "amount": 2, "unit": "hours", "side": "after"},
            "conditions": _condition("status", "is", "in_house"),
            "quiet": {**NIGHT, "rule": "cancel"},
            "priority": 60,
        },
        {
            "en": "Welcome to {{hotel_name}}, {{guest_first_name|dear guest}}. Is everything in "
            "your room as it should be? If anything is missing, write to us here.",
            "de": "Willkommen im {{hotel_name}}, {{guest_first_name|lieber Gast}}. Ist in Ihrem "
            "Zimmer alles in Ordnung? Wenn etwas fehlt, schreiben Sie uns hier.",
            "es": "Bienvenido a {{hotel_name}}, {{guest_first_name|estimado huésped}}. ¿Está todo "
            "bien en su habitación? Si falta algo, escríbanos por aquí.",
            "ru": "Добро пожаловать в {{hotel_name}}, {{guest_first_name|уважаемый гость}}. Всё ли "
            "в порядке в номере? Если чего-то не хватает, напишите нам здесь.",
        },
    ),
    Starter(
        "Mid-stay survey",
        TriggerEvent.TIME,
        {
            "timing": {"moment": "mid_stay", "at": "17:00"},
            "conditions": {
                "all": [
                    {"field": "status", "operator": "is", "value": "in_house"},
                    {"field": "open_complaint", "operator": "is", "value": False},
                ]
            },
            "late": "skip",
            "priority": 70,
        },
        {
            "en": "How do you like your stay so far, {{guest_first_name|dear guest}}? Answer with "
            "a "
            "number from 1 to 5, and tell us what we can do better.",
            "de": "Wie gefällt Ihnen Ihr Aufenthalt bisher, {{guest_first_name|lieber Gast}}? "
            "Antworten Sie mit einer Zahl von 1 bis 5 und sagen Sie uns, was wir besser machen "
            "können.",
            "es": "¿Qué tal su estancia hasta ahora, {{guest_first_name|estimado huésped}}? "
            "Responda con un número del 1 al 5 y díganos qué podemos mejorar.",
            "ru": "Как вам у нас, {{guest_first_name|уважаемый гость}}? Ответьте цифрой от 1 до 5 "
            "и напишите, что нам улучшить.",
        },
    ),
    Starter(
        "Check-out day",
        TriggerEvent.TIME,
        {
            "timing": {
                "moment": "departure",
                "amount": 1,
                "unit": "days",
                "side": "before",
                "at": "18:00",
            },
            "conditions": _condition("status", "is", "in_house"),
            "late": "send",
            "quiet": NIGHT,
            "priority": 50,
        },
        {
            "en": "Tomorrow is your day of departure, {{guest_first_name|dear guest}}. Do you need "
            "a taxi, a late check-out or help with your luggage? Just write to us.",
            "de": "Morgen reisen Sie ab, {{guest_first_name|lieber Gast}}. Brauchen Sie ein Taxi, "
            "mehr Zeit im Zimmer oder Hilfe mit dem Gepäck? Schreiben Sie uns einfach.",
            "es": "Mañana es su día de salida, {{guest_first_name|estimado huésped}}. ¿Necesita un "
            "taxi, salir más tarde o ayuda con el equipaje? Escríbanos.",
            "ru": "Завтра день отъезда, {{guest_first_name|уважаемый гость}}. Нужно такси, поздний "
            "выезд или помощь с багажом? Просто напишите нам.",
        },
    ),
    Starter(
        "Review request",
        TriggerEvent.TIME,
        {
            "timing": {
                "moment": "check_out",
                "amount": 1,
                "unit": "days",
                "side": "after",
                "at": "11:00",
            },
            "conditions": {
                "all": [
                    {"field": "mood", "operator": "is_none_of", "value": ["complaint", "negative"]},
                ]
            },
            "asks_review": True,
            "scope": "reservation",
            "priority": 80,
        },
        {
            "en": "Thank you for staying at {{hotel_name}}, {{guest_first_name|dear guest}}. If "
            "you "
            "liked it, a few words of review help us a lot: {{hotel_website}}",
            "de": "Danke für Ihren Aufenthalt im {{hotel_name}}, {{guest_first_name|lieber Gast}}. "
            "Wenn es Ihnen gefallen hat, helfen uns ein paar Zeilen sehr: {{hotel_website}}",
            "es": "Gracias por alojarse en {{hotel_name}}, {{guest_first_name|estimado huésped}}. "
            "Si le ha gustado, unas palabras de opinión nos ayudan mucho: {{hotel_website}}",
            "ru": "Спасибо, что остановились в {{hotel_name}}, {{guest_first_name|уважаемый "
            "гость}}. "
            "Если вам понравилось, нам очень поможет короткий отзыв: {{hotel_website}}",
        },
    ),
    Starter(
        "No reply",
        TriggerEvent.NO_REPLY,
        {
            "silence": {"waits_for": "hotel", "minutes": 15},
            "stale_after_minutes": 60,
            "priority": 20,
        },
        {
            "en": "Thank you for your patience. We have not forgotten your message and will answer "
            "as soon as we can. If it is urgent, please call us: {{hotel_phone|reception}}",
            "de": "Danke für Ihre Geduld. Wir haben Ihre Nachricht nicht vergessen und antworten "
            "so "
            "bald wie möglich. Wenn es eilt, rufen Sie uns bitte an: {{hotel_phone|Rezeption}}",
            "es": "Gracias por su paciencia. No hemos olvidado su mensaje y responderemos en "
            "cuanto "
            "podamos. Si es urgente, llámenos: {{hotel_phone|recepción}}",
            "ru": "Спасибо за терпение. Мы не забыли о вашем сообщении и ответим, как только "
            "сможем. Если дело срочное, позвоните нам: {{hotel_phone|стойка регистрации}}",
        },
    ),
)


async def make_starter_journey(work: Work) -> list[TriggerView]:
    """Eight triggers with their templates in four languages, off; what a hotel has by the same
    name already is left as it is. Returns those that were made."""
    known = {one.name.lower() for one in await list_triggers(work)}
    templates = {one.name.lower(): one.id for one in await list_templates(work)}
    made = []
    for starter in STARTERS:
        if starter.name.lower() in known:
            continue
        template_id = templates.get(starter.name.lower())
        if template_id is None:
            words = TemplateDraft(name=starter.name, texts=dict(starter.texts))
            made_here = await create_template(work, words, reviewed_by=OF_THE_PRODUCT)
            template_id = made_here.id
        draft = TriggerDraft.model_validate(
            {
                "name": starter.name,
                "event": starter.event,
                "template_id": template_id,
                **starter.rule,
            }
        )
        made.append(await create_trigger(work, draft))
    return made
