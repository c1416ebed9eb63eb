import { describeOperatingRefusal } from "../config/index.ts";
import { openPostgres } from "./index.ts";

// A process of its own for the tests to kill: opens the directory, says so in one line of JSON, and holds it until SIGTERM.
const [dataDirectory = ""] = process.argv.slice(2);
try {
  const server = await openPostgres({ dataDirectory });
  process.once("SIGTERM", () => void server.stop().then(() => process.exit(0)));
  console.log(JSON.stringify({ url: server.url, pid: server.pid() }));
  setInterval(() => {}, 1 << 30);
} catch (error) {
  console.log(JSON.stringify({ refusal: describeOperatingRefusal(error) ?? String(error) }));
  process.exit(1);
}
