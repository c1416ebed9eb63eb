// Loaded into a server: ends it, with no chance to do anything more, when it comes to a seam for the n-th time after SIGUSR2.
import { channel } from "node:diagnostics_channel";

const [seam, at] = (process.env.TEST_KILL_AT ?? "").split("#");
let left = Infinity;
process.on("SIGUSR2", () => void (left = Number(at)));
channel("rondo:seam").subscribe((name) => {
  if (name === seam && (left -= 1) === 0) process.kill(process.pid, "SIGKILL");
});
