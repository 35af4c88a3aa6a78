// The list on the sheet: rows in the order of the votes, which holds still while a hand is over it.
import { createElement as h, useEffect, useMemo, useRef, useState } from "react";
import { useGlide } from "./motion.js";
import { Count, useWish, VotePill } from "./vote_pill.js";

const BATCH_MS = 1200;
const HANDS_OFF_MS = 1500;
const ANNOUNCE_MS = 10000;
// Below this many fans a share says more about chance than about the song.
const FEW = 5;

const SORTS = {
  votes: { label: "Most votes" },
  title: { label: "A to Z", by: (a, b) => a.title.localeCompare(b.title) },
  album: { label: "Album", by: (a, b) => a.detail.localeCompare(b.detail) },
  mine: { label: "Mine first" },
};

const amount = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

// The order to show: batched, and kept while `held`.
function useOrder(order, held) {
  const [shown, setShown] = useState(order);
  const latest = useRef(order);
  const last = useRef(0);
  latest.current = order;
  const same = shown.length === order.length && shown.every((key, index) => key === order[index]);
  const missing = order.some((key) => !shown.includes(key)) || shown.some((key) => !order.includes(key));
  useEffect(() => {
    if (same || (held && !missing)) return;
    const apply = () => { last.current = Date.now(); setShown(latest.current); };
    // A new or a gone row is shown at its place at once; only moving waits for its beat.
    const wait = missing ? 0 : Math.max(0, last.current + BATCH_MS - Date.now());
    const timer = setTimeout(apply, wait);
    return () => clearTimeout(timer);
  }, [same, held, missing, order]);
  return [shown, !same && held, () => setShown(latest.current)];
}

// True while a pointer is over the list, a finger was just on it, or the keyboard is in it.
function useHands() {
  const [held, setHeld] = useState(false);
  const timer = useRef(0);
  const over = useRef(false);
  const hold = () => { clearTimeout(timer.current); setHeld(true); };
  const touch = () => { over.current = true; hold(); };
  const release = (delay) => { clearTimeout(timer.current); timer.current = setTimeout(() => setHeld(false), delay); };
  useEffect(() => () => clearTimeout(timer.current), []);
  return [held, {
    onPointerEnter: touch,
    onPointerMove: touch,
    onPointerLeave: (event) => { over.current = false; release(event.pointerType === "touch" ? HANDS_OFF_MS : 0); },
    onPointerCancel: () => { over.current = false; release(HANDS_OFF_MS); },
    onFocus: (event) => event.target.matches(":focus-visible") && hold(),
    // Pressing a second button takes the focus from the first: rows that moved now would move away from under the press.
    onBlur: (event) => !over.current && !event.currentTarget.contains(event.relatedTarget) && release(0),
  }];
}

function useAnnouncement(leader, count) {
  const [words, setWords] = useState("");
  const state = useRef({ leader: null, at: 0 });
  useEffect(() => {
    if (!leader) return;
    if (state.current.leader === null) state.current.leader = leader;
    if (state.current.leader === leader) return;
    const timer = setTimeout(() => {
      state.current = { leader, at: Date.now() };
      setWords(`${leader} is now first with ${amount(count, "vote", "votes")}.`);
    }, Math.max(0, state.current.at + ANNOUNCE_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [leader, count]);
  return words;
}

const neighbour = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const buttons = [...event.currentTarget.closest("ol").querySelectorAll("[data-testid=vote-button]")];
  const next = buttons[buttons.indexOf(event.currentTarget) + step];
  event.preventDefault();
  next?.focus();
};

function Moved({ places }) {
  // One row's jump pushes many others down by one: that is its news, not theirs.
  if (!places || places === -1) return null;
  const up = places > 0;
  return h("span", { className: `moved ${up ? "is-up" : "is-down"}` },
    h("span", { "aria-hidden": true }, up ? "▲" : "▼", Math.abs(places)),
    h("span", { className: "sr" }, ` ${up ? "up" : "down"} ${Math.abs(places)} since you came`));
}

function Card({ answer, refusal }) {
  if (answer?.card === "counted" && !refusal) {
    return h("p", { className: "row-card", role: "status" }, h("b", null, "Counted."), " Sign in to keep voting; this one comes with you.");
  }
  if (refusal && answer?.card === "signin") {
    return h("div", { className: "row-card is-nudge", role: "status", "data-testid": "signin-nudge" },
      h("b", null, answer.reason), " Accounts are coming: signing in will give you more votes and bring the one you have along.");
  }
  return refusal ? h("p", { className: "row-card is-refused", role: "status" }, refusal) : null;
}

function Row({ song, rank, moved, count, top, mine, version, answer, open, showsShare, rowRef, onVote }) {
  const wish = useWish({ mine, count, version, answer, onVote: (want, id) => onVote(song.key, want, id) });
  const share = showsShare && top > 0 ? wish.shown / top : 0;
  return h(
    "li",
    { ref: rowRef, className: "ballot-row", "data-testid": "ballot-row", "data-key": song.key, "data-mine": wish.pressed || undefined },
    h("span", { className: "bar", "aria-hidden": true, style: { transform: `scaleX(${Math.min(1, share)})` } }),
    h("span", { className: "rank" }, rank, h(Moved, { places: moved })),
    h(
      "span",
      { className: "song" },
      h("span", { className: "song-title", dir: "auto" }, song.title),
      h("span", { className: "song-detail" },
        song.detail && h("span", { dir: "auto" }, song.detail),
        h("span", { className: `badge is-${song.origin}` }, song.is_mine ? "your suggestion" : song.origin)),
    ),
    open
      ? h(VotePill, { title: song.title, ...wish, onKeyDown: neighbour })
      : h("span", { className: "plain-count" }, h(Count, { number: count, words: count === 1 ? "vote" : "votes" })),
    h(Card, { answer, refusal: wish.refusal }),
  );
}

function LiveDot({ broken, paused, onToggle }) {
  const [offline, setOffline] = useState(false);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    look();
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => { window.removeEventListener("online", look); window.removeEventListener("offline", look); };
  }, []);
  const word = offline || broken ? "reconnecting" : paused ? "paused" : "live";
  return h("span", { className: "live-line" },
    h("span", { className: `live-dot is-${word}`, role: "status" }, word),
    h("button", { type: "button", className: "quiet", onClick: onToggle }, paused ? "Resume" : "Pause", h("span", { className: "sr" }, " updates")));
}

