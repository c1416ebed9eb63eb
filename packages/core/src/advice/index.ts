export {
  type Advice,
  type Answers,
  type AdviceWeights,
  advise,
  type Evidence,
  type History,
  type Kind,
  type Question,
  questions,
} from "./advise.ts";
