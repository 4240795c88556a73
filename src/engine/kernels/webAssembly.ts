declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

/** The exports of a module in base 64. Null where there is no WebAssembly, or none of the vectors that the module takes. */
export function instantiate<Exports>(module: string, imports = {}): Exports | null {
  try {
    const bytes = Uint8Array.from(atob(module), (letter) => letter.charCodeAt(0));
    return new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports as Exports;
  } catch {
    return null;
  }
}
