import { isInstrumented } from '../language/functionMarks.ts';
import { carrier, functionsOf, type Boundary, type Callable } from './carrier.ts';

interface Emitter {
  readonly emit: Callable;
  readonly rawListeners: Callable;
  readonly constructor: Callable;
}

/**
 * Node's event emitters: what is emitted reaches the program's own listeners with its gradient. As soon as one of them is not
 * the program's, as those of streams, all get plain numbers.
 */
export function registerEvents(boundary: Boundary): void {
  const emitter = emitterPrototype();
  if (!emitter) return;
  const { emit, rawListeners } = emitter;
  const { dispatch } = boundary;
  for (const f of functionsOf(emitter, ['constructor'])) carrier(boundary, f, { index: [0] });
  const carry = dispatch.handlers.get(emit)!;
  dispatch.handlers.set(emit, (call) => {
    const { site, self, args } = call;
    const isOwn = (given: unknown) =>
      isInstrumented(given) || isInstrumented((given as { listener?: unknown }).listener);
    const isEmitter = self instanceof emitter.constructor;
    const listeners = isEmitter ? (Reflect.apply(rawListeners, self, [args[0]]) as unknown[]) : [];
    if (listeners.length > 0 && listeners.every(isOwn)) return carry(call);
    const isHeard = listeners.length > 0 || args[0] === 'error';
    return dispatch.foreign(site, emit, self, args, isHeard ? 'opaque' : null);
  });
}

/** Where Node has the members of its emitters: `process` inherits from it. */
function emitterPrototype(): Emitter | undefined {
  let holder = (globalThis as { process?: object }).process ?? null;
  do holder = holder && (Object.getPrototypeOf(holder) as object | null);
  while (holder && !Object.hasOwn(holder, 'rawListeners'));
  return (holder ?? undefined) as Emitter | undefined;
}
