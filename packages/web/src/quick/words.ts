/** What a language calls the things of a quick line. Adding a language is adding such a value; the grammar is one. */
export type QuickWords = {
  /** Monday first; each with its short forms. */
  readonly weekdays: readonly (readonly string[])[];
  readonly months: readonly (readonly string[])[];
  readonly today: readonly string[];
  readonly tomorrow: readonly string[];
  readonly dayAfterTomorrow: readonly string[];
  /** Before a day, and part of it: "on Friday", "by Friday". */
  readonly on: readonly string[];
  readonly next: readonly string[];
  readonly in: readonly string[];
  readonly at: readonly string[];
  readonly and: readonly string[];
  readonly noon: readonly string[];
  /** Follows an hour: "15 Uhr". Empty where one says "3pm". */
  readonly clock: readonly string[];
  readonly every: readonly string[];
  readonly workday: readonly string[];
  readonly units: {
    readonly day: readonly string[];
    readonly week: readonly string[];
    readonly month: readonly string[];
    readonly quarter: readonly string[];
    readonly year: readonly string[];
  };
  readonly repeats: {
    readonly day: readonly string[];
    readonly week: readonly string[];
    readonly month: readonly string[];
    readonly quarter: readonly string[];
    readonly year: readonly string[];
  };
  readonly hours: readonly string[];
  readonly minutes: readonly string[];
  readonly days: readonly string[];
  readonly urgent: readonly string[];
  readonly high: readonly string[];
};

export const englishWords: QuickWords = {
  weekdays: [
    ["monday", "mon"],
    ["tuesday", "tue", "tues"],
    ["wednesday", "wed"],
    ["thursday", "thu", "thur", "thurs"],
    ["friday", "fri"],
    ["saturday", "sat"],
    ["sunday", "sun"],
  ],
  months: [
    ["january", "jan"],
    ["february", "feb"],
    ["march", "mar"],
    ["april", "apr"],
    ["may"],
    ["june", "jun"],
    ["july", "jul"],
    ["august", "aug"],
    ["september", "sep", "sept"],
    ["october", "oct"],
    ["november", "nov"],
    ["december", "dec"],
  ],
  today: ["today", "tod"],
  tomorrow: ["tomorrow", "tom"],
  dayAfterTomorrow: [],
  on: ["on", "by"],
  next: ["next"],
  in: ["in"],
  at: ["at"],
  and: ["and", "&"],
  noon: ["noon"],
  clock: [],
  every: ["every", "each"],
  workday: ["weekday", "weekdays", "workday", "workdays"],
  units: {
    day: ["day", "days"],
    week: ["week", "weeks"],
    month: ["month", "months"],
    quarter: ["quarter", "quarters"],
    year: ["year", "years"],
  },
  repeats: { day: ["daily"], week: ["weekly"], month: ["monthly"], quarter: ["quarterly"], year: ["yearly", "annually"] },
  hours: ["h", "hr", "hrs", "hour", "hours"],
  minutes: ["m", "min", "mins", "minute", "minutes"],
  days: ["d"],
  urgent: ["!urgent", "!!"],
  high: ["!high", "!"],
};

export const germanWords: QuickWords = {
  weekdays: [
    ["montag", "mo", "montags"],
    ["dienstag", "di", "dienstags"],
    ["mittwoch", "mi", "mittwochs"],
    ["donnerstag", "do", "donnerstags"],
    ["freitag", "fr", "freitags"],
    ["samstag", "sa", "sonnabend", "samstags"],
    ["sonntag", "so", "sonntags"],
  ],
  months: [
    ["januar", "jan", "jänner"],
    ["februar", "feb"],
    ["märz", "mär", "mrz"],
    ["april", "apr"],
    ["mai"],
    ["juni", "jun"],
    ["juli", "jul"],
    ["august", "aug"],
    ["september", "sep", "sept"],
    ["oktober", "okt"],
    ["november", "nov"],
    ["dezember", "dez"],
  ],
  today: ["heute"],
  tomorrow: ["morgen"],
  dayAfterTomorrow: ["übermorgen"],
  on: ["am", "bis", "bis zum"],
  next: ["nächster", "nächsten", "nächste", "nächstes", "nächsten"],
  in: ["in"],
  at: ["um"],
  and: ["und"],
  noon: ["mittags"],
  clock: ["uhr"],
  every: ["jeden", "jede", "jedes", "alle"],
  workday: ["werktag", "werktags", "arbeitstag"],
  units: {
    day: ["tag", "tage", "tagen"],
    week: ["woche", "wochen"],
    month: ["monat", "monate", "monaten"],
    quarter: ["quartal", "quartale", "quartalen"],
    year: ["jahr", "jahre", "jahren"],
  },
  repeats: {
    day: ["täglich"],
    week: ["wöchentlich"],
    month: ["monatlich"],
    quarter: ["vierteljährlich", "quartalsweise"],
    year: ["jährlich"],
  },
  hours: ["h", "std", "std.", "stunde", "stunden"],
  minutes: ["min", "min.", "minute", "minuten"],
  days: ["t"],
  urgent: ["!dringend", "!!"],
  high: ["!hoch", "!"],
};

/** By language; another one is another entry. */
const languages: Readonly<Record<string, QuickWords>> = { en: englishWords, de: germanWords };

/** The words of a locale (`de-AT`), English where it has none. */
export function quickWords(locale: string): QuickWords {
  return languages[locale.split("-")[0] ?? ""] ?? englishWords;
}
