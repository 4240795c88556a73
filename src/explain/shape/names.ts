import type { Diagnostic } from '../../shared/errors.ts';
import { staticKey, unwrap } from '../../instrument/syntax.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { textsOf } from '../evidence/words.ts';
import { childrenOf, spanOf, type Placed } from '../program/program.ts';

/**
 * Calls of ml-matrix whose arguments tell by their own text that a person meant something else: a width given for the rows, two parts of a
 * matrix of which the first ends with the row that the second begins with. All is legal, so that it is information only.
 */
export function findByNames(evidence: Evidence): Diagnostic[] {
  // Without an operation on a matrix there is none of its calls to look for.
  if (evidence.trace.equations.operands.length === 0) return [];
  const calls = evidence.program.nodes().filter(({ node }) => /^(Call|New)Expression$/.test(node.type));
  return [
    ...calls.flatMap((call) => swappedSizes(evidence, call) ?? []),
    ...sharedEnds(
      evidence,
      calls.flatMap((call) => partOf(evidence, call) ?? []),
    ),
  ];
}

const ofRows = /^(n_?|num_?)?(rows?|height|h)$/i;
const ofColumns = /^(n_?|num_?)?(col(umn)?s?|width|w)$/i;
/** Members that take a number of rows, or a row, and then one of columns. */
const takeSizes = /^(from1DArray|zeros|ones|rand|random|randInt|reshape|get|set)$/;

function swappedSizes(evidence: Evidence, call: Placed): Diagnostic | undefined {
  const { node } = call;
  const [callee, first, second] = childrenOf(call);
  if (!callee || first?.node.type !== 'Identifier' || second?.node.type !== 'Identifier') return undefined;
  const isMatrix =
    node.type === 'NewExpression'
      ? callee.node.type === 'Identifier' && callee.node.name === 'Matrix'
      : callee.node.type === 'MemberExpression' && takeSizes.test(staticKey(callee.node) ?? '');
  if (!isMatrix || !ofColumns.test(first.node.name) || !ofRows.test(second.node.name)) return undefined;
  const text = textsOf(evidence);
  return information(
    evidence,
    call,
    `${text(call)} takes rows first, then columns: ${first.node.name} stands for the rows and ${second.node.name} for the columns.`,
    [],
  );
}

/** A call of `subMatrix`: what of, and the four ends as they are written. */
interface Part {
  readonly call: Placed;
  readonly whole: string;
  readonly ends: readonly Placed[];
}

function partOf(evidence: Evidence, call: Placed): Part | undefined {
  const [callee, ...ends] = childrenOf(call);
  if (callee?.node.type !== 'MemberExpression' || staticKey(callee.node) !== 'subMatrix' || ends.length !== 4)
    return undefined;
  return { call, whole: textsOf(evidence)(childrenOf(callee)[0]!), ends };
}

/** Parts of one matrix of which one begins where the other one ends, which is one too early. */
function sharedEnds(evidence: Evidence, parts: readonly Part[]): Diagnostic[] {
  const text = textsOf(evidence);
  return parts.flatMap((one) =>
    parts.flatMap((other) => {
      if (one === other || one.whole !== other.whole || one.call.file !== other.call.file) return [];
      const [rows, columns] = [0, 2].map((k) => {
        const [end, start] = [one.ends[k + 1]!, other.ends[k]!];
        return text(end) === text(start) && !isFirst(start) ? end : undefined;
      });
      const areOtherwiseAlike = [0, 1].every(
        (k) => text(one.ends[k + (rows ? 2 : 0)]!) === text(other.ends[k + (rows ? 2 : 0)]!),
      );
      const end = rows ?? columns;
      if (!end || (rows && columns) || !areOtherwiseAlike) return [];
      const line = rows ? 'row' : 'column';
      const message = `The ends of subMatrix are inclusive: ${text(one.call)} ends with ${line} ${text(end)}, which ${text(other.call)} begins with.`;
      return information(evidence, one.call, message, [other.call]);
    }),
  );
}

const isFirst = ({ node }: Placed): boolean => {
  const inner = unwrap(node);
  return inner.type === 'NumericLiteral' && inner.value === 0;
};

/** The finding at a call. */
function information(
  evidence: Evidence,
  call: Placed,
  message: string,
  others: readonly Placed[],
): Diagnostic {
  return {
    code: 'shape-mismatch',
    class: 'shape',
    severity: 'information',
    message,
    span: spanOf(call),
    related: others.map((one) => ({ message: `the other: ${textsOf(evidence)(one)}`, span: spanOf(one) })),
  };
}
