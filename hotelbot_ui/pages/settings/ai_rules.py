"""What the hotel takes away from the AI: by stage of the stay, by guest, by topic, for a while."""

from typing import Any, Final

import reflex as rx

from backend.domain.ai_modes import StayStage
from backend.domain.permissions import Permission
from backend.domain.words import AiMode
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, raw
from hotelbot_ui.browser.views import SESSION
from hotelbot_ui.components.button import button, icon_button
from hotelbot_ui.components.chip import choice
from hotelbot_ui.components.field import field, text_area
from hotelbot_ui.layouts.records import act_sheet, may, value

FORM_NAME: Final = "topic"
STAGES: Final = (
    (StayStage.BEFORE, "Before arrival"),
    (StayStage.IN_HOUSE, "In the house"),
    (StayStage.AFTER, "After departure"),
    (StayStage.NO_STAY, "Without a stay"),
)
DELAYS: Final = (
    (0, "At once"),
    (15, "After 15 seconds"),
    (30, "After 30 seconds"),
    (60, "After 1 minute"),
    (120, "After 2 minutes"),
    (300, "After 5 minutes"),
)
LANGUAGES: Final = (
    ("en", "Words in English"),
    ("de", "Words in German"),
    ("es", "Words in Spanish"),
    ("fr", "Words in French"),
    ("ru", "Words in Russian"),
)


def ai_rules() -> rx.Component:
    hotel = SESSION.hotel
    return el.fragment(
        el.h3("Exceptions", class_name="mt-6 text-14 font-medium"),
        el.p(
            "They only take away: where several apply, the one that lets the AI do least.",
            class_name="mt-0.5 text-13 text-faint text-pretty",
        ),
        el.div(
            *[
                _row(
                    label,
                    _modes(
                        label,
                        ask("act.stageMode", hotel, stage.value),
                        custom_attrs={"onChange": raw("onStageMode"), "data-stage": stage.value},
                    ),
                )
                for stage, label in STAGES
            ],
            _row(
                "VIP guests",
                _modes(
                    "VIP guests",
                    ask("act.vipMode", hotel),
                    custom_attrs={"onChange": raw("onVipMode")},
                ),
            ),
            _row("Answers by itself", _delay()),
            class_name="mt-2 border-t border-line",
        ),
        _topics(),
        _form(),
    )


def _row(label: str, control: rx.Component) -> rx.Component:
    return el.div(
        el.span(label, class_name="flex-1 text-14 text-quiet"),
        control,
        class_name="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2.5",
    )


def _modes(label: str, chosen: rx.Var[str], **props: Any) -> rx.Component:
    return choice(
        label,
        el.option("As set above", value=AiMode.AUTO.value),
        el.option("Drafts for staff", value=AiMode.DRAFT.value),
        el.option("Says nothing", value=AiMode.OFF.value),
        value=chosen,
        disabled=~may(Permission.SETTINGS_WRITE.value),
        class_name="w-44",
        **props,
    )


def _delay() -> rx.Component:
    held = SESSION.hotel.reply_delay_s
    known = [seconds for seconds, _ in DELAYS]
    return choice(
        "Answers by itself",
        *[el.option(words, value=str(seconds)) for seconds, words in DELAYS],
        rx.cond(
            rx.Var.create(known).contains(held),
            rx.fragment(),
            el.option("After ", held, " seconds", value=held.to(str)),
        ),
        value=held.to(str),
        disabled=~may(Permission.SETTINGS_WRITE.value),
        class_name="w-44",
        custom_attrs={"onChange": raw("onReplyDelay")},
    )


def _topics() -> rx.Component:
    topics = SESSION.hotel.own_topics
    return el.div(
        el.div(
            el.h3("Topics for people", class_name="flex-1 text-14 font-medium"),
            rx.cond(
                may(Permission.SETTINGS_WRITE.value) & (topics.length() < 20),
                button("Add a topic", glyph="plus", on_click=do("editTopic", None)),
            ),
            class_name="flex items-center gap-4",
        ),
        el.p(
            "A message with one of these words is handed over before the AI is asked.",
            class_name="mt-0.5 text-13 text-faint text-pretty",
        ),
        rx.cond(
            topics.length() > 0,
            el.ul(rx.foreach(topics, _topic), class_name="mt-2 border-t border-line"),
            el.p(
                "No topic of your own. Money back, discounts and law are always left to people.",
                class_name="mt-2 text-13 text-quiet text-pretty",
            ),
        ),
        class_name="mt-6",
    )


def _topic(topic: rx.Var[dict[str, Any]], index: rx.Var[int]) -> rx.Component:
    return el.li(
        el.div(
            el.p(topic["name"].to(str), dir="auto", class_name="text-14 font-medium"),
            el.p(
                ask("act.wordsOf", topic),
                dir="auto",
                class_name="truncate text-13 text-faint",
            ),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(
            may(Permission.SETTINGS_WRITE.value),
            el.fragment(
                icon_button("pencil", "Change this topic", on_click=do("editTopic", index)),
                icon_button("trash-2", "Remove this topic", on_click=do("removeTopic", index)),
            ),
        ),
        key=topic["name"].to(str),
        class_name="flex items-center gap-2 border-b border-line py-2",
    )


def _form() -> rx.Component:
    return act_sheet(
        FORM_NAME,
        "Topic for people",
        field(
            "name",
            "Name",
            default_value=value("name"),
            placeholder="Weddings",
            max_length=60,
            required=True,
            auto_focus=True,
        ),
        *[
            text_area(
                code,
                label,
                default_value=value(code),
                hint="With commas between them. A * at the end allows any ending."
                if code == "en"
                else "",
            )
            for code, label in LANGUAGES
        ],
        on_submit="onTopic",
    )
