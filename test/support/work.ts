import { Session } from 'node:inspector';

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * How much work a function does, the same on every machine: how often each block of code runs, and how many characters the text
 * methods that V8 has in native code go through. Blocks are counted of modules that were loaded after this one.
 */
export function workOf(run: () => unknown): number {
  let blocks = 0;
  // What ran before does not count.
  session.post('Profiler.takePreciseCoverage');
  const characters = countCharacters(run);
  session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
    for (const { functions } of result) {
      for (const { ranges } of functions) for (const { count } of ranges) blocks += count;
    }
  });
  return blocks + characters;
}

type Text = Record<string, (this: string, ...args: unknown[]) => unknown>;

/** Characters that natives look at: all of the text for those that go through it, what they pass for those that stop. */
function countCharacters(run: () => unknown): number {
  let count = 0;
  const text = String.prototype as unknown as Text;
  const natives: Text = {};
  const distance = (self: string, from: unknown, found: unknown, start: number) =>
    Math.abs((found === -1 ? self.length - start : Number(found)) - Number(from ?? start));
  const costs: Readonly<Record<string, (self: string, args: unknown[], result: unknown) => number>> = {
    ...Object.fromEntries(
      ['split', 'match', 'matchAll', 'replace', 'replaceAll', 'search', 'trim', 'trimEnd'].map((name) => [
        name,
        (self: string) => self.length,
      ]),
    ),
    indexOf: (self, [, from], found) => distance(self, from, found, 0),
    lastIndexOf: (self, [, from], found) => distance(self, from, found, self.length),
    slice: (_self, _args, result) => String(result).length / 100,
  };
  for (const [name, cost] of Object.entries(costs)) {
    const native = (natives[name] = text[name]!);
    text[name] = function (...args) {
      const result = Reflect.apply(native, this, args);
      count += cost(String(this), args, result);
      return result;
    };
  }
  // Of expressions only sticky ones tell how far they look.
  const expression = RegExp.prototype;
  const { exec } = expression;
  expression.exec = function (string) {
    const found = Reflect.apply(exec, this, [string]) as RegExpExecArray | null;
    if (this.sticky) count += found?.[0].length ?? 1;
    return found;
  };
  try {
    run();
  } finally {
    Object.assign(text, natives);
    expression.exec = exec;
  }
  return Math.round(count);
}
