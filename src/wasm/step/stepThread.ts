/** A helper thread of the machine, for as long as its worker lives. */
import { serve, type ThreadSeat } from "./machine.ts";

globalThis.onmessage = ({ data }: MessageEvent<ThreadSeat>) => {
  serve(data, () => postMessage("ready"));
};
