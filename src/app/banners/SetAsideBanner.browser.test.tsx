/** What is read of edits that could not be saved, and what becomes of them. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { page } from "vitest/browser";
import { keepAside } from "../../client/tabs/copies.ts";
import { useAppStore } from "../../state/store.ts";
import { projectOf } from "../../state/testing/projectOf.ts";
import { inBothLanguages, mount } from "../../ui/testing/mount.tsx";
import { SetAsideBanner } from "./SetAsideBanner.tsx";

const project = { ...projectOf(1), name: "Moss" };
const names = () => useAppStore.getState().projects.map(({ name }) => name);
const pressed = (name: string) => page.getByRole("button", { name }).click();
let unmount: () => void;

beforeEach(async () => {
  unmount = await mount(<SetAsideBanner />);
  useAppStore.setState({ projects: [project], setAside: [] });
});
afterEach(() => unmount());

const words = {
  en: {
    told: "This tab had changes to “Moss” that could not be saved",
    keep: "Keep mine as a copy",
    copy: "Moss (copy)",
    giveUp: "Discard mine",
    sure: "Discard for good?",
  },
  zh: {
    told: "此标签页对“Moss”的更改未能保存",
    keep: "将我的更改另存为副本",
    copy: "Moss（副本）",
    giveUp: "放弃我的更改",
    sure: "确定永久放弃？",
  },
};

it("says which project they were of, and makes one of its own out of them", () =>
  inBothLanguages(words, async ({ told, keep, copy }) => {
    keepAside(project);
    await expect.element(page.getByRole("alert")).toHaveTextContent(told);
    await pressed(keep);
    expect(names()).toContain(copy);
    await expect.poll(() => page.getByRole("alert").query()).toBeNull();
  }));

it("gives them up when asked twice", () =>
  inBothLanguages(words, async ({ giveUp, sure }) => {
    keepAside(project);
    await pressed(giveUp);
    await expect.element(page.getByRole("button", { name: sure })).toBeVisible();
    expect(useAppStore.getState().setAside).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 600)); // a press that follows sooner is a double-click's
    await pressed(sure);
    await expect.poll(() => useAppStore.getState().setAside).toEqual([]);
    expect(names()).toEqual(["Moss"]);
  }));
