import type { Link } from '../../../shared/errors.ts';
import { countText, sizeOf } from '../../../shared/tensor.ts';
import { operandsOf, type Trace } from '../../../shared/trace.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { ownPlace } from '../../evidence/places.ts';
import { makerOf } from '../../evidence/makers.ts';
import { numbersText } from '../../evidence/words.ts';
import { wayTo, type Ways } from './ways.ts';

/** The most names that a way is told by. */
const most = 5;

/** The named values along the way to an equation, from where it starts; rounds of a loop that do the same are told once. */
export function linksAlong(evidence: Evidence, ways: Ways, equation: number): Link[] {
  const { trace, variables } = evidence;
  const last = operandsOf(trace, equation)
    .flatMap(({ refs }) => [...refs])
    .find((ref) => ref > 0 && ways.reached[ref] !== 0);
  if (last === undefined) return [];
  const found = new Map<string, Link & { readonly times: number }>();
  for (const { id, times } of stopsOn(evidence, wayTo(ways, last))) {
    const { variable, index } = variables.element(id);
    const e = makerOf(evidence.trace, id);
    const [name] = variables.names(variable);
    const span = ownPlace(evidence, e);
    if (name === undefined || !span) continue;
    const key = `${span.join()} ${name}`;
    const { first, shape } = variables.at(variable);
    const value = trace.values[first + index]!;
    const size = sizeOf(shape);
    const text = numbersText(trace.values.subarray(first, first + size), shape);
    found.set(key, {
      message: `${name} = ${text}`,
      span,
      equation: e,
      ...(size === 1 && { value }),
      times: times + (found.get(key)?.times ?? 0),
    });
  }
  const links = [...found.values()].map(({ times, ...link }) =>
    times > 1 ? { ...link, message: `${link.message}  × ${countText(times)} rounds` } : link,
  );
  return links.length <= most ? links : [...links.slice(0, 2), ...links.slice(2 - most + 1)].slice(0, most);
}

/** A site that a way comes by: the last element there with a name, and how often there is one. */
interface Stop {
  id: number;
  times: number;
}

/** The sites of named values that a way comes by, each once, in order; a way through a loop has millions of elements. */
function stopsOn({ makers, trace }: Evidence, way: readonly number[]): Iterable<Stop> {
  const { out, site } = trace.equations;
  const isNamed = namedIds(trace);
  const stops = new Map<number, Stop>();
  for (const id of way) {
    const e = makers[id]!;
    if (e < 0 || isNamed[out[e]!] === 0) continue;
    const stop = stops.get(site[e]!);
    if (!stop) stops.set(site[e]!, { id, times: 1 });
    else {
      stop.id = id;
      stop.times++;
    }
  }
  return stops.values();
}

/** By element id whether something of a name begins there. */
function namedIds({ values, names, outputs }: Trace): Uint8Array {
  const isNamed = new Uint8Array(values.length);
  for (let k = 0; k < names.id.length; k++) isNamed[Math.max(0, names.id[k]!)] = 1;
  for (const { refs } of outputs) if (refs.length > 0) isNamed[Math.max(0, refs[0]!)] = 1;
  return isNamed;
}
