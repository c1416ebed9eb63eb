export { looksLikeJiraXml, readJiraXml } from "./read.ts";
