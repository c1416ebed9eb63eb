import type { ProjectDraft, TaskDraft } from "./project.ts";

/** A project of a source that says no more than this: readers add what it does say. */
export function blankProject(own: Pick<ProjectDraft, "sourceId" | "name"> & Partial<ProjectDraft>): ProjectDraft {
  return {
    kind: "project",
    description: "",
    url: null,
    archived: false,
    lists: [],
    labels: [],
    members: [],
    fields: [],
    tasks: [],
    history: [],
    ...own,
  };
}

export function blankTask(own: Pick<TaskDraft, "sourceId" | "title" | "position"> & Partial<TaskDraft>): TaskDraft {
  return {
    notes: "",
    url: null,
    list: null,
    parent: null,
    labels: [],
    members: [],
    start: null,
    due: null,
    createdAt: null,
    completed: false,
    completedAt: null,
    archived: false,
    fields: [],
    checklists: [],
    comments: [],
    attachments: [],
    history: [],
    ...own,
  };
}
