import { resolve } from "node:path";
import { restore } from "@rondo/server/backup";
import { readConfig } from "@rondo/server/config";
import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { bytesText, progress } from "../progress.ts";
import { installationOptions } from "../settings.ts";

export const command: Command = {
  name: "restore",
  summary: "Put a backup into an empty data directory or database; everybody signs in again afterwards",
  usage: "rondo restore FILE [--data DIR] [--database-url URL]",
  options: installationOptions,
  positionals: [{ name: "FILE", required: true }],
  run: async (input, io) => {
    // Read, not opened: opening would make a secret where the backup's own is to go.
    const { dataDirectory, databaseUrl, secret } = readConfig({ options: input.options, env: process.env });
    const bar = progress(io);
    const log = (line: string) => {
      bar.end();
      io.err(`${line}\n`);
    };
    const file = resolve(input.positionals[0]!);
    const restored = await restore({
      file,
      dataDirectory,
      databaseUrl,
      secret,
      log,
      onProgress: (bytes) => bar.show(`${bytesText(bytes)} unpacked`),
    }).finally(bar.end);
    io.out(
      input.json
        ? `${JSON.stringify(restored)}\n`
        : `Restored the ${restored.kind} backup of ${restored.manifest.madeAt}; epoch ${restored.epoch} begins. Start with: npm start\n`,
    );
    return exit.done;
  },
};
