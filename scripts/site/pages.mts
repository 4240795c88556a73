// The pages of the documentation's site: Markdown in, HTML out. Plain pages without scripts, which open from the disk.
import { posix } from 'node:path';
import { Marked, type Tokens } from 'marked';

/** Where links to what is no page lead. */
const repository = 'https://github.com/gradlens/gradlens/blob/HEAD';

/** A page to be made. */
export interface Source {
  /** Its path in the repository, or where it would stand there: `docs/verdicts.md`. */
  readonly path: string;
  /** Its path in the site: `verdicts.html`. */
  readonly page: string;
  readonly markdown: string;
  /** Under which the navigation lists it. */
  readonly group: string;
}

/** What a page may load: style sheets, pictures and frames that stand beside it; a page with a trace its scripts, too. */
export const policy = (...more: string[]): string =>
  ["default-src 'none'", "style-src 'self'", "img-src 'self'", "frame-src 'self'", ...more].join('; ');

/** All pages, by their paths in the site. */
export function pagesOf(sources: readonly Source[]): Map<string, string> {
  const pages = new Map(sources.map(({ path, page }) => [path, page]));
  const titles = new Map(sources.map((source) => [source.page, titleOf(source)]));
  return new Map(sources.map((source) => [source.page, html(source, sources, pages, titles)]));
}

function html(
  source: Source,
  sources: readonly Source[],
  pages: ReadonlyMap<string, string>,
  titles: ReadonlyMap<string, string>,
): string {
  const up = '../'.repeat(source.page.split('/').length - 1);
  const groups = Map.groupBy(sources, ({ group }) => group);
  const entry = ({ page }: Source): string =>
    `<li><a href="${up}${page}"${page === source.page ? ' aria-current="page"' : ''}>${escaped(titles.get(page)!)}</a></li>`;
  const navigation = Array.from(
    groups,
    ([group, all]) => `<h2>${group}</h2>\n<ul>\n${all.map(entry).join('\n')}\n</ul>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(titles.get(source.page)!)} · GradLens</title>
<link rel="icon" href="${up}icon.png">
<link rel="stylesheet" href="${up}site.css">
</head>
<body>
<nav aria-label="Pages">
<a class="home" href="${up}index.html"><img src="${up}icon.png" alt="" width="28" height="28">GradLens</a>
${navigation.join('\n')}
</nav>
<main>
${bodyOf(source, pages)}</main>
</body>
</html>
`;
}

/** The text with its links led to other pages, to what stands beside them, or to the repository. */
function bodyOf({ path, page, markdown }: Source, pages: ReadonlyMap<string, string>): string {
  const slugs = new Map<string, number>();
  const relink = (href: string): string => {
    const [target = '', anchor] = href.split('#');
    if (/^[a-z]+:/.test(href) || target === '') return href;
    const at = posix.join(posix.dirname(path), target);
    const other = pages.get(at) ?? (/^docs\/.*\.(png|html)$/.test(at) ? at.slice('docs/'.length) : undefined);
    if (other === undefined) return `${repository}/${at}`;
    return posix.relative(posix.dirname(page), other) + (anchor ? `#${anchor}` : '');
  };
  const marked = new Marked({
    walkTokens(token) {
      if (token.type === 'link' || token.type === 'image') token.href = relink((token as Tokens.Link).href);
    },
    renderer: {
      heading({ tokens, depth, text }) {
        const slug = slugOf(text);
        const nth = slugs.get(slug) ?? 0;
        slugs.set(slug, nth + 1);
        const id = nth ? `${slug}-${nth}` : slug;
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      table(token) {
        // wide ones scroll for themselves
        return `<div class="table">${new Marked().parser([token])}</div>\n`;
      },
    },
  });
  return marked.parse(markdown, { async: false });
}

/** The anchor of a heading, as GitHub makes it. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

/** The heading up to a colon. */
const titleOf = ({ markdown, page }: Source): string =>
  /^# ([^:\n]*)/m.exec(markdown)?.[1]!.replaceAll('`', '') ?? page;

/** A text as HTML shows it. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
