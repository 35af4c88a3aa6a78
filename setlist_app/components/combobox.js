// An editable combobox with a list of options (WAI-ARIA 1.2): focus never leaves the input. Search and the song
// suggestion are both built on it; what they differ in comes in as props.
import { createElement as h, useEffect, useId, useRef, useState } from "react";

const DEBOUNCE_MS = 250;
const SPINNER_AFTER_MS = 400;
// One ideograph or syllable can be a whole name; two letters are the least that narrows a Latin one down.
const WIDE = /[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

// Numbers grow over the life of the tab and over a reload, so an answer kept from before is never taken for a new one.
let lastNumber = 0;
const nextNumber = () => (lastNumber = Math.max(lastNumber + 1, Date.now()));

export const isLongEnough = (text) => text.length >= (WIDE.test(text) ? 1 : 2);

function useAnswer(answer, number) {
  const [shown, setShown] = useState(null);
  useEffect(() => {
    // Newest query wins: an answer to anything but the last question is dropped.
    if (answer && answer.number === number) setShown(answer);
  }, [answer, number]);
  return [shown, setShown];
}

function useSlow(waiting) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return setSlow(false);
    const timer = setTimeout(() => setSlow(true), SPINNER_AFTER_MS);
    return () => clearTimeout(timer);
  }, [waiting]);
  return slow;
}

export function Combobox({
  label, placeholder, className, inputId, inputName, inputTestId, optionTestId, answer, initial = "", asksWhenEmpty, extra = [],
  disabled, shortcut, groupName, renderOption, textOf, onQuery, onPick, onSubmit, submitLabel, emptyNote,
}) {
  const listId = useId();
  const box = useRef(null);
  const input = useRef(null);
  const timer = useRef(0);
  const [text, setText] = useState(initial);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState("");
  const [number, setNumber] = useState(0);
  const [shown, setShown] = useAnswer(answer, number);

  const query = text.trim();
  const options = query ? (isLongEnough(query) ? (shown?.options ?? []) : []) : [...extra, ...(asksWhenEmpty ? (shown?.options ?? []) : [])];
  const waiting = open && number > 0 && (isLongEnough(query) || (!query && asksWhenEmpty)) && !(shown?.number === number && shown.done);
  const slow = useSlow(waiting);
  const note = shown?.number === number && query ? shown.note || (shown.done && !options.length ? emptyNote(query) : "") : "";
  const showList = open && options.length > 0;
  const current = options.findIndex((option) => option.id === active);

  useEffect(() => setText(initial), [initial]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const away = (event) => !box.current?.contains(event.target) && setOpen(false);
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, []);
  useEffect(() => {
    if (!shortcut) return;
    const focus = (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key !== shortcut || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, [shortcut]);
  useEffect(() => {
    if (active) document.getElementById(active)?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const ask = (value, delay) => {
    clearTimeout(timer.current);
    const question = value.trim();
    // From here on an answer to what was typed before is late, also while this question waits to be asked.
    const mine = nextNumber();
    setNumber(mine);
    if (question ? !isLongEnough(question) : !asksWhenEmpty) return;
    timer.current = setTimeout(() => onQuery?.(question.slice(0, 100), mine), delay);
  };
  const change = (event) => {
    const value = event.target.value;
    if (!value.trim() !== !query) setShown(null);
    setText(value);
    setActive("");
    setOpen(true);
    ask(value, value.trim() ? DEBOUNCE_MS : 0);
  };
  const pick = (option, event) => {
    setOpen(false);
    setActive("");
    setText(textOf ? textOf(option) : text);
    onPick?.(option, event);
  };
  const submit = () => {
    if (!query || !onSubmit) return;
    clearTimeout(timer.current);
    setOpen(false);
    onSubmit(query);
  };
  const move = (index) => {
    setOpen(true);
    if (options.length) setActive(options[(index + options.length) % options.length].id);
  };
  const onKeyDown = (event) => {
    if (event.nativeEvent.isComposing) return;
    const keys = {
      ArrowDown: () => move(current + 1),
      ArrowUp: () => move(current < 0 ? -1 : current - 1),
      Home: showList && (() => move(0)),
      End: showList && (() => move(-1)),
      Enter: () => (showList && current >= 0 ? pick(options[current], event) : submit()),
      Escape: () => (open ? (setOpen(false), setActive("")) : (setText(""), setShown(null))),
    };
    if (event.key === "Tab") return setOpen(false);
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  };

  const groups = [];
  for (const option of options) {
    const name = groupName(option, Boolean(query));
    if (groups.at(-1)?.name !== name) groups.push({ name, options: [] });
    groups.at(-1).options.push(option);
  }
  const item = (option) =>
    h(
      "div",
      {
        key: option.id, id: option.id, role: "option", className: "option", "data-testid": optionTestId,
        "aria-selected": option.id === active,
        // Keeps the focus in the input.
        onPointerDown: (event) => event.preventDefault(),
        onPointerMove: () => option.id !== active && setActive(option.id),
        onClick: (event) => pick(option, event),
      },
      renderOption(option),
    );
  const hint = query && !isLongEnough(query) ? "Type one more letter." : note;
  return h(
    "div",
    { ref: box, className: `combobox ${className ?? ""}`, role: onSubmit ? "search" : undefined },
    h("label", { htmlFor: inputId, className: "sr" }, label),
    h("span", { className: "combobox-glyph", "aria-hidden": true }),
    h("input", {
      ref: input, id: inputId, name: inputName, type: "text", role: "combobox", autoComplete: "off", spellCheck: false, enterKeyHint: "search",
      "data-testid": inputTestId, placeholder, value: text, maxLength: 100, disabled,
      "aria-expanded": showList, "aria-controls": showList ? listId : undefined, "aria-autocomplete": "list",
      "aria-activedescendant": showList && current >= 0 ? active : undefined,
      onChange: change, onKeyDown,
      onFocus: () => { setOpen(true); if (!shown || !query) ask(text, 0); },
      onClick: () => setOpen(true),
    }),
    submitLabel && h("button", { type: "button", className: "combobox-go", onClick: submit }, submitLabel),
    open && (showList || slow || hint) &&
      h(
        "div",
        { className: "combobox-panel" },
        showList &&
          h(
            "div",
            { id: listId, role: "listbox", "aria-label": label },
            groups.map((group, index) =>
              h(
                "div",
                { key: group.name || index, role: "group", "aria-label": group.name || label, className: "option-group" },
                group.name && h("div", { className: "option-group-name", role: "presentation" }, group.name),
                group.options.map(item),
              ),
            ),
          ),
        slow && h("div", { className: "combobox-wait" }, h("span", { className: "spinner", "aria-hidden": true }), "Looking"),
        hint && h("div", { className: "combobox-note" }, hint),
      ),
    h("div", { className: "sr", role: "status" }, open && !waiting && query ? hint || `${options.length} results` : ""),
  );
}
