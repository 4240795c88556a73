// A loader of webpack for what runs beside the user's program.
import { rewrite } from './rewrite.mjs';

export default function primordials(text) {
  return rewrite(this.resourcePath, text);
}
