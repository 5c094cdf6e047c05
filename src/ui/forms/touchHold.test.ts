import { describe, expect, it } from "vitest";
import { TouchHold } from "./touchHold.ts";

const touched = () => {
  const hold = new TouchHold();
  hold.begin({ x: 100, y: 100 });
  expect(hold.ask(0.7)).toBe(false); // the browser jumps to where the finger is
  return hold;
};

describe("TouchHold", () => {
  it("drops what a finger asks for that goes up or down", () => {
    const hold = touched();
    expect(hold.move({ x: 103, y: 120 })).toBeNull();
    expect(hold.ask(0.71)).toBe(false);
    expect(hold.move({ x: 180, y: 121 })).toBeNull(); // it has begun to scroll, and goes on
    expect(hold.end(false)).toEqual({ asked: null, isChange: false });
    expect(hold.ask(0.5)).toBe(true); // the next one is another finger, or a key
  });

  it("drops it, too, where the browser takes the finger for scrolling", () => {
    expect(touched().end(true)).toEqual({ asked: null, isChange: false });
  });

  it("lets a finger that goes sideways move the slider from the first touch on", () => {
    const hold = touched();
    expect(hold.move({ x: 102, y: 101 })).toBeNull();
    expect(hold.move({ x: 112, y: 103 })).toBe(0.7);
    expect(hold.ask(0.75)).toBe(true);
    expect(hold.end(false)).toEqual({ asked: null, isChange: true });
  });

  it("takes a tap when the finger is lifted", () => {
    expect(touched().end(false)).toEqual({ asked: 0.7, isChange: true });
  });
});
