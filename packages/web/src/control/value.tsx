import { Link } from "@tanstack/react-router";
import { Wallet } from "lucide-react";
import { useState } from "react";
import { useText } from "../messages/index.ts";
import { mayAs, type Project } from "../project/index.ts";
import { useRead } from "../session/index.ts";
import { ReadError } from "../shell/index.ts";
import { Button, PictureOrTable, Section, Skeleton, Table, useFormat } from "../ui/index.ts";
import { BudgetForm } from "./budget-form.tsx";
import type { Control } from "./control.ts";
import { Curve } from "./curve.tsx";
import { controlTexts } from "./en.ts";
import { Health, useReasons } from "./health.tsx";

const indexes = new Set(["spi", "cpi", "tcpi"]);
const keys = ["bac", "pv", "ev", "ac", "sv", "cv", "spi", "cpi", "eac", "etc", "vac", "tcpi"] as const;

/** Health with its reasons, the budget, and earned value as figures, picture and table. */
export function Value({ project }: { project: Project }) {
  const t = useText(controlTexts);
  const read = useRead("GET /projects/:p/control", { params: { p: project.id } }, { watch: [`project:${project.id}`] });
  if (read.error && !read.data) return <ReadError error={read.error} onRetry={read.refetch} />;
  return read.data ? (
    <>
      <Doing control={read.data} project={project} />
      <Earned control={read.data} zone={project.zone} />
      {mayAs(project, "editor") ? (
        <BudgetSection
          control={read.data}
          projectId={project.id}
          why={project.completion !== null || !mayAs(project, "manager") ? t("managersSet") : null}
        />
      ) : null}
    </>
  ) : (
    <Skeleton />
  );
}

function Doing({ control: { facts }, project }: { control: Control; project: Project }) {
  const t = useText(controlTexts);
  const format = useFormat(project.zone);
  const today = format.dayAt(new Date());
  const reasons = useReasons()(facts.reasons);
  return (
    <Section
      title={t("healthTitle")}
      aside={<Health health={facts.health} />}
      about={reasons.length === 0 ? t("noReasons") : format.list(reasons)}
    >
      <dl className="grid max-w-3xl grid-cols-2 gap-3 sm:grid-cols-3">
        <Tile
          name={t("finish")}
          value={facts.finish === null ? t("none") : format.day(facts.finish.slice(0, 10), today)}
          about={
            facts.slipDays === null
              ? t("noBaseline")
              : facts.slipDays < 0
                ? t("earlier", { days: -facts.slipDays })
                : t("againstBaseline", { days: facts.slipDays })
          }
        />
        <Tile name={t("tasksDone")} value={t("ofTasks", { done: facts.doneTasks, total: facts.doneTasks + facts.openTasks })} />
        <Tile name={t("figure", { key: "spi" })} value={facts.spi === null ? t("none") : format.exact(Math.round(facts.spi * 100) / 100)} />
      </dl>
    </Section>
  );
}

function Tile({ name, value, about }: { name: string; value: string; about?: string }) {
  return (
    <div className="rounded-lg border border-line bg-surface p-3">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="mt-0.5 text-lg font-semibold tabular-nums">{value}</dd>
      {about ? <dd className="text-xs text-faint">{about}</dd> : null}
    </div>
  );
}

