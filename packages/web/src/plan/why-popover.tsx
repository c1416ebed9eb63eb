import { Popover } from "../ui/index.ts";
import { lacksFloat } from "./columns.ts";
import type { PlanEdit } from "./edit.ts";
import type { Plan } from "./model.ts";
import type { Words } from "./use-words.ts";
import { WhyText } from "./why-text.tsx";

/** Of which task it is asked, and where on the screen the answer stands. */
export type WhyAsked = { readonly id: string; readonly x: number; readonly y: number };

type Props = {
  plan: Plan;
  asked: WhyAsked;
  words: Words;
  canChange: boolean;
  onGo: (taskId: string) => void;
  onEdit: (edit: PlanEdit) => void;
  onOpen: (taskId: string) => void;
  onClose: () => void;
};

/** Why a task stands where it stands, beside where one pressed. */
export function WhyPopover({ plan, asked: { id, x, y }, words, canChange, onGo, onEdit, onOpen, onClose }: Props) {
  const { t } = words;
  return (
    <Popover
      open
      onOpen={(open) => (open ? undefined : onClose())}
      title={t("whyTitle")}
      trigger={
        <button
          type="button"
          aria-label={t("whyTitle")}
          tabIndex={-1}
          className="pointer-events-none fixed size-px opacity-0"
          style={{ left: x, top: y }}
        />
      }
    >
      {lacksFloat(plan) ? (
        <p role="status">{t("whyComing")}</p>
      ) : (
        <WhyText
          plan={plan}
          id={id}
          words={words}
          canChange={canChange}
          onGo={onGo}
          onEdit={(made) => {
            onClose();
            onEdit(made);
          }}
          onOpen={(task) => {
            onClose();
            onOpen(task);
          }}
        />
      )}
    </Popover>
  );
}
