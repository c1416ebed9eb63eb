export { child, childrenOf, textOf, type XmlElement } from "./element.ts";
export { defaultXmlLimits, type XmlLimits } from "./limits.ts";
export { readXml, type XmlVisitor } from "./read.ts";
