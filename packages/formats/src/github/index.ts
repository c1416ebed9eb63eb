export { looksLikeGithub, readGithubJson } from "./read.ts";
