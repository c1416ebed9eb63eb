type Person = { readonly id: string; readonly name: string };

/** What is being typed after the last `@` before the caret: the beginning of a name; null when none is. */
export function nameBegun(text: string, caret: number): { readonly at: number; readonly typed: string } | null {
  const found = /(?:^|[\s(])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*)?)$/u.exec(text.slice(0, caret));
  if (!found) return null;
  const typed = found[1] ?? "";
  return { at: caret - typed.length - 1, typed };
}

/** People whose first or last name begins so. */
export function candidates(people: readonly Person[], typed: string): readonly Person[] {
  const begun = plain(typed);
  return people
    .filter(
      ({ name }) =>
        plain(name).startsWith(begun) ||
        plain(name)
          .split(" ")
          .some((part) => part.startsWith(begun)),
    )
    .slice(0, 6);
}

/**
 * Everybody whose whole name stands in the text after an `@`. Of two names that begin alike the longer counts; whoever is
 * named in what is only quoted was told when it was said.
 */
export function namedIn(text: string, people: readonly Person[]): readonly Person[] {
  let rest = text.replaceAll(/^>.*$/gm, "");
  const named: Person[] = [];
  for (const person of people.toSorted((a, b) => b.name.length - a.name.length)) {
    if (!rest.includes(`@${person.name}`)) continue;
    named.push(person);
    rest = rest.replaceAll(`@${person.name}`, "");
  }
  return named;
}

/** Names stand out in the shown text. */
export function withNamesBold(text: string, people: readonly Person[]): string {
  return namedIn(text, people).reduce((shown, { name }) => shown.replaceAll(`@${name}`, `**@${name}**`), text);
}

/** What somebody said, as a quote under which one answers. */
export function quoted(name: string, said: string): string {
  return `${[`**${name}:**`, ...said.trim().split("\n")].map((line) => `> ${line}`.trimEnd()).join("\n")}\n\n`;
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
