// The search for an artist: ours at once, the provider's underneath, never re-ordered.
import { createElement as h, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { Combobox } from "./combobox.js";

const RECENT = "setlist-recent";

// Where this browser has been lately stays in this browser.
const readRecent = () => {
  try {
    const found = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
    return Array.isArray(found) ? found.slice(0, 3) : [];
  } catch {
    return [];
  }
};
const remember = (option) => {
  const kept = { ...option, id: `r-${option.id}`.replace(/^r-r-/, "r-"), before: option.name, match: "", after: "", source: "recent", summary: "" };
  const rest = readRecent().filter((other) => other.href !== option.href);
  try {
    localStorage.setItem(RECENT, JSON.stringify([kept, ...rest].slice(0, 3)));
  } catch {
    return; // A full or blocked storage only costs the convenience.
  }
};

const GROUPS = { recent: () => "Recent", ours: (asked) => (asked ? "" : "Popular"), ticketmaster: () => "More from Ticketmaster" };

const row = (option) =>
  h(
    "span",
    { className: "option-row" },
    option.art
      ? h("img", { src: option.art, width: 40, height: 40, alt: "", className: "option-art" })
      : h("span", { className: "option-art", "aria-hidden": true }),
    h(
      "span",
      { className: "option-words" },
      h("span", { className: "option-name" }, option.before, h("b", null, option.match), option.after,
        option.detail && h("span", { className: "option-detail" }, ` ${option.detail}`)),
      option.summary && h("span", { className: "option-summary" }, option.summary),
    ),
  );

export function SearchBox({ answer, large, value, onQuery, onPick }) {
  const navigate = useNavigate();
  const [recent, setRecent] = useState([]);
  useEffect(() => setRecent(readRecent()), []);
  const go = (href, event) => (event?.ctrlKey || event?.metaKey ? window.open(href, "_blank", "noopener") : navigate(href));
  const popular = (answer?.options ?? []).map((option) => option.href);
  return h(Combobox, {
    label: "Search an artist", placeholder: large ? "Artist or band" : "Search an artist", className: large ? "is-large" : "",
    inputId: large ? "search-large" : "search", inputName: "q", inputTestId: "search-input", optionTestId: "search-option",
    answer, initial: value, asksWhenEmpty: true, shortcut: "/", submitLabel: large ? "Search" : "",
    extra: recent.filter((option) => !popular.includes(option.href)),
    groupName: (option, asked) => GROUPS[option.source]?.(asked) ?? "",
    renderOption: row, textOf: () => "",
    emptyNote: (query) => `Nobody called “${query}”. Check the spelling, or press Enter to look again.`,
    onQuery,
    onPick: (option, event) => {
      if (!option.href) return onPick?.(option.provider_id);
      remember(option);
      go(option.href, event);
    },
    onSubmit: (query) => go(`/search?q=${encodeURIComponent(query)}`),
  });
}
