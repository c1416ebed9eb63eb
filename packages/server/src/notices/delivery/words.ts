import type { Sentence } from "@rondo/core/kernel";
import { sentenceFor } from "./sentence.ts";
import type { TellingRow } from "./store.ts";

/** What mails and messages about notices say, in one language. */
export type Words = {
  /** What happened; `who` is null where nobody did it. */
  said(row: Pick<TellingRow, "kind" | "why" | "subject_kind">, who: string | null): string;
  why(code: string): string | null;
  subjectAct(count: number, workspace: string): string;
  subjectNews(count: number, workspace: string): string;
  digest(workspace: string): string;
  readonly act: string;
  readonly news: string;
  readonly due: string;
  dueOn(day: string): string;
  /** Where a run cannot go on, and why. */ stop(step: string, reason: string): string;
  sentence(said: Sentence): string;
  decide(url: string): string;
  more(count: number): string;
  footer(workspace: string, url: string): string;
  readonly reply: string;
  readonly hello: string;
};

const english: Words = {
  said({ kind, why, subject_kind }, who) {
    const name = who ?? "Somebody";
    switch (kind) {
      case "assigned":
        return why === "forYourTeam"
          ? "Work has come for your team"
          : why === "stepIsYours" || who === null
            ? "A step has become yours"
            : `${name} gave you a task`;
      case "approval":
        return why === "youApprove" ? `${name} asks you to approve a procedure` : "Your decision is asked for";
      case "question":
        return `${name} asks you a question`;
      case "answered":
        return `${name} answered your question`;
      case "mentioned":
        return why === "namedInText" ? `${name} named you in a document` : `${name} named you in a comment`;
      case "commented":
        return `${name} commented`;
      case "handover":
        return why === "acceptByPassed"
          ? "A handover was not decided in time"
          : why === "yourTeamReceives"
            ? `${name} offers your team a handover`
            : why === "nobodyInTeam"
              ? `${name} offers a handover to a team`
              : `${name} offers you a handover`;
      case "returned":
        return `${name} returned your ${why === "yourDraft" ? "draft" : "handover"}`;
      case "accepted":
        return why === "yourDraft" ? `${name} approved your draft` : `${name} accepted your handover`;
      case "finished":
        return subject_kind === "run" ? "What you requested is finished" : `${name} finished it`;
      case "rejected":
        return why === "runCancelled" ? "What you requested was cancelled" : "What you requested was not approved";
      case "joined":
        return `${name} joined the workspace`;
      case "moved":
        return "Work of yours goes on by a newer revision";
      case "clock":
        return "A promise is in danger or broken";
      case "alike":
        return "Work like this project was done before";
      case "report":
        return "A status report was written";
      case "review":
        return "Is this procedure still right?";
      case "soon":
        return "Work of yours is due soon";
      case "incident":
        return subject_kind === "run" ? "A run cannot go on" : "A run could not be started";
    }
  },
  why: (code) =>
    ({
      givenToYou: "because it was given to you",
      stepIsYours: "because the step is yours now",
      forYourTeam: "because it is for your team",
      youMadeIt: "because you made it",
      askedYou: "because you are asked",
      youAsked: "because you asked",
      namedYou: "because you are named",
      yourTask: "because it is your task",
      youFollow: "because you follow it",
      namedInText: "because you are named",
      yourComment: "because it answers you",
      yourDocument: "because you made it",
      youReceive: "because you are its receiver",
      yourTeamReceives: "because you are in the team",
      nobodyInTeam: "because nobody is in the team",
      youOffered: "because you offered it",
      acceptByPassed: "because you offered or receive it",
      youRequested: "because you requested it",
      runCancelled: "because you requested it",
      youInvited: "because you invited them",
      clockRuns: "because you hold it or answer for it",
      youApprove: "because you approve it",
      yourDraft: "because you sent it",
      yourProcess: "because the process is yours",
      yourProcessStops: "because the process is yours",
      youAskedFor: "because you asked to be told",
      yourCadence: "because what its cadence says does not fit the start form",
    })[code] ?? null,
  subjectAct: (count, workspace) => (count === 1 ? `Something needs you in ${workspace}` : `${count} things need you in ${workspace}`),
  subjectNews: (count, workspace) => (count === 1 ? `News from ${workspace}` : `${count} news from ${workspace}`),
  digest: (workspace) => `What you have not read in ${workspace}`,
  act: "Needs you",
  news: "For your information",
  due: "Due today or before",
  dueOn: (day) => `due ${day}`,
  stop: (step, reason) => (step === "" ? reason : `At “${step}”: ${reason}`),
  sentence: (said) => sentenceFor("en", said),
  decide: (url) => `Decide without signing in (works once, for seven days): ${url}`,
  more: (count) => `… and ${count} more in your inbox`,
  footer: (workspace, url) => `What you are told of by mail in ${workspace}, and how often, you choose here: ${url}`,
  reply: "Answer this mail to comment.",
  hello: "Rondo can reach you here.",
};

