import type { Answers } from "@rondo/core/advice";
import { type ReactNode, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ScreenLink, useGo } from "../shell/index.ts";
import { useChange, useDraft, useMe, useWorkspace } from "../session/index.ts";
import { Button, DateInput, Field, TextArea, TextInput } from "../ui/index.ts";
import { begunWith, StarterList, useStarters } from "../starters/index.ts";
import { endOfDay, instantAt, PersonPicker, useMoments } from "../task/index.ts";
import { newTexts } from "./en.ts";
import { keepAdvice } from "./keep.tsx";

/** A form that makes one thing and opens it. */
export function MakeForm({
  press,
  why,
  busy,
  onMake,
  children,
  below,
}: {
  press: string;
  why: string | null;
  busy: boolean;
  onMake: () => void;
  children: ReactNode;
  below?: ReactNode;
}) {
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (why === null && !busy) onMake();
      }}
    >
      {children}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button kind="primary" type="submit" why={why} busy={busy}>
          {press}
        </Button>
        {below}
      </div>
    </form>
  );
}

/** What was answered stands with what was made. That it could not be kept stops nobody: it can be said later. */
async function withAdvice<Made extends { readonly id: string }>(
  w: string,
  kind: "process" | "project",
  made: Made,
  given: { about: string; answers: Answers },
): Promise<Made> {
  if (Object.keys(given.answers).length > 0) await keepAdvice(w, kind, made.id, given).catch(() => undefined);
  return made;
}

export function MakeProcess({ called, answers }: { called: string; answers: Answers }) {
  const t = useText(newTexts);
  const { id: w, role } = useWorkspace();
  const go = useGo();
  const [name, setName, forget] = useDraft("new name", called);
  const starters = useStarters(true);
  const [begun, setBegun] = useState<string | null>(null);
  const starter = starters.find(({ id }) => id === begun);
  const make = useChange({
    call: async () =>
      withAdvice(
        w,
        "process",
        await requestIn(w, "POST /processes", {
          body: { name: name.trim() || (starter?.name ?? ""), ...(starter && { definition: await begunWith(w, starter) }) },
        }),
        { about: called, answers },
      ),
    touches: ["process"],
  });
  const link = (inside: ReactNode) => (
    <ScreenLink to="/import" className="text-accent underline underline-offset-2">
      {inside}
    </ScreenLink>
  );
  return (
    <MakeForm
      press={t("makeProcess")}
      why={role === "guest" ? t("guestsMayNot") : name.trim() === "" && starter === undefined ? t("missingName") : null}
      busy={make.isPending}
      onMake={() =>
        make.mutate(undefined, {
          onSuccess: (process) => {
            forget();
            go({ to: "/processes/$id", params: { id: process.id } });
          },
        })
      }
      below={<span className="text-sm text-muted">{t.rich("orImport", { link })}</span>}
    >
      <Field label={t("name")} help={t("processNameHelp")}>
        <TextInput value={name} onValue={setName} maxLength={120} large {...(starter && { placeholder: starter.name })} />
      </Field>
      <StarterList starters={starters} value={begun} onValue={setBegun} />
    </MakeForm>
  );
}

export function MakeProject({ called, answers }: { called: string; answers: Answers }) {
  const t = useText(newTexts);
  const { id: w, role } = useWorkspace();
  const go = useGo();
  const { today } = useMoments();
  const [name, setName, forgetName] = useDraft("new name", called);
  const [goal, setGoal, forgetGoal] = useDraft("new goal", "");
  const [end, setEnd, forgetEnd] = useDraft("new end", "");
  const [start, setStart] = useState(today);
  const make = useChange({
    call: async () =>
      withAdvice(
        w,
        "project",
        await requestIn(w, "POST /projects", {
          body: { name: name.trim(), goal, endCondition: end, ...(start ? { start: `${start}T08:00` } : {}) },
        }),
        { about: called, answers },
      ),
    touches: ["project"],
  });
  return (
    <MakeForm
      press={t("makeProject")}
      why={role === "guest" ? t("guestsMayNot") : name.trim() === "" ? t("missingName") : null}
      busy={make.isPending}
      onMake={() =>
        make.mutate(undefined, {
          onSuccess: (project) => {
            forgetName();
            forgetGoal();
            forgetEnd();
            go({ to: "/projects/$id", params: { id: project.id } });
          },
        })
      }
    >
      <Field label={t("name")} help={t("projectNameHelp")}>
        <TextInput value={name} onValue={setName} maxLength={120} large />
      </Field>
      <Field label={t("goal")} help={t("goalHelp")} optional>
        <TextArea value={goal} onValue={setGoal} rows={2} />
      </Field>
      <Field label={t("endCondition")} help={t("endHelp")} optional>
        <TextArea value={end} onValue={setEnd} rows={2} />
      </Field>
      <div className="w-44">
        <Field label={t("start")}>
          <DateInput value={start} onValue={setStart} />
        </Field>
      </div>
    </MakeForm>
  );
}

export function MakeTask({ called }: { called: string }) {
  const t = useText(newTexts);
  const { id: w } = useWorkspace();
  const me = useMe().person;
  const go = useGo();
  const { zone } = useMoments();
  const [title, setTitle, forgetTitle] = useDraft("new name", called);
  const [notes, setNotes, forgetNotes] = useDraft("new notes", "");
  const [owner, setOwner] = useState<{ id: string; name: string }>({ id: me.id, name: me.name });
  const [due, setDue] = useState("");
  const make = useChange({
    call: () =>
      requestIn(w, "POST /tasks", {
        body: { title: title.trim(), notes, ownerId: owner.id, dueAt: due ? instantAt(due, endOfDay, zone) : null },
      }),
    touches: ["task"],
    said: (_, task) =>
      owner.id === me.id ? t("taskMade", { title: task.title }) : t("taskMadeFor", { title: task.title, name: owner.name }),
    undo: (_, task) => requestIn(w, "DELETE /tasks/:t", { params: { t: task.id } }),
  });
  return (
    <MakeForm
      press={t("makeTask")}
      why={title.trim() === "" ? t("missingTask") : null}
      busy={make.isPending}
      onMake={() =>
        make.mutate(undefined, {
          onSuccess: () => {
            forgetTitle();
            forgetNotes();
            go({ to: "/my-day" });
          },
        })
      }
    >
      <Field label={t("taskTitle")}>
        <TextInput value={title} onValue={setTitle} maxLength={300} large />
      </Field>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t("forWhom")}>
          <PersonPicker value={owner} onValue={(person) => person && setOwner(person)} required />
        </Field>
        <Field label={t("due")} optional>
          <DateInput value={due} onValue={setDue} />
        </Field>
      </div>
      <Field label={t("notes")} optional>
        <TextArea value={notes} onValue={setNotes} rows={2} />
      </Field>
    </MakeForm>
  );
}
