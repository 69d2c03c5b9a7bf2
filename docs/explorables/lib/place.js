/**
 * How a page gets what is no part of its first script: its model, and a worker. In the copy for
 * reading from disk, hooks/llm_trends/offline/place.js stands for this file.
 */

/** @param {string} address @returns {Promise<any>} the module of a model */
export const model = (address) => import(address)

/** Throws where workers are not allowed. */
export const worker = () => new Worker(new URL('worker.js', import.meta.url), { type: 'module' })
