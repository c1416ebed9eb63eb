import type { AnswerOf, Planning, operations } from "@rondo/contract";
import { type PlannedWork, planOf, procedureOf } from "@rondo/core/conversion";
import { spreadRanks, words } from "@rondo/core/kernel";
import { saidOfStaff, staffOf, withoutGone } from "@rondo/core/plan";
import { mustMayIn } from "../../access/index.ts";
import type { Tx } from "../../database/index.ts";
import { type WorkspaceCall, refuse, workOf as workOn } from "../../http/index.ts";
import { insertLinks, lockPlan, recompute } from "../../plans/index.ts";
import { draftOf, findProcess, makeProcess } from "../../processes/index.ts";
import { everyoneFrom, makeProject } from "../../projects/index.ts";
import { graphOf } from "../../runs/index.ts";
import { type NewTask, insertTasks, membersAmong } from "../../tasks/index.ts";
import type { Conversion } from "../present.ts";
import { type KeptLink, type KeptPlan, type WorkRow, insertConversion, keptPlanOf, linksIn, workOf } from "../store.ts";
import { projectEvent, shown, tell } from "./record.ts";

/** The procedure of a project's plan, as a draft process. */
export async function makeProcedure(call: WorkspaceCall<typeof operations.makeProcedure>): Promise<Conversion> {
  const { tx, actor, params, body } = call;
  await mustMayIn(tx, actor, "project", params.p, "project.read");
  const head = await lockPlan(tx, params.p);
  if (head === undefined) refuse("project_not_found");
  const { tasks, kept } = procedureParts(await workOf(tx, { projectId: params.p }), await linksIn(tx, params.p));
  const { definition, steps } = procedureOf(head.name, tasks);
  const processId = await makeProcess(workOn(call), {
    name: body.name ?? head.name,
    ownerId: actor.personId,
    definition,
    everyone: await everyoneFrom(tx, [params.p]),
  });
  const id = call.newId();
  await insertConversion(tx, {
    id,
    was: "project",
    became: "process",
    projectId: params.p,
    runId: null,
    processId,
    kept: kept(steps),
    by: actor.personId,
  });
  await call.append(await projectEvent(tx, params.p, "project.converted", { name: head.name, processId }));
  return shown(call, id);
}

/** A project whose plan is what the process says, or the plan that the process was made of where it still says the same. */
export async function makePlan(call: WorkspaceCall<typeof operations.makePlan>): Promise<AnswerOf<typeof operations.makePlan>> {
  const { tx, actor, params, body } = call;
  const work = workOn(call);
  await mustMayIn(tx, actor, "process", params.p, "process.read");
  const process = await findProcess(tx, actor.personId, params.p);
  if (process === undefined) refuse("process_not_found");
  const definition =
    process.published === null ? await draftOf(tx, params.p) : (await graphOf(work, params.p, process.published)).definition;
  const projectId = await makeProject(work, {
    name: body.name,
    goal: "",
    endCondition: definition.deliverable?.title.includes("{{") === false ? definition.deliverable.title : "",
    ownerId: actor.personId,
    everyone: process.everyone,
  });
  const plan = planOf(definition);
  const before = await keptPlanOf(tx, params.p);
  const gone = await goneFrom(tx, before);
  const findings: AnswerOf<typeof operations.makePlan>["findings"] = [];
  const ids = new Map(plan.tasks.map(({ step }) => [step, work.newId()]));
  const ranks = spreadRanks(plan.tasks.length);
  const tasks = plan.tasks.flatMap(({ step, parent, title, notes, role, workingMinutes, points }, at): NewTask[] => {
    const id = ids.get(step) as string;
    const was = before?.steps[step];
    const same = was !== undefined && was.title === title;
    const open = same ? placesLeft(was.planning, gone, role) : null;
    if (open !== null && open.left > 0)
      findings.push({
        code: "assignee_left",
        severity: "warning",
        subject: id,
        params: { title, left: open.left },
        ...words`Who had “${title}” has left; its places that are open: ${open.left}.`,
      });
    return [
      {
        task_id: id,
        project_id: projectId,
        title,
        notes,
        created_by: actor.personId,
        parent_id: parent === null ? null : (ids.get(parent) ?? null),
        position: ranks[at] as string,
        working_minutes: same && (was.minutes === 0 || workingMinutes === 0) ? was.minutes : workingMinutes,
        ...(same && { priority: was.priority, milestone: was.milestone }),
        ...(open !== null && { planning: open.planning }),
      },
      ...points.map((point, index): NewTask => ({
        task_id: work.newId(),
        project_id: projectId,
        title: point,
        created_by: actor.personId,
        parent_id: id,
        position: spreadRanks(points.length)[index] as string,
      })),
    ];
  });
  await insertTasks(tx, tasks);
  await tell(
    work,
    tasks.map(({ task_id, title }) => ({ task_id, title, version: 1 })),
    "task.created",
    { projectId },
  );
  const kept = before?.links.filter(({ from, to }) => ids.has(from) && ids.has(to)) ?? [];
  // Steps that were no task then follow as the procedure says.
  const known = new Set(Object.keys(before?.steps ?? {}));
  const links = [
    ...kept,
    ...plan.links
      .filter(({ from, to }) => !known.has(from) || !known.has(to))
      .map((link) => ({ ...link, type: "FS" as const, lag_minutes: 0, lag_kind: "working" as const })),
  ];
  await insertLinks(
    tx,
    projectId,
    links.map(({ from, to, type, lag_minutes, lag_kind }) => ({
      link_id: work.newId(),
      from_id: ids.get(from) as string,
      to_id: ids.get(to) as string,
      type,
      lag_minutes,
      lag_kind,
    })),
  );
  const id = call.newId();
  await insertConversion(tx, {
    id,
    was: "process",
    became: "project",
    projectId,
    runId: null,
    processId: params.p,
    kept: {},
    by: actor.personId,
  });
  await call.append(await projectEvent(tx, projectId, "project.converted", { name: body.name, processId: params.p }));
  const head = await lockPlan(tx, projectId);
  if (head !== undefined) await recompute(tx, head);
  return { ...(await shown(call, id)), findings };
}

