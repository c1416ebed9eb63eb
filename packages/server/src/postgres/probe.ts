import { Client } from "pg";

export type Probe = {
  readonly version: string;
  readonly major: number;
  readonly dataDirectory: string | null;
  readonly settings: Readonly<Record<SafetySetting, string>>;
};

/** What "acknowledged means kept" rests on. */
export const safetySettings = ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"] as const;
export type SafetySetting = (typeof safetySettings)[number];

/** One real connection: the only honest sign that a server is ready. Throws what the driver throws. */
export async function probe(url: string): Promise<Probe> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<ProbeRow>(`
      select current_setting('server_version') as version,
             current_setting('server_version_num')::int / 10000 as major,
             case when pg_has_role(current_user, 'pg_read_all_settings', 'member')
                  then current_setting('data_directory') end as data_directory,
             current_setting('fsync') as fsync,
             current_setting('full_page_writes') as full_page_writes,
             current_setting('synchronous_commit') as synchronous_commit,
             current_setting('data_checksums') as data_checksums`);
    const row = rows[0];
    if (row === undefined) throw new Error("the server answered a probe with no row");
    const { version, major, data_directory: dataDirectory, ...settings } = row;
    return { version: version.split(" ")[0] ?? version, major, dataDirectory, settings };
  });
}

/** Creates the database of the URL if the server does not have it yet. */
export async function ensureDatabase(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const maintenance = new URL(url);
  maintenance.pathname = "/postgres";
  await withClient(maintenance.href, async (client) => {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}

/** The SQLSTATE or system code of what a driver threw: "28P01", "ECONNREFUSED". */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

type ProbeRow = Record<SafetySetting, string> & {
  version: string;
  major: number;
  data_directory: string | null;
};

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A server that dies while we ask reports it twice: as the query's rejection and as this event.
  client.on("error", () => {});
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}
