import type { Runtime } from '../../shared/runtime.ts';
import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import type { Dispatch } from './dispatch.ts';

type Calls = Pick<
  Runtime,
  'call0' | 'call1' | 'call2' | 'call3' | 'callN' | 'tag' | 'construct' | 'returned'
>;

const invoke = Function.prototype.call;

/**
 * Calls and `new`. `call0` to `call3` call instrumented code that has no handler at once; `dispatch` decides about everything else.
 * Each arity has a function of its own, so that such a call allocates no array.
 * @param locates as for `Dispatch`; if false, scopes are not recorded either
 */
export function calls(tracer: Tracer, dispatch: Dispatch, locates: boolean): Calls {
  const { scopes } = tracer.recorder;
  const { known } = dispatch;
  /** Whether a call of `f` at this site is no more than a call, and limits need no check now. */
  const isDirect = (s: number, f: unknown, self: unknown): boolean =>
    (known[s] === f || dispatch.learns(s, f, self)) && f !== undefined && (!locates || --tracer.fuel >= 0);

  return {
    call0(s, f, self) {
      if (!isDirect(s, f, self)) return dispatch.call(s, f, self, []);
      if (!locates) return invoke.call(f as never, self);
      scopes.enter(s);
      try {
        return invoke.call(f as never, self);
      } catch (error) {
        tracer.threw(error, s);
        throw error;
      } finally {
        scopes.leave();
      }
    },
    call1(s, f, self, a) {
      if (!isDirect(s, f, self)) return dispatch.call(s, f, self, [a]);
      if (!locates) return invoke.call(f as never, self, a);
      scopes.enter(s);
      try {
        return invoke.call(f as never, self, a);
      } catch (error) {
        tracer.threw(error, s);
        throw error;
      } finally {
        scopes.leave();
      }
    },
    call2(s, f, self, a, b) {
      if (!isDirect(s, f, self)) return dispatch.call(s, f, self, [a, b]);
      if (!locates) return invoke.call(f as never, self, a, b);
      scopes.enter(s);
      try {
        return invoke.call(f as never, self, a, b);
      } catch (error) {
        tracer.threw(error, s);
        throw error;
      } finally {
        scopes.leave();
      }
    },
    call3(s, f, self, a, b, c) {
      if (!isDirect(s, f, self)) return dispatch.call(s, f, self, [a, b, c]);
      if (!locates) return invoke.call(f as never, self, a, b, c);
      scopes.enter(s);
      try {
        return invoke.call(f as never, self, a, b, c);
      } catch (error) {
        tracer.threw(error, s);
        throw error;
      } finally {
        scopes.leave();
      }
    },
    callN: (s, f, self, args) => dispatch.call(s, f, self, args),
    tag:
      (s, f, self) =>
      (...args: unknown[]) =>
        dispatch.call(s, f, self, args),
    construct: (s, constructor, args) => dispatch.construct(s, constructor, args),
    returned: (target, value) => (target !== undefined && Box.is(value) ? Box.value(value) : value),
  };
}
