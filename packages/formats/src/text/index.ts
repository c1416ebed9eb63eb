export { decodeText } from "./decode.ts";
export { placeOf } from "./place.ts";
