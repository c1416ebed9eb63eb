import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, type TestServer, type World, libraryOn, listen, startTestServer } from "@rondo/testkit";

/** The harmless file that every scanner finds, put together so that none finds it here. */
const eicar = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-${"ANTIVIRUS-TEST-FILE!$H+H*"}`;

let server: TestServer;
let world: World;
let hold: (() => void) | null = null;
const scanner = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request
    .on("data", (piece: Buffer) => pieces.push(piece))
    .on("end", () => {
      const body = Buffer.concat(pieces).toString("latin1");
      const answer = () => response.writeHead(body.includes("EICAR-STANDARD") ? 406 : 200).end();
      if (body.includes("hold me")) hold = answer;
      else answer();
    });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => scanner.listen(0, "127.0.0.1", resolve));
  const { port } = scanner.address() as { port: number };
  server = await startTestServer({
    config: { scanUrl: `http://127.0.0.1:${port}/scan`, scanCommand: `${process.execPath} -e process.stdin.resume()` },
  });
  world = await libraryOn(server);
  server.begin();
});
afterAll(async () => {
  await server.stop();
  scanner.close();
});

const attach = async (who: Client, t: string, name: string, text: string, query: Record<string, string> = {}) =>
  who.ok("attachFile", { params: { w: world.w, t }, query, bytes: Buffer.from(text), headers: { "x-file-name": name } });
const fetchFile = (who: Client, t: string, a: string) => who.call("getAttachment", { params: { w: world.w, t, a } });

test("a file waits until it was looked at, then is given out; one in which something was found never is, not even by a public link", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Receive the scans" } });
  const stream = await listen(server, ines, w);
  const slow = await attach(ines, task.id, "slow.txt", "hold me");
  expect([slow.scan, (await fetchFile(ines, task.id, slow.id)).body]).toEqual([
    "waiting",
    expect.objectContaining({ code: "file_waiting" }),
  ]);
  const bad = await attach(ines, task.id, "bad.com", eicar);
  await stream.next((heard) => heard.data["name"] === "attachment.scanned");
  expect((await fetchFile(ines, task.id, bad.id)).body).toMatchObject({ code: "file_infected" });
  while (hold === null) await new Promise((resolve) => setImmediate(resolve));
  const before = stream.heard.length;
  (hold as () => void)();
  await stream.next((heard) => stream.heard.indexOf(heard) >= before && heard.data["name"] === "attachment.scanned");
  expect((await fetchFile(ines, task.id, slow.id)).status).toBe(200);
  expect((await ines.ok("listAttachments", { params: { w, t: task.id } })).items.map((file) => file.scan)).toEqual(["clean", "infected"]);
  const link = await ines.ok("makePublicLink", { params: { w, kind: "task", id: task.id }, body: { files: true } });
  const view = (await (await fetch(`${server.url}/api/public/${link.url.split("/").at(-1)}`)).json()) as { files: { name: string }[] };
  expect(view.files.map((file) => file.name)).toEqual(["slow.txt"]);
  stream.close();
});
