import type { Command } from "../command.ts";
import { serverFunction } from "../seam.ts";
import { configOf, installationOptions } from "../settings.ts";
import { untilStopped } from "../stop.ts";

export const command: Command = {
  name: "start",
  summary: "Start the server: the database, the migrations, the web server and the jobs",
  usage: "rondo start [--port N] [--host ADDRESS] [--data DIR] [--database-url URL] [--role web|worker|all] [--demo]",
  options: {
    port: { type: "string", short: "p", value: "N", help: "Port; 0 takes any free one, and the line printed tells which" },
    host: { type: "string", value: "ADDRESS", help: "Address to listen on; 127.0.0.1 unless given, 0.0.0.0 for the whole network" },
    ...installationOptions,
    role: { type: "string", value: "ROLE", help: "What this node does: web, worker or all" },
    "log-level": { type: "string", value: "LEVEL", help: "How much is logged on standard error" },
    demo: { type: "boolean", help: "Start with the sample world, signed in, on this machine alone" },
  },
  run: async (input, io) => {
    const config = await configOf(input);
    const server = await (await serverFunction("startServer"))(config);
    io.out(input.json ? `${JSON.stringify({ url: server.url })}\n` : `Rondo is at ${server.url}\n`);
    // Links, cookies and the check of where a change comes from go by the address people type.
    if (config.publicUrl === null && !["127.0.0.1", "localhost", "::1"].includes(config.host))
      io.err(
        "People on other machines can't sign in yet: set PUBLIC_URL to the address they type, such as http://this-machine:8484, and start again.\n",
      );
    const code = await untilStopped(io);
    await server.stop();
    return code;
  },
};
