/**
 * Steps down a gradient, and which parameters matter.
 * @typedef {ArrayLike<number>} Vector
 */

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

/** Gradient descent with momentum. */
export class Sgd {
  /** @param {{ rate: number, momentum?: number }} options */
  constructor({ rate, momentum = 0 }) {
    this.rate = rate
    this.momentum = momentum
    /** @type {Float64Array | null} */
    this.velocity = null
  }

  /** @param {Float64Array} parameters changed in place @param {Vector} gradient */
  step(parameters, gradient) {
    const v = (this.velocity ??= new Float64Array(parameters.length))
    for (let k = 0; k < v.length; k++) {
      v[k] = this.momentum * v[k] - this.rate * gradient[k]
      parameters[k] += v[k]
    }
  }
}

/** Adam (Kingma and Ba, 2015). */
export class Adam {
  /** @param {{ rate?: number, beta1?: number, beta2?: number, epsilon?: number }} [options] */
  constructor({ rate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = {}) {
    this.options = { rate, beta1, beta2, epsilon }
    this.m = null
    this.v = null
    this.steps = 0
  }

  /** @param {Float64Array} parameters changed in place @param {Vector} gradient */
  step(parameters, gradient) {
    const { rate, beta1, beta2, epsilon } = this.options
    const m = (this.m ??= new Float64Array(parameters.length))
    const v = (this.v ??= new Float64Array(parameters.length))
    this.steps++
    const c1 = 1 - beta1 ** this.steps
    const c2 = 1 - beta2 ** this.steps
    for (let k = 0; k < m.length; k++) {
      m[k] = beta1 * m[k] + (1 - beta1) * gradient[k]
      v[k] = beta2 * v[k] + (1 - beta2) * gradient[k] ** 2
      parameters[k] -= (rate * (m[k] / c1)) / (Math.sqrt(v[k] / c2) + epsilon)
    }
  }
}
