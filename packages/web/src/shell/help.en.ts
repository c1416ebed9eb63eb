import { defineMessages } from "../messages/index.ts";

/** What each screen is for and how it is used: a first line, then a line for each thing worth knowing. Shown beside the screen by `?`. */
export const helpTexts = defineMessages("help", {
  title: "Help",
  keysOf: "Keys",
  more: "Ctrl-K (⌘K on a Mac) lists everything one can do here, also what has no key. Every key works wherever you are not typing.",
  other:
    "You are in a workspace. The places at the side lead to what you do now, to what is decided by you, and to all work.\nSearch finds everything you may see.",
  myDay:
    "What should you do now? Steps of runs, tasks of projects and your own stand in one list, the most urgent first, each with the reason for its place.\nFinish a task by its circle. A step that asks for something unfolds where it stands; an approval is decided in the list.\nThe clock at the end of a row puts a task off or sets its date; s puts it off until tomorrow.\nType a task at the top: a day, a time, @person, #project and 30m are understood.",
  myWeek:
    "What will you do when? Each day says what is left of your hours, after leave and what processes usually ask of you.\nPut a task on a day by its menu, by the keys 1 to 7, or by dragging; 0 takes it off again. A task waits for its day and then comes to My day.\nWork that is longer than a day goes on over the next ones. A day that is asked for too much says by how much.\nFit into the week gives each task that is on no day the first day with room before it is due.",
  inbox:
    "Who needs your decision, and who spoke to you? What you must act on stands apart from what is only for your information.\nApprove, reject, ask back and answer without leaving the list. Each notice says why you got it, and can be muted there.\nWhat else may reach you, by mail, browser or chat, and when it is quiet, is said in Settings, Notices.",
  new: "Process, project or just a task? A few plain questions tell, with what was done here before as evidence.\nEvery answer moves the verdict, and the verdict says why. You may decide otherwise; the advice is kept with what you make.",
  tasks:
    "All tasks, runs or projects that you may see, in the order and form you like.\nThe filter is a sentence: owner is me and due before Friday. It is also in the address, so a link shows the same.\nAs a table it is worked in like a sheet; as a board a card is carried with m and the arrow keys; as a timeline and calendar it stands on its days.\nChoose several with x and change them together: one notice, one undo. Save view keeps all of it, for you or for everybody.",
  task: "One task with all that belongs to it: notes, dates, files, time, relations, and what was said.\nDrop files anywhere on it, or paste a picture into a comment. @name tells somebody; what is marked in a comment can be quoted. Whoever follows it hears of changes.",
  processes:
    "Everything that is done again and again, with how it is going: who owns it, what is open, when it is to be looked at again.\nBegin a new one from a written procedure, from one of the starters, or empty.",
  procedure:
    "How is it done? A document with a step per line. Enter makes the next step, Alt and 1 to 4 turn it into a task, an approval, a decision or branches.\nOpen a step to say who does it, what is asked, by when, and what happens if it is late. Everything is saved as you type.\nFindings tell what is to mend. Publishing makes a revision that never changes; open runs stay on theirs until you move them.",
  flow: "The same procedure as a picture, with how many runs stand at each step now. Click a step to open it.\nWhatever the picture shows, the document says too: edit either.",
  trial:
    "Play the draft before anybody has to work it: fill in its forms, approve or reject, let an action fail, let time pass.\nIt is played by what runs are played by, in this page alone. Nothing is kept, nobody is told, and no mail or call goes out.",
  processRuns:
    "Every time this procedure is performed, as a board by step or as a list.\nOpen a run to see where it is, who has it and what is known so far.",
  measures:
    "How long do runs take, where do they wait, and how many are on time? Middle values with the spread, out of the runs themselves.\nWorking hours count, not nights. A figure that rests on too little says so.",
  improve:
    "What is done otherwise than written down, where work waits or comes back, and what could be changed.\nWhat many do becomes a proposal for the draft. Two revisions are compared with the runs of each.",
  happened: "What really happened, as a picture drawn from the runs. Filter by time, by path or by answers.",
  revisions: "Each published form of the procedure, what differs, and which runs were moved. A move can be taken back for seven days.",
  usedIn: "Where this block stands. A new revision of it changes nothing by itself: you choose which drafts to update.",
  processSettings:
    "Who does what, when it starts and who may see it: roles and who stands for them, the form for people outside, cadences, rights, approval and review.",
  run: "What is to be done now, who has it, and what is known? The open step shows its instructions and its fields only.\nAbove stands where the run is; below, what was said, the files and the history with the revision.\nWho may change the process can skip a step with a reason, put it on hold, give it to somebody else, or cancel the run.",
  projects:
    "Everything that comes once, with its end in sight: progress, next milestone, finish.\nA new one can begin from a template, with its roles filled once.",
  overview:
    "Will it be done, and what is in the way? The goal, the end condition, the finish, the next milestones, what is critical and what is late.",
  list: "The tasks as a tree. Enter makes the next one; Ctrl-] puts it inside the one above, Ctrl-[ takes it out.",
  plan: "The tasks on a time scale. Dates compute themselves from links, durations and the calendar; Why here explains one.\nDrag a bar, or use the keys; what else would move is shown before. Waits for takes the numbers of tasks: 2, or 2+1d for a day between.\nA baseline freezes the dates and shows the slip since.",
  board: "The same tasks as cards in columns of your own. Carry a card with m and the arrow keys.",
  calendar: "A month of the project’s tasks by day, with what is not worked.",
  projectDocuments: "What is written in this project. Open a document in two browsers and write together.",
  outlook:
    "When will it be finished with 50, 80 and 95% certainty? And which moves would ask nobody for more than there is? Nothing moves before you accept it, and it can be taken back.",
  control: "How the project does and why: budget, earned value, risks, decisions, scope, gates, stakeholders, reports, lessons.",
  handovers: "What this project hands over to processes and teams, with a list the receiver checks, and when it is offered.",
  handover:
    "The receiver checks line by line, then accepts, which starts a run where it goes to a process, or returns it with a reason. To a team: whoever is in it decides, and admins.",
  portfolio: "All projects side by side, with their health and the reasons for it.",
  documents:
    "Everything written, in folders. Two people can write in one document at once, also without a connection: it is put together later.",
  document:
    "Write together. Typing / inserts: headings, tables, check lists whose entries become tasks, live tasks, plans and charts.\nMark a passage to comment on it. Versions brings back how it was.",
  people: "Who is here, with which role, teams and skills, and who may still come.",
  load: "What processes and projects ask of people in each week, against the time that their hours, leave and the reserve leave them. Click a bar to see what it is made of.",
  import:
    "Drop a file: a procedure in text or Markdown, a board, a table, a plan. You are told what was read, what is here now, and what was not carried and why.",
  importReport: "Both sides of the count: what the file held and what is here now. What came short is explained below.",
  audit:
    "What do you really have? Drop any exports: work that recurs is told from what comes once, alike work is put together, and what to fix first is ranked. Nothing is made of it until you adopt it.",
  interfaces: "Where projects meet processes and teams: how often something is handed over, how long it waits, and how much comes back.",
  search: "Everything you may see, tolerant of typos. Operators narrow it: kind:run owner:me due:'<'friday in:move.",
  settings:
    "What is yours, and what is the workspace’s. Your profile, notices and security are your own to change; the rest is for admins and owners.",
  profile:
    "Your name, language and zone, the hours you work on each weekday, the days you are away and who stands in for you, and what you are good at.",
  notices: "What reaches you where: in the app, by mail at once, in a digest, in the browser or in a chat, and when it is quiet.",
  trash: "What was deleted, for as long as it is kept. Restore puts it back where it was.",
});
