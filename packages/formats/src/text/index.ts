export { codePageFinding, decodeWithCodePage } from "./code-page.ts";
export { decodeText } from "./decode.ts";
export { encodeText } from "./encode.ts";
export { placeOf } from "./place.ts";
export { TextStream } from "./stream.ts";
