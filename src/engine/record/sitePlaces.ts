import { lastNotAbove } from '../../shared/bisect.ts';
import { operandRange, siteRange, type SiteTable } from '../../shared/sites.ts';
import { inFile, type Span } from '../../shared/span.ts';

interface File {
  readonly path: string;
  readonly base: number;
  readonly sites: SiteTable;
  readonly source: string | undefined;
  readonly code: string | undefined;
  /** Computed in advance: it is asked for where the stack may be full, and a regular expression needs stack. */
  readonly isDependency: boolean;
}

/** Source places of all sites of the program. A file's sites are numbered from its `base` on; bases ascend. */
export class SitePlaces {
  readonly paths: string[] = [];
  readonly #files: File[] = [];
  readonly #bases: number[] = [];

  /** Adds a file. @param source its text, for messages. @param code the instrumented text, to find quotes of it in V8's messages */
  addFile(path: string, base: number, sites: SiteTable, source?: string, code?: string): void {
    this.#files.push({ path, base, sites, source, code, isDependency: inPackage(path) });
    this.#bases.push(base);
    this.paths.push(path);
  }

  span(site: number): Span | undefined {
    const index = this.#index(site);
    if (index < 0) return undefined;
    const { base, sites } = this.#files[index]!;
    return inFile(index, siteRange(sites, site - base));
  }

  /** Whether the site stands in an installed package. */
  isDependency(site: number): boolean {
    return this.file(site)?.isDependency ?? false;
  }

  text(site: number): string | undefined {
    const file = this.#files[this.#index(site)];
    return file?.sites.texts[site - file.base];
  }

  /** What the call at a site names as its callee, as `nf.format`; undefined where it is no name. */
  callee(site: number): string | undefined {
    return /^[\w$.]+$|(?<=\)\.)[\w$.]+$/.exec(this.text(site) ?? '')?.[0];
  }

  /** Span of a site's `k`-th operand: receiver first, or the two sides of an operator. */
  operand(site: number, k: number): Span | undefined {
    const index = this.#index(site);
    const file = this.#files[index];
    const range = file && operandRange(file.sites, site - file.base, k);
    return range && inFile(index, range);
  }

  /** The files in the order in which they were added. */
  get files(): readonly Pick<File, 'path' | 'sites'>[] {
    return this.#files;
  }

  /** Source text of a site's `k`-th operand, if it is short. */
  operandText(site: number, k: number): string | undefined {
    const span = this.operand(site, k);
    const source = span && this.#files[span[0]]!.source;
    if (!source || span[1] !== span[3] || span[4] - span[2] > LONGEST) return undefined;
    return source.split('\n')[span[1] - 1]?.slice(span[2], span[4]);
  }

  /** The file of a site. */
  file(site: number): Omit<File, 'base' | 'sites'> | undefined {
    return this.#files[this.#index(site)];
  }

  #index(site: number): number {
    const index = lastNotAbove(this.#bases, site);
    const file = this.#files[index];
    return file && site < file.base + file.sites.texts.length ? index : -1;
  }
}

/** Characters of an operand that a message can quote. */
const LONGEST = 40;

/** Whether this is the path of a file of an installed package. */
export function inPackage(path: string | undefined): boolean {
  return path !== undefined && /(^|\/)node_modules\//.test(path);
}
