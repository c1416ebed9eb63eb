/** What a mail says in one language. */
export type Said = { readonly subject: string; readonly text: string };

/**
 * Mails to people who may have no account, and about passwords, in the languages that Rondo speaks. What people wrote
 * (titles, questions) stays as they wrote it.
 */
export type Spoken = { readonly en: Said; readonly de: Said };

export const mails = {
  invitation: (who: string, workspace: string, url: string, days: number): Spoken => ({
    en: {
      subject: `${who} invites you to ${workspace}`,
      text: `${who} invites you to work in ${workspace} on Rondo.\n\nOpen this link within ${days} days:\n${url}\n\nIt works once, and only for this address.\n`,
    },
    de: {
      subject: `${who} lädt Sie zu ${workspace} ein`,
      text: `${who} lädt Sie ein, in ${workspace} auf Rondo zu arbeiten.\n\nÖffnen Sie diesen Link innerhalb von ${days} Tagen:\n${url}\n\nEr geht einmal, und nur für diese Adresse.\n`,
    },
  }),
  question: (run: string, text: string, url: string): Spoken => ({
    en: { subject: `A question about your request: ${run}`, text: `${text}\n\nAnswer here: ${url}\n` },
    de: { subject: `Eine Frage zu Ihrer Anfrage: ${run}`, text: `${text}\n\nAntworten Sie hier: ${url}\n` },
  }),
  delivery: (run: string, url: string): Spoken => ({
    en: { subject: `Done: ${run}`, text: `Your request is done. What came of it: ${url}\n` },
    de: { subject: `Erledigt: ${run}`, text: `Ihre Anfrage ist erledigt. Was daraus wurde: ${url}\n` },
  }),
  /** Done, and would they say how it was: each figure is a link that has it chosen already, and nothing is sent before they press. */
  deliveryAsked: (run: string, url: string): Spoken => ({
    en: {
      subject: `Done: ${run}`,
      text: `Your request is done. What came of it: ${url}\n\nHow satisfied are you? One press, and you are not asked again:\n\n${scores(url, ["very satisfied", "satisfied", "in between", "not satisfied", "not at all"])}\n`,
    },
    de: {
      subject: `Erledigt: ${run}`,
      text: `Ihre Anfrage ist erledigt. Was daraus wurde: ${url}\n\nWie zufrieden sind Sie? Ein Druck, und Sie werden nicht noch einmal gefragt:\n\n${scores(url, ["sehr zufrieden", "zufrieden", "teils, teils", "nicht zufrieden", "gar nicht"])}\n`,
    },
  }),
  step: (title: string, run: string, url: string): Spoken => ({
    en: {
      subject: `${title} (${run})`,
      text: `You are asked to do one step: ${title}\n\nOpen it here, without an account. The link works once, for 30 days:\n${url}\n`,
    },
    de: {
      subject: `${title} (${run})`,
      text: `Sie werden um einen Schritt gebeten: ${title}\n\nÖffnen Sie ihn hier, ohne Konto. Der Link geht einmal, 30 Tage lang:\n${url}\n`,
    },
  }),
  received: (title: string, organisation: string, url: string): Spoken => ({
    en: {
      subject: `Received: ${title}`,
      text: `${organisation} has received your request. Where it is, you can see here at any time:\n\n${url}\n`,
    },
    de: {
      subject: `Eingegangen: ${title}`,
      text: `${organisation} hat Ihre Anfrage bekommen. Wo sie ist, sehen Sie jederzeit hier:\n\n${url}\n`,
    },
  }),
} as const;

function scores(url: string, words: readonly [string, string, string, string, string]): string {
  return words.map((word, at) => `${5 - at}  ${word}: ${url}?score=${5 - at}`).join("\n");
}

/** The language of a locale that Rondo speaks, English where it does not. */
export function spoken(words: Spoken, locale: string | null): Said {
  return locale?.split("-")[0] === "de" ? words.de : words.en;
}
