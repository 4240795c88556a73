import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { folder, traceJson } from '../cli/gradlens.ts';

/** What the first case of a file comes to: the number it returns, its inputs' gradients, and what is wrong. */
interface Outcome {
  readonly value: unknown;
  readonly gradients: Readonly<Record<string, unknown>>;
  readonly messages: readonly string[];
}

/** The files of a project, and its workspace's packages: a name in `node_modules`, and the folder that it links to. */
export interface Layout {
  readonly files: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
}

/** Traces the first case of a file of a project, which is written to a folder of its own. */
export async function traceIn({ files, links = {} }: Layout, file: string): Promise<Outcome> {
  const root = folder(files);
  for (const [name, target] of Object.entries(links)) {
    const link = join(root, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), join(root, target)), link);
  }
  const { cases } = await traceJson(root, file);
  const [{ output, inputs, diagnostics }] = cases as unknown as [
    {
      readonly output?: readonly { readonly value: unknown }[];
      readonly inputs?: readonly { readonly path: string; readonly gradient: unknown }[];
      readonly diagnostics: readonly { readonly message: string }[];
    },
  ];
  return {
    value: output?.[0]?.value,
    gradients: Object.fromEntries((inputs ?? []).map(({ path, gradient }) => [path, gradient])),
    messages: diagnostics.map(({ message }) => message),
  };
}
