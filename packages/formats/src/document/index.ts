export { readHtml } from "./read-html.ts";
export { readMarkdown } from "./read-markdown.ts";
export { writeHtml } from "./write-html.ts";
export { writeMarkdown } from "./write-markdown.ts";
