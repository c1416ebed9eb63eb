import { type Finding, words } from "@rondo/core/kernel";
import { blankProject, blankTask } from "../draft/blank.ts";
import { namesDone } from "../draft/done.ts";
import type { FieldDraft, FieldValueDraft, ListDraft, MemberDraft, ProjectDraft, Reading, TaskDraft } from "../draft/index.ts";
import { tooLarge } from "../draft/refuse.ts";
import { boardNotes, readLine } from "../draft/told.ts";
import { child, childrenOf, readXml, textOf, type XmlElement } from "../xml/index.ts";

export function looksLikeJiraXml(head: string): boolean {
  return /<rss\b/i.test(head) && /jira/i.test(head);
}

const limit = 50_000;

/** Jira's export of a search as XML: each project of it with its issues by status, sub-tasks inside their parents. */
export function readJiraXml(bytes: Uint8Array): Reading {
  const items: XmlElement[] = [];
  readXml(bytes, {
    collect: (path) => path === "rss/channel/item",
    element(element) {
      if (items.length >= limit) throw tooLarge(`${limit} issues in one file`);
      items.push(element);
    },
  });
  const drafts = [...Map.groupBy(items, (item) => child(item, "project")?.attributes["key"] ?? "")].map(([key, own]) => project(key, own));
  const tasks = drafts.flatMap((draft) => draft.tasks);
  const inFile = (container: string, entry: string): number =>
    items.reduce((sum, item) => sum + childrenOf(child(item, container) ?? item, entry).length, 0);
  const links = items.reduce((sum, item) => sum + deep(child(item, "issuelinks"), "issuelink"), 0);
  const counts = {
    read: {
      projects: drafts.length,
      issues: items.length,
      comments: inFile("comments", "comment"),
      attachments: inFile("attachments", "attachment"),
      labels: new Set(tasks.flatMap((task) => task.labels)).size,
      members: new Set(drafts.flatMap((draft) => draft.members.map((member) => member.sourceId))).size,
      issueLinks: links,
    },
    carried: {
      projects: drafts.length,
      issues: tasks.length,
      comments: tasks.reduce((sum, task) => sum + task.comments.length, 0),
      attachments: tasks.reduce((sum, task) => sum + task.attachments.length, 0),
      labels: new Set(tasks.flatMap((task) => task.labels)).size,
      members: new Set(drafts.flatMap((draft) => draft.members.map((member) => member.sourceId))).size,
      issueLinks: 0,
    },
  };
  const lost: Finding[] =
    links === 0
      ? []
      : [
          {
            code: "not_carried",
            severity: "warning",
            ...words`${links} links between issues are not carried.`,
            subject: "issueLinks",
            params: { count: links },
          },
        ];
  return { format: "jira", drafts, counts, findings: [readLine(counts), ...lost, ...boardNotes(drafts)] };
}

function project(key: string, items: readonly XmlElement[]): ProjectDraft {
  const lists = new Map<string, ListDraft>();
  const members = new Map<string, MemberDraft>();
  const labels = new Set<string>();
  const fields = new Map<string, FieldDraft>();
  const keys = new Set(items.map((item) => textOf(item, "key")));
  const taken = new Set<string>();
  const tasks = items.map((item, position): TaskDraft => {
    const status = textOf(item, "status");
    const category = child(item, "statusCategory")?.attributes["key"];
    const done = category === undefined ? namesDone(status) : category === "done";
    if (status !== "" && !lists.has(status))
      lists.set(status, { sourceId: status, name: status, position: lists.size, archived: false, done });
    const assignee = child(item, "assignee");
    const id = person(assignee);
    if (id !== null && assignee !== undefined) members.set(id, { sourceId: id, name: assignee.text, username: id, email: null });
    const own = childrenOf(child(item, "labels") ?? item, "label").map((label) => label.text);
    for (const label of own) labels.add(label);
    const values: FieldValueDraft[] = [];
    const put = (name: string, value: string): void => {
      if (value === "") return;
      if (!fields.has(name)) fields.set(name, { sourceId: name, name, kind: "text", choices: [] });
      values.push({ field: name, value });
    };
    put("Type", textOf(item, "type"));
    put("Priority", textOf(item, "priority"));
    put("Reporter", person(child(item, "reporter")) === null ? "" : textOf(item, "reporter"));
    const custom = new Map(
      childrenOf(child(item, "customfields") ?? item, "customfield").map((field) => [
        textOf(field, "customfieldname"),
        childrenOf(child(field, "customfieldvalues") ?? field, "customfieldvalue")
          .map((value) => value.text)
          .filter((value) => value !== "")
          .join(", "),
      ]),
    );
    for (const [name, value] of custom) if (name !== "" && name !== "Rank" && name !== "Start date") put(name, value);
    const resolved = instant(textOf(item, "resolved"));
    const key = textOf(item, "key");
    const sourceId = key === "" || taken.has(key) ? `item${position + 1}` : key;
    taken.add(sourceId);
    const parent = textOf(item, "parent");
    return blankTask({
      sourceId,
      title: textOf(item, "summary") || textOf(item, "title") || "Issue without a name",
      position,
      notes: plain(textOf(item, "description")),
      url: textOf(item, "link") || null,
      list: status === "" ? null : status,
      parent: parent !== "" && parent !== sourceId && keys.has(parent) ? parent : null,
      labels: own,
      members: id === null ? [] : [id],
      start: day(custom.get("Start date") ?? ""),
      due: day(textOf(item, "due")),
      createdAt: instant(textOf(item, "created")),
      completed: done,
      completedAt: done ? resolved : null,
      fields: values,
      comments: childrenOf(child(item, "comments") ?? item, "comment").map((comment, at) => ({
        sourceId: comment.attributes["id"] ?? `${sourceId}c${at}`,
        author: comment.attributes["author"] ?? null,
        at: instant(comment.attributes["created"] ?? ""),
        text: plain(comment.text),
      })),
      attachments: childrenOf(child(item, "attachments") ?? item, "attachment").map((file, at) => ({
        sourceId: file.attributes["id"] ?? `${sourceId}f${at}`,
        name: file.attributes["name"] ?? "attachment",
        url: null,
      })),
    });
  });
  const name = child(items[0] as XmlElement, "project")?.text ?? "";
  return blankProject({
    sourceId: key || "jira",
    name: name || key || "Jira",
    lists: [...lists.values()],
    labels: [...labels].map((label) => ({ sourceId: label, name: label, colour: null })),
    members: [...members.values()],
    fields: [...fields.values()],
    tasks,
  });
}

/** Nobody is written as the account -1. */
function person(element: XmlElement | undefined): string | null {
  const id = element?.attributes["accountid"] ?? element?.attributes["username"] ?? element?.text ?? "";
  return id === "" || id === "-1" ? null : id;
}

/** "Fri, 24 Sep 2021 14:22:15 -0700". */
function instant(text: string): string | null {
  const at = text === "" ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** The day as it is written: at midnight of its own zone it is another one elsewhere. */
function day(text: string): string | null {
  const written = /\b(\d{1,2} [A-Z][a-z]{2} \d{4})\b/.exec(text)?.[1];
  return instant(written === undefined ? text : `${written} 00:00:00 +0000`)?.slice(0, 10) ?? null;
}

/** Descriptions are HTML; their words are kept. */
function plain(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/li|\/h\d)\s*\/?>/gi, "\n")
    .replace(/<[^>]{0,2000}>/g, "")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function deep(element: XmlElement | undefined, name: string): number {
  if (element === undefined) return 0;
  return element.children.reduce((sum, inner) => sum + (inner.name === name ? 1 : 0) + deep(inner, name), 0);
}
