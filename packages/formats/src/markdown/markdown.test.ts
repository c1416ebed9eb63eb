import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import type { Definition, TaskStep } from "@rondo/core/process";
import type { ListItem } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toString as words } from "mdast-util-to-string";
import { readMarkdown } from "./index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(
  text: string,
  fileName = "open-the-reading-room.md",
): { title: string; definition: Definition; steps: TaskStep[]; codes: string[] } {
  const reading = readMarkdown(bytes(text), fileName);
  const draft = reading.drafts[0];
  if (draft?.kind !== "process") throw new Error("no process");
  return {
    title: draft.title,
    definition: draft.definition,
    steps: draft.definition.steps.filter((step) => step.kind === "task"),
    codes: reading.findings.map((finding) => finding.code),
  };
}

test("numbered entries become steps, what is inside them the checklist, the text before them the purpose", () => {
  const { title, definition, steps } = read(
    "# Open the reading room\n\nEvery morning.\n\n1. Unlock the doors.\n   - Main door\n   - [Lift](https://lindgren.example/lift)\n2. Start the [catalogue](https://lindgren.example/opac) terminals\n",
  );
  expect(title).toBe("Open the reading room");
  expect(definition.purpose).toBe("Every morning.");
  expect(steps.map((step) => [step.title, step.checklist.map((item) => item.title)])).toEqual([
    ["Unlock the doors", ["Main door", "Lift"]],
    ["Start the catalogue terminals", []],
  ]);
  expect(steps[0]?.instructions).toContain("[Lift](https://lindgren.example/lift)");
  expect(steps[1]?.instructions).toBe("Start the [catalogue](https://lindgren.example/opac) terminals");
});

test.each([
  ["Handing in a loan\n\nSchritt 1: Formular ausfüllen\nSchritt 2: Der Leitung vorlegen\nSchritt 3: Buch abholen\n", "loan.txt"],
  [
    "# Handing in a loan\n\n**Schritt 1:** Formular ausfüllen\n\n**Schritt 2: Der Leitung vorlegen**\n\nÉtape 3 – Buch abholen\n",
    "loan.md",
  ],
  [
    "# Handing in a loan\n\n## Schritt 1: Formular ausfüllen\n\n## Schritt 2: Der Leitung vorlegen\n\n## Schritt 3: Buch abholen\n",
    "loan.md",
  ],
])("steps that are numbered in words are steps, in other languages too: %j", (text, name) => {
  expect(read(text, name).steps.map(({ title }) => title)).toEqual(["Formular ausfüllen", "Der Leitung vorlegen", "Buch abholen"]);
});

test("a sentence that begins with a step's number is no list", () => {
  expect(read("# Loans\n\nStep 2: see the other page.\n\n1. Ask\n2. Lend\n").steps.map(({ title }) => title)).toEqual(["Ask", "Lend"]);
});

test("a line that is the title whole is not said again under it; one that says more, or leads to what follows, is", () => {
  const { steps } = read("# Lend\n\n1. Check the card.\n2. Read [the rules](https://lindgren.example/rules).\n3. Say:\n\n   Good day\n");
  expect(steps.map(({ title, instructions }) => [title, instructions])).toEqual([
    ["Check the card", ""],
    ["Read the rules", "Read [the rules](https://lindgren.example/rules)."],
    ["Say", "Say:\n\nGood day"],
  ]);
});

test("a section of bullets is one step with a checklist, a section of text one step with instructions", () => {
  const { steps } = read(
    "# Close the month\n\n## Count the till\n\nUse the safe.\n\n- Notes\n- Coins\n\n## 2. Send the sheet\n\nTo Samir.\n",
  );
  expect(steps.map((step) => [step.title, step.instructions, step.checklist.length])).toEqual([
    ["Count the till", "Use the safe.", 2],
    ["Send the sheet", "To Samir.", 0],
  ]);
});

