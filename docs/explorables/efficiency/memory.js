/** Memory that a language model needs: weights, and the keys and values of one context. */

/**
 * Bytes of the cache for one user. Local layers keep at most their window; multi-head latent
 * attention keeps one vector per token and layer instead of keys and values per head.
 * @param {any} model an entry of models.json @param {number} context tokens @param {number} bits per number
 */
export function cacheBytes(model, context, bits) {
  const bytes = bits / 8
  if (model.latent) return model.layers * (model.latent + model.rope) * context * bytes
  const local = model.localLayers ?? 0
  const places = (model.layers - local) * context + local * Math.min(context, model.window ?? context)
  return 2 * places * model.kvHeads * model.headDim * bytes
}

/** Bytes of all weights; of a mixture of experts, all of them must be there. @param {any} model @param {number} bits */
export const weightBytes = (model, bits) => (model.parameters * bits) / 8
