import { createJobs } from "./jobs.ts";

const quiet = () => undefined;
const [, , url, name] = process.argv;
const jobs = createJobs({
  url: url as string,
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  kinds: [
    {
      name: name as string,
      isFinal: () => false,
      giveUp: async () => undefined,
      run: () => {
        console.log("took");
        return new Promise(() => undefined);
      },
    },
  ],
});
await jobs.start();
console.log("ready");
setInterval(quiet, 1_000);
