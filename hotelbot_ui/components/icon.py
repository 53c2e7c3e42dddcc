"""Line icons, one weight, three sizes."""

from typing import Final, Literal

import reflex as rx

Size = Literal["small", "regular", "large"]
SIZES: Final[dict[Size, str]] = {"small": "size-3.5", "regular": "size-4", "large": "size-5"}


def icon(name: str, size: Size = "regular", class_name: str = "") -> rx.Component:
    return rx.icon(
        name,
        class_name=f"{SIZES[size]} shrink-0 {class_name}",
        stroke_width=1.75,
        custom_attrs={"aria-hidden": "true"},
    )
