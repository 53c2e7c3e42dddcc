"""Every kind of message drawn as itself. Guests' words are only ever text, never markup."""

import reflex as rx

from backend.domain.words import MessageKind
from backend.features.conversations.schemas import MessageView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do
from hotelbot_ui.components.icon import icon
from hotelbot_ui.layouts.links import SAVES
from hotelbot_ui.pages.inbox.files import absent_file
from hotelbot_ui.pages.inbox.transcript import transcript

K = MessageKind


def content(message: rx.Var[MessageView], words: rx.Component) -> rx.Component:
    """`words`: what the message says, or the caption of its file."""
    return rx.cond(
        message.deleted_at,
        _named("ban", "This message was deleted"),
        rx.match(
            message.kind,
            (K.TEXT.value, words),
            (K.IMAGE.value, _picture(message, words)),
            (K.STICKER.value, _picture(message, words)),
            (K.VIDEO.value, _video(message, words)),
            (K.AUDIO.value, _audio(message, words)),
            (K.DOCUMENT.value, _document(message, words)),
            (K.LOCATION.value, _location(message)),
            (K.CONTACT.value, _contact(message)),
            (K.POLL.value, _options(message, "chart-bar", "Poll", words)),
            (K.POLL_VOTE.value, _labelled("chart-bar", "Voted", words)),
            (K.BUTTONS.value, _options(message, "list-checks", "Choices", words)),
            (K.BUTTON_REPLY.value, _labelled("list-checks", "Chose", words)),
            (K.GROUP_INVITE.value, _labelled("users", "Invitation to a group", words)),
            (K.CALL.value, _named("phone-missed", "Call on WhatsApp")),
            (K.UNREADABLE.value, _named("lock", "WhatsApp could not decrypt this message yet")),
            _unsupported(message, words),
        ),
    )


def _named(glyph: str, name: str | rx.Var) -> rx.Component:
    return el.p(icon(glyph), name, class_name="flex items-center gap-2 text-14 text-faint")


def _labelled(glyph: str, label: str, words: rx.Component) -> rx.Component:
    return el.div(
        el.p(icon(glyph, "small"), label, class_name="flex items-center gap-1 text-12 text-faint"),
        words,
    )


def _picture(message: rx.Var[MessageView], words: rx.Component) -> rx.Component:
    shown = el.button(
        _framed(message),
        type="button",
        title="Open the picture",
        on_click=do("openPicture", message),
        custom_attrs={"data-picture": message.id},
        class_name="block cursor-zoom-in",
    )
    preview = rx.cond(message.media.thumbnail, _image(message.media.thumbnail.to(str)))
    return el.fragment(
        rx.cond(
            message.media.url, shown, el.fragment(preview, absent_file(message, "image", "Picture"))
        ),
        words,
    )


def _framed(message: rx.Var[MessageView]) -> rx.Component:
    """The small copy, in a frame of its shape before it has come, so that nothing jumps."""
    media = message.media
    source = rx.cond(media.small_url, media.small_url.to(str), media.url.to(str))
    ratio = media.width.to(str) + " / " + media.height.to(str)
    framed = el.img(
        src=source,
        alt="Picture from the conversation",
        loading="lazy",
        style={
            "aspectRatio": ratio,
            "width": "min(" + media.width.to(str) + "px, calc(18rem * " + ratio + "))",
        },
        custom_attrs={"data-framed": True},
        class_name="mb-1 min-h-16 min-w-40 max-w-full rounded-control object-cover",
    )
    return rx.cond(media.width, framed, _image(source))


def _image(source: rx.Var[str]) -> rx.Component:
    return el.img(
        src=source,
        alt="Picture from the conversation",
        loading="lazy",
        class_name="mb-1 max-h-72 min-h-16 w-full min-w-40 rounded-control object-cover",
    )


def _document(message: rx.Var[MessageView], words: rx.Component) -> rx.Component:
    saved = el.a(
        icon("file-text", "large", "text-faint"),
        el.span(
            el.span(
                el.given(message.media.file_name, "Document"),
                class_name="block break-all font-medium",
            ),
            el.span(
                ask("act.fileSize", message.media.size_bytes),
                class_name="text-12 text-faint figures",
            ),
            class_name="min-w-0 text-14",
        ),
        icon("download", "small", "text-faint"),
        href=message.media.url.to(str),
        custom_attrs=SAVES,
        class_name="flex items-center gap-2 rounded-control bg-sunken px-3 py-2",
    )
    return el.fragment(
        rx.cond(message.media.url, saved, absent_file(message, "file-text", "Document")),
        words,
    )


def _video(message: rx.Var[MessageView], words: rx.Component) -> rx.Component:
    player = el.video(
        src=message.media.url,
        poster=message.media.thumbnail,
        controls=True,
        preload="metadata",
        class_name="mb-1 max-h-72 w-full min-w-40 rounded-control bg-sunken",
    )
    return el.fragment(
        rx.cond(message.media.url, player, absent_file(message, "video", "Video")),
        words,
    )


def _audio(message: rx.Var[MessageView], words: rx.Component) -> rx.Component:
    player = el.audio(
        src=message.media.url, controls=True, preload="metadata", class_name="h-10 w-64 max-w-full"
    )
    return el.fragment(
        rx.cond(message.media.url, player, absent_file(message, "mic", "Voice message")),
        rx.cond(message.media.url, transcript(message)),
        words,
    )


def _location(message: rx.Var[MessageView]) -> rx.Component:
    place = message.content.to(dict[str, str])
    at = place["latitude"].to(str) + "," + place["longitude"].to(str)
    return el.a(
        icon("map-pin", "large", "text-faint"),
        el.span(
            el.span(el.given(place["name"], "Location"), class_name="block font-medium"),
            el.span(rx.cond(place["address"], place["address"], at), class_name="text-13"),
            class_name="min-w-0 text-14 text-words",
        ),
        href="https://www.openstreetmap.org/?mlat="
        + place["latitude"].to(str)
        + "&mlon="
        + place["longitude"].to(str),
        target="_blank",
        rel="noreferrer",
        class_name="flex items-center gap-2 hover:underline underline-offset-2",
    )


def _contact(message: rx.Var[MessageView]) -> rx.Component:
    card = message.content.to(dict[str, str])
    return el.div(
        icon("contact", "large", "text-faint"),
        el.div(
            el.p(el.given(card["name"], "Contact"), class_name="font-medium"),
            el.p(card["phone"], class_name="text-13 text-quiet figures"),
        ),
        class_name="flex items-center gap-2 text-14",
    )


def _options(
    message: rx.Var[MessageView], glyph: str, name: str, words: rx.Component
) -> rx.Component:
    options = message.content.to(dict[str, list[str]])["options"]
    return el.div(
        _labelled(glyph, name, words),
        rx.cond(
            options,
            el.ul(
                rx.foreach(
                    options,
                    lambda option: el.li(
                        option, class_name="rounded-control border border-line px-3 py-1"
                    ),
                ),
                class_name="mt-2 flex flex-col gap-1 text-14",
            ),
        ),
    )


def _unsupported(message: rx.Var[MessageView], words: rx.Component) -> rx.Component:
    kind = message.content.to(dict[str, str])["type"]
    return el.div(
        _named(
            "file-question",
            rx.cond(kind, f"Not shown here: {kind}", "Not shown here, see the phone"),
        ),
        words,
    )
