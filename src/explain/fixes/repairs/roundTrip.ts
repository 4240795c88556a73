import { bare, type Placed, type Program } from '../../program/program.ts';
import { calledFunction, declarationOf } from '../../program/scopes.ts';
import { part, parts, replaced, shortText, textOf, type Repair } from '../repair.ts';

const writes =
  /\.join\(|\.to(String|Fixed|Precision|Exponential|LocaleString)\(|\bString\(|JSON\.stringify\(|`[^`]*\$\{|\.set(Big)?(Ui|I)nt\d|\.write\w*(LE|BE|8)\(|\.encode\(/;
const reads =
  /\bNumber\b|\bparse(Float|Int)\b|JSON\.parse\(|\.split\(|=> \+|\.get(Big)?(Ui|I)nt\d|\.read\w*(LE|BE|8)\(|\.decode\(/;

/** `fromText(toText(x))`: one function writes a text, or bytes, and the other reads it. What was written is passed on as it is. */
export const withoutRoundTrip: Repair = (at, program) => {
  const outer = bare(at);
  if (!isCallThat(reads, outer, program)) return [];
  const [argument, ...more] = parts(outer, 'arguments');
  const inner = argument && more.length === 0 && valueOf(bare(argument));
  if (!inner || !isCallThat(writes, inner, program)) return [];
  const [value, ...others] = parts(inner, 'arguments');
  if (!value || others.length > 0) return [];
  return [
    {
      title: `Pass on ${shortText(program, value)} itself, without writing and reading it`,
      edits: [replaced(outer, textOf(program, value))],
    },
  ];
};

/** What a name is bound to for good, or a node itself. */
function valueOf(at: Placed): Placed {
  if (at.node.type !== 'Identifier') return at;
  const declarator = declarationOf(at, at.node.name)?.at.parent;
  const init = declarator?.node.type === 'VariableDeclarator' ? part(declarator, 'init') : undefined;
  return init ? bare(init) : at;
}

function isCallThat(does: RegExp, call: Placed, program: Program): boolean {
  if (call.node.type !== 'CallExpression') return false;
  const callee = part(call, 'callee')!;
  const text = textOf(program, callee);
  if (/^JSON\.\w+$/.test(text)) return does.test(`${text}(`);
  const called = calledFunction(program, callee);
  return called !== undefined && does.test(textOf(program, called));
}
