import { isAbsolute, join, resolve } from "node:path";
import type { z } from "zod";
import { operatingRefusal } from "./operating.ts";
import { type SettingName, home, settings } from "./settings.ts";

/** All that a node has to know before it starts. Paths are absolute. */
export type Config = {
  port: number;
  host: string;
  dataDirectory: string;
  databaseUrl: string | null;
  publicUrl: string | null;
  trustedProxies: readonly string[];
  smtp: { url: string; from: string } | null;
  mailIn: { host: string; port: number; domain: string } | null;
  role: "web" | "worker" | "all";
  secret: string;
  logLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
  backupDirectory: string;
  outboundAllow: readonly string[];
  formProof: "busy" | "always" | "off";
  /** What looks for viruses in files; null: nothing. */
  scanCommand: string | null;
  scanUrl: string | null;
  demo: boolean;
};

/** A configuration whose secret may still have to be made in the data directory (`openConfig` does). */
export type Draft = Omit<Config, "secret"> & { secret: string | null };

export type Sources = {
  /** Command-line options by their long name, as text; `demo` as a boolean. */
  options: Readonly<Record<string, string | boolean | undefined>>;
  env: Readonly<Record<string, string | undefined>>;
  /** Parsed `rondo.config.json`, or undefined when there is none. */
  file?: unknown;
};

/**
 * Reads every setting from options, environment and file, in that order of precedence. Throws one refusal
 * (`settings_invalid`) that lists *every* problem, a line each, so that nobody mends them one start at a time.
 */
export function readConfig(sources: Sources): Draft {
  const problems: string[] = unknownNames(sources);
  const file = isRecord(sources.file) ? sources.file : {};
  const take = <N extends SettingName>(name: N): Value<N> | null => {
    const { env, option, standard, read, problem, secret } = settings[name];
    const given = [
      option === null ? undefined : ([`--${option}`, sources.options[option]] as const),
      [env, emptyIsUnset(sources.env[env])] as const,
      [`${name} in rondo.config.json`, file[name]] as const,
    ].find((candidate) => candidate?.[1] !== undefined && candidate[1] !== null);
    const value = given?.[1] ?? standard;
    if (value === null) return null;
    const parsed = read.safeParse(name === "port" && value === "" ? "none" : value);
    if (parsed.success) return parsed.data as Value<N>;
    problems.push(`${given?.[0] ?? env}${secret ? "" : ` is ${JSON.stringify(value)}`}: ${problem}.`);
    return null;
  };
  const demo = sources.options["demo"] === true;
  const port = take("port");
  const host = take("host");
  const dataDirectory = take("dataDirectory");
  const databaseUrl = take("databaseUrl");
  const publicUrl = take("publicUrl");
  const trustedProxies = take("trustedProxies");
  const smtpUrl = take("smtpUrl");
  const smtpFrom = take("smtpFrom");
  const mailIn = take("mailIn");
  const mailInDomain = take("mailInDomain");
  const role = take("role");
  const secret = take("secret");
  const logLevel = take("logLevel");
  const backupDirectory = take("backupDirectory");
  const outboundAllow = take("outboundAllow");
  const formProof = take("formProof");
  const scanCommand = take("scanCommand");
  const scanUrl = take("scanUrl");

  const asked = (name: SettingName) => sources.env[settings[name].env] || file[name] !== undefined;
  if (smtpUrl !== null && smtpFrom === null && !asked("smtpFrom"))
    problems.push("RONDO_SMTP_URL is set but RONDO_SMTP_FROM is not: set the sender too.");
  if (
    (mailIn === null) !== (mailInDomain === null) &&
    (mailIn !== null || !asked("mailIn")) &&
    (mailInDomain !== null || !asked("mailInDomain"))
  )
    problems.push("RONDO_MAIL_IN and RONDO_MAIL_IN_DOMAIN go together: set both or neither.");
  if (role !== null && role !== "all" && databaseUrl === null && !asked("databaseUrl")) {
    problems.push(`The role ${role} needs DATABASE_URL: the Postgres that Rondo brings belongs to one process, which must do everything.`);
  }
  if (demo && host !== null && !isLoopback(host))
    problems.push(`--demo signs anybody in and so listens on this machine alone: leave out --host ${host}.`);
  if (problems.length > 0) throw operatingRefusal("settings_invalid", { problems: problems.join("\n") });

  // The sample world never mixes with real work: it has its own directory unless one is named.
  const directory = at(home, demo && !sources.options["data"] && !asked("dataDirectory") ? join(dataDirectory!, "demo") : dataDirectory!);
  return {
    port: port!,
    host: host!,
    dataDirectory: directory,
    databaseUrl,
    publicUrl,
    trustedProxies: trustedProxies!,
    smtp: smtpUrl === null ? null : { url: smtpUrl, from: smtpFrom! },
    mailIn: mailIn === null || mailInDomain === null ? null : { ...mailIn, domain: mailInDomain.toLowerCase() },
    role: role!,
    secret,
    logLevel: logLevel!,
    backupDirectory: backupDirectory === null ? join(directory, "backups") : at(directory, backupDirectory),
    outboundAllow: outboundAllow!,
    formProof: formProof!,
    scanCommand,
    scanUrl,
    demo,
  };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

type Value<N extends SettingName> = z.output<(typeof settings)[N]["read"]>;

/** Variables that begin with RONDO_ but are for our own tests and benchmarks. */
const notSettings = /^RONDO_(TEST_.*|BENCH_.*|SHARED_DATA|PROVE|BROWSER)$/;

function unknownNames({ env, file }: Sources): string[] {
  const known = new Set<string>(Object.values(settings).map((setting) => setting.env));
  const problems = Object.keys(env)
    .filter((name) => name.startsWith("RONDO_") && !notSettings.test(name) && !known.has(name))
    .map((name) => `${name} is no setting of Rondo${meant(name, [...known])}`);
  if (file !== undefined && !isRecord(file)) problems.push('rondo.config.json holds no JSON object: write { "port": 8484 }, for instance.');
  else if (file !== undefined) {
    const names = Object.keys(settings);
    problems.push(
      ...Object.keys(file as Record<string, unknown>)
        .filter((name) => !names.includes(name))
        .map((name) => `${name} in rondo.config.json is no setting of Rondo${meant(name, names)}`),
    );
  }
  return problems;
}

/** ": did you mean X?" for the name with the longest common beginning, when that is at least half of it. */
function meant(name: string, known: readonly string[]): string {
  const common = (other: string) => [...other].findIndex((letter, index) => letter.toLowerCase() !== name[index]?.toLowerCase());
  const best = known
    .map((other) => ({ other, length: common(other) < 0 ? other.length : common(other) }))
    .sort((a, b) => b.length - a.length)[0];
  return best && best.length > Math.max(6, best.other.length / 2)
    ? `: did you mean ${best.other}?`
    : ": remove it, or see docs/operations/settings.md.";
}

function emptyIsUnset(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function at(base: string, path: string): string {
  return isAbsolute(path) ? path : resolve(base, path);
}
