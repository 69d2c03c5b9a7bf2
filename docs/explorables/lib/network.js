/**
 * A small fully connected network with exact gradients. All parameters lie in one flat
 * Float64Array (per layer: weights row after row, then biases), so they can be averaged, pruned,
 * quantized, merged or penalized as one vector.
 * @typedef {ArrayLike<number>} Vector
 * @typedef {import('./random.js').Random} Random
 */

const ACTIVATIONS = {
  tanh: { value: Math.tanh, /** slope, from the value */ slope: (y) => 1 - y * y },
  relu: {
    value: (x) => Math.max(0, x),
    slope: (y) => (y > 0 ? 1 : 0),
  },
}

/** @param {Vector} scores @returns {Float64Array} */
export function softmax(scores) {
  const top = Math.max(...Array.from(scores))
  const out = Float64Array.from(scores, (x) => Math.exp(x - top))
  const sum = out.reduce((a, b) => a + b, 0)
  return out.map((x) => x / sum)
}

export class Network {
  /**
   * @param {number[]} sizes units per layer, input first
   * @param {{ random?: Random, activation?: 'tanh' | 'relu', output?: 'softmax' | 'linear' }} [options]
   *   without `random` all parameters are 0
   */
  constructor(sizes, { random, activation = 'tanh', output = 'softmax' } = {}) {
    this.sizes = sizes
    this.activation = activation
    this.output = output
    /** where each layer's parameters begin @type {number[]} */
    this.offsets = []
    let count = 0
    for (let l = 1; l < sizes.length; l++) {
      this.offsets.push(count)
      count += sizes[l] * (sizes[l - 1] + 1)
    }
    this.parameters = new Float64Array(count)
    /** the values of every layer after the last `forward` */
    this.values = sizes.map((size) => new Float64Array(size))
    if (!random) return
    for (let l = 1; l < sizes.length; l++) {
      const scale = Math.sqrt((activation === 'relu' ? 2 : 1) / sizes[l - 1])
      for (let k = 0; k < sizes[l] * sizes[l - 1]; k++) {
        this.parameters[this.offsets[l - 1] + k] = scale * random.normal()
      }
    }
  }

  /** A network of the same shape with its own copy of the parameters. */
  clone() {
    const { activation, output } = this
    const copy = new Network(this.sizes, { activation, output })
    copy.parameters.set(this.parameters)
    return copy
  }

  /** Probabilities (softmax) or values (linear) for one input. @param {Vector} input */
  forward(input) {
    const { sizes, parameters, values, offsets } = this
    values[0].set(input)
    for (let l = 1; l < sizes.length; l++) {
      const [wide, tall, from] = [sizes[l - 1], sizes[l], offsets[l - 1]]
      const [inputs, outputs] = [values[l - 1], values[l]]
      const last = l === sizes.length - 1
      for (let o = 0; o < tall; o++) {
        let sum = parameters[from + tall * wide + o]
        for (let i = 0, at = from + o * wide; i < wide; i++, at++) sum += parameters[at] * inputs[i]
        outputs[o] = last ? sum : ACTIVATIONS[this.activation].value(sum)
      }
    }
    const top = values[sizes.length - 1]
    return this.output === 'softmax' ? softmax(top) : top.slice()
  }

  /**
   * Adds to `gradient` the gradient of a quantity whose derivative by the last layer's sums is
   * `delta`. Call `forward` first.
   * @param {Vector} delta @param {Float64Array} gradient
   */
  backward(delta, gradient) {
    const { sizes, parameters, values, offsets } = this
    let d = Float64Array.from(delta)
    for (let l = sizes.length - 1; l > 0; l--) {
      const [wide, tall, from] = [sizes[l - 1], sizes[l], offsets[l - 1]]
      const inputs = values[l - 1]
      for (let o = 0; o < tall; o++) {
        const pull = d[o]
        gradient[from + tall * wide + o] += pull
        for (let i = 0, at = from + o * wide; i < wide; i++, at++) gradient[at] += pull * inputs[i]
      }
      if (l === 1) return // nothing can be learned below the input
      const below = new Float64Array(wide)
      for (let o = 0; o < tall; o++) {
        const pull = d[o]
        for (let i = 0, at = from + o * wide; i < wide; i++, at++) below[i] += pull * parameters[at]
      }
      for (let i = 0; i < wide; i++) below[i] *= ACTIVATIONS[this.activation].slope(inputs[i])
      d = below
    }
  }

  /**
   * Loss of one example: minus the log probability of class `target` (softmax), or half the
   * squared distance to the vector `target` (linear). With `gradient`, adds its gradient to it.
   * @param {Vector} input @param {number | Vector} target @param {Float64Array} [gradient]
   */
  loss(input, target, gradient) {
    const out = this.forward(input)
    let loss = 0
    if (typeof target === 'number') {
      loss = -Math.log(Math.max(out[target], 1e-300))
      out[target] -= 1
    } else {
      for (let o = 0; o < out.length; o++) {
        out[o] -= target[o]
        loss += out[o] ** 2 / 2
      }
    }
    if (gradient) this.backward(out, gradient)
    return loss
  }

  /** Mean loss and its gradient over examples. @param {Vector[]} inputs @param {(number | Vector)[]} targets */
  gradient(inputs, targets) {
    const gradient = new Float64Array(this.parameters.length)
    let loss = 0
    inputs.forEach((input, i) => (loss += this.loss(input, targets[i], gradient)))
    for (let k = 0; k < gradient.length; k++) gradient[k] /= inputs.length
    return { loss: loss / inputs.length, gradient }
  }

  /** The class with the highest probability. @param {Vector} input */
  classify(input) {
    const out = this.forward(input)
    return out.indexOf(Math.max(...out))
  }
}
