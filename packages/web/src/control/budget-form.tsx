import { Plus, X } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useEverybody, useWorkspace } from "../session/index.ts";
import { Button, Combobox, Dialog, Field, IconButton, NumberInput, TextInput } from "../ui/index.ts";
import type { Control } from "./control.ts";
import { controlTexts } from "./en.ts";

type Budget = NonNullable<Control["budget"]>;
type Rate = Omit<NonNullable<Budget["rates"]>[number], "personName">;

const none = { perHour: 0, perUse: 0, personId: null, role: null };

/** What the project may cost, and what hours cost: of people, of roles, of everybody else. */
export function BudgetForm({ budget, projectId, onClose }: { budget: Budget | null; projectId: string; onClose: () => void }) {
  const t = useText(controlTexts);
  const { id: w } = useWorkspace();
  const [currency, setCurrency] = useState(budget?.currency ?? "EUR");
  const [amount, setAmount] = useState<number | null>(budget?.amount == null ? null : budget.amount / 100);
  const [rates, setRates] = useState<readonly Rate[]>((budget?.rates ?? []).map(({ personName: _, ...rate }) => rate));
  const { items: members } = useEverybody();
  const set = (index: number, part: Partial<Rate>) => setRates(rates.map((rate, at) => (at === index ? { ...rate, ...part } : rate)));
  const known = /^[A-Z]{3}$/.test(currency);
  const save = useChange({
    call: () =>
      requestIn(w, "PUT /projects/:p/budget", {
        params: { p: projectId },
        version: budget?.version ?? 0,
        body: {
          currency,
          amount: amount === null ? null : Math.round(amount * 100),
          rates: rates.filter((rate) => rate.personId !== "" && rate.role !== ""),
        },
      }),
    touches: [`project:${projectId}`],
    said: () => t("budgetSaved"),
  });
  return (
    <Dialog
      open
      wide
      onOpen={(stay) => (stay ? undefined : onClose())}
      title={t("setBudget")}
      about={t("budgetAbout")}
      actions={
        <>
          <Button
            kind="primary"
            busy={save.isPending}
            why={known ? null : t("currencyHelp")}
            onClick={() => save.mutate(undefined, { onSuccess: onClose })}
          >
            {t("save")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("limit")} optional>
            <NumberInput value={amount} onValue={setAmount} min={0} unit={currency} />
          </Field>
          <Field label={t("currency")} help={t("currencyHelp")}>
            <TextInput value={currency} onValue={(text) => setCurrency(text.toUpperCase())} maxLength={3} />
          </Field>
        </div>
        <fieldset className="flex flex-col gap-2">
          <legend className="text-xs font-medium text-muted">{t("rates")}</legend>
          <ol className="mt-1 flex flex-col gap-2">
            {rates.map((rate, index) => (
              <li key={index} className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2 sm:grid-cols-[minmax(0,1fr)_9rem_9rem_auto]">
                <Field
                  label={rate.personId !== null ? t("rateWho") : rate.role !== null ? t("rateNewRole") : t("rateEverybody")}
                  hideLabel={rate.personId === null && rate.role === null}
                >
                  {rate.personId !== null ? (
                    <Combobox
                      required
                      value={rate.personId}
                      onValue={(personId) => set(index, { personId: personId ?? "" })}
                      choices={(members ?? []).map((member) => ({ value: member.id, label: member.name }))}
                    />
                  ) : rate.role !== null ? (
                    <TextInput value={rate.role} onValue={(role) => set(index, { role })} maxLength={60} />
                  ) : (
                    <TextInput value={t("rateEverybody")} onValue={() => undefined} readOnly />
                  )}
                </Field>
                <span className="max-sm:row-start-2">
                  <Field label={t("perHour")}>
                    <NumberInput
                      min={0}
                      value={rate.perHour / 100}
                      onValue={(value) => set(index, { perHour: Math.round((value ?? 0) * 100) })}
                    />
                  </Field>
                </span>
                <span className="max-sm:row-start-3">
                  <Field label={t("perUse")}>
                    <NumberInput
                      min={0}
                      value={rate.perUse / 100}
                      onValue={(value) => set(index, { perUse: Math.round((value ?? 0) * 100) })}
                    />
                  </Field>
                </span>
                <IconButton
                  label={t("rateRemove", { number: index + 1 })}
                  icon={<X size={14} />}
                  onClick={() => setRates(rates.filter((_, at) => at !== index))}
                />
              </li>
            ))}
          </ol>
          <div className="flex flex-wrap gap-1">
            <Button size="small" kind="quiet" icon={<Plus size={14} />} onClick={() => setRates([...rates, { ...none, personId: "" }])}>
              {t("rateAddPerson")}
            </Button>
            <Button size="small" kind="quiet" icon={<Plus size={14} />} onClick={() => setRates([...rates, { ...none, role: "" }])}>
              {t("rateAddRole")}
            </Button>
            {rates.some((rate) => rate.personId === null && rate.role === null) ? null : (
              <Button size="small" kind="quiet" icon={<Plus size={14} />} onClick={() => setRates([...rates, none])}>
                {t("rateAddAll")}
              </Button>
            )}
          </div>
        </fieldset>
      </div>
    </Dialog>
  );
}
