import type { StepDetail, StepView } from '../../shared/panel/protocol.ts';
import { countText, sizeOf, type Tensor } from '../../shared/tensor.ts';
import { operandsOf, type TraceResult } from '../../shared/trace.ts';
import { countContributions, type ContributionCounts } from '../model/contributionCounts.ts';
import { gradientGlimpse } from './glimpse.ts';
import { numbersView } from './numbersView.ts';
import { operandsText, operandText } from '../model/operands.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import { callText } from '../format/callText.ts';
import { lineText } from './rowViews.ts';
import { instantiate } from '../model/ruleText.ts';
import { opInfo, type Variables } from '../model/variables.ts';

/** The backward pass row by row: step 0 is that of the last row, inputs have none. */
export interface Backward {
  readonly count: number;
  /** The step of an index row. */
  stepOf(row: number): StepView;
  /** @param contributions of an equation to its operands' cotangents, null where it has none */
  detail(step: number, contributions: Contributions): StepDetail;
  /** What a step sends to its operands, as `detail` lists it. */
  sent(step: number, contributions: Contributions): readonly Tensor[];
  /** The step of a row; −1 of an input. */
  stepOfRow(row: number): number;
}

/** By the number of an equation what it sends to its operands, null where that is nothing. */
type Contributions = (equation: number) => readonly (Tensor | null)[];

/** The contribution of an equation to the cotangent of operand `operand`: `b̄ += v̄5 · cᵀ`. */
interface ContributionText {
  readonly operand: number;
  readonly text: string;
}

/** The backward pass of a trace that has gradients; empty for one that did not finish. */
export function backwardOf(index: RowIndex): Backward {
  const { result, variables } = index;
  const { trace } = result;
  const count = result.cotangents.length === 0 ? 0 : index.count - index.inputCount;
  const counts = countContributions(result, variables);
  const { plain, barred, sends } = contributionWriter(result, variables, counts);

  const stepOf = (row: number): StepView => {
    const { id, op, operands, kind, shape, gradient, span } = index.row(row);
    const [e] = index.equations(row);
    const isMember = kind === 'member';
    return {
      index: row,
      step: index.count - 1 - row,
      forward: isMember ? `${op} ${operands}` : `${id} = ${callText(op, operandsText(result, plain, e))}`,
      sends: isMember
        ? 'by the operations inside'
        : sends(e)
            .map(({ text }) => text)
            .join(', '),
      silent: gradient?.every((g) => g === 0) ?? false,
      gradient: gradient && shape ? gradientGlimpse(gradient, shape) : null,
      line: lineText(result, span),
      site: index.site(row),
    };
  };

  const partsOf = (e: number, contributions: Contributions) => {
    const parts = contributions(e);
    return sends(e).flatMap(({ operand, text }) => {
      const part = parts[operand];
      return part ? [{ operand, text, part }] : [];
    });
  };

  const detail: Backward['detail'] = (number, contributions) => {
    const row = index.count - 1 - number;
    const { shape, gradient } = index.row(row);
    const [e] = index.equations(row);
    if (!shape || !gradient) {
      const note = 'Traced through: the operations inside send theirs one by one.';
      return { incoming: null, outgoing: [], rule: '', note };
    }
    const operands = operandsOf(trace, e);
    const outgoing = partsOf(e, contributions).map(({ operand, text, part }, i) => {
      const [receiver] = counts.of(operands[operand]!);
      const total = counts.total(receiver!);
      const note =
        total > 1 ? `${ordinal(counts.position(receiver!, e, operand))} of ${countText(total)}` : '';
      return { ...numbersView(text, { step: number, part: i }, part.data, part.shape, true), note };
    });
    return {
      incoming: numbersView(
        `in ${barred.label(variables.ofEquation(e).number)}`,
        { row, what: 'gradient' },
        gradient,
        shape,
        true,
      ),
      outgoing,
      rule: opInfo(result, e)?.rule ?? '',
      note: gradient.every((g) => g === 0) ? 'The cotangent is zero: nothing is sent.' : '',
    };
  };

  return {
    count,
    stepOf,
    detail,
    sent: (number, contributions) => {
      const [e] = index.equations(index.count - 1 - number);
      return partsOf(e, contributions).map(({ part }) => part);
    },
    stepOfRow: (row) => (row < index.inputCount ? -1 : index.count - 1 - row),
  };
}

/** Writes contributions: `plain` names variables, `barred` their cotangents, `sends` gives the texts of an equation. */
function contributionWriter(result: TraceResult, variables: Variables, counts: ContributionCounts) {
  // Leaves by their names, all else by number: `v̄5` then belongs to `v5` at sight.
  const named = (label: Variables['label']): Variables => ({ ...variables, label });
  const plain = named((number) =>
    number < variables.leaves.length ? variables.label(number) : `v${number}`,
  );
  const barred = named((number) => cotangentName(plain.label(number), number));

  const sends = (e: number): ContributionText[] => {
    const operands = operandsOf(result.trace, e);
    const out = variables.ofEquation(e).number;
    const cotangents = operands.map((operand) => operandText(result, barred, operand));
    // Numbers have only one product, written `·`. An operand that was broadcast gets a sum over its copies.
    const isNumber = [variables.ofEquation(e), ...operands].every(({ shape }) => shape.length === 0);
    const rule = opInfo(result, e)?.rule ?? '';
    const isBroadcast = rule.includes('z') && operands.length === 2;
    const terms = instantiate(
      isNumber ? rule.replaceAll('∘', '·') : rule,
      operands.map((operand) => operandText(result, plain, operand)),
      cotangents,
      [plain.label(out), barred.label(out)],
    );
    return operands.flatMap((operand, k): ContributionText[] => {
      const receivers = [...counts.of(operand)];
      if (receivers.length === 0) return [];
      const isSum = receivers.some((variable) => counts.total(variable) > 1);
      const term = terms?.[k] ?? `from ${barred.label(out)}`;
      const summed = isBroadcast && sizeOf(operand.shape) < sizeOf(variables.ofEquation(e).shape);
      const part = summed ? `Σ ${/ /.test(term) ? `(${term})` : term}` : term;
      return [{ operand: k, text: `${cotangents[k]} ${isSum ? '+=' : '='} ${part}` }];
    });
  };
  return { plain, barred, sends };
}

/** `b̄` of a name of one letter, `v̄5` of any other. */
function cotangentName(label: string, number: number): string {
  return [...label].length === 1 ? `${label}\u0304` : `v\u0304${number}`;
}

function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${countText(n)}${suffix}`;
}
