import { safeAddress } from "@rondo/core/document";
import type { Nodes, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { Fragment, memo, type ReactNode } from "react";

/**
 * Markdown that people wrote, as React elements: no HTML is ever parsed or set, raw HTML shows as the text it is, and
 * a link goes only to http, https, mailto or an address of our own. Pictures are links, so that reading a text tells
 * nobody that it was read.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const targets = new Map<string, string>();
  for (const node of tree.children) if (node.type === "definition") targets.set(node.identifier, node.url);
  return <div className={proseClass}>{tree.children.map((node, index) => show(node, index, targets))}</div>;
});

function show(node: RootContent, key: number, targets: ReadonlyMap<string, string>): ReactNode {
  const inside = () =>
    "children" in node ? (node as Extract<Nodes, { children: unknown }>).children.map((child, index) => show(child, index, targets)) : null;
  switch (node.type) {
    case "paragraph":
      return <p key={key}>{inside()}</p>;
    case "heading": {
      // The page has the h1, its parts the h2.
      const Heading = (["h3", "h4", "h5", "h6"] as const)[Math.min(node.depth, 4) - 1] ?? "h6";
      return <Heading key={key}>{inside()}</Heading>;
    }
    case "text":
      return node.value;
    case "html":
      return <span key={key}>{node.value}</span>;
    case "emphasis":
      return <em key={key}>{inside()}</em>;
    case "strong":
      return <strong key={key}>{inside()}</strong>;
    case "delete":
      return <del key={key}>{inside()}</del>;
    case "inlineCode":
      return <code key={key}>{node.value}</code>;
    case "code":
      return (
        <pre key={key}>
          <code>{node.value}</code>
        </pre>
      );
    case "blockquote":
      return <blockquote key={key}>{inside()}</blockquote>;
    case "list":
      return node.ordered ? (
        <ol key={key} start={node.start ?? 1}>
          {inside()}
        </ol>
      ) : (
        <ul key={key}>{inside()}</ul>
      );
    case "listItem":
      return (
        <li key={key} className={typeof node.checked === "boolean" ? "task" : undefined}>
          {typeof node.checked === "boolean" ? <input type="checkbox" checked={node.checked} readOnly disabled aria-hidden="true" /> : null}
          {inside()}
        </li>
      );
    case "link":
      return link(node.url, inside(), key);
    case "linkReference":
      return link(targets.get(node.identifier) ?? "", inside(), key);
    case "image":
      return link(node.url, node.alt || node.url, key);
    case "imageReference":
      return link(targets.get(node.identifier) ?? "", node.alt ?? "", key);
    case "break":
      return <br key={key} />;
    case "thematicBreak":
      return <hr key={key} />;
    case "table":
      return (
        <div key={key} className="overflow-x-auto">
          <table>
            <tbody>{inside()}</tbody>
          </table>
        </div>
      );
    case "tableRow":
      return <tr key={key}>{inside()}</tr>;
    case "tableCell":
      return <td key={key}>{inside()}</td>;
    default:
      return <Fragment key={key}>{inside()}</Fragment>;
  }
}

function link(url: string, text: ReactNode, key: number): ReactNode {
  const address = safeAddress(url);
  if (address === null) return <Fragment key={key}>{text}</Fragment>;
  const outside = !/^[/#]/.test(address);
  return (
    <a key={key} href={address} {...(outside ? { target: "_blank", rel: "noopener noreferrer nofollow" } : {})}>
      {text}
    </a>
  );
}

const proseClass =
  "prose-own flex flex-col gap-2 text-base leading-6 [overflow-wrap:anywhere] [&_a]:text-accent [&_a]:underline [&_a]:underline-offset-2 [&_h3]:mt-2 [&_h3]:text-lg [&_h3]:font-semibold [&_h4]:mt-1 [&_h4]:font-semibold [&_h5]:font-semibold [&_ul]:list-disc [&_ul]:ps-5 [&_ol]:list-decimal [&_ol]:ps-5 [&_li]:my-0.5 [&_li.task]:-ms-5 [&_li.task]:flex [&_li.task]:list-none [&_li.task]:gap-2 [&_code]:rounded-sm [&_code]:bg-hover [&_code]:px-1 [&_code]:font-mono [&_code]:text-sm [&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:bg-sunken [&_pre]:p-3 [&_pre_code]:bg-transparent [&_pre_code]:p-0 [&_blockquote]:border-s-2 [&_blockquote]:border-line-strong [&_blockquote]:ps-3 [&_blockquote]:text-muted [&_hr]:border-line [&_td]:border [&_td]:border-line [&_td]:px-2 [&_td]:py-1 [&_table]:text-sm";