export function Ballot({ rows, order, counts, version, voters, mine, answers, open, broken, name, onVote }) {
  const [sort, setSort] = useState("votes");
  const [paused, setPaused] = useState(null);
  const [held, hands] = useHands();
  // Paused shows what was there when the button was pressed; my own votes still answer.
  const seen = paused ?? { order, counts, voters };
  const known = useMemo(() => new Map(rows.map((song) => [song.key, song])), [rows]);
  const ranked = useMemo(() => {
    const listed = seen.order.filter((key) => known.has(key));
    return [...listed, ...rows.map((song) => song.key).filter((key) => !listed.includes(key))];
  }, [seen.order, known, rows]);
  const sorted = useMemo(() => {
    if (sort === "votes") return ranked;
    if (sort === "mine") return [...ranked].sort((a, b) => mine.includes(b) - mine.includes(a));
    return [...ranked].sort((a, b) => SORTS[sort].by(known.get(a), known.get(b)));
  }, [sort, ranked, known, mine]);
  const [shown, waits, refresh] = useOrder(sorted, held);
  const arrival = useRef(new Map());
  for (const [index, key] of ranked.entries()) if (!arrival.current.has(key)) arrival.current.set(key, index);
  const rowRef = useGlide(shown);

  const count = (key) => counts[key] ?? 0;
  const frozen = (key) => (paused ? (paused.counts[key] ?? 0) : count(key));
  const total = ranked.reduce((sum, key) => sum + frozen(key), 0);
  const top = ranked.reduce((most, key) => Math.max(most, frozen(key)), 0);
  const leader = top > 0 ? known.get(ranked[0]) : null;
  const words = useAnnouncement(leader?.title ?? "", top);

  return h(
    "div",
    { className: "ballot" },
    h(
      "div",
      { className: "ballot-bar" },
      h("span", { className: "ballot-sum" }, total ? `${amount(seen.voters, "fan", "fans")}, ${amount(total, "vote", "votes")}` : "No votes yet"),
      open && h(LiveDot, { broken, paused: Boolean(paused), onToggle: () => setPaused(paused ? null : { order, counts, voters }) }),
      h("label", { className: "sorting" }, h("span", null, "Sort"),
        h("select", { value: sort, onChange: (event) => { setSort(event.target.value); } },
          Object.entries(SORTS).map(([key, { label }]) => h("option", { key, value: key }, label)))),
      // Lies over the sort, so that no row moves when it comes.
      waits && h("button", { type: "button", className: "ballot-chip", onPointerDown: (event) => event.preventDefault(), onClick: refresh }, "Order changed, refresh"),
    ),
    !open && leader && h("p", { className: "winner" }, h("b", { dir: "auto" }, leader.title), ` came first with ${amount(top, "vote", "votes")}.`),
    h(
      "ol",
      { className: "ballot-list", "aria-label": `Setlist of ${name}`, ...hands },
      shown.filter((key) => known.has(key)).map((key) =>
        h(Row, {
          key, song: known.get(key), rank: ranked.indexOf(key) + 1, moved: arrival.current.get(key) - ranked.indexOf(key),
          count: paused && !answers[key] ? frozen(key) : count(key), top, mine: mine.includes(key), version, answer: answers[key],
          open, showsShare: seen.voters >= FEW, rowRef: rowRef(key), onVote,
        })),
    ),
    h("div", { className: "sr", role: "status", "aria-live": "polite" }, paused ? "" : words),
  );
}
