/** All words of one language; one file a desk. */
import { compare } from "./compare.ts";
import { data } from "./data.ts";
import { devices } from "./devices.ts";
import { doctor } from "./doctor.ts";
import { engine } from "./engine.ts";
import { generate } from "./generate.ts";
import { inspect } from "./inspect.ts";
import { intake } from "./intake.ts";
import { library } from "./library.ts";
import { models } from "./models.ts";
import { notices } from "./notices.ts";
import { numbers } from "./numbers.ts";
import { quality } from "./quality.ts";
import { samples } from "./samples.ts";
import { shell } from "./shell.ts";
import { storage } from "./storage.ts";
import { tabs } from "./tabs.ts";
import { train } from "./train.ts";
import { translate } from "./translate.ts";
import { work } from "./work.ts";

export const messages = {
  ...notices,
  ...samples,
  ...shell,
  ...train,
  ...devices,
  ...doctor,
  ...engine,
  ...generate,
  ...inspect,
  ...models,
  ...data,
  ...intake,
  ...library,
  ...numbers,
  ...quality,
  ...translate,
  ...compare,
  ...tabs,
  ...work,
  ...storage,
};
