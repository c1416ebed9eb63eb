import type { MemberDraft } from "@rondo/formats/draft";
import { oneLine } from "./words.ts";

/** Members by mail address, and whom marks of earlier files were said to be (null: nobody here). */
export type KnownPeople = { readonly byMail: ReadonlyMap<string, string>; readonly before: ReadonlyMap<string, string | null> };

export type FoundPerson = {
  readonly member: MemberDraft;
  readonly mark: string;
  readonly person: { readonly id: string; readonly how: "mail" | "before" } | null;
};

/** Who of a file is whom: what somebody said about them before, else the member with the same mail address. */
export function foundIn(members: readonly MemberDraft[], format: string, { byMail, before }: KnownPeople): FoundPerson[] {
  return members.map((member) => {
    const mark = markOf(member, format);
    if (before.has(mark)) {
      const id = before.get(mark) ?? null;
      return { member, mark, person: id === null ? null : { id, how: "before" } };
    }
    const id = member.email === null ? undefined : byMail.get(member.email.trim().toLowerCase());
    return { member, mark, person: id === undefined ? null : { id, how: "mail" } };
  });
}

/** What somebody is known by in later files: a mail address anywhere, a user name or a name in the same format. */
export function markOf({ email, username, name, sourceId }: MemberDraft, format: string): string {
  if (email !== null && email.trim() !== "") return `mail:${email.trim().toLowerCase()}`.slice(0, 300);
  if (username !== null && username.trim() !== "") return `${format}:@${username.trim().toLowerCase()}`.slice(0, 300);
  return `${format}:${(oneLine(name, 200) || sourceId).toLowerCase()}`.slice(0, 300);
}
