import { approval, days, decision, field, hours, starter, task, together } from "./write.ts";

export const digitisation = starter("digitisation", "Digitisation request", "A reader asks for a copy, and gets a link", {
  purpose: "Readers get what they asked for in a quality they can use, and no volume is harmed for it.",
  roles: { desk: "Reading room", conservator: "Conservator", imaging: "Imaging", rights: "Rights" },
  fields: [
    field("shelfmark", "Shelfmark", "text"),
    field("pages", "Pages", "text", { help: "All, or which" }),
    field("use", "What is it for?", "choice", { choices: ["private study", "teaching", "publication"] }),
    field("email", "Where to send it", "email"),
    field("condition", "Condition", "choice", { choices: ["good", "handle with care", "must not be opened"] }),
    field("licence", "Terms of use", "text"),
    field("address", "Address of the copy", "link"),
  ],
  intake: ["shelfmark", "pages", "use", "email"],
  steps: [
    task("find", "Find the volume and look at its condition", {
      role: "desk",
      within: days(2),
      shows: ["shelfmark", "pages"],
      asks: ["condition"],
    }),
    decision("fit", "Can it be scanned?", [
      [
        "must not be opened",
        'condition = "must not be opened"',
        [task("decline", "Explain to the reader, offer what there is instead", { role: "desk", within: days(1), asks: ["address?"] })],
      ],
      [
        "yes",
        null,
        [
          decision("fragile", "With care?", [
            [
              "with care",
              'condition = "handle with care"',
              [
                task("conserve", "Prepare the volume", {
                  role: "conservator",
                  within: days(5),
                  text: "Say how far it may be opened, and whether the scanner's glass may touch it.",
                }),
              ],
            ],
            ["as usual", null, []],
          ]),
          together("work", "Scan and clear the rights", [
            [
              "Scan",
              [
                task("scan", "Scan", {
                  role: "imaging",
                  within: days(3),
                  shows: ["pages"],
                  list: ["Colour target on the first image", "All pages in order", "Nothing cut off"],
                }),
                approval("quality", "Check the images", { role: "desk", within: days(1), back: "scan" }),
              ],
            ],
            [
              "Rights",
              [
                decision("publish", "For publication?", [
                  [
                    "yes",
                    'use = "publication"',
                    [task("clear", "Clear the rights", { role: "rights", within: days(5), asks: ["licence"] })],
                  ],
                  ["no", null, []],
                ]),
              ],
            ],
          ]),
          task("deliver", "Put the copy up and send the link", {
            role: "imaging",
            within: days(1),
            shows: ["email", "licence"],
            asks: ["address"],
          }),
        ],
      ],
    ]),
  ],
  deliverable: { title: "Your copy of {{shelfmark}}", message: "{{address}}", fields: ["address", "licence"] },
});

