/** A megabyte is a book of 500 pages. More than that is refused before it is parsed. */
export const longestText = 1_048_576;
/** Beyond it a list in a list in a list … is flattened: nobody meant it. */
export const deepest = 20;
