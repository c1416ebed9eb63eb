export { type Candidate, type Choice, type Request, type Why, chooseWho } from "./choose.ts";
