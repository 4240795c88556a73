import { describe, expect, it } from 'vitest';
import { agrees } from '../../support/agree.ts';
import { trace } from '../../support/trace.ts';

/** What ports of C libraries have in common: a double and its two words in one storage. */
const views =
  'const F = new Float64Array(1), U = new Uint32Array(F.buffer), G = new Float64Array(1), V = new Uint32Array(G.buffer);' +
  ' const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0, LOW = 1 - HIGH; F[0] = x; ';

describe('a double taken apart into words and put together again', () => {
  it.each([
    ['with another exponent', 'U[HIGH] += 3 << 20; return F[0] * y'],
    ['with the other sign', 'U[HIGH] = U[HIGH] ^ 0x80000000; return F[0] * y'],
    ['without its last bits', 'U[LOW] = 0; const z = F[0]; return ((x - z) * (x + z) + z * z) * y'],
    [
      'twice',
      `
        U[HIGH] += 1 << 20;
        const z = F[0] * x;
        F[0] = z;
        U[HIGH] -= 1 << 20;
        return F[0] + F[0] * y;
      `,
    ],
    [
      'elsewhere',
      `
        const w = [U[HIGH], U[LOW]];
        V[HIGH] = (w[0] & 0x800fffff) | (1023 << 20);
        V[LOW] = w[1];
        return G[0] * y;
      `,
    ],
    [
      'elsewhere, as it was',
      `
        V[LOW] = U[LOW];
        V[HIGH] = U[HIGH];
        const z = G[0];
        return ((x - z) * (x + z) + z * z) * y;
      `,
    ],
    [
      'elsewhere, without its last bits',
      'V[HIGH] = U[HIGH]; const z = G[0]; return ((x - z) * (x + z) + z * z) * y',
    ],
    [
      'after another number stood there',
      'U[LOW] = 0; U[HIGH] = 1 << 30; const two = F[0]; F[0] = y; return two * F[0]',
    ],
    ['and copied', "U[HIGH] += 1 << 20; return new (require('ml-matrix').Matrix)([F]).get(0, 0) * y"],
    ['with branches on its words', 'return U[HIGH] > 0x3ff00000 && U[LOW] !== 0 ? x * y : 0'],
  ])('%s', async (_, body) => {
    const { trace: record } = await agrees(views + body);
    expect(record.equations.op.length).toBeGreaterThan(0);
  });

  it('is a new number where its fraction is another, and the cut says so', async () => {
    await agrees(`${views}U[HIGH] = U[HIGH] + 5; return F[0] * y`, { cuts: ['integer'] });
    await agrees(`${views}const w = U[LOW] & 0xffff0000; V[LOW] = w; return G[0] + x`, { cuts: ['integer'] });
  });

  it('is no longer tracked where an integer view of another kind wrote', async () => {
    const source = `/** @trace f(1.3) */\nexport function f(x) { const F = Float64Array.of(x); new Uint8Array(F.buffer)[0] = 1; return F[0]; }`;
    const { trace: record } = await trace(source, {}, { proofs: ['gradient-cut'] });
    expect([...record.outputs[0]!.refs].every((ref) => ref < 0)).toBe(true);
  });
});
