import { settings } from "./settings.ts";

/** The table of docs/operations/settings.md, as Markdown. */
export function settingsTable(): string {
  const rows = Object.entries(settings).map(([name, { env, option, standard, help }]) => {
    const cells = [
      `\`${env}\``,
      option === null ? "" : `\`--${option}\``,
      `\`${name}\``,
      standard === null || standard === "" ? "" : `\`${standard}\``,
      help,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return ["| variable | option of `rondo start` | in `rondo.config.json` | standard | |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}
