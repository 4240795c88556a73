/** The formats by the names that `--format` takes, with what each is for; README has the same list. `print.ts` prints them. */
export const formats = {
  text: 'for people: equations, gradients, findings, cuts, branches',
  source: 'the source with values and gradients at its lines',
  json: 'for tools: one object a case, with every number in full',
  tuples: 'one equation a line, as NumPy would write it',
} as const;
export type FormatName = keyof typeof formats;
