// An artist's songs, with a search once the list is too long to scan.
import { createElement as h, useId, useState } from "react";

const LONG = 30;
const FIRST = 20;

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function SongList({ songs }) {
  const [query, setQuery] = useState("");
  const [all, setAll] = useState(false);
  const id = useId();
  const wanted = fold(query.trim());
  const found = wanted ? songs.filter((song) => fold(`${song.title} ${song.detail}`).includes(wanted)) : songs;
  const shown = all || wanted ? found : found.slice(0, FIRST);
  return h(
    "div",
    { className: "songs" },
    songs.length > LONG &&
      h("div", { className: "songs-search" },
        h("label", { htmlFor: id, className: "sr" }, "Search in the songs"),
        h("input", { id, type: "search", placeholder: `Search in ${songs.length} songs`, value: query, maxLength: 100, onChange: (event) => setQuery(event.target.value) })),
    h("ol", { className: "song-list" },
      shown.map((song) =>
        h("li", { key: song.key, className: "song-line" },
          h("span", { className: "song" }, h("span", { className: "song-title", dir: "auto" }, song.title), h("span", { className: "song-detail", dir: "auto" }, song.detail)),
          h("span", { className: "song-facts" },
            song.on_setlists > 0 && h("span", null, song.on_setlists === 1 ? "on 1 setlist" : `on ${song.on_setlists} setlists`),
            song.votes > 0 && h("b", null, song.votes === 1 ? "1 vote" : `${song.votes} votes`))))),
    wanted && !found.length && h("p", { className: "empty" }, `No song called “${query.trim()}” here.`),
    !all && !wanted && found.length > FIRST && h("button", { type: "button", className: "button is-quiet", onClick: () => setAll(true) }, `Show all ${found.length} songs`),
  );
}
