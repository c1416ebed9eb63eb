export { looksLikeTrello, readTrello, readTrelloJson } from "./read.ts";
