import { type DocumentNode, type Mark, safeAddress } from "@rondo/core/document";

/** The document as a page of its own, for a browser, a printer or a word processor. Nothing in it runs, and nothing is fetched. */
export function writeHtml(title: string, document: DocumentNode): string {
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
body { font: 11pt/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; } td, th { border: 1px solid #999; padding: 0.3rem 0.5rem; text-align: start; vertical-align: top; }
pre { background: #f4f4f4; padding: 0.6rem; overflow-x: auto; } blockquote { border-inline-start: 3px solid #bbb; margin-inline: 0; padding-inline-start: 1rem; color: #555; }
ul.checks { list-style: none; padding-inline-start: 0.2rem; } @media print { body { margin: 0; max-width: none; } h1, h2, h3 { break-after: avoid; } tr, pre { break-inside: avoid; } }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${(document.content ?? []).map(block).join("\n")}
</body>
</html>
`;
}

function block(node: DocumentNode): string {
  const inside = () => (node.content ?? []).map(block).join("");
  switch (node.type) {
    case "paragraph":
      return `<p>${inline(node.content)}</p>`;
    case "heading": {
      // The page's own title is the h1.
      const level = Math.min(6, Math.max(1, Number(node.attrs?.["level"] ?? 1)) + 1);
      return `<h${level}>${inline(node.content)}</h${level}>`;
    }
    case "codeBlock":
      return `<pre><code>${inline(node.content)}</code></pre>`;
    case "horizontalRule":
      return "<hr>";
    case "blockquote":
      return `<blockquote>${inside()}</blockquote>`;
    case "bulletList":
      return `<ul>${inside()}</ul>`;
    case "orderedList":
      return `<ol start="${Number(node.attrs?.["start"] ?? 1)}">${inside()}</ol>`;
    case "listItem":
      return `<li>${inside()}</li>`;
    case "taskList":
      return `<ul class="checks">${inside()}</ul>`;
    case "taskItem":
      return `<li><input type="checkbox" disabled${node.attrs?.["checked"] === true ? " checked" : ""}>${inside()}</li>`;
    case "table":
      return `<table><tbody>${inside()}</tbody></table>`;
    case "tableRow":
      return `<tr>${inside()}</tr>`;
    case "tableCell":
    case "tableHeader": {
      const tag = node.type === "tableHeader" ? "th" : "td";
      const span = (name: "colspan" | "rowspan") => (Number(node.attrs?.[name] ?? 1) > 1 ? ` ${name}="${Number(node.attrs?.[name])}"` : "");
      return `<${tag}${span("colspan")}${span("rowspan")}>${inside()}</${tag}>`;
    }
    case "embed":
      return `<p><a href="#embed-${escaped(String(node.attrs?.["kind"]))}-${escaped(String(node.attrs?.["id"]))}">${escaped(String(node.attrs?.["kind"]))}</a></p>`;
    default:
      return inside();
  }
}

function inline(content: readonly DocumentNode[] | undefined): string {
  return (content ?? [])
    .map((node) => {
      if (node.type === "hardBreak") return "<br>";
      if (node.type === "mention")
        return `<a href="#person-${escaped(String(node.attrs?.["id"]))}">@${escaped(String(node.attrs?.["label"] ?? ""))}</a>`;
      return node.text === undefined ? inline(node.content) : (node.marks ?? []).reduceRight(wrap, escaped(node.text));
    })
    .join("");
}

const tags: Readonly<Record<string, string>> = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

function wrap(inside: string, mark: Mark): string {
  if (mark.type === "link") {
    const href = safeAddress(String(mark.attrs?.["href"] ?? ""));
    return href === null ? inside : `<a href="${escaped(href)}" rel="noopener noreferrer nofollow">${inside}</a>`;
  }
  const tag = tags[mark.type];
  return tag === undefined ? inside : `<${tag}>${inside}</${tag}>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
