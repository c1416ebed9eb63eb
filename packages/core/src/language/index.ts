export { parse, type Piece } from "./icu.ts";
export { render, renderParts, type Values } from "./render.ts";
export { sentenceIn } from "./sentence.ts";
