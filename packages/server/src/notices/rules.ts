import type { JournalEvent } from "../journal/index.ts";
import type { Candidate, Facts, NoticeKind, NoticeSubject } from "./notice.ts";

/**
 * Who is told of what. `act` is for what waits for the reader, alone or with a team that is asked to decide, and is marked read by itself when it no longer does;
 * `why` is a stable code that the screen turns into a sentence. Nobody is told of what they did themselves or may not see,
 * and of one event once: the first row that names them counts.
 */
export type Rule = {
  readonly event: string;
  readonly kind: NoticeKind;
  readonly act: boolean;
  readonly why: string;
  readonly about: NoticeSubject;
  readonly to: (facts: Facts, event: JournalEvent) => readonly (string | null | undefined)[];
};

/** Not where the event gave it to somebody else or to nobody: then a later one did, and tells. */
const owner = ({ task }: Facts, { data }: JournalEvent) =>
  task?.isOpen && !task.isApproval && (data["ownerId"] === undefined || data["ownerId"] === task.ownerId) ? [task.ownerId] : [];
const approver = ({ task }: Facts) => (task?.isOpen && task.isApproval ? [task.ownerId] : []);
const team = ({ task }: Facts) => (task?.isOpen && task.ownerId === null ? task.teamMembers : []);

/** Work that somebody is given, by whichever event. */
const given = (event: string, why: string): Rule[] => [
  { event, kind: "approval", act: true, why, about: "task", to: approver },
  { event, kind: "assigned", act: true, why, about: "task", to: owner },
  { event, kind: "assigned", act: false, why: "forYourTeam", about: "task", to: team },
];

export const rules: readonly Rule[] = [
  ...given("task.created", "givenToYou"),
  ...given("task.assigned", "givenToYou"),
  ...given("step.activated", "stepIsYours"),
  ...given("step.reassigned", "stepIsYours"),
  {
    event: "task.completed",
    kind: "finished",
    act: false,
    why: "youMadeIt",
    about: "task",
    to: ({ task }) => (task?.isOfList && task.createdBy !== task.ownerId ? [task.createdBy] : []),
  },
  { event: "task.completed", kind: "finished", act: false, why: "youFollow", about: "task", to: ({ task }) => task?.followers ?? [] },

  {
    event: "question.asked",
    kind: "question",
    act: true,
    why: "askedYou",
    about: "run",
    to: ({ question }) => (question?.isOpen ? [question.toPersonId] : []),
  },
  { event: "question.answered", kind: "answered", act: false, why: "youAsked", about: "task", to: ({ question }) => [question?.askedBy] },

  {
    event: "comment.added",
    kind: "mentioned",
    act: false,
    why: "namedYou",
    about: "task",
    to: (_facts, { data }) => strings(data["mentions"]),
  },
  { event: "comment.added", kind: "commented", act: false, why: "yourTask", about: "task", to: ({ task }) => [task?.ownerId] },
  { event: "comment.added", kind: "commented", act: false, why: "youFollow", about: "task", to: ({ task }) => task?.followers ?? [] },

  {
    event: "document.commented",
    kind: "mentioned",
    act: false,
    why: "namedYou",
    about: "document",
    to: (_facts, { data }) => strings(data["mentions"]),
  },
  {
    event: "document.commented",
    kind: "commented",
    act: false,
    why: "yourComment",
    about: "document",
    to: (_facts, { data }) => strings([data["answersId"]]),
  },
  {
    event: "document.commented",
    kind: "commented",
    act: false,
    why: "yourDocument",
    about: "document",
    to: (_facts, { data }) => strings([data["makerId"]]),
  },
  {
    event: "document.mentioned",
    kind: "mentioned",
    act: false,
    why: "namedInText",
    about: "document",
    to: (_facts, { data }) => strings(data["mentions"]),
  },

  {
    event: "handover.offered",
    kind: "handover",
    act: true,
    why: "youReceive",
    about: "handover",
    to: ({ handover }) => [handover?.receiverId],
  },
  {
    event: "handover.offered",
    kind: "handover",
    act: true,
    why: "yourTeamReceives",
    about: "handover",
    to: ({ handover }) => handover?.teamMembers ?? [],
  },
  {
    event: "handover.offered",
    kind: "handover",
    act: true,
    why: "nobodyInTeam",
    about: "handover",
    to: ({ handover }) => handover?.standIns ?? [],
  },
  {
    event: "handover.overdue",
    kind: "handover",
    act: false,
    why: "acceptByPassed",
    about: "handover",
    to: ({ handover }) => [handover?.receiverId, ...(handover?.teamMembers ?? []), ...(handover?.standIns ?? []), handover?.offererId],
  },
  {
    event: "handover.accepted",
    kind: "accepted",
    act: false,
    why: "youOffered",
    about: "handover",
    to: ({ handover }) => [handover?.offererId],
  },
  {
    event: "handover.returned",
    kind: "returned",
    act: true,
    why: "youOffered",
    about: "handover",
    to: ({ handover }) => [handover?.offererId],
  },

  { event: "run.completed", kind: "finished", act: false, why: "youRequested", about: "run", to: ({ run }) => [run?.requesterId] },
  { event: "run.rejected", kind: "rejected", act: false, why: "youRequested", about: "run", to: ({ run }) => [run?.requesterId] },
  { event: "run.cancelled", kind: "rejected", act: false, why: "runCancelled", about: "run", to: ({ run }) => [run?.requesterId] },

  // One for each person, however many runs they work in were moved.
  { event: "move.made", kind: "moved", act: false, why: "yourRuns", about: "process", to: (_facts, { data }) => strings(data["people"]) },
  {
    event: "move.undone",
    kind: "moved",
    act: false,
    why: "yourRunsBack",
    about: "process",
    to: (_facts, { data }) => strings(data["people"]),
  },

  // One for each person, however many of their tasks are planned otherwise now.
  {
    event: "alternative.adopted",
    kind: "moved",
    act: false,
    why: "yourPlan",
    about: "project",
    to: (_facts, { data }) => strings(data["people"]),
  },
  {
    event: "alternative.reverted",
    kind: "moved",
    act: false,
    why: "yourPlanBack",
    about: "project",
    to: (_facts, { data }) => strings(data["people"]),
  },

  {
    event: "submission.made",
    kind: "approval",
    act: true,
    why: "youApprove",
    about: "process",
    to: (_facts, { data }) => strings([data["approverId"]]),
  },
  {
    event: "submission.approved",
    kind: "accepted",
    act: false,
    why: "yourDraft",
    about: "process",
    to: (_facts, { data }) => strings([data["makerId"]]),
  },
  {
    event: "submission.returned",
    kind: "returned",
    act: true,
    why: "yourDraft",
    about: "process",
    to: (_facts, { data }) => strings([data["makerId"]]),
  },
  {
    event: "review.due",
    kind: "review",
    act: true,
    why: "yourProcess",
    about: "process",
    to: (_facts, { data }) => strings([data["ownerId"]]),
  },

  { event: "incident.raised", kind: "incident", act: true, why: "yourProcessStops", about: "run", to: ({ run }) => [run?.processOwner] },
  {
    event: "cadence.stuck",
    kind: "incident",
    act: false,
    why: "yourCadence",
    about: "process",
    to: (_facts, { data }) => strings([data["ownerId"]]),
  },

  {
    event: "reminder.due",
    kind: "soon",
    act: false,
    why: "youAskedFor",
    about: "task",
    to: ({ task }, { data }) => (task?.isOpen ? strings([data["personId"]]) : []),
  },
  {
    event: "escalation.made",
    kind: "clock",
    act: false,
    why: "clockRuns",
    about: "run",
    to: (_facts, { data }) => strings(data["people"]),
  },
  {
    event: "project.alike",
    kind: "alike",
    act: false,
    why: "yourProject",
    about: "project",
    to: (_facts, { data }) => strings([data["ownerId"]]),
  },
  {
    event: "report.written",
    kind: "report",
    act: false,
    why: "yourStake",
    about: "project",
    to: (_facts, { data }) => strings(data["people"]),
  },

  {
    event: "member.joined",
    kind: "joined",
    act: false,
    why: "youInvited",
    about: "workspace",
    to: (_facts, { data }) => strings([data["invitedBy"]]),
  },
];

