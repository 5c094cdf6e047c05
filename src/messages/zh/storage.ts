import type { storage as en } from "../en/storage.ts";

export const storage: Record<keyof typeof en, string> = {
  "notice.importCutOff":
    "有一次导入中断了：{total} 个文件中已添加 {count} 张照片。要添加其余的，请再次导入该文件夹。",
};
