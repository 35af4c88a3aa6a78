// What moves: rows glide to their new place, numbers roll. Nothing else, and nothing at all under reduced motion,
// which is asked each time because people switch it while a page is open.
import { useLayoutEffect, useRef } from "react";

const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export function useGlide(order) {
  const rows = useRef(new Map());
  const tops = useRef(new Map());
  useLayoutEffect(() => {
    const before = tops.current;
    tops.current = new Map();
    for (const [key, row] of rows.current) {
      const top = row.offsetTop;
      tops.current.set(key, top);
      const moved = (before.get(key) ?? top) - top;
      if (moved && !still()) {
        // A row on its way up passes over the ones that make room.
        const zIndex = moved > 0 ? 2 : 1;
        row.animate([{ transform: `translateY(${moved}px)`, zIndex }, { transform: "none", zIndex }], { duration: 240, easing: "cubic-bezier(.2,.7,.2,1)" });
      }
    }
    // A row that grew (a card opened under it) pushes the others at once; only a new order glides.
  }, [order]);
  return (key) => (row) => (row ? rows.current.set(key, row) : rows.current.delete(key));
}

export function useRoll(number) {
  const element = useRef(null);
  const last = useRef(number);
  useLayoutEffect(() => {
    const up = number > last.current;
    if (number !== last.current && element.current && !still()) {
      element.current.animate([{ transform: `translateY(${up ? 60 : -60}%)`, opacity: 0 }, { transform: "none", opacity: 1 }], { duration: 200, easing: "ease-out" });
    }
    last.current = number;
  }, [number]);
  return element;
}
