import type { devices as en } from "../en/devices.ts";

export const devices: Record<keyof typeof en, string> = {
  "notice.wentBack.Diverged":
    "“{name}”的损失值发散到无穷大。已回到第 {step, number} 步，以减半的学习率继续训练。",
  "notice.wentBack.DeviceLost": "显卡短暂中断。“{name}”已自动从第 {step, number} 步继续训练。",
  "notice.wentBack.OutOfMemory":
    "内存不足。“{name}”从第 {step, number} 步继续训练，批量减为 {batchSize, number}。",
  "notice.wentBack.OtherBackend":
    "显卡的计算不可靠。“{name}”从第 {step, number} 步起改用 {backend, select, wasm {WebAssembly（处理器）} webgl {WebGL} webgpu {WebGPU} other {处理器}}继续训练。",
  "banner.deviceGivenUp":
    "显卡在短时间内中断了两次，浏览器暂时不再允许使用它。您的工作已保存：重新加载页面即可再次使用显卡。",
  "banner.goOnWithout":
    "改用 {backend, select, wasm {WebAssembly} webgl {WebGL} webgpu {WebGPU} other {处理器}}继续",
};
