/** Hulten's first-order aggregate, and the inputs of two published estimates as the page on jobs cites them. */

/**
 * First-order gain in total factor productivity: share of cost in exposed tasks, part of it where the
 * tool is used, part of the cost saved there.
 * @param {{ share: number, adopted: number, saving: number }} inputs
 */
export const hulten = ({ share, adopted, saving }) => share * adopted * saving

/** Work that is more productive by a fraction costs less by this fraction. @param {number} gain */
export const costSaved = (gain) => gain / (1 + gain)

export const ACEMOGLU = { share: 0.199, adopted: 0.23, saving: 0.144 }
/** Names no part adopted: all cognitive work becomes more productive. */
export const BAILY = { share: 0.6, adopted: 1, saving: 0.3 }
