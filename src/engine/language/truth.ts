import type { Runtime } from '../../shared/runtime.ts';
import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';

type Truth = Pick<Runtime, 'truth' | 'v' | 'nil' | 'not' | 'typeOf'>;

/** Conditions, `!` and `typeof`. The truth of a box is recorded as a guard. */
export function truth(tracer: Tracer): Truth {
  return {
    not(s, a) {
      return !this.truth(s, a);
    },
    typeOf: (a) => (Box.is(a) ? 'number' : typeof a),
    truth(s, a) {
      this.v = a;
      if (typeof a !== 'object') return !!a;
      if (!Box.is(a)) return a !== null;
      const outcome = !!Box.value(a);
      tracer.recorder.guard('truth', s, Box.id(a), 0, outcome);
      return outcome;
    },
    v: undefined,
    nil(a) {
      this.v = a;
      return a === null || a === undefined;
    },
  };
}
