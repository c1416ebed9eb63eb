/** Words that end the name of a role in a procedure: "release manager", "onboarding leads", "people-ops team". */
const roleNouns =
  "manager|lead|leader|owner|team|commander|deputy|scribe|liaison|supervisor|coordinator|director|officer|engineer|developer|editor|reviewer|approver|author|buddy|employee|expert|maintainer|admin|administrator|assistant|secretary|librarian|conservator|curator|accountant|clerk|analyst|specialist|staff|volunteer|requester|requestor|customer|member|designer|operator|technician|teacher|nurse|doctor|driver|planner|buyer|recruiter|trainer|mentor|moderator|facilitator|chair|treasurer|auditor|desk|department|office|board|committee|responder|contributor|shadow|representative|principal|head";

const role = new RegExp(`^(?:[\\p{L}\\p{N}&/’'()-]+ ){0,4}(?:${roleNouns})s?$`, "iu");
const forWhom =
  /^(?:steps|tasks|guidance|instructions|duties|responsibilities|checklist|to-?dos?|what to do|notes)\s+(?:for|of|as)\s+(?:the\s+|an?\s+)?(.+)$/i;
const whose = /^(?:the\s+)?(.+?)(?:['’]s)?\s+(?:responsibilities|duties|tasks|checklist|steps)$/i;
const prefix = /^(?:\*\*|__)?@?([\p{L}][\p{L}\p{N} &/’'()-]{0,50}?)(?:\*\*|__)?\s*:(?:\*\*|__)?\s+\S/u;
const handle = /^@([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?(?:\/[a-z0-9-]+)?)\b/i;
const subject = new RegExp(
  `(?:^|[.;:]\\s+|\\b)(?:the|an?|your|our)\\s+((?:[\\p{L}-]+\\s+){0,3}?(?:${roleNouns}))s?\\s+(?:will|shall|should|must|has to|have to|needs? to|is responsible|are responsible|can|may|checks?|approves?|sends?|reviews?|signs?|creates?|updates?|confirms?|opens?|closes?|makes?|writes?|informs?)\\b`,
  "iu",
);

/** Who the heading speaks to: "Steps for Incident Commander", "People-Ops Team", "Owner responsibilities". */
export function roleOfHeading(title: string): string | null {
  const named = forWhom.exec(title)?.[1] ?? whose.exec(title)?.[1] ?? title;
  return asRole(named);
}

/** Who an item says does it: "IC: …" (for a role known already), "**Release lead:** …", "@team …", "the supervisor will …". */
export function roleOfText(source: string, words: string, known: readonly string[]): string | null {
  const at = handle.exec(words)?.[1];
  if (at !== undefined) return sentenceCase((at.split("/").at(-1) ?? at).replace(/-/g, " "));
  const before = prefix.exec(source)?.[1]?.trim() ?? prefix.exec(words)?.[1]?.trim();
  if (before !== undefined) {
    const short = known.find((name) => initials(name) === before);
    return short ?? asRole(before);
  }
  const doer = subject.exec(words)?.[1];
  return doer === undefined ? null : asRole(doer.replace(/^(?:new|same|next|other|whole|current)\s+/i, ""));
}

/** The words under which a role is the same: case, plural and hyphens don't matter. */
export function roleKeyOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/(?<=[^s])s$/, "");
  const key = words.replace(/ (\S)/g, (_, letter: string) => letter.toUpperCase());
  return /^[\p{L}]/u.test(key) ? key : `role${key}`;
}

function asRole(text: string): string | null {
  const name = text.trim().replace(/\s+/g, " ");
  return name.length <= 50 && role.test(name) && !/^(?:all|every|any|each|no|other)\b/i.test(name) ? sentenceCase(singular(name)) : null;
}

function singular(name: string): string {
  return /(?:ss|us)$/i.test(name) ? name : name.replace(/s$/i, "");
}

function sentenceCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function initials(name: string): string {
  return name
    .split(/[\s-]+/)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
}
