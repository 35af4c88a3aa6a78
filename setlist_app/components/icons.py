"""A few signs, drawn as strokes in the colour of the text. Always beside a word or hidden from screen readers."""

import reflex as rx

_PATHS = {
    "mode": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 3v18M12 7.500h4.500M12 12h8.500M12 16.500h4.500",
    "ticket": "M3 9V6h18v3a3 3 0 0 0 0 6v3H3v-3a3 3 0 0 0 0-6zM14 6v12",
    "pin": "M12 21s7-6.5 7-12a7 7 0 1 0-14 0c0 5.500 7 12 7 12zM12 11.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
    "arrow": "M5 12h14M13 6l6 6-6 6",
}


def icon(name: str, size: int = 20) -> rx.Component:
    return rx.el.svg(
        rx.el.path(d=_PATHS[name]), view_box="0 0 24 24", width=str(size), height=str(size), class_name="icon",
        custom_attrs={"aria-hidden": "true"},
    )  # fmt: skip
