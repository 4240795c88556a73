import { signal } from '@preact/signals';

/** Characters of the rows' font that fit beside each other in the list that is shown. */
export const listWidth = signal(80);
