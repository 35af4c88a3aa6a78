// "3 d 4 h left": the server says the instant, the browser counts.
import { createElement as h, useEffect, useState } from "react";

const words = (left) => {
  const seconds = Math.floor(left / 1000);
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days) return `${days} d ${hours} h left`;
  if (hours) return `${hours} h ${minutes} min left`;
  return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s left`;
};

export function Countdown({ closesAt, onZero }) {
  const [left, setLeft] = useState(null);
  useEffect(() => {
    const end = Date.parse(closesAt);
    if (Number.isNaN(end)) return setLeft(null);
    let timer = 0;
    const tick = () => {
      const rest = end - Date.now();
      setLeft(rest);
      if (rest > 0) timer = setTimeout(tick, rest < 3600e3 ? 1000 - (Date.now() % 1000) : 20000);
      else if (rest > -60e3) onZero?.();
    };
    tick();
    return () => clearTimeout(timer);
  }, [closesAt]);
  return h("span", { className: "countdown" }, left !== null && left > 0 ? words(left) : "");
}
