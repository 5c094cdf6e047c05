/** A run that goes on: its settings are changed, by hand and on the doctor's advice. */
import { expect, test } from "./fixtures.ts";

test("the learning rate is changed while a run trains, and the change is kept", async ({
  studio,
  page,
}) => {
  await studio.open("?backend=wasm");
  await studio.chooseTiny("Classifier", 50_000);
  await studio.press("Train");
  await expect.poll(() => studio.stepsTaken(), { timeout: 60_000 }).toBeGreaterThan(2);

  await studio.press("Change while training");
  const card = page.getByRole("group", { name: "Change while training" });
  const rate = card.getByRole("textbox", { name: "Learning rate", exact: true });
  await rate.fill("0.0005");
  await rate.press("Enter");
  const change = /^Step [\d,]+\s*Learning rate 0\.003 → 5e-4$/;
  await expect(card.getByRole("listitem")).toHaveText(change);
  const changedAt = await studio.stepsTaken();
  await expect.poll(() => studio.stepsTaken()).toBeGreaterThan(changedAt + 30);
  await expect(
    page.getByRole("img", { name: /^Learning rate\. Training (5e-4|4\.99e-4)/ }),
  ).toBeVisible();

  const mirror = card.getByRole("slider", { name: "Mirror" });
  await mirror.focus();
  await mirror.press("End");
  await expect(card.getByRole("listitem").first()).toHaveText(/Mirror 0\.5 → 1$/);

  await studio.press("Pause");
  await expect(page.getByRole("main").getByText("Paused", { exact: true }).first()).toBeVisible();
  await page.reload();
  await studio.press("Change while training");
  await expect(card.getByRole("listitem").last()).toHaveText(change);
  await expect(rate).toHaveValue("5e-4");
  await studio.press("Stop");
  const history = page.getByRole("region", { name: "Changed while training" });
  await expect(history.getByRole("listitem")).toHaveCount(2);
});

test("the doctor sees a discriminator that learns nothing; its advice is taken and taken back", async ({
  studio,
  page,
}) => {
  await studio.open("?backend=wasm");
  // On patches of 64 px: on smaller ones it takes so many steps in a second that it learns before the undo.
  await studio.chooseTiny("Generative adversarial network", 50_000);
  await studio.setHparam("Learning rate", 1e-6);
  await studio.press("Train");
  const doctor = page.getByRole("region", { name: "Doctor" });
  await expect(doctor.getByText(/^Watching the first steps/)).toBeVisible();
  const finding = doctor.getByRole("listitem").filter({ hasText: "The discriminator is too weak" });
  await expect(finding).toBeVisible({ timeout: 90_000 });
  await expect(doctor.getByRole("status")).toContainText("The discriminator is too weak");

  const remedy = finding.getByRole("button", { name: "Raise “Learning rate” to 2e-4" });
  await remedy.click();
  await expect(page.getByText("“Learning rate” is now 2e-4 for this run.")).toBeVisible();
  await expect(doctor.getByText("Watching what the change does …")).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).last().click();
  await studio.press("Change while training");
  const card = page.getByRole("group", { name: "Change while training" });
  await expect(card.getByRole("listitem")).toHaveText([
    /Learning rate 2e-4 → 1e-6$/,
    /Learning rate 1e-6 → 2e-4$/,
  ]);

  await expect(finding).toBeVisible({ timeout: 90_000 });
  await studio.press("Pause"); // what is found stands
  await finding.getByRole("button", { name: "Put this advice aside" }).click();
  await expect(finding).toBeHidden();
  await doctor.getByRole("button", { name: "Show again" }).click();
  await expect(finding).toBeVisible();
  await studio.press("Stop");
  await doctor
    .getByRole("button", { name: "For the next run: Raise “Learning rate” to 2e-4" })
    .click();
  await expect(page.getByRole("textbox", { name: "Learning rate", exact: true })).toHaveValue(
    "2e-4",
  );
});
