import { type OperationId } from "@rondo/contract";
import { type Client, digitise } from "@rondo/testkit";

/** The words that must never reach who may not see the thing they stand in. */
export const markers = { open: "MARKOPEN", closed: "MARKCLOSED", foreign: "MARKFOREIGN" } as const;

/** One of everything in a workspace, made through the API by its owner. */
export type Objects = {
  readonly w: string;
  readonly process: string;
  readonly run: string;
  readonly stepTask: string;
  readonly project: string;
  readonly task: string;
  readonly otherTask: string;
  readonly link: string;
  readonly baseline: string;
  readonly alternative: string;
  readonly handover: string;
  readonly item: string;
  readonly cadence: string;
  readonly team: string;
  readonly calendar: string;
  readonly key: string;
  readonly invitation: string;
  readonly comment: string;
  readonly attachment: string;
  readonly thrownFile: string;
  readonly trashed: string;
  readonly folder: string;
  readonly document: string;
  readonly thrownDocument: string;
  readonly documentComment: string;
  readonly member: string;
  readonly entry: string;
  readonly view: string;
  readonly field: string;
  readonly thrownField: string;
};

/** `everyone` null makes process and project their members' alone. */
export async function makeObjects(
  owner: Client,
  w: string,
  member: string,
  marker: string,
  everyone: "contributor" | null,
): Promise<Objects> {
  const definition = { ...digitise, purpose: marker };
  const process = await owner.ok("createProcess", { params: { w }, body: { name: `${marker} process`, definition, everyone } });
  await owner.ok("publish", { params: { w, p: process.id }, body: {} });
  const run = await owner.ok("startRun", { params: { w, p: process.id }, body: { title: `${marker} run`, answers: { volume: marker } } });
  const project = await owner.ok("createProject", { params: { w }, body: { name: `${marker} project`, goal: marker, everyone } });
  const add = async (title: string) =>
    (await owner.ok("addProjectTask", { params: { w, p: project.id }, body: { title: `${marker} ${title}` } })).id;
  const [task, otherTask, trashed] = [await add("task"), await add("other task"), await add("trashed")];
  await owner.ok("deleteTask", { params: { w, t: trashed } });
  const link = await owner.ok("addLink", { params: { w, p: project.id }, body: { fromId: task, toId: otherTask } });
  const baseline = await owner.ok("takeBaseline", { params: { w, p: project.id }, body: { name: `${marker} baseline` } });
  const alternative = await owner.ok("makeAlternative", { params: { w, p: project.id }, body: { name: `${marker} alternative` } });
  const comment = await owner.ok("addComment", { params: { w, t: task }, body: { text: `${marker} comment` } });
  const attach = async (name: string) =>
    (await owner.ok("attachFile", { params: { w, t: task }, bytes: Buffer.from(`${marker} ${name}`), headers: { "x-file-name": name } }))
      .id;
  const [attachment, thrownFile] = [await attach(`${marker}.txt`), await attach("thrown.txt")];
  await owner.ok("deleteAttachment", { params: { w, t: task, a: thrownFile } });
  const folder = await owner.ok("createFolder", { params: { w }, body: { name: `${marker} folder`, projectId: project.id } });
  const write = async (title: string) =>
    (
      await owner.ok("createDocument", {
        params: { w },
        body: { title: `${marker} ${title}`, projectId: project.id, folderId: folder.id, markdown: `${marker} document` },
      })
    ).id;
  const [document, thrownDocument] = [await write("document"), await write("thrown")];
  await owner.ok("nameDocumentVersion", { params: { w, d: document }, body: { name: `${marker} document` } });
  const documentComment = await owner.ok("addDocumentComment", { params: { w, d: document }, body: { text: `${marker} document` } });
  await owner.ok("deleteDocument", { params: { w, d: thrownDocument } });
  const view = await owner.ok("createView", {
    params: { w },
    body: { name: `${marker} view`, shared: everyone !== null, definition: { of: "tasks" } },
  });
  const makeField = async (name: string) =>
    (await owner.ok("createCustomField", { params: { w }, body: { name: `${marker} ${name}`, type: "text", projectId: project.id } })).id;
  const [field, thrownField] = [await makeField("field"), await makeField("thrown field")];
  await owner.ok("deleteCustomField", { params: { w, f: thrownField } });
  const entry = await owner.ok("addEntry", {
    params: { w, p: project.id },
    body: { title: `${marker} risk`, said: { kind: "risk", likelihood: 3, impact: 3 } },
  });
  const handover = await owner.ok("planHandover", {
    params: { w, p: project.id },
    body: { title: `${marker} handover`, processId: process.id, items: [`${marker} item`] },
  });
  await owner.ok("offerHandover", { params: { w, h: handover.id } });
  const cadence = await owner.ok("createCadence", {
    params: { w, p: process.id },
    body: { name: `${marker} cadence`, rule: { every: 1, unit: "day", time: "09:00" }, start: "2026-01-01", answers: { volume: "Case 4" } },
  });
  const team = await owner.ok("createTeam", { params: { w }, body: { name: `${marker} team` } });
  const calendar = await owner.ok("createCalendar", {
    params: { w },
    body: { name: `${marker} calendar`, week: Array.from({ length: 7 }, () => [{ from: 540, to: 1020 }]), exceptions: [] },
  });
  const key = await owner.ok("createKey", { params: { w }, body: { name: `${marker} key`, scopes: ["read"] } });
  const { invitation } = await owner.ok("invite", { params: { w }, body: { role: "guest" } });
  return {
    w,
    member,
    process: process.id,
    run: run.id,
    stepTask: run.at[0]?.taskId as string,
    project: project.id,
    task,
    otherTask,
    link: link.id,
    baseline: baseline.id,
    alternative: alternative.id,
    handover: handover.id,
    item: handover.items[0]?.id as string,
    cadence: cadence.id,
    team: team.id,
    calendar: calendar.id,
    key: key.key.id,
    invitation: invitation.id,
    comment: comment.id,
    attachment,
    thrownFile,
    trashed,
    folder: folder.id,
    document,
    thrownDocument,
    documentComment: documentComment.id,
    entry: entry.id,
    view: view.id,
    field,
    thrownField,
  };
}

