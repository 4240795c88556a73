import type { NativeKind } from '../../../src/engine/natives/carrier.ts';
import { natives as records } from '../../../src/engine/natives/table.ts';
import { holders } from './receivers.ts';
import { shapes } from './shapes.ts';

/** How one entry of a table is called in programs: templates of expressions. */
export interface Caller {
  /** Its name in the histogram. */
  readonly name: string;
  /** Calls with arguments that fit, as far as that is known. */
  readonly fitting: readonly string[];
  /** Calls with any arguments on any receiver. */
  readonly misfitting: readonly string[];
  /** May its result flow on in a program whose gradient is compared? */
  readonly smooth: boolean;
}

/** Constructors that no global leads to. */
const anonymous: Readonly<Record<string, string>> = {
  GeneratorFunction: '(function* () {}).constructor',
  AsyncFunction: '(async () => {}).constructor',
  AsyncGeneratorFunction: '(async function* () {}).constructor',
  TypedArray: 'Object.getPrototypeOf(Float64Array)',
};

/** One caller for each native with a record, however it is reached; the oldest accessors aside. */
export const natives: readonly Caller[] = records
  .filter(({ name }) => !/^__|constructor$/.test(name))
  .map(({ holder, name, record }) => caller(holder, name, record.kind));

function caller(holder: string, name: string, kind: NativeKind): Caller {
  const { is = holder, on } = holders[holder] ?? {};
  const isGlobal = holder === 'globalThis' || holder === '';
  const [, accessor, member] = /^(?:(get|set) )?(.*)$/.exec(name)!;
  const key = member!.startsWith('@@') ? `[Symbol.${member!.slice(2)}]` : `[${JSON.stringify(member)}]`;
  const at = /^\w+$/.test(member!) ? `.${member}` : key;
  const f = isGlobal
    ? (anonymous[member!] ?? member!)
    : accessor
      ? `Object.getOwnPropertyDescriptor(${is}, ${key.slice(1, -1)}).${accessor}`
      : `${is}${at}`;
  const self = on ? `($[${holder}])` : is;
  const given = (shapes[holder] ?? [])
    .map((shape) => /^([gs]et [^ (]+|[^ (`]+)(.*)$/s.exec(shape)!)
    .filter(([, known]) => known === name)
    .map(([, , rest]) => rest!);
  const written = given.flatMap((rest) => /^ =>>? (.*)$/s.exec(rest)?.[1] ?? []);
  const lists = given.filter((rest) => !rest.startsWith(' =>'));
  if (lists.length === 0 && written.length === 0) lists.push(accessor === 'set' ? '($v)' : '()');
  const calls = (list: string): string[] => {
    if (list.startsWith('`')) return [`${self}${at}${list}`];
    const inner = list.slice(1, -1);
    if (accessor === 'get')
      return [`${self}${at}`, `Reflect.get(${self}, ${key.slice(1, -1)})`, `${f}.call(${self})`];
    if (accessor === 'set')
      return [`((k) => ((k${at} = ${inner}), k))(${self})`, `${f}.call(${self}, ${inner})`];
    if (!isGlobal) {
      const made = on || name === 'UTC' ? [] : constructing(f, member!, list);
      return [...made, `${self}${at}${list}`, `${self}${at}${list}`, `${self}?.${key}(...[${inner}])`, `Reflect.apply(${f}, ${self}, [${inner}])`, `${f}.call(${self}, ${inner || 'undefined'})`];
    } // prettier-ignore
    return [...constructing(f, member!, list), `${f}${list}`];
  };
  const isolated = given.some((rest) => rest.startsWith(' =>>'));
  // A console calls what its receiver has for `log`, which of a matrix writes to it: outside, where only the change is seen.
  const others = holder === 'console.Console.prototype' ? [] : [`${f}.call($v, $l)`, `${f}.bind($v, $v)()`];
  const wrong = [...calls('($l)'), `[$v, $n].map(${f}${on ? `, ${self}` : ''})`, ...others];
  return {
    name: `${holder} ${name}`,
    fitting: [...lists.flatMap(calls), ...written.map((text) => text.replaceAll('@', `(${f})`))],
    misfitting: isolated ? [] : accessor ? [`${f}.call($v, $v)`] : wrong,
    smooth: kind !== 'opaque' && !isolated,
  };
}

/** `new` in three ways, where a name looks like that of a class. */
function constructing(f: string, member: string, list: string): string[] {
  if (!/^[A-Z]/.test(member)) return [];
  return [`new ${f}${list}`, `new ${f}${list}`, `Reflect.construct(${f}, [${list.slice(1, -1)}])`, `new (class extends ${f} {})${list}`];
} // prettier-ignore
