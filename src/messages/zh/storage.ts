import type { storage as en } from "../en/storage.ts";

export const storage: Record<keyof typeof en, string> = {
  "notice.importCutOff":
    "有一次导入中断了：{total} 个文件中已添加 {count} 张照片。要添加其余的，请再次导入该文件夹。",

  "library.unreadable": "无法打开的内容",
  "library.unreadable.why":
    "它们连同照片和权重仍然保存在此，不会被删除。您可以把现有的全部内容另存一份。",
  "library.unreadable.project": "项目",
  "library.unreadable.run": "训练好的模型",
  "library.unreadable.newer": "由此应用的较新版本创建；重新加载页面即可获取新版本",
  "library.unreadable.damaged": "其记录已损坏",

  "storage.save": "另存现有内容",
  "storage.saving": "正在收集…",
};
