import { Link } from "@tanstack/react-router";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { Finding } from "@rondo/core/kernel";
import { type Definition, stepsOf } from "@rondo/core/process";
import { useFinding, useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { cx } from "../ui/index.ts";
import { processTexts } from "./en.ts";

/** What is worth telling about a draft; each leads to the step that it concerns. */
export function FindingList({
  findings,
  definition,
  processId,
  onFollow,
}: {
  findings: readonly Finding[];
  definition: Definition;
  processId: string;
  onFollow?: () => void;
}) {
  const t = useText(processTexts);
  const say = useFinding();
  const { slug } = useWorkspace();
  const steps = new Set(stepsOf(definition).map((step) => step.id));
  const ordered = findings.toSorted((a, b) => ranks.indexOf(a.severity) - ranks.indexOf(b.severity));
  return (
    <ul aria-label={t("findings")} className="flex flex-col gap-1.5 text-sm">
      {ordered.map((finding, index) => (
        <li key={index}>
          <FindingLine finding={finding}>
            {finding.subject && steps.has(finding.subject) ? (
              <Link
                to="/w/$slug/processes/$id"
                params={{ slug, id: processId }}
                search={{ step: finding.subject }}
                onClick={onFollow}
                className="underline-offset-2 hover:underline"
              >
                {say(finding)}
              </Link>
            ) : (
              say(finding)
            )}
          </FindingLine>
        </li>
      ))}
    </ul>
  );
}

export function FindingLine({ finding, children }: { finding: Finding; children?: React.ReactNode }) {
  const t = useText(processTexts);
  const say = useFinding();
  const Icon = finding.severity === "error" ? CircleAlert : finding.severity === "warning" ? TriangleAlert : Info;
  return (
    <span className="flex items-start gap-2">
      <Icon
        size={14}
        role="img"
        aria-label={t("severity", { severity: finding.severity })}
        className={cx("mt-[3px] shrink-0", finding.severity === "error" ? "text-act" : "text-muted")}
      />
      <span className={cx("min-w-0", finding.severity === "info" && "text-muted")}>{children ?? say(finding)}</span>
    </span>
  );
}

const ranks = ["error", "warning", "info"];
