import type { MatrixModules } from '../matrix/ruleOrTwin.ts';
import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';

/**
 * Records that a value got a name: the name counts for the variable whose first element the value starts with and whose size it has.
 */
export function valueNames(tracer: Tracer, { store }: MatrixModules): (site: number, value: object) => void {
  const { recorder } = tracer;
  return (site, value) => {
    // Of a proxy nothing may be asked, not even whether it is a list.
    if (tracer.isOpaque(value)) return;
    // Lists come before boxes: V8 takes long to find that a list is no box.
    if (Array.isArray(value)) {
      if (Box.isFirst(value[0])) recorder.name(Box.id(value[0]), site, value.length);
      return;
    }
    if (Box.isNamed(value)) return recorder.name(Box.id(value), site, 1);
    if (store.accessors.size === 0) return;
    const m = store.denseReceiver(value);
    if (!m) return;
    // One of which nothing is tracked, too: elements may be later, and as an operand it is told by its name.
    const holder = tracer.holders.named(m, site);
    const id = store.firstId(m, site);
    if (id > 0) recorder.name(id, site, store.size(m), holder);
  };
}
