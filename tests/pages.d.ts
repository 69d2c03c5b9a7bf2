// What the scripts of pages share, and what they know of our templates that the DOM's types do not.
declare function runScripts(id: string, through: () => void): void
declare const siteSearch: any

interface Window {
  runScripts: (id: string, through: () => void) => void
  /** As in docs/assets/search: what fetches, the words, what finds, what orders, what is shown, the dialog, and the library. */
  siteSearch: any
  searchEngine: any
  searchShown: any
  searchWords: any
  searchRank: any
  searchView: any
  searchLibrary: any
}

interface ParentNode {
  /** Our templates say what an element of ours is and that it is there. */
  querySelector(selectors: string): any
  querySelectorAll(selectors: string): NodeListOf<any>
}
interface Element {
  closest(selectors: string): any
}
