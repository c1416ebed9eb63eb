/** How people number their steps in words, in the languages that procedures here were seen in. */
export const stepWords = "step|schritt|étape|etape|paso|passo|passaggio|stap|steg|trin|krok";

const counted = new RegExp(`^(\\*\\*)?(?:${stepWords})[ \\t]+(\\d{1,3})[ \\t]*[.:)–—-](\\*\\*)?[ \\t]+(?=\\S)`, "i");

/** "Step 1: …", "**Schritt 2** – …", each on a line of its own, is a numbered list that Markdown doesn't know: given its marks, line by line. */
export function numberedLines(text: string): string {
  const lines = text.split("\n");
  const numbers = lines.flatMap((line) => counted.exec(line)?.[2] ?? []).map(Number);
  const inOrder = numbers.length > 1 && numbers.every((number, at) => number === numbers[0]! + at);
  if (!inOrder) return text;
  return lines
    .map((line) =>
      line.replace(
        counted,
        (_, bold: string | undefined, number: string, end: string | undefined) =>
          `${number}. ${bold !== undefined && end === undefined ? bold : ""}`,
      ),
    )
    .join("\n");
}
