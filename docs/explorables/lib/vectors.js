/** Vectors, as lists of numbers. */
export const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0)
export const length = (v) => Math.sqrt(dot(v, v))
export const unit = (v) => v.map((x) => x / length(v))
