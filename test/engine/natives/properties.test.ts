import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'what descriptors say of a property': [
    [
      'defineProperty takes flags for truth values',
      `
        const z = x - x,
          o = Object.defineProperty({}, 'a', { value: x, enumerable: z, writable: z });
        try {
          o.a = 1;
        } catch {}
        return [Object.keys(o).length, o.a * y];
      `,
    ],
    [
      'Object.create takes flags for truth values',
      `
        const z = x - x,
          o = Object.create({}, { a: { value: y, enumerable: z }, b: { get: () => x, enumerable: x } });
        return [Object.keys(o).length, o.a * o.b];
      `,
    ],
    [
      'a flag may be inherited',
      `
        const o = Object.defineProperties(
          {},
          { a: Object.assign(Object.create({ enumerable: x - x }), { value: y }) }
        );
        return [Object.keys(o).length, o.a * x];
      `,
    ],
    [
      'a proxy trap gives flags for truth values',
      `
        const p = new Proxy(
          {},
          {
            ownKeys: () => ['a'],
            getOwnPropertyDescriptor: () => ({ value: y, configurable: x, enumerable: x - x })
          }
        );
        return [Object.keys(p).length, Object.getOwnPropertyDescriptor(p, 'a').value * x];
      `,
    ],
    [
      'a getter that is a number is refused',
      `try { Reflect.defineProperty({}, "a", { get: x }) } catch (e) { return [e.message.length, y] }`,
      cut('opaque'),
    ],
    [
      'bind reads a length that was defined',
      `
        const f = (a, b) => a;
        Object.defineProperty(f, 'length', { value: Math.floor(2 + x) });
        return [f.bind(null, 1).length, y];
      `,
      cut('opaque'),
    ],
  ],
});
