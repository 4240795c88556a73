/** The syntax of a source text, for those who read it: the parser, and how to walk its tree. */
export * from './ast.ts';
export { parse, type Parsed } from './parse.ts';
