export {
  type Attribute,
  type AttributeType,
  attributes,
  type BuiltIn,
  builtIns,
  rowPriorities,
  states,
  type Subject,
} from "./attributes.ts";
export { spanOf } from "./days.ts";
export { type Filter, joined, type Operator, operatorsOf, takesMany, type Test, testsOf } from "./filter.ts";
export { english, type Grammar, type Names, noNames } from "./grammar.ts";
export { type Language, longestFilter, parseFilter, type Parsed, type Stop, type Wanted } from "./parse.ts";
export { printFilter, quote } from "./print.ts";
export { isId, readValue, writeValue } from "./values.ts";
export { attributeOfField, type CustomField, fieldTakes, type FieldValue } from "./fields.ts";
export { hasOperators, readSearchLine, type SearchLine, subjectOf } from "./operators.ts";
