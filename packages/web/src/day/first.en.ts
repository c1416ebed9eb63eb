import { defineMessages } from "../messages/index.ts";

export const firstTexts = defineMessages("first", {
  offer: "The first hour, in five steps",
  offerAbout: "It is a run like any other: what it teaches is also how it works. Retire its process when you are done with it.",
  example: "Or look at an example first",
  exampleComes: "The example is being made; that takes a while",
  begin: "Begin with the five steps",
  name: "Get to know Rondo",
  run: "Get to know Rondo: {name}",
  role: "Newcomer",
  purpose: "The first hour in five steps, each done in the place it is about.",
  taskTitle: "Give yourself a task",
  taskHow:
    "In **My day**, type at the top: *Call the binder Friday 3pm 30m*. What was understood stands below the line. Then finish this step.",
  processTitle: "Look at a process that recurs",
  processHow:
    "Under **Processes**, make one and **Begin with** one of the procedures there. Read it as a document, then as a picture: **Flow**. You are inside a run of a process right now.",
  projectTitle: "Plan something that comes once",
  projectHow:
    "Under **Projects**, make one with three tasks and say which waits for which. Its dates compute themselves: **Plan** shows them.",
  peopleTitle: "Bring somebody in",
  peopleHow:
    "Under **People**, invite a colleague. Whoever is outside can be shown a single task, or a public link: **Show to people outside…** in a task's menu.",
  noticesTitle: "Say how Rondo may reach you",
  noticesHow:
    "In the settings, choose what comes by mail at once, what waits for the digest, and when it is quiet. `?` shows the keys at any time, and **Ctrl-K** finds everything.",
});
