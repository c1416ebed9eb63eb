import { approval, days, decision, field, hours, starter, task, together } from "./write.ts";

export const content = starter("content", "Content production", "From an idea to something published and measured", {
  purpose: "What we publish is wanted by somebody, true, well written, and looked at again after a month.",
  roles: { editor: "Editor", author: "Author", designer: "Designer", expert: "Subject expert" },
  fields: [
    field("topic", "Topic", "text"),
    field("reader", "For whom, and what will they do with it?", "longText"),
    field("publish_on", "Publish on", "date"),
    field("draft", "Address of the draft", "link"),
    field("pictures", "Pictures needed?", "yesNo"),
    field("published", "Address where it is published", "link"),
    field("effect", "What it brought", "longText"),
  ],
  intake: ["topic", "reader", "publish_on"],
  steps: [
    task("brief", "Write the brief", {
      role: "editor",
      within: days(2),
      shows: ["topic", "reader"],
      asks: ["pictures"],
      list: ["One sentence that says it all", "Sources", "Length"],
    }),
    task("write", "Write", { role: "author", within: days(5), asks: ["draft"] }),
    approval("facts", "Check the facts", { role: "expert", within: days(2), shows: ["draft"], back: "write" }),
    together("finish", "Finish", [
      [
        "Text",
        [
          task("edit", "Edit", {
            role: "editor",
            within: days(2),
            shows: ["draft"],
            list: ["Title says what it is", "Plain words", "Links work"],
          }),
        ],
      ],
      [
        "Pictures",
        [
          decision("need", "Pictures needed?", [
            [
              "yes",
              "pictures = true",
              [
                task("design", "Make or choose pictures", {
                  role: "designer",
                  within: days(3),
                  list: ["Rights are clear", "Texts for those who do not see them"],
                }),
              ],
            ],
            ["no", null, []],
          ]),
        ],
      ],
    ]),
    approval("release", "Release", { role: "editor", within: days(1), shows: ["draft"], back: "write" }),
    task("publish", "Publish and tell people", { role: "editor", within: days(1), shows: ["publish_on"], asks: ["published"] }),
    task("measure", "See after a month what it brought", { role: "editor", within: days(20), shows: ["published"], asks: ["effect"] }),
  ],
});

export const release = starter("release", "Release checklist", "Nothing goes out untested, and everything can go back", {
  purpose: "A release holds what its notes say, was seen working by somebody who did not write it, and can be taken back in minutes.",
  roles: { lead: "Release lead", developer: "Developer", tester: "Tester", support: "Support" },
  fields: [
    field("version", "Version", "text"),
    field("notes", "What is new, what is different", "longText"),
    field("migration", "Does it change stored data?", "yesNo"),
    field("passed", "Did all checks pass?", "yesNo"),
    field("findings", "What was found", "longText"),
    field("healthy", "Healthy after an hour?", "yesNo"),
  ],
  intake: ["version"],
  steps: [
    task("freeze", "Cut the release", {
      role: "lead",
      within: hours(4),
      shows: ["version"],
      asks: ["notes", "migration"],
      list: ["Branch or tag made", "Version numbers set", "Open faults looked at"],
    }),
    together("check", "Check", [
      [
        "Tests",
        [
          task("test", "Test on a copy of the real thing", {
            role: "tester",
            within: days(2),
            shows: ["notes"],
            asks: ["passed", "findings?"],
          }),
        ],
      ],
      [
        "Data",
        [
          decision("data", "Stored data change?", [
            [
              "yes",
              "migration = true",
              [
                task("rehearse", "Rehearse the change and the way back on a copy", {
                  role: "developer",
                  within: days(1),
                  list: ["Time it takes", "Backup made and read back", "Way back tried"],
                }),
              ],
            ],
            ["no", null, []],
          ]),
        ],
      ],
      ["People", [task("prepare-support", "Prepare support and the manual", { role: "support", within: days(1), shows: ["notes"] })]],
    ]),
    approval("go", "Go or no go", { role: "lead", within: hours(4), shows: ["passed", "findings", "migration"], back: "freeze" }),
    task("deploy", "Roll it out", { role: "developer", within: hours(4), list: ["A few first", "Then all", "Somebody watches"] }),
    task("watch", "Watch for an hour", {
      role: "developer",
      within: hours(2),
      asks: ["healthy"],
      list: ["Errors", "Speed", "What people write"],
    }),
    decision("well", "Healthy?", [
      ["no", "healthy = false", [task("roll-back", "Take it back and say so", { role: "lead", within: hours(1) })]],
      ["yes", null, [task("tell", "Publish the notes", { role: "support", within: hours(4), shows: ["notes"] })]],
    ]),
  ],
  deliverable: { title: "Release {{version}}", message: "{{notes}}", fields: ["notes"] },
});