function Earned({ control: { value, budget }, zone }: { control: Control; zone: string }) {
  const t = useText(controlTexts);
  const format = useFormat(zone);
  const [as, setAs] = useState<"picture" | "table">("picture");
  const today = format.dayAt(new Date());
  const amount = (number: number | null): string =>
    number === null ? t("none") : value.unit === "money" ? format.money(number / 100, budget?.currency) : format.work(number);
  if (value.tasks.length === 0) return null;
  return (
    <Section
      title={t("earned")}
      about={`${t("earnedAbout", { unit: value.unit, baseline: value.baseline === null ? "none" : "some", name: value.baseline ?? "" })}${value.assumed > 0 ? ` ${t("assumed", { count: value.assumed })}` : ""}`}
      aside={<PictureOrTable value={as} onValue={setAs} />}
    >
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 text-sm sm:grid-cols-3 lg:grid-cols-4">
        {keys.map((key) => (
          <div key={key} className="flex flex-wrap items-baseline justify-between gap-x-3 border-b border-line/70 py-1">
            <dt className="text-muted">{t("figure", { key })}</dt>
            <dd className={`font-medium tabular-nums ${bad(key, value[key]) ? "text-act" : ""}`}>
              {indexes.has(key) ? (value[key] === null ? t("none") : format.exact(Math.round(value[key] * 100) / 100)) : amount(value[key])}
            </dd>
          </div>
        ))}
      </dl>
      {as === "picture" ? (
        <Curve points={value.curve} amount={amount} zone={zone} />
      ) : (
        <div className="grid gap-8 lg:grid-cols-2">
          <Table
            label={t("curve")}
            rows={value.curve}
            idOf={(point) => point.at}
            columns={[
              { key: "at", title: t("week"), names: true, cell: (point) => format.day(point.at.slice(0, 10), today) },
              { key: "pv", title: t("planned"), end: true, cell: (point) => amount(point.pv) },
              { key: "ev", title: t("earnedShort"), end: true, cell: (point) => amount(point.ev) },
              { key: "ac", title: t("spent"), end: true, cell: (point) => amount(point.ac) },
            ]}
          />
          <Table
            label={t("byTask")}
            rows={value.tasks}
            idOf={(task) => task.taskId}
            columns={[
              {
                key: "task",
                title: t("task"),
                names: true,
                cell: (task) => (
                  <Link
                    data-row-open
                    to="."
                    search={((was: Record<string, unknown>) => ({ ...was, task: task.taskId })) as never}
                    className="line-clamp-2 hover:underline"
                  >
                    {task.title}
                  </Link>
                ),
              },
              { key: "worth", title: t("worth"), end: true, cell: (task) => amount(task.worth) },
              { key: "pv", title: t("planned"), end: true, wideOnly: true, cell: (task) => amount(task.pv) },
              { key: "ev", title: t("earnedShort"), end: true, cell: (task) => amount(task.ev) },
              { key: "ac", title: t("spent"), end: true, cell: (task) => amount(task.ac) },
            ]}
          />
        </div>
      )}
    </Section>
  );
}

function BudgetSection({ control: { budget }, projectId, why }: { control: Control; projectId: string; why: string | null }) {
  const t = useText(controlTexts);
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const money = (amount: number) => format.money(amount / 100, budget?.currency);
  return (
    <Section
      title={t("budget")}
      about={t("budgetAbout")}
      aside={
        <Button icon={<Wallet size={15} />} why={why} onClick={() => setOpen(true)}>
          {t("setBudget")}
        </Button>
      }
    >
      {budget === null ? (
        <p className="text-sm text-faint">{t("budgetNone")}</p>
      ) : (
        <>
          <p className="text-sm">{budget.amount === null ? t("budgetOpen") : t("budgetOf", { amount: money(budget.amount) })}</p>
          {budget.rates && budget.rates.length > 0 ? (
            <Table
              label={t("rates")}
              rows={budget.rates.map((rate, index) => ({ ...rate, index }))}
              idOf={(rate) => String(rate.index)}
              columns={[
                {
                  key: "who",
                  title: t("rateWho"),
                  names: true,
                  cell: (rate) => rate.personName ?? (rate.role === null ? t("rateEverybody") : t("rateRole", { role: rate.role })),
                },
                { key: "perHour", title: t("perHour"), end: true, width: "9rem", cell: (rate) => money(rate.perHour) },
                { key: "perUse", title: t("perUse"), end: true, width: "9rem", cell: (rate) => money(rate.perUse) },
              ]}
            />
          ) : null}
        </>
      )}
      {open ? <BudgetForm budget={budget} projectId={projectId} onClose={() => setOpen(false)} /> : null}
    </Section>
  );
}

function bad(key: (typeof keys)[number], value: number | null): boolean {
  return value !== null && ((["sv", "cv", "vac"].includes(key) && value < 0) || ((key === "spi" || key === "cpi") && value < 0.95));
}