export type Sample = {
  readonly params?: Record<string, string>;
  readonly body?: unknown;
  readonly query?: Record<string, string>;
  readonly version?: number;
  readonly bytes?: Uint8Array;
};

const nothing = "01a00000-0000-7000-8000-000000000000";
const rule = { every: 1, unit: "week", time: "10:00" };
const week = Array.from({ length: 7 }, () => [{ from: 540, to: 1020 }]);

/**
 * A well-formed request for every operation behind the door of a workspace. An operation without one fails the matrix:
 * that is how a new route is noticed. Where `o` is used, its objects are the ones that rights are asked about.
 */
export const samples: Partial<Record<OperationId, (o: Objects) => Sample>> = {
  getSample: ({ w }) => ({ params: { w } }),
  removeSample: ({ w }) => ({ params: { w } }),
  listSignInProviders: ({ w }) => ({ params: { w } }),
  addSignInProvider: ({ w }) => ({
    params: { w },
    body: { id: "login", name: "Login", issuer: "https://login.invalid", clientId: "a", clientSecret: "b" },
  }),
  testSignInProvider: ({ w }) => ({ params: { w }, body: { issuer: "https://login.invalid" } }),
  removeSignInProvider: ({ w }) => ({ params: { w, provider: "login" } }),
  getWorkspace: ({ w }) => ({ params: { w } }),
  changeWorkspace: ({ w }) => ({ params: { w }, version: 1, body: { name: "Renamed" } }),
  listMembers: ({ w }) => ({ params: { w } }),
  changeMember: ({ w, member }) => ({ params: { w, m: member }, version: 1, body: { role: "member" } }),
  removeMember: ({ w, member }) => ({ params: { w, m: member } }),
  erasePerson: ({ w }) => ({ params: { w, m: nothing }, body: { confirm: "erase" } }),
  listInvitations: ({ w }) => ({ params: { w } }),
  invite: ({ w }) => ({ params: { w }, body: { role: "guest" } }),
  withdrawInvitation: ({ w, invitation }) => ({ params: { w, i: invitation } }),
  listTeams: ({ w }) => ({ params: { w } }),
  createTeam: ({ w }) => ({ params: { w }, body: { name: "Another" } }),
  changeTeam: ({ w, team }) => ({ params: { w, team }, version: 1, body: { name: "Renamed" } }),
  deleteTeam: ({ w, team }) => ({ params: { w, team } }),
  listKeys: ({ w }) => ({ params: { w } }),
  createKey: ({ w }) => ({ params: { w }, body: { name: "Mine", scopes: ["read"] } }),
  deleteKey: ({ w, key }) => ({ params: { w, k: key } }),
  listJournal: ({ w }) => ({ params: { w } }),
  testMail: ({ w }) => ({ params: { w }, body: {} }),
  listBackups: ({ w }) => ({ params: { w } }),
  makeBackup: ({ w }) => ({ params: { w }, body: {} }),
  exportWorkspace: ({ w }) => ({ params: { w } }),
  search: ({ w }) => ({ params: { w }, query: { q: "mark" } }),
  streamEvents: ({ w }) => ({ params: { w } }),
  listCalendars: ({ w }) => ({ params: { w } }),
  listHolidays: ({ w }) => ({ params: { w }, query: { country: "DE" } }),
  createCalendar: ({ w }) => ({ params: { w }, body: { name: "Another", week, exceptions: [] } }),
  changeCalendar: ({ w, calendar }) => ({ params: { w, c: calendar }, version: 1, body: { name: "Renamed" } }),
  deleteCalendar: ({ w, calendar }) => ({ params: { w, c: calendar } }),
  listTasks: ({ w }) => ({ params: { w } }),
  createTask: ({ w }) => ({ params: { w }, body: { title: "Mine" } }),
  getTask: ({ w, task }) => ({ params: { w, t: task } }),
  changeTask: ({ w, task }) => ({ params: { w, t: task }, version: 2, body: { title: "Renamed" } }),
  deleteTask: ({ w, task }) => ({ params: { w, t: task } }),
  restoreTask: ({ w, trashed }) => ({ params: { w, t: trashed } }),
  completeTask: ({ w, task }) => ({ params: { w, t: task }, body: {} }),
  reopenTask: ({ w, task }) => ({ params: { w, t: task } }),
  listComments: ({ w, task }) => ({ params: { w, t: task } }),
  addComment: ({ w, task }) => ({ params: { w, t: task }, body: { text: "Hello" } }),
  restoreComment: ({ w, task, comment }) => ({ params: { w, t: task, c: comment } }),
  deleteComment: ({ w, task, comment }) => ({ params: { w, t: task, c: comment } }),
  editComment: ({ w, task, comment }) => ({ params: { w, t: task, c: comment }, body: { text: "Better" } }),
  listCommentRevisions: ({ w, task, comment }) => ({ params: { w, t: task, c: comment } }),
  react: ({ w, task, comment }) => ({ params: { w, t: task, c: comment, kind: "thanks" } }),
  takeBackReaction: ({ w, task, comment }) => ({ params: { w, t: task, c: comment, kind: "thanks" } }),
  listFolders: ({ w }) => ({ params: { w } }),
  createFolder: ({ w, project }) => ({ params: { w }, body: { name: "Another", projectId: project } }),
  changeFolder: ({ w, folder }) => ({ params: { w, f: folder }, version: 1, body: { name: "Renamed" } }),
  deleteFolder: ({ w, folder }) => ({ params: { w, f: folder } }),
  listDocuments: ({ w }) => ({ params: { w } }),
  createDocument: ({ w, project }) => ({ params: { w }, body: { title: "Another", projectId: project } }),
  getDocument: ({ w, document }) => ({ params: { w, d: document } }),
  changeDocument: ({ w, document }) => ({ params: { w, d: document }, version: 1, body: { title: "Renamed" } }),
  deleteDocument: ({ w, document }) => ({ params: { w, d: document } }),
  restoreDocument: ({ w, thrownDocument }) => ({ params: { w, d: thrownDocument } }),
  listDocumentShares: ({ w, document }) => ({ params: { w, d: document } }),
  shareDocument: ({ w, document, member }) => ({ params: { w, d: document, m: member }, body: { role: "viewer" } }),
  unshareDocument: ({ w, document, member }) => ({ params: { w, d: document, m: member } }),
  pullUpdates: ({ w, document }) => ({ params: { w, d: document } }),
  pushUpdate: ({ w, document }) => ({ params: { w, d: document }, body: { update: "AAA=" } }),
  tellPresence: ({ w, document }) => ({ params: { w, d: document }, body: { client: 1, cursor: null } }),
  listDocumentVersions: ({ w, document }) => ({ params: { w, d: document } }),
  getDocumentVersion: ({ w, document }) => ({ params: { w, d: document, seq: "1" } }),
  nameDocumentVersion: ({ w, document }) => ({ params: { w, d: document }, body: { name: "Mine" } }),
  restoreDocumentVersion: ({ w, document }) => ({ params: { w, d: document, seq: "1" } }),
  exportDocument: ({ w, document }) => ({ params: { w, d: document } }),
  listDocumentComments: ({ w, document }) => ({ params: { w, d: document } }),
  addDocumentComment: ({ w, document }) => ({ params: { w, d: document }, body: { text: "Hm" } }),
  editDocumentComment: ({ w, document, documentComment }) => ({ params: { w, d: document, c: documentComment }, body: { text: "Better" } }),
  deleteDocumentComment: ({ w, document, documentComment }) => ({ params: { w, d: document, c: documentComment } }),
  resolveDocumentComment: ({ w, document, documentComment }) => ({ params: { w, d: document, c: documentComment } }),
  reopenDocumentComment: ({ w, document, documentComment }) => ({ params: { w, d: document, c: documentComment } }),
  listAttachments: ({ w, task }) => ({ params: { w, t: task } }),
  attachFile: ({ w, task }) => ({ params: { w, t: task }, bytes: Buffer.from("text") }),
  getAttachment: ({ w, task, attachment }) => ({ params: { w, t: task, a: attachment } }),
  deleteAttachment: ({ w, task, attachment }) => ({ params: { w, t: task, a: attachment } }),
  restoreAttachment: ({ w, task, thrownFile }) => ({ params: { w, t: task, a: thrownFile } }),
  getTaskTime: ({ w, task }) => ({ params: { w, t: task } }),
  addTimeEntry: ({ w, task }) => ({ params: { w, t: task }, body: { minutes: 30 } }),
  deleteTimeEntry: ({ w, task }) => ({ params: { w, t: task, e: nothing } }),
  restoreDocumentComment: ({ w, document, documentComment }) => ({ params: { w, d: document, c: documentComment } }),
  restoreTimeEntry: ({ w, task }) => ({ params: { w, t: task, e: nothing } }),
  startTimer: ({ w, task }) => ({ params: { w, t: task } }),
  stopTimer: ({ w, task }) => ({ params: { w, t: task } }),
  followTask: ({ w, task }) => ({ params: { w, t: task } }),
  unfollowTask: ({ w, task }) => ({ params: { w, t: task } }),
  listRows: ({ w }) => ({ params: { w }, query: { where: "title contains mark" } }),
  changeRows: ({ w, task }) => ({ params: { w }, body: { changes: [{ kind: "task", id: task, set: { title: "Renamed" } }] } }),
  listViews: ({ w }) => ({ params: { w } }),
  createView: ({ w }) => ({ params: { w }, body: { name: "Mine", definition: { of: "tasks" } } }),
  getView: ({ w, view }) => ({ params: { w, v: view } }),
  changeView: ({ w, view }) => ({ params: { w, v: view }, version: 1, body: { name: "Renamed" } }),
  deleteView: ({ w, view }) => ({ params: { w, v: view } }),
  pinView: ({ w, view }) => ({ params: { w, v: view } }),
  unpinView: ({ w, view }) => ({ params: { w, v: view } }),
  listCustomFields: ({ w }) => ({ params: { w } }),
  createCustomField: ({ w, project }) => ({ params: { w }, body: { name: "Shelf mark", type: "text", projectId: project } }),
  changeCustomField: ({ w, field }) => ({ params: { w, f: field }, version: 1, body: { name: "Renamed" } }),
  deleteCustomField: ({ w, field }) => ({ params: { w, f: field } }),
  restoreCustomField: ({ w, thrownField }) => ({ params: { w, f: thrownField } }),
  listTrash: ({ w }) => ({ params: { w } }),
  listTaskEvents: ({ w, task }) => ({ params: { w, t: task } }),
  getMyDay: ({ w }) => ({ params: { w } }),
  getMyWeek: ({ w }) => ({ params: { w } }),
  getInbox: ({ w }) => ({ params: { w } }),
  readNotice: ({ w }) => ({ params: { w, n: nothing } }),
  readAllNotices: ({ w }) => ({ params: { w } }),
  getNoticeSettings: ({ w }) => ({ params: { w } }),
  changeNoticeSettings: ({ w }) => ({
    params: { w },
    body: { choice: { kinds: {}, digest: { every: "never", hour: 8, weekday: 1 }, quiet: null, zone: "UTC" } },
  }),
  testChat: ({ w }) => ({ params: { w }, body: {} }),
  mute: ({ w, project }) => ({ params: { w, kind: "project", id: project } }),
  unmute: ({ w }) => ({ params: { w, kind: "project", id: nothing } }),
  addPushBrowser: ({ w }) => ({
    params: { w },
    body: { endpoint: "https://push.invalid/1", keys: { p256dh: "a", auth: "b" }, name: "Browser" },
  }),
  removePushBrowser: ({ w }) => ({ params: { w, b: nothing } }),
  listProcesses: ({ w }) => ({ params: { w } }),
  createProcess: ({ w }) => ({ params: { w }, body: { name: "Another" } }),
  getProcess: ({ w, process }) => ({ params: { w, p: process } }),
  changeProcess: ({ w, process }) => ({ params: { w, p: process }, version: 3, body: { name: "Renamed" } }),
  retireProcess: ({ w, process }) => ({ params: { w, p: process } }),
  unretireProcess: ({ w, process }) => ({ params: { w, p: process } }),
  listProcessShares: ({ w, process }) => ({ params: { w, p: process } }),
  shareProcess: ({ w, process, member }) => ({ params: { w, p: process, m: member }, body: { role: "viewer" } }),
  unshareProcess: ({ w, process, member }) => ({ params: { w, p: process, m: member } }),
  getDraft: ({ w, process }) => ({ params: { w, p: process } }),
  saveDraft: ({ w, process }) => ({ params: { w, p: process }, version: 1, body: { definition: digitise } }),
  publish: ({ w, process }) => ({ params: { w, p: process }, body: {} }),
  submitDraft: ({ w, process }) => ({ params: { w, p: process }, body: {} }),
  listSubmissions: ({ w, process }) => ({ params: { w, p: process } }),
  getSubmission: ({ w, process }) => ({ params: { w, p: process, s: nothing } }),
  decideSubmission: ({ w, process }) => ({ params: { w, p: process, s: nothing }, body: { verdict: "approve" } }),
  withdrawSubmission: ({ w, process }) => ({ params: { w, p: process, s: nothing } }),
  readRuleTables: ({ w }) => ({
    params: { w },
    body: { text: '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="Loans" namespace="x"/>' },
  }),
  exportDmn: ({ w, process }) => ({ params: { w, p: process, step: "none" } }),
  listPlacements: ({ w, process }) => ({ params: { w, p: process } }),
  updatePlacements: ({ w, process }) => ({ params: { w, p: process }, body: { processes: [] } }),
  confirmProcess: ({ w, process }) => ({ params: { w, p: process }, body: {} }),
  listConfirmations: ({ w, process }) => ({ params: { w, p: process } }),
  promotePilot: ({ w, process }) => ({ params: { w, p: process, pilot: nothing } }),
  withdrawPilot: ({ w, process }) => ({ params: { w, p: process, pilot: nothing } }),
  listRevisions: ({ w, process }) => ({ params: { w, p: process } }),
  getMeasures: ({ w, process }) => ({ params: { w, p: process } }),
  putHypothesis: ({ w, process }) => ({ params: { w, p: process, number: "1" }, body: { measure: "leadTime", aim: "less" } }),
  deleteHypothesis: ({ w, process }) => ({ params: { w, p: process, number: "1" } }),
  getProcessLog: ({ w, process }) => ({ params: { w, p: process } }),
  getRunConformance: ({ w, run }) => ({ params: { w, r: run } }),
  rateRun: ({ w, run }) => ({ params: { w, r: run }, body: { score: 5 } }),
  getRunRating: ({ w, run }) => ({ params: { w, r: run } }),
  exportLogs: ({ w }) => ({ params: { w }, query: { format: "ocel" } }),
  exportLog: ({ w, process }) => ({ params: { w, p: process } }),
  exportBpmn: ({ w, process }) => ({ params: { w, p: process } }),
  getRevision: ({ w, process }) => ({ params: { w, p: process, number: "1" } }),
  openIntake: ({ w, process }) => ({ params: { w, p: process }, body: { title: "Ask" } }),
  closeIntake: ({ w, process }) => ({ params: { w, p: process } }),
  listCadences: ({ w, process }) => ({ params: { w, p: process } }),
  listOccurrences: ({ w }) => ({ params: { w }, query: { from: "2026-01-01", to: "2026-01-31" } }),
  previewCadence: ({ w, process }) => ({
    params: { w, p: process },
    body: { name: "x", rule, start: "2026-01-01", answers: { volume: "Case 4" } },
  }),
  repeatTask: ({ w, member }) => ({
    params: { w },
    body: {
      title: "Water the plants",
      doer: "Doer",
      ownerId: member,
      rule: { every: 1, unit: "week", time: "09:00" },
      start: "2026-06-01",
    },
  }),
  createCadence: ({ w, process }) => ({
    params: { w, p: process },
    body: { name: "x", rule, start: "2026-01-01", answers: { volume: "Case 4" } },
  }),
  changeCadence: ({ w, process, cadence }) => ({ params: { w, p: process, c: cadence }, version: 1, body: { paused: true } }),
  listPastOccurrences: ({ w, process, cadence }) => ({ params: { w, p: process, c: cadence } }),
  startOccurrence: ({ w, process, cadence }) => ({ params: { w, p: process, c: cadence }, body: { at: "2026-01-01T08:00:00.000Z" } }),
  deleteCadence: ({ w, process, cadence }) => ({ params: { w, p: process, c: cadence } }),
  startRun: ({ w, process }) => ({ params: { w, p: process }, body: {} }),
  listRuns: ({ w, process }) => ({ params: { w, p: process } }),
  getRun: ({ w, run }) => ({ params: { w, r: run } }),
  previewMoves: ({ w, process }) => ({ params: { w, p: process }, body: { to: 1 } }),
  getFlowTimes: ({ w, process }) => ({ params: { w, p: process } }),
  simulateProcess: ({ w, process }) => ({ params: { w, p: process }, body: {} }),
  listConversions: ({ w, project }) => ({ params: { w }, query: { of: project } }),
  previewConversion: ({ w, project, process }) => ({ params: { w, p: project }, query: { process } }),
  convertProject: ({ w, project, process }) => ({ params: { w, p: project }, body: { processId: process, steps: {} } }),
  convertRun: ({ w, run }) => ({ params: { w, r: run }, body: {} }),
  undoConversion: ({ w }) => ({ params: { w, c: nothing } }),
  makeProcedure: ({ w, project }) => ({ params: { w, p: project }, body: {} }),
  makePlan: ({ w, process }) => ({ params: { w, p: process }, body: { name: "Once" } }),
  moveRuns: ({ w, process, run }) => ({ params: { w, p: process }, body: { to: 1, runs: [{ id: run }] } }),
  listMoves: ({ w, process }) => ({ params: { w, p: process } }),
  undoMove: ({ w, process }) => ({ params: { w, p: process, m: nothing } }),
  listRunEvents: ({ w, run }) => ({ params: { w, r: run } }),
  decide: ({ w, stepTask }) => ({ params: { w, t: stepTask }, body: { verdict: "approve" } }),
  askBack: ({ w, stepTask }) => ({ params: { w, t: stepTask }, body: { text: "Why?", to: "requester" } }),
  answerQuestion: ({ w, run }) => ({ params: { w, r: run, q: nothing }, body: { text: "So." } }),
  skipStep: ({ w, stepTask }) => ({ params: { w, t: stepTask }, body: { reason: "Not needed" } }),
  reassignStep: ({ w, stepTask, member }) => ({ params: { w, t: stepTask }, body: { personId: member } }),
  getMyLeave: ({ w }) => ({ params: { w } }),
  changeMyLeave: ({ w }) => ({ params: { w }, body: { leave: [], standInId: null } }),
  getMyHours: ({ w }) => ({ params: { w } }),
  changeMyHours: ({ w }) => ({ params: { w }, body: { hours: null } }),
  getRunFile: ({ w, run }) => ({ params: { w, r: run, a: nothing } }),
  checkItem: ({ w, stepTask }) => ({ params: { w, t: stepTask, item: "c1" } }),
  uncheckItem: ({ w, stepTask }) => ({ params: { w, t: stepTask, item: "c1" } }),
  sendOutsiderLink: ({ w, stepTask }) => ({ params: { w, t: stepTask }, body: {} }),
  fillRole: ({ w, run, member }) => ({ params: { w, r: run, role: "desk" }, body: { personId: member } }),
  holdRun: ({ w, run }) => ({ params: { w, r: run }, body: { reason: "The reader is away" } }),
  releaseRun: ({ w, run }) => ({ params: { w, r: run } }),
  holdStep: ({ w, stepTask }) => ({ params: { w, t: stepTask }, body: { reason: "The reader is away" } }),
  releaseStep: ({ w, stepTask }) => ({ params: { w, t: stepTask } }),
  skipWait: ({ w, run }) => ({ params: { w, r: run, id: nothing }, body: { reason: "Not needed" } }),
  addStep: ({ w, run }) => ({ params: { w, r: run }, body: { title: "Mend the spine", reason: "It is loose" } }),
  jumpStep: ({ w, run, stepTask }) => ({ params: { w, r: run }, body: { from: stepTask, to: "fetch", reason: "Again" } }),
  addItem: ({ w, run }) => ({ params: { w, r: run }, body: { stepId: "fetch", item: "one" } }),
  sendMessage: ({ w }) => ({ params: { w }, body: { name: "parcel" } }),
  cancelRun: ({ w, run }) => ({ params: { w, r: run }, body: { reason: "Over" } }),
  retryIncident: ({ w, run }) => ({ params: { w, r: run }, body: { stepId: "fetch" } }),
  listProjects: ({ w }) => ({ params: { w } }),
  createProject: ({ w }) => ({ params: { w }, body: { name: "Another" } }),
  getProject: ({ w, project }) => ({ params: { w, p: project } }),
  changeProject: ({ w, project }) => ({ params: { w, p: project }, version: 999, body: { name: "Renamed" } }),
  completeProject: ({ w, project }) => ({ params: { w, p: project }, body: { withOpenTasks: true } }),
  reopenProject: ({ w, project }) => ({ params: { w, p: project } }),
  listProjectShares: ({ w, project }) => ({ params: { w, p: project } }),
  shareProject: ({ w, project, member }) => ({ params: { w, p: project, m: member }, body: { role: "viewer" } }),
  unshareProject: ({ w, project, member }) => ({ params: { w, p: project, m: member } }),
  exportPlan: ({ w, project }) => ({ params: { w, p: project, format: "mspdi" } }),
  getPlanColumns: ({ w, project }) => ({ params: { w, p: project } }),
  getPlan: ({ w, project }) => ({ params: { w, p: project } }),
  addProjectTask: ({ w, project }) => ({ params: { w, p: project }, body: { title: "Another" } }),
  getCapacity: ({ w }) => ({ params: { w } }),
  changeCapacity: ({ w, member }) => ({ params: { w, m: member }, body: { reservedPercent: 20, leave: [] } }),
  proposeLevelling: ({ w, project }) => ({ params: { w, p: project }, body: { seconds: 1 } }),
  getLevelling: ({ w, project }) => ({ params: { w, p: project, l: nothing } }),
  cancelLevelling: ({ w, project }) => ({ params: { w, p: project, l: nothing } }),
  acceptLevelling: ({ w, project }) => ({ params: { w, p: project, l: nothing }, body: {} }),
  revertLevelling: ({ w, project }) => ({ params: { w, p: project, l: nothing } }),
  makeForecast: ({ w, project }) => ({ params: { w, p: project }, body: {} }),
  restoreSchedule: ({ w, project, task }) => ({
    params: { w, p: project },
    body: { taskIds: [task], starts: ["2026-03-02T09:00"], finishes: ["2026-03-02T17:00"] },
  }),
  putFilling: ({ w, project, member }) => ({ params: { w, p: project }, body: { role: "archivist", to: member } }),
  addLink: ({ w, project, task, otherTask }) => ({ params: { w, p: project }, body: { fromId: task, toId: otherTask } }),
  changeLink: ({ w, project, link }) => ({ params: { w, p: project, l: link }, version: 1, body: { lagMinutes: 60 } }),
  listBaselines: ({ w, project }) => ({ params: { w, p: project } }),
  takeBaseline: ({ w, project }) => ({ params: { w, p: project }, body: { name: "As agreed" } }),
  getBaseline: ({ w, project, baseline }) => ({ params: { w, p: project, b: baseline } }),
  restoreBaseline: ({ w, project, baseline }) => ({ params: { w, p: project, b: baseline } }),
  removeBaseline: ({ w, project, baseline }) => ({ params: { w, p: project, b: baseline } }),
  listAlternatives: ({ w, project }) => ({ params: { w, p: project } }),
  makeAlternative: ({ w, project }) => ({ params: { w, p: project }, body: { name: "With two more people" } }),
  getAlternative: ({ w, project, alternative }) => ({ params: { w, p: project, a: alternative } }),
  changeAlternative: ({ w, project, alternative }) => ({
    params: { w, p: project, a: alternative },
    version: 999,
    body: { name: "Other" },
  }),
  adoptAlternative: ({ w, project, alternative }) => ({ params: { w, p: project, a: alternative } }),
  revertAlternative: ({ w, project, alternative }) => ({ params: { w, p: project, a: alternative } }),
  removeAlternative: ({ w, project, alternative }) => ({ params: { w, p: project, a: alternative } }),
  removeLink: ({ w, project, link }) => ({ params: { w, p: project, l: link } }),
  listTemplates: ({ w }) => ({ params: { w } }),
  saveTemplate: ({ w, project }) => ({ params: { w, p: project }, body: { name: "Another" } }),
  removeTemplate: ({ w }) => ({ params: { w, t: nothing } }),
  placeTemplate: ({ w }) => ({ params: { w, t: nothing } }),
  useTemplate: ({ w }) => ({ params: { w, t: nothing }, body: { name: "Another" } }),
  getTaskRuns: ({ w, task }) => ({ params: { w, t: task } }),
  startTaskRuns: ({ w, task }) => ({ params: { w, t: task } }),
  listRegister: ({ w, project }) => ({ params: { w, p: project } }),
  addEntry: ({ w, project }) => ({
    params: { w, p: project },
    body: { title: "The lift fails", said: { kind: "risk", likelihood: 2, impact: 4 } },
  }),
  changeEntry: ({ w, project, entry }) => ({ params: { w, p: project, e: entry }, version: 999, body: { title: "Renamed" } }),
  restoreEntry: ({ w, project }) => ({ params: { w, p: project, e: nothing } }),
  removeEntry: ({ w, project }) => ({ params: { w, p: project, e: nothing } }),
  settleEntry: ({ w, project, entry }) => ({ params: { w, p: project, e: entry }, body: { outcome: "passed" } }),
  unsettleEntry: ({ w, project, entry }) => ({ params: { w, p: project, e: entry } }),
  writeReport: ({ w, project }) => ({ params: { w, p: project }, body: {} }),
  getControl: ({ w, project }) => ({ params: { w, p: project } }),
  putBudget: ({ w, project }) => ({ params: { w, p: project }, version: 999, body: { currency: "EUR" } }),
  listPortfolio: ({ w }) => ({ params: { w } }),
  listInterfaces: ({ w }) => ({ params: { w } }),
  listHandovers: ({ w }) => ({ params: { w } }),
  planHandover: ({ w, project, process }) => ({
    params: { w, p: project },
    body: { title: "Another", processId: process, items: ["One"] },
  }),
  getHandover: ({ w, handover }) => ({ params: { w, h: handover } }),
  offerHandover: ({ w, handover }) => ({ params: { w, h: handover } }),
  acceptItem: ({ w, handover, item }) => ({ params: { w, h: handover, i: item } }),
  unacceptItem: ({ w, handover, item }) => ({ params: { w, h: handover, i: item } }),
  acceptHandover: ({ w, handover }) => ({ params: { w, h: handover } }),
  returnHandover: ({ w, handover }) => ({ params: { w, h: handover }, body: { reason: "Not complete" } }),
  importFile: ({ w }) => ({ params: { w } }),
  lookAtTable: ({ w }) => ({ params: { w } }),
  chooseColumns: ({ w }) => ({ params: { w }, body: { header: ["MARK"], columns: { title: 0 } } }),
  listImports: ({ w }) => ({ params: { w } }),
  getImport: ({ w }) => ({ params: { w, i: nothing } }),
  matchPerson: ({ w }) => ({ params: { w, i: nothing, n: "1" }, body: { personId: null } }),
  getProjectAdvice: ({ w, project }) => ({ params: { w, p: project } }),
  putProjectAdvice: ({ w, project }) => ({ params: { w, p: project }, body: { answers: { again: "no" } } }),
  getProcessAdvice: ({ w, process }) => ({ params: { w, p: process } }),
  putProcessAdvice: ({ w, process }) => ({ params: { w, p: process }, body: { answers: { again: "yes" } } }),
  adoptLikeness: ({ w, project }) => ({ params: { w, p: project }, body: {} }),
  dismissLikeness: ({ w, project }) => ({ params: { w, p: project } }),
  getJudgement: ({ w }) => ({ params: { w } }),
  putJudgement: ({ w }) => ({ params: { w }, body: { advice: {}, audit: {} } }),
  getPrecedents: ({ w }) => ({ params: { w }, query: { name: "MARK project" } }),
  listAudits: ({ w }) => ({ params: { w } }),
  makeAudit: ({ w }) => ({ params: { w }, body: { name: "Another" } }),
  getAudit: ({ w }) => ({ params: { w, a: nothing } }),
  changeAudit: ({ w }) => ({ params: { w, a: nothing }, version: 1, body: { shared: true } }),
  deleteAudit: ({ w }) => ({ params: { w, a: nothing } }),
  addAuditFile: ({ w }) => ({ params: { w, a: nothing } }),
  compareAudit: ({ w }) => ({ params: { w, a: nothing } }),
  stopAudit: ({ w }) => ({ params: { w, a: nothing } }),
  getAuditLog: ({ w }) => ({ params: { w, a: nothing, n: "1" } }),
  adoptLog: ({ w }) => ({ params: { w, a: nothing, n: "1" }, body: {} }),
  adoptFamily: ({ w }) => ({ params: { w, a: nothing, f: "f1" }, body: {} }),
  getOutside: ({ w, project }) => ({ params: { w, kind: "project", id: project } }),
  previewOutside: ({ w, process }) => ({ params: { w, kind: "process", id: process } }),
  makePublicLink: ({ w, document }) => ({ params: { w, kind: "document", id: document }, body: {} }),
  revokePublicLink: ({ w, task }) => ({ params: { w, kind: "task", id: task, l: nothing } }),
  shareRun: ({ w, run, member }) => ({ params: { w, r: run, m: member }, body: { role: "viewer" } }),
  unshareRun: ({ w, run, member }) => ({ params: { w, r: run, m: member } }),
  shareTask: ({ w, task, member }) => ({ params: { w, t: task, m: member }, body: { role: "viewer" } }),
  unshareTask: ({ w, task, member }) => ({ params: { w, t: task, m: member } }),
  listRelations: ({ w, task }) => ({ params: { w, t: task } }),
  relate: ({ w, task, otherTask }) => ({ params: { w, t: task, kind: "blocks", o: otherTask } }),
  unrelate: ({ w, task, otherTask }) => ({ params: { w, t: task, kind: "blocks", o: otherTask } }),
  listAppearances: ({ w, task }) => ({ params: { w, t: task } }),
  addAppearance: ({ w, task, project }) => ({ params: { w, t: task, p: project } }),
  removeAppearance: ({ w, task, project }) => ({ params: { w, t: task, p: project } }),
  listAttachmentVersions: ({ w, task, attachment }) => ({ params: { w, t: task, a: attachment } }),
  putMySkills: ({ w }) => ({ params: { w }, body: { skills: ["Latin"] } }),
  adoptContainer: ({ w }) => ({ params: { w, a: nothing, n: "1" } }),
};

/** Which foreign object takes the place of each id in a path, to ask for it under one's own workspace. */
export function transplanted(sample: Sample, own: Objects, foreign: Objects): Sample[] {
  return Object.entries(sample.params ?? {}).flatMap(([name, value]) => {
    const kind = (Object.keys(own) as (keyof Objects)[]).find((key) => own[key] === value);
    return name === "w" || kind === undefined ? [] : [{ ...sample, params: { ...sample.params, [name]: foreign[kind] } }];
  });
}
