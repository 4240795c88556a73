import type { Slice, StepDetail, StepView } from '../shared/panel.ts';
import { sizeOf, type Tensor } from '../shared/tensor.ts';
import { operandsOf, type Operand } from '../shared/trace.ts';
import { gradientGlimpse, numbersView } from './glimpse.ts';
import { operandText } from './operands.ts';
import type { RowIndex } from './rowIndex.ts';
import { lineText, range } from './rowViews.ts';
import { opInfo, type Variables } from './variables.ts';

/** The backward pass row by row: step 0 is that of the last row, inputs have none. */
export interface Backward {
  readonly count: number;
  steps(slice: Slice): StepView[];
  /** `sent`: the cotangents that equation `e` sends to its operands, null where it sends none. */
  detail(step: number, sent: (equation: number) => readonly (Tensor | null)[]): StepDetail;
  /** The step of a row; −1 of an input. */
  stepOfRow(row: number): number;
}

/** The backward pass of a trace that has gradients; empty for one that did not finish. */
export function backwardOf(index: RowIndex): Backward {
  const { result, variables } = index;
  const { trace } = result;
  const count = result.cotangents.length === 0 ? 0 : index.count - index.inputCount;
  const rowOf = (step: number) => index.count - 1 - step;
  const barred: Variables = {
    ...variables,
    label: (number) => cotangentName(variables.label(number), number),
  };
  let uses: Int32Array | undefined;

  /** Variables that an operand is made of. */
  const variablesOf = ({ refs, block, static: isStatic }: Operand): Set<number> => {
    if (isStatic) return new Set();
    if (block > 0 && refs.length > 0) {
      const { variable, index: at } = variables.place(block);
      if (at + refs.length <= sizeOf(variables.at(variable).shape)) return new Set([variable]);
    }
    return new Set(
      Array.from(
        refs.filter((ref) => ref > 0),
        (ref) => variables.place(ref).variable,
      ),
    );
  };
  /** How often each variable is an operand or an output: so many cotangents add up in it. */
  const usesOf = (variable: number): number => {
    if (!uses) {
      uses = new Int32Array(variables.count);
      for (let e = 0; e < trace.equations.op.length; e++) {
        for (const operand of operandsOf(trace, e)) for (const v of variablesOf(operand)) uses[v]!++;
      }
      for (const { refs } of trace.outputs) {
        for (const v of new Set(
          Array.from(
            refs.filter((ref) => ref > 0),
            (ref) => variables.place(ref).variable,
          ),
        )) {
          uses[v]!++;
        }
      }
    }
    return uses[variable]!;
  };
  const isSum = (operand: Operand) => [...variablesOf(operand)].some((v) => usesOf(v) > 1);

  const sends = (e: number): { operand: Operand; text: string }[] => {
    const operands = operandsOf(trace, e);
    const out = variables.ofEquation(e).number;
    const texts = instantiate(
      opInfo(result, e)?.rule ?? '',
      operands.map((operand) => operandText(result, variables, operand)),
      operands.map((operand) => operandText(result, barred, operand)),
      [variables.label(out), barred.label(out)],
    );
    return operands.flatMap((operand, k) => {
      if (operand.static || operand.refs.every((ref) => ref < 0)) return [];
      const sign = isSum(operand) ? '+=' : '=';
      const text = texts?.[k] ?? {
        to: operandText(result, barred, operand),
        what: `from ${barred.label(out)}`,
      };
      return [{ operand, text: `${text.to} ${sign} ${text.what}` }];
    });
  };

  const steps = ({ from, count: most }: Slice): StepView[] =>
    range(from, most, count).map((step) => {
      const row = rowOf(step);
      const { id, op, operands, kind, shape, gradient, span } = index.row(row);
      const [e] = index.equations(row);
      return {
        row,
        step,
        forward: kind === 'member' ? `${op} ${operands}` : `${id} = ${forwardText(op, operands)}`,
        sends:
          kind === 'member'
            ? 'by the operations inside'
            : sends(e)
                .map(({ text }) => text)
                .join(', '),
        silent: gradient?.every((g) => g === 0) ?? false,
        gradient: gradient && shape ? gradientGlimpse(gradient, shape) : null,
        line: lineText(result, span),
        site: index.site(row),
      };
    });

  /** Number of this contribution among all that a variable receives, in the order of the backward pass. */
  const position = (variable: number, e: number): number => {
    let before = trace.outputs.some(({ refs }) =>
      refs.some((ref) => ref > 0 && variables.place(ref).variable === variable),
    )
      ? 1
      : 0;
    for (let later = trace.equations.op.length - 1; later > e; later--) {
      for (const operand of operandsOf(trace, later)) if (variablesOf(operand).has(variable)) before++;
    }
    return before + 1;
  };

  const detail: Backward['detail'] = (step, sent) => {
    const row = rowOf(step);
    const { kind, shape, gradient } = index.row(row);
    const [e] = index.equations(row);
    if (kind === 'member' || !shape || !gradient) {
      return {
        incoming: null,
        outgoing: [],
        rule: '',
        note: 'Traced through: the operations inside send theirs one by one.',
      };
    }
    const incoming = numbersView(`in ${barred.label(variables.ofEquation(e).number)}`, gradient, shape, true);
    const operands = operandsOf(trace, e);
    const silent = gradient.every((g) => g === 0);
    const parts = silent ? [] : sent(e);
    const outgoing = sends(e).flatMap(({ operand, text }) => {
      const part =
        parts[
          operands.findIndex(
            ({ refs, block }) => refs === operand.refs || (block > 0 && block === operand.block),
          )
        ];
      if (!part) return [];
      const [variable] = variablesOf(operand);
      const total = usesOf(variable!);
      const note = total > 1 ? `${ordinal(position(variable!, e))} of ${total} contributions` : '';
      return [{ ...numbersView(text, part.data, part.shape, true), note }];
    });
    return {
      incoming,
      outgoing,
      rule: opInfo(result, e)?.rule ?? '',
      note: silent ? 'The cotangent is zero: nothing is sent.' : '',
    };
  };
  return { count, steps, detail, stepOfRow: (row) => (row < index.inputCount ? -1 : index.count - 1 - row) };
}

