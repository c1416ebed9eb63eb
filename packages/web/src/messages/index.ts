export { defineMessages, type Messages } from "./define.ts";
export { english, type Language, languageOfPage, LanguageProvider, longer, mirrored, useLanguage, useLocale } from "./language.tsx";
export { render, type Values } from "./render.ts";
export { type Translate, useText } from "./use-text.ts";
