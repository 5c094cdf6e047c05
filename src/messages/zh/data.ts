import type { data as en } from "../en/data.ts";

export const data: Record<keyof typeof en, string> = {
  "data.title": "数据",
};
