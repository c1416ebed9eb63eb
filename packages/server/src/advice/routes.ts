import { operations } from "@rondo/contract";
import { type Route, answerOnce, asStream, inWorkspace } from "../http/index.ts";
import { adoptLikeness, changeJudgement, dismissLikeness, giveProcessAdvice, giveProjectAdvice } from "./commands.ts";
import { adviceOf, judgementOf } from "./queries.ts";

export const adviceRoutes: Route[] = [
  inWorkspace(operations.getProjectAdvice, ({ tx, actor, params }) => adviceOf(tx, actor, "project", params.p)),
  inWorkspace(operations.putProjectAdvice, giveProjectAdvice),
  inWorkspace(operations.getProcessAdvice, ({ tx, actor, params }) => adviceOf(tx, actor, "process", params.p)),
  inWorkspace(operations.putProcessAdvice, giveProcessAdvice),
  asStream(operations.adoptLikeness, async (call) => {
    const { status, body } = await answerOnce(call, call.params.p, (keep) => adoptLikeness(call, keep));
    return call.reply.code(status).header("content-type", "application/json; charset=utf-8").send(body);
  }),
  inWorkspace(operations.dismissLikeness, dismissLikeness),
  inWorkspace(operations.getJudgement, ({ tx }) => judgementOf(tx)),
  inWorkspace(operations.putJudgement, changeJudgement),
];
