// A song of this artist for the list. One that is listed already is voted for instead.
import { createElement as h } from "react";
import { Combobox } from "./combobox.js";
import { requestId } from "./request_id.js";

const row = (option) =>
  h(
    "span",
    { className: "option-row" },
    h(
      "span",
      { className: "option-words" },
      h("span", { className: "option-name" }, option.title),
      h("span", { className: "option-summary" }, option.on_list ? "on the list, vote for it" : option.detail),
    ),
  );

export function SuggestBox({ answer, artist, onQuery, onSuggest }) {
  const options = (answer?.options ?? []).map((option) => ({ ...option, id: `s-${option.key}` }));
  return h(Combobox, {
    label: `Suggest a song by ${artist}`, placeholder: "Suggest a song", className: "suggest",
    inputId: "suggest", inputName: "song", inputTestId: "suggest-input", optionTestId: "suggest-option",
    answer: answer && { ...answer, options }, asksWhenEmpty: false,
    groupName: () => "", renderOption: row, textOf: () => "",
    emptyNote: (query) => `No song called “${query}” in what we know of ${artist}.`,
    onQuery,
    onPick: (option) => onSuggest?.(option.key, requestId()),
  });
}
