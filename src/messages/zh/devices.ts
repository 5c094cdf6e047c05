import type { devices as en } from "../en/devices.ts";

export const devices: Record<keyof typeof en, string> = {
  "notice.wentBack.Diverged":
    "“{name}”的损失值发散到无穷大。已回到第 {step, number} 步，以减半的学习率继续训练。",
  "notice.wentBack.DeviceLost": "显卡短暂中断。“{name}”已自动从第 {step, number} 步继续训练。",
  "notice.wentBack.OutOfMemory":
    "内存不足。“{name}”从第 {step, number} 步继续训练，批量减为 {batchSize, number}。",
  "notice.wentBack.OtherBackend":
    "显卡的计算不可靠。“{name}”从第 {step, number} 步起改用 {backend, select, wasm {WebAssembly（处理器）} webgl {WebGL} webgpu {WebGPU} other {处理器}}继续训练。",
  "error.TooLarge":
    "用这么多图块训练所需的内存超出了本页面可用的范围。请减少每张照片的裁剪数、重叠或批量。",
  "train.cannot.tooLarge":
    "{patches, number} 个图块加上这一配方需要 {bytes} 内存，而可用的只有 {budget}。",
  "train.useFitting": "采用放得下的最大设置",
  "banner.deviceGivenUp":
    "显卡在短时间内中断了两次，浏览器暂时不再允许使用它。您的工作已保存：重新加载页面即可再次使用显卡。",
  "banner.goOnWithout":
    "改用 {backend, select, wasm {WebAssembly} webgl {WebGL} webgpu {WebGPU} other {处理器}}继续",
};
