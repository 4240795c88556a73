/**
 * The parser and what reads tags. They take longer to load than all that the extension starts with, so they are a file of their own,
 * which is loaded when there is a text to parse.
 */
export const loadSyntax = () => import('../../instrument/index.ts');