/** Who stood on the tasks of a plan and has left since. */
async function goneFrom(tx: Tx, plan: KeptPlan | undefined): Promise<ReadonlySet<string>> {
  const people = new Set(
    Object.values(plan?.steps ?? {}).flatMap(({ planning }) => (planning.assignments ?? []).map((one) => one.personId)),
  );
  const here = new Set(people.size === 0 ? [] : (await membersAmong(tx, [...people])).map((member) => member.person_id));
  return new Set([...people].filter((id) => !here.has(id)));
}

/** What a task that is done anew says of itself without those, and how many of them were on it. */
function placesLeft(
  { started: _, remainingMinutes: __, levelled: ___, ...planning }: Planning,
  gone: ReadonlySet<string>,
  role: string | null,
): { readonly planning: Planning; readonly left: number } {
  const staff = staffOf(null, planning);
  const left = staff.assignments.filter((one) => gone.has(one.personId)).length;
  return { planning: left === 0 ? planning : saidOfStaff(planning, withoutGone(staff, gone, role)), left };
}

/** Tasks as the core takes them, and, once it has said which step each is, what of them its definition has no place for. */
function procedureParts(
  rows: readonly WorkRow[],
  links: readonly KeptLink[],
): { tasks: PlannedWork[]; kept(steps: ReadonlyMap<string, string>): KeptPlan } {
  const linked = new Set(links.flatMap(({ from_id, to_id }) => [from_id, to_id]));
  const tasks = rows.map((row): PlannedWork => ({
    id: row.task_id,
    parent: row.parent_id,
    title: row.title,
    notes: row.notes,
    role: row.owner_name,
    workingMinutes: row.working_minutes,
    milestone: row.milestone,
    start: row.start,
    linked: linked.has(row.task_id),
  }));
  return {
    tasks,
    kept: (steps) => {
      const [byTask, byId] = [new Map([...steps].map(([step, task]) => [task, step])), new Map(rows.map((row) => [row.task_id, row]))];
      return {
        steps: Object.fromEntries(
          [...steps].flatMap(([step, task]) => {
            const row = byId.get(task);
            return row === undefined
              ? []
              : [
                  [
                    step,
                    {
                      priority: row.priority,
                      milestone: row.milestone,
                      minutes: row.working_minutes,
                      planning: row.planning,
                      ownerId: row.owner_id,
                      title: row.title,
                      notes: row.notes,
                    },
                  ],
                ];
          }),
        ),
        links: links.flatMap(({ from_id, to_id, type, lag_minutes, lag_kind }) => {
          const [from, to] = [byTask.get(from_id), byTask.get(to_id)];
          return from === undefined || to === undefined ? [] : [{ from, to, type, lag_minutes, lag_kind }];
        }),
      };
    },
  };
}
