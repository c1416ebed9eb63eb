export { defineMessages, type Messages } from "./define.ts";
export {  type Language, languageOfPage, LanguageProvider,    useLocale } from "./language.tsx";
export {  type Values } from "./render.ts";
export { type Translate, useText } from "./use-text.ts";
