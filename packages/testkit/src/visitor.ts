/** A browser as far as sign-in sees one: it keeps cookies, says where it comes from, and speaks JSON. */
export type Visitor = {
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** What it would send as Cookie. */
  cookie(): string;
  /** Set-Cookie values of the last answer. */
  lastCookies(): string[];
  take(setCookies: readonly string[]): void;
  forget(): void;
};

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> | null };

type Handler = (request: Request, caller: { address: string }) => Promise<Response>;

export function visitor(handler: Handler, origin: string, address = "192.0.2.1"): Visitor {
  const jar = new Map<string, string>();
  let last: string[] = [];
  const take = (setCookies: readonly string[]) => {
    for (const line of setCookies) {
      const [name = "", value = ""] = line.split(";")[0]!.split(/=(.*)/s);
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
  };
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const send = async (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answer> => {
    const sent = {
      cookie: cookie(),
      origin,
      "sec-fetch-site": "same-origin",
      "user-agent": "visitor",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    };
    const text = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const answer = await handler(new Request(new URL(path, origin), { method, headers: sent, ...text }), { address });
    last = answer.headers.getSetCookie();
    take(last);
    const read = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: read === "" ? null : (JSON.parse(read) as Record<string, unknown> | null),
    };
  };
  return {
    post: (path, body = {}, headers = {}) => send("POST", `/api/auth${path}`, body, headers),
    get: (path, headers = {}) => send("GET", `/api/auth${path}`, undefined, headers),
    cookie,
    lastCookies: () => last,
    take,
    forget: () => jar.clear(),
  };
}
