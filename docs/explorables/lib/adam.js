/** @typedef {ArrayLike<number>} Vector */

/** Steps down a gradient: Adam (Kingma and Ba, 2015). */
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
    this.m ??= new Float64Array(parameters.length)
    this.v ??= new Float64Array(parameters.length)
    const { m, v } = this
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
