import { countText, shapeText } from '../../shared/tensor.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { foldTree } from '../fold/foldTree.ts';
import { mostLines, outlineOf, type OutlineItem } from '../fold/outline.ts';
import { lookAt, type LineChoice } from '../fold/selection.ts';
import { countOfEquations, roundText, timesText, unitText } from '../fold/words.ts';
import type { FoldTree } from '../fold/tree.ts';
import { table, type Cell, type Column, type Paint } from '../format/layout.ts';
import { plural } from '../format/numberText.ts';
import { placeText } from '../format/placeText.ts';
import { gradientText, summaryText } from '../format/summaryText.ts';
import type { Input } from '../model/inputs.ts';
import { equationRow, inputRows, memberRow, segments, type Row } from '../model/rows.ts';
import type { Variables } from '../model/variables.ts';

const columns: readonly Column[] = [
  {},
  {},
  { least: 8 },
  {},
  { least: 12 },
  {},
  { least: 24 },
  { align: 'right' },
  {},
];
const titles = ['', '', 'name', 'op', 'operands', 'shape', 'value', 'gradient', 'line'];
const mostInputs = 12;
/** Narrower terminals show ranges without their distribution. */
const widthForBars = 90;

interface Options {
  readonly width: number;
  readonly iterations?: readonly LineChoice[] | undefined;
}

/** A line of the table, or one that goes over all its columns. */
type Line = { readonly row: Row; readonly depth: number } | { readonly text: string };

/** The table of inputs and equations: all of a short trace, the outline of a longer one or where iterations are chosen. */
export function equationLines(
  result: TraceResult,
  variables: Variables,
  inputs: readonly Input[],
  { width, iterations = [] }: Options,
  paint: Paint,
): string[] {
  const allInputs = inputRows(inputs, variables);
  const hidden = allInputs.length - mostInputs;
  const lines: Line[] = [
    ...allInputs.slice(0, mostInputs).map((row) => ({ row, depth: 0 })),
    ...(hidden > 0 ? [{ text: paint('dim', `  … ${countText(hidden)} more inputs`) }] : []),
    ...(isShort(result) && iterations.length === 0
      ? wholeLines(result, variables)
      : outlineLines(result, variables, iterations, paint)),
  ];
  const rows = lines.flatMap((line) => ('row' in line ? [line] : []));
  if (rows.length === 0) return [];
  const unfinished =
    result.status !== 'ok' ? rows.filter(({ row }) => row.kind !== 'input').at(-1) : undefined;
  const bars = width >= widthForBars;
  const cells = rows.map((line) => rowCells(line, line === unfinished, bars, result.files));
  // A column without a word takes no room.
  const heading = titles.map((title, column): Cell => {
    const isEmpty = cells.every((row) => row[column]!.text === '');
    return { text: isEmpty ? '' : title, style: 'dim' };
  });
  const printed = table([heading, ...cells], columns, width, paint).values();
  const next = () => printed.next().value ?? '';
  return ['', next(), ...lines.map((line) => ('text' in line ? line.text : next()))];
}

/** Whether a trace has no more rows than an outline. */
function isShort({ trace }: TraceResult): boolean {
  let rows = 0;
  for (const _ of segments(trace)) if (++rows > mostLines) return false;
  return true;
}

function wholeLines(result: TraceResult, variables: Variables): Line[] {
  return Array.from(segments(result.trace), (segment) => {
    const { from, member } = segment;
    const row =
      member === undefined
        ? equationRow(result, variables, from)
        : memberRow(result, variables, segment, member);
    return { row, depth: 0 };
  });
}

function outlineLines(
  result: TraceResult,
  variables: Variables,
  iterations: readonly LineChoice[],
  paint: Paint,
): Line[] {
  const tree = foldTree(result);
  const { selection, notes } = lookAt(result, tree, iterations);
  const lines = outlineOf(result, tree, selection).map((item): Line => {
    const { depth } = item;
    if (item.kind === 'equation') return { row: equationRow(result, variables, item.from), depth };
    if (item.kind === 'member') {
      const scope = tree.scope[item.node]!;
      return { row: memberRow(result, variables, { ...item, member: scope }, scope), depth };
    }
    const indent = '  '.repeat(depth);
    return { text: indent + groupLine(result, tree, item, paint) };
  });
  return [...notes.map((note) => ({ text: paint('warning', `  ${note}`) })), ...lines];
}

/** `for step < 10   ×10 · 11 equations each   loss.ts:23:3`, `9 of 10   last`, `sigmoid(…)   4 equations`, `… 12 more`. */
function groupLine(
  result: TraceResult,
  { from, to, site }: FoldTree,
  item: Extract<OutlineItem, { kind: 'hidden' | 'round' | 'call' | 'loop' }>,
  paint: Paint,
): string {
  if (item.kind === 'hidden') return paint('dim', `  … ${countText(item.count)} more`);
  if (item.kind === 'round') {
    const { round, of, why } = item;
    const count = (to[round.node] ?? 0) - (from[round.node] ?? 0);
    const said = [...why, count === 0 ? 'nothing computed' : plural(count, 'equation')].join(' · ');
    return `${paint('bold', roundText(round.number, of.times))}   ${paint('dim', said)}`;
  }
  const { unit } = item;
  const place = paint('dim', placeText(result.files, result.spans.get(site[unit.node]!)));
  const head = unitText(result, unit, site[unit.node]!);
  const about = item.kind === 'loop' ? timesText(item.unit.times, item.summary) : countOfEquations(unit);
  return `${paint('op', head)}   ${about}   ${place}`;
}

function rowCells(
  { row, depth }: { readonly row: Row; readonly depth: number },
  unfinished: boolean,
  bars: boolean,
  files: readonly string[],
): Cell[] {
  const { shape, value, gradient } = row;
  const names = row.names.join(', ');
  return [
    { text: unfinished ? '▶' : '', style: 'bad' },
    { text: '  '.repeat(depth) + row.id, style: 'dim' },
    { text: names, style: 'bold', keepsEnd: names.includes('.') },
    { text: row.op, style: 'op' },
    { text: row.operands, short: row.operandIds },
    { text: shape === undefined || shape.length === 0 ? '' : shapeText(shape), style: 'dim' },
    { text: shape && value ? summaryText(value, shape, bars) : '' },
    { text: shape && gradient ? gradientText(gradient, shape) : '' },
    { text: placeText(files, row.span), style: 'dim' },
  ];
}
