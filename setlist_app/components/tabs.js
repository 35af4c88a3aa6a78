// One tab per performance: roving focus, arrow keys choose.
import { createElement as h, useEffect, useRef } from "react";

export function Tabs({ tabs, selected, label, panelId, onSelect }) {
  const list = useRef(null);
  const at = Math.max(0, tabs.findIndex((tab) => tab.id === selected));
  useEffect(() => {
    // A long bill scrolls sideways; scrollIntoView would move the page as well.
    const tab = list.current.children[at];
    if (tab) list.current.scrollLeft = tab.offsetLeft - list.current.offsetLeft - (list.current.clientWidth - tab.clientWidth) / 2;
  }, [at]);
  const onKeyDown = (event) => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    list.current.children[next].focus();
    onSelect(tabs[next].id);
  };
  return h(
    "div",
    { ref: list, role: "tablist", "aria-label": label, className: "tabs", onKeyDown },
    tabs.map((tab, index) =>
      h(
        "button",
        {
          key: tab.id, type: "button", role: "tab", id: `tab-${tab.id}`, className: "tab", "aria-selected": index === at,
          "aria-controls": panelId, tabIndex: index === at ? 0 : -1, onClick: () => onSelect(tab.id),
        },
        h("span", { className: "tab-name", dir: "auto" }, tab.name),
        tab.billing && h("span", { className: "tab-billing" }, tab.billing),
      )),
  );
}
