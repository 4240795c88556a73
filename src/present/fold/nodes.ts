import type { FoldTree } from './tree.ts';

/** The columns of a fold tree that is being made: they grow together. */
export class Nodes {
  count = 0;
  kind: Uint8Array;
  site: Int32Array;
  scope: Int32Array;
  from: Int32Array;
  to: Int32Array;
  parent: Int32Array;
  end: Int32Array;
  round: Int32Array;
  mark: Int32Array;
  form: Int32Array;

  /** @param room for so many nodes at first */
  constructor(room: number) {
    this.kind = new Uint8Array(room);
    this.site = new Int32Array(room);
    this.scope = new Int32Array(room);
    this.from = new Int32Array(room);
    this.to = new Int32Array(room);
    this.parent = new Int32Array(room);
    this.end = new Int32Array(room);
    this.round = new Int32Array(room);
    this.mark = new Int32Array(room);
    this.form = new Int32Array(room);
  }

  /** A new node, which begins at equation `from`. */
  push(kind: number, site: number, scope: number, from: number, parent: number): number {
    const node = this.count++;
    if (node === this.kind.length) this.#grow();
    this.kind[node] = kind;
    this.site[node] = site;
    this.scope[node] = scope;
    this.from[node] = from;
    this.to[node] = from;
    this.parent[node] = parent;
    this.end[node] = node + 1;
    this.mark[node] = -1;
    this.form[node] = site;
    return node;
  }

  finish(): FoldTree {
    const { count } = this;
    return {
      count,
      kind: this.kind.subarray(0, count),
      site: this.site.subarray(0, count),
      scope: this.scope.subarray(0, count),
      from: this.from.subarray(0, count),
      to: this.to.subarray(0, count),
      parent: this.parent.subarray(0, count),
      end: this.end.subarray(0, count),
      round: this.round.subarray(0, count),
      mark: this.mark.subarray(0, count),
      form: this.form.subarray(0, count),
    };
  }

  #grow(): void {
    this.kind = twice(this.kind, Uint8Array);
    this.site = twice(this.site, Int32Array);
    this.scope = twice(this.scope, Int32Array);
    this.from = twice(this.from, Int32Array);
    this.to = twice(this.to, Int32Array);
    this.parent = twice(this.parent, Int32Array);
    this.end = twice(this.end, Int32Array);
    this.round = twice(this.round, Int32Array);
    this.mark = twice(this.mark, Int32Array);
    this.form = twice(this.form, Int32Array);
  }
}

/** A column with room for twice as many. */
function twice<T extends Uint8Array | Int32Array>(column: T, Kind: new (length: number) => T): T {
  const longer = new Kind(2 * column.length);
  longer.set(column);
  return longer;
}
