import { batch, computed, signal } from '@preact/signals';
import {
  hitRequest,
  queryRequest,
  type ListName,
  type QueryAnswer,
} from '../../src/shared/panel/protocol.ts';
import { host } from '../connection.ts';

/** The terms that are looked for, and the one that is being typed. */
export const terms = signal<readonly string[]>([]);
export const draft = signal('');
/** All of them as one text. */
export const query = computed(() => [...terms.value, draft.value].join(' ').trim());
/** What was found of it. */
export const found = signal<QueryAnswer>({ hits: 0, error: '' });
/** The number of the hit that was gone to last; −1 of none. */
export const hit = signal(-1);

/** Looks for what the terms are now. */
export async function look(): Promise<void> {
  const text = query.value;
  hit.value = -1;
  const answer = await host.sendRequest(queryRequest, { text });
  if (query.value === text) found.value = answer;
}

/** Takes what is typed: words that a blank follows are terms. */
export function type(text: string): void {
  const before = query.value;
  const words = text.split(/\s+/);
  batch(() => {
    draft.value = words.pop()!;
    terms.value = [...terms.value, ...words.filter((word) => word !== '')];
  });
  if (query.value !== before) void look();
}

/** Makes a term of what is typed. */
export function finish(): void {
  if (draft.value !== '') type(`${draft.value} `);
}

/** Takes the last term back, to be typed anew. */
export function reopen(): void {
  batch(() => {
    draft.value = terms.value.at(-1) ?? '';
    terms.value = terms.value.slice(0, -1);
  });
}

/** Takes a term away. */
export function remove(index: number): void {
  terms.value = terms.value.filter((_, i) => i !== index);
  void look();
}

/** Looks for nothing. */
export function clear(): void {
  batch(() => {
    terms.value = [];
    draft.value = '';
  });
  void look();
}

/** Goes to the next hit of a list, or the one before; the first time to the one at the current row. */
export async function goToHit(list: ListName, by: 1 | -1): Promise<void> {
  const isFirst = hit.value < 0 && by > 0;
  hit.value = (await host.sendRequest(hitRequest, { list, by: isFirst ? 0 : by })).hit;
}
