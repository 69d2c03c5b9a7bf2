// What docs/assets/search/library.js holds; `npm run library --prefix tests` writes it.
import MiniSearch from "minisearch";
import { stemmer } from "stemmer";

window.searchLibrary = { MiniSearch, stemmer };
