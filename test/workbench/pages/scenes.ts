import { insist } from './insist.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** A picture of the README: `docs/pictures/NAME.png`. */
export interface Scene {
  readonly name: string;
  /** Pixels from the top of the editors that are worth seeing. */
  readonly height: number;
  /** Brings the window to what is pictured. */
  arrange(workbench: Workbench): Promise<void>;
}

/** Pixels of the window, and of what stands left of and above its editors. */
const size = { width: 1480, height: 720 };
const [left, top] = [52, 36];

/** The pictures of the README. */
export const scenes: readonly Scene[] = [
  {
    name: 'trace',
    height: 540,
    async arrange(workbench) {
      await traced(workbench, '02-autodiff.ts', 'f(a, b, c)');
      await workbench.panel.show('Trace');
      const tables = workbench.panel.tables().nth(1);
      await insist(() => workbench.panel.row('v5').dblclick(), tables);
    },
  },
  {
    name: 'first-nan',
    height: 450,
    async arrange(workbench) {
      await traced(workbench, '09-first-nan.ts', 'energy(start, rate)');
      await workbench.panel.show('Trace');
      await workbench.editor.goTo(15, 20);
      await workbench.panel.frame.locator('.row.current', { hasText: 'root' }).waitFor();
    },
  },
  {
    name: 'why-zero',
    height: 648,
    async arrange(workbench) {
      await traced(workbench, '10-why.ts', 'heating(');
      const { panel } = workbench;
      await panel.show('Trace');
      const why = panel.row('gain').locator('.gradient').getByRole('button');
      await insist(() => why.click(), panel.frame.locator('.answer'));
      await panel.frame.locator('.answer').getByText('Why is').waitFor();
      // the fixes have been tried in the background
      await panel.frame.locator('.answer').getByText('✓ Raise the limit').waitFor();
    },
  },
];

/** Opens a file with nothing beside it, and has its first function traced and checked. */
async function traced(workbench: Workbench, file: string, call: string): Promise<void> {
  await workbench.openAlone(file);
  await workbench.editor.lens('Trace Function').first().click();
  await workbench.panel.body.getByText(call).first().waitFor();
  await workbench.editor.lens(/[✓⚠]/).first().waitFor();
}

/** Opens a window as large as the pictures, with smaller letters, so that lines are seen to their ends, and without the list of files. */
export async function openFramed(): Promise<Workbench> {
  const settings = { 'gradlens.traceOn': 'command', 'editor.fontSize': 12, 'editor.minimap.enabled': false };
  const workbench = await openWorkbench({ settings });
  await workbench.page.setViewportSize(size);
  const files = workbench.page.locator('.part.sidebar');
  await workbench.run('View: Close Primary Side Bar');
  await files.waitFor({ state: 'hidden' });
  return workbench;
}

/** The part of the window that is pictured: its editors, without the bars around them. */
export const partOf = ({ height }: Scene) => ({ x: left, y: top, width: size.width - left - 4, height });

/** What a person reads in the window: lenses, ends of lines, panel. Times and measured errors, which differ from run to run, as `…`. */
export async function readOut({ editor, lineEnds, panel }: Workbench): Promise<string> {
  const lines = [...(await lineEnds.texts())].map(([line, text]) => `${line}  ${text}`);
  const parts = [(await editor.lenses()).join(' | '), ...lines, await panel.body.innerText()];
  return parts
    .join('\n')
    .replaceAll(/[\d.]+ (ms|s)\b/g, '… $1')
    .replaceAll(/checked \S+/g, 'checked …')
    .replaceAll(/\n+/g, '\n');
}
