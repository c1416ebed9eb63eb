import type { Translate } from "../messages/index.ts";
import type { inboxTexts } from "./en.ts";
import type { Notice } from "./group.ts";

/** What happened, in a sentence. */
export function sayNotice(t: Translate<keyof typeof inboxTexts.texts>, { kind, why, actor, subjectKind }: Notice): string {
  const who = actor?.name ?? t("rondo");
  switch (kind) {
    case "assigned":
      return why === "forYourTeam" ? t("saidTeam") : why === "stepIsYours" || actor === null ? t("saidStep") : t("saidAssigned", { who });
    case "approval":
      return why === "youApprove" ? t("saidDraft", { who }) : t("saidApproval");
    case "question":
      return t("saidQuestion", { who });
    case "answered":
      return t("saidAnswered", { who: actor?.name ?? t("theRequester") });
    case "mentioned":
      return why === "namedInText" ? t("saidNamedInText", { who }) : t("saidMentioned", { who });
    case "commented":
      return t("saidCommented", { who });
    case "handover":
      if (why === "acceptByPassed") return t("saidOverdue");
      return t(why === "yourTeamReceives" ? "saidHandoverTeam" : why === "nobodyInTeam" ? "saidHandoverNobody" : "saidHandover", { who });
    case "returned":
      return why === "yourDraft" ? t("saidDraftReturned", { who }) : t("saidReturned", { who });
    case "accepted":
      return why === "yourDraft" ? t("saidDraftApproved", { who }) : t("saidAccepted", { who });
    case "finished":
      return subjectKind === "run" ? t("saidFinishedRun") : t("saidFinished", { who });
    case "rejected":
      return why === "runCancelled" ? t("saidCancelled") : t("saidRejected");
    case "clock":
      return t("saidClock");
    case "joined":
      return t("saidJoined", { who });
    case "alike":
      return t("saidAlike");
    case "report":
      return t("saidReport");
    case "review":
      return t("saidReview");
    case "soon":
      return t("saidSoon");
    case "incident":
      return subjectKind === "run" ? t("saidIncident") : t("saidNotStarted");
    case "moved":
      if (subjectKind === "project") return why === "yourPlanBack" ? t("saidReplannedBack") : t("saidReplanned");
      return why === "yourRunsBack" ? t("saidMovedBack") : t("saidMoved");
  }
}
