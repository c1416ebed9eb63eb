import { conceptsOf } from "./lexicon.ts";
import { wordsOf } from "./words.ts";

/** Whether a word, by its concept, only stands for the words that are missing: “Task 1”, “Project”. */
export function saysNothing(concept: string): boolean {
  return placeholders.has(concept);
}

const placeholders = new Set(
  [
    "task",
    "tasks",
    "new task",
    "item",
    "activity",
    "step",
    "card",
    "untitled",
    "summary",
    "project",
    "aufgabe",
    "vorgang",
    "tache",
    "tâche",
    "tarea",
    "actividad",
  ].flatMap((word) => [word, ...wordsOf(word).flatMap(conceptsOf)]),
);
