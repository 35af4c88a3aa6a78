"""The sync strip: what is being fetched, step by step, while somebody watches."""

import reflex as rx

from setlist_app.catalog.views import StepView
from setlist_app.state.artist import SyncLive


def strip(brought_by_me: rx.Var[bool] | bool = False) -> rx.Component:
    return rx.el.section(
        rx.el.p(
            rx.cond(SyncLive.strip.is_open & brought_by_me, rx.el.b("You brought them here. ")),
            rx.el.span(SyncLive.strip.sentence, custom_attrs={"aria-live": "polite"}),
            class_name="strip-sentence",
        ),
        rx.cond(
            SyncLive.strip.is_open,
            rx.el.ol(
                rx.foreach(SyncLive.strip.steps, _step), class_name="strip-steps", custom_attrs={"aria-live": "polite"}
            ),
        ),
        class_name=rx.cond(SyncLive.strip.is_open, "strip is-open", "strip") + " is-" + SyncLive.strip.state,
        aria_label="Update",
        custom_attrs={"data-testid": "sync-strip", "data-state": SyncLive.strip.state},
    )


def _step(step: rx.Var[StepView]) -> rx.Component:
    return rx.el.li(
        rx.el.span(class_name="step-sign", aria_hidden="true"),
        rx.el.span(step.text, class_name="step-text"),
        rx.el.span(", " + step.state, class_name="sr"),
        key=step.name,
        class_name="step is-" + step.state,
        custom_attrs={"data-step": step.name, "data-state": step.state},
    )
