export { candidates, namedIn, nameBegun, withNamesBold } from "./mention.ts";
export { Talk } from "./talk.tsx";
export { usePeople } from "./use-people.ts";
