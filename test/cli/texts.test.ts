import { expect, it } from 'vitest';
import { folder, traceJson } from './gradlens.ts';
import { same } from './same.ts';

const show = `const show = (...fs) => fs.forEach((f) => console.log(f.toString() === String(f) && \`\${f}\` === f + '' && Function.prototype.toString.call(f) === f.toString(), JSON.stringify(String(f))));\n`;
const kinds = `
function  plain ( a,/* two */b = 1 ) { return a+b  /* sum */ }
async function* gen(){ yield * [ 1 ] }
const arrow = x=>x+1, block = async ( { a } , [ b ] ) => { return a+b }, nested = (a = () => 1, b = function () { return a }) => [a, b];
class A extends ( class Base { } ) {
  #p = 1; static  s ( ) { return 1 } async  *  m ( ) { } get  g ( ) { return this.#p } set g (v) { } ['com' + 'puted' + (() => '')()] (x) { return x }
  static async 'quoted name' () { } 1 () { } static { this.made = () => 1 } field = ( ) => this;
}
const o = { m ( x ) { return x *2 }, get  g ( ) { return 1 }, async*  n ( ) { }, 'q r' : function ( ) { }, [ 'k' ] ( ) { } };
show(plain, gen, arrow, block, nested, nested()[0], nested()[1], A, A.s, A.prototype.m, ...Object.values(Object.getOwnPropertyDescriptor(A.prototype, 'g')).slice(0, 2), A.prototype.computed, A['quoted name'], A.prototype[1], A.made, new A().field);
show(o.m, Object.getOwnPropertyDescriptor(o, 'g').get, o.n, o['q r'], o.k, (() => { }), function ( ) { }, class{});
const twins = [(a) => a, (a)=>a, (a) =>  a]; show(...twins);
`;

const programs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'functions of all kinds': { 'kinds.cjs': show + kinds },
  'in a module': { 'kinds.mjs': show + kinds },
  natives: {
    'natives.cjs': `${show}show(Math.sin, Function.prototype.toString, (function f() {}).bind(1), new Proxy(function f() { }, {}), Function.prototype, [][Symbol.iterator], new Float64Array(1)[Symbol.iterator], Float64Array.prototype.values);
const { name, length, prototype } = Function.prototype.toString; console.log(name, length, prototype, Object.getOwnPropertyDescriptor(Function.prototype, 'toString').enumerable);
for (const x of [1, {}, undefined, 'f']) try { Function.prototype.toString.call(x) } catch (e) { console.log(e.message) }
try { new Function.prototype.toString() } catch (e) { console.log(e.message) }
class F extends Function { } console.log(String(new F('a', 'return a')), [arrow = (x) =>x].join(), [arrow].toString(), 'a (x) =>x'.includes(arrow), 'x'.replace('x', String(arrow)), { [arrow]: 1 }, new Map([[String(arrow), 1]])); var arrow;`,
  },
  'code made at run time': {
    'made.cjs': `${show}const made = new Function('a', 'b /* c */', 'return a+b // end'); show(made, eval('( function ( x ) { return x  } )'), (0, eval)('(x)=>x'), Object.getPrototypeOf(async function () { }).constructor('await  1'));
const f = function ( x ) { return x  *  x }; console.log(new Function('return ' + f.toString())()(3), eval('(' + f + ')')(4), eval('(' + eval('(' + f + ')') + ')').toString() === String(f));`,
  },
  'in a dependency': {
    'main.cjs': `${show}const p = require('p'); show(...Object.values(p), p.K.prototype.m);`,
    'node_modules/p/index.js':
      'exports.f = function  f ( ) { };\r\nexports.g = ( a )=>a;\rexports.K = class{ m ( ) { return `\u2028` } };',
  },
  'in TypeScript': {
    'types.ts': `const show = (...fs: unknown[]) => fs.forEach((f) => console.log(JSON.stringify(String(f))));
interface I { a: number }
function generic<T extends I>(this: void, x: T, y?: number): T { const z = x as T; return z! }
abstract class P<T> implements I { a: number = 1; private static async s<U>(u: U): Promise<U> { return u } public toString(): string { return 'é' } declare b: string; protected get c(): T { return 1 as T } abstract d(): void }
const arrow = <T,>(x: T): x is T => true; type É = 'ü';
show(generic, P, (P as any).s, P.prototype.toString, Object.getOwnPropertyDescriptor(P.prototype, 'c')!.get, arrow);`,
  },
  'in output': {
    'shown.cjs': `const ns = { B: class B { } }, mix = (x) => class extends x { };
class A extends ns.B { } class C extends mix(A) { } class D extends /* ( */ A { } class E extends ns['B'] { } class F extends (0, ns.B) { } class G extends class { } { }
console.log(A, C, D, E, F, G, class { }, [A, C], { A }, () => 1, mix, function () { }); console.log('%s %o', () =>1, A);`,
  },
  'in messages': {
    'messages.cjs': `'use strict'; const f = () =>1, long = (a = 1, b = 2) =>{ return [a, b, a + b, a * b, a - b, a / b, [a, b].map((x) => x * 2), [b, a].filter((x) => x > 1), 'and more'] }, cut = class { static u = (~ ((h) => ((h.v = h.v + 1), h.v))({ v: 2 })); m(){ return this.a.b .c } };
function   named ( ) { return  1 } const o = { m(a) { return a   } }; const u = undefined;
for (const g of [f, long, cut, named, o.m, (x)=>[x] , class  A { m() { return 1+1 } }]) {
  const attempt = (h) => { try { h() } catch (e) { console.log(e.message, '|', e.stack.split('\\n    at')[0] === String(e)) } };
  attempt(() => { g.name = 2 }); attempt(() => Map.prototype.get.call(g, 1)); attempt(() => { class X extends g { } }); attempt(() => u[g]); attempt(() => { u[g] = 1 }); attempt(() => Object.setPrototypeOf(Object.freeze(g), {})); try { g.name = 3 } catch ({ message, ...others }) { console.log(message, others) } try { Map.prototype.get.call(g, 1) } catch ({ message = g }) { console.log(message) }
  new Promise(() => { g.name = 1 }).catch((e) => console.log(e.message)); Promise.resolve(g).then((h) => { h.length = 5 }).then(() => 0, ({ message }) => console.log(message));
}`,
  },
  'in the message of an uncaught exception': {
    'fatal.cjs': `'use strict';\nconst f = ( ) =>  { return 1+1 };\nf.name = 2;`,
  },
};

