import type { Case, CaseStep } from "./work.ts";

/**
 * Planted truth: projects that are the same few processes in disguise, among true one-offs. What is done to each is what
 * happens to boards that people copy: steps missing and added, other words, slips of the pen, the customer's name in the
 * title, another order, other people, another language. `heavy` doubles all of it.
 */
export type Planted = { readonly cases: readonly Case[]; readonly truth: readonly string[] };

export type Noise = { drop: number; slip: number; name: number; turn: number; foreign: number; swap: number; other: number };
export const normal: Noise = { drop: 0.15, slip: 0.08, name: 0.5, turn: 0.1, foreign: 2, swap: 0.1, other: 0.15 };
export const heavy: Noise = { drop: 0.3, slip: 0.16, name: 1, turn: 0.2, foreign: 4, swap: 0.2, other: 0.3 };

export type Traces = readonly { readonly name: string; readonly cases: readonly (readonly string[])[] }[];

/** Numbers from a seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** Each step: its titles in English (the first is the usual one), then after the bar in German. */
const processes: Readonly<Record<string, readonly string[]>> = {
  "client onboarding": [
    "Sign contract/Contract signed by client|Vertrag unterschreiben",
    "Collect client documents/Gather documents of client|Unterlagen vom Kunden einsammeln",
    "Verify identity/Check identity|Identität prüfen",
    "Open account/Set up account|Konto eröffnen",
    "Assign account manager/Name the responsible manager|Betreuer zuweisen",
    "Schedule welcome call/Book the welcome call|Begrüßungsanruf planen",
    "Send welcome letter/Mail welcome pack|Begrüßungsbrief versenden",
    "Train client on portal/Portal training|Kunden im Portal schulen",
    "Collect first feedback/Ask for feedback|Erste Rückmeldung einholen",
  ],
  "new colleague": [
    "Prepare employment contract/Draft employment contract|Arbeitsvertrag vorbereiten",
    "Order laptop/Buy laptop|Laptop bestellen",
    "Create mail account/Set up mailbox|Mailkonto anlegen",
    "Prepare desk/Arrange desk|Arbeitsplatz vorbereiten",
    "Issue badge/Print badge|Ausweis ausstellen",
    "Introduce team/Team introduction|Team vorstellen",
    "Safety training/Safety instruction|Sicherheit schulen",
    "Name a mentor/Choose buddy|Mentor benennen",
    "Probation review/Review after probation|Probezeit bewerten",
  ],
  "purchase order": [
    "Request quotation/Ask for quotes|Angebote anfordern",
    "Compare offers/Comparison of offers|Angebote vergleichen",
    "Approve budget/Budget approval|Budget genehmigen",
    "Place order with supplier/Order at supplier|Beim Lieferanten bestellen",
    "Receive goods/Goods received|Ware entgegennehmen",
    "Inspect quality/Quality inspection|Qualität prüfen",
    "Match invoice/Compare invoice with order|Rechnung abgleichen",
    "Pay supplier/Supplier payment|Lieferant bezahlen",
  ],
  "digitise a volume": [
    "Fetch volume from stacks/Get volume from stacks|Band aus dem Magazin holen",
    "Assess condition/Condition assessment|Zustand bewerten",
    "Scan pages/Page scanning|Seiten scannen",
    "Crop images/Image cropping|Bilder beschneiden",
    "Quality control of scans/Check scans|Scans prüfen",
    "Add metadata/Describe with metadata|Metadaten ergänzen",
    "Publish in repository/Repository publication|Im Repositorium veröffentlichen",
    "Return volume/Volume back to shelf|Band zurückstellen",
    "Inform reader/Notify reader|Leser benachrichtigen",
  ],
  "month end": [
    "Close subledgers/Subledgers closed|Nebenbücher schließen",
    "Reconcile bank/Bank reconciliation|Bank abstimmen",
    "Post accruals/Book accruals|Abgrenzungen buchen",
    "Depreciate assets/Run depreciation|Abschreibungen rechnen",
    "Consolidate entities/Entity consolidation|Gesellschaften konsolidieren",
    "Prepare report/Draft report|Bericht vorbereiten",
    "Review figures with controller/Controller review|Zahlen mit Controller durchsehen",
    "Lock period/Period locked|Periode sperren",
  ],
  article: [
    "Pitch topic/Topic pitched|Thema vorschlagen",
    "Assign author/Choose author|Autor zuweisen",
    "Write draft/Draft article|Entwurf schreiben",
    "Edit text/Text editing|Text redigieren",
    "Proofread/Proofreading|Korrekturlesen",
    "Choose pictures/Pick images|Bilder auswählen",
    "Layout pages/Page layout|Seiten setzen",
    "Publish article/Article published|Artikel veröffentlichen",
    "Share on social media/Social media posts|In sozialen Medien teilen",
  ],
  "support case": [
    "Log ticket/Register ticket|Ticket erfassen",
    "Classify severity/Set severity|Schwere einstufen",
    "Reproduce fault/Fault reproduced|Fehler nachstellen",
    "Find cause/Root cause found|Ursache finden",
    "Apply workaround/Workaround applied|Umgehung anwenden",
    "Test solution/Solution tested|Lösung testen",
    "Answer caller/Reply to caller|Anrufer antworten",
    "Close ticket/Ticket closed|Ticket schließen",
  ],
  loan: [
    "Receive application/Application received|Antrag empfangen",
    "Check completeness/Completeness check|Vollständigkeit prüfen",
    "Score credit/Credit scoring|Kredit bewerten",
    "Value collateral/Collateral valuation|Sicherheiten schätzen",
    "Decide in committee/Committee decision|Im Ausschuss entscheiden",
    "Draw up agreement/Agreement drawn up|Vereinbarung aufsetzen",
    "Pay out loan/Loan payout|Darlehen auszahlen",
    "File dossier/Dossier filed|Dossier ablegen",
  ],
  exhibition: [
    "Select objects/Object selection|Objekte auswählen",
    "Request loans from museums/Museum loans requested|Leihgaben anfragen",
    "Insure objects/Object insurance|Objekte versichern",
    "Write captions/Captions written|Texttafeln schreiben",
    "Build showcases/Showcase construction|Vitrinen bauen",
    "Hang pictures/Pictures hung|Bilder hängen",
    "Invite press/Press invitation|Presse einladen",
    "Open exhibition/Vernissage|Ausstellung eröffnen",
    "Dismantle/Take down exhibition|Abbauen",
  ],
  "insurance claim": [
    "Register claim/Claim registered|Schaden aufnehmen",
    "Check policy cover/Cover check|Deckung prüfen",
    "Appoint surveyor/Surveyor appointed|Gutachter beauftragen",
    "Survey damage/Damage survey|Schaden besichtigen",
    "Estimate repair cost/Repair estimate|Reparaturkosten schätzen",
    "Negotiate settlement/Settlement negotiation|Vergleich verhandeln",
    "Pay compensation/Compensation paid|Entschädigung zahlen",
    "Archive claim/Claim archived|Schaden archivieren",
  ],
  "software release": [
    "Freeze branch/Branch freeze|Branch einfrieren",
    "Update changelog/Changelog updated|Changelog aktualisieren",
    "Run regression suite/Regression tests|Regressionstests ausführen",
    "Build packages/Package build|Pakete bauen",
    "Sign binaries/Binary signing|Binärdateien signieren",
    "Deploy to staging/Staging deployment|Auf Staging ausrollen",
    "Announce release/Release announcement|Release ankündigen",
    "Monitor errors/Error monitoring|Fehler beobachten",
  ],
  course: [
    "Fix dates/Dates fixed|Termine festlegen",
    "Book seminar room/Room booking|Seminarraum buchen",
    "Contract trainer/Trainer contracted|Trainer beauftragen",
    "Open enrolment/Enrolment opened|Einschreibung öffnen",
    "Print handouts/Handouts printed|Skripte drucken",
    "Hold course/Course held|Kurs durchführen",
    "Hand out certificates/Certificates issued|Zertifikate ausgeben",
    "Evaluate questionnaires/Questionnaire evaluation|Fragebögen auswerten",
  ],
};

