// One vote button. It answers in the browser at once; the server confirms or takes it back.
import { createElement as h, useEffect, useState } from "react";
import { useRoll } from "./motion.js";
import { requestId } from "./request_id.js";

// Longer than any commit; shorter than a person waits before tapping again.
const GIVE_UP_MS = 8000;

// The wish on its way, and what the page should show meanwhile.
export function useWish({ mine, count, version, answer, onVote }) {
  const [wish, setWish] = useState(null);
  const [lost, setLost] = useState(false);
  const answered = wish && answer?.request_id === wish.id;

  useEffect(() => {
    // The counts of the commit may arrive after its answer: until then the page keeps the number it promised.
    if (answered && (!answer.accepted || version >= answer.version)) setWish(null);
  }, [answered, answer, version]);
  useEffect(() => {
    if (!wish || answered) return;
    const timer = setTimeout(() => { setWish(null); setLost(true); }, GIVE_UP_MS);
    return () => clearTimeout(timer);
  }, [wish, answered]);

  const pressed = wish ? wish.want : mine;
  const step = wish && wish.want !== wish.had ? (wish.want ? 1 : -1) : 0;
  const shown = wish && count === wish.from ? Math.max(0, count + step) : count;
  const toggle = () => {
    if (wish) return;
    const next = { id: requestId(), want: !mine, had: mine, from: count };
    setLost(false);
    setWish(next);
    onVote(next.want, next.id);
  };
  const refusal = lost ? "No answer came. Check the connection and vote again." : !wish && answer && !answer.accepted ? answer.reason : "";
  return { pressed, shown, refusal, waiting: Boolean(wish), toggle };
}

export function Count({ number, words }) {
  const element = useRoll(number);
  return h("span", { className: "count" },
    h("span", { ref: element, className: "count-number", "data-testid": "vote-count" }, String(number)),
    h("span", { className: "sr" }, ` ${words}`));
}

export function VotePill({ title, pressed, shown, waiting, toggle, onKeyDown }) {
  return h(
    "button",
    {
      type: "button", className: "pill", "data-testid": "vote-button", "aria-pressed": pressed, "aria-busy": waiting || undefined,
      onClick: toggle, onKeyDown,
    },
    h("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": true, className: "pill-mark" },
      h("path", { d: pressed ? "M2.5 8.5l3.5 3.5 7.5-8" : "M8 13V3M3.5 7.5L8 3l4.5 4.5" })),
    h(Count, { number: shown, words: `${shown === 1 ? "vote" : "votes"} for ${title}` }),
  );
}
