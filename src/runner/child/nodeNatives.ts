import { Buffer } from 'node:buffer';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { Readable } from 'node:stream';
import {
  carrier,
  isInstrumented,
  isList,
  rule,
  wrapped,
  type GivenNative,
  type NativeRecord,
} from '../../engine/index.ts';

const { rawListeners } = EventEmitter.prototype;

/** The first argument of an emitter's methods is the event's name. */
const onEvent = carrier({ index: [0] });

/**
 * `emit` reaches listeners of the program with the gradient of its arguments. As soon as one listener is not the program's, as those of
 * streams, all get plain numbers.
 */
const emit = wrapped(onEvent, (carry, { dispatch }, native) => (call) => {
  const { site, self, args } = call;
  const isOwn = (given: unknown) =>
    isInstrumented(given) || isInstrumented((given as { listener?: unknown }).listener);
  const listeners =
    self instanceof EventEmitter
      ? (Reflect.apply(rawListeners as () => unknown[], self, [args[0]]) as unknown[])
      : [];
  if (listeners.length > 0 && listeners.every(isOwn)) return carry(call);
  const isHeard = listeners.length > 0 || args[0] === 'error';
  return dispatch.foreign(site, native, self, args, isHeard ? 'opaque' : null);
});

/**
 * A native of Node that reads the result of a callback as a boolean, where a tracked number would be an object, which is true. The
 * callback is argument `at`, or an option in it.
 */
const asking = (at: number, option?: string): NativeRecord =>
  rule(({ dispatch, truth }, native) => {
    const asked = (site: number, f: unknown): unknown => {
      if (!isInstrumented(f)) return f;
      return function (this: unknown, ...args: unknown[]) {
        const answer = dispatch.call(site, f, this, args);
        return answer instanceof Promise ? answer.then((v) => truth(site, v)) : truth(site, answer);
      };
    };
    return ({ site, self, args }) => {
      const given = args[at];
      if (option === undefined) args[at] = asked(site, given);
      else if (isList(given)) args[at] = { ...given, [option]: asked(site, (given as never)[option]) };
      return dispatch.foreign(site, native, self, args);
    };
  });

const members = (holder: object, names: string, record: NativeRecord): GivenNative[] =>
  names.split(' ').map((name) => [Reflect.get(holder, name), record]);

const emitterMethods =
  'setMaxListeners getMaxListeners addListener on prependListener once prependOnceListener removeListener off removeAllListeners listeners rawListeners listenerCount eventNames';

/** Records for the functions of Node's own modules that are more than untraced code. Missing functions are left out. */
export const nodeNatives: readonly GivenNative[] = [
  [Buffer.isBuffer, carrier()], // tests a class and looks at no number
  ...members(EventEmitter.prototype, emitterMethods, onEvent),
  [EventEmitter.prototype.emit, emit],
  ...members(Readable.prototype, 'filter find some every', asking(0)),
  ...members(fs, 'cp cpSync', asking(2, 'filter')),
  ...members(fs, 'glob globSync', asking(1, 'exclude')),
  ...members(fs.promises, 'cp', asking(2, 'filter')),
  ...members(fs.promises, 'glob', asking(1, 'exclude')),
];