const customers =
  "Meyer Nordwind Okapi Brandt Kestrel Halvorsen Pinter Delacroix Umbra Tanager Sorensen Quillon Varga Bellweather Zephyrus Iwanow Costello Lindqvist Farouk Tamarind Ostrava Penhallow Rybak Wexford Juniper Montague Abernathy Castellan Drummond Eskildsen".split(
    " ",
  );

/** The twelve processes of this file, thirty cases of each, and sixty one-offs. */
export function lookAlikes(seed: number, noise: Noise, sizes: { each?: number; alone?: number } = {}): Planted {
  const roll = dice(seed);
  const each = sizes.each ?? 30;
  const truth: string[] = [];
  const cases: Case[] = [];
  const all = Object.entries(processes);
  for (const [name, steps] of all) {
    for (let number = 0; number < each; number += 1) {
      const language = roll() < 0.25 ? 1 : 0;
      const titles = steps.map((step) => say(step, language, noise, roll));
      const foreign = Array.from({ length: Math.floor(roll() * (noise.foreign + 1)) }, () => {
        const [, other] = all[Math.floor(roll() * all.length)] ?? ["", []];
        return say(other[Math.floor(roll() * other.length)] ?? "", language, noise, roll);
      });
      cases.push(disguise(`${name} ${number}`, titles, foreign, noise, roll));
      truth.push(name);
    }
  }
  for (let number = 0; number < (sizes.alone ?? 60); number += 1) {
    const titles = Array.from({ length: 5 + Math.floor(roll() * 8) }, () =>
      Array.from({ length: 2 + Math.floor(roll() * 2) }, () => inventedWord(roll)).join(" "),
    );
    cases.push(disguise(`one-off ${number}`, titles, [], noise, roll));
    truth.push(`one-off ${number}`);
  }
  return { cases, truth };
}