export const complaint = starter("complaint", "Customer complaint", "Answered the same day, solved, and learned from", {
  purpose:
    "Whoever complains hears from a person the same day, gets an answer that is worth something, and is not the next to find the same fault.",
  roles: { service: "Service", expert: "Expert", lead: "Service lead" },
  fields: [
    field("customer", "Customer", "text"),
    field("complaint", "What happened", "longText"),
    field("email", "E-mail", "email"),
    field("severity", "How bad is it?", "choice", { choices: ["annoying", "costly", "dangerous"] }),
    field("cause", "Cause", "longText"),
    field("offer", "What we offer", "longText"),
    field("worth", "What the offer costs us", "number"),
    field("again", "Could it happen again?", "yesNo"),
  ],
  intake: ["customer", "complaint", "email"],
  steps: [
    task("acknowledge", "Call or write back the same day", {
      role: "service",
      within: hours(4),
      shows: ["customer", "complaint", "email"],
      asks: ["severity"],
      text: "Thank them. Say what happens next and by when. Promise nothing yet.",
    }),
    decision("danger", "Is somebody in danger?", [
      [
        "yes",
        'severity = "dangerous"',
        [task("stop", "Stop what is dangerous, tell all whom it may hit", { role: "lead", within: hours(2) })],
      ],
      ["no", null, []],
    ]),
    task("investigate", "Find the cause", { role: "expert", within: days(2), shows: ["complaint"], asks: ["cause", "again"] }),
    task("propose", "Decide what to offer", { role: "service", within: days(1), shows: ["cause"], asks: ["offer", "worth"] }),
    decision("large", "More than 200?", [
      [
        "yes",
        "worth > 200",
        [approval("agree", "Agree to the offer", { role: "lead", within: days(1), shows: ["cause", "offer", "worth"], back: "propose" })],
      ],
      ["no", null, []],
    ]),
    task("answer", "Answer the customer", { role: "service", within: days(1), shows: ["offer", "email"] }),
    decision("recurs", "Could it happen again?", [
      ["yes", "again = true", [task("mend", "Mend the cause", { role: "expert", within: days(10), shows: ["cause"] })]],
      ["no", null, []],
    ]),
    task("ask", "Ask after two weeks whether all is well", { role: "service", within: days(10) }),
  ],
  deliverable: { title: "Your complaint", message: "{{offer}}", fields: ["offer"] },
});

export const incident = starter("incident", "Incident response", "Something is down: contain it, tell people, mend it, learn", {
  purpose: "Service is back soon, those who are hit hear from us before they ask, and we know afterwards why it happened.",
  roles: { commander: "Incident lead", engineer: "Engineer", speaker: "Communication" },
  fields: [
    field("symptom", "What is seen", "longText"),
    field("severity", "Severity", "choice", { choices: ["1 all are hit", "2 many are hit", "3 few are hit"] }),
    field("personal", "Are personal data concerned?", "yesNo"),
    field("timeline", "What happened when", "longText"),
    field("cause", "Cause", "longText"),
    field("actions", "What we change", "longText"),
  ],
  intake: ["symptom"],
  steps: [
    task("triage", "Judge it and call people together", {
      role: "commander",
      within: hours(1),
      shows: ["symptom"],
      asks: ["severity", "personal"],
      list: ["One person leads", "One channel for all talk", "One document with times"],
    }),
    together("respond", "Respond", [
      [
        "Mend",
        [
          task("contain", "Stop the damage", {
            role: "engineer",
            within: hours(2),
            text: "Roll back before you look for the cause. Keep logs and copies.",
          }),
          task("restore", "Bring the service back and watch it", {
            role: "engineer",
            within: hours(4),
            list: ["Back for everybody", "No errors for thirty minutes", "Workarounds written down"],
          }),
        ],
      ],
      [
        "Tell",
        [
          decision("public", "Do people outside notice?", [
            ["few", 'severity = "3 few are hit"', [task("tell-few", "Write to those who are hit", { role: "speaker", within: hours(2) })]],
            [
              "many",
              null,
              [
                task("status", "Write on the status page, every thirty minutes", {
                  role: "speaker",
                  within: hours(1),
                  list: ["What is hit", "What we do", "When we write again"],
                }),
              ],
            ],
          ]),
          decision("data", "Personal data?", [
            [
              "yes",
              "personal = true",
              [
                task("notify", "Report it to the authority and to those concerned", {
                  role: "commander",
                  within: days(3),
                  text: "The law gives 72 hours, nights and weekends included.",
                }),
              ],
            ],
            ["no", null, []],
          ]),
        ],
      ],
    ]),
    task("record", "Write down what happened", { role: "commander", within: days(2), asks: ["timeline"] }),
    task("review", "Look back together, without blame", {
      role: "commander",
      within: days(5),
      shows: ["timeline"],
      asks: ["cause", "actions"],
      text: "What did we know when? What made sense then? What would have made it shorter?",
    }),
    approval("accept", "Accept the actions, each with a person and a date", {
      role: "commander",
      within: days(2),
      shows: ["cause", "actions"],
      back: "review",
    }),
  ],
});
