import type { Runtime } from '../../shared/runtime.ts';
import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import type { Dispatch } from './dispatch.ts';

type ArityCalls = Pick<Runtime, 'call0' | 'call1' | 'call2' | 'call3'>;
type Calls = ArityCalls & Pick<Runtime, 'callN' | 'tag' | 'construct' | 'returned'>;

const { call } = Function.prototype;
/** Calls what comes first on what comes second, whatever a program has made of `call`. */
const invoke = call.bind(call) as (f: unknown, self: unknown, ...args: unknown[]) => unknown;

/**
 * Calls and `new`. `call0` to `call3` call instrumented code that has no handler at once; `dispatch` decides about everything else.
 * @param locates as for `Dispatch`; if false, scopes are not recorded either
 */
export function calls(tracer: Tracer, dispatch: Dispatch, locates: boolean): Calls {
  return {
    ...(locates ? locatedCalls(tracer, dispatch) : bareCalls(dispatch)),
    callN: (s, f, self, args) => dispatch.call(s, f, self, args),
    tag:
      (s, f, self) =>
      (...args: unknown[]) =>
        dispatch.call(s, f, self, args),
    construct: (s, constructor, args) => dispatch.construct(s, constructor, args),
    returned: (target, value) => (target !== undefined && Box.is(value) ? Box.value(value) : value),
  };
}

/*
 * Each arity has a function of its own, so that a call allocates no array. The bare set is apart, since it has to stay small: one set
 * for both kinds of session made calls of a program session slower by a third (measured).
 */

/** `call0` to `call3` of a traced run: scopes are recorded, exceptions looked at on their way. */
function locatedCalls(tracer: Tracer, dispatch: Dispatch): ArityCalls {
  const { scopes } = tracer.recorder;
  const { known } = dispatch;
  /** Whether a call of `f` at this site is no more than a call, and limits need no check now. */
  const isDirect = (s: number, f: unknown, self: unknown): boolean =>
    (known[s] === f || dispatch.learns(s, f, self)) && f !== undefined && --tracer.fuel >= 0;
  return {
    call0(s, f, self) {
      if (!isDirect(s, f, self)) return dispatch.call(s, f, self, []);
      scopes.enter(s);
      try {
        return invoke(f, self);
      } catch (error) {
        tracer.threw(error, s);
        throw error;
      } finally {
        scopes.leave();
      }
    },
    call1(s, f, self, a) {
      if (!isDirect(s, f, self)) return dispatch.call(s, f, self, [a]);
      scopes.enter(s);
      try {
        return invoke(f, self, a);
      } catch (error) {
        tracer.threw(error, s);
        throw error;
      } finally {
        scopes.leave();
      }
    },
    call2(s, f, self, a, b) {
      if (!isDirect(s, f, self)) return dispatch.call(s, f, self, [a, b]);
      scopes.enter(s);
      try {
        return invoke(f, self, a, b);
      } catch (error) {
        tracer.threw(error, s);
        throw error;
      } finally {
        scopes.leave();
      }
    },
    call3(s, f, self, a, b, c) {
      if (!isDirect(s, f, self)) return dispatch.call(s, f, self, [a, b, c]);
      scopes.enter(s);
      try {
        return invoke(f, self, a, b, c);
      } catch (error) {
        tracer.threw(error, s);
        throw error;
      } finally {
        scopes.leave();
      }
    },
  };
}

/** `call0` to `call3` of a program session: a call of known instrumented code is only that. */
function bareCalls(dispatch: Dispatch): ArityCalls {
  const { known } = dispatch;
  return {
    call0: (s, f, self) =>
      f !== undefined && known[s] === f ? invoke(f, self) : dispatch.call(s, f, self, []),
    call1: (s, f, self, a) =>
      f !== undefined && known[s] === f ? invoke(f, self, a) : dispatch.call(s, f, self, [a]),
    call2: (s, f, self, a, b) =>
      f !== undefined && known[s] === f ? invoke(f, self, a, b) : dispatch.call(s, f, self, [a, b]),
    call3: (s, f, self, a, b, c) =>
      f !== undefined && known[s] === f ? invoke(f, self, a, b, c) : dispatch.call(s, f, self, [a, b, c]),
  };
}
