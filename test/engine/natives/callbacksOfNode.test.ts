import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'promises made of callbacks, and callbacks of promises': [
    [
      'promisify',
      `
        const { promisify } = require('node:util');
        function twice(v, w, done) {
          done(null, this.k * v * w, 1);
        }
        const o = { k: 2, twice: promisify(twice) };
        return (async () => (await o.twice(x, y)) * x)();
      `,
    ],
    [
      'promisify of a function that answers later, in a loop',
      `
        const later = require('node:util').promisify((v, done) => setTimeout(done, 1, undefined, v * y));
        return (async () => {
          let p = 1;
          for (const v of [x, y, x]) p *= await later(v);
          return p;
        })();
      `,
    ],
    [
      'promisify of a function that fails with a number',
      `
        const f = require('node:util').promisify((v, done) => done(v, y));
        return (async () => [await f(x - x), await f(x).catch((v) => v * v)])();
      `,
    ],
    [
      'a promisified function looks like the original',
      `
        const { promisify, inspect } = require('node:util');
        const named = Object.assign(function named(v, done) { done(null, v); }, { k: 3 });
        const custom = Object.assign((v) => v, { [promisify.custom]: async (v) => v * y });
        const f = promisify(named);
        try {
          promisify(x);
        } catch (e) {
          var m = e.message.length - m;
        }
        return (async () => [f.name.length, f.length, f.k, promisify(f) === f ? 1 : 0, await f(x), await promisify(custom)(x)])();
      `,
    ],
    [
      'timers with a value',
      `
        const { setTimeout: wait, setImmediate: soon } = require('node:timers/promises');
        const { promisify } = require('node:util');
        return (async () => (await wait(1, x)) * (await soon(y)) * (await promisify(setTimeout)(1, x)))();
      `,
    ],
    [
      'callbackify',
      `
        const { callbackify } = require('node:util');
        const f = callbackify(async (v, w) => v * w);
        return new Promise((resolve) => f(x, y, (error, v) => resolve(v * x)));
      `,
    ],
    [
      'promisify of a function that is not traced',
      "return (async () => (await require('node:util').promisify(require('node:zlib').deflate)(String(x))).length + y)()",
      cut('text'),
    ],
  ],
});
