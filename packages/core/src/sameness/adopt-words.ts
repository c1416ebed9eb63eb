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
  found: (runs) => `Found by an audit: the same work was done ${runs} times. Steps, roles and times are what was usual.`,
  proposed: "Roles are called by what they do. Who did it until now, to be put there first:",
  optional: (had, runs, share) =>
    `Optional: ${had} of the ${runs} runs (${share}%) had this step. Skip it with a reason where it is not needed.`,
  also: (names) => `Also called: ${names}.`,
  again: (times) => `Often done again: ${times} times a run.`,
  responsible: (step, more) => `Responsible for “${step}”${more === 0 ? "" : more === 1 ? " and one more" : ` and ${more} more`}`,
  step: (number) => `Step ${number}`,
};

const german: AdoptWords = {
  found: (runs) =>
    `In einer Bestandsaufnahme gefunden: dieselbe Arbeit wurde ${runs}-mal gemacht. Schritte, Rollen und Zeiten sind, was üblich war.`,
  proposed: "Rollen heißen nach dem, was sie tun. Wer es bisher tat und dort zuerst einzusetzen ist:",
  optional: (had, runs, share) =>
    `Freiwillig: ${had} von ${runs} Durchläufen (${share} %) hatten diesen Schritt. Wo er nicht nötig ist, mit einem Grund überspringen.`,
  also: (names) => `Heißt auch: ${names}.`,
  again: (times) => `Wird oft noch einmal gemacht: ${String(times).replace(".", ",")}-mal je Durchlauf.`,
  responsible: (step, more) => `Zuständig für „${step}“${more === 0 ? "" : more === 1 ? " und einen weiteren" : ` und ${more} weitere`}`,
  step: (number) => `Schritt ${number}`,
};

export function adoptWordsIn(language: string): AdoptWords {
  return language.split("-")[0] === "de" ? german : english;
}
