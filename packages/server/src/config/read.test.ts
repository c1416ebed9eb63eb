import { Refusal } from "@rondo/core/kernel";
import { expect, test } from "vitest";
import { describeOperatingRefusal } from "./operating.ts";
import { type Sources, readConfig } from "./read.ts";

test("every problem is listed at once, a line each that says what to do", () => {
  const lines = problemsOf({
    options: { host: "not a host" },
    env: {
      RONDO_PORT: "eighty",
      RONDO_SECRET: "short",
      RONDO_SMTP_URL: "smtp://mail.lindgren.example",
      RONDO_ROLE: "worker",
      PUBLIC_URL: "https://rondo.lindgren.example/path",
      RONDO_TRUSTED_PROXY: "x",
    },
    file: { logLevel: "loud", colour: "red" },
  });
  expect(lines).toEqual([
    "RONDO_TRUSTED_PROXY is no setting of Rondo: did you mean RONDO_TRUSTED_PROXIES?",
    "colour in rondo.config.json is no setting of Rondo: remove it, or see docs/operations/settings.md.",
    'RONDO_PORT is "eighty": give a port from 0 to 65535 (0 takes any free one).',
    '--host is "not a host": give an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them.',
    'PUBLIC_URL is "https://rondo.lindgren.example/path": give the address people type, such as https://rondo.example.org, without a path.',
    "RONDO_SECRET: give at least 32 characters, for instance from: openssl rand -hex 32.",
    'logLevel in rondo.config.json is "loud": give trace, debug, info, warn, error, fatal or silent.',
    "RONDO_SMTP_URL is set but RONDO_SMTP_FROM is not: set the sender too.",
    "The role worker needs DATABASE_URL: the Postgres that Rondo brings belongs to one process, which must do everything.",
  ]);
});

test("a secret value never appears in a message", () => {
  expect(problemsOf({ options: { "database-url": "mysql://ines:hunter2@db/rondo" }, env: { RONDO_SECRET: "hunter3" } }).join()).not.toMatch(
    /hunter/,
  );
});

test("an option wins over the environment, which wins over the file", () => {
  const { port, host, logLevel } = readConfig({
    options: { port: "1" },
    env: { RONDO_PORT: "2", RONDO_HOST: "0.0.0.0" },
    file: { port: 3, host: "::1", logLevel: "warn" },
  });
  expect({ port, host, logLevel }).toEqual({ port: 1, host: "0.0.0.0", logLevel: "warn" });
});

test("with nothing given Rondo listens on this machine alone and keeps its data in the clone", () => {
  const config = readConfig({ options: {}, env: {} });
  expect(config).toMatchObject({ host: "127.0.0.1", port: 8484, databaseUrl: null, role: "all", secret: null, smtp: null });
  expect(config.dataDirectory).toMatch(/[/\\]\.rondo$/);
  expect(config.backupDirectory).toMatch(/[/\\]\.rondo[/\\]backups$/);
});

test("the sample world has a data directory of its own and is not opened to the network", () => {
  expect(readConfig({ options: { demo: true }, env: {} }).dataDirectory).toMatch(/\.rondo[/\\]demo$/);
  expect(problemsOf({ options: { demo: true, host: "0.0.0.0" }, env: {} })).toHaveLength(1);
});

test("lists are read from text and from JSON", () => {
  expect(readConfig({ options: {}, env: { RONDO_TRUSTED_PROXIES: "10.0.0.0/8, ::1" } }).trustedProxies).toEqual(["10.0.0.0/8", "::1"]);
  expect(readConfig({ options: {}, env: {}, file: { outboundAllow: ["hooks.lindgren.example:8443", "10.1.2.3"] } }).outboundAllow).toEqual([
    "hooks.lindgren.example:8443",
    "10.1.2.3",
  ]);
});

function problemsOf(sources: Sources): string[] {
  try {
    readConfig(sources);
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    const described = describeOperatingRefusal(error);
    expect(described).toMatchObject({ code: "settings_invalid", exit: 2 });
    return described!.line.split("\n");
  }
  return [];
}
