// The product's folders in the order in which data flows, and what each may import. `npm run lint` and `npm run structure` hold it.
import { dirname, join, relative, sep } from 'node:path';
import { root } from './node.mjs';

/**
 * An area of the product: `sees` are the areas that it may import, through their doors where they have any; `folders` are its own,
 * each of which may import those above it; `avoids` are doors that it may not use; `pure` areas touch no file, no process and no `vscode`.
 */
export const areas = [
  { area: 'src/shared', sees: [], pure: true, folders: ['', 'stored', 'panel'] },
  {
    area: 'src/instrument',
    sees: ['src/shared'],
    pure: true,
    doors: ['index.ts', 'syntax.ts'],
    folders: ['', 'typescript', 'rewrite/messages', 'rewrite', 'cases'],
  },
  {
    area: 'src/engine',
    sees: ['src/shared'],
    pure: true,
    doors: ['index.ts', 'autodiff/index.ts', 'proofs/index.ts', 'primitives/index.ts'],
    folders: [
      ...['rules', 'kernels', 'primitives/elementwise', 'primitives', 'record', 'tracking', 'language'],
      ...[
        'natives',
        'fidelity',
        'matrix/shapes',
        'matrix',
        'matrix/rules',
        'autodiff',
        'proofs',
        'proofs/check',
      ],
      ...['session', ''],
    ],
  },
  {
    area: 'src/present',
    sees: ['src/shared'],
    pure: true,
    folders: [
      ...['format', 'model', 'findings', 'fold', 'lines', 'hover', 'query', 'panel', 'panel/lines'],
      ...['hover/view', 'terminal', 'export'],
    ],
  },
  // The functions of a source that no tag stands on yet.
  { area: 'src/mark', sees: ['src/shared', 'src/instrument'], pure: true, doors: ['index.ts'] },
  {
    area: 'src/explain',
    sees: ['src/shared', 'src/instrument', 'src/engine', 'src/present'],
    // Explanations are made in the command line and in the editor's process, which have no use for the tracer.
    avoids: ['src/engine/index.ts'],
    pure: true,
    doors: ['index.ts'],
    folders: [
      ...[
        'program',
        'evidence',
        'storage',
        'storage/run',
        'zero/ways',
        'zero/unread',
        'zero',
        'nonFinite',
        'overwritten',
      ],
      ...[
        'shape',
        'conditioning',
        'asked',
        'fixes/rewriting',
        'fixes/rewrites',
        'fixes/repairs',
        'fixes',
        '',
      ],
    ],
  },
  {
    area: 'src/runner',
    sees: ['src/shared', 'src/instrument', 'src/engine', 'src/explain'],
    folders: [
      'channel',
      'load',
      'load/bundler',
      'load/imports',
      'limits',
      'sandbox',
      'child',
      'exec',
      'parent',
    ],
  },
  {
    area: 'src/host',
    sees: ['shared', 'instrument', 'mark', 'engine', 'explain', 'runner', 'present'].map(
      (area) => `src/${area}`,
    ),
    folders: ['sources', '', 'start', 'live', 'why', 'hover', 'panel/places', 'panel', 'providers'],
  },
  {
    area: 'src/cli',
    sees: ['src/shared', 'src/explain', 'src/runner', 'src/present'],
    folders: ['', 'start'],
  },
  {
    area: 'webview',
    sees: ['src/shared', 'src/present'],
    pure: true,
    folders: ['', 'color', 'room', 'numbers', 'why', 'query', 'rows', 'lines', 'tabs'],
  },
  // The documentation's pages show recorded traces in the panel; they have what answers it from the host, without an editor.
  { area: 'site', sees: ['src/shared', 'src/present', 'src/host'] },
  { area: 'src', sees: ['src/shared', 'src/host', 'src/runner'] },
];

/** Bounds of the product: files a folder, lines a file, lines a function. */
export const most = { files: 15, lines: 300, functionLines: 80 };

/** The area of a file below the project's root, its folder in it, and the place of that in the order; undefined of other files. */
function placeOf(path) {
  const found = areas.find(({ area }) => path.startsWith(`${area}/`));
  if (!found) return undefined;
  const folder = relative(found.area, dirname(path)).split(sep).join('/');
  const order = (found.folders ?? ['']).indexOf(folder);
  return { ...found, folder, order };
}

/** A folder and one inside it may know each other. */
const isNested = (a, b) => a === '' || b === '' || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

/** Why a file may not import another (both are paths below the project's root); undefined if it may. */
export function refusal(from, to) {
  const [here, there] = [placeOf(from), placeOf(to)];
  if (!here || !there) return undefined;
  if (here.order < 0) return `${dirname(from)} is not in the list of folders (scripts/layers.mjs)`;
  if (here.area !== there.area) {
    if (!here.sees.includes(there.area)) return `${here.area} may not import ${there.area}`;
    if (here.avoids?.includes(to)) return `${here.area} may not import ${to}`;
    const isDoor = !there.doors || there.doors.some((door) => to === `${there.area}/${door}`);
    return isDoor ? undefined : `${there.area} is imported through ${there.doors.join(' or ')}`;
  }
  if (here.folder === there.folder || here.order > there.order) return undefined;
  if (isNested(here.folder, there.folder)) return undefined;
  return `${dirname(to)} comes after ${dirname(from)}`;
}

/** An ESLint rule: imports go only where the list of layers lets them. */
export const layersRule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = relative(root, context.filename).split(sep).join('/');
    const check = ({ source }) => {
      if (!source?.value.startsWith('.')) return;
      const to = join(dirname(from), source.value).split(sep).join('/');
      const message = refusal(from, /\.tsx?$/.test(to) ? to : `${to}.ts`);
      if (message) context.report({ node: source, message });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
};
