/** What somebody can be told of. */
export const noticeKinds = [
  "assigned",
  "approval",
  "question",
  "answered",
  "mentioned",
  "commented",
  "handover",
  "returned",
  "accepted",
  "finished",
  "joined",
  "rejected",
  "moved",
  "clock",
  "alike",
  "report",
  "review",
  "incident",
  "soon",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Ways to be told besides the inbox, which has everything. */
export const channels = ["mail", "push", "chat"] as const;
export type Channel = (typeof channels)[number];

/** How one person wants to be told in one workspace. */
export type Choice = {
  /** Kinds that are not named are as in `usual`. */
  readonly kinds: Readonly<Partial<Record<NoticeKind, readonly Channel[]>>>;
  /** One mail of what is still unread, at an hour (0–23) of `zone`; `weekday` 1 = Monday, for `week`. */
  readonly digest: { readonly every: "never" | "day" | "week"; readonly hour: number; readonly weekday: number };
  /** Nothing goes out between these minutes of the day in `zone`; `from` after `to` goes over midnight. */
  readonly quiet: { readonly from: number; readonly to: number } | null;
  /** So many hours before work is due; null or absent: not told of it. */
  readonly soon?: number | null | undefined;
  /** IANA name. */
  readonly zone: string;
};

/** Few: what one must act on oneself and where one is named, at once; the rest in one mail a day, if it is unread by then. */
export const usual: Readonly<Record<NoticeKind, readonly Channel[]>> = {
  assigned: ["mail", "push"],
  approval: ["mail", "push"],
  question: ["mail", "push"],
  handover: ["mail", "push"],
  returned: ["mail", "push"],
  mentioned: ["mail", "push"],
  answered: ["push"],
  commented: [],
  accepted: [],
  finished: [],
  joined: [],
  rejected: [],
  moved: [],
  clock: ["mail", "push"],
  alike: [],
  report: [],
  review: ["mail"],
  incident: ["mail", "push"],
  soon: ["mail", "push"],
};

/** What is chosen where nobody chose. */
export function usualChoice(zone: string): Choice {
  return { kinds: {}, digest: { every: "day", hour: 8, weekday: 1 }, quiet: null, zone };
}

/** By which ways somebody with this choice is told of a kind at once. */
export function channelsFor(choice: Choice, kind: NoticeKind): readonly Channel[] {
  return choice.kinds[kind] ?? usual[kind];
}
