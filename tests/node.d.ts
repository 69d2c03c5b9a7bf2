/** What docs/explorables/generalization/make-starts.js takes from Node.js. */
declare module 'node:fs/promises' {
  export function writeFile(path: URL, text: string): Promise<void>
}
