import { approval, days, decision, field, hours, starter, task, together } from "./write.ts";

export const onboarding = starter("onboarding", "Onboard a colleague", "From the signed contract to the talk after thirty days", {
  purpose: "A new colleague can work from the first day, knows the people and the rules, and is asked after a month how it went.",
  roles: { manager: "Manager", people: "People team", it: "IT", buddy: "Buddy" },
  fields: [
    field("colleague", "New colleague", "text"),
    field("position", "Position", "text"),
    field("first_day", "First day", "date"),
    field("place", "Works", "choice", { choices: ["on site", "from home", "both"] }),
    field("equipment", "Equipment needed beside the usual", "longText", {
      help: "A second screen, a left-handed mouse, software with a licence",
    }),
    field("account", "Name of the account", "text"),
    field("impressions", "What went well, what should be different", "longText"),
  ],
  intake: ["colleague", "position", "first_day", "place"],
  steps: [
    task("welcome", "Send the welcome message", {
      role: "people",
      within: days(2),
      shows: ["colleague", "first_day"],
      text: "Where to come, when, whom to ask for, what to bring. Name the buddy.",
      list: ["Contract is signed and filed", "Payroll has the data", "Welcome message is sent"],
    }),
    task("needs", "Say what they will need", {
      role: "manager",
      within: days(2),
      asks: ["equipment?"],
      list: ["Plan of the first week", "A first task that can be finished in it", "A buddy who agrees"],
    }),
    together("prepare", "Prepare the first day", [
      [
        "Access",
        [
          task("accounts", "Set up accounts", {
            role: "it",
            within: days(3),
            shows: ["colleague", "position"],
            asks: ["account"],
            list: ["Mail and calendar", "Groups of the team", "Second factor explained"],
          }),
        ],
      ],
      [
        "Equipment",
        [
          task("hardware", "Prepare the equipment", { role: "it", within: days(3), shows: ["equipment"] }),
          decision("where", "Where will they work?", [
            ["from home", 'place = "from home"', [task("send-equipment", "Send the equipment home", { role: "it", within: days(2) })]],
            [
              "on site",
              null,
              [
                task("desk", "Prepare the desk", {
                  role: "people",
                  within: days(1),
                  list: ["Desk and chair", "Key or badge", "Name on the door"],
                }),
              ],
            ],
          ]),
        ],
      ],
    ]),
    task("first-day", "Welcome on the first day", {
      role: "buddy",
      within: days(1),
      shows: ["colleague"],
      list: ["A walk round, names and faces", "Lunch together", "How we work: documents, meetings, holidays", "Safety: exits, first aid"],
    }),
    task("first-week", "Talk at the end of the first week", {
      role: "manager",
      within: days(5),
      text: "What is clear, what is not, what is missing? Mend what can be mended at once.",
    }),
    task("thirty-days", "Talk after thirty days", { role: "manager", within: days(20), asks: ["impressions"] }),
    task("learn", "Change this procedure where it fell short", { role: "people", within: days(5), shows: ["impressions"] }),
  ],
});

