import type { Answer } from "../api/index.ts";

export type Notice = Answer<"GET /inbox">["items"][number];

/** The newest notice about one thing, and how many older ones stand behind it. */
export type Group = {
  readonly key: string;
  readonly notice: Notice;
  readonly older: readonly Notice[];
  readonly act: boolean;
  readonly unread: boolean;
};

/**
 * One group for each thing and side, newest first. What needs the reader is settled when it is read (by them or by itself):
 * from then on it is information.
 */
export function groups(notices: readonly Notice[]): { readonly act: readonly Group[]; readonly info: readonly Group[] } {
  const found = new Map<string, Notice[]>();
  for (const notice of notices) {
    // Of a workspace one is told of people, and each is somebody else.
    const key = `${waits(notice) ? "act" : "info"} ${notice.subjectKind} ${notice.subjectKind === "workspace" ? notice.id : notice.subjectId}`;
    found.set(key, [...(found.get(key) ?? []), notice]);
  }
  const all = [...found].flatMap(([key, [notice, ...older]]) =>
    notice ? [{ key, notice, older, act: waits(notice), unread: !notice.read || older.some((one) => !one.read) }] : [],
  );
  return { act: all.filter((group) => group.act), info: all.filter((group) => !group.act) };
}

export function waits(notice: Notice): boolean {
  return notice.act && !notice.read;
}
