import { rangeOf, unwrap, type Node } from '../../instrument/syntax.ts';
import type { Diagnostic, Link } from '../../shared/errors.ts';
import { inFile, type Span } from '../../shared/span.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import type { Clash, Site, Thing } from '../storage/model.ts';
import { withoutMarks } from '../evidence/words.ts';
import { firstIn } from '../evidence/computedIn.ts';
import { valuesAround } from './values.ts';

/** What is to blame: the name, the copy or the filling that made one storage of two things, else the change itself. */
export function guiltySite(clash: Clash): Site {
  const { write } = clash;
  const thing = sharing(clash);
  return thing && /^(alias|copy|element|view)$/.test(thing.origin) ? (thing.site ?? write.site) : write.site;
}

/** The thing that shares what another one has. */
function sharing({ writer, reader }: Clash): Thing | undefined {
  // What is written to a view is meant for the whole; what is read in a view may be meant for a copy.
  if (writer.comesFrom(reader)) return nearest(writer, reader, ({ origin }) => origin !== 'view');
  if (reader.comesFrom(writer)) return nearest(reader, writer);
  return writer.parent ? writer : reader.parent ? reader : undefined;
}

/** The iteration of the outermost loop around the guilty place in which it first happens. */
function iterationOf(evidence: Evidence, clash: Clash): number | undefined {
  const { write, reader, writer } = clash;
  const guilty = guiltySite(clash);
  const moments = guilty === write.site ? [write] : [writer, reader, sharing(clash)!];
  const isInLoop = moments.some(
    ({ site, iteration }) => site?.node === guilty.node && iteration !== undefined,
  );
  if (!isInLoop) return undefined;
  const equation = firstIn(evidence, spanOf(guilty));
  return (equation === undefined ? undefined : evidence.iteration(equation)) ?? 0;
}

/** Of the steps from one thing to another the one that was not meant: a name, a copy, else the first. */
function nearest(from: Thing, to: Thing, isStep: (thing: Thing) => boolean = () => true): Thing {
  const steps: Thing[] = [];
  for (let up = from.itself; up !== to.itself && up.parent; up = up.parent.itself) steps.push(up);
  const meant = steps.filter(isStep);
  return (
    meant.find(({ origin }) => /^(alias|copy|element|view)$/.test(origin)) ?? meant.at(-1) ?? from.itself
  );
}

/** A clash as a finding: the guilty place, what was changed, where it was read. */
export function described(evidence: Evidence, clash: Clash): Diagnostic {
  const { write, read } = clash;
  const guilty = guiltySite(clash);
  const span = spanOf(guilty);
  const related: Link[] = [];
  const values = valuesAround(evidence, write.site);
  const first = iterationOf(evidence, clash);
  const iteration = first === undefined ? {} : { iteration: first };
  const { equation, before, after } = values;
  const at = equation === undefined ? {} : { equation };
  const name = nameOf(evidence, clash.reader, read);
  if (guilty.node !== write.site.node || guilty.file !== write.site.file)
    related.push({ message: `${text(evidence, guilty)}: one ${clash.storage.kind} from here on`, span });
  const given = givenBack(clash);
  if (given)
    related.push({
      message: `${text(evidence, given.site!)} gives back the ${clash.storage.kind} that it was given`,
      span: spanOf(given.site!),
    });
  const change = before && after ? `: ${before} becomes ${after}` : '';
  related.push({
    message: `${text(evidence, write.site)} changes it${change}`,
    span: spanOf(write.site),
    ...at,
  });
  related.push({ message: `${text(evidence, read)} reads ${name} after that`, span: spanOf(read) });
  return {
    code: 'overwritten',
    class: 'overwritten',
    severity: 'warning',
    message: sentence(evidence, clash, name),
    span,
    mark: guilty === write.site && /^[\w$.]{1,20}$/.test(name) ? `⟲ overwrites ${name}` : '⟲ overwritten',
    related,
    ...at,
    ...iteration,
  };
}

/** What a function gave back after it had changed it, where another call of that function reads the same as the old one. */
function givenBack(clash: Clash): Thing | undefined {
  const { write, read } = clash;
  const thing = read.node === write.site.node ? sharing(clash) : undefined;
  return thing?.origin === 'returned' && thing.site ? thing : undefined;
}

