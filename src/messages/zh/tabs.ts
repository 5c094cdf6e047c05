import type { tabs as en } from "../en/tabs.ts";

export const tabs: Record<keyof typeof en, string> = {
  "notice.readOnly.otherTab":
    "未作更改：此项目正在另一个标签页中编辑。如需在这里编辑，请在页面顶部接管它。",
  "notice.readOnly.newer":
    "未作更改：此项目由更新版本的 Latent Loom 保存。请重新加载页面以获取新版本。",
  "error.Conflict": "另一个标签页先作了更改，因此这里没有更改。现在显示的是最新版本。",
};
