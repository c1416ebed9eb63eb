export { looksLikeDeck, readDeckJson } from "./read.ts";
