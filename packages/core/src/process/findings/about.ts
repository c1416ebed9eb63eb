import type { Finding, Severity, Words } from "../../kernel/index.ts";

/** A finding whose subject is a step. */
export function about(
  step: { readonly id: string },
  code: string,
  severity: Severity,
  text: Words,
  params: Readonly<Record<string, string | number>> = {},
): Finding {
  return { code, severity, ...text, subject: step.id, params };
}
