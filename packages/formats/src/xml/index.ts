export { child, childrenOf, textOf, type XmlElement } from "./element.ts";
export { defaultXmlLimits, type XmlLimits } from "./limits.ts";
export { readXml, type XmlVisitor } from "./read.ts";
export { readTree, tags, textIn, writeTree, type XmlNode, type XmlTag, type XmlTree } from "./tree.ts";
export { XmlScanner } from "./scan.ts";
