/** All words of one language; one file a desk. */
import { notices } from "./notices.ts";

export const messages = { ...notices };
