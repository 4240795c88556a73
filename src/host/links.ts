/** A link of Markdown that runs one of our commands. */
export function commandLink(text: string, command: string, args: readonly unknown[]): string {
  return `[${text}](command:gradlens.${command}?${encodeURIComponent(JSON.stringify(args))})`;
}
