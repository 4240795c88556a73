import type { Grammar } from './index.ts';

/** Numbers that leave the trace: their programs have cuts. */
export const leaving: Grammar = {
  number: {
    text: 'Number(String($n))', bitOr: '($n | 0)', shift: '($n >> 1)', not: '(~ $n)', clz: 'Math.clz32($n)', parse: 'parseFloat(`${$n}`)', stringify: 'JSON.parse(JSON.stringify([$n]))[0]',
    bigint: 'Number(BigInt(Math.round(Math.min(Math.max($n, -9), 9) || 0)))', fixed: '(+($n).toFixed(3))', imul: 'Math.imul($n, 3)',
    byText: '([$n, $n, $n].sort()[0])', includes: '(+$a.includes($n))', indexOf: '$a.indexOf($n)', integers: 'Int32Array.of($n)[0]', bytes: 'new Uint8Array($t.slice().buffer)[0]', joined: '$a.join().length', size: 'new Array(Math.abs(Math.round($n || 0)) % 5).length',
    bigEndian: 'new DataView($t.map((v) => v || 0).buffer).getFloat32(0)', date: 'new Date(Math.round($n * 1e3)).getTime()', replace: "(+'a'.replace('a', () => $n))", localized: '($n).toString(2).length', padded: '`${$n}`.padStart(3).length', regexp: '(/\\d/.test($n) + 0)',
    intl: "new Intl.NumberFormat('en').format($n).length", inOperator: '(+($n in [1, 2]))', switchOn: '(() => { switch ($n) { case p: return 1; default: return 2; } })()', buffer: 'Buffer.from([$n])[0]',
  },
}; // prettier-ignore
