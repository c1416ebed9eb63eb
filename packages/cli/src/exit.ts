/**
 * Exit codes of the `rondo` command: 4 and above are those of `operatingRefusals` in the server, which a test compares.
 * docs/operations/exit-codes.md is made from this table. Never renumber: scripts rely on them.
 */
export const exit = {
  done: 0,
  findings: 1,
  usage: 2,
  unreadable: 3,
  portTaken: 4,
  dataDirectoryUnwritable: 5,
  dataDirectoryInUse: 6,
  databaseUnreachable: 7,
  schemaNewer: 8,
  migration: 9,
  databaseUnsuitable: 10,
  notEmpty: 11,
  backup: 12,
  refused: 13,
  postgres: 14,
  bug: 70,
  interrupted: 130,
} as const;

export const exitMeanings: Record<keyof typeof exit, string> = {
  done: "Done.",
  findings: "Done, and there are findings of severity error (or `doctor` found something wrong).",
  usage: "The command line or the settings are wrong; every problem is listed.",
  unreadable: "A file can't be read or is damaged; the message has the place in it.",
  portTaken: "The port is taken.",
  dataDirectoryUnwritable: "The data directory can't be written.",
  dataDirectoryInUse: "Another process is using the data directory.",
  databaseUnreachable: "The database can't be reached.",
  schemaNewer: "The database is of a newer Rondo.",
  migration: "A migration failed and was undone, or an applied one was edited.",
  databaseUnsuitable: "This database can't be used: too old, not empty, or rights are missing.",
  notEmpty: "The place to restore to already holds data.",
  backup: "The backup was not made; nothing was left behind.",
  refused: "Rondo refused, and said why (the person exists already, say).",
  postgres: "The Postgres that Rondo brings can't run here.",
  bug: "A mistake in Rondo; please report what it printed.",
  interrupted: "A second Ctrl-C forced the end.",
};

/** The table of docs/operations/exit-codes.md, as Markdown. */
export function exitTable(): string {
  const rows = Object.entries(exit).map(([name, code]) => `| ${code} | ${exitMeanings[name as keyof typeof exit]} |`);
  return ["| code | |", "| --- | --- |", ...rows].join("\n");
}
