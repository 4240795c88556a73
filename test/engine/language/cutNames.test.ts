import { describe, expect, it } from 'vitest';
import { record } from '../../support/trace.ts';

/** A function of a WebAssembly module, whose own name is a number. */
const wasm = `
  const bytes = Uint8Array.from(atob('AGFzbQEAAAABBwFgAnx8AXwDAgEABwcBA211bAAACgkBBwAgACABogs='), (c) => c.charCodeAt(0));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
`;

describe('a cut names what was called', () => {
  it.each([
    ['a function of WebAssembly', `${wasm}const { mul } = exports; return mul(x, y) + x`, 'mul'],
    ['a member', `${wasm}return exports.mul(x, y)`, 'exports.mul'],
    ['a member of a call', `${wasm}return (() => exports)().mul(x, y)`, 'mul'],
    ['call of a function', `${wasm}return exports.mul.call(null, x, y)`, 'exports.mul.call'],
    ['a formatter', "const f = new Intl.NumberFormat('en'); return Number(f.format(x))", 'f.format'],
    ['a template literal', 'return Number(`${x}`)', 'a template literal'],
    ['a function with a name', 'return Math.clz32(x)', 'clz32'],
  ])('%s', async (_, body, name) => {
    const { trace } = await record(`/** @trace f(1.3, 0.7) */\nexport function f(x, y) { ${body} }`);
    expect(trace.cuts.map(({ to }) => to)).toContain(name);
  });
});