export const offboarding = starter(
  "offboarding",
  "Say goodbye to a colleague",
  "Knowledge handed on, access ended on the day, things returned",
  {
    purpose: "Whoever leaves does so on good terms; nothing is lost, and no access outlives the last day.",
    roles: { manager: "Manager", people: "People team", it: "IT", leaver: "Whoever leaves" },
    fields: [
      field("colleague", "Who leaves", "text"),
      field("last_day", "Last day", "date"),
      field("sudden", "Must access end today?", "yesNo"),
      field("successor", "Who takes the work on", "text"),
      field("returned", "What was returned", "longText"),
      field("feedback", "What we heard in the last talk", "longText"),
    ],
    intake: ["colleague", "last_day", "sudden"],
    steps: [
      decision("urgent", "Must access end today?", [
        [
          "yes",
          "sudden = true",
          [
            task("lock-now", "End all access now", {
              role: "it",
              within: hours(1),
              shows: ["colleague"],
              list: ["Sessions ended", "Accounts locked, not deleted", "Badge blocked", "Shared passwords changed"],
            }),
          ],
        ],
        ["no", null, []],
      ]),
      task("announce", "Tell the team and those outside who need to know", { role: "manager", within: days(2), asks: ["successor?"] }),
      together("hand-on", "Hand on and settle", [
        [
          "Knowledge",
          [
            task("inventory", "List open work, contacts and where things are", { role: "leaver", within: days(5) }),
            task("handover-talk", "Go through the list with the successor", { role: "leaver", within: days(5), shows: ["successor"] }),
          ],
        ],
        [
          "Papers",
          [
            task("papers", "Settle contract, holidays and the reference", {
              role: "people",
              within: days(10),
              list: ["Remaining holidays", "Last pay", "Reference written", "Pension and insurance told"],
            }),
          ],
        ],
      ]),
      task("talk", "Have the last talk", {
        role: "people",
        within: days(3),
        asks: ["feedback?"],
        text: "What should we have known earlier? What should the successor know?",
      }),
      task("return", "Take back what belongs to us", {
        role: "it",
        within: days(1),
        asks: ["returned"],
        list: ["Computer and phone", "Keys and badge", "Company card"],
      }),
      task("end-access", "End access at the end of the last day", {
        role: "it",
        within: hours(4),
        shows: ["last_day"],
        list: ["Accounts locked", "Mail answers with the successor's address", "Files moved to the team", "Licences freed"],
      }),
      approval("checked", "Confirm that no access is left", { role: "manager", within: days(1), back: "end-access" }),
    ],
  },
);

export const travel = starter("travel", "Travel request", "Asked, approved, booked, settled", {
  purpose: "Trips are approved before they cost anything, booked by those who book well, and settled within two weeks of coming back.",
  roles: { traveller: "Traveller", manager: "Manager", office: "Office", accounts: "Accounts" },
  fields: [
    field("traveller_name", "Who travels", "text"),
    field("goal", "Where to and what for", "longText"),
    field("leaves", "Leaves on", "date"),
    field("returns", "Is back on", "date"),
    field("estimate", "Estimated cost", "number"),
    field("abroad", "Abroad?", "yesNo"),
    field("booking", "What was booked", "longText"),
    field("cost", "Actual cost", "number"),
  ],
  intake: ["traveller_name", "goal", "leaves", "returns", "estimate", "abroad"],
  steps: [
    task("plan", "Complete the request", {
      role: "traveller",
      within: days(1),
      shows: ["goal"],
      asks: ["estimate"],
      text: "Could it be a call? If not: train before plane where it takes less than six hours.",
    }),
    approval("approve", "Approve the trip", {
      role: "manager",
      within: days(2),
      shows: ["goal", "estimate", "leaves", "returns"],
      back: "plan",
    }),
    decision("far", "Abroad?", [
      [
        "yes",
        "abroad = true",
        [
          task("papers", "See to visa, insurance and health advice", {
            role: "office",
            within: days(5),
            list: ["Passport valid for six months more", "Visa", "Insurance", "Somebody knows where they are"],
          }),
        ],
      ],
      ["no", null, []],
    ]),
    task("book", "Book travel and bed", { role: "office", within: days(2), asks: ["booking"] }),
    task("settle", "Hand in receipts", { role: "traveller", within: days(10), shows: ["booking"], asks: ["cost"] }),
    decision("over", "Much more than planned?", [
      [
        "yes",
        "cost > estimate * 1.1",
        [approval("explain", "Accept the difference", { role: "manager", within: days(2), shows: ["cost", "estimate"], back: "settle" })],
      ],
      ["no", null, []],
    ]),
    task("pay", "Pay back", { role: "accounts", within: days(5), shows: ["cost"] }),
  ],
  deliverable: { title: "Your trip is settled", message: "Paid back: {{cost}}.", fields: ["cost"] },
});
