import type { Sentence } from "@rondo/core/kernel";
import { render, sentenceIn, type Values } from "@rondo/core/language";
import { useMemo, useSyncExternalStore } from "react";
import { pseudo } from "./pseudo.ts";

/**
 * A translation is one file, `src/languages/<BCP 47 tag>.json`, and nothing else: it is found, offered and loaded by
 * being there. What it lacks is said in English. `texts` by slice and key (`en.ts` of each slice holds the English),
 * `refusals` by their code, `findings` by their English sentence.
 */
export type Translation = {
  readonly direction: "ltr" | "rtl";
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly refusals: Readonly<Record<string, { readonly title: string; readonly next: string }>>;
  readonly findings: Readonly<Record<string, string>>;
};

export type Language = {
  /** BCP 47, for `Intl` and `<html lang>`. */
  readonly tag: string;
  readonly direction: "ltr" | "rtl";
  readonly textOf: (slice: string, key: string, english: string) => string;
  /** A sentence about somebody’s data, in English where the language has no words for it. */
  readonly sentenceOf: (sentence: Sentence) => string;
  /** The sentences of a refusal, or null where the server's own English stands. */
  readonly refusalOf: (code: string, params: Values) => { readonly title: string; readonly next: string } | null;
};

const files = import.meta.glob<Translation>("../languages/*.json", { import: "default" });
const tags = Object.keys(files).map((file) => file.slice(file.lastIndexOf("/") + 1, -".json".length));

const plain = { refusalOf: () => null, sentenceOf: (sentence: Sentence) => sentenceIn("en", {}, sentence) };
const english: Language = { tag: "en", direction: "ltr", textOf: (_slice, _key, text) => text, ...plain };
/** Every text 30 % longer and accented: what is clipped, or not from the catalogue, shows. `mirrored`: the same from right to left. */
const pseudoLanguages: Readonly<Record<string, Language>> = {
  longer: { tag: "en-XA", direction: "ltr", textOf: (_slice, _key, text) => pseudo(text), ...plain },
  mirrored: { tag: "ar-XB", direction: "rtl", textOf: (_slice, _key, text) => pseudo(text), ...plain },
};

let current = english;
const listeners = new Set<() => void>();

/** The language that everything is said in at this moment. */
export function currentLanguage(): Language {
  return current;
}

/** Every language that Rondo speaks, each by its own name. */
export function languages(): readonly { readonly tag: string; readonly name: string }[] {
  return ["en", ...tags].map((tag) => ({ tag, name: new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag }));
}

/** The first language of this page: asked for in the address, chosen on this device before, or the browser's. Never fails. */
export async function speakFirst(): Promise<void> {
  const asked = new URLSearchParams(location.search).get("language") ?? sessionStorage.getItem("rondo.language");
  const pseudoLanguage = asked === null ? undefined : pseudoLanguages[asked];
  if (asked !== null) sessionStorage.setItem("rondo.language", asked);
  if (pseudoLanguage) become(pseudoLanguage);
  else await speak([asked, remembered(), ...navigator.languages]);
}

/** The language that the person has chosen, from now on and on this device; null leaves it to the browser. */
export async function speakAs(chosen: string | null): Promise<void> {
  if (sessionStorage.getItem("rondo.language") !== null) return;
  remember(chosen);
  await speak([chosen, ...navigator.languages]);
}

async function speak(wishes: readonly (string | null)[]): Promise<void> {
  const tag = wishes.map((wish) => wish?.split("-")[0]).find((wish) => wish === "en" || tags.includes(wish ?? "")) ?? "en";
  if (tag === current.tag) return;
  const file = files[`../languages/${tag}.json`];
  const translation = file && (await file().catch(() => null));
  become(translation ? languageOf(tag, translation) : english);
}

export function languageOf(tag: string, { direction, texts, refusals, findings }: Translation): Language {
  return {
    tag,
    direction,
    textOf: (slice, key, text) => texts[slice]?.[key] ?? text,
    sentenceOf: (sentence) => sentenceIn(tag, findings, sentence),
    refusalOf: (code, params) => {
      const said = Object.hasOwn(refusals, code) ? refusals[code] : undefined;
      return said ? { title: render(said.title, tag, params), next: render(said.next, tag, params) } : null;
    },
  };
}

function become(language: Language): void {
  current = language;
  document.documentElement.lang = language.tag;
  document.documentElement.dir = language.direction;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const key = "rondo.language";

function remembered(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(tag: string | null): void {
  try {
    if (tag === null) localStorage.removeItem(key);
    else localStorage.setItem(key, tag);
  } catch {
    // Storage is off: the server still knows it.
  }
}

export function useLanguage(): Language {
  return useSyncExternalStore(listen, currentLanguage);
}

/** The tag that `Intl` gets: the browser's own regional variant of the language where it has one (en-GB beside en). */
export function useLocale(): string {
  const { tag } = useLanguage();
  return useMemo(() => {
    if (tag.endsWith("-XA") || tag.endsWith("-XB")) return "en-GB";
    return (typeof navigator === "undefined" ? [] : navigator.languages).find((own) => own.split("-")[0] === tag) ?? tag;
  }, [tag]);
}
