import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type InlineConfig, type Plugin } from "vite";
import { filesOf } from "./files.ts";

const api = process.env["RONDO_API"] ?? "http://127.0.0.1:4400";

/** What every screen needs and what changes seldom: one file that stays in the browser's cache over an update. */
const ground = {
  name: "ground",
  priority: 2,
  test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-)?(router|query|history|store|router-core|query-core))\//,
};

/** `--mode gallery` builds the component gallery in as well, beside the app, for the pictures and the axe sweep. */
export default defineConfig(async ({ mode, command }) => {
  const config = {
    root: import.meta.dirname,
    mode,
    plugins: [react(), tailwindcss()],
    build: {
      target: "es2023",
      // The first ones with `light-dark()`: without this it would be rewritten into twice the CSS.
      cssTarget: ["chrome123", "safari17.5", "firefox120"],
      manifest: true,
      sourcemap: false,
      // Everything inlined as `data:` would need a looser Content-Security-Policy.
      assetsInlineLimit: 0,
      // The polyfill is an inline script; every browser with `es2023` has module preload.
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: ["index.html", "src/early.ts"].map((name) => join(import.meta.dirname, name)),
        output: { codeSplitting: { groups: [ground] } },
      },
    },
    worker: { format: "es" },
  } satisfies InlineConfig;
  const groups =
    command === "build"
      ? [
          ground,
          {
            name: await filesOf(config, {
              frame: ["/index.html", "/shell/workspace-screen.tsx"],
              first: ["/day/my-day.tsx", "/identity/sign-in.tsx"],
            }),
            priority: 1,
            includeDependenciesRecursively: false,
          },
        ]
      : [ground];
  return {
    ...config,
    plugins: [...config.plugins, askEarly(), keptFiles()],
    server: { port: 4401, proxy: { "/api": { target: api, changeOrigin: false } } },
    build: {
      ...config.build,
      outDir: mode === "gallery" ? "dist-gallery" : "dist",
      rolldownOptions: { ...config.build.rolldownOptions, output: { codeSplitting: { groups } } },
    },
  };
});

/** Puts `early.ts` before all else in the page. */
function askEarly(): Plugin {
  return {
    name: "rondo-ask-early",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const early = Object.values(bundle).find((one) => one.type === "chunk" && one.facadeModuleId?.endsWith("/src/early.ts"));
        return early === undefined
          ? []
          : [{ tag: "script", attrs: { type: "module", async: true, src: `/${early.fileName}` }, injectTo: "head-prepend" }];
      },
    },
  };
}

/** Tells the service worker every file of the build. Another build is another service worker, so browsers fetch it. */
function keptFiles(): Plugin {
  return {
    name: "rondo-kept-files",
    writeBundle({ dir = "" }, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => name.startsWith("assets/"))
        .toSorted()
        .map((name) => `/${name}`);
      const build = createHash("sha256").update(files.join()).digest("hex").slice(0, 12);
      const worker = join(dir, "sw.js");
      const text = readFileSync(worker, "utf8");
      const filled = text
        .replace("const files = [];", () => `const files = ${JSON.stringify(files)};`)
        .replace('"development"', JSON.stringify(build));
      if (!filled.includes(build) || filled.includes("const files = [];")) throw new Error("sw.js has no place for the build's files");
      writeFileSync(worker, filled);
    },
  };
}