export const documentReview = starter("document-review", "Document review", "Two people look, one decides, the old version goes", {
  purpose: "What we tell others in writing is right, can be understood, and there is one valid version of it.",
  roles: { author: "Author", expert: "Reviewer for content", language: "Reviewer for language", owner: "Document owner" },
  fields: [
    field("title", "Document", "text"),
    field("address", "Where the draft is", "link"),
    field("kind", "What kind is it?", "choice", { choices: ["policy", "manual", "contract", "other"] }),
    field("remarks", "Remarks on the content", "longText"),
    field("language_remarks", "Remarks on the language", "longText"),
    field("next_review", "Look at it again on", "date"),
  ],
  intake: ["title", "address", "kind"],
  steps: [
    task("prepare", "Say what is new and what to look at", {
      role: "author",
      within: days(2),
      shows: ["title", "address"],
      list: ["Changes are marked", "Open questions are listed"],
    }),
    together("look", "Review", [
      ["Content", [task("content", "Review the content", { role: "expert", within: days(5), shows: ["address"], asks: ["remarks"] })]],
      [
        "Language",
        [task("words", "Review the language", { role: "language", within: days(5), shows: ["address"], asks: ["language_remarks"] })],
      ],
    ]),
    task("revise", "Work the remarks in", {
      role: "author",
      within: days(5),
      shows: ["remarks", "language_remarks"],
      text: "Answer every remark: taken, or why not.",
    }),
    decision("law", "A contract or policy?", [
      [
        "yes",
        'kind in ("contract", "policy")',
        [approval("legal", "Approve as binding", { role: "owner", within: days(3), shows: ["address"], back: "revise" })],
      ],
      ["no", null, [approval("approve", "Approve", { role: "owner", within: days(3), shows: ["address"], back: "revise" })]],
    ]),
    task("publish", "Publish, withdraw the old version, tell those concerned", { role: "author", within: days(1), asks: ["next_review"] }),
  ],
});

export const event = starter("event", "Plan an event", "From the idea to the thank-you", {
  purpose: "The evening works for guests and for those who make it, within its budget, and the next one is easier.",
  roles: { host: "Host", organiser: "Organiser", technician: "Technician", publicity: "Publicity" },
  fields: [
    field("title", "Event", "text"),
    field("date", "Date", "date"),
    field("guests", "Guests expected", "number"),
    field("budget", "Budget", "number"),
    field("room", "Room", "text"),
    field("stream", "Streamed too?", "yesNo"),
    field("came", "How many came", "number"),
    field("lessons", "What to do differently", "longText"),
  ],
  intake: ["title", "date", "guests", "budget"],
  steps: [
    task("concept", "Write the plan on one page", {
      role: "organiser",
      within: days(5),
      shows: ["title", "date", "guests"],
      asks: ["room", "stream", "budget"],
      list: ["Goal", "Programme with times", "Who does what", "What if it rains"],
    }),
    approval("agree", "Agree to plan and budget", { role: "host", within: days(3), shows: ["budget", "room"], back: "concept" }),
    together("prepare", "Prepare", [
      [
        "Place",
        [
          task("room-book", "Book room and catering", { role: "organiser", within: days(3), shows: ["room", "guests"] }),
          decision("many", "More than 100 guests?", [
            [
              "yes",
              "guests > 100",
              [task("safety", "See to safety: exits, first aid, permission", { role: "organiser", within: days(10) })],
            ],
            ["no", null, []],
          ]),
        ],
      ],
      [
        "Technology",
        [
          task("sound", "Plan sound, light and screen", { role: "technician", within: days(10) }),
          decision("online", "Streamed?", [
            [
              "yes",
              "stream = true",
              [
                task("rehearse", "Rehearse the stream", {
                  role: "technician",
                  within: days(10),
                  list: ["Picture and sound at the other end", "Consent of those seen", "A second line"],
                }),
              ],
            ],
            ["no", null, []],
          ]),
        ],
      ],
      [
        "Guests",
        [
          task("invite", "Invite", { role: "publicity", within: days(5), shows: ["date", "room"] }),
          task("remind", "Remind, and count who comes", { role: "publicity", within: days(15) }),
        ],
      ],
    ]),
    task("day", "Hold it", {
      role: "organiser",
      within: days(1),
      asks: ["came"],
      list: ["Doors, signs, cloakroom", "Sound checked", "Welcome", "Room left as found"],
    }),
    task("thank", "Thank speakers, helpers and guests", { role: "host", within: days(3) }),
    task("look-back", "Look back", { role: "organiser", within: days(5), shows: ["came", "budget"], asks: ["lessons"] }),
  ],
});
