import { parentPort } from "node:worker_threads";
import { problemOf } from "@rondo/core/document";
import { Refusal } from "@rondo/core/kernel";
import { readHtml, readMarkdown, writeHtml, writeMarkdown } from "@rondo/formats/document";
import type * as Y from "yjs";
import type { Answer, Question, Said } from "./merger.ts";
import { docOf, rewriting, stateOf, take, treeOf, updateOf, withMore } from "./yjs.ts";

/** Documents that are being written, so that each letter is not paid for with reading the whole. */
const open = new Map<string, Y.Doc>();
const most = 40;

parentPort?.on("message", (question: Question) => {
  let said: Said;
  try {
    said = { type: "answer", answer: answerTo(question) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    said = { type: "refused", code: error.code, params: error.params };
  }
  parentPort?.postMessage(said);
});

function answerTo(question: Question): Answer {
  switch (question.op) {
    case "merge": {
      const doc = question.fresh ? docOf(question.base) : open.get(question.key);
      if (doc === undefined) return { lost: true };
      if (!question.fresh) withMore(doc, question.base);
      open.delete(question.key);
      const changed = take(doc, question.update);
      open.set(question.key, doc);
      if (open.size > most) open.delete(open.keys().next().value as string);
      return { changed, ...(question.withState && { state: stateOf(doc) }) };
    }
    case "state":
      return { state: stateOf(docOf(question.base)) };
    case "read":
      return { tree: treeOf(docOf(question.base)) };
    case "write": {
      const tree = treeOf(docOf(question.base));
      return { text: question.format === "html" ? writeHtml(question.title, tree) : writeMarkdown(tree) };
    }
    case "make": {
      const tree = question.format === "html" ? readHtml(question.text) : readMarkdown(question.text);
      const problem = problemOf(tree);
      if (problem !== null) throw new Refusal("document_refused", { reason: problem });
      return { update: updateOf(tree) };
    }
    case "copy":
      return { update: updateOf(treeOf(docOf(question.base))) };
    case "restore":
      return { update: rewriting(docOf(question.base), treeOf(docOf(question.version))) };
  }
}