test("a section that says there is nothing to do is no step, and its words stay", () => {
  const { steps, definition, codes } = read(
    "---\ndescription: What follows a flood\n---\n# After the flood\n\n## Steps for Conservator\n\n1. Dry the volumes\n\n## Steps for Deputy\n\nThere are no additional steps after the flood. However, the conservator may ask for help.\n\n## Steps for Scribe\n\nNone.\n\n## Lights\n\nNothing to do with the lights may be touched.\n\n## Doors\n\nNone of the doors may stay open.\n",
  );
  expect(steps.map((step) => step.title)).toEqual(["Dry the volumes", "Lights", "Doors"]);
  expect(definition.purpose).toBe(
    "What follows a flood\n\n## Steps for Deputy\n\nThere are no additional steps after the flood. However, the conservator may ask for help.\n\n## Steps for Scribe\n\nNone.",
  );
  expect(codes).toContain("sections_nothing_to_do");
});

test("a heading's number is no part of what its step or the steps under it say", () => {
  const { steps } = read("# Lend\n\n## 1. [Pack](https://lindgren.example/pack) it\n\nIn a box.\n\n## Step 2: Send it\n\n1. Call a cart\n");
  expect(steps.map(({ title, instructions }) => [title, instructions])).toEqual([
    ["Pack it", "**[Pack](https://lindgren.example/pack) it**\n\nIn a box."],
    ["Call a cart", "*Send it*"],
  ]);
});

test("check boxes are steps, and a comment that asks for a link is a field of the step", () => {
  const { steps, definition, codes } = read(
    "---\nname: Lend a volume\nabout: Loan to another library\nlabels: loans\n---\n## Steps\n\n- [ ] Sign the agreement: <!-- Paste link to the agreement -->\n- [x] Pack it\n<!-- Ask Mei first -->\n",
  );
  expect(steps.map((step) => step.title)).toEqual(["Sign the agreement", "Pack it"]);
  expect(definition.fields).toEqual([
    { key: "linkToTheAgreement", label: "Link to the agreement", kind: "link", help: "Sign the agreement" },
  ]);
  expect(steps[0]?.fields).toEqual([{ key: "linkToTheAgreement", mode: "editable" }]);
  expect(definition.purpose).toBe("Loan to another library\n\nFrom the head of the file:\n\n- labels: loans");
  expect(codes).toContain("comment_left_out");
});

test("roles come from headings, from owners before a colon and from who the sentence says does it", () => {
  const { steps, definition, codes } = read(
    "# Repair a volume\n\n## Steps for Conservator\n\n1. Look at it\n2. **Digitisation lead:** take a picture\n\n## Return it\n\nThe front desk staff will call the reader.\n\n## Put it back\n\nOn its shelf.\n",
  );
  expect(steps.map((step) => step.role)).toEqual(["conservator", "digitisationLead", "frontDeskStaff", null]);
  expect(definition.roles.map((role) => role.name)).toEqual(["Conservator", "Digitisation lead", "Front desk staff"]);
  expect(codes.filter((code) => code === "role_found")).toHaveLength(3);
});

test("reference links are made whole where they land, relative ones are told", () => {
  const reading = readMarkdown(
    bytes("1. See [the form][f] and [f]\n2. See [the page](../page.md)\n\n[f]: https://lindgren.example/form\n"),
  );
  const draft = reading.drafts[0];
  expect(draft?.kind === "process" ? draft.definition.steps[0]?.instructions : "").toBe(
    "See [the form](https://lindgren.example/form) and [f](https://lindgren.example/form)",
  );
  expect(reading.findings.find((finding) => finding.code === "links_relative")).toMatchObject({
    message: expect.stringContaining("A link points to a place beside the original document and will not open from here: ../page.md."),
    at: { line: 2 },
  });
});

test("code keeps its lines, and what looks like a list or heading in it is none", () => {
  const reading = readMarkdown(bytes("# Scan\n\n1. Run this:\n\n   ```sh\n   # not a heading\n   - not an entry\n   ```\n"));
  const draft = reading.drafts[0];
  expect(reading.counts.read).toEqual({ headings: 1, checkboxItems: 0, orderedItems: 1, bulletItems: 0 });
  expect(draft?.kind === "process" ? draft.definition.steps[0]?.instructions : "").toBe(
    "Run this:\n\n```sh\n# not a heading\n- not an entry\n```",
  );
});

