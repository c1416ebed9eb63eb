import type { NoticeKind } from "@rondo/core/notices";

export type { NoticeKind };

/** What the notice leads to when it is opened. */
export type NoticeSubject = "task" | "run" | "project" | "process" | "handover" | "document" | "workspace";

/** A notice that would be given, before it is asked what its reader may see. */
export type Candidate = {
  readonly person_id: string;
  readonly kind: NoticeKind;
  readonly act: boolean;
  readonly at: string;
  readonly actor_id: string | null;
  readonly subject_kind: NoticeSubject;
  readonly subject_id: string;
  readonly title: string;
  readonly why: string;
  readonly epoch: string;
  readonly seq: string;
};

export type TaskFacts = {
  readonly id: string;
  readonly title: string;
  readonly ownerId: string | null;
  readonly teamMembers: readonly string[];
  readonly createdBy: string | null;
  readonly isApproval: boolean;
  readonly isOpen: boolean;
  readonly isOfList: boolean;
  readonly followers: readonly string[];
};
export type RunFacts = {
  readonly id: string;
  readonly title: string;
  readonly requesterId: string | null;
  readonly processOwner: string | null;
};
export type QuestionFacts = {
  readonly id: string;
  readonly taskId: string;
  readonly runId: string;
  readonly askedBy: string | null;
  readonly toPersonId: string | null;
  readonly isOpen: boolean;
};
export type HandoverFacts = {
  readonly id: string;
  readonly title: string;
  /** Of a process, who decides. */
  readonly receiverId: string | null;
  readonly teamMembers: readonly string[];
  /** The admins, where nobody is in the team, or it was deleted. */
  readonly standIns: readonly string[];
  readonly offererId: string | null;
};

/** What an event is about, as it stands when it is read: who was given a task and lost it again meanwhile is not told. */
export type Facts = {
  readonly task?: TaskFacts | undefined;
  readonly run?: RunFacts | undefined;
  readonly question?: QuestionFacts | undefined;
  readonly handover?: HandoverFacts | undefined;
};

export type Subjects = {
  readonly tasks: readonly string[];
  readonly runs: readonly string[];
  readonly handovers: readonly string[];
  readonly processes: readonly string[];
};
