import { countText } from '../../src/shared/tensor.ts';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { tab, view } from '../state.ts';
import {
  clear,
  draft,
  finish,
  found,
  goToHit,
  hit,
  look,
  query,
  remove,
  reopen,
  terms,
  type,
} from './state.ts';

/** The keys of a query, for those who look at the empty line. */
const hint = 'op: name: line: path: in: |∂|> nan zero cut';

/** The line that looks for rows, of the tabs that are lists of many. */
export function QueryLine() {
  const input = useRef<HTMLInputElement>(null);
  const { revision = 0, allSteps = 0, allRows = 0, inputs = 0 } = view.value ?? {};
  const list = tab.value;
  const isShown = (list === 'trace' && allRows - inputs > 1) || (list === 'backward' && allSteps > 1);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyped = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey);
      if (!input.current || !(isFind || (event.key === '/' && !isTyped))) return;
      event.preventDefault();
      // VS Code would look in its editor.
      event.stopPropagation();
      input.current.focus();
      input.current.select();
    };
    window.addEventListener('keydown', focus, { capture: true });
    return () => window.removeEventListener('keydown', focus, { capture: true });
  }, []);
  // Another run has other rows.
  useEffect(() => {
    if (query.value) void look();
  }, [revision]);
  if (!isShown) return null;
  const { hits, error } = found.value;
  const count =
    hit.value < 0 ? `${countText(hits)} found` : `${countText(hit.value + 1)} of ${countText(hits)}`;
  return (
    <div class="query" role="search">
      <span aria-hidden="true">⌕</span>
      <Chips input={input} />
      <input
        ref={input}
        type="text"
        aria-label="Find rows"
        aria-invalid={error !== ''}
        placeholder={terms.value.length === 0 ? hint : ''}
        spellcheck={false}
        value={draft.value}
        onInput={({ currentTarget }) => type(currentTarget.value)}
        onKeyDown={(event) => {
          const isAtStart = event.currentTarget.selectionEnd === 0 && terms.value.length > 0;
          if (event.key === 'Enter') {
            finish();
            void goToHit(list, event.shiftKey ? -1 : 1);
          } else if (event.key === 'Escape') clear();
          else if (event.key === 'Backspace' && isAtStart && draft.value === '') reopen();
          else if (event.key === 'ArrowLeft' && isAtStart) chipBefore(event.currentTarget)?.focus();
          else return;
          event.preventDefault();
        }}
      />
      <span class={error ? 'error' : 'about'} role="status" title={error}>
        {query.value && (error || count)}
      </span>
    </div>
  );
}

/** What is asked for, a term each; a click, Delete and Backspace take one away, ← and → go along. */
function Chips({ input }: { readonly input: RefObject<HTMLInputElement | null> }) {
  const take = (index: number) => {
    remove(index);
    input.current?.focus();
  };
  return terms.value.map((term, i) => (
    <button
      key={`${i} ${term}`}
      class="chip"
      aria-label={`Remove ${term}`}
      title={`Remove ${term}`}
      tabIndex={-1}
      onClick={() => take(i)}
      onKeyDown={(event) => {
        const { currentTarget: chip, key } = event;
        if (key === 'Delete' || key === 'Backspace') take(i);
        else if (key === 'ArrowLeft') chipBefore(chip)?.focus();
        else if (key === 'ArrowRight') (chip.nextElementSibling as HTMLElement).focus();
        else if (key === 'Escape') {
          clear();
          input.current?.focus();
        } else return;
        event.preventDefault();
      }}
    >
      {term} <span aria-hidden="true">×</span>
    </button>
  ));
}

/** The chip left of an element, if there is one. */
function chipBefore({ previousElementSibling: before }: HTMLElement): HTMLElement | null {
  return before instanceof HTMLButtonElement ? before : null;
}
