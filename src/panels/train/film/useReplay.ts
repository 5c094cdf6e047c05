/** Plays a film once, from where it stands; from the start where it stands at its end. */
import { useEffect, useRef, useState } from "react";
import { frameMs } from "../../../lib/filmPace.ts";

/**
 * @param count frames of the film
 * @param at the one in view, from 0
 * @param onShow asks for another one
 */
export function useReplay(count: number, at: number, onShow: (at: number) => void) {
  const [isPlaying, setPlaying] = useState(false);
  const show = useRef(onShow);
  show.current = onShow;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => {
      if (at + 1 >= count - 1) setPlaying(false);
      show.current(Math.min(at + 1, count - 1));
    }, frameMs(count));
    return () => clearTimeout(timer);
  }, [isPlaying, at, count]);
  return {
    isPlaying,
    play() {
      if (at === count - 1) onShow(0);
      setPlaying(true);
    },
    pause: () => setPlaying(false),
  };
}
