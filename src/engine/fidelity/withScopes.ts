import { runtimeGlobal, type Runtime } from '../../shared/runtime.ts';
import type { Tracer } from '../tracking/tracer.ts';

type Withs = Pick<Runtime, 'scope' | 'look' | 'looked'>;

/** The names that `with` brings into scope. V8 looks each one up when it is read: a proxy answers. */
export function withs(tracer: Tracer): Withs & ThisType<Runtime> {
  return {
    scope(s, object) {
      const plain = tracer.unbox(object, 'opaque', 'with', s);
      // V8 throws
      if (plain === null || plain === undefined) return plain;
      const scope = Object(plain) as object;
      return new Proxy(Object.create(null) as object, {
        has: (_, key) => key !== runtimeGlobal && Reflect.has(scope, key),
        get: (_, key) => {
          const value = this.get(s, scope, key);
          if (key !== Symbol.unscopables) this.self = scope;
          return value;
        },
        set: (_, key, value) => {
          this.setAtSloppy(s, scope, key, value);
          return true;
        },
        deleteProperty: (_, key) => Reflect.deleteProperty(scope, key),
      });
    },
    look() {
      this.self = undefined;
    },
    looked: (_, f) => f,
  };
}
