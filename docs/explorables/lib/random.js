/**
 * Random numbers with a name: xoshiro128** (Blackman and Vigna, 2018), its state filled by
 * SplitMix64 (Steele, Lea and Flood, 2014). The same seed gives the same numbers in every browser.
 */

const MASK = (1n << 64n) - 1n

/** 64-bit numbers from any whole number. @param {number | bigint} seed @returns {Generator<bigint, never>} */
export function* splitmix64(seed) {
  let state = BigInt(seed) & MASK
  for (;;) {
    state = (state + 0x9e3779b97f4a7c15n) & MASK
    let z = state
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK
    yield z ^ (z >> 31n)
  }
}

const rotate = (x, k) => (x << k) | (x >>> (32 - k))

export class Random {
  /** Whole numbers; another stream gives independent numbers. @param {number} seed @param {number} [stream] */
  constructor(seed, stream = 0) {
    const words = splitmix64((BigInt(stream) << 32n) | BigInt(seed))
    this.state = new Uint32Array(4)
    for (let i = 0; i < 4; i += 2) {
      const word = words.next().value
      this.state[i] = Number(word & 0xffffffffn)
      this.state[i + 1] = Number(word >> 32n)
    }
    /** the second of a normal pair @type {number | null} */
    this.spare = null
  }

  /** A whole number from 0 to 2^32 - 1. */
  next() {
    const s = this.state
    const result = Math.imul(rotate(Math.imul(s[1], 5), 7), 9) >>> 0
    const t = s[1] << 9
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = rotate(s[3], 11)
    return result
  }

  /** A number in [0, 1) with 53 random bits. */
  uniform() {
    return ((this.next() >>> 5) * 2 ** 26 + (this.next() >>> 6)) / 2 ** 53
  }

  /** A whole number from 0 to count - 1, each equally likely. @param {number} count */
  integer(count) {
    const limit = 2 ** 32 - (2 ** 32 % count)
    for (;;) {
      const x = this.next()
      if (x < limit) return x % count
    }
  }

  /** A standard normal number (Marsaglia's polar method). */
  normal() {
    const { spare } = this
    this.spare = null
    if (spare !== null) return spare
    for (;;) {
      const u = 2 * this.uniform() - 1
      const v = 2 * this.uniform() - 1
      const r = u * u + v * v
      if (r > 0 && r < 1) {
        const scale = Math.sqrt((-2 * Math.log(r)) / r)
        this.spare = v * scale
        return u * scale
      }
    }
  }

  /** A vector of length one in a random direction. @param {number} dimension */
  direction(dimension) {
    const vector = new Float64Array(dimension).map(() => this.normal())
    const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
    return vector.map((x) => x / length)
  }

  /** One element. @template T @param {ArrayLike<T>} list @returns {T} */
  pick(list) {
    return list[this.integer(list.length)]
  }

  /** Puts a list in random order, in place (Fisher and Yates). @template T @param {T[]} list */
  shuffle(list) {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.integer(i + 1)
      ;[list[i], list[j]] = [list[j], list[i]]
    }
    return list
  }
}
