import { fileURLToPath } from "node:url";
import { z } from "zod";

/** The clone (or the installed product) that this code runs from. */
export const home = fileURLToPath(new URL("../../../../", import.meta.url)).replace(/[/\\]$/, "");

/**
 * One row per setting. `option` is the command-line option of `rondo start`, `env` the environment variable, the key
 * its name in `rondo.config.json`; an option wins over the environment, which wins over the file. `read` takes the text
 * (or the JSON value) and is where what is valid is said; `problem` says what to do when it is not.
 * docs/operations/settings.md is made from this table, and a test compares them.
 */
export const settings = {
  port: {
    env: "RONDO_PORT",
    option: "port",
    standard: "8484",
    secret: false,
    read: z.coerce.number().int().min(0).max(65_535),
    problem: "give a port from 0 to 65535 (0 takes any free one)",
    help: "Port of the web server; 0 takes any free one, and the line printed at start tells which.",
  },
  host: {
    env: "RONDO_HOST",
    option: "host",
    standard: "127.0.0.1",
    secret: false,
    read: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/),
    problem: "give an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them",
    help: "Address to listen on. The standard one is reachable from this machine alone; 0.0.0.0 opens it to the network.",
  },
  dataDirectory: {
    // In the clone rather than in the home directory: it stands beside the code that wrote it, two clones never share
    // one by accident, `git pull` and `npm ci` leave it alone (it is ignored by git), and it is one thing to back up.
    env: "RONDO_DATA",
    option: "data",
    standard: ".rondo",
    secret: false,
    read: z
      .string()
      .min(1)
      .max(4_096)
      .refine((path) => !path.includes("\0")),
    problem: "give the path of a directory",
    help: "Where the embedded Postgres, uploaded files, the secret and backups are kept. A relative path counts from the clone.",
  },
  databaseUrl: {
    env: "DATABASE_URL",
    option: "database-url",
    standard: null,
    secret: true,
    read: z.string().regex(/^postgres(ql)?:\/\/.+/),
    problem: "give a URL such as postgres://user:password@host:5432/rondo",
    help: "A Postgres of your own (17 or newer), reached directly and not through a transaction pooler, by a user that owns the database and may create roles. Without it Rondo brings its own Postgres.",
  },
  publicUrl: {
    env: "PUBLIC_URL",
    option: null,
    standard: null,
    secret: false,
    read: z
      .url({ protocol: /^https?$/ })
      .refine((url) => URL.canParse(url) && new URL(url).pathname === "/" && !/[?#@]/.test(url))
      .transform((url) => new URL(url).origin),
    problem: "give the address people type, such as https://rondo.example.org, without a path",
    help: "The address people type, as seen from outside. Links in mail, passkeys and cookies depend on it; https is needed for passkeys anywhere but on this machine.",
  },
  trustedProxies: {
    env: "RONDO_TRUSTED_PROXIES",
    option: null,
    standard: "",
    secret: false,
    read: list(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])),
    problem: "give addresses or networks with commas between, such as 10.0.0.0/8, 192.0.2.7",
    help: "Proxies whose X-Forwarded-* headers are believed.",
  },
  smtpUrl: {
    env: "RONDO_SMTP_URL",
    option: null,
    standard: null,
    secret: true,
    read: z.string().regex(/^smtps?:\/\/[^\s/]+/),
    problem: "give a URL such as smtps://user:password@mail.example.org:465",
    help: "Mail server. Without it no mail is sent, and invitations are links to copy.",
  },
  smtpFrom: {
    env: "RONDO_SMTP_FROM",
    option: null,
    standard: null,
    secret: false,
    read: z
      .string()
      .max(320)
      .regex(/^[^<>\r\n]*<?[^<>\s@]+@[^<>\s@]+>?$/),
    problem: "give the sender, such as Rondo <rondo@example.org>",
    help: "Sender of the mail; needed with RONDO_SMTP_URL.",
  },
  mailIn: {
    env: "RONDO_MAIL_IN",
    option: null,
    standard: null,
    secret: false,
    read: z
      .string()
      .regex(/^[A-Za-z0-9.:_-]{1,253}:\d{1,5}$/)
      .transform((text) => ({ host: text.slice(0, text.lastIndexOf(":")), port: Number(text.slice(text.lastIndexOf(":") + 1)) }))
      .refine(({ port }) => port <= 65_535),
    problem: "give an address and port to listen on, such as 127.0.0.1:2525",
    help: "Where mail is taken in by SMTP, passed on by your mail server: replies to notices become comments, letters to a form's address start runs. Needs RONDO_MAIL_IN_DOMAIN.",
  },
  mailInDomain: {
    env: "RONDO_MAIL_IN_DOMAIN",
    option: null,
    standard: null,
    secret: false,
    read: z.string().regex(/^(?=.{1,180}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/),
    problem: "give the domain whose mail comes here, such as in.example.org",
    help: "What stands behind the @ of the addresses that take mail in; your mail server sends all of this domain to RONDO_MAIL_IN.",
  },
  role: {
    env: "RONDO_ROLE",
    option: "role",
    standard: "all",
    secret: false,
    read: z.enum(["web", "worker", "all"]),
    problem: "give web, worker or all",
    help: "What this node does: answer people (web), do the jobs (worker), or both.",
  },
  secret: {
    env: "RONDO_SECRET",
    option: null,
    standard: null,
    secret: true,
    read: z.string().min(32).max(1_024),
    problem: "give at least 32 characters, for instance from: openssl rand -hex 32",
    help: "Key that signs sessions and derives the passwords of the database roles; the same on every node. Without it one is made and kept in the data directory, readable by its owner alone.",
  },
  logLevel: {
    env: "RONDO_LOG_LEVEL",
    option: "log-level",
    standard: "info",
    secret: false,
    read: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]),
    problem: "give trace, debug, info, warn, error, fatal or silent",
    help: "How much is logged.",
  },
  backupDirectory: {
    env: "RONDO_BACKUPS",
    option: null,
    standard: null,
    secret: false,
    read: z
      .string()
      .min(1)
      .max(4_096)
      .refine((path) => !path.includes("\0")),
    problem: "give the path of a directory",
    help: "Where the backups go that are made by themselves, before each upgrade of the schema. Standard: backups in the data directory; another disk is better.",
  },
  formProof: {
    env: "RONDO_FORM_PROOF",
    option: null,
    standard: "busy",
    secret: false,
    read: z.enum(["busy", "always", "off"]),
    problem: "give busy, always or off",
    help: "When a public form asks its sender for a proof of work, which its page does by itself in a moment and which makes sending in thousands dear: while it is sent more than 20 times in ten minutes, always, or never.",
  },
  scanCommand: {
    env: "RONDO_SCAN_COMMAND",
    option: null,
    standard: null,
    secret: false,
    read: z
      .string()
      .min(1)
      .max(4_096)
      .refine((text) => !text.includes("\0")),
    problem: "give a command, such as clamdscan --no-summary -",
    help: "Looks for viruses: it gets each file at its standard input and ends with 0 when the file is clean, with 1 when something was found; anything else is tried again. Files wait until it said that they are clean. Parts are separated by spaces; no shell is involved.",
  },
  scanUrl: {
    env: "RONDO_SCAN_URL",
    option: null,
    standard: null,
    secret: true,
    read: z.url({ protocol: /^https?$/ }),
    problem: "give an address such as http://127.0.0.1:9000/scan",
    help: "The same by HTTP: each file is posted as the field `file` of a form; 2xx says that it is clean, 406 that something was found, anything else is tried again.",
  },
  outboundAllow: {
    env: "RONDO_OUTBOUND_ALLOW",
    option: null,
    standard: "",
    secret: false,
    read: list(
      z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6(), z.string().regex(/^(?=.{1,253}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d{1,5})?$/)]),
    ),
    problem: "give hosts, addresses or networks with commas between, such as hooks.internal.example, 10.1.0.0/16",
    help: "Private hosts, addresses or networks that automatic steps, webhooks and sign-in providers may be called at. Public https addresses need no entry.",
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;

type Setting = {
  env: string;
  option: string | null;
  /** The text read when nothing is given; null for "not set". */
  standard: string | null;
  /** Never shown in a message, a log or `doctor`. */
  secret: boolean;
  read: z.ZodType;
  problem: string;
  help: string;
};

function list<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .union([
      z.array(z.string()),
      z.string().transform((text) =>
        text
          .split(",")
          .map((part) => part.trim())
          .filter((part) => part !== ""),
      ),
    ])
    .pipe(z.array(item));
}
