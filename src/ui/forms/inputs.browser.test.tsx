/** What people do with inputs beside the plain ways: leaving early, an input method, presses in haste. */
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { mount } from "../testing/mount.tsx";
import { Button } from "./Button.tsx";
import { ConfirmButton } from "./ConfirmButton.tsx";
import { Slider } from "./Slider.tsx";
import { TextField } from "./TextField.tsx";
import { unhurried } from "./unhurried.ts";

let unmount: () => void;
afterEach(() => unmount());

function Held({ onEnd }: { readonly onEnd: (value: number) => void }) {
  const [value, setValue] = useState(3);
  return (
    <>
      <Slider
        label="Width"
        min={0}
        max={9}
        step={1}
        value={value}
        onChange={setValue}
        onChangeEnd={onEnd}
      />
      <button type="button">Next</button>
    </>
  );
}

it("ends a slider's change by key where the focus leaves before the key is let go, once", async () => {
  const onEnd = vi.fn();
  unmount = await mount(<Held onEnd={onEnd} />);
  const slider = page.getByRole("slider", { name: "Width" });
  await expect.element(slider).toBeVisible();
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight>}");
  await expect.element(slider).toHaveValue("4");
  expect(onEnd).not.toHaveBeenCalled();
  (page.getByRole("button", { name: "Next" }).element() as HTMLElement).focus();
  expect(onEnd.mock.calls).toEqual([[4]]);
  await userEvent.keyboard("{/ArrowRight}");
  expect(onEnd.mock.calls).toEqual([[4]]);
});

it("ends a slider's change by key when the key is let go, and not again when it is left", async () => {
  const onEnd = vi.fn();
  unmount = await mount(<Held onEnd={onEnd} />);
  const slider = page.getByRole("slider", { name: "Width" });
  await expect.element(slider).toBeVisible();
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  (page.getByRole("button", { name: "Next" }).element() as HTMLElement).focus();
  expect(onEnd.mock.calls).toEqual([[4]]);
});

it.each(["Enter", "Escape"])("leaves %s to an input method that is at work", async (key) => {
  const onCommit = vi.fn();
  unmount = await mount(<TextField label="Name" value="Sand" onCommit={onCommit} />);
  const field = page.getByRole("textbox", { name: "Name" });
  await field.fill("木");
  const input = field.element() as HTMLElement;
  input.focus();
  const press = (isComposing: boolean) =>
    input.dispatchEvent(new KeyboardEvent("keydown", { key, isComposing, bubbles: true }));
  press(true);
  expect(document.activeElement).toBe(input);
  await expect.element(field).toHaveValue("木");
  expect(onCommit).not.toHaveBeenCalled();
  press(false);
  expect(document.activeElement).not.toBe(input);
  expect(onCommit.mock.calls).toEqual(key === "Enter" ? [["木"]] : []);
});

describe("a button that asks first", () => {
  const onConfirm = vi.fn();
  const button = page.getByRole("button");

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
    onConfirm.mockReset();
    unmount = await mount(
      <ConfirmButton label="Delete" confirmLabel="Delete for good?" onConfirm={onConfirm} />,
    );
  });
  afterEach(() => vi.useRealTimers());

  it("takes a double-click for one press, and a press that follows for the answer", async () => {
    await button.dblClick();
    await expect.element(button).toHaveTextContent("Delete for good?");
    expect(onConfirm).not.toHaveBeenCalled();
    vi.advanceTimersByTime(500);
    await button.click();
    expect(onConfirm).toHaveBeenCalledOnce();
    await expect.element(button).toHaveTextContent(/^Delete$/);
  });

  it("asks for as long the second time, whatever is left of the first", async () => {
    await button.click();
    vi.advanceTimersByTime(3000);
    await button.click();
    await button.click();
    vi.advanceTimersByTime(4900);
    await button.click();
    expect(onConfirm).toHaveBeenCalledTimes(2);
    await button.click();
    vi.advanceTimersByTime(5000);
    await expect.element(button).toHaveTextContent(/^Delete$/);
  });
});

function Taken() {
  const [names, setNames] = useState(["a", "b", "c"]);
  const without = (gone: string) => names.filter((name) => name !== gone);
  return names.map((name) => (
    <Button key={name} onPress={unhurried(() => setNames(without(name)))}>
      {name}
    </Button>
  ));
}

describe("a button that takes something out of a list", () => {
  afterEach(() => vi.useRealTimers());

  it("takes out one by a double-click, and the next by another press", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    unmount = await mount(<Taken />);
    const names = () =>
      page
        .getByRole("button")
        .elements()
        .map(({ textContent }) => textContent);
    const first = page.getByRole("button").first();
    await first.click();
    await first.click(); // where another has moved
    expect(names()).toEqual(["b", "c"]);
    vi.advanceTimersByTime(500);
    await first.click();
    expect(names()).toEqual(["c"]);
  });
});
