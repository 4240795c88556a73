import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'conversion methods of objects': [
    ['unary minus asks valueOf', 'return -{ valueOf() { return x } } * y'],
    [
      'comparison, Math and subtraction ask valueOf',
      'const o = { valueOf: () => x * y }; return [+(o < 3), +(o == 0.91), Math.sqrt(o) + o * 2, o - 1, +o]',
    ],
    [
      'each operator asks Symbol.toPrimitive with its hint',
      `
        const o = {
          [Symbol.toPrimitive]: (hint) => (hint === 'number' ? x : hint === 'default' ? y : 't')
        };
        return [o * 1, o + 0, +(o == 0.7), (o + '').length, \`\${o}\`.length];
      `,
      cut('text'),
    ],
    ['a Date equals its text', 'return +(new Date(5) == new Date(5).toString()) + x'],
    [
      'toString may give a number',
      'const o = { toString: () => x }; return [Number(o), isNaN(o) ? 0 : y, Math.max(o, y), o ** 2]',
    ],
    ['an object without a number is NaN', 'return Math.round({}) + ({} * y) + x'],
    ['a method that gives an object throws', 'return 1 * { valueOf: () => ({}), toString: () => ({}) }'],
  ],
});
