// Lets Node run the product's sources as they ship: `node --import ./scripts/primordials/register.mjs FILE`.
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { rewrite, runsBeside } from './rewrite.mjs';

registerHooks({
  load(url, context, nextLoad) {
    const path = url.startsWith('file:') ? fileURLToPath(url) : '';
    if (!runsBeside(path)) return nextLoad(url, context);
    const source = stripTypeScriptTypes(rewrite(path, readFileSync(path, 'utf8')));
    return { format: 'module', source, shortCircuit: true };
  },
});