/** The same over cases of real logs: their activities become titles. */
export function lookAlikesOf(traces: Traces, seed: number, noise: Noise, sizes: { each?: number; alone?: number } = {}): Planted {
  const roll = dice(seed);
  const truth: string[] = [];
  const cases: Case[] = [];
  const activities = traces.flatMap(({ cases: own }) => [...new Set(own.flat())]);
  for (const { name, cases: own } of traces) {
    for (let number = 0; number < (sizes.each ?? 30); number += 1) {
      const titles = own[Math.floor(roll() * own.length)] ?? [];
      const foreign = Array.from(
        { length: Math.floor(roll() * (noise.foreign + 1)) },
        () => activities[Math.floor(roll() * activities.length)] ?? "",
      );
      cases.push(disguise(`${name} ${number}`, titles, foreign, noise, roll));
      truth.push(name);
    }
  }
  for (let number = 0; number < (sizes.alone ?? 60); number += 1) {
    const titles = Array.from({ length: 5 + Math.floor(roll() * 8) }, () =>
      Array.from({ length: 2 + Math.floor(roll() * 2) }, () => inventedWord(roll)).join(" "),
    );
    cases.push(disguise(`one-off ${number}`, titles, [], noise, roll));
    truth.push(`one-off ${number}`);
  }
  return { cases, truth };
}

function say(step: string, language: number, noise: Noise, roll: () => number): string {
  const [english = "", other = ""] = step.split("|");
  if (language === 1) return other;
  const ways = english.split("/");
  return ways[roll() < noise.other * 2 ? Math.floor(roll() * ways.length) : 0] ?? english;
}

function disguise(name: string, titles: readonly string[], foreign: readonly string[], noise: Noise, roll: () => number): Case {
  const kept = titles.filter(() => roll() >= noise.drop);
  const own = [...(kept.length === 0 ? titles.slice(0, 1) : kept)];
  for (let at = 0; at + 1 < own.length; at += 1) if (roll() < noise.swap) [own[at], own[at + 1]] = [own[at + 1] ?? "", own[at] ?? ""];
  for (const title of foreign) own.splice(Math.floor(roll() * (own.length + 1)), 0, title);
  const customer = customers[Math.floor(roll() * customers.length)] ?? "";
  const people = Array.from({ length: 3 }, () => inventedWord(roll));
  let at = Math.floor(roll() * 1000) * 1440;
  const steps = own.map((title): CaseStep => {
    const started = at;
    at += 60 + Math.floor(roll() * 4000);
    return { title: worn(title, customer, noise, roll), role: people[Math.floor(roll() * people.length)] ?? null, started, finished: at };
  });
  return { id: name, name: "", people, steps };
}