function sentence(evidence: Evidence, clash: Clash, name: string): string {
  const { write, read, storage, writer, reader } = clash;
  const guilty = guiltySite(clash);
  const origin = guilty === write.site ? 'result' : sharing(clash)!.origin;
  const there = place(evidence, spanOf(read), spanOf(guilty));
  const kind = storage.kind;
  if (origin === 'alias') {
    const shared = sharing(clash)!;
    const other = shared.whole ?? shared;
    const [made, from] = [other.name ?? text(evidence, guilty), other.parent?.itself.name ?? name];
    const written = place(evidence, spanOf(write.site), spanOf(guilty));
    const isEach = writer !== reader && !writer.comesFrom(reader) && !reader.comesFrom(writer);
    if (isEach)
      return `${text(evidence, guilty)} is one ${kind} for all, not a new one each time: what is written to ${made} ${written} is in ${name} of another too, which is read as its own ${there}.`;
    const source = initOf(guilty.node);
    if (made === from && source) {
      const field = text(evidence, { node: source, file: guilty.file });
      return `${made} is the same ${kind} as ${field}, not a copy of it: what is written to ${field} ${written} is in ${made} too, which is read as the old one ${there}.`;
    }
    const toSame = made === from ? `${made} here is` : `${made} is the same ${kind} as ${from},`;
    return `${toSame} not a copy of it: what is written to ${(writer.whole ?? writer).name ?? made} ${written} is in ${name} too, which is read as the old one ${there}.`;
  }
  if (origin === 'view') {
    const written = place(evidence, spanOf(write.site), spanOf(guilty));
    return `${text(evidence, guilty)} is no copy but a view: what is written to ${writer.name ?? 'the array'} ${written} is in it too, and it is read as the old one ${there}.`;
  }
  if (origin === 'copy')
    return `${text(evidence, guilty)} copies the outer level only: the inner ${kind} is shared, so a change of one is read in the other ${there}.`;
  if (origin === 'element')
    return `${text(evidence, guilty)} puts the same ${kind} in every place: a change of one is a change of all, and they are read as different ones ${there}.`;
  const change = `${text(evidence, write.site)} changes ${name} in place`;
  const given = givenBack(clash);
  if (given) {
    const made = given.name !== undefined && given.name !== name ? `: ${given.name} is the same ${kind}` : '';
    return `${text(evidence, given.site!)} changes ${name} in place${made}, and the next call reads ${name} as if it were unchanged.`;
  }
  if (read.node === write.site.node)
    return `${change}, and the next pass reads ${name} as if it were unchanged.`;
  return `${change}, and ${name} is read ${there} as if it were unchanged.`;
}

/** What a declaration takes its value from. */
function initOf(node: Node): Node | undefined {
  return node.type === 'VariableDeclarator' ? (node.init ?? undefined) : undefined;
}

/** `on line 12`, `in step.ts, line 12`. */
function place({ result }: Evidence, [file, line]: Span, [from]: Span): string {
  const where = `on line ${line}`;
  return file === from ? where : `${where} of ${result.files[file]!.replace(/^.*[\\/]/, '')}`;
}

/** What a thing is called: by its first name, else as it is written where it is read. */
function nameOf(evidence: Evidence, thing: Thing, read: Site): string {
  if (thing.itself.name !== undefined) return thing.itself.name;
  for (let up = thing.itself.parent; up; up = up.itself.parent)
    if (up.itself.name !== undefined) return up.itself.name;
  return text(evidence, { node: object(read.node), file: read.file });
}

function object(node: Node): Node {
  const inner = unwrap(node);
  if (inner.type === 'CallExpression' && inner.callee.type === 'MemberExpression') return inner.callee.object;
  return inner.type === 'MemberExpression' ? inner.object : inner;
}

function text({ program }: Evidence, site: Site): string {
  return withoutMarks(oneLine(program.text(spanOf(site))));
}

function spanOf({ node, file }: Site): Span {
  return inFile(file, rangeOf(node));
}