/** `b · c` where the operands are joined by a sign, else `sin(b)`. */
function forwardText(op: string, operands: string): string {
  return / [^\w\s,.…[\]] /.test(operands) ? operands : `${op}(${operands})`;
}

/** `b̄` of a name of one letter, `v̄5` of any other. */
function cotangentName(label: string, number: number): string {
  return [...label].length === 1 ? `${label}\u0304` : `v\u0304${number}`;
}

/**
 * A rule with the operands' names in the places of its letters: `x̄ += z̄ ∘ y;  ȳ += z̄ ∘ x` → one text an operand. Letters are
 * x, y (A, B of matrices, X of one) for operands and z (Z) for the result. Undefined where a rule is not of this form.
 */
export function instantiate(
  rule: string,
  names: readonly string[],
  cotangents: readonly string[],
  [result, incoming]: readonly [string, string],
): { to: string; what: string }[] | undefined {
  const parts = rule.normalize('NFD').split(/;\s+/);
  if (parts.length !== names.length) return undefined;
  const texts = parts.map((part) => /^\S+ \+= (.*)$/su.exec(part)?.[1]);
  if (texts.some((text) => text === undefined || /[ᵢⱼₙ₁₂]|\[/u.test(text))) return undefined;
  const operandOf: { readonly [letter: string]: number } = { x: 0, A: 0, X: 0, y: 1, B: 1 };
  return texts.map((text, k) => {
    const what = text!.replace(
      /(?<![\p{L}])(\d*)([xyzABXZ])(\u0304?)(?![\p{L}--ᵀ])/gv,
      (whole, digits: string, letter: string, bar: string) => {
        const at = operandOf[letter];
        const name = at === undefined ? (bar ? incoming : result) : bar ? cotangents[at] : names[at];
        if (name === undefined) return whole;
        const safe = /\s/.test(name) ? `(${name})` : name;
        return digits ? `${digits}·${safe}` : safe;
      },
    );
    return { to: cotangents[k]!, what };
  });
}

function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}