const german: Words = {
  said({ kind, why, subject_kind }, who) {
    const name = who ?? "Jemand";
    switch (kind) {
      case "assigned":
        return why === "forYourTeam"
          ? "Für Ihr Team ist Arbeit gekommen"
          : why === "stepIsYours" || who === null
            ? "Ein Schritt ist jetzt bei Ihnen"
            : `${name} hat Ihnen eine Aufgabe gegeben`;
      case "approval":
        return why === "youApprove" ? `${name} bittet Sie, einen Ablauf freizugeben` : "Ihre Entscheidung ist gefragt";
      case "question":
        return `${name} fragt Sie etwas`;
      case "answered":
        return `${name} hat Ihre Frage beantwortet`;
      case "mentioned":
        return why === "namedInText" ? `${name} hat Sie in einem Dokument genannt` : `${name} hat Sie in einem Kommentar genannt`;
      case "commented":
        return `${name} hat kommentiert`;
      case "handover":
        return why === "acceptByPassed"
          ? "Über eine Übergabe wurde nicht rechtzeitig entschieden"
          : why === "yourTeamReceives"
            ? `${name} bietet Ihrem Team eine Übergabe an`
            : why === "nobodyInTeam"
              ? `${name} bietet einem Team eine Übergabe an`
              : `${name} bietet Ihnen eine Übergabe an`;
      case "returned":
        return `${name} hat ${why === "yourDraft" ? "Ihren Entwurf" : "Ihre Übergabe"} zurückgegeben`;
      case "accepted":
        return why === "yourDraft" ? `${name} hat Ihren Entwurf freigegeben` : `${name} hat Ihre Übergabe angenommen`;
      case "finished":
        return subject_kind === "run" ? "Was Sie angefragt haben, ist fertig" : `${name} hat es fertiggestellt`;
      case "rejected":
        return why === "runCancelled" ? "Was Sie angefragt haben, wurde abgebrochen" : "Was Sie angefragt haben, wurde nicht freigegeben";
      case "joined":
        return `${name} ist dem Arbeitsbereich beigetreten`;
      case "moved":
        return "Arbeit von Ihnen geht nach einer neueren Fassung weiter";
      case "clock":
        return "Eine Zusage ist in Gefahr oder gebrochen";
      case "alike":
        return "Arbeit wie dieses Projekt gab es schon";
      case "report":
        return "Ein Statusbericht wurde geschrieben";
      case "review":
        return "Stimmt dieser Ablauf noch?";
      case "soon":
        return "Arbeit von Ihnen ist bald fällig";
      case "incident":
        return subject_kind === "run" ? "Ein Durchlauf kommt nicht weiter" : "Ein Durchlauf konnte nicht beginnen";
    }
  },
  why: (code) =>
    ({
      givenToYou: "weil es Ihnen gegeben wurde",
      stepIsYours: "weil der Schritt jetzt bei Ihnen ist",
      forYourTeam: "weil es für Ihr Team ist",
      youMadeIt: "weil Sie es angelegt haben",
      askedYou: "weil Sie gefragt sind",
      youAsked: "weil Sie gefragt haben",
      namedYou: "weil Sie genannt sind",
      yourTask: "weil es Ihre Aufgabe ist",
      youFollow: "weil Sie ihr folgen",
      namedInText: "weil Sie genannt sind",
      yourComment: "weil es Ihnen antwortet",
      yourDocument: "weil Sie es angelegt haben",
      youReceive: "weil Sie sie entgegennehmen",
      yourTeamReceives: "weil Sie im Team sind",
      nobodyInTeam: "weil niemand im Team ist",
      youOffered: "weil Sie sie angeboten haben",
      acceptByPassed: "weil Sie sie anbieten oder entgegennehmen",
      youRequested: "weil Sie es angefragt haben",
      runCancelled: "weil Sie es angefragt haben",
      youInvited: "weil Sie eingeladen haben",
      clockRuns: "weil Sie es haben oder dafür einstehen",
      youApprove: "weil Sie es freigeben",
      yourDraft: "weil Sie ihn vorgelegt haben",
      yourProcess: "weil der Prozess Ihrer ist",
      yourProcessStops: "weil der Prozess Ihrer ist",
      youAskedFor: "weil Sie daran erinnert werden wollten",
      yourCadence: "weil nicht zum Startformular passt, was sein Takt sagt",
    })[code] ?? null,
  subjectAct: (count, workspace) => (count === 1 ? `Etwas in ${workspace} braucht Sie` : `${count} Dinge in ${workspace} brauchen Sie`),
  subjectNews: (count, workspace) => (count === 1 ? `Neues aus ${workspace}` : `${count} Neuigkeiten aus ${workspace}`),
  digest: (workspace) => `Was Sie in ${workspace} noch nicht gelesen haben`,
  act: "Braucht Sie",
  news: "Zu Ihrer Kenntnis",
  due: "Heute oder früher fällig",
  dueOn: (day) => `fällig ${day}`,
  stop: (step, reason) => (step === "" ? reason : `Bei „${step}“: ${reason}`),
  sentence: (said) => sentenceFor("de", said),
  decide: (url) => `Ohne Anmeldung entscheiden (geht einmal, sieben Tage lang): ${url}`,
  more: (count) => `… und ${count} weitere in Ihrem Eingang`,
  footer: (workspace, url) => `Wovon Sie in ${workspace} per Mail erfahren und wie oft, wählen Sie hier: ${url}`,
  reply: "Eine Antwort auf diese Mail wird ein Kommentar.",
  hello: "Hier kann Rondo Sie erreichen.",
};

/** The words of a person's language; English where Rondo does not speak it. */
export function wordsOf(locale: string | null): Words {
  return locale?.split("-")[0] === "de" ? german : english;
}
