"""Links: within the product the page changes without a reload; outside it a new tab opens."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink


def link(*children: Any, href: str | rx.Var[str], **props: Any) -> rx.Component:
    """A real `<a href>`."""
    return ReactRouterLink.create(*children, to=href, **props)


def outside(*children: Any, href: str | rx.Var[str], **props: Any) -> rx.Component:
    return rx.el.a(*children, href=href, target="_blank", rel="noopener", **props)