/** Kinds of which each event is news: a clock that warns and then breaks its promise says two things, however late they are read. */
const eachOfItsOwn: ReadonlySet<NoticeKind> = new Set(["mentioned", "commented", "clock"]);

export const eventsOfInterest: ReadonlySet<string> = new Set(rules.map((rule) => rule.event));

/** Who would be told of these events, before asking what they may see. Of one thing once, however many events of a batch say it. */
export function apply(events: readonly JournalEvent[], factsOf: (event: JournalEvent) => Facts): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const event of events) {
    // What was read from a file happened elsewhere and long ago; of a move to another revision everybody is told once.
    if (!eventsOfInterest.has(event.name) || event.data["imported"] === true || event.data["byMove"] === true) continue;
    // Of many things done at once the first tells, and says how many more there are.
    const together = typeof event.data["together"] === "number" ? event.data["together"] : 1;
    if (together === 0) continue;
    const facts = factsOf(event);
    const told = new Set<string | null | undefined>([event.actor_id, null, undefined]);
    for (const rule of rules) {
      if (rule.event !== event.name) continue;
      const subject = subjectOf(rule.about, facts, event);
      if (subject === null) continue;
      for (const person of rule.to(facts, event)) {
        if (told.has(person)) continue;
        told.add(person);
        const unique = eachOfItsOwn.has(rule.kind) ? event.seq : "";
        candidates.set(`${person} ${rule.kind} ${subject.id} ${unique}`, {
          person_id: person as string,
          kind: rule.kind,
          act: rule.act,
          at: event.at,
          actor_id: event.actor_id,
          subject_kind: rule.about,
          subject_id: subject.id,
          title: together > 1 ? `${subject.title} (+${together - 1})` : subject.title,
          why: rule.why,
          epoch: event.epoch,
          seq: event.seq,
        });
      }
    }
  }
  return [...candidates.values()];
}

function subjectOf(about: NoticeSubject, facts: Facts, event: JournalEvent): { id: string; title: string } | null {
  if (about === "workspace" || about === "process" || about === "project")
    return { id: event.home_id, title: typeof event.data["name"] === "string" ? event.data["name"] : "" };
  if (about === "document") return { id: event.subject_id, title: typeof event.data["title"] === "string" ? event.data["title"] : "" };
  return facts[about] ?? null;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string" && uuid.test(each)) : [];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
