// `npm run wasm` assembles the files *.wat of src/engine/kernels into modules beside them; a test compares them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';

const folder = join(import.meta.dirname, '../src/engine/kernels');

export const kernels = ['product', 'exponential', 'sweeps'] as const;

/** A kernel's .wat in base 64, assembled. */
export async function assembled(kernel: (typeof kernels)[number]): Promise<string> {
  const { parseWat } = await wabt();
  const module = parseWat(`${kernel}.wat`, readFileSync(join(folder, `${kernel}.wat`), 'utf8'));
  return Buffer.from(module.toBinary({}).buffer).toString('base64');
}

if (import.meta.main) {
  for (const kernel of kernels) {
    const text = `/** ${kernel}.wat, assembled by \`npm run wasm\`, in base 64. */
export const ${kernel}Module =
  '${await assembled(kernel)}';
`;
    writeFileSync(join(folder, `${kernel}Module.ts`), text);
  }
}
