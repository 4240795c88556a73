import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Panel } from './panel.ts';
import { themes, type Workbench } from './workbench.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is needed of axe-core, as it is in the page. */
interface Axe {
  run(
    context: unknown,
    options: unknown,
  ): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
    }[];
  }>;
}
declare const axe: Axe;

/** What axe-core has against the panel as it is now: the rule, the element and why. All of its rules, or one. */
export async function violations({ body }: Panel, rule?: string): Promise<string[]> {
  // The page allows no script but its own.
  await body.evaluate(source);
  return body.evaluate(async (page, only) => {
    const { violations: found } = await axe.run(page, {
      resultTypes: ['violations'],
      iframes: false,
      ...(only && { runOnly: only }),
    });
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n${failureSummary}`),
    );
  }, rule);
}

/**
 * What axe-core has against the panel in each theme: of all of its rules in the dark one, of its colours in the others.
 *
 * @param arrange brings the panel to the state that is meant, in every theme anew
 */
export async function violationsInThemes(
  workbench: Workbench,
  arrange: () => Promise<void> = async () => {},
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const theme of themes) {
    await workbench.theme(theme);
    await arrange();
    const now = await violations(workbench.panel, theme === 'dark' ? undefined : 'color-contrast');
    if (now.length > 0) found[theme] = now;
  }
  await workbench.theme('dark');
  return found;
}
