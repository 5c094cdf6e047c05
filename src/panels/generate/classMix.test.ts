import { expect, it } from "vitest";
import { mixedWith, onlyClass, sharesOf } from "./classMix.ts";

it("a class alone has all of the shares", () => {
  expect([...sharesOf(onlyClass(3, 1))]).toEqual([0, 1, 0]);
});

it("amounts become shares of one", () => {
  expect([...sharesOf(Float32Array.of(1, 0.5, 0.5))]).toEqual([0.5, 0.25, 0.25]);
  expect([...sharesOf(Float32Array.of(0, 0.125))]).toEqual([0, 1]);
});

it("one amount changes, but something of a class always stays", () => {
  const first = onlyClass(2, 0);
  const both = mixedWith(first, 1, 0.5);
  expect([...both]).toEqual([1, 0.5]);
  expect([...mixedWith(both, 0, 0)]).toEqual([0, 0.5]);
  expect(mixedWith(first, 0, 0)).toBe(first);
});
