import type { Runtime } from '../../shared/runtime.ts';
import { integersRead, isSlots, type Storage } from '../tracking/slots.ts';
import type { Tracer } from '../tracking/tracer.ts';
import type { Accessor } from '../language/members.ts';
import { StandIns } from './standIns.ts';

type Patterns = Pick<
  Runtime,
  'properties' | 'patterned' | 'taken' | 'none' | 'parameters' | 'restOf' | 'ofRest'
>;

/** The runtime's part for patterns: a value that a pattern takes apart gets a stand-in where numbers are tracked. */
export function patterns(tracer: Tracer, slots: Storage, stackLimit?: Accessor): Patterns {
  const standIns = new StandIns(tracer, slots, stackLimit);
  const none = Symbol('none');
  const self: Patterns = {
    none,
    properties(s, value) {
      integersRead(tracer, value, s);
      return tracer.shadows.any && isSlots(value) ? slots.seen(value, s) : value;
    },
    patterned: (s, value, pattern) =>
      tracer.shadows.any || pattern.asks || ('rest' in pattern && pattern.rest)
        ? standIns.of(s, value, pattern)
        : value,
    taken: (value) => standIns.original(value),
    parameters(s, values, pattern) {
      const isSeen =
        tracer.shadows.any || pattern.asks || values.some((one) => one === null || one === undefined);
      return isSeen ? standIns.of(s, values, pattern) : values;
    },
    restOf: (all, from) => Array.from({ length: Math.max(all.length - from, 0) }, (_, k) => all[from + k]),
    ofRest(s, values, pattern) {
      const prototype = [Array.prototype, Object.prototype].find(Object.isExtensible) ?? Array.prototype;
      Object.defineProperty(prototype, none, {
        configurable: true,
        get(this: unknown[]) {
          Reflect.deleteProperty(prototype, none);
          return self.parameters(s, [...values, this], pattern);
        },
      });
      return none;
    },
  };
  return self;
}
