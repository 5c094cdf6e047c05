/** All words of one language; one file a desk. */
import { data } from "./data.ts";
import { library } from "./library.ts";
import { notices } from "./notices.ts";
import { shell } from "./shell.ts";

export const messages = { ...notices, ...shell, ...data, ...library };
