import { branchesOf, type Step } from "@rondo/core/process";
import type { Counts, Draft } from "../draft/index.ts";

/** What drafts hold, in Rondo's own nouns. */
export function countDrafts(drafts: readonly Draft[]): Counts {
  const projects = drafts.filter((draft) => draft.kind === "project");
  const processes = drafts.filter((draft) => draft.kind === "process");
  const tasks = projects.flatMap((project) => project.tasks);
  const steps = processes.flatMap((process) => allSteps(process.definition.steps));
  const checklists = tasks.flatMap((task) => task.checklists);
  const counts = {
    projects: projects.length,
    lists: sum(projects, (project) => project.lists.length),
    tasks: tasks.length,
    labels: sum(projects, (project) => project.labels.length),
    members: sum(projects, (project) => project.members.length),
    checklists: checklists.length,
    comments: sum(tasks, (task) => task.comments.length),
    attachments: sum(tasks, (task) => task.attachments.length),
    events: sum(projects, (project) => project.history.length) + sum(tasks, (task) => task.history.length),
    processes: processes.length,
    steps: steps.length,
    roles: sum(processes, (process) => process.definition.roles.length),
    fields: sum(processes, (process) => process.definition.fields.length),
    checkItems:
      sum(checklists, (checklist) => checklist.items.length) + sum(steps, (step) => (step.kind === "task" ? step.checklist.length : 0)),
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

function allSteps(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...branchesOf(step).flatMap((branch) => allSteps(branch.steps))]);
}

function sum<T>(entries: readonly T[], count: (entry: T) => number): number {
  return entries.reduce((total, entry) => total + count(entry), 0);
}
