/** Whether the text of a number, or of the size of several, is one that people ask about: `0`, `‖0‖`, `NaN`, `−∞`. */
export function isOdd(text: string): boolean {
  return /^‖?−?0‖?$/.test(text) || /NaN|∞/.test(text);
}
