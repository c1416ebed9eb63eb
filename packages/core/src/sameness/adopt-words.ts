/** What an adopted draft says beside the words of those whose work it is. A draft is kept, so it is said in one language for good. */
export type AdoptWords = {
  readonly found: (runs: number) => string;
  readonly proposed: string;
  readonly optional: (had: number, runs: number, share: number) => string;
  readonly also: (names: string) => string;
  readonly again: (times: number) => string;
  readonly responsible: (step: string, more: number) => string;
  readonly step: (number: number) => string;
};

const english: AdoptWords = {
  found: (runs) =>
    `Found by an audit: the same work was done ${runs} times. Steps and roles are what was usual; each step is due after the time that four of five kept.`,
  proposed: "Roles are called by what they do. Who did it until now, to be put there first:",
  optional: (had, runs, share) =>
    `Optional: ${had} of the ${runs} runs (${share}%) had this step. Whoever skips it says why, and it is told as done otherwise; make it a branch of a decision if that is how it should be.`,
  also: (names) => `Also called: ${names}.`,
  again: (times) => `Often done again: ${times} times a run.`,
  responsible: (step, more) => `Responsible for “${step}”${more === 0 ? "" : more === 1 ? " and one more" : ` and ${more} more`}`,
  step: (number) => `Step ${number}`,
};

const german: AdoptWords = {
  found: (runs) =>
    `In einer Bestandsaufnahme gefunden: dieselbe Arbeit wurde ${runs}-mal gemacht. Schritte und Rollen sind, was üblich war; fällig ist ein Schritt nach der Zeit, die vier von fünf einhielten.`,
  proposed: "Rollen heißen nach dem, was sie tun. Wer es bisher tat und dort zuerst einzusetzen ist:",
  optional: (had, runs, share) =>
    `Freiwillig: ${had} von ${runs} Durchläufen (${share} %) hatten diesen Schritt. Wer ihn überspringt, sagt warum, und es gilt als anders gemacht; soll es so sein, wird er besser der Zweig einer Entscheidung.`,
  also: (names) => `Heißt auch: ${names}.`,
  again: (times) => `Wird oft noch einmal gemacht: ${String(times).replace(".", ",")}-mal je Durchlauf.`,
  responsible: (step, more) => `Zuständig für „${step}“${more === 0 ? "" : more === 1 ? " und einen weiteren" : ` und ${more} weitere`}`,
  step: (number) => `Schritt ${number}`,
};

export function adoptWordsIn(language: string): AdoptWords {
  return language.split("-")[0] === "de" ? german : english;
}

/** Instructions without the sentence that a step is optional: a question in front of the step says it better. */
export function withoutOptional(instructions: string): string {
  const paragraphs = instructions.split(/\n{2,}/);
  const kept = paragraphs.filter((paragraph) => !saysOptional.some((form) => form.test(paragraph.trim())));
  return kept.length === paragraphs.length ? instructions : kept.join("\n\n");
}

/** Whatever the numbers, and however far from them their sign. */
const saysOptional = [english, german].map(({ optional }) => {
  const form = optional(1, 2, 3)
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\d+/g, "\\d+")
    .replace(/\s*%/g, "\\s*%")
    .replace(/\s+/g, "\\s+");
  return new RegExp(`^${form}$`, "u");
});
