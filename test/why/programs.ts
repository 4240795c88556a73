import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The classes of fault, in the order of README.md. */
export const classes = [
  'disconnected',
  'locally-zero',
  'cut',
  'non-finite-value',
  'non-finite-gradient',
  'overwritten',
  'shape',
  'conditioning',
  'clean',
] as const;

export type Class = (typeof classes)[number];

export interface Place {
  readonly file: string;
  readonly line: number;
}

/** What stands beside a clean program: that nothing is to be found, and what it looks like. */
interface Clean {
  readonly class: 'clean';
  readonly near: Class;
}

/** What stands beside a program with a fault: where it is and what mends it. README.md says what each key means. */
interface Faulty {
  readonly class: Exclude<Class, 'clean'>;
  readonly alsoClass?: readonly Class[];
  readonly guilty: Place & { readonly text: string };
  readonly acceptable: readonly Place[];
  readonly iteration: number | null;
  readonly fix: string;
  readonly fixed: string | Edit;
  readonly hard?: true;
}

/** `replace` becomes `with` wherever it stands in the file. */
export interface Edit {
  readonly file: string;
  readonly replace: string;
  readonly with: string;
}

export type Answer = (Clean | Faulty) & {
  readonly about: string;
  readonly question: Place & { readonly name: string; readonly of: 'gradient' | 'value' };
};

/** A program with its right answer; the marked function is in `${name}.ts`. */
export interface Program {
  readonly name: string;
  readonly folder: string;
  /** Names of its files, and their texts. */
  readonly sources: ReadonlyMap<string, string>;
  readonly answer: Answer;
}

/** The sets: faults that came with the design, and our own. */
export const sets = ['planted', 'own'] as const;

function programOf(folder: string, name: string): Program {
  const isFolder = existsSync(join(folder, name));
  const home = isFolder ? join(folder, name) : folder;
  const files = isFolder ? readdirSync(home).filter((file) => file.endsWith('.ts')) : [`${name}.ts`];
  const sources = new Map(files.map((file) => [file, readFileSync(join(home, file), 'utf8')]));
  const answer = JSON.parse(readFileSync(join(home, `${name}.json`), 'utf8')) as Answer;
  return { name, folder: home, sources, answer };
}

/** The programs of a set by name. Throws where one has no answer. */
export function programsOf(set: (typeof sets)[number]): Program[] {
  const folder = join(import.meta.dirname, set);
  const names = readdirSync(folder).filter((entry) => !entry.endsWith('.json'));
  return names.map((entry) => programOf(folder, entry.replace(/\.ts$/, '')));
}
