import optimizeLocales from "@react-aria/optimize-locales-plugin";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { ariaAnnouncer } from "./vite/ariaAnnouncer.ts";
import { chunkModules } from "./vite/chunkModules.ts";
import { compiledMessages } from "./vite/compiledMessages.ts";
import { securityHeaders, workerFolder } from "./vite/securityHeaders.ts";
import { wasmThreads } from "./vite/wasmThreads.ts";

export default defineConfig({
  base: "/",
  plugins: [
    react(),
    ariaAnnouncer(),
    tailwindcss(),
    // React Aria speaks 30 languages; the app speaks two.
    optimizeLocales.vite({ locales: ["en-US", "zh-CN"] }),
    securityHeaders(),
    compiledMessages(),
    chunkModules(),
  ],
  worker: {
    format: "es",
    plugins: () => [wasmThreads()],
    rolldownOptions: { output: { entryFileNames: `${workerFolder}/[name]-[hash].js` } },
  },
  build: {
    target: "es2022",
    manifest: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: ["index.html", "lab/index.html"] },
  },
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1", port: 4173 },
});
