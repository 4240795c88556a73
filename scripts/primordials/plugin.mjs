// A plugin of Vite: tests run what ships.
import { rewrite, runsBeside } from './rewrite.mjs';

export const primordials = () => ({
  name: 'primordials',
  enforce: 'pre',
  transform: (text, id) => (runsBeside(id) ? { code: rewrite(id, text), map: null } : undefined),
});
