import type { tabs as en } from "../en/tabs.ts";

export const tabs: Record<keyof typeof en, string> = {
  "notice.readOnly.otherTab":
    "未作更改：此项目正在另一个标签页中编辑。如需在这里编辑，请在页面顶部接管它。",
  "notice.readOnly.newer":
    "未作更改：此项目由更新版本的 Latent Loom 保存。请重新加载页面以获取新版本。",
  "error.Conflict": "另一个标签页先作了更改，因此这里没有更改。现在显示的是最新版本。",
  "notice.deletedElsewhere": "“{name}”已在另一个标签页中删除。",
  "notice.newerElsewhere":
    "“{name}”已在另一个标签页中由此应用的较新版本保存，其格式无法在这里显示。没有丢失任何内容：请重新加载页面以获取新版本。",
  "notice.damagedElsewhere":
    "“{name}”目前存储的内容无法读取。资料库工作台会列出它，并可保存其中的内容。",
  "banner.otherTab":
    "“{name}”正在另一个标签页中编辑。那里的更改会即时显示在这里，您也可以在这里训练、生成和检验；如需在这里编辑，请接管它。",
  "banner.takeOver": "在这里接管",
  "banner.takingOver": "正在接管…",
  "banner.setAside":
    "此标签页对“{name}”的更改未能保存，因为另一个标签页已更改了它。现在显示的是另一个标签页的版本。",
  "banner.keepCopy": "将我的更改另存为副本",
  "banner.giveUp": "放弃我的更改",
  "banner.giveUpSure": "确定永久放弃？",
  "project.copy": "{name}（副本）",
  "project.elsewhere": "在另一个标签页中",
  "project.newer": "由较新版本创建",
  "notice.importNotBegun":
    "等待导入的 {count} 个文件未添加：此项目现在由另一个标签页编辑。请先接管，再重新添加。",
  "notice.importWaits":
    "已读取 {count} 张照片，但此项目正在另一个标签页中编辑。请关闭那个标签页，再重新加载此页面，即可添加这些照片。",
  "train.cannot.elsewhere":
    "另一个标签页正在训练“{name}”，同一时间只能有一个标签页训练。让它暂停后即可在这里训练，训练结果会先保存。",
  "train.pauseThere": "让它暂停",
  "train.pausingThere": "正在暂停…",
  "train.state.elsewhere": "在另一个标签页中",
  "error.BusyElsewhere":
    "另一个标签页正在训练，同一时间只能有一个标签页训练。请在那里暂停，或在此标签页的“训练”页让它暂停。",
};
