export { AdviceCard, LikenessNote } from "./advice-card.tsx";
export { newTexts } from "./en.ts";
export { makeRepeating, type Rule } from "./repeating.ts";
