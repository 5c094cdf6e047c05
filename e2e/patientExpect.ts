/** As the tests' `expect`, for what also runs outside of the test runner, where five seconds are the rule. */
import { expect as base } from "@playwright/test";

/** A machine with more to do than cores is slow, not wrong. */
export const patienceMs = 30_000;

export const expect = base.configure({ timeout: patienceMs });
