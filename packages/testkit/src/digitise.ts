import type { Definition } from "@rondo/core/process";

const step = (id: string, title: string) => ({ id, title, instructions: "" });

/** Digitise a volume on request, in small: a check, a fragile branch, a parallel pair, an approval, a deliverable. */
export const digitise: Definition = {
  purpose: "A reader asks for a volume; they get a link to the scans.",
  roles: [
    { key: "desk", name: "Front desk" },
    { key: "scanner", name: "Digitisation" },
    { key: "lead", name: "Lead" },
  ],
  fields: [
    { key: "volume", label: "Which volume?", kind: "text" },
    { key: "fragile", label: "Is it fragile?", kind: "yesNo" },
    { key: "pages", label: "Pages", kind: "number" },
    { key: "scans", label: "Link to the scans", kind: "link" },
  ],
  intake: ["volume"],
  steps: [
    {
      ...step("fetch", "Fetch the volume"),
      kind: "task",
      role: "desk",
      due: { from: "activation", workingMinutes: 480 },
      fields: [
        { key: "volume", mode: "shown" },
        { key: "fragile", mode: "required" },
      ],
      checklist: [{ id: "c1", title: "Check the shelf mark" }],
    },
    {
      ...step("how", "Fragile?"),
      kind: "decision",
      branches: [
        {
          id: "yes",
          label: "Yes",
          when: "fragile = true",
          steps: [{ ...step("conserve", "Ask the conservator"), kind: "task", role: "lead", due: null, fields: [], checklist: [] }],
        },
        { id: "no", label: "No", when: null, steps: [] },
      ],
    },
    {
      ...step("both", "Scan and describe"),
      kind: "parallel",
      branches: [
        {
          id: "a",
          label: "Scan",
          steps: [
            {
              ...step("scan", "Scan the pages"),
              kind: "task",
              role: "scanner",
              due: null,
              fields: [
                { key: "pages", mode: "required" },
                { key: "scans", mode: "required" },
              ],
              checklist: [],
            },
          ],
        },
        {
          id: "b",
          label: "Describe",
          steps: [
            {
              ...step("describe", "Write the record"),
              kind: "task",
              role: "desk",
              due: null,
              fields: [{ key: "volume", mode: "shown" }],
              checklist: [],
            },
          ],
        },
      ],
    },
    {
      ...step("check", "Check the scans"),
      kind: "approval",
      role: "lead",
      due: null,
      fields: [{ key: "scans", mode: "shown" }],
      returnTo: "scan",
    },
  ],
  deliverable: { title: "Your scans", message: "The volume is ready to read.", fields: ["scans"] },
};