it.each(Object.keys(programs))('the text of functions is the one that was written: %s', async (name) => {
  const { stdout, stderr, code } = await same(programs[name]!);
  expect(stdout.includes('__gl')).toBe(false);
  if (code === 0) expect(stdout).not.toBe('');
  else expect(stderr).toContain('Cannot assign to read only property');
});

const g = 'function g<T>(x : T):number { return 3*(x as number)  }';
it.each([
  ['stripped by Node', '', g, 'function g   (x    )        { return 3*(x          )  }'],
  ['of a file that Node cannot strip', 'enum E { A }', g, 'function g   (x    )        { return 3*(x          )  }'],
  ['in a file with decorators', 'const dec = (m: unknown) => m;', 'class K { @dec private static  m<T>(this: any, x: T) { return 1 } @dec static get  n() { return (x : any)  => { return x*3 } } } const g: (x: any) => any = K.n', '(x      )  => { return x*3 }'],
])('of a traced function of TypeScript: %s', async (_, before, written, text) => {
  const source = `${before}\n${written};\n/** @trace f(2) */\nexport function f(x: number): number { console.log(String(g)); return new Function('return ' + g)()(x) * String(g).length }`;
  const { cases, stderr } = await traceJson(folder({ 'f.ts': source }), 'f.ts');
  expect(stderr).toContain(text);
  const inputs = [{ path: 'x', gradient: 3 * text.length }];
  expect(cases[0]).toMatchObject({ status: 'ok', check: { ok: true }, inputs });
}); // prettier-ignore

it('of what Babel rewrote: classes and methods with decorators, namespaces', async () => {
  const source = `const dec = (m: any, _?: any, d?: any): any => d ?? m;
@dec export class K { @dec x = 1; @dec private static async  m<T>(x: T) { return x } @dec
  get  n() { return 1 } @dec *o(x = () =>1) { } }
namespace N { export function  nf(x : number) { return x  } }
/** @trace f(2) */
export function f(x: number): number {
  const { n, o } = Object.getOwnPropertyDescriptors(K.prototype);
  for (const g of [(K as any).m, n.get, o.value, N.nf, class  L { }]) console.log(String(g));
  console.log(String(K).slice(0, 18));
  return x;
}`;
  for (const experimentalDecorators of [true, false]) {
    const config = JSON.stringify({ compilerOptions: { experimentalDecorators } });
    const { stderr } = await traceJson(
      folder({ 'f.ts': source, 'tsconfig.json': config }),
      'f.ts',
      '--no-check',
    );
    expect(stderr.trimEnd().split('\n')).toEqual([
      'async  m   (x   ) { return x }',
      'get  n() { return 1 }',
      '*o(x = () =>1) { }',
      'function  nf(x         ) { return x  }',
      'class  L { }',
      'class K { @dec x =',
    ]);
  }
});
