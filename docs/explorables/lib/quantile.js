/**
 * Quantile of sorted numbers with linear interpolation (type 7, NumPy's default).
 * @param {ArrayLike<number>} sorted @param {number} q from 0 to 1
 */
export function quantile(sorted, q) {
  const place = q * (sorted.length - 1)
  const below = sorted[Math.floor(place)]
  return below + (place % 1) * (sorted[Math.ceil(place)] - below)
}
