import { lookAt } from '../../src/instrument/index.ts';
import { selectLines } from '../../src/present/fold/selection.ts';
import { lineModel } from '../../src/present/lines/lineModel.ts';
import { findReading, type Reading } from '../../src/present/hover/hovered.ts';
import { indexRows } from '../../src/present/model/rowIndex.ts';
import { hoverText, type Links } from '../../src/present/hover/view/hoverText.ts';
import { resultOf } from './fold.ts';

/** The links of a hover without any. */
export const noLinks: Links = { around: () => '', below: '' };

/** What is shown over a name: its reading, the numbers, and the text. */
export interface Hovered extends Reading {
  readonly numbers: readonly number[];
  readonly text: string;
}

/** Hovers over the `nth` name on a line, at iterations chosen by lines. */
export type HoverOver = (
  line: number,
  name: string,
  iterations?: Readonly<Record<number, number>>,
  nth?: number,
) => Hovered | undefined;

/** Traces a module given as text and says what hovers over it show. */
export async function hovers(source: string): Promise<HoverOver> {
  const result = await resultOf(source);
  const index = indexRows(result);
  const model = lineModel(result, index.variables);
  return (line, name, iterations = {}, nth = 0) => {
    const text = source.split('\n')[line - 1]!;
    const column = [...text.matchAll(new RegExp(`(?<![\\w$])${name}(?![\\w$])`, 'g'))][nth]!.index;
    const { expression, functions } = lookAt(source, 'module.ts', line, column);
    if (!expression) throw new Error(`nothing to point at: ${line}:${column}`);
    const choices = Object.entries(iterations).map(([at, iteration]) => ({ line: Number(at), iteration }));
    const { selection } = selectLines(result, model.tree, choices);
    const place = { ...expression, file: 0, functions: functions.map(({ range }) => range) };
    const reading = findReading(index, model, selection, place);
    if (!reading) return undefined;
    const { value } = index.row(reading.row);
    const numbers = reading.refs ? [...reading.refs].map((ref) => result.trace.values[ref]!) : [...value!];
    return { ...reading, numbers, text: hoverText(index, reading, expression.text, 'dark', noLinks) };
  };
}
