import type { devices as en } from "../en/devices.ts";

export const devices: Record<keyof typeof en, string> = {
  "notice.wentBack.Diverged":
    "“{name}”的损失值发散到无穷大。已回到第 {step, number} 步，以减半的学习率继续训练。",
  "notice.wentBack.DeviceLost": "显卡短暂中断。“{name}”已自动从第 {step, number} 步继续训练。",
  "notice.wentBack.OutOfMemory":
    "内存不足。“{name}”从第 {step, number} 步继续训练，批量减为 {batchSize, number}。",
  "notice.wentBack.OtherBackend":
    "训练时显卡出了故障。“{name}”从第 {step, number} 步起改用 {backend, select, wasm {WebAssembly（处理器）} webgl {WebGL} webgpu {WebGPU} other {处理器}}继续训练。",
  "error.TooLarge":
    "用这么多图块训练所需的内存超出了本页面可用的范围。请减少每张照片的裁剪数、重叠或批量。",
  "train.cannot.tooLarge":
    "按此配方训练 {patches, number} 个图块需要 {bytes} 内存，而本页面最多可用 {budget}。",
  "train.cannot.tooLarge.fits": "可用的最大设置：{settings}。",
  "train.cannot.tooLarge.nothing": "请减小宽度，或减少训练用的照片。",
  "train.fitting.overlap": "重叠 {share}",
  "train.fitting.crops": "每张照片随机裁切 {count} 个图块",
  "train.fitting.batchSize": "批量 {count, number}",
  "train.useFitting": "采用此设置",
  "banner.deviceGivenUp":
    "显卡在短时间内中断了两次，浏览器不再允许此页面使用它。您的工作已保存：重新加载页面即可再次使用显卡，也可以用较慢的方式继续。",
  "banner.goOnWithout":
    "改用 {backend, select, wasm {WebAssembly} webgl {WebGL} webgpu {WebGPU} other {处理器}}继续",
};
