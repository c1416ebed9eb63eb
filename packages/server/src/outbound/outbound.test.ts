import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OutboundFailure, createOutbound } from "./outbound.ts";

let port = 0;
let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => void response.end("here");
let hits = 0;
const server = createServer((request, response) => {
  hits += 1;
  answer(request, response);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const refused = { code: "address_refused" };
const never = () => Promise.reject(new Error("nothing may be resolved here"));

test.each([
  "http://127.1/",
  "https://0x7f000001/",
  "https://2130706433/",
  "https://0177.0.0.1/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::]/",
  "https://169.254.169.254/latest/meta-data/",
  "https://100.64.1.1/",
  "https://[fc00::1]/",
  "https://[fe80::1]/",
  "https://[64:ff9b::7f00:1]/",
  "https://[2002:7f00:1::]/",
  "https://224.0.0.1/",
  "https://localhost./",
  "https://printer.local/",
  "https://intranet/",
  "https://metadata.google.internal/",
  "ftp://example.org/",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "https://user:pass@example.org/",
  "https://user@example.org/",
  "https://8.8.8.8:22/",
  "https://8.8.8.8:25/",
  "https://8.8.8.8:5432/",
  "http://8.8.8.8/",
  "//example.org",
  "",
  "https://１２７.０.０.１/",
  "https://127。0。0。1/",
])("%s is refused when saved and when called", async (url) => {
  const outbound = createOutbound({ allow: [], resolve: never });
  await expect(outbound.check(url)).rejects.toMatchObject(refused);
  await expect(outbound(url)).rejects.toMatchObject(refused);
});

test.each([
  ["one of several addresses is private", ["93.184.215.14", "10.0.0.8"]],
  ["the name leads to the metadata service", ["169.254.169.254"]],
  ["the name leads to loopback in IPv6 dress", ["::ffff:127.0.0.1"]],
  ["the name is not known", []],
  ["the resolver answers nonsense", ["not an address"]],
])("a call is refused when %s", async (_case, addresses) => {
  const outbound = createOutbound({ allow: [], resolve: async () => addresses });
  await expect(outbound("https://hooks.example.org/in")).rejects.toMatchObject(refused);
});

test("plain http and odd ports are refused for public names, though they resolve to public addresses", async () => {
  const outbound = createOutbound({ allow: [], resolve: async () => ["93.184.215.14"] });
  await expect(outbound.check("http://hooks.example.org/")).rejects.toMatchObject(refused);
  await expect(outbound.check("https://hooks.example.org:5432/")).rejects.toMatchObject(refused);
  await outbound.check("https://hooks.example.org:8443/");
});

test("a name that changes between the check and the connection is connected to where it was checked", async () => {
  let asked = 0;
  const outbound = createOutbound({ allow: ["127.0.0.1"], resolve: async () => (asked++ === 0 ? ["127.0.0.1"] : ["127.0.0.99"]) });
  const response = await outbound(`http://rebinding.example.org:${port}/`);
  expect(await response.text()).toBe("here");
  expect(asked).toBe(1);
});

test("an allowed name may be private, plain http and on any port, but never the metadata service", async () => {
  const allowed = createOutbound({ allow: ["hooks.internal.example"], resolve: async () => ["127.0.0.1"] });
  expect((await allowed(`http://hooks.internal.example:${port}/`)).status).toBe(200);
  await expect(allowed(`http://other.internal.example:${port}/`)).rejects.toMatchObject(refused);
  const turned = createOutbound({ allow: ["hooks.internal.example"], resolve: async () => ["169.254.169.254"] });
  await expect(turned("http://hooks.internal.example/")).rejects.toMatchObject(refused);
  const onePort = createOutbound({ allow: [`hooks.internal.example:${port}`], resolve: async () => ["127.0.0.1"] });
  expect((await onePort(`http://hooks.internal.example:${port}/`)).status).toBe(200);
  await expect(onePort("http://hooks.internal.example:1/")).rejects.toMatchObject(refused);
});

test("a redirect is an answer and is not followed", async () => {
  const before = hits;
  answer = (_request, response) => void response.writeHead(302, { location: "http://169.254.169.254/" }).end();
  const response = await createOutbound({ allow: ["127.0.0.1"] })(`http://127.0.0.1:${port}/`);
  expect(response.status).toBe(302);
  expect(hits).toBe(before + 1);
});

test("the body is cut at 64 kB, however much is sent", async () => {
  answer = (_request, response) => {
    const more = (): void => {
      while (response.write("x".repeat(16_384)) && !response.destroyed);
      if (!response.destroyed) response.once("drain", more);
    };
    response.on("error", () => undefined);
    more();
  };
  const response = await createOutbound({ allow: ["127.0.0.1"] })(`http://127.0.0.1:${port}/`);
  expect((await response.text()).length).toBe(65_536);
});

test("a server that never answers, and a resolver that never does, end in time", async () => {
  answer = () => undefined;
  await expect(createOutbound({ allow: ["127.0.0.1"], timeoutMs: 50 })(`http://127.0.0.1:${port}/`)).rejects.toThrow(OutboundFailure);
  await expect(
    createOutbound({ allow: [], timeoutMs: 50, resolve: () => new Promise(() => undefined) })("https://hooks.example.org/"),
  ).rejects.toThrow("in time");
});

test("method, headers and form go out as given, but the caller does not choose the host", async () => {
  let seen: {
    method: string | undefined;
    host: string | undefined;
    type: string | undefined;
    own: string | string[] | undefined;
    body: string;
  } | null = null;
  answer = (request, response) => {
    let body = "";
    request
      .on("data", (chunk) => void (body += String(chunk)))
      .on("end", () => {
        seen = {
          method: request.method,
          host: request.headers.host,
          type: request.headers["content-type"],
          own: request.headers["webhook-id"],
          body,
        };
        response.setHeader("content-type", "application/json").end('{"ok":true}');
      });
  };
  const response = await createOutbound({ allow: ["127.0.0.1"] })(`http://127.0.0.1:${port}/token`, {
    method: "POST",
    headers: { "webhook-id": "7", host: "evil.example" },
    body: new URLSearchParams({ code: "a b" }),
  });
  expect(await response.json()).toEqual({ ok: true });
  expect(seen).toEqual({
    method: "POST",
    host: `127.0.0.1:${port}`,
    type: "application/x-www-form-urlencoded;charset=UTF-8",
    own: "7",
    body: "code=a+b",
  });
});

test("nobody there is a failure, not a refusal", async () => {
  await expect(createOutbound({ allow: ["127.0.0.1"] })("http://127.0.0.1:1/")).rejects.toThrow(OutboundFailure);
});
