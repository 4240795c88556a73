import type { Fix } from '../../shared/errors.ts';
import { oneLine } from '../evidence/evidence.ts';
import { childrenOf, spanOf, type Placed, type Program } from '../program/program.ts';
import type { Recorded } from './recorded.ts';

/** One kind of repair: the changes that it can make at a node; where there is a record, those that it shows a reason for. */
export type Repair = (at: Placed, program: Program, recorded?: Recorded) => readonly Fix[];

export type Edit = Fix['edits'][number];

/** The text of a node put in its place. */
export function replaced(at: Placed, text: string): Edit {
  return { span: spanOf(at), text };
}

/** A text put before a node. */
export function before(at: Placed, text: string): Edit {
  const [file, line, column] = spanOf(at);
  return { span: [file, line, column, line, column], text };
}

/** A text put after a node. */
export function after(at: Placed, text: string): Edit {
  const [file, , , line, column] = spanOf(at);
  return { span: [file, line, column, line, column], text };
}

/** The source text of a node; of a name, without the type that may be declared with it. */
export function textOf(program: Program, at: Placed): string {
  return at.node.type === 'Identifier' ? at.node.name : program.text(spanOf(at));
}

/** A node's text for a title: on one line, short. */
export function shortText(program: Program, at: Placed): string {
  return oneLine(textOf(program, at));
}

/** The child in a property of a node. */
export function part(at: Placed, key: string): Placed | undefined {
  return childrenOf(at).find((one) => one.key === key);
}

/** The children in a property of a node. */
export function parts(at: Placed, key: string): Placed[] {
  return childrenOf(at).filter((one) => one.key === key);
}
