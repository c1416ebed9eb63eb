export { isKnown, takeLetter } from "./commands.ts";
