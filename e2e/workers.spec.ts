/** Workers that die, hang or do not start: what people read meanwhile, and that nothing is lost. */
import type { Page } from "@playwright/test";
import { endEngine, engineWorker, hangEngine } from "./engineWorker.ts";
import { expect, test } from "./fixtures.ts";
import { inChinese } from "./inChinese.ts";

const projectName = (page: Page, label = "Project name") =>
  page.getByRole("textbox", { name: label });
const notices = (page: Page, label = "Notices") => page.getByRole("region", { name: label });
/** Longer than it may take to notice a hang, and to prepare a training on a busy machine. */
const restartMs = 60_000;

test("an engine that dies or hangs is started again, with the training and the edits", async ({
  page,
  studio,
}) => {
  test.setTimeout(300_000);
  await studio.open("?backend=wasm");
  await studio.chooseTiny("VAE", 50_000);
  await studio.press("Train");
  const pause = page.getByRole("main").getByRole("button", { name: "Pause" });
  await expect(pause).toBeEnabled({ timeout: restartMs });
  await expect.poll(() => studio.stepsTaken()).toBeGreaterThan(20);

  endEngine(page);
  await expect(notices(page)).toContainText(
    /The compute engine had stopped and was started again\. “VAE 2” goes on from step \d+/,
    { timeout: restartMs },
  );
  await expect(pause).toBeEnabled({ timeout: restartMs });
  const before = await studio.stepsTaken();
  await expect.poll(() => studio.stepsTaken()).toBeGreaterThan(before);

  await page.getByRole("radio", { name: "中文" }).click();
  hangEngine(page);
  await projectName(page, "项目名称").fill("Edited meanwhile");
  await projectName(page, "项目名称").press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "没有响应" })).toHaveText(
    "计算引擎已有一段时间没有响应。如果一直没有响应，将自动重新启动。",
    { timeout: restartMs },
  );
  await expect(notices(page, "通知")).toContainText(
    /计算引擎曾停止运行，现已重新启动。“VAE 2”从第 [\d,]+ 步继续训练。/,
    { timeout: restartMs },
  );
  await expect(page.getByText("已保存", { exact: true })).toBeVisible();
  await page.getByRole("radio", { name: "EN" }).click();
  const after = await studio.stepsTaken();
  await expect.poll(() => studio.stepsTaken()).toBeGreaterThan(after);
});

test("with the engine given up, nothing offers to train, and it is said why", async ({
  page,
  studio,
}) => {
  test.setTimeout(300_000);
  await studio.open("?backend=wasm");
  await studio.chooseTiny("VAE", 50_000);
  await studio.press("Train");
  const main = page.getByRole("main");
  await expect(main.getByRole("button", { name: "Pause" })).toBeEnabled({ timeout: restartMs });
  await page.route("**/workers/worker-*.js", (route) => route.abort());
  endEngine(page);
  const note = "The compute engine stopped. Start it again at the top of the page.";
  await expect(main.getByText(note)).toBeVisible({ timeout: 2 * restartMs });
  for (const name of ["Stop", "One step", "Resume"]) {
    const button = main.getByRole("button", { name, exact: true });
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(note);
  }
  await expect(main.getByRole("button", { name: "Continue" })).toBeDisabled();
  await page.unroute("**/workers/worker-*.js");
  await page.getByRole("button", { name: "Start it again" }).click();
  await expect(main.getByRole("button", { name: "Stop" })).toBeEnabled({ timeout: restartMs });
});

test("one's own projects wait for no shipped models, survive a script that failed, and keep what was typed last", async ({
  page,
  studio,
  watch,
}) => {
  let failures = 0;
  let letGo = () => {};
  const isSeen = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/workers/worker-*.js", async (route) => {
    if (failures++ === 0) return route.abort();
    await isSeen;
    return route.continue();
  });
  await page.route("**/models/index.json", () => undefined); // never answers
  await page.goto("/?backend=wasm");
  await studio.goTo("Train");
  const main = page.getByRole("main");
  await expect(main.getByText("Loading…")).toBeAttached();
  for (const claim of ["Nothing trained yet", "No project", "Saved"]) {
    await expect(page.getByText(claim, { exact: true })).toBeHidden();
  }
  await inChinese(page, async () => {
    await expect(main.getByText("正在加载…")).toBeAttached();
    for (const claim of ["尚未训练", "没有项目", "已保存"]) {
      await expect(page.getByText(claim, { exact: true })).toBeHidden();
    }
  });
  letGo();
  await expect(projectName(page)).toHaveValue("Sample textures");
  await expect(page.getByText("Nothing trained yet")).toBeHidden(); // nothing is known of the shipped models
  expect(failures).toBeGreaterThan(1);
  await projectName(page).fill("Mine");
  await projectName(page).press("Enter");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(projectName(page)).toHaveValue("Mine");

  const reject = () => void Promise.reject(new Error("nobody waits for this"));
  const told = notices(page).getByText(/^Something unexpected went wrong/);
  await engineWorker(page).evaluate(reject);
  await expect(told).toHaveCount(1);
  await engineWorker(page).evaluate(reject);
  await page.evaluate(reject);
  await expect.poll(() => watch.faults.length).toBe(3);
  for (const fault of watch.faults.splice(0)) expect(fault).toContain("nobody waits for this");
  await expect(told).toHaveCount(1);
  await inChinese(page, () =>
    expect(notices(page, "通知").getByText(/^出现了意外问题。您的数据是安全的/)).toHaveCount(1),
  );

  await projectName(page).fill("Typed at the last moment"); // and not even left
  await page.reload();
  await expect(projectName(page)).toHaveValue("Typed at the last moment");
});
