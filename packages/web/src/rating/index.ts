export { ratingTexts } from "./en.ts";
export { RatingForm, type Said, useFaces } from "./rating-form.tsx";
export { RunRating } from "./run-rating.tsx";
