import type { Finding, Severity } from "../../kernel/index.ts";

/** A finding whose subject is a step. */
export function about(
  step: { readonly id: string },
  code: string,
  severity: Severity,
  message: string,
  params: Readonly<Record<string, string | number>> = {},
): Finding {
  return { code, severity, message, subject: step.id, params };
}
