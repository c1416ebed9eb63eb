import { offeredOf, type Proposal, withProposal } from "@rondo/core/measures";
import type { Definition } from "@rondo/core/process";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { ScreenLink } from "../../shell/index.ts";
import { Badge, Button, Section, useFormat, useQuote } from "../../ui/index.ts";
import { useDueWords } from "../procedure/due-words.ts";
import { mayAs } from "../process.ts";
import { measureTexts } from "./en.ts";
import type { Measures } from "./measured.tsx";

/** Where many do it otherwise, the procedure may be what is wrong: each proposal is one press away from the draft. */
export function Proposals({ measures, processId }: { measures: Measures; processId: string }) {
  const t = useText(measureTexts);
  const { id: w } = useWorkspace();
  const words = useWords();
  const quote = useQuote();
  const format = useFormat();
  const process = useRead("GET /processes/:p", { params: { p: processId } }, { watch: [`process:${processId}`] });
  const draft = useRead("GET /processes/:p/draft", { params: { p: processId } }, { watch: [`process:${processId}`] });
  const number = process.data?.published?.number ?? 0;
  const published = useRead(
    "GET /processes/:p/publications/:number",
    { params: { p: processId, number: String(number) } },
    { watch: [], enabled: number > 0 },
  );
  const take = useChange({
    call: (proposal: Proposal) =>
      requestIn(w, "PUT /processes/:p/draft", {
        params: { p: processId },
        version: draft.data?.version ?? 0,
        body: { definition: withProposal(draft.data?.definition as Definition, proposal) as NonNullable<typeof draft.data>["definition"] },
      }),
    touches: ["process"],
    said: ({ title }) => t("proposed", { step: title }),
  });
  if (draft.data === undefined || process.data === undefined || (number > 0 && published.isPending)) return null;
  const { conformance, steps } = measures;
  const drafted = draft.data.definition as Definition;
  const proposals = offeredOf(
    { runs: conformance.runs, deviations: conformance.deviations, steps },
    (published.data?.definition as Definition | undefined) ?? drafted,
    drafted,
  );
  if (proposals.length === 0) return null;
  const why = mayAs(process.data, "editor") && process.data.retiredAt === null ? null : t("editorsDraft");
  return (
    <Section
      title={t("proposals")}
      about={t("proposalsAbout")}
      aside={
        <ScreenLink to="/processes/$id" params={{ id: processId }} className="text-sm text-accent underline-offset-2 hover:underline">
          {t("openDraft")}
        </ScreenLink>
      }
    >
      <ul className="flex flex-col divide-y divide-line/70 border-y border-line/70">
        {proposals.map(({ proposal, inDraft }) => (
          <li
            key={`${proposal.code} ${proposal.stepId}`}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5 text-sm"
          >
            <span className="min-w-0 flex-1 basis-64">
              {words(proposal)}
              {reasonsOf(measures, proposal.stepId, quote).length > 0 ? (
                <span className="block text-muted">
                  {t("because", { reasons: format.list(reasonsOf(measures, proposal.stepId, quote)) })}
                </span>
              ) : null}
            </span>
            {inDraft ? (
              <Badge tone="accent">{t("inDraft")}</Badge>
            ) : (
              <Button size="small" why={why} busy={take.isPending} onClick={() => take.mutate(proposal)}>
                {t("putIntoDraft")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What people said when they did it otherwise, what most said first. */
function reasonsOf({ conformance }: Measures, stepId: string, quote: (text: string) => string): string[] {
  const said = conformance.deviations
    .filter((one) => one.stepId === stepId)
    .flatMap(({ runs }) => runs.flatMap(({ reason }) => (reason === null || reason.trim() === "" ? [] : [reason.trim()])));
  return [...Map.groupBy(said, (reason) => reason.toLowerCase()).values()]
    .sort((a, b) => b.length - a.length)
    .slice(0, 3)
    .map((same) => (same.length > 1 ? `${quote(same[0] ?? "")} (${same.length})` : quote(same[0] ?? "")));
}

function useWords(): (proposal: Proposal) => string {
  const t = useText(measureTexts);
  const format = useFormat();
  const due = useDueWords();
  return (proposal) => {
    switch (proposal.code) {
      case "optional":
        return t("proposeOptional", { step: proposal.title, share: format.percent(proposal.share) });
      case "moreTime":
        return t("proposeTime", { step: proposal.title, share: format.percent(proposal.share), due: due(proposal.workingMinutes) });
      case "noApproval":
        return t("proposeNoApproval", { step: proposal.title, count: proposal.count });
    }
  };
}
