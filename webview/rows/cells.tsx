import { callText, isInfix } from '../../src/present/format/callText.ts';
import { shortPlace } from '../../src/present/format/placeText.ts';
import type { EquationView } from '../../src/shared/panel/protocol.ts';
import type { Columns } from '../room/columns.ts';
import { hasBars, operandsFor } from '../room/fitting.ts';

interface HeadingProps {
  readonly kind: string;
  /** Characters of the column; without room it has no heading. */
  readonly room?: number;
  readonly text: string;
  /** What it says in words where the text is short. */
  readonly label?: string;
}

/** The heading of a column. */
export function Heading({ kind, room = 1, text, label }: HeadingProps) {
  if (room === 0) return null;
  return (
    <span class={kind} role="columnheader" aria-label={label} title={label}>
      {text}
    </span>
  );
}

/** The headings of what a row's numbers are; of each the characters of its column. */
export function NumberHeadings(room: Pick<Columns, 'shape' | 'value' | 'gradient'>) {
  return (
    <>
      <Heading kind="shape" room={room.shape} text="shape" />
      <Heading kind={hasBars(room.value) ? 'value above-least' : 'value'} room={room.value} text="value" />
      <Heading kind="gradient" room={room.gradient} text="∂ ‖·‖" label="gradient, of a matrix its norm" />
    </>
  );
}

interface TextProps {
  readonly kind: string;
  readonly text: string | undefined;
  /** Characters of the column; without room there is no cell. */
  readonly room: number;
}

/** A cell with numbers that are whole or not there: the first of its forms that fits. */
function FittingText({ kind, text = '', room, short }: TextProps & { readonly short: string }) {
  if (room === 0) return null;
  return (
    <span class={kind} role="gridcell" title={text}>
      {[text, short].find(({ length }) => length <= room)}
    </span>
  );
}

/** `v5`; of a member that was traced through `v6…v1209`, or `v6…`. */
export function Id(props: Omit<TextProps, 'kind'>) {
  return <FittingText {...props} kind="id" short={(props.text ?? '').replace(/….*/, '…')} />;
}

/** `4×4`. */
export function ShapeCell(props: Omit<TextProps, 'kind'>) {
  return <FittingText {...props} kind="shape" short="" />;
}

/** `12`; of another file `loss.ts:12`, or `…:12`. */
export function Line(props: Omit<TextProps, 'kind'>) {
  return <FittingText {...props} kind="line" short={shortPlace(props.text ?? '')} />;
}

interface EquationProps {
  readonly row: EquationView | undefined;
  /** Whether it begins with its id where it has no name. */
  readonly withId: boolean;
  /** Characters of its column. */
  readonly room: number;
}

/** Characters of a name that are seen at least. */
const leastName = 8;

/**
 * What a row computes: `growth = exp(v5)`, `waves = a · v3 mmul`; of an input its name. Operands whose names have no room are said by their
 * ids. What is too long yet ends in dots, a path begins with them: its end tells more.
 */
export function Equation({ row, withId, room }: EquationProps) {
  if (!row) return <span class="equation" role="gridcell" />;
  const { id, kind, names } = row;
  const name = names || (withId ? id : '');
  const op = <span class="op">{row.op}</span>;
  const opLast = kind === 'input' || (kind === 'equation' && isInfix(row.operands));
  const around = (name && `${name} = `).length + (opLast ? 0 : row.op.length + 2);
  const operands = operandsFor(row, room - around);
  const [open, close] = kind === 'equation' && !opLast ? ['(', ')'] : [' ', ''];
  return (
    <span class="equation" role="gridcell" title={titleOf(row)}>
      <span class="said">
        {name && (
          <span
            class={`name ${/[.:]/.test(name) ? 'path' : ''}`}
            style={{ minWidth: `${Math.min(leastName, name.length)}ch` }}
          >
            <bdi>{name}</bdi>
          </span>
        )}
        <span class="computed">
          {name && kind !== 'input' && ' = '}
          {!opLast && [op, open]}
          <span class="operands">{operands}</span>
          {!opLast && close}
        </span>
      </span>
      {opLast && op}
    </span>
  );
}

function titleOf({ id, kind, names, op, operands }: EquationView): string {
  const left = [id, names].filter(Boolean).join(' ');
  if (kind === 'input') return `${left}: ${op}`;
  if (kind === 'member') return `${left} = ${op} ${operands}`;
  return `${left} = ${callText(op, operands)}${isInfix(operands) ? ` (${op})` : ''}`;
}
