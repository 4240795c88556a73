import { agreesAll } from '../../support/agree.ts';

agreesAll({
  'source made at run time': [
    [
      'a function made of text branches on its argument',
      `return new Function('a', 'return a > 1 ? a * a : 0')(x) * y`,
    ],
    ['eval sees the names around it', `let z = x - x; return [eval('z ? 5 : 7'), eval('x * y')]`],
    ['indirect eval gives a traced function', `return (0, eval)('(a) => a ? a * 3 : 4')(x)`],
    [
      'Function is called without new',
      `return Function('a', 'b', 'return [a].filter(Boolean)[0] * b')(x, y)`,
    ],
    ['a syntax error throws', `return new Function('return 1 +')()`],
    [
      'a generator function is made of text',
      `
        const G = Object.getPrototypeOf(function* () {}).constructor;
        let s = 0;
        for (const v of new G('a', 'yield a; yield a * a')(x)) s += v;
        return s * y;
      `,
    ],
    [
      'Function is the constructor of a constructor',
      `const c = {}.constructor.constructor; return c('a', 'return a ? a * 2 : 1')(x)`,
    ],
  ],
});
