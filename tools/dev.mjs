// npm run dev: the server, started again at each change, and Vite's own server for the web app in front of it.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { enter, install, modernNode, nodeFlags, root } from "./enter.mjs";

const port = process.env.RONDO_PORT ?? "4400";

await enter(async () => {
  install();
  const main = join("packages", "cli", "bin", "rondo.mjs");
  const server = spawn(
    modernNode(),
    [...nodeFlags, "--watch-path=packages", "--watch-preserve-output", main, "start", "--port", port, ...process.argv.slice(2)],
    { cwd: root, stdio: "inherit" },
  );
  const web = spawn(modernNode(), [join(root, "node_modules", "vite", "bin", "vite.js"), "--clearScreen", "false"], {
    cwd: join(root, "packages", "web"),
    stdio: "inherit",
    env: { ...process.env, RONDO_API: `http://127.0.0.1:${port}` },
  });
  const children = [server, web];
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => children.forEach((child) => child.kill(signal)));
  await Promise.race(children.map((child) => new Promise((resolve) => child.once("exit", resolve))));
  children.forEach((child) => child.kill("SIGTERM"));
});
