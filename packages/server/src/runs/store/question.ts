import { sql } from "kysely";
import type { Tx } from "../../database/index.ts";

export async function insertQuestion(
  tx: Tx,
  question: { id: string; runId: string; taskId: string; text: string; by: string | null; to: string | null },
): Promise<void> {
  await tx.change(sql`
    insert into question (workspace_id, question_id, run_id, task_id, text, asked_by, to_person_id)
    values (current_workspace(), ${question.id}, ${question.runId}, ${question.taskId}, ${question.text}, ${question.by}, ${question.to})`);
}

export async function answerQuestion(tx: Tx, questionId: string, answer: string, by: string | null): Promise<void> {
  await tx.change(
    sql`update question set answer = ${answer}, answered_by = ${by}, answered_at = now() where workspace_id = current_workspace() and question_id = ${questionId} and answered_at is null`,
  );
}

export type QuestionRow = {
  question_id: string;
  task_id: string;
  text: string;
  asked_by: string | null;
  asker_name: string | null;
  to_person_id: string | null;
  to_name: string | null;
  answer: string | null;
  answered_at: string | null;
};

export async function questionsOf(tx: Tx, runId: string): Promise<QuestionRow[]> {
  return tx.rows(sql<QuestionRow>`
    select q.question_id, q.task_id, q.text, q.asked_by, a.name as asker_name, q.to_person_id, t.name as to_name, q.answer, q.answered_at
    from question q left join identity.person a on a.id = q.asked_by left join identity.person t on t.id = q.to_person_id
    where q.workspace_id = current_workspace() and q.run_id = ${runId} order by q.asked_at`);
}
