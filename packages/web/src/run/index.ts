export { AnswerInput } from "./answer-input.tsx";
;
export { type AnswerProblem, type AnswerValue, checkAnswers, problemNamed } from "./check-answers.ts";
export { runTexts } from "./en.ts";
export { useMembers, useTeams } from "./people.ts";
export { shortTitle } from "./title.ts";
export { stepsIn } from "./steps.ts";
export { StepWork } from "./step-work.tsx";
