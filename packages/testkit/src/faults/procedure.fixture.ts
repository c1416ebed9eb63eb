import type { Definition, Step } from "@rondo/core/process";

const text = (id: string) => ({ id, title: id, instructions: "" });
const call = (id: string, url: string): Step => ({
  ...text(id),
  kind: "action",
  undo: null,
  act: { do: "http", method: "POST", url: `${url}/${id}`, body: '{"volume":"{{volume}}"}', into: [{ key: id, value: "status" }] },
});
const work = (id: string, field: string): Step => ({
  ...text(id),
  kind: "task",
  role: null,
  due: null,
  fields: [{ key: field, mode: "required" }],
  checklist: [],
});
const number = (key: string) => ({ key, label: key, kind: "number" as const });

/** What a run does by itself and with the outside, in one procedure: calls, a mail, a moment, a message, a run of another process. */
export function digitising(url: string, binding: string): Definition {
  return {
    purpose: "",
    roles: [],
    intake: ["volume"],
    deliverable: null,
    fields: [{ key: "volume", label: "volume", kind: "text" }, ...["pages", "lines", "told", "bound", "sum"].map(number)],
    steps: [
      work("fetch", "pages"),
      call("told", url),
      {
        ...text("both"),
        kind: "parallel",
        branches: [
          {
            id: "a",
            label: "A",
            steps: [
              {
                ...text("write"),
                kind: "action",
                undo: null,
                act: { do: "mail", to: "reader@lindgren.example", subject: "Scans of {{volume}}", text: "They are on their way." },
              },
              { ...text("dry"), kind: "wait", until: { on: "moment", at: 'now() + duration("PT1S")' } },
            ],
          },
          { id: "b", label: "B", steps: [work("describe", "lines")] },
          {
            id: "c",
            label: "C",
            steps: [{ ...text("carried"), kind: "wait", until: { on: "message", name: "carried", key: "volume", early: "kept" } }],
          },
          {
            id: "d",
            label: "D",
            steps: [
              {
                ...text("bind"),
                kind: "action",
                undo: null,
                act: {
                  do: "start",
                  process: binding,
                  values: [{ key: "volume", value: "volume" }],
                  wait: true,
                  into: [{ key: "bound", value: "bound" }],
                },
              },
            ],
          },
        ],
      },
      { ...text("check"), kind: "approval", role: null, due: null, fields: [], returnTo: null },
      { ...text("add"), kind: "action", undo: null, act: { do: "set", values: [{ key: "sum", value: "pages + lines + told + bound" }] } },
    ],
  };
}

export function binding(url: string): Definition {
  return {
    purpose: "",
    roles: [],
    intake: ["volume"],
    deliverable: null,
    fields: [{ key: "volume", label: "volume", kind: "text" }, number("bound")],
    steps: [
      { ...text("carry"), kind: "action", undo: null, act: { do: "send", name: "carried", key: "volume", values: [] } },
      call("bound", url),
      { ...text("give"), kind: "action", undo: null, act: { do: "task", title: "Shelve {{volume}}", role: null } },
      {
        ...text("shelved"),
        kind: "action",
        undo: null,
        act: { do: "change", what: "task", of: "give", at: "", values: [{ key: "state", value: '"done"' }] },
      },
    ],
  };
}
