import { countText } from '../../shared/tensor.ts';
import { rangeOf, unwrap } from '../../instrument/syntax.ts';
import type { Diagnostic } from '../../shared/errors.ts';
import { inFile, type Span } from '../../shared/span.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { isComputedIn } from '../evidence/computedIn.ts';
import type { Target } from '../evidence/target.ts';
import { findBehindEnd } from './behindEnd.ts';
import { findCentred } from './centred.ts';
import { findEntrywise } from './entrywise.ts';
import { findLoopSides } from './loopSides.ts';
import { findByNames } from './names.ts';
import { findOuter } from './outer.ts';
import { findOuterIndex } from './outerIndex.ts';
import { findSliceEnds } from './sliceEnds.ts';
import { accidentsOf, type Accident } from './accidents.ts';

/** Shapes that disagree without a word, or agree by accident, on the way to a number. */
export function explainShapes(evidence: Evidence, target: Target): Diagnostic | undefined {
  const said = evidence.result.diagnostics.filter((one) => one.class === 'shape');
  return [...said, ...findShapes(evidence)].find(
    ({ span, severity }) =>
      severity === 'error' || target.of === 'gradient' || isComputedIn(evidence, target.ids, span),
  );
}

/** Shapes that disagree, or agree by accident, without being asked about. */
export function findShapes(evidence: Evidence): Diagnostic[] {
  return [
    ...findBehindEnd(evidence),
    ...findAccidents(evidence),
    ...findByNames(evidence),
    ...findCentred(evidence),
    ...findEntrywise(evidence),
    ...findOuter(evidence),
    ...findSliceEnds(evidence),
    ...findOuterIndex(evidence),
    ...findLoopSides(evidence),
  ];
}

/** Vectors that fit a square matrix by accident: all is legal, so that it is information only. */
function findAccidents(evidence: Evidence): Diagnostic[] {
  const seen = new Set<number>();
  return accidentsOf(evidence).flatMap((accident) => {
    const { site } = evidence.trace.equations;
    const at = site[accident.equation]!;
    if (seen.has(at)) return [];
    seen.add(at);
    const found = described(evidence, accident);
    return found ? [found] : [];
  });
}

function described(evidence: Evidence, { equation, along, made, vector }: Accident): Diagnostic | undefined {
  const use = evidence.place(equation);
  if (!use) return undefined;
  const from = made === undefined ? undefined : evidence.place(made);
  const call = evidence.textOf(equation);
  const { name, member } = partsOf(evidence, use);
  const other = along === 'row' ? 'column' : 'row';
  const [size] = vector.shape;
  const right = member?.replace(/(Row|Column)(?=Vector$)/, along === 'row' ? 'Row' : 'Column');
  const fits = `Both are ${countText(size)} long, so that it fits by accident.`;
  const message = from
    ? `${call} takes number i of ${name} for ${along} i, but ${evidence.textOf(made!)} gives one number a ${other}. ${fits}`
    : `${call} takes one number of ${name} for each ${along}, which are those of the data; what ${name} came with has one a ${other}. ` +
      `${fits}${right ? ` ${right} takes one a ${other}.` : ''}`;
  const related = from
    ? [
        {
          message: `${evidence.textOf(made!)}: ${countText(size)} numbers, one a ${other}`,
          span: from,
          equation: made!,
        },
        { message: `${call}: one a ${along}`, span: use, equation },
      ]
    : [{ message: `${call}: one number a ${along}`, span: use, equation }];
  const span = from ?? use;
  return {
    code: 'shape-mismatch',
    class: 'shape',
    severity: 'information',
    message,
    span,
    related,
    equation,
  };
}

/** The vector of a call, and its member, as they are written. */
function partsOf({ program }: Evidence, span: Span): { readonly name: string; readonly member?: string } {
  const node = program.nodeAt(span)?.node;
  if (node?.type !== 'CallExpression') return { name: 'the vector' };
  const callee = unwrap(node.callee);
  const member =
    callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
      ? callee.property.name
      : undefined;
  const last = node.arguments.at(-1);
  const name = last ? oneLine(program.text(inFile(span[0], rangeOf(last)))) : 'the vector';
  return member === undefined ? { name } : { name, member };
}
