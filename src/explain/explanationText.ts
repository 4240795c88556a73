import type { Fix } from '../shared/errors.ts';
import type { Paint } from '../present/format/layout.ts';
import { placeText } from '../present/format/placeText.ts';
import { quote, type Sources } from '../present/terminal/findingsText.ts';
import type { Explanation } from './explain.ts';

/** An explanation for a terminal: the sentence, the guilty place, the chain, the repairs. */
export function explanationText(
  { about, sentence, finding }: Explanation,
  { files, label }: { readonly files: readonly string[]; readonly label: string },
  sources: Sources,
  fixes: readonly (Fix & { readonly outcome?: string })[],
  paint: Paint,
): string {
  const what = about.of === 'value' ? about.name : `the gradient of ${about.name}`;
  const said = [label, finding?.class ?? ''].filter((text) => text !== '');
  const question = about.name === '' ? 'What is wrong on this line?' : `Why is ${what} so?`;
  const head = `${paint('bold', question)}${said.map((text) => `  ${paint('dim', text)}`).join('')}`;
  if (!finding) return `${head}\n  ${sentence}\n`;
  const lines = [
    head,
    ...sentence.split('\n').map((line) => `  ${line}`),
    `  ${paint('dim', placeText(files, finding.span))}`,
    ...quote(finding.span, sources, 'warning', paint),
    ...finding.related.map(({ message, span }) => `  ${message}  ${paint('dim', placeText(files, span))}`),
    ...fixes.map(({ title, outcome }) => `  fix ▸ ${title}${outcome === 'works' ? ' ✓' : ''}`),
  ];
  return `${lines.join('\n')}\n`;
}
