import { signal } from '@preact/signals';

/** Counts changes of the colour theme; canvases read it and are painted anew. */
export const themeCount = signal(0);

/** Watches for the class that VS Code changes with the theme. */
export function watchTheme(): void {
  const observer = new MutationObserver(() => themeCount.value++);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}
