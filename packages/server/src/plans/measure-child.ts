import { composeNode } from "@rondo/server/node";
const input = JSON.parse(process.argv[2] as string);
const node = await composeNode(input);
await node.app.listen({ port: input.config.port, host: "127.0.0.1" });
console.log("ready");
process.on("SIGTERM", () => process.exit(0));