function worn(title: string, customer: string, noise: Noise, roll: () => number): string {
  let words = title.split(" ").map((word) => (roll() < noise.slip ? slip(word, roll) : word));
  if (roll() < noise.turn) words = words.toReversed();
  if (roll() >= noise.name) return words.join(" ");
  return roll() < 0.5 ? `${words.join(" ")} ${customer}` : `${words.join(" ")} #${Math.floor(roll() * 9000)}`;
}

function slip(word: string, roll: () => number): string {
  if (word.length < 3) return word;
  const at = Math.floor(roll() * (word.length - 1));
  const kind = roll();
  if (kind < 0.25) return word.slice(0, at) + word.slice(at + 1);
  if (kind < 0.5) return word.slice(0, at) + (word[at] ?? "") + word.slice(at);
  if (kind < 0.75) return word.slice(0, at) + (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2);
  return `${word.slice(0, at)}${"abcdefghijklmnopqrstuvwxyz"[Math.floor(roll() * 26)]}${word.slice(at + 1)}`;
}

function inventedWord(roll: () => number): string {
  const pick = (text: string): string => text[Math.floor(roll() * text.length)] ?? "a";
  return Array.from(
    { length: 2 + Math.floor(roll() * 2) },
    () => `${pick("bdfgklmnprstvz")}${pick("aeiou")}${roll() < 0.4 ? pick("lnrst") : ""}`,
  ).join("");
}

/** Rand index corrected for chance (Hubert and Arabie, 1985), and precision and recall over pairs. */
export function score(truth: readonly string[], found: readonly string[]): { ari: number; precision: number; recall: number } {
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  const count = (keys: readonly string[]): number =>
    [...Map.groupBy(keys, (key) => key).values()].reduce((sum, group) => sum + pairs(group.length), 0);
  const both = count(truth.map((own, at) => `${own}\u0000${found[at]}`));
  const [left, right, all] = [count(truth), count(found), pairs(truth.length)];
  const chance = (left * right) / all;
  return { ari: (both - chance) / ((left + right) / 2 - chance), precision: right === 0 ? 1 : both / right, recall: both / left };
}

/** What text alone gives: cosine of weighted letter triples without numbers and names of customers, average linkage. The thing to beat. */
export function trigrams(cases: readonly Case[]): (a: number, b: number) => number {
  const known = new Map<string, number>();
  for (const own of cases)
    for (const word of new Set(own.steps.flatMap(({ title }) => title.split(" ")))) known.set(word, (known.get(word) ?? 0) + 1);
  const often = (own: Case, word: string): boolean =>
    own.steps.filter(({ title }) => title.split(" ").includes(word)).length >= Math.max(2, 0.3 * own.steps.length);
  const bags = cases.map((own) => {
    const bag = new Map<string, number>();
    for (const { title } of own.steps) {
      const words = title
        .split(" ")
        .filter((word) => !word.startsWith("#") && !(often(own, word) && (known.get(word) ?? 0) < cases.length / 20));
      const text = ` ${words.join(" ").toLowerCase()} `;
      for (let at = 0; at + 3 <= text.length; at += 1) bag.set(text.slice(at, at + 3), (bag.get(text.slice(at, at + 3)) ?? 0) + 1);
    }
    return bag;
  });
  const spread = new Map<string, number>();
  for (const bag of bags) for (const gram of bag.keys()) spread.set(gram, (spread.get(gram) ?? 0) + 1);
  const vectors = bags.map((bag) => {
    const vector = new Map(
      [...bag].map(([gram, count]) => [gram, (1 + Math.log(count)) * Math.log(bags.length / (spread.get(gram) ?? 1))]),
    );
    const norm = Math.sqrt([...vector.values()].reduce((sum, weight) => sum + weight * weight, 0)) || 1;
    return new Map([...vector].map(([gram, weight]) => [gram, weight / norm]));
  });
  return (a, b) => {
    const [small, large] = [vectors[a] as Map<string, number>, vectors[b] as Map<string, number>];
    let dot = 0;
    for (const [gram, weight] of small) dot += weight * (large.get(gram) ?? 0);
    return dot;
  };
}
