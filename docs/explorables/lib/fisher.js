/** Which parameters of a network matter. */

/** @typedef {ArrayLike<number>} Vector */

/**
 * Diagonal of the Fisher information per parameter, averaged over inputs: how strongly the
 * output depends on each parameter (exact over the classes; for linear output, unit variance).
 * @param {import('./network.js').Network} network @param {Vector[]} inputs
 */
export function fisher(network, inputs) {
  const total = new Float64Array(network.parameters.length)
  const one = new Float64Array(total.length)
  for (const input of inputs) {
    const out = network.forward(input)
    out.forEach((p, c) => {
      const soft = network.output === 'softmax'
      const delta = out.map((q, o) => (soft ? q : 0) - (o === c ? 1 : 0))
      one.fill(0)
      network.backward(delta, one)
      for (let k = 0; k < one.length; k++) total[k] += ((soft ? p : 1) * one[k] ** 2) / inputs.length
    })
  }
  return total
}
