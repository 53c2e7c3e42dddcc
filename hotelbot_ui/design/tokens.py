"""Every colour, size and duration of the product, once. A hex or a pixel elsewhere is a defect.

Neutrals are warm greys in twelve steps, after the scheme of radix colours: 1-2 backgrounds, 3-5
fills at rest, hovered and selected, 6-8 lines, 9 placeholders, 10-12 text. The hues come from
OKLCH with one lightness per role, so that no status shouts louder than another.
"""

from typing import Final, Literal

Tone = Literal["neutral", "accent", "good", "notice", "warning", "danger"]
TONES: Final[tuple[Tone, ...]] = ("neutral", "accent", "good", "notice", "warning", "danger")

NEUTRAL_LIGHT: Final = (
    "#fefdfb", "#faf9f6", "#f5f3f1", "#efeeec", "#e9e7e5", "#e3dfda",
    "#d8d4cf", "#c1bdb8", "#898581", "#6a655f", "#534f49", "#1c1914",
)  # fmt: skip
NEUTRAL_DARK: Final = (
    "#13110e", "#181614", "#1f1d1a", "#262421", "#2e2b29", "#363431",
    "#42403d", "#575552", "#78746f", "#9c9893", "#bbb7b2", "#f0ece7",
)  # fmt: skip

# solid: a filled control; text: words on a background or on soft; soft: a fill; line: its border.
LIGHT: Final[dict[str, str]] = {
    "on-solid": "#ffffff",
    "accent": "#2f5bc2",
    "accent-text": "#2750b0",
    "accent-soft": "#ebf3ff",
    "accent-line": "#bbd1ff",
    "good": "#1e7546",
    "good-text": "#15693d",
    "good-soft": "#ebf5ee",
    "good-line": "#bbdac5",
    "notice": "#0a6e88",
    "notice-text": "#00627a",
    "notice-soft": "#eaf4f8",
    "notice-line": "#b8d7e2",
    "warning": "#925b00",
    "warning-text": "#7e4b00",
    "warning-soft": "#f9f1e8",
    "warning-line": "#e5ccb1",
    "danger": "#b02a2a",
    "danger-text": "#9f2122",
    "danger-soft": "#ffedeb",
    "danger-line": "#fbc1ba",
    "neutral": "#534f49",
    "neutral-text": "#534f49",
    "neutral-soft": "#f5f3f1",
    "neutral-line": "#e3dfda",
}
DARK: Final[dict[str, str]] = {
    "on-solid": "#ffffff",
    "accent": "#426ed2",
    "accent-text": "#91b9ff",
    "accent-soft": "#19253f",
    "accent-line": "#304675",
    "good": "#2c7a4e",
    "good-text": "#90cba4",
    "good-soft": "#182b1f",
    "good-line": "#2e513b",
    "notice": "#20748c",
    "notice-text": "#8ac5da",
    "notice-soft": "#17292f",
    "notice-line": "#2a4d59",
    "warning": "#905c0a",
    "warning-text": "#dfb17d",
    "warning-soft": "#312313",
    "warning-line": "#5c4223",
    "danger": "#c1443f",
    "danger-text": "#ff998f",
    "danger-soft": "#3b1b19",
    "danger-line": "#6e332f",
    "neutral": "#575552",
    "neutral-text": "#bbb7b2",
    "neutral-soft": "#1f1d1a",
    "neutral-line": "#363431",
}

# What a screen calls them: role -> step of the neutral scale.
ROLES_LIGHT: Final[dict[str, int]] = {
    "canvas": 2,
    "surface": 1,
    "sunken": 3,
    "hover": 3,
    "selected": 4,
    "pressed": 5,
    "line": 6,
    "line-strong": 8,
    "words": 12,
    "quiet": 11,
    "faint": 10,
}
# In the dark what floats is lighter than what it floats on.
ROLES_DARK: Final[dict[str, int]] = {
    "canvas": 1,
    "surface": 2,
    "sunken": 3,
    "hover": 3,
    "selected": 4,
    "pressed": 5,
    "line": 5,
    "line-strong": 8,
    "words": 12,
    "quiet": 11,
    "faint": 10,
}

SCRIM: Final = "#13110e47"

# Sizes in px, as (font size, line height). 14 is the body; 15 and 16 are the guest's words.
TYPE: Final[dict[str, tuple[int, int]]] = {
    "12": (12, 16),
    "13": (13, 18),
    "14": (14, 20),
    "15": (15, 22),
    "16": (16, 24),
    "20": (20, 28),
    "28": (28, 36),
}
FONT: Final = '"Inter Variable", "Inter", system-ui, "Segoe UI", "Noto Sans", sans-serif'
WEIGHTS: Final[dict[str, int]] = {"regular": 400, "medium": 500, "semibold": 600}
SPACE_PX: Final = 4
RADIUS_PX: Final[dict[str, int]] = {"control": 6, "panel": 10, "full": 9999}
SHADOW_LIGHT: Final = "0 8px 32px -8px #1c191433, 0 1px 3px #1c19141a"
SHADOW_DARK: Final = "0 8px 32px -8px #000000b3, 0 0 0 1px #363431"
FAST_MS: Final = 120
BREAKPOINTS_PX: Final[dict[str, int]] = {"tablet": 768, "desk": 1024, "wide": 1360, "vast": 1800}
