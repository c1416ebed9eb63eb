import { createContext, type ReactNode, use, useMemo } from "react";
import { pseudo } from "./pseudo.ts";

/** A language that texts can be shown in. `texts` is keyed `slice.key`; what it lacks is shown in English. */
export type Language = {
  /** BCP 47, for `Intl` and `<html lang>`. */
  readonly tag: string;
  readonly direction: "ltr" | "rtl";
  readonly textOf: (slice: string, key: string, english: string) => string;
};

export const english: Language = { tag: "en", direction: "ltr", textOf: (_slice, _key, text) => text };
/** Every text 30 % longer and accented: what is clipped, or not from the catalogue, shows. */
export const longer: Language = { tag: "en-XA", direction: "ltr", textOf: (_slice, _key, text) => pseudo(text) };
/** The same from right to left. */
export const mirrored: Language = { tag: "ar-XB", direction: "rtl", textOf: (_slice, _key, text) => pseudo(text) };

/** The language of this page: `?language=longer` or `mirrored` shows the pseudo-languages in the sweep test. */
export function languageOfPage(): Language {
  const asked = new URLSearchParams(location.search).get("language") ?? sessionStorage.getItem("rondo.language");
  const pseudoLanguage = asked === "longer" ? longer : asked === "mirrored" ? mirrored : null;
  if (pseudoLanguage && asked) sessionStorage.setItem("rondo.language", asked);
  return pseudoLanguage ?? english;
}

const Current = createContext<Language>(english);

export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  return <Current value={language}>{children}</Current>;
}

export function useLanguage(): Language {
  return use(Current);
}

/** The tag that `Intl` gets: the browser's own regional variant of the language where it has one (en-GB beside en). */
export function useLocale(): string {
  const { tag } = useLanguage();
  return useMemo(() => {
    if (tag.endsWith("-XA") || tag.endsWith("-XB")) return "en-GB";
    return (typeof navigator === "undefined" ? [] : navigator.languages).find((own) => own.split("-")[0] === tag) ?? tag;
  }, [tag]);
}
