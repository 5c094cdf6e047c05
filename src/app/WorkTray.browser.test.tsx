/** Long work as it is seen and called off on every desk. */
import { afterEach, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { useAppStore } from "../state/store.ts";
import type { WorkState } from "../state/works.ts";
import { mount } from "../ui/testing/mount.tsx";
import { WorkTray } from "./WorkTray.tsx";

let unmount = () => {};
afterEach(() => {
  unmount();
  useAppStore.setState({ works: [] });
});

const work = (id: string, changes: Partial<WorkState> = {}): WorkState => ({
  id,
  title: { kind: "quality", name: id },
  done: 0,
  total: 0,
  pace: [],
  isBrief: false,
  isEnding: false,
  isOfEngine: true,
  ...changes,
});

const show = (...works: WorkState[]) => useAppStore.setState({ works });
const tray = page.getByRole("region", { name: "Under way" });

it("shows a line for each, whose bar says how far it is, and nothing while nothing goes on", async () => {
  unmount = await mount(<WorkTray />);
  await expect.element(tray).not.toBeInTheDocument();
  show(work("one", { isBrief: true }));
  await expect.element(tray).not.toBeInTheDocument();
  show(
    work("one", { done: 3, total: 12 }),
    work("two", { title: { kind: "import", name: "two" }, done: 3, total: 12 }),
  );
  const bars = tray.getByRole("progressbar");
  await expect.element(bars.nth(0)).toHaveAttribute("aria-valuetext", "25%");
  await expect.element(bars.nth(1)).toHaveAttribute("aria-valuetext", "3 of 12");
  await expect.element(tray.getByText("Adding photos to “two”")).toBeVisible();
  show();
  await expect.element(tray).not.toBeInTheDocument();
});

it("says at once that it stops, by a press or by Escape on its line", async () => {
  unmount = await mount(<WorkTray />);
  show(work("one", { done: 3, total: 12 }), work("two", { done: 3, total: 12 }));
  await tray.getByRole("button", { name: "Cancel: Measuring the pictures of “one”" }).click();
  await expect.element(tray.getByText("Stopping …")).toBeVisible();
  expect(useAppStore.getState().works.map(({ isEnding }) => isEnding)).toEqual([true, false]);
  tray.getByRole("button", { name: "Cancel: Measuring the pictures of “two”" }).element().focus();
  await userEvent.keyboard("{Escape}");
  expect(useAppStore.getState().works.map(({ isEnding }) => isEnding)).toEqual([true, true]);
});

it("is announced when it begins and how it ends, and not in between", async () => {
  unmount = await mount(<WorkTray />);
  const status = page.getByRole("status");
  await expect.element(status).toBeInTheDocument();
  show(work("one"));
  await expect.element(status).toHaveTextContent("Measuring the pictures of “one”: begun");
  show(work("one", { done: 3, total: 12 }));
  await expect.element(tray.getByText("25%")).toBeVisible();
  await expect.element(status).toHaveTextContent("Measuring the pictures of “one”: begun");
  show();
  await expect.element(status).toHaveTextContent("Measuring the pictures of “one”: ended");
  show(work("two"));
  await expect.element(status).toHaveTextContent("“two”: begun");
  show(work("two", { isEnding: true }));
  show();
  await expect.element(status).toHaveTextContent("“two”: cancelled");
});

it("keeps the desk's room where much goes on", async () => {
  unmount = await mount(<WorkTray />);
  show(...["one", "two", "three", "four", "five"].map((id) => work(id)));
  await expect.element(tray.getByText("2 more")).toBeVisible();
  expect(tray.getByRole("progressbar").elements()).toHaveLength(3);
});
