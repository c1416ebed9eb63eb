import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = process.env["RONDO_API"] ?? "http://127.0.0.1:4400";

/** `--mode gallery` builds the component gallery in as well, beside the app, for the pictures and the axe sweep. */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  server: { port: 4401, proxy: { "/api": { target: api, changeOrigin: false } } },
  build: {
    outDir: mode === "gallery" ? "dist-gallery" : "dist",
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
      output: {
        // What every screen needs and what changes seldom: one file that stays in the browser's cache over an update.
        codeSplitting: { groups: [{ name: "ground", test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-)?(router|query|history|store|router-core|query-core))\// }] },
      },
    },
  },
  worker: { format: "es" },
}));
