"""Turns the tokens into the style sheet assets/tokens.css: `python -m hotelbot_ui.design.theme`."""

from collections.abc import Iterator
from pathlib import Path

from hotelbot_ui.design import tokens

STYLESHEET = Path(__file__).parents[2] / "assets" / "tokens.css"


def stylesheet() -> str:
    """Custom properties for both modes and the Tailwind names that point to them."""
    return "\n".join(
        [
            "/* Written by hotelbot_ui/design/theme.py from tokens.py. Do not edit. */",
            *_block(":root", [*_palette(dark=False), "color-scheme: light"]),
            *_block(".dark", [*_palette(dark=True), "color-scheme: dark"]),
            *_block("@theme inline", _colour_names()),
            *_block("@theme", _scale()),
            "",
        ]
    )


def _block(selector: str, declarations: list[str]) -> list[str]:
    return [f"{selector} {{", *(f"  {line};" for line in declarations), "}"]


def _palette(*, dark: bool) -> list[str]:
    steps = tokens.NEUTRAL_DARK if dark else tokens.NEUTRAL_LIGHT
    roles = tokens.ROLES_DARK if dark else tokens.ROLES_LIGHT
    hues = tokens.DARK if dark else tokens.LIGHT
    shadow = tokens.SHADOW_DARK if dark else tokens.SHADOW_LIGHT
    return [
        *(f"--{role}: {steps[step - 1]}" for role, step in roles.items()),
        *(f"--{name}: {value}" for name, value in hues.items()),
        f"--float: {shadow}",
        f"--scrim: {tokens.SCRIM}",
    ]


def _colour_names() -> list[str]:
    names = [*tokens.ROLES_LIGHT, *tokens.LIGHT, "scrim"]
    return [
        "--color-*: initial",
        "--color-transparent: transparent",
        "--color-current: currentColor",
        *(f"--color-{name}: var(--{name})" for name in names),
        "--shadow-*: initial",
        "--shadow-float: var(--float)",
    ]


def _scale() -> list[str]:
    return [
        f"--spacing: {tokens.SPACE_PX}px",
        f"--font-sans: {tokens.FONT}",
        "--text-*: initial",
        *_type_scale(),
        "--font-weight-*: initial",
        *(f"--font-weight-{name}: {weight}" for name, weight in tokens.WEIGHTS.items()),
        "--radius-*: initial",
        *(f"--radius-{name}: {size}px" for name, size in tokens.RADIUS_PX.items()),
        "--breakpoint-*: initial",
        *(f"--breakpoint-{name}: {size}px" for name, size in tokens.BREAKPOINTS_PX.items()),
        f"--default-transition-duration: {tokens.FAST_MS}ms",
    ]


def _type_scale() -> Iterator[str]:
    for name, (size, height) in tokens.TYPE.items():
        yield f"--text-{name}: {size / 16:g}rem"
        yield f"--text-{name}--line-height: {height / 16:g}rem"


if __name__ == "__main__":
    STYLESHEET.write_text(stylesheet(), encoding="utf-8")
