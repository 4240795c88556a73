import type { Derivatives, DerivativeCheck } from '../../shared/derivatives.ts';
import { nest, type Tensor } from '../../shared/tensor.ts';
import { alignedNumbers, jsonNumber } from '../format/numberText.ts';

/** Tangents, Jacobian and Hessian as tables, under the text of their trace. */
export function formatDerivatives(derivatives: Derivatives): string {
  const { outputs, inputs, jvp, jacobian, hessian, check = {}, note } = derivatives;
  const tables = [
    jvp &&
      table('Tangents of the outputs, every input moving by one', outputs, [''], jvp) + checkLine(check.jvp),
    jacobian && table('Jacobian, outputs by inputs', outputs, inputs, jacobian) + checkLine(check.jacobian),
    hessian && table("Hessian of the outputs' sum", inputs, inputs, hessian) + checkLine(check.hessian),
    note && `  ${note}\n`,
  ];
  return tables.flatMap((part) => (part ? [`\n${part}`] : [])).join('');
}

/** Further derivatives in the machine-readable form. */
export function derivativesObject({ outputs, inputs, check, note, ...tensors }: Derivatives) {
  const numbers = Object.entries(tensors).map(([kind, tensor]) => [
    kind,
    nest(tensor.shape, (i) => jsonNumber(tensor.data[i]!)),
  ]);
  return {
    outputs,
    inputs,
    ...Object.fromEntries(numbers),
    ...(check && { check }),
    ...(note !== undefined && { note }),
  };
}

/** What the comparison with differences says, under its table. */
function checkLine(check: DerivativeCheck | undefined): string {
  if (!check) return '';
  const { outcome, why } = check;
  const text = { ok: '✓ checked', failed: `✗ wrong: ${why}`, 'not compared': `not compared: ${why}` }[
    outcome
  ];
  return `    ${text}\n`;
}

function table(title: string, rows: readonly string[], columns: readonly string[], { data }: Tensor): string {
  const numbers = alignedNumbers(data);
  const widthOf = (texts: readonly string[]) => Math.max(0, ...texts.map(({ length }) => length));
  const left = widthOf(rows);
  const width = widthOf([...numbers, ...columns]);
  const line = (name: string, cells: readonly string[]) =>
    `    ${name.padEnd(left)}${cells.map((cell) => `  ${cell.padStart(width)}`).join('')}`.trimEnd() + '\n';
  const n = columns.length;
  const head = columns.some((name) => name !== '') ? line('', columns) : '';
  return `  ${title}\n${head}${rows.map((name, i) => line(name, numbers.slice(i * n, (i + 1) * n))).join('')}`;
}
