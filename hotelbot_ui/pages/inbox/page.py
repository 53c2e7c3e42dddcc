"""The inbox: list, thread, guest. Three panes on a desk, one on a phone."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import effect, put
from hotelbot_ui.browser.views import PANE, PANEL
from hotelbot_ui.layouts.doubt import send_again_dialog
from hotelbot_ui.layouts.keys import INBOX_KEYMAP
from hotelbot_ui.layouts.staff import staff
from hotelbot_ui.pages.inbox.evidence import evidence_sheet
from hotelbot_ui.pages.inbox.files import picture_viewer
from hotelbot_ui.pages.inbox.guest_panel import guest_panel
from hotelbot_ui.pages.inbox.help import summary_sheet
from hotelbot_ui.pages.inbox.list_pane import list_pane
from hotelbot_ui.pages.inbox.merging import merge_dialog
from hotelbot_ui.pages.inbox.privacy import erasure_dialog
from hotelbot_ui.pages.inbox.second import second_dialog
from hotelbot_ui.pages.inbox.snoozing import later_dialog, snooze_dialog
from hotelbot_ui.pages.inbox.thread_pane import thread_pane
from hotelbot_ui.pages.inbox.transcript import transcript_dialog
from hotelbot_ui.pages.inbox.view_sheet import view_sheet
from hotelbot_ui.pages.inbox.wrong import wrong_dialog

SIDE = "fixed inset-y-0 end-0 z-30 w-full max-w-88 border-s border-line bg-surface shadow-float"


def inbox_page() -> rx.Component:
    on_list = PANE == "list"
    return staff(
        "inbox",
        el.div(
            el.div(
                list_pane(),
                class_name=rx.cond(on_list, f"{_LIST} block", f"{_LIST} hidden"),
            ),
            el.div(
                thread_pane(),
                class_name=rx.cond(on_list, f"{_THREAD} hidden", f"{_THREAD} block"),
            ),
            rx.cond(
                PANEL,
                el.div(
                    on_click=put("panel", False),
                    class_name="fixed inset-0 z-20 bg-scrim wide:hidden",
                ),
            ),
            el.div(
                guest_panel(),
                class_name=rx.cond(
                    PANEL,
                    f"{SIDE} {_DOCKED}",
                    f"hidden {_DOCKED}",
                ),
            ),
            class_name="flex min-h-0 flex-1",
        ),
        send_again_dialog(),
        snooze_dialog(),
        later_dialog(),
        second_dialog(),
        merge_dialog(),
        erasure_dialog(),
        view_sheet(),
        evidence_sheet(),
        summary_sheet(),
        wrong_dialog(),
        transcript_dialog(),
        picture_viewer(),
        effects=(effect("useStart", "bootInbox"), effect("usePictureKeys")),
        keymap=INBOX_KEYMAP,
        bare_on_phone=PANE == "thread",
    )


_LIST = (
    "h-full w-full shrink-0 border-line tablet:block tablet:w-76 tablet:border-e desk:w-85 "
    "vast:w-100"
)
_THREAD = "h-full min-w-0 flex-1 tablet:block"
_DOCKED = (
    "wide:static wide:block wide:w-80 wide:shrink-0 wide:border-s wide:border-line "
    "wide:shadow-none vast:w-96"
)
