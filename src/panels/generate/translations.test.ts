import { expect, it } from "vitest";
import { type ChosenPhoto, noChoice, withPhoto } from "./translations.ts";

const photo = (label: number | null): ChosenPhoto => ({ name: "a.png", image: new Blob(), label });

it("a photo of a class becomes the other class", () => {
  expect(withPhoto(noChoice, photo(0)).target).toBe(1);
  expect(withPhoto(noChoice, photo(1)).target).toBe(0);
});

it("a file becomes what the photo before it became", () => {
  expect(withPhoto(noChoice, photo(null)).target).toBe(1);
  expect(withPhoto(withPhoto(noChoice, photo(1)), photo(null)).target).toBe(0);
});
