import { afterAll, beforeAll, expect, test } from "vitest";
import { operations } from "@rondo/contract";
import type { WorkspaceCall } from "../http/index.ts";
import { newId } from "../identity/index.ts";
import { type Library, openLibrary } from "../jobs/library.fixture.ts";
import { readNotice } from "./commands.ts";
import { inbox } from "./queries.ts";

let library: Library;
beforeAll(async () => {
  library = await openLibrary();
  const { workspaceId, people } = library;
  for (let index = 0; index < 7; index += 1) {
    await library.owner.query(
      `insert into notice (workspace_id, notice_id, person_id, kind, act, at, actor_id, subject_kind, subject_id, title, why, epoch, seq)
       values ($1, $2, $3, 'joined', $4, '2026-01-05T09:00:00.5Z', $5, 'workspace', $1, $6, 'youInvited', 1, $7)`,
      [workspaceId, newId(), people.ines, index === 0, people.mei, `notice ${index}`, index],
    );
  }
});
afterAll(() => library.close());

const call = <T>(personId: string, values: object, work: (call: never) => Promise<T>) =>
  library.database.inWorkspace(library.workspaceId, (tx) =>
    work({
      tx,
      actor: { personId, workspaceId: library.workspaceId, role: "member", via: "session" },
      system: { config: { secret: "s".repeat(32) } },
      append: async () => undefined,
      ...values,
    } as never),
  );
const page = (personId: string, query: object) =>
  call(personId, { query: { limit: 3, show: "all", ...query } }, (given: WorkspaceCall<typeof operations.getInbox>) => inbox(given));

test("the inbox comes page by page, whole and once, as the contract says, with its counts", async () => {
  const titles: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = await page(library.people.ines, { ...(cursor !== undefined && { cursor }) });
    expect(operations.getInbox.answer.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ unread: 7, act: 1 });
    titles.push(...answer.items.map((item) => item.title));
    cursor = answer.next ?? undefined;
  } while (cursor !== undefined);
  expect(titles).toHaveLength(7);
  expect(new Set(titles).size).toBe(7);
});

test("a cursor is good for its own reader and list alone", async () => {
  const { next } = await page(library.people.ines, {});
  await expect(page(library.people.mei, { cursor: next })).rejects.toMatchObject({ code: "bad_cursor" });
  await expect(page(library.people.ines, { cursor: next, show: "unread" })).rejects.toMatchObject({ code: "bad_cursor" });
});

test("one reads one's own notices alone", async () => {
  const { items } = await page(library.people.ines, {});
  const read = (personId: string) =>
    call(personId, { params: { w: library.workspaceId, n: items[0]!.id } }, (given: WorkspaceCall<typeof operations.readNotice>) =>
      readNotice(given),
    );
  await expect(read(library.people.mei)).rejects.toMatchObject({ code: "notice_not_found" });
  await read(library.people.ines);
  expect((await page(library.people.ines, { show: "unread", limit: 50 })).items).toHaveLength(6);
  expect((await page(library.people.mei, {})).items).toEqual([]);
});
