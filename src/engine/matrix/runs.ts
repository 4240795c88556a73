import type { Tracer } from '../tracking/tracer.ts';

/** Runs the user's own code of ml-matrix, of which nothing is recorded. */
export function runUntraced<T>(tracer: Tracer, run: () => T): T {
  tracer.foreign++;
  try {
    return run();
  } finally {
    tracer.foreign--;
  }
}

/** Runs a twin: what it does is recorded, in a scope that folds into one row under the member's name. */
export function traceThrough<T>(tracer: Tracer, site: number, name: string, run: () => T): T {
  const { scopes } = tracer.recorder;
  const { foreign } = tracer;
  tracer.foreign = 0;
  scopes.enterMember(site, name);
  try {
    return run();
  } finally {
    scopes.leave();
    tracer.foreign = foreign;
  }
}
