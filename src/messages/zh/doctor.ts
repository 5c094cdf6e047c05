import type { doctor as en } from "../en/doctor.ts";

export const doctor: Record<keyof typeof en, string> = {
  "doctor.title": "诊断",
  "doctor.waiting": "正在观察最初的几步。曲线能说明问题时，建议会出现在这里。",
  "doctor.waitingAfter": "正在观察这次更改的效果……",
  "doctor.paused": "步数还太少，无法判断，而且训练已暂停。继续训练后可能会有建议。",
  "doctor.well": "一切正常：曲线没有异常迹象。",
  "doctor.wellShort": "一切正常",
  "doctor.dismiss": "忽略这条建议",
  "doctor.dismissed": "{count, plural, other {已忽略 # 条建议。}}",
  "doctor.recall": "重新显示",
  "doctor.raise": "将“{name}”提高到 {value}",
  "doctor.lower": "将“{name}”降低到 {value}",
  "doctor.next": "下次训练：{change}",
  "doctor.stop": "到此停止",
  "doctor.data": "添加照片",
  "doctor.noRemedy": "已没有可以改善的设置；请换用其他设置重新开始。",

  "doctor.discriminatorStrong":
    "判别器太强：它把 {real, number, percent} 的照片和 {fake, number, percent} 的假图当作真的。",
  "doctor.discriminatorStrong.why": "如果每张假图都被识破，生成器就得不到如何改进的提示。",
  "doctor.discriminatorWeak":
    "判别器太弱：它把 {real, number, percent} 的照片和 {fake, number, percent} 的假图当作真的。",
  "doctor.discriminatorWeak.why": "生成器只有被识破才能学习，因此图片不会再变好。",
  "doctor.collapse": "样本彼此相似：差异只有照片之间差异的 {spread, number, percent}。",
  "doctor.collapse.why": "生成器找到了几张能蒙混过关的图片并不断重复（模式坍塌）。",
  "doctor.posteriorCollapse":
    "潜在空间坍塌了：{all, number} 个潜在数值中只有 {active, number} 个在起作用。",
  "doctor.posteriorCollapse.why":
    "解码器忽略了其余的数值，它们的滑块将不起作用（后验坍塌）。降低 KL 权重可以让它们携带更多信息。",
  "doctor.identityCollapse":
    "转换几乎没有改变图片：只有数值范围的 {change, number, percent}，还原误差为 {cycle, number, percent}。",
  "doctor.identityCollapse.why":
    "原样传递图片是最容易还原的办法。少要求一些“保持原样”，转换才会自由。",
  "doctor.vanishing": "梯度变得只有原来的 {times, number} 分之一。",
  "doctor.vanishing.why": "损失几乎不再告诉权重该往哪里走，尽管还有东西可学。",
  "doctor.unsteady":
    "{halvings, plural, =0 {梯度猛增到平时的 {times, number} 倍。} other {损失值已 # 次发散到无穷大。}}",
  "doctor.unsteady.why": "步子太大：每一步都越过了目标。",
  "doctor.setback": "调高学习率之后，它在没见过的照片上的误差是之前的 {times, number} 倍。",
  "doctor.setback.why": "现在步子太大，抹掉了它学到的内容。更小的步子也许能找回来。",
  "doctor.overfitting":
    "在从未见过的照片上，它比之前差了 {above, number, percent}，而在训练照片上仍在变好。",
  "doctor.overfitting.gan":
    "判别器对未见过的照片的信任比最好时低了 {above, number, percent}，而对训练照片丝毫未减。",
  "doctor.overfitting.why": "它开始死记照片。增加变化有帮助，增加照片最有帮助。",
  "doctor.plateau": "已有 {steps, number} 步没有任何改善。",
  "doctor.plateau.why": "更小的步子也许能继续前进。否则，它已学到了能学的一切。",

  "live.title": "训练中更改",
  "live.history": "至今的更改",
  "live.historyTitle": "训练中的更改",
  "live.at": "第 {step, number} 步",
  "live.change": "{name} {from} → {to}",
  "live.on": "开",
  "live.off": "关",
};
