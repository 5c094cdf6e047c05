import type { compare as en } from "../en/compare.ts";

export const compare: Record<keyof typeof en, string> = {
  "compare.button": "比较训练",
  "compare.title": "比较训练",
  "compare.choose": "比较 {name}",
  "compare.alone":
    "再训练一次，例如换一个学习率或换一个模型：这里会把两次训练的曲线放在同一张图里，让您看出哪些设置更合适。",
  "compare.choose2": "请在列表中勾选两个或更多训练。",
  "compare.nothingShared": "这些训练还没有共同的指标。",
  "compare.measure": "指标",
  "compare.axis": "比较依据",
  "compare.axis.steps": "步数",
  "compare.axis.time": "训练时间",
  "compare.unit.steps": "步",
  "compare.unit.seconds": "秒",
  "compare.unit.minutes": "分钟",
  "compare.heldOut": "{measure}（留出的照片）",
  "compare.part": "{measure}：{part}",
  "compare.save": "保存比较（CSV）",
  "compare.without": "没有这项指标：{names}",
  "compare.caution.data": "这些训练用不同的照片或图块测量，因此不能用这些数值判断哪一个更好。",
  "compare.caution.models": "不同的模型以各自的方式测量这一项：请比较曲线的走向，而不是高低。",
};
