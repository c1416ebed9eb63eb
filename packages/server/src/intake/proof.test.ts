import { type TestServer, type World, callOperation, digitise, libraryOn, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noteTaken, proofOf, workAsked } from "./proof.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

test("up to twenty in ten minutes are people; from then on more is asked for the more come, and nothing again when they stop", () => {
  const at = 1_764_590_000_000;
  const after = (count: number) => {
    const form = `form ${count}`;
    for (let k = 0; k < count; k += 1) noteTaken(form, at + k);
    return [workAsked("busy", form, at + 1_000), workAsked("busy", form, at + 601_000 + count)];
  };
  expect([19, 20, 40, 100, 1_000, 15_000].map(after)).toEqual([
    [0, 0],
    [14, 0],
    [16, 0],
    [18, 0],
    [22, 0],
    [22, 0],
  ]);
  expect([workAsked("always", "quiet", at), workAsked("off", "form 1000", at + 1_000)]).toEqual([14, 0]);
});

test("a form that is sent in crowds asks for a proof of work: found for this very ticket it is taken, once", async () => {
  const { w, ines } = world;
  const process = await ines.ok("createProcess", {
    params: { w },
    body: { name: "Digitise a volume", definition: { ...digitise, intake: ["volume", "pages"] } },
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const { intakeForm } = await ines.ok("openIntake", { params: { w, p: process.id }, body: { title: "Ask for a volume" } });
  const token = intakeForm!.url.split("/").at(-1) as string;
  const ask = async () => (await callOperation(server, "getForm", { params: { token } }, {})).body as { ticket: string; work: number };
  const send = (ticket: string, proof?: string) =>
    callOperation(
      server,
      "sendForm",
      {
        params: { token },
        body: { ticket, name: "A reader", answers: { volume: "Codex 12", pages: 12 }, ...(proof !== undefined && { proof }) },
      },
      {},
    );
  const quiet = await ask();
  expect(quiet.work).toBe(0);
  expect(await send(quiet.ticket)).toMatchObject({ status: 201 });
  const id = Buffer.from(token, "base64url")
    .subarray(16)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  for (let k = 0; k < 20; k += 1) noteTaken(id, Date.now());
  const [one, other] = [await ask(), await ask()];
  expect(one.work).toBe(14);
  const refused = await send(one.ticket);
  expect(refused).toMatchObject({ status: 429, body: { code: "proof_needed", params: { bits: 14 } } });
  expect(Number((refused.body as { params: { seconds: number } }).params.seconds)).toBeGreaterThan(500);
  const proof = proofOf(one.ticket, 14);
  expect([(await send(one.ticket, "nothing")).status, (await send(other.ticket, proof)).status]).toEqual([429, 429]);
  expect(await send(one.ticket, proof)).toMatchObject({ status: 201 });
  expect(await send(one.ticket, proof)).toMatchObject({ status: 409 });
});