test("a table of contents is left out and told", () => {
  const { definition, codes } = read(
    "# Move\n\n- [Pack](#pack)\n- [Carry](#carry)\n- [Unpack](#unpack)\n\n## Pack\n\nBoxes.\n\n## Carry\n\nCart.\n\n## Unpack\n\nShelves.\n",
  );
  expect(definition.purpose).toBe("");
  expect(codes).toContain("contents_left_out");
});

test("plain text without any list or heading becomes the purpose, and says so", () => {
  const { title, definition, steps, codes } = read("Just ask Amara.", "lost_property.txt");
  expect([title, definition.purpose, steps.length]).toEqual(["Lost property", "Just ask Amara.", 0]);
  expect(codes).toContain("steps_found");
});

test.each([
  ["an empty file", "", "The file is empty"],
  ["nesting beyond reading", `${">".repeat(500)} a`, "nested more than 100 deep (line 1)"],
  ["an endless line", `a\n${"*a ".repeat(10_000)}`, "longer than 20000 characters (line 2)"],
  ["a flood of entries", "- a\n".repeat(5000), "more than 4000 headings and list entries"],
])("refuses %s, with the place", (_, text, reason) => {
  let refused: unknown;
  try {
    readMarkdown(bytes(text));
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(Refusal);
  expect(String((refused as Refusal).params["reason"])).toContain(reason);
});

/** Every list entry's own words must be found in some title, checklist, instructions or the purpose. */
function lostEntries(text: string): string[] {
  const { definition, steps } = read(text);
  const whole = [
    definition.purpose,
    ...steps.flatMap((step) => [step.title, step.instructions, ...step.checklist.map((item) => item.title)]),
  ];
  const found = whole.flatMap((part) => [letters(part), letters(words(fromMarkdown(part)))]).join("|");
  const lost: string[] = [];
  const walk = (node: { type: string; children?: unknown[] }): void => {
    for (const child of (node.children ?? []) as { type: string; children?: unknown[] }[]) {
      if (child.type === "listItem") {
        for (const own of (child as ListItem).children.filter((part) => part.type === "paragraph" || part.type === "code")) {
          if (!found.includes(letters(words(own).replace(/^\[[ xX]\](?:\s|$)/, "")))) lost.push(words(own));
        }
      }
      walk(child);
    }
  };
  walk(fromMarkdown(text));
  return lost;
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

const sentence = fc.constantFrom(
  "Unlock the doors",
  "Ask the [front desk](https://lindgren.example)",
  "Mei: look at the **spine**",
  "Send it. Then wait for the answer of the lender, who may take up to three weeks in summer and longer in August, when the office is closed",
  "`rsync` the scans",
  "",
  "[ref]",
  "See <https://lindgren.example/a>",
);
const line = fc
  .record({
    indent: fc.nat(4),
    mark: fc.constantFrom("- ", "* ", "1. ", "2) ", "- [ ] ", "- [x] ", "", "# ", "## ", "### 3. ", "> ", "> - "),
    text: sentence,
  })
  .map(({ indent, mark, text }) => `${"  ".repeat(indent)}${mark}${text}`);
const page = fc
  .array(fc.oneof(line, line, fc.constantFrom("", "", "```\ncode\n```", "<!-- note -->", "[ref]: https://lindgren.example/ref")), {
    maxLength: 25,
  })
  .map((lines) => `# Title\n\n${lines.join("\n")}`);

test("whatever lists and sections a document has, no entry is dropped", () => {
  fc.assert(
    fc.property(page, (text) => {
      expect(lostEntries(text)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("any bytes give a process or one refusal", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: "binary", maxLength: 300 }).map(bytes), page.map(bytes)),
      (input) => {
        try {
          const { counts } = readMarkdown(input);
          expect(counts.carried).toEqual(counts.read);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      },
    ),
    { numRuns: 400 },
  );
});
