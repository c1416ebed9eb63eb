#!/usr/bin/env node
// Plain JavaScript that Node 20 can run: the rest is TypeScript, which Node strips by itself from 24 on. An older Node
// starts the one that npm installed beside us and hands everything through.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

if (Number(process.versions.node.split(".")[0]) >= 24) {
  // Parsing 40 packages and stripping our types is most of a start; kept from one to the next (in the clone: a place that
  // others can write would let them run their code as us). Measured: 2.3 s of CPU without, 1.5 s with.
  nodeModule.enableCompileCache?.(fileURLToPath(new URL("../../../node_modules/.cache/rondo", import.meta.url)));
  const { runProcess } = await import("../src/main.ts");
  await runProcess();
} else {
  const node = pinnedNode();
  if (node === null) {
    console.error(
      `Rondo needs Node 24 or newer, and this is ${process.versions.node}: run "npm ci" in the clone (it brings one for this platform), or install Node 24.`,
    );
    process.exit(2);
  }
  const child = spawn(node, [process.argv[1], ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal sends Ctrl-C to both of us, `kill` to this one only: always hand it on; `start` counts two within a blink as one.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`Node at ${node} can't be started: ${error.message}. Run "npm ci" in the clone again.`);
    process.exit(2);
  });
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}

function pinnedNode() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const file = process.platform === "win32" ? "node.exe" : "node";
  const require = nodeModule.createRequire(import.meta.url);
  for (const name of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    try {
      const path = join(dirname(require.resolve(`${name}/package.json`)), "bin", file);
      if (existsSync(path)) return path;
    } catch {
      // not installed for this platform under that name
    }
  }
  return null;
}
