import { describe, expect, it } from 'vitest';
import { codeOf, fullText, headline, stackOf } from '../../../src/runner/child/thrown.ts';
import { folder, traceJson } from '../../cli/gradlens.ts';

const hostile = () => {
  throw new Error('not to be seen');
};
const trap = new Proxy({}, { get: hostile });
const revoked = (target: object) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};

/** Values that resist formatting, and what is shown of them. */
const throwables: readonly (readonly [name: string, value: unknown, shown: string | RegExp])[] = [
  ['undefined', undefined, 'undefined'],
  ['a text', 'no', "'no'"],
  ['a symbol', Symbol('s'), 'Symbol(s)'],
  ['a bigint', 10n, '10n'],
  ['an error', new TypeError('x'), 'TypeError: x'],
  ['an object without prototype', Object.create(null), '[Object: null prototype] {}'],
  ['its own inspection', { [Symbol.for('nodejs.util.inspect.custom')]: hostile }, /^\{ .* \}$/],
  ['its own text', { toString: hostile, [Symbol.toPrimitive]: hostile }, /^\{/],
  [
    'a message that throws',
    Object.defineProperty(new Error('x'), 'message', { get: hostile }),
    /^Error: \(its message/,
  ],
  ['a name that throws', Object.defineProperty(new Error('x'), 'name', { get: hostile }), 'Error: x'],
  ['a stack that throws', Object.defineProperty(new Error('x'), 'stack', { get: hostile }), 'Error: x'],
  ['a code that throws', Object.defineProperty(new Error('x'), 'code', { get: hostile }), 'Error: x'],
  [
    'a message that is an object',
    Object.assign(new Error(''), { message: { toString: hostile } }),
    /^Error: \{/,
  ],
  ['a proxy that throws always', new Proxy({}, trap), '{}'],
  ['a proxy of an error', new Proxy(new Error('x'), trap), /^Error: x/],
  ['a revoked proxy', revoked({}), '<Revoked Proxy>'],
  ['a revoked proxy of an error', revoked(new Error('x')), '<Revoked Proxy>'],
  ['a prototype that throws always', Object.create(new Proxy({}, trap)), 'a value that cannot be shown'],
  ['an error that causes itself', Object.assign(new Error('x'), { cause: trap }), 'Error: x'],
  ['what only inherits from an error', Object.create(Error.prototype), 'Error: '],
  ['a long message', new Error('m'.repeat(1e7)), /^Error: m{1993}… \(10,000,007 characters\)$/],
  ['a value of many lines', Array(1000).fill({ a: 1 }), '[ …'],
];

describe('a thrown value is shown without its own code having a say', () => {
  it.each(throwables)('%s', (_, value, shown) => {
    if (typeof shown === 'string') expect(headline(value)).toBe(shown);
    else expect(headline(value)).toMatch(shown);
    expect(fullText(value).length).toBeLessThan(20_100);
    expect(typeof stackOf(value)).toBe('string');
    expect(codeOf(value)).toBeUndefined();
    expect(fullText(value) + stackOf(value) + headline(value)).not.toContain('not to be seen');
  });

  it('also where the program formats stacks, which it goes on to do', () => {
    const given = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
    const own = hostile;
    Object.assign(Error, { prepareStackTrace: own });
    try {
      expect(stackOf(new Error('x'))).toMatch(/^Error: x\n +at /);
      expect(Reflect.get(Error, 'prepareStackTrace')).toBe(own);
    } finally {
      if (given) Object.defineProperty(Error, 'prepareStackTrace', given);
      else Reflect.deleteProperty(Error, 'prepareStackTrace');
    }
  });
});

describe('a function that throws one of them threw, and nothing else', () => {
  const thrown = [
    'Object.create(null)',
    `{ get message() { throw 1; }, toString() { throw 2; } }`,
    `new Proxy(new Error('x'), { get() { throw 1; }, getPrototypeOf() { throw 2; } })`,
    `Object.defineProperty(Error, Symbol.hasInstance, { value() { throw new Error('h'); } }) && new Error('x')`,
    `((Error as any).prepareStackTrace = () => { for (;;); }, new Error('x'))`,
  ];
  it.each(thrown)('%s', async (value) => {
    const f = `/** @trace f(2) */\nexport function f(x: number): number {\n  const y = x * x;\n  if (y > 0) throw ${value};\n  return y;\n}\n`;
    const { code, cases } = await traceJson(folder({ 'f.ts': f }), 'f.ts');
    expect([code, cases[0]!.status, cases[0]!.diagnostics.map((each) => each.code)]).toEqual([
      1,
      'threw',
      ['threw'],
    ]);
  });

  it('and a module that throws one does not load', async () => {
    const f = `throw Object.create(new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } }));\n/** @trace f(2) */\nexport const f = (x: number) => x;\n`;
    const { code, cases } = await traceJson(folder({ 'f.ts': f }), 'f.ts');
    expect([code, cases[0]!.diagnostics.map((each) => each.code)]).toEqual([4, ['load-failed']]);
  });
});
