import { type Definition, diffDefinitions } from "@rondo/core/process";
import { useText } from "../../messages/index.ts";
import { Button } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { DiffList } from "../revisions/diff-list.tsx";
import type { Draft, DraftState } from "./draft.ts";

/** Both changed the same thing: what each did, side by side, until one is chosen for it. Undo brings the other back. */
export function Conflict({ draft, conflict, mine }: { draft: Draft; conflict: NonNullable<DraftState["conflict"]>; mine: Definition }) {
  const t = useText(processTexts);
  return (
    <section role="alert" className="border-b border-line bg-act-soft px-4 py-4 sm:px-6">
      <div className="mx-auto flex max-w-3xl flex-col gap-3">
        <div>
          <h2 className="text-sm font-semibold text-act">{t("conflict")}</h2>
          <p className="text-sm">{t("conflictAbout")}</p>
        </div>
        <div className="grid gap-3 sm:grid-cols-2">
          <Side title={t("yours")} action={t("keepMine")} onTake={() => draft.choose("mine")}>
            <DiffList diff={diffDefinitions(conflict.base, mine)} />
          </Side>
          <Side title={t("theirs")} action={t("takeTheirs")} onTake={() => draft.choose("theirs")}>
            <DiffList diff={diffDefinitions(conflict.base, conflict.theirs)} />
          </Side>
        </div>
      </div>
    </section>
  );
}

function Side({ title, action, onTake, children }: { title: string; action: string; onTake: () => void; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      <div className="flex-1">{children}</div>
      <div>
        <Button size="small" onClick={onTake}>
          {action}
        </Button>
      </div>
    </div>
  );
}
