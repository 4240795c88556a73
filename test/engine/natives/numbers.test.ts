import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'a tracked number where a native or an operator looks at it': [
    [
      'includes, indexOf, Object.is and the tests of Number compare values',
      `
        return [
          +[x].includes(x * 1),
          [y, x].indexOf(x + 0),
          [x, x].lastIndexOf(x),
          +Object.is(x, x * 1),
          +Number.isInteger(x),
          +Number.isFinite(x),
          +isNaN(x),
          x * y
        ];
      `,
    ],
    [
      'the size of an array is cut',
      'return [new Array(x + y).length, new Float64Array(x + y).length, Array(x + y).fill(1).length]',
      cut('size'),
    ],
    [
      'a map finds a key by its value',
      `
        const m = new Map([[x, y]]);
        m.set(y, x);
        return [m.get(1.3), +m.has(x + 0), m.get(y), m.size];
      `,
    ],
    [
      'a set holds a number once',
      `
        const s = new Set([x, y]);
        s.add(x * 1);
        return [s.size, +s.has(x), +s.has(1.3), +s.delete(y * 1)];
      `,
    ],
    [
      'structuredClone copies tracked numbers',
      `const c = structuredClone({ a: [x], m: new Map([[1, y]]), s: "t" }); return c.a[0] * c.m.get(1)`,
    ],
    ['a whole number as a BigInt is cut', 'return [Number(BigInt(x + y)), y]', cut('integer')],
    ['a fraction is no BigInt', 'return BigInt(x)'],
    ['a property written to a number is lost', 'x.p = 1; return [+(x.p === undefined), y]'],
    ['Reflect.ownKeys refuses a number', 'return Reflect.ownKeys(x)'],
    ['a weak map refuses a number as a key', 'return new WeakMap().set(x, 1)'],
    ['a weak collection has no number', 'return [+new WeakMap().has(x), +new WeakSet().has(x), y]'],
    ['WeakRef refuses a number', 'return new WeakRef(x)'],
    ['a number has no keys and no entries', 'return Object.keys(x).length + Object.entries(x).length + y'],
    ['in refuses a number', `'use strict'; return 'a' in x`],
    [
      'a number object has no symbol of another class',
      'return Symbol.isConcatSpreadable in Object(x) ? 1 : x',
    ],
    [
      'a number is frozen and equals its object',
      `
        return [
          +Object.isFrozen(x),
          +Object.isExtensible(x),
          +(Object.freeze(x) === x),
          +(Object(x) == x),
          y
        ];
      `,
    ],
    ['its constructor is Number', 'return x.constructor === Number ? y : 0'],
    [
      'its prototype is that of Number, but it is no instance',
      `
        return Object.getPrototypeOf(x) === Number.prototype &&
          x instanceof Number === false &&
          x.hasOwnProperty('a') === false
          ? y
          : 0;
      `,
    ],
    ['new Number holds it', 'return new Number(x) * y + new Number(x).valueOf()'],
    [
      'new Number gives an object of its class',
      `return typeof new Number(x) === 'object' && new Number(x) instanceof Number ? x : 0`,
    ],
    ['it is no prototype', 'return Object.setPrototypeOf({}, x)'],
    ['it is no constructor', 'return new x()'],
    ['it is no function', 'return x()'],
    ['it cannot be spread into an array', 'return [...x]'],
    ['an array pattern cannot take it apart', 'const [a] = x; return a'],
    ['an object pattern takes it apart', 'const { a = y } = x; return a'],
    ['for…of refuses it', 'for (const v of x) return v'],
    ['for…in finds no keys', 'let n = 0; for (const k in x) n++; return n + y'],
    ['spread into an object it adds nothing', 'return { ...x, a: y }.a'],
    ['it is looked up by in as a key', 'return x in {} ? 1 : y', cut('index')],
    ['instanceof refuses it as a class', 'return x instanceof y'],
    ['it is no instance of Object', 'return y instanceof Object ? 1 : x'],
  ],
});
