import type { Node, NodeOf } from '../ast.ts';
import type { Writer } from '../writer.ts';

/** A block with statements inserted after its directives, and some after a statement of its own. */
export function writeBlock(
  w: Writer,
  block: NodeOf<'BlockStatement'>,
  inserted: string,
  after?: { readonly node: Node; readonly text: string },
): string {
  if (inserted === '' && !after) return w.copy(block);
  const last = block.directives.at(-1);
  const text = w.copy(block, (child) => {
    const written = w.write(child);
    return child === last ? written + inserted : child === after?.node ? written + after.text : written;
  });
  return last ? text : text.replace('{', () => `{${inserted}`);
}
